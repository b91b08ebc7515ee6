"""The command line: one short function a command.

Exit status 0: all well; 1: the command could not do its work; 2: wrong usage; 3: it worked, but some documents were
turned away.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_feeds import app as feeds_app
from flows.options import COULD_NOT, SOME_TURNED_AWAY, WORKED, Debug, Home, Json, Prefect
from tasks import PIPELINE_VERSION

if TYPE_CHECKING:
    from flows.pipeline import RunReport

app = typer.Typer(
    help="Copydesk: raw copy comes in, clean records go out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(feeds_app, name="feeds")


class Format(StrEnum):
    """What `copydesk sql` prints."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"copydesk {PIPELINE_VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Copydesk: raw copy comes in, clean records go out."""


@app.command()
def ingest(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders and articles' addresses; the sample articles if none.", show_default=False),
    ] = None,
    home: Home = None,
    prefect: Prefect = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Ingest files, folders and articles from the web now."""
    from flows.ingest_locally import ingest_locally
    from flows.settings import load_settings, prefect_is_wanted

    settings = load_settings(home)
    named = paths or []
    report = _ingest_by_prefect(named, settings.home) if prefect_is_wanted(prefect) else ingest_locally(named, settings)
    _print_report(report, as_json=as_json)
    if report.problems:
        raise typer.Exit(SOME_TURNED_AWAY)


def _ingest_by_prefect(named: list[str], home: Path) -> RunReport:
    from flows.named import is_address
    from flows.settings import prepare_prefect

    prepare_prefect()
    import asyncio

    from flows.ingest_files import ingest_files

    absolute = [name if is_address(name) else os.path.abspath(name) for name in named]  # noqa: PTH100  (keeps a symlink)
    return asyncio.run(ingest_files(absolute, os.fspath(home)))


@app.command()
def poll(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(help="Addresses, titles or ids of feeds; those that are due if none.", show_default=False),
    ] = None,
    home: Home = None,
    prefect: Prefect = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Ask the feeds that are due, or those that are named, and ingest what is new."""
    from flows.polling import poll_due
    from flows.settings import load_settings, prefect_is_wanted
    from flows.subscriptions import find_named

    settings = load_settings(home)
    named = find_named(settings.home, feeds) if feeds else None
    report = _poll_by_prefect(feeds, settings.home) if prefect_is_wanted(prefect) else poll_due(settings, named)
    if report is None:
        typer.echo(json.dumps(None) if as_json else "No feed is due; copydesk feeds list shows when they are.")
        return
    _print_report(report, as_json=as_json)
    if report.problems or report.feeds_in_trouble:
        raise typer.Exit(SOME_TURNED_AWAY)


def _poll_by_prefect(feeds: list[str] | None, home: Path) -> RunReport | None:
    from flows.settings import prepare_prefect

    prepare_prefect()
    import asyncio

    from flows.ingest_feeds import ingest_feeds

    return asyncio.run(ingest_feeds(feeds, os.fspath(home)))


def _print_report(report: RunReport, *, as_json: bool) -> None:
    from flows.report import as_sentence, as_values

    if as_json:
        typer.echo(json.dumps(as_values(report), ensure_ascii=False, indent=2))
        return
    for feed in report.feeds_in_trouble:
        typer.echo(f"{feed.feed_url}: {feed.last_error}", err=True)
    for problem in report.problems:
        typer.echo(f"{problem.source}: {problem.reason_code.value}: {problem.reason}", err=True)
    typer.echo(as_sentence(report))


@app.command()
def watch(home: Home = None, prefect: Prefect = None, as_json: Json = False, debug: Debug = False) -> None:
    """Watch inbox and feeds until stopped: a file dropped in inbox/ ends in done/ or failed/, due feeds are polled."""
    from flows.settings import load_settings, prefect_is_wanted, prepare_prefect
    from flows.watch import BY_PREFECT, HERE
    from flows.watch import watch as watch_all

    settings = load_settings(home)
    by_prefect = prefect_is_wanted(prefect)
    if by_prefect:
        prepare_prefect()
    typer.echo(f"Watching {settings.home / 'inbox'} and the feeds; Ctrl-C stops it.", err=True)
    watch_all(settings, BY_PREFECT if by_prefect else HERE, lambda report: _print_report(report, as_json=as_json))


@app.command()
def up(home: Home = None, debug: Debug = False) -> None:
    """Run everything until stopped: Prefect's server unless PREFECT_API_URL is set, deployments, worker and watcher."""
    from flows.settings import load_settings
    from flows.up import run_all

    def tell(who: str, line: str) -> None:
        with suppress(OSError):  # nobody may listen any more, and all is to be stopped in order nevertheless
            typer.echo(f"{who:8}{line}")

    run_all(load_settings(home), tell)


@app.command()
def retry(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files in failed/.", show_default=False)] = None,
    all_files: Annotated[bool, typer.Option("--all", help="Every file in failed/.")] = False,
    home: Home = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Move failed files back to the inbox."""
    from flows.retry import retry_files
    from flows.settings import load_settings

    if not paths and not all_files:
        raise typer.BadParameter("Name files in failed/, or say --all.")
    moved, unknown = retry_files(load_settings(home).home, None if all_files else paths)
    for path in unknown:
        typer.echo(f"{path}: there is no such file in failed/.", err=True)
    typer.echo(json.dumps({"moved": moved}) if as_json else f"{moved} moved back to inbox/.")
    if unknown:
        raise typer.Exit(SOME_TURNED_AWAY if moved else COULD_NOT)


@app.command()
def doctor(home: Home = None, as_json: Json = False, debug: Debug = False) -> None:
    """Check every invariant of the tables and the folders; say what is wrong and how to mend it."""
    from flows.doctor import examine
    from flows.settings import load_settings

    findings = examine(load_settings(home).home)
    if as_json:
        typer.echo(json.dumps({"findings": findings}, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(findings) or "All is well.")
    if findings:
        raise typer.Exit(COULD_NOT)


@app.command()
def extract(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A folder of HTML pages.")],
    out: Annotated[Path, typer.Option(help="The JSONL file to write.")],
    meta: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="JSONL or CSV with id and url of the pages.")
    ] = None,
    home: Home = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Extract and clean a folder of HTML pages into a JSONL file, without a warehouse."""
    from flows.extract_folder import extract_folder, read_urls
    from flows.settings import load_settings

    done, landed = extract_folder(folder, out, read_urls(meta) if meta else {}, load_settings(home))
    figures = {"pages": done, "articles": landed, "out": os.fspath(out)}
    typer.echo(json.dumps(figures) if as_json else f"{done} pages, {landed} articles in {out}.")
    if landed < done:
        raise typer.Exit(SOME_TURNED_AWAY)


@app.command(
    context_settings={"ignore_unknown_options": True}
)  # a query may begin with a comment, which looks like one
def sql(
    query: Annotated[str | None, typer.Argument(help="A query; a prompt if none.", show_default=False)] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print the result.")] = Format.TABLE,
    home: Home = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Run a query on the published snapshot, or open a prompt."""
    from flows.settings import load_settings
    from flows.show import print_table, run_prompt
    from warehouse.snapshot import open_snapshot, write_table
    from warehouse.snapshot import query as run_query

    if query and query.startswith("--") and "\n" not in query:
        raise typer.BadParameter(f"There is no option {query.partition('=')[0]}.")
    with open_snapshot(load_settings(home).home) as con:
        if query is None and sys.stdin.isatty():
            run_prompt(con)
            return
        result = run_query(con, sys.stdin.read() if query is None else query)
        form = Format.JSON if as_json else form
        if form is Format.TABLE:
            print_table(result)
        else:
            write_table(result, form.value, sys.stdout.buffer)


@app.command()
def status(home: Home = None, as_json: Json = False, debug: Debug = False) -> None:
    """Show the last runs, what became of documents, and how old the snapshot is."""
    from flows.settings import load_settings
    from flows.show import print_json, print_status
    from tasks.collect.inbox import Folder, count_queue
    from warehouse.status import read_status

    settings = load_settings(home)
    found = read_status(settings.home) | {"queue": count_queue(Folder(settings.home))}
    if as_json:
        print_json(found)
    else:
        print_status(found)


@app.command()
def explain(
    target: Annotated[str, typer.Argument(help="An article id, document id, path or URL.")],
    home: Home = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Show every decision taken about an article or document."""
    from flows.settings import load_settings
    from flows.show import print_explanation, print_json
    from warehouse.status import explain as explain_target

    path = Path(target)
    named = os.fspath(path.resolve()) if path.exists() else target
    found = explain_target(load_settings(home).home, named)
    if not found["documents"]:
        typer.echo(f"The warehouse knows no article, document, path or URL {target}; see copydesk sql.", err=True)
        raise typer.Exit(COULD_NOT)
    if as_json:
        print_json(found)
    else:
        print_explanation(found)


PATIENCE_AT_EXIT = 20.0
"""Seconds that Prefect gets to hand its last events to a server that may be gone; left alone it tries for minutes."""


def main() -> None:
    """Run the command line; an error is one sentence and status 1, and a traceback only with --debug."""
    status = _run()
    if "prefect" in sys.modules:
        _leave_in_time(status)
    raise SystemExit(status)


def _run() -> int:
    from flows.errors import explain_error

    try:
        app()
    except SystemExit as leaving:
        return int(leaving.code or WORKED)
    except Exception as error:  # noqa: BLE001  (the edge of the program: the user gets a sentence)
        typer.echo(explain_error(error), err=True)
        if "--debug" in sys.argv:
            traceback.print_exception(error)
        return COULD_NOT
    return WORKED


def _leave_in_time(status: int) -> None:
    timer = threading.Timer(PATIENCE_AT_EXIT, os._exit, [status])
    timer.daemon = True
    timer.start()
