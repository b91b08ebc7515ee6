# The verbs. `make demo` and `make test` set up what they need by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := .demo

.PHONY: setup demo test lint types bench bench-quality clean lock

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "copydesk needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: $(STAMP)
	rm -rf $(DEMO) && mkdir $(DEMO)
	PREFECT_HOME=$(CURDIR)/$(DEMO)/prefect COPYDESK_HOME=$(DEMO) $(BIN)/copydesk ingest --prefect
	COPYDESK_HOME=$(DEMO) $(BIN)/copydesk status
	COPYDESK_HOME=$(DEMO) $(BIN)/copydesk sql < warehouse/queries/who_copied_whom.sql
	COPYDESK_HOME=$(DEMO) $(BIN)/copydesk sql < warehouse/queries/most_named.sql
	COPYDESK_HOME=$(DEMO) $(BIN)/copydesk sql < warehouse/queries/removed_most.sql

test: lint types
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m tests.bench.stages $(PAGES)
	$(BIN)/python -m tests.bench.latency
	$(BIN)/python -m tests.bench.heaps
	$(BIN)/python -m tests.bench.feeds

bench-quality: $(STAMP)
	$(BIN)/python -m tests.bench.quality $(PAGES) --part $(or $(PART),all)

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) $(DEMO)
