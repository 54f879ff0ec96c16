"""How cases departed from the expected flow, found out from their deadlines and lines.

So it was done on each page before it was kept: read slowly, from what was written down
for something else, by nothing that the kept rows are made with.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, select

from asbreview.domain.days import in_words
from asbreview.domain.outcome.facts import OutcomeTold
from asbreview.domain.panel.facts import PanelHeld, PapersSent
from asbreview.domain.procedure import Binds, Timer
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ThresholdDecided,
    ThresholdTold,
)
from asbreview.store.log import EventLog
from projections.case.runs import Moot
from projections.conforming import conformance
from projections.deadlines_kept import deadlines
from projections.departing import Departure
from projections.expected_order import BEFORE, pairs_of
from projections.flow import applied_between
from projections.health import cases_parked
from projections.kinds import held
from projections.lateness import is_overdue, met_late, missed
from projections.replaying import AT_ONCE, ProcedureOf
from projections.streamlining import lives
from projections.timeline import timeline
from projections.unread import unread
from projections.waits import Life
from projections.walking import portions

Order = Sequence[tuple[str, str]]


def order_of(life, procedure_of):
    return pairs_of(procedure_of(life.area_id, life.version))


NEVER_OWED: Final = frozenset({Moot.NO_LONGER_RUNS, Moot.NOT_MET})
NEEDLESS: Final = frozenset({Moot.NOT_NEEDED, Moot.ENDED})
FIRST: Final = frozenset(first for first, _ in BEFORE)


class Expected(NamedTuple):
    """A step that a procedure's timer counts on a case, and what became of it.

    The body it is of is told as it is kept: only whether it is the same is asked.
    """

    timer_id: str
    says: str
    binds: Binds
    body_id: UUID | str | None
    due_on: date | None
    extended_late: bool
    met_on: date | None
    moot: Moot | None
    moot_on: date | None
    is_open: bool

    @property
    def was_met_late(self) -> bool:
        """Was it taken after its day?"""
        return met_late(self)

    @property
    def was_missed(self) -> bool:
        """Was it not taken by its day, though it need not be taken any more?"""
        return missed(self)

    def is_overdue(self, on: date) -> bool:
        """Is it still open after its day?"""
        return is_overdue(self, on)

    @property
    def is_expected(self) -> bool:
        """Is it part of the flow?  What was not owed on the case is not."""
        if self.moot is None:
            return True
        if self.moot in NEVER_OWED:
            return False
        # What the case's end or another step made needless in time was never owed.
        needless = self.moot in NEEDLESS and not self.was_missed
        return not needless or self.timer_id in FIRST


KEPT: Final = frozenset({"body_id"})
COLUMNS: Final = tuple(
    unread(deadlines.c[name]) if name in KEPT else deadlines.c[name]
    for name in Expected._fields
)


def steps_expected(
    db: Connection, cases: Collection[UUID], as_of: int | None
) -> dict[UUID, list[Expected]]:
    """Return the steps expected on some cases, but for the applicant's own windows."""
    d = deadlines.c
    rows = db.execute(
        select(unread(d.case_id), *COLUMNS)
        .where(d.case_id.in_(cases), d.starts.is_not(None), held(deadlines, as_of))
        .where(d.binds != Binds.APPLICANT)
        .order_by(d.case_id, d.started_on, d.timer_id, d.item_id)
    )
    found: dict[UUID, list[Expected]] = {case_id: [] for case_id in cases}
    by_kept = {id_.hex: steps for id_, steps in found.items()} | dict(found.items())
    for case_id, *told in rows.all():
        step = Expected._make(told)
        if step.moot is None or step.is_expected:
            by_kept[case_id].append(step)
    return found


def often_taken(
    db: Connection, cases: Collection[UUID], topics: Collection[str], as_of: int | None
) -> dict[UUID, Counter[str]]:
    """Return how often each event happened on each case, where it did more than once.

    Those in error among them.
    """
    often: dict[UUID, Counter[str]] = {}
    for case_id, topic, n in _more_than_once(db, cases, topics, as_of):
        often.setdefault(case_id, Counter())[topic] = n
    return often


