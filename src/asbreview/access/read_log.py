"""The log of who read which case, and when.

It is kept in the office, not among the events: reading a case is no fact of the case.
"""

import logging
import re
from collections import deque
from collections.abc import Generator
from contextlib import suppress
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Column, Index, Integer, String, Table, Uuid, select
from sqlalchemy.exc import OperationalError

from asbreview.access.office import TABLES, Instant, Office

ID: Final = re.compile("/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
A_PORTION: Final = 500  # readings
MOST_KEPT: Final = 10_000  # readings; a partnership makes so many in some days
log = logging.getLogger(__name__)


class Read(NamedTuple):
    """Somebody read a page of a case; `path` says which, and holds no search."""

    account_id: UUID
    case_id: UUID
    path: str
    at: datetime

    def page_of(self, reference: str) -> str:
        """Return which page of the case of a reference it was; or which page of all."""
        _, is_of_case, page = self.path.partition(reference)
        if is_of_case:
            return page or "Overview"
        return ID.sub("", self.path)


read_log: Final = Table(
    "read_log",
    TABLES,
    Column("read_id", Integer, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("case_id", Uuid, nullable=False),
    Column("path", String, nullable=False),
    Column("at", Instant, nullable=False),
    Index("read_log_by_case", "case_id", "at"),
)

NOTED: Final = read_log.insert()


# Readings not noted yet, by the office that they are to be noted in.
_kept: Final[WeakKeyDictionary[Office, deque[Read]]] = WeakKeyDictionary()


def note_read(office: Office, *those: Read) -> None:
    """Note that a page of a case was read, or one that tells of several.

    Where that cannot be written, for a full disk, the page is shown all the same: a
    person at risk may depend on what it says.  The reading is kept, and noted with the
    next one that can be; `OperationalError` where so many are kept that no more can be.
    """
    kept = _kept.setdefault(office, deque())
    reads = [*_taken_from(kept), *those]
    if not reads:
        return
    try:
        _write(office, reads)
    except OperationalError:
        kept.extendleft(reversed(reads[:MOST_KEPT]))
        if len(reads) > MOST_KEPT:
            raise
        log.error("A reading cannot be noted yet; %d are kept in memory", len(reads))  # noqa: TRY400


def _taken_from(kept: deque[Read]) -> list[Read]:
    """Take out what is kept: of two who note at once, one notes it."""
    taken = []
    while kept:
        with suppress(IndexError):
            taken.append(kept.popleft())
    return taken


def _write(office: Office, reads: list[Read]) -> None:
    with office.noting() as db:
        db.execute(NOTED, [read._asdict() for read in reads])


def reads_of(office: Office, case_id: UUID) -> list[Read]:
    """Return who read a case, the latest first."""
    query = (
        select(*(read_log.c[name] for name in Read._fields))
        .where(read_log.c.case_id == case_id)
        .order_by(read_log.c.at.desc(), read_log.c.read_id.desc())
    )
    with office.reading() as db:
        return [Read(*row) for row in db.execute(query)]


def reads_between(
    office: Office,
    *,
    from_: datetime,
    before: datetime,
    account_id: UUID | None = None,
) -> Generator[list[Read]]:
    """Yield who read which cases from an instant to before another, the latest first.

    Of one account alone, where one is given.  By portions, so that whoever is shown
    some of the cases only can go on until they have enough.
    """
    query = (
        select(*(read_log.c[name] for name in Read._fields))
        .where(read_log.c.at >= from_, read_log.c.at < before)
        .order_by(read_log.c.at.desc(), read_log.c.read_id.desc())
        .execution_options(yield_per=A_PORTION)
    )
    if account_id is not None:
        query = query.where(read_log.c.account_id == account_id)
    with office.reading() as db:
        for rows in db.execute(query).partitions():
            yield [Read(*row) for row in rows]
