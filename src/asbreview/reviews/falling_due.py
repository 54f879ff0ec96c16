"""When a step of a case falls due: the one day that is told of it, wherever it is told.

The deadlines of a case show the same day (`projections.case.timers`, which keeps them);
what tells people a day asks here, and leaves out what nobody can know yet
(`docs/decisions/0114`).
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from asbreview.domain.days import local_day
from asbreview.domain.timers import Anchor, Binds, Timer
from asbreview.reviews.case import Case

Begun = Mapping[Anchor, date]
NOTHING_ELSE: Final[Begun] = MappingProxyType({})


def falls_due(case: Case, timer_id: str, *, begun: Begun = NOTHING_ELSE) -> date | None:
    """Return the London date on which a step is due; none where it cannot be known.

    A day that it was given since comes first.  Else it is counted from the day of what
    starts it; *begun* are days of what is only told now, as by a letter that starts a
    time itself.  None while that has not happened, the clock stands still, or the
    procedure has no such step.
    """
    if given := case.trigger.extended.get(timer_id):
        return given
    timer = case.procedure.timer(timer_id)
    started = started_on(case, timer, begun=begun) if timer else None
    return case.due_on(timer_id, started) if started else None


def started_on(case: Case, timer: Timer, *, begun: Begun = NOTHING_ELSE) -> date | None:
    """Return the day from which a timer is counted; none if nothing started it yet.

    Of what came with the case, and is ours to do, that is the day on which it came.
    """
    began = STARTED.get(timer.starts, _never)(case) or begun.get(timer.starts)
    if timer.starts is Anchor.PANEL:
        return (_held(case) or began) if not timer.before else began
    if began is None or timer.binds is Binds.APPLICANT:
        return began
    return max(began, case.trigger.clock_from)


def _never(_: Case) -> date | None:
    return None


def decided_on(case: Case) -> date | None:
    """Return the day on which the threshold was decided, if it was."""
    decided = case.trigger.threshold
    return decided.decided_on if decided else None


def _accepted(case: Case) -> date | None:
    decided = case.trigger.threshold
    return decided.decided_on if decided and decided.met else None


def _complete(case: Case) -> date | None:
    """Return the day on which the last of the answers came, once all have."""
    evidence = case.evidence
    if not evidence.requests or evidence.unanswered:
        return None
    return max(answer.answered_on for answer in evidence.answers.values())


def asked_on(case: Case) -> date | None:
    """Return the day on which the first body was asked, if one was."""
    days = [asked.requested_on for asked in case.evidence.requests.values()]
    return min(days, default=None)


def _meets(case: Case) -> date | None:
    at = case.panel.meets_at
    return local_day(at) if at else None


def _held(case: Case) -> date | None:
    held = case.panel.held
    return held.held_on if held else None


STARTED: Final[dict[Anchor, Callable[[Case], date | None]]] = {
    Anchor.RECEIPT: lambda case: case.trigger.clock_from,
    Anchor.ACKNOWLEDGEMENT: lambda case: case.trigger.acknowledged_on,
    Anchor.REQUEST: asked_on,
    Anchor.INFORMATION_COMPLETE: _complete,
    Anchor.THRESHOLD_DECISION: decided_on,
    Anchor.THRESHOLD_LETTER: lambda case: case.trigger.threshold_told_on,
    Anchor.ACCEPTANCE: _accepted,
    Anchor.PANEL: _meets,
    Anchor.OUTCOME_LETTER: lambda case: case.outcome.told_on,
}
"""What starts a step; as `projections.case.started_and_met` knows it of its own.

A recommendation, a challenge and a contact each start one of their own.
"""