def _more_than_once(
    db: Connection, cases: Collection[UUID], topics: Collection[str], as_of: int | None
) -> Iterator[tuple[UUID, str, int]]:
    t = timeline.c
    asked = select(t.case_id, t.topic, func.count()).where(
        t.case_id.in_(cases), t.topic.in_(topics)
    )
    if as_of is not None:
        asked = asked.where(t.position <= as_of)
    again = asked.group_by(t.case_id, t.topic).having(func.count() > 1)
    yield from ((case_id, topic, n) for case_id, topic, n in db.execute(again))


TAKEN_BY: Final = {
    ApplicationAcknowledged.TOPIC: "acknowledge",
    ThresholdDecided.TOPIC: "decide-threshold",
    ThresholdTold.TOPIC: "tell-threshold",
    PapersSent.TOPIC: "send-papers",
    PanelHeld.TOPIC: "hold-panel",
    OutcomeTold.TOPIC: "tell-outcome",
}
"""Which event takes a step that is taken once on a case."""

NEVER: Final[Mapping[str, int]] = {}


class Departed(NamedTuple):
    """A case that departed at a step, and how, in words."""

    life: Life
    how: Departure
    timer_id: str
    says: str


class Followed(NamedTuple):
    """A step of the expected flow: the cases it was expected on, and the departures.

    A case is counted once in each kind of departure, however often it departed.
    """

    timer_id: str
    says: str
    expected_on: int
    departed: list[Departed]

    def cases(self, how: Departure) -> list[Departed]:
        """Return the cases that departed in a way, each with the first it did."""
        own = [each for each in self.departed if each.how is how]
        first = {each.life.case_id: each for each in reversed(own)}
        return sorted(first.values(), key=lambda each: each.life.applied_on)


class Conformance(NamedTuple):
    """The cases looked at, those that never departed, and each step."""

    lives: list[Life]
    as_expected: list[Life]
    steps: list[Followed]


def recounted(  # noqa: PLR0913  which cases, and as of when
    db: Connection,
    procedure_of: ProcedureOf,
    *,
    area_id: str,
    from_: date,
    to: date,
    on: date,
    as_of: int | None = None,
) -> Conformance:
    """Follow the cases applied for in a period; *on* is the day overdue is asked of."""
    lives = applied_between(db, area_id=area_id, from_=from_, to=to, as_of=as_of)
    says, expected = dict[str, str](), dict[str, list[Life]]()
    departed: list[Departed] = []
    for portion in portions(lives, AT_ONCE):
        ids = [life.case_id for life in portion]
        steps = steps_expected(db, ids, as_of)
        often = often_taken(db, ids, TAKEN_BY, as_of)
        for life in portion:
            order, own = order_of(life, procedure_of), steps[life.case_id]
            for step in {s.timer_id: s for s in own}.values():
                says.setdefault(step.timer_id, step.says)
                expected.setdefault(step.timer_id, []).append(life)
            departed += departures(
                life, own, order, often.get(life.case_id, NEVER), on=on
            )
    at_all = {each.life.case_id for each in departed}
    return Conformance(
        lives,
        [life for life in lives if life.case_id not in at_all],
        [
            Followed(
                timer_id,
                says[timer_id],
                len(expected[timer_id]),
                [each for each in departed if each.timer_id == timer_id],
            )
            for timer_id in _in_order(says, lives, procedure_of)
        ],
    )


def departures(
    life: Life,
    steps: Sequence[Expected],
    order: Order,
    often: Mapping[str, int],
    *,
    on: date,
) -> Iterator[Departed]:
    """Yield how a case departed from the flow that its procedure expects.

    `order` is which step comes before which, by its procedure (`pairs_of`).
    """
    for how, of in (
        (Departure.MISSING, _missing(steps, order)),
        (Departure.TOO_OFTEN, _too_often(steps, often)),
        (Departure.OUT_OF_ORDER, _out_of_order(steps, order)),
        (Departure.LATE, _late(steps, on)),
    ):
        yield from (Departed(life, how, timer_id, says) for timer_id, says in of)


Found = Iterator[tuple[str, str]]


