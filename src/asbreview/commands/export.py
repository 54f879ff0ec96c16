"""`asbreview export`: the log for others' tools, and nobody in it by name."""

from collections.abc import Callable
from getpass import getuser
from io import TextIOWrapper
from pathlib import Path
from shutil import rmtree
from typing import Final
from uuid import UUID

import click
from rich.progress import Progress as Bar
from sqlalchemy.exc import DBAPIError

from asbreview.access.accounts import all_accounts, as_kept
from asbreview.access.export_log import Exported, note_export
from asbreview.access.policy import Action, may
from asbreview.collecting import EXPORTING, seldom_collected
from asbreview.commands.asking import asked
from asbreview.exports.object_log import ObjectLog, Progress
from asbreview.exports.ocel_json import write_json
from asbreview.exports.ocel_sqlite import write_sqlite
from asbreview.exports.ocel_xml import write_xml
from asbreview.exports.pseudonyms import Pseudonyms
from asbreview.exports.table_files import write_tables
from asbreview.exports.table_rows import TableRows
from asbreview.exports.xes import write_xes
from asbreview.installation import Installation
from asbreview.refusal import CannotStart
from asbreview.store.log import EventLog

FILE: Final = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
BY: Final = click.option(
    "--by",
    metavar="EMAIL",
    help="The account that it is exported for, noted beside who is at the server.",
)
FORMS: Final = {
    "json": "JSON",
    "sqlite": "SQLite",
    "xml": "XML",
    "csv": "CSV",
    "parquet": "Parquet",
}
NOT_NOTED: Final = (
    "That something is exported has to be noted, and cannot be written here: nothing"
    " was exported. A replica is no place to export from."
)
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
@BY
@FILE
def ocel2(form: str, by: str | None, file: Path) -> None:
    """Write events and the objects they are of, as OCEL 2.0, into a new file.

    That it was begun is noted, and shown to auditors.
    """
    write = write_sqlite if form == "sqlite" else _as_text(TEXTS[form])
    _write(file, write, f"OCEL 2.0, {FORMS[form]}", by)


@export.command()
@BY
@FILE
def xes(by: str | None, file: Path) -> None:
    """Write the cases with their events, as XES, into a new file.

    That it was begun is noted, and shown to auditors.
    """
    _write(file, _as_text(write_xes), "XES", by)


@export.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="How the tables are written; Parquet needs `asbreview[parquet]`.",
)
@BY
@click.argument("folder", type=click.Path(path_type=Path))
def tables(form: str, by: str | None, folder: Path) -> None:
    """Write cases, steps, requests and so on as tables, into a new folder.

    With them goes a dictionary: what each column means.  That it was begun is noted,
    and shown to auditors.
    """
    if folder.exists():
        raise click.ClickException(f"{folder} is there already. Name a new folder.")
    begun = folder.with_name(f".{folder.name}.begun")
    rmtree(begun, ignore_errors=True)  # of an export that was broken off
    try:
        with asked() as installation, Bar(transient=True) as bar:
            _note(installation, f"tables, {FORMS[form]}", by)
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


def _note(installation: Installation, form: str, by: str | None) -> None:
    """Note who begins an export; refused where that cannot be noted."""
    account_id = _account(installation, by) if by else None
    reviews, at = installation.reviews, installation.clock()
    export = Exported(account_id, _at_server(), form, reviews.end_of_log(), at)
    try:
        note_export(installation.office, export)
    except DBAPIError as error:
        raise CannotStart(NOT_NOTED) from error


def _account(installation: Installation, email: str) -> UUID:
    """Return the account; wrong usage where it may not read figures of all cases."""
    known = {a.sign_in_name: a for a in all_accounts(installation.office)}
    account = known.get(as_kept(email))
    if account is None or not may(account, Action.READ_FIGURES):
        says = f"{email} is not the account of somebody who may read the figures"
        raise click.BadParameter(says, param_hint="--by")
    return account.account_id


def _at_server() -> str:
    """Return by which name the system knows who is signed in; some it knows by none."""
    try:
        return getuser()
    except (KeyError, OSError):
        return "somebody"


def _write(
    file: Path,
    write: Callable[[ObjectLog, Path, Progress], None],
    form: str,
    by: str | None,
) -> None:
    """Write a new file, whole or not at all; refused where there is one."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Name a new file.")
    begun = file.with_name(f".{file.name}.begun")
    try:
        with (
            asked(of_views=False) as installation,
            Bar(transient=True) as bar,
            seldom_collected(EXPORTING),
        ):
            _note(installation, form, by)
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
