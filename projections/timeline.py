"""The timeline: what happened on each case, in words, in the order it was recorded."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache, partial, singledispatchmethod
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    bindparam,
    select,
)

from asbreview.domain.letter.facts import LetterDrafted
from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose
from asbreview.domain.procedure import Procedure
from asbreview.domain.procedure_adoption import ProcedureAdopted, ProcedureRecorded
from asbreview.domain.sealed import Sealed
from asbreview.domain.trigger.facts import ApplicationReceived
from asbreview.domain.trigger.joint import CaseMadeJoint
from projections.case.days import happened_on
from projections.case.standing import name_of
from projections.case.taking import ProcedureInForce, learn, procedures_in, version_of
from projections.held import Row
from projections.kept import Kept
from projections.kinds import Document, Id, Instant, Word
from projections.rows import Rows
from projections.steps import came_by, steps_in, take_step, was_in_error
from projections.telling.in_error import MAY_BE_IN_ERROR, tell
from projections.telling.line import Line, On
from projections.texts import prose_in

Details = tuple[tuple[str, str], ...]
TextTokens = tuple[tuple[str, UUID, str, tuple[UUID, ...]], ...]

_meta: Final = MetaData()
timeline: Final = Table(
    "timeline",
    _meta,
    Column("position", Integer, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("topic", String, nullable=False),
    Column("title", String, nullable=False),
    Column("on", Word(On), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("said_at", Instant, nullable=False, index=True),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", Id, nullable=False),
    Column("recorded_for", Id, nullable=False),
    Column("details", Document(Details, frozen=True), nullable=False),
    Column("texts", Document(TextTokens, frozen=True), nullable=False),
    Column("item_id", Id),
    Column("in_error_from", Integer, index=True),
)
under: Final = Table(
    "timeline_procedures_of_cases",
    _meta,
    Column("case_id", Id, primary_key=True),
    Column("procedure_id", String, nullable=False),
    Column("procedure_version", Integer, nullable=False),
)
of_joint_cases: Final = Table(
    "timeline_bodies_of_joint_cases",
    _meta,
    Column("body_id", Id, primary_key=True),
    Column("name", String, nullable=False),
)
"""What bodies of another area are called, which a joint case has besides."""
procedures: Final = procedures_in(_meta, "timeline_procedures")
letters: Final = Table(
    "timeline_letters",
    _meta,
    Column("letter_id", Id, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("kind", String, nullable=False),
)

steps: Final = steps_in(_meta, "timeline_steps")


class TextTold(NamedTuple):
    """A text that belongs to a line, under the name of its field; still sealed."""

    label: str
    prose: Prose


class Happened(NamedTuple):
    """A line of the timeline.

    `said_at` is when the command was given, `recorded_at` when the log took it in;
    `in_error_from` is the position of the line that took it back, if one had by then.
    """

    position: int
    case_id: UUID
    topic: str
    title: str
    on: On
    happened_on: date
    said_at: datetime
    recorded_at: datetime
    recorded_by: UUID
    recorded_for: UUID
    details: Details
    texts: tuple[TextTold, ...]
    item_id: UUID | None
    in_error_from: int | None

    @property
    def in_error(self) -> bool:
        """Was it recorded by then that it had been recorded in error?"""
        return self.in_error_from is not None


class Timeline:
    """Projects a line for every event of a case that is worth telling."""

    kept: ClassVar[Kept] = Kept("timeline", shape=13, tables=_meta)

    @singledispatchmethod
    def record(self, event: object, rows: Rows) -> None:
        """Ignore what is no case's and no procedure's."""

    @record.register(ProcedureRecorded)
    @record.register(ProcedureAdopted)
    def _(self, event: ProcedureInForce, rows: Rows) -> None:
        learn(event, rows, procedures)

    @record.register
    def _(self, event: CaseEvent, rows: Rows) -> None:
        _tell(event, rows)

    @record.register
    def _(self, event: LetterDrafted, rows: Rows) -> None:
        id_, kind = event.originator_id, str(event.kind)
        rows.put(letters, letter_id=id_, case_id=event.case_id, kind=kind)
        _tell(event, rows)

    @record.register
    def _(self, event: ApplicationReceived, rows: Rows) -> None:
        rows.put(
            under,
            case_id=event.case_id,
            procedure_id=event.procedure_id,
            procedure_version=event.procedure_version,
        )
        _tell(event, rows)
        came_by(event.case_id, str(event.application.how), rows, steps)

    @record.register
    def _(self, event: CaseMadeJoint, rows: Rows) -> None:
        for body in event.bodies:
            rows.put(of_joint_cases, body_id=body.body_id, name=body.name)
        _tell(event, rows)


def timeline_of(
    db: Connection,
    case_id: UUID,
    *,
    as_of: int | None = None,
    from_position: int = 0,
    to_position: int | None = None,
) -> list[Happened]:
    """Return what happened on a case, newest first; if asked, of some positions alone.

    What was taken back by *as_of* is so, wherever the line stands that took it back.
    """
    query = _of_case(as_of)
    if to_position is not None:
        query = query.where(timeline.c.position.between(from_position, to_position))
    found = db.execute(query, {"case_id": case_id})
    return [_happened(row, as_of) for row in found]


def latest_of(
    db: Connection, case_id: UUID, *, as_of: int | None = None
) -> Iterator[Happened]:
    """Yield what happened on a case, newest first, read only as far as it is asked."""
    for row in db.execute(_of_case(as_of), {"case_id": case_id}):
        yield _happened(row, as_of)


@lru_cache(100)
def _of_case(as_of: int | None) -> Select[Any]:
    asked = select(timeline).where(timeline.c.case_id == bindparam("case_id"))
    if as_of is not None:
        asked = asked.where(timeline.c.position <= as_of)
    return asked.order_by(timeline.c.position.desc())


def _happened(row: Any, as_of: int | None) -> Happened:
    *told, texts, item_id, since = row
    if since is not None and as_of is not None and since > as_of:
        since = None
    words = tuple(
        TextTold(label, Prose(text_id=text_id, text=Sealed(token), about=about))
        for label, text_id, token, about in texts
    )
    return Happened._make((*told, words, item_id, since))  # as the columns stand


def _tell(event: CaseEvent, rows: Rows) -> None:
    line = tell(event, partial(_name, event.case_id, rows))
    if line is None:
        return
    rows.put(
        timeline,
        position=rows.position,
        case_id=event.case_id,
        topic=event.TOPIC,
        title=line.title,
        on=line.on,
        happened_on=happened_on(event),
        said_at=event.timestamp,
        recorded_at=rows.recorded_at,
        recorded_by=event.recorded_by,
        recorded_for=event.recorded_for,
        details=(*_which_letter(event, line, rows), *line.details),
        texts=_texts(event),
        item_id=line.item_id,
    )
    take_step(event, rows, steps)
    _correct(event.case_id, line, rows)


def _which_letter(event: CaseEvent, line: Line, rows: Rows) -> Details:
    """Say which letter something happened to: its draft said so."""
    if line.on is not On.LETTERS or isinstance(event, LetterDrafted):
        return ()
    for letter in rows.of_case(letters, event.case_id):
        if letter["letter_id"] == event.originator_id:
            return (("Letter", letter["kind"]),)
    return ()


def _texts(event: CaseEvent) -> TextTokens:
    if not event.HOLDS_SEALED:
        return ()
    return tuple(
        (_label(path), prose.text_id, prose.text.token, prose.about)
        for path, prose in prose_in(event)
    )


def _label(path: str) -> str:
    """Name a text by its field: "options/0/reasons" is "reasons"."""
    return path.rpartition("/")[2].replace("_", " ")


def _correct(case_id: UUID, line: Line, rows: Rows) -> None:
    """Mark what a correction takes back; it is still told."""
    if line.corrects is None:
        return
    for row in rows.of_case(timeline, case_id):
        its_own = row["item_id"] == line.corrects and row["in_error_from"] is None
        named = line.of_topic or row["topic"]
        if its_own and named == row["topic"] and (line.of_topic or _as_a_whole(row)):
            rows.change(timeline, row, in_error_from=rows.position)
            was_in_error(case_id, row["position"], rows, steps)


def _as_a_whole(row: Row) -> bool:
    """Is it what is taken back by its id alone?"""
    return row["topic"] not in MAY_BE_IN_ERROR


def _name(case_id: UUID, rows: Rows, body_id: UUID) -> str:
    case = rows.one(under, case_id)
    if case is None:
        raise LookupError(f"case {case_id}")
    found: Procedure = version_of(
        case["procedure_id"], case["procedure_version"], rows, procedures
    )
    joint = rows.one(of_joint_cases, body_id)
    return name_of(body_id, found, {body_id: joint["name"]} if joint else {})