def _missing(steps: Sequence[Expected], order: Order) -> Found:
    for step in (s for s in steps if s.met_on is None):
        taken = (
            later
            for before, after in order
            if before == step.timer_id
            for later in steps
            if later.timer_id == after and later.met_on
        )
        later = min(taken, key=_met_on, default=None)
        if later is not None and later.met_on:
            told = f"\u201c{later.says}\u201d was taken on {in_words(later.met_on)}"
            yield step.timer_id, f"not taken, and {told}"
        elif step.was_missed and step.due_on and step.moot_on:
            told = f"due on {in_words(step.due_on)}, and {step.moot}"
            yield step.timer_id, f"not taken: {told} on {in_words(step.moot_on)}"


def _too_often(steps: Sequence[Expected], often: Mapping[str, int]) -> Found:
    there = {step.timer_id for step in steps}
    for topic, timer_id in TAKEN_BY.items():
        if timer_id in there and often.get(topic, 0) > 1:
            yield timer_id, f"taken {often[topic]} times"
    asked = Counter(
        (step.timer_id, step.body_id)
        for step in steps
        if step.body_id and step.timer_id == "partner-answer"
    )
    for (timer_id, _), times in asked.items():
        if times > 1:
            yield timer_id, f"a body was asked {times} times"


def _out_of_order(steps: Sequence[Expected], order: Order) -> Found:
    taken: dict[str, list[Expected]] = {}
    for step in steps:
        if step.met_on:
            taken.setdefault(step.timer_id, []).append(step)
    for before, after in order:
        first, then = taken.get(before), taken.get(after)
        if not (first and then):
            continue
        last, earliest = max(first, key=_met_on), min(then, key=_met_on)
        if _met_on(earliest) < _met_on(last):
            first_on, last_on = in_words(_met_on(earliest)), in_words(_met_on(last))
            told = f"\u201c{last.says}\u201d on {last_on}"
            yield after, f"taken on {first_on}, before {told}"


def _late(steps: Sequence[Expected], on: date) -> Found:
    for step in steps:
        if step.due_on is None or not (step.was_met_late or step.is_overdue(on)):
            continue
        taken = f"taken on {in_words(step.met_on)}" if step.met_on else "not taken yet"
        yield step.timer_id, f"due on {in_words(step.due_on)}, {taken}"


def _met_on(step: Expected) -> date:
    return step.met_on or date.max


def _in_order(
    there: dict[str, str], lives: Sequence[Life], procedure_of: ProcedureOf
) -> list[str]:
    """Return the steps in the order of the latest procedures, then any others."""
    if not lives:
        return []
    latest = max(lives, key=lambda life: life.version)
    timers: tuple[Timer, ...] = procedure_of(latest.area_id, latest.version).timers
    known = [timer.timer_id for timer in timers]
    return [*(id_ for id_ in known if id_ in there), *sorted({*there} - {*known})]


EVER = {"from_": date(2000, 1, 1), "to": date(2100, 1, 1)}
ON = (date(2025, 1, 1), date(2026, 3, 12), date(2026, 7, 1), date(2030, 1, 1))


def ends_of_saves(reviews, every):
    """Return the end of every so many saves, the last, and none: now."""
    entries = EventLog(reviews).after(0, 10**7)
    ends = [entry.position for entry in entries if entry.ends_save]
    return [*ends[::every], ends[-1], None]


def all_are_as_recounted(reviews, db, positions, **period):
    """Compare the cases of every area on some days; return how any of them departed."""
    seen = set()

    def procedure_of(id_, version):
        return reviews.procedure_version(id_, version).procedure

    assert cases_parked(db) == []
    for area_id in db.scalars(select(lives.c.area_id).distinct()).all():
        for as_of in positions:
            for on in ON:
                asked = EVER | period | {"area_id": area_id, "on": on, "as_of": as_of}
                kept = conformance(db, procedure_of, **asked)
                anew = recounted(db, procedure_of, **asked)
                assert _told(kept) == _told(anew)
                seen |= {each.how for step in kept.steps for each in step.departed}
    return seen


def _told(found):
    """Return what a page and a file tell, in the order in which they tell it."""
    return (
        [life.case_id for life in found.lives],
        [life.case_id for life in found.as_expected],
        [
            (
                step.timer_id,
                step.says,
                step.expected_on,
                [_said(each) for each in step.departed],
                {how: [_said(each) for each in step.cases(how)] for how in Departure},
            )
            for step in found.steps
        ],
    )


def _said(departed):
    life = departed.life
    said = departed.how, departed.timer_id, departed.says
    return life.case_id, life.reference, life.applied_on, *said
