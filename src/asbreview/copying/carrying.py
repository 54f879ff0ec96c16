"""Carries everything that is kept from one end of a copy to the other.

Not carried are the views, which are made from the log, and what lasts no longer than a
visit: whoever was signed in signs in again, and what was not sent is begun again.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Integer, Table, inspect, select, text

from asbreview.audit.ledger_folder import LedgerFolder, files_in
from asbreview.copying.ends import Open
from asbreview.demonstration.folder import MARK
from asbreview.evidence_files.folder import BEGUN, NAME
from asbreview.installation import FILES, LEDGER
from asbreview.letters.print_queue import MANIFEST, OURS
from asbreview.office_tables import all_tables
from asbreview.refusal import CannotStart
from asbreview.store.batches import batched
from asbreview.store.recording import Line

SOME: Final = 1_000
NOT_CARRIED: Final = frozenset({"sessions", "drafts", "buckets", "answer_codes"})
NUMBERS: Final = """SELECT setval(pg_get_serial_sequence(:table, :column),
    (SELECT max({column}) FROM {table}))
    WHERE EXISTS (SELECT FROM {table})
    AND pg_get_serial_sequence(:table, :column) IS NOT NULL"""

Progress = Callable[[int, int], None]


def carry(source: Open, target: Open, progress: Progress) -> None:
    """Carry everything; *progress* is told to which position, of which."""
    keys = source.stores.keyring.table
    target.stores.keyring.table.take_in(keys.all_keys(), keys.all_destroyed())
    end = source.stores.reviews.end_of_log()
    for some in batched(lines_of(source), SOME):
        target.log.take_lines(some)
        progress(some[-1].position, end)
    for done in batched(source.log.commands(), SOME):
        target.log.take_commands(done)
    target.log.go_on()
    _carry_office(source, target)
    if source.folder.resolve() != target.folder.resolve():
        _carry_files(source.folder, target)
    if target.ledger is not None:
        _add_to_ledger(source.folder / LEDGER, target.ledger)


def lines_of(opened: Open) -> Iterator[Line]:
    """Yield every line of a log."""
    after, recorder = 0, opened.stores.reviews.recorder
    while some := recorder.lines(after, limit=SOME):
        yield from some
        after = some[-1].position


def carried_tables(db: Connection) -> list[Table]:
    """Return the tables of an office that are carried, those pointed to first.

    `CannotStart` for a table that this release does not know.
    """
    known, found = all_tables(), set(inspect(db).get_table_names())
    if unknown := sorted(found - known.keys()):
        raise CannotStart(
            f"The office holds what this release does not know: {', '.join(unknown)}."
            " Copy it with the release that wrote it. Nothing was changed."
        )
    return [table for table in known.values() if table.name not in NOT_CARRIED]


def rows_of(db: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table, if it is made, in the order of its primary key."""
    if not inspect(db).has_table(table.name):
        return
    # Not as the database orders texts: those differ; ids and numbers do not.
    ordered = select(table).order_by(*table.primary_key)
    for row in db.execution_options(stream_results=True).execute(ordered):
        yield tuple(row)


def files_of(folder: Path, *, has_ledger: bool = True) -> Iterator[Path]:
    """Yield what is carried: letters to post, evidence, the ledger, a demo's mark.

    The ledger's folder only where it *has* one of its own.  Keys lie where the settings
    of each end say, and are never carried.
    """
    queue = folder / "print-queue"
    if queue.is_dir():
        for path in sorted(queue.iterdir()):
            if path.name == MANIFEST or OURS.fullmatch(path.name):
                yield path
    for path in sorted((folder / FILES).glob("*/*")):
        if NAME.fullmatch(path.name) and not path.name.endswith(BEGUN):
            yield path
    if has_ledger:
        yield from files_in(folder / LEDGER)
    if (folder / MARK).is_file():
        yield folder / MARK


def _carry_office(source: Open, target: Open) -> None:
    with (
        source.stores.office.reading() as from_,
        target.stores.office.writing() as to,
    ):
        carry_office(from_, to)


def carry_office(from_: Connection, to: Connection) -> None:
    """Carry what is carried of an office."""
    for table in carried_tables(from_):
        names = [column.name for column in table.columns]
        for some in batched(rows_of(from_, table), SOME):
            rows = [dict(zip(names, row, strict=True)) for row in some]
            to.execute(table.insert(), rows)
        if to.dialect.name == "postgresql":
            _go_on_numbering(to, table)


def _go_on_numbering(db: Connection, table: Table) -> None:
    for column in table.primary_key:
        if isinstance(column.type, Integer):
            told = {"table": table.name, "column": column.name}
            db.execute(text(NUMBERS.format(**told)), told)


def _carry_files(from_: Path, target: Open) -> None:
    to, has_ledger = target.folder, target.ledger is None
    carried = files_of(from_, has_ledger=has_ledger)
    wanted = {path.relative_to(from_): path for path in carried}
    for stale in [p for p in files_of(to) if p.relative_to(to) not in wanted]:
        stale.unlink()
    for name, path in wanted.items():
        for above in reversed((to / name).relative_to(to).parents[:-1]):
            (to / above).mkdir(mode=0o700, exist_ok=True)
        (to / name).write_bytes(path.read_bytes())
        (to / name).chmod(0o600)


def _add_to_ledger(from_: Path, to: Path) -> None:
    """Add to a ledger's folder that lies elsewhere what it lacks of another."""
    try:
        LedgerFolder(to).take_in(from_)
    except OSError as why:
        raise CannotStart(
            f"The ledger's folder {to} cannot be written to ({why.strerror}). Let it be"
            " there, and give the same command again: it begins anew."
        ) from why
