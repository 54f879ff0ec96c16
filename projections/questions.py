"""What an auditor asks across the cases of an area: which cases, in which period.

Each is answered from what other projections keep, as of a position of the log.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from asbreview.domain.contact.facts import ContactMade
from asbreview.domain.days import DAY, LONDON, local_day
from asbreview.domain.letter.facts import LetterPosted, LetterToldOtherwise
from asbreview.domain.letter.sending import LetterAccepted, LetterFoundSent
from asbreview.domain.panel.facts import PanelHeld
from asbreview.domain.procedure import Anchor, Binds
from asbreview.domain.rights.annotating import TextsAnnotated
from asbreview.domain.trigger.facts import DeadlineExtended
from projections.case.runs import Moot
from projections.caseload import caseload
from projections.deadlines_kept import deadlines
from projections.kinds import held
from projections.reporting import statutory
from projections.timeline import timeline

TELLS: Final = "tell-%"
IN_TOUCH: Final = (
    ContactMade.TOPIC,
    LetterPosted.TOPIC,
    LetterAccepted.TOPIC,
    LetterFoundSent.TOPIC,
    LetterToldOtherwise.TOPIC,
)


class Within(NamedTuple):
    """Of which area a question is, and of which period: both its days included."""

    area_id: str
    from_: date
    to: date
    days: int
    as_of: int | None


class Found(NamedTuple):
    """A case that answers a question: on which day, what, and by how many days."""

    case_id: UUID
    reference: str
    on: date
    what: str
    days: int | None = None
    bodies: tuple[UUID, ...] = ()

    @property
    def day_before(self) -> date:
        """The day before it, to look at the case as it was."""
        return self.on - DAY


def steps_late(db: Connection, asked: Within) -> list[Found]:
    """Return the steps taken in the period after the day they were due."""
    return _late(db, asked, deadlines.c.timer_id.is_not(None))


def told_late(db: Connection, asked: Within) -> list[Found]:
    """Return the decisions and outcomes told in the period after their day."""
    return _late(db, asked, deadlines.c.timer_id.like(TELLS))


def _late(db: Connection, asked: Within, which: ColumnElement[bool]) -> list[Found]:
    d, c = deadlines.c, caseload.c
    late = or_(d.extended_late, d.met_on > d.due_on)
    lasted = d.due_on, d.was_due_on
    rows = db.execute(
        select(d.case_id, c.reference, d.met_on, d.says, *lasted, d.body_id)
        .join(caseload, c.case_id == d.case_id)
        .where(*_held(asked), which, late, d.binds != Binds.APPLICANT)
        .where(d.met_on >= asked.from_, d.met_on <= asked.to)
        .order_by(d.met_on, c.reference, d.timer_id, d.item_id)
    )
    return [
        Found(
            case_id,
            reference,
            on,
            says,
            (on - min(due, was or due)).days,
            () if body_id is None else (body_id,),
        )
        for case_id, reference, on, says, due, was, body_id in rows
    ]


def never_taken(db: Connection, asked: Within) -> list[Found]:
    """Return the steps that the panel was held without, in the period."""
    d, c = deadlines.c, caseload.c
    rows = db.execute(
        select(d.case_id, c.reference, d.moot_on, d.says)
        .join(caseload, c.case_id == d.case_id)
        .where(*_held(asked), d.moot == Moot.HELD)
        .where(d.moot_on >= asked.from_, d.moot_on <= asked.to)
        .order_by(d.moot_on, c.reference, d.timer_id, d.item_id)
    )
    return [Found(*row) for row in rows]


def held_without_an_answer(db: Connection, asked: Within) -> list[Found]:
    """Return the panels held in the period while a body had not answered."""
    d = deadlines.c
    panels = _lines(db, asked, timeline.c.topic == PanelHeld.TOPIC)
    found = []
    for panel in panels:
        silent = db.scalars(
            select(d.body_id)
            .where(held(deadlines, asked.as_of), d.case_id == panel.case_id)
            .where(d.starts == Anchor.REQUEST, d.binds == Binds.PARTNER)
            .where(d.started_on <= panel.happened_on, d.body_id.is_not(None))
            .where(or_(d.met_on.is_(None), d.met_on > panel.happened_on))
            .where(or_(d.moot.is_(None), d.moot != Moot.NO_LONGER_RUNS))
            .order_by(d.started_on, d.item_id)
        )
        if bodies := tuple(dict.fromkeys(silent)):
            on = panel.happened_on
            found.append(Found(panel.case_id, panel.reference, on, "", None, bodies))
    return found


def panels_held(db: Connection, asked: Within) -> list[Found]:
    """Return the panels held in the period."""
    panels = _lines(db, asked, timeline.c.topic == PanelHeld.TOPIC)
    return [Found(p.case_id, p.reference, p.happened_on, "") for p in panels]


def not_met(db: Connection, asked: Within) -> list[Found]:
    """Return the cases whose threshold was decided in the period not to be met."""
    counted = statutory(
        db,
        area_id=asked.area_id,
        from_=asked.from_,
        to=asked.to,
        as_of=asked.as_of,
    )
    return [
        Found(case.case_id, case.reference, case.not_met_on, "")
        for case in counted.not_met
        if case.not_met_on and not case.is_past
    ]


def without_contact(db: Connection, asked: Within) -> list[Found]:
    """Return the cases open at the end with no contact or letter for so many days."""
    counted = statutory(
        db,
        area_id=asked.area_id,
        from_=asked.from_,
        to=asked.to,
        as_of=asked.as_of,
    )
    still_open = [case for case in counted.open_at_end if not case.is_past]
    last = _last_in_touch(db, asked)
    found = []
    for case in still_open:
        since = last.get(case.case_id, case.applied_on)
        if (days := (asked.to - since).days) >= asked.days:
            what = "the last contact or letter"
            what = what if case.case_id in last else "the application: nothing since"
            found.append(Found(case.case_id, case.reference, since, what, days))
    return sorted(found, key=lambda each: (each.on, each.reference))


def _last_in_touch(db: Connection, asked: Within) -> dict[UUID, date]:
    """Return the last day by the end on which each case was in touch."""
    t = timeline.c
    rows = db.execute(
        select(t.case_id, func.max(t.happened_on))
        .join(caseload, caseload.c.case_id == t.case_id)
        .where(caseload.c.area_id == asked.area_id, held(caseload, asked.as_of))
        .where(t.topic.in_(IN_TOUCH), t.happened_on <= asked.to, *_stands(asked))
        .group_by(t.case_id)
    )
    return {row[0]: row[1] for row in rows}


def recorded_late(db: Connection, asked: Within) -> list[Found]:
    """Return what was recorded in the period so many days after it happened."""
    t, c = timeline.c, caseload.c
    rows = db.execute(
        select(t.case_id, c.reference, t.happened_on, t.title, t.said_at)
        .join(caseload, c.case_id == t.case_id)
        .where(c.area_id == asked.area_id, held(caseload, asked.as_of))
        .where(*_stands(asked), *said_within(asked))
        .where(t.happened_on <= asked.to)
        .order_by(t.said_at, c.reference, t.position)
    )
    found = (
        Found(id_, ref, day, title, (local_day(at) - day).days)
        for id_, ref, day, title, at in rows
    )
    return [each for each in found if (each.days or 0) >= max(1, asked.days)]


def annotated(db: Connection, asked: Within) -> list[Found]:
    """Return the texts beside which it was put in the period what somebody says."""
    return _detailed(_lines(db, asked, timeline.c.topic == TextsAnnotated.TOPIC))


def given_more_time(db: Connection, asked: Within) -> list[Found]:
    """Return the steps that were given more time in the period."""
    return _detailed(_lines(db, asked, timeline.c.topic == DeadlineExtended.TOPIC))


def _detailed(lines: Sequence[Any]) -> list[Found]:
    return [
        Found(
            line.case_id,
            line.reference,
            line.happened_on,
            "; ".join(f"{name}: {said}" for name, said in line.details),
        )
        for line in lines
    ]


def _lines(db: Connection, asked: Within, which: ColumnElement[bool]) -> Sequence[Any]:
    """Return lines that happened in the period, and were not taken back."""
    t, c = timeline.c, caseload.c
    return db.execute(
        select(t.case_id, c.reference, t.happened_on, t.details)
        .join(caseload, c.case_id == t.case_id)
        .where(c.area_id == asked.area_id, held(caseload, asked.as_of), which)
        .where(t.happened_on >= asked.from_, t.happened_on <= asked.to)
        .where(*_stands(asked))
        .order_by(t.happened_on, c.reference, t.position)
    ).all()


def _held(asked: Within) -> tuple[ColumnElement[bool], ...]:
    return (
        held(deadlines, asked.as_of),
        held(caseload, asked.as_of),
        caseload.c.area_id == asked.area_id,
    )


def by_then(asked: Within) -> tuple[ColumnElement[bool], ...]:
    """Say which lines had been recorded by then."""
    return () if asked.as_of is None else (timeline.c.position <= asked.as_of,)


def _stands(asked: Within) -> tuple[ColumnElement[bool], ...]:
    """Say which lines were recorded by then and had not been taken back."""
    since = timeline.c.in_error_from
    not_yet: ColumnElement[bool] = since.is_(None)
    if asked.as_of is not None:
        not_yet = or_(not_yet, since > asked.as_of)
    return (*by_then(asked), not_yet)


def said_within(asked: Within) -> tuple[ColumnElement[bool], ...]:
    """Say which lines were said in the period."""
    first = datetime.combine(asked.from_, time(), LONDON)
    after = datetime.combine(asked.to + DAY, time(), LONDON)
    return (and_(timeline.c.said_at >= first, timeline.c.said_at < after),)
