"""Measure how long it takes to verify a log: `python -m benchmarks.verifying`.

python -m benchmarks.verifying [EVENTS]    a million, unless told otherwise
"""

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from asbreview.access.office import Office
from asbreview.audit import verify_ledger
from asbreview.audit.checking import check
from asbreview.audit.exporting import export
from asbreview.audit.kept_heads import ledger_heads
from asbreview.audit.ledger import Kept, Ledger
from asbreview.audit.ledger_folder import LedgerFolder
from asbreview.audit.notes import key_of
from asbreview.store.sqlite import SQLiteLogFactory
from benchmarks.measuring import Figure, finish, machine, report

BEGUN: Final = datetime(2016, 1, 4, 9, tzinfo=UTC)
HEADS: Final = 500
STATE: Final = 700  # bytes, about what an event has
INSERT: Final = """INSERT INTO stored_events
    (originator_id, originator_version, topic, state, recorded_at)
    VALUES (?, ?, 'evidence.complaint-logged', ?, ?)"""


def main(events: int) -> None:
    """Measure in seconds of one core: the machine may be busy."""
    print(machine())
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ledger = _signed(folder, events)
        report(f"Verifying {events:,} events under {HEADS} heads", _figures(ledger))


def _figures(ledger: Ledger) -> list[Figure]:
    begun = process_time()
    found = check(ledger)
    verified = process_time() - begun
    assert not found.findings, found  # noqa: S101
    begun = process_time()
    into = ledger.kept.folder.path.with_name("export")
    export(ledger, into)
    exported = process_time() - begun
    key = verify_ledger.read_key(str(key_of(ledger.kept.key).verifier))
    begun = process_time()
    told = verify_ledger.verify(into, key)
    alone = process_time() - begun
    assert not told["findings"], told["findings"]  # noqa: S101
    aim, enough = "under 60 s for a million", 60
    return [
        Figure("`asbreview verify`", *_found(verified), aim, verified < enough),
        Figure("`--export`", *_found(exported)),
        Figure("`verify_ledger.py`", *_found(alone), aim, alone < enough),
    ]


def _found(taken: float) -> tuple[str, str]:
    return f"{taken:,.1f} s of one core", ""


def _signed(folder: Path, events: int) -> Ledger:
    factory = SQLiteLogFactory({"SQLITE_DBNAME": str(folder / "events.sqlite")})
    recorder = factory.application_recorder()
    office = Office.in_file(folder / "office.sqlite")
    with office.writing() as db:
        ledger_heads.create(db, checkfirst=True)
    kept = Kept(folder / "ledger-key", LedgerFolder(folder / "ledger"))
    ledger = Ledger(recorder, office, kept)
    random = Random(7)  # noqa: S311
    for head in range(HEADS):
        first, last = events * head // HEADS, events * (head + 1) // HEADS
        _fill(folder, first, last, random)
        ledger.sign(BEGUN + timedelta(days=head))
    return ledger


def _fill(folder: Path, first: int, last: int, random: Random) -> None:
    with closing(sqlite3.connect(folder / "events.sqlite")) as db, db:
        db.executemany(INSERT, (_row(number, random) for number in range(first, last)))


def _row(number: int, random: Random) -> tuple[str, int, bytes, str]:
    case = f"{number // 100:032x}"
    told = f'{{"case_id":"{case[:8]}-{case[8:12]}-{case[12:16]}-{case[16:20]}-'
    told += f'{case[20:]}","told":"{random.randbytes(STATE // 3).hex()}"}}'
    at = (BEGUN + timedelta(seconds=number)).isoformat(timespec="milliseconds")
    return case, number % 100 + 1, told.encode(), at.replace("+00:00", "Z")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    finish()
