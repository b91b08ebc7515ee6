"""The commands about feeds: `copydesk feeds add | remove | list | pause | resume | import | export`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.options import COULD_NOT, SOME_TURNED_AWAY, Debug, Home, Json

app = typer.Typer(help="Add, remove, list, import and export feeds.", no_args_is_help=True)

if TYPE_CHECKING:
    from flows.subscriptions import Added

Names = Annotated[list[str], typer.Argument(help="Addresses, titles or ids of feeds.", show_default=False)]


@app.command()
def add(
    addresses: Annotated[
        list[str], typer.Argument(help="A feed, a home page, a sitemap or an article.", show_default=False)
    ],
    section: Annotated[str | None, typer.Option(help="Folder to put them in.", show_default=False)] = None,
    interval: Annotated[
        int | None, typer.Option(min=60, help="Seconds between two polls; default: their own pace.", show_default=False)
    ] = None,
    home: Home = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Add feeds: what an address is, its content says."""
    from flows.settings import load_settings
    from flows.subscriptions import add as add_feeds

    _print_added(add_feeds(load_settings(home), addresses, section, interval), as_json=as_json)


@app.command("import")
def import_list(
    file: Annotated[
        Path | None, typer.Argument(help="An OPML file; forty public news feeds if none.", show_default=False)
    ] = None,
    home: Home = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Add every feed of an OPML file; its folders become sections."""
    from flows.settings import load_settings
    from flows.subscriptions import import_opml
    from seeds import FEEDS

    _print_added(import_opml(load_settings(home), (file or FEEDS).read_bytes()), as_json=as_json)


def _print_added(added: Added, *, as_json: bool) -> None:
    for problem in added.problems:
        typer.echo(problem, err=True)
    if as_json:
        figures = {"added": [feed.feed_url for feed in added.feeds], "known": added.known, "problems": added.problems}
        typer.echo(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        for feed in added.feeds:
            typer.echo(f"{feed.feed_url}  {feed.title or ''}".rstrip())
        typer.echo(f"{len(added.feeds)} added, {len(added.known)} were there already.")
    if added.problems:
        raise typer.Exit(SOME_TURNED_AWAY if added.feeds or added.known else COULD_NOT)


@app.command()
def remove(names: Names, home: Home = None, as_json: Json = False, debug: Debug = False) -> None:
    """Forget feeds; the articles that they brought stay."""
    from flows.settings import load_settings
    from flows.subscriptions import remove as remove_feeds

    count = remove_feeds(load_settings(home).home, names)
    typer.echo(json.dumps({"removed": count}) if as_json else f"{count} removed.")


@app.command()
def pause(names: Names, home: Home = None, as_json: Json = False, debug: Debug = False) -> None:
    """Stop asking feeds, and keep them."""
    _pause(names, home, as_json=as_json, is_paused=True)


@app.command()
def resume(names: Names, home: Home = None, as_json: Json = False, debug: Debug = False) -> None:
    """Ask feeds again that were paused, or gone."""
    _pause(names, home, as_json=as_json, is_paused=False)


def _pause(names: list[str], home: Path | None, *, as_json: bool, is_paused: bool) -> None:
    from flows.settings import load_settings
    from flows.subscriptions import pause as pause_feeds

    count = pause_feeds(load_settings(home).home, names, is_paused=is_paused)
    word = "paused" if is_paused else "resumed"
    typer.echo(json.dumps({word: count}) if as_json else f"{count} {word}.")


@app.command("list")
def list_all(home: Home = None, as_json: Json = False, debug: Debug = False) -> None:
    """List all feeds, how they are doing and when they are asked next."""
    from flows.settings import load_settings
    from flows.show import print_feeds, print_json
    from flows.subscriptions import list_rows

    rows = list_rows(load_settings(home).home)
    if as_json:
        print_json(rows)
    else:
        print_feeds(rows)


@app.command()
def export(
    out: Annotated[
        Path | None, typer.Option(help="The OPML file to write; standard output if none.", show_default=False)
    ] = None,
    home: Home = None,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Write all feeds as OPML, sections as folders."""
    from flows.settings import load_settings
    from flows.subscriptions import export_opml, list_rows

    if as_json:
        from flows.show import print_json

        print_json(list_rows(load_settings(home).home))
        return
    payload = export_opml(load_settings(home).home)
    if out is None:
        sys.stdout.buffer.write(payload)
    else:
        out.write_bytes(payload)
