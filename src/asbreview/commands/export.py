"""`asbreview export`: the log for others' tools, and nobody in it by name."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from shutil import rmtree
from typing import Final

import click
from rich.progress import Progress as Bar

from asbreview.commands.asking import asked
from asbreview.exports.object_log import ObjectLog, Progress
from asbreview.exports.ocel_json import write_json
from asbreview.exports.ocel_sqlite import write_sqlite
from asbreview.exports.ocel_xml import write_xml
from asbreview.exports.pseudonyms import Pseudonyms
from asbreview.exports.table_files import write_tables
from asbreview.exports.table_rows import TableRows
from asbreview.exports.xes import write_xes
from asbreview.store.log import EventLog

FILE: Final = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
TEXTS: Final = {"json": write_json, "xml": write_xml}


@click.group()
def export() -> None:
    """Write the log for others' tools, under names made up for this one export."""


@export.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "sqlite", "xml"]),
    default="json",
    show_default=True,
    help="How OCEL 2.0 is written.",
)
@FILE
def ocel2(form: str, file: Path) -> None:
    """Write events and the objects they are of, as OCEL 2.0, into a new file."""
    if form == "sqlite":
        _write(file, write_sqlite)
    else:
        _write(file, _as_text(TEXTS[form]))


@export.command()
@FILE
def xes(file: Path) -> None:
    """Write the cases with their events, as XES, into a new file."""
    _write(file, _as_text(write_xes))


@export.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="How the tables are written; Parquet needs `asbreview[parquet]`.",
)
@click.argument("folder", type=click.Path(path_type=Path))
def tables(form: str, folder: Path) -> None:
    """Write cases, steps, requests and so on as tables, into a new folder.

    With them goes a dictionary: what each column means.
    """
    if folder.exists():
        raise click.ClickException(f"{folder} is there already. Name a new folder.")
    begun = folder.with_name(f".{folder.name}.begun")
    rmtree(begun, ignore_errors=True)  # of an export that was broken off
    try:
        with asked() as installation, Bar(transient=True) as bar:
            begun.mkdir(parents=True)
            task = bar.add_task("Exporting")
            with installation.views.connect() as db:
                written = write_tables(
                    TableRows(db, Pseudonyms()),
                    begun,
                    form,
                    lambda done, of: bar.update(task, completed=done, total=of),
                )
        begun.replace(folder)
    finally:
        rmtree(begun, ignore_errors=True)
    click.echo(f"{written} rows and their dictionary are in {folder}.")


def _as_text(
    write: Callable[[ObjectLog, TextIOWrapper, Progress], None],
) -> Callable[[ObjectLog, Path, Progress], None]:
    def into(log: ObjectLog, path: Path, progress: Progress) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            write(log, file, progress)

    return into


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for cycles seldom: events have none, and it took a quarter of the time."""
    often = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()


def _write(file: Path, write: Callable[[ObjectLog, Path, Progress], None]) -> None:
    """Write a new file, whole or not at all; refused where there is one."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Name a new file.")
    begun = file.with_name(f".{file.name}.begun")
    try:
        with (
            asked(of_views=False) as installation,
            Bar(transient=True) as bar,
            _seldom_collected(),
        ):
            task = bar.add_task("Exporting")
            log = ObjectLog(EventLog(installation.reviews))
            write(
                log,
                begun,
                lambda done, of: bar.update(task, completed=done, total=of),
            )
        begun.replace(file)
    finally:
        begun.unlink(missing_ok=True)
    click.echo(f"{len(log.things)} objects and their events are in {file}.")
