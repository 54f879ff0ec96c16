"""Letters: one row each, and where it stands."""

from datetime import date
from functools import singledispatchmethod
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Column, Connection, Date, MetaData, String, Table, select

from asbreview.domain.letter.approving import LetterApproved, LetterSentBack
from asbreview.domain.letter.facts import (
    HeldBecause,
    LetterCancelled,
    LetterDrafted,
    LetterHandedOver,
    LetterHeldBack,
    LetterKind,
    LetterPosted,
    LetterPrepared,
    LetterRedrawn,
    LetterToldOtherwise,
    Status,
    Way,
)
from asbreview.domain.letter.in_error import LetterFactInError
from asbreview.domain.letter.sending import (
    LetterAccepted,
    LetterFailed,
    LetterFoundSent,
    LetterFoundUnsent,
    LetterRefusedForNow,
    LetterReturned,
    LetterUncertain,
    Obstacle,
)
from projections.held import Row
from projections.kept import Kept
from projections.kinds import Id, Word, held, holding, index_of_held
from projections.rows import Rows

_meta: Final = MetaData()
letters: Final = Table(
    "letters",
    _meta,
    Column("letter_id", Id, primary_key=True),
    *holding(),
    Column("case_id", Id, nullable=False, index=True),
    Column("kind", Word(LetterKind), nullable=False),
    Column("to", Id, nullable=False),
    Column("dated", Date, nullable=False),
    Column("status", Word(Status), nullable=False),
    Column("held_because", Word(HeldBecause)),
    Column("posted_on", Date),
    Column("sha256", String),
    Column("way", Word(Way)),
    Column("obstacle", Word(Obstacle)),
)
index_of_held("letters_by_status", letters.c.status)


class LetterRow(NamedTuple):
    """A letter: to whom, of what kind, and where it stands."""

    letter_id: UUID
    case_id: UUID
    kind: LetterKind
    to: UUID
    dated: date
    status: Status
    held_because: HeldBecause | None
    posted_on: date | None
    sha256: str | None
    way: Way | None
    obstacle: Obstacle | None


ORDER: Final = {kind: number for number, kind in enumerate(LetterKind)}
COLUMNS: Final = tuple(letters.c[name] for name in LetterRow._fields)


