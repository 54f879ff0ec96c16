"""What a case took besides days: work, hands, and what had to be done again.

Counted from its steps, each of which is an event that is told on its timeline.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from asbreview.domain.asking.reminding import ReminderFellDue
from asbreview.domain.contact.facts import ContactMade, WasFor
from asbreview.domain.contact.help import HelpAskedFor
from asbreview.domain.evidence.facts import RequestChased
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.outcome.facts import FindingsMade
from asbreview.domain.panel.facts import PanelConvened, PanelHeld
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ThresholdDecided,
)
from asbreview.signing import A_BODY, APPLICANT, SENDER, SYSTEM
from projections.scope import AT_ONCE
from projections.timeline import steps
from projections.unread import kept_as, unread
from projections.walking import portions

DONE_ONCE: Final = frozenset(
    {
        ApplicationAcknowledged.TOPIC,
        ThresholdDecided.TOPIC,
        PanelConvened.TOPIC,
        PanelHeld.TOPIC,
        FindingsMade.TOPIC,
    }
)
NO_HANDS: Final = kept_as(frozenset({SYSTEM, SENDER, APPLICANT, A_BODY}))
HOW_IT_GOES: Final = f"{ContactMade.TOPIC}, {WasFor.HOW_IT_GOES}"
"""Of contacts those alone that were for this: what one was for has to be said."""
DEMANDS: Final = {
    RequestChased.TOPIC: "reminders to a body",
    ReminderFellDue.TOPIC: "reminders to a body by rule",
    HOW_IT_GOES: "asked how it is going",
    HelpAskedFor.TOPIC: "calls for help",
    ChallengeReceived.TOPIC: "challenges",
}
COMES_AFTER: Final = frozenset({ChallengeReceived.TOPIC})
"""What is of the review though it comes when the outcome has been told."""


class Step(NamedTuple):
    """An event of a case: what it was, by whom it was recorded, and on which day.

    `was_for` is what somebody got in touch with us for, where that was said.  By whom
    is their id, or how that is kept: only whether it is the same is asked.
    """

    topic: str
    recorded_by: UUID | str
    recorded_on: date
    was_in_error: bool
    was_for: str | None = None


class Effort(NamedTuple):
    """What one review took, as it is known at an instant.

    All of it is of what was recorded up to the day on which the outcome was told, that
    day included, but for challenges.  `channel` is how the application came, `touched`
    on how many days somebody with an account recorded anything, `handovers` how often
    it was another than the time before: the program, the applicant and a body's link
    are nobody's hands.  `again` is how often a step was done that had been done, of
    those that are done once; `in_error` how many lines were taken back, whenever that
    was.  `demands` is what came of it that was not done, or not right; what was
    recorded in error did not come.
    """

    channel: str
    touched: int
    handovers: int
    again: int
    in_error: int
    demands: Counter[str]

    @property
    def is_first_time_right(self) -> bool:
        """Was no step done again, nothing taken back, and nothing challenged?"""
        challenged = self.demands[ChallengeReceived.TOPIC]
        return not (self.again or self.in_error or challenged)


def efforts_of(
    db: Connection,
    cases: Collection[UUID],
    *,
    told_on: Mapping[UUID, date | None],
    as_of: int | None = None,
) -> dict[UUID, Effort]:
    """Return what each of some cases took, as of a position of the log.

    *told_on* is the day on which each one's outcome was told, if it was.
    """
    day, found = _Days(), dict.fromkeys(cases, effort("", ()))
    asked = unread(steps.c.steps), steps.c.came_at, steps.c.channel
    for case_id, kept, came_at, channel in _kept(db, cases, *asked):
        taken = [
            Step(topic, by, day[on], wrong is not None, was_for)
            for _, topic, by, on, wrong, was_for in _known(json.loads(kept), as_of)
        ]
        came = "" if channel is None or _later(came_at, as_of) else channel
        found[case_id] = effort(came, taken, told_on=told_on.get(case_id))
    return found


def _known(kept: list[Any], as_of: int | None) -> list[Any]:
    """Return steps as they were known at a position of the log."""
    if as_of is None:
        return kept
    return [
        (position, topic, by, on, _by_then(wrong, as_of), was_for)
        for position, topic, by, on, wrong, was_for in kept
        if position <= as_of
    ]


def _by_then(wrong: int | None, as_of: int) -> int | None:
    return None if wrong is None or wrong > as_of else wrong


def channels_of(
    db: Connection, cases: Collection[UUID], *, as_of: int | None = None
) -> dict[UUID, str]:
    """Return how the application of each of some cases came."""
    return {
        case_id: channel
        for case_id, came_at, channel in _kept(
            db, cases, steps.c.came_at, steps.c.channel
        )
        if channel is not None and not _later(came_at, as_of)
    }


class _Days(dict[str, date]):
    """The days that are kept, each read once."""

    def __missing__(self, kept: str) -> date:
        self[kept] = day = date.fromisoformat(kept)
        return day


def _kept(
    db: Connection, cases: Collection[UUID], *columns: ColumnElement[Any]
) -> Iterator[Any]:
    """Yield what is kept of each of some cases that there are."""
    case_id = steps.c.case_id
    for some in portions(cases, AT_ONCE):
        asked = select(case_id, *columns).where(case_id.in_(some))
        yield from db.execute(asked).all()


def _later(position: int, as_of: int | None) -> bool:
    return as_of is not None and position > as_of


def effort(
    channel: str, steps: Iterable[Step], *, told_on: date | None = None
) -> Effort:
    """Return what these steps of a case, in order, come to.

    What was recorded after the day on which the outcome was told is no work on it, nor
    done again, nor a slip in it; a challenge is of it, whenever it comes.
    """
    until, came = [], []
    for step in steps:
        is_on = told_on is None or step.recorded_on <= told_on
        if is_on:
            until.append(step)
        if is_on or step.topic in COMES_AFTER:
            came.append(step)
    by_hand = [step for step in until if step.recorded_by not in NO_HANDS]
    often = Counter([step.topic for step in until if step.topic in DONE_ONCE])
    return Effort(
        channel,
        touched=len({step.recorded_on for step in by_hand}),
        handovers=sum(a.recorded_by != b.recorded_by for a, b in pairwise(by_hand)),
        again=often.total() - len(often),
        in_error=sum(step.was_in_error for step in until),
        demands=Counter([each for step in came if (each := _demand(step)) is not None]),
    )


def _demand(step: Step) -> str | None:
    """Return as what a step is counted among what need not have been, if it is."""
    if step.was_in_error:
        return None
    if step.topic in DEMANDS:
        return step.topic
    asked = step.was_for is not None and step.was_for == WasFor.HOW_IT_GOES
    return HOW_IT_GOES if asked else None
