"""What a changed procedure would save, if people did as is assumed.

Each figure here rests on an assumption, which whoever asks has chosen; what follows
from the record alone is counted in `projections.replaying`.
"""

from datetime import date
from typing import NamedTuple

from asbreview.domain.counterfactual.facts import Answering, GroupMeets
from asbreview.domain.days import DAY
from asbreview.domain.procedure import Procedure
from asbreview.domain.timetable import due_on
from asbreview.domain.working_days import WorkingCalendar
from projections.replaying import Replayed, Step


class Sooner(NamedTuple):
    """The day on which something happened on a case, and on which it would have."""

    replayed: Replayed
    was_on: date
    would_on: date

    @property
    def days(self) -> int:
        """How many days sooner; fewer than none is later."""
        return (self.was_on - self.would_on).days


def answered_by(step: Step, answering: Answering) -> date | None:
    """Return the day a body would have answered; nothing if it never did.

    Where its time is not changed, nobody is assumed to have kept it better.
    """
    if step.was.met_on is None:
        return None
    took = step.was.met_on - step.was.started_on
    day = step.would.started_on + took
    is_assumed = answering is Answering.BY_ITS_DAY and step.has_other_length
    if is_assumed and step.would.due_on:
        return min(day, step.would.due_on)
    return day


def last_answer(case: Replayed, answering: Answering) -> Sooner | None:
    """Return when the last body answered; nothing while one has not, or none is asked.

    Of each body, its first request: what was asked again was asked in the light of
    what had come.
    """
    was = [step.was.met_on for step in case.requests]
    would = [answered_by(step, answering) for step in case.requests]
    if not was or None in was or None in would:
        return None
    return Sooner(case, max(d for d in was if d), max(d for d in would if d))


def first_meeting(
    case: Replayed,
    meets: GroupMeets,
    procedure: Procedure,
    calendar: WorkingCalendar,
) -> Sooner | None:
    """Return when the panel met, and the first meeting of a group after the decision.

    Its papers must not have been due before the decision.  Nothing where no panel met,
    or the procedure counts neither step.
    """
    decided, held = case.step("decide-threshold"), case.step("hold-panel")
    if decided is None or held is None or not (decided.was.met_on and held.was.met_on):
        return None
    decided_on, papers = decided.was.met_on, procedure.timer("send-papers")
    day = meets.first_from(decided_on + DAY)
    while papers and _papers_due(day, procedure, calendar) < decided_on:
        day = meets.first_from(day + DAY)
    return Sooner(case, held.was.met_on, day)


def _papers_due(day: date, procedure: Procedure, calendar: WorkingCalendar) -> date:
    papers = procedure.timer("send-papers")
    assert papers is not None  # noqa: S101  asked only where there is one
    return due_on(
        papers, started_on=day, calendar=calendar, day_zero=procedure.day_zero
    )
