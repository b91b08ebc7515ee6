"""The import rules of the layout, read from the code itself."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT

FOLDERS = ("flows", "tasks", "warehouse", "seeds")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))

HOME_OF_ENGINE = {
    "trafilatura": "tasks/clean/extract.py",
    "langdetect": "tasks/clean/language.py",
    "pebble": "tasks/limits.py",
    "charset_normalizer": "tasks/clean/decode.py",
    "feedparser": "tasks/collect/formats/syndication.py",
    "markdown_it": "tasks/collect/formats/plain.py",
    "yaml": "tasks/collect/formats/plain.py",
    "pypdfium2": "tasks/collect/formats/pdf.py",
    "warcio": "tasks/collect/keep.py",
    "justext": "tasks/dedup/stopwords.py",
    "spacy": "tasks/entities/recognize.py",
    "pycountry": "tasks/entities/countries.py",
    "httpx2": "tasks/collect/targets.py",
    "httpcore2": "tasks/collect/connections.py",
    "h2": "tasks/collect/connections.py",
    "brotli": "tasks/collect/codings.py",
    "backports": "tasks/collect/codings.py",
    "rapidfuzz": "tasks/entities/utterances.py",
}

NOUNS = {"tasks.models", "tasks.web", "tasks.known", "tasks.happenings", "tasks.landing", "tasks.annotations"}

DOORS = NOUNS | {
    "tasks.collect.documents",
    "tasks.collect.fetch",
    "tasks.collect.feed",
    "tasks.collect.finding",
    "tasks.collect.poll",
    "tasks.collect.pages",
    "tasks.collect.schedule",
    "tasks.collect.opml",
    "tasks.collect.inbox",
    "tasks.collect.files",
    "tasks.collect.formats",
    "tasks.collect.keep",
    "tasks.clean.article",
    "tasks.clean.batch",
    "tasks.limits",
    "tasks.addresses",
    "tasks.dedup.clusters",
    "tasks.dedup.reports",
    "tasks.entities.annotate",
    "tasks",
}

LONGEST_MODULE = 400


def imported(path):
    """Return the dotted names that a module imports, at its top or inside functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def importers(package):
    """Return the modules that import `package` or something below it, as paths from the root."""
    return {
        str(path.relative_to(ROOT))
        for path in MODULES
        if any(name == package or name.startswith(f"{package}.") for name in imported(path))
    }


def folder_of(path):
    return path.relative_to(ROOT).parts[0]


def test_only_flows_import_prefect():
    """Everything but the flows runs without Prefect."""
    assert {name.split("/")[0] for name in importers("prefect")} == {"flows"}


def test_only_the_warehouse_imports_duckdb():
    """Everything but the warehouse is free of SQL."""
    assert {name.split("/")[0] for name in importers("duckdb")} == {"warehouse"}


@pytest.mark.parametrize(("engine", "module"), HOME_OF_ENGINE.items())
def test_an_engine_is_imported_by_exactly_one_module(engine, module):
    """Each third-party engine can be exchanged in one place."""
    assert importers(engine) == {module}


def test_tasks_import_neither_flows_nor_warehouse():
    """What is done knows nothing of when it is done or where it lands."""
    offenders = importers("flows") | importers("warehouse")
    assert not {name for name in offenders if name.startswith("tasks/")}


def test_the_warehouse_takes_only_nouns_from_the_tasks():
    """The warehouse knows the nouns, and no stage."""
    used = {name for path in MODULES if folder_of(path) == "warehouse" for name in imported(path)}
    assert {name for name in used if name.split(".")[0] in {"tasks", "flows"}} <= {"tasks"} | NOUNS


@pytest.mark.parametrize("stage", ["collect", "clean", "dedup", "entities"])
def test_a_stage_never_imports_another(stage):
    """What stages share is a noun in models.py or web.py, or how addresses are read."""
    for path in (ROOT / "tasks" / stage).rglob("*.py"):
        used = {name for name in imported(path) if name.startswith("tasks.")}
        allowed = {stage, "addresses", "limits"} | {name.partition(".")[2] for name in NOUNS}
        assert {name.split(".")[1] for name in used} <= allowed, path


def test_flows_import_doors_only():
    """A flow reaches a stage through its door."""
    used = {name for path in MODULES if folder_of(path) == "flows" for name in imported(path)}
    assert {name for name in used if name.split(".")[0] == "tasks"} <= DOORS


def test_the_nouns_import_nothing_of_ours():
    """models.py is the bottom of the house; web.py and known.py stand on it alone."""
    assert not {name for name in imported(ROOT / "tasks/models.py") if name.split(".")[0] in FOLDERS}
    for path in ("tasks/web.py", "tasks/known.py"):
        assert {name for name in imported(ROOT / path) if name.split(".")[0] in FOLDERS} == {"tasks.models"}


def test_no_flow_is_named_like_a_folder_or_a_dependency():
    """Prefect puts flows/ first on sys.path, where such a name would hide the real thing."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = {entry.split(">")[0].split("<")[0].split("=")[0] for entry in project["dependencies"]}
    taken = set(FOLDERS) | {"tests"} | {name.strip().replace("-", "_") for name in required} | sys.stdlib_module_names
    assert not {path.stem for path in (ROOT / "flows").glob("*.py")} & taken


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_stays_readable(path):
    """Every module opens with a sentence and ends before it has two subjects."""
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= LONGEST_MODULE


def test_the_command_line_loads_nothing_heavy():
    """Help is there at once: engines are imported by the commands that need them."""
    heavy = {"prefect", "duckdb", "pyarrow", "trafilatura", "spacy", "pydantic"}
    code = f"import sys, flows.cli; loaded = sorted({heavy} & set(sys.modules)); sys.exit(str(loaded) if loaded else 0)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_ingest_without_prefect_never_imports_it():
    """The in-process way costs no Prefect start-up."""
    code = "import sys, flows.ingest_locally; sys.exit('prefect' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