class Letters:
    """Projects the letters of every case."""

    kept: ClassVar[Kept] = Kept("letters", shape=4, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is not a letter's."""

    @record.register
    def _(self, event: LetterDrafted, rows: Rows) -> None:
        rows.begin(
            letters,
            letter_id=event.originator_id,
            case_id=event.case_id,
            kind=event.kind,
            to=event.to,
            dated=event.dated,
            status=Status.DRAFTED,
        )

    @record.register
    def _(self, event: LetterHeldBack, rows: Rows) -> None:
        _now(event, rows, status=Status.HELD, held_because=event.because)

    @record.register
    def _(self, event: LetterRedrawn, rows: Rows) -> None:
        drafted = {"status": Status.DRAFTED, "held_because": None}
        _now(event, rows, **drafted, dated=event.dated)

    @record.register
    def _(self, event: LetterApproved, rows: Rows) -> None:
        _now(event, rows, status=Status.DRAFTED, held_because=None)

    @record.register
    def _(self, event: LetterSentBack, rows: Rows) -> None:
        _now(event, rows, held_because=HeldBecause.SENT_BACK)

    @record.register
    def _(self, event: LetterPrepared, rows: Rows) -> None:
        _now(event, rows, status=Status.PREPARED, sha256=event.sha256)

    @record.register
    def _(self, event: LetterHandedOver, rows: Rows) -> None:
        _now(event, rows, status=event.status, way=event.way, obstacle=None)

    @record.register
    def _(self, event: LetterRefusedForNow, rows: Rows) -> None:
        met = {"way": event.way, "obstacle": event.because}
        _now(event, rows, status=Status.PREPARED, **met)

    @record.register
    def _(self, event: LetterUncertain, rows: Rows) -> None:
        _now(event, rows, status=Status.UNKNOWN, obstacle=event.because)

    @record.register
    def _(self, event: LetterAccepted, rows: Rows) -> None:
        _gone(event, rows)

    @record.register
    def _(self, event: LetterFoundSent, rows: Rows) -> None:
        _gone(event, rows)

    @record.register
    def _(self, event: LetterFoundUnsent, rows: Rows) -> None:
        _held(event, rows, HeldBecause.NOT_TAKEN)

    @record.register
    def _(self, event: LetterFailed, rows: Rows) -> None:
        met = {"way": event.way, "obstacle": event.because}
        _held(event, rows, HeldBecause.NOT_TAKEN, **met)

    @record.register
    def _(self, event: LetterReturned, rows: Rows) -> None:
        _held(event, rows, HeldBecause.RETURNED)

    @record.register
    def _(self, event: LetterPosted, rows: Rows) -> None:
        _now(event, rows, status=Status.POSTED, posted_on=event.posted_on)

    @record.register
    def _(self, event: LetterToldOtherwise, rows: Rows) -> None:
        _now(event, rows, status=Status.TOLD_OTHERWISE, posted_on=event.told_on)

    @record.register
    def _(self, event: LetterFactInError, rows: Rows) -> None:
        if event.stands_as is None:
            before = _row(event, rows)["held_because"]
            _held(event, rows, event.because(before))
        else:
            gone = {"status": event.stands_as, "posted_on": event.went_on}
            _now(event, rows, **gone, held_because=None)

    @record.register
    def _(self, event: LetterCancelled, rows: Rows) -> None:
        _now(event, rows, status=Status.CANCELLED)


def letters_of(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> list[LetterRow]:
    """Return the letters of a case, the latest first; of a day, the later step."""
    rows = db.execute(
        select(*COLUMNS)
        .where(letters.c.case_id == case_id, held(letters, as_of))
        .order_by(letters.c.letter_id)
    )
    return sorted((LetterRow(*row) for row in rows), key=in_order, reverse=True)


def in_order(letter: LetterRow) -> tuple[date, int]:
    """Order letters as a case goes: by their dates, and on one day by their kinds."""
    return letter.dated, ORDER[letter.kind]


def letters_that_are(
    db: Connection, *statuses: Status, as_of: int | None = None
) -> list[LetterRow]:
    """Return the letters that stand so, the oldest first.

    `HANDED_OVER` is the print queue, `HELD` those a person has to look at, `DRAFTED`
    those the worker has still to make.
    """
    rows = db.execute(
        select(*COLUMNS)
        .where(letters.c.status.in_(statuses), held(letters, as_of))
        .order_by(letters.c.letter_id)
    )
    return sorted((LetterRow(*row) for row in rows), key=in_order)


LetterChanged = (
    LetterHeldBack
    | LetterRedrawn
    | LetterApproved
    | LetterSentBack
    | LetterPrepared
    | LetterHandedOver
    | LetterPosted
    | LetterToldOtherwise
    | LetterFactInError
    | LetterCancelled
    | LetterRefusedForNow
    | LetterUncertain
    | LetterAccepted
    | LetterFoundSent
    | LetterFoundUnsent
    | LetterFailed
    | LetterReturned
)


def _gone(event: LetterAccepted | LetterFoundSent, rows: Rows) -> None:
    status, sent_on = Status.ACCEPTED, event.sent_on
    _now(event, rows, status=status, posted_on=sent_on, held_because=None)


def _held(
    event: LetterChanged, rows: Rows, because: HeldBecause, **changes: object
) -> None:
    held = {"status": Status.HELD, "held_because": because, "posted_on": None}
    _now(event, rows, **held, **changes)


def _now(event: LetterChanged, rows: Rows, **changes: object) -> None:
    rows.from_now_on(letters, _row(event, rows), **changes)


def _row(event: LetterChanged, rows: Rows) -> Row:
    for row in rows.of_case(letters, event.case_id):
        if row["letter_id"] == event.originator_id:
            return row
    raise LookupError(f"letter {event.originator_id}")
