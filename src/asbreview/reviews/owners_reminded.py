"""Telling who owns actions of them by rule: when given, before the day, and after it.

The rules are the procedure's for reminders; they count from the day an action is due as
they do from the day of an answer.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from asbreview.domain.asking.record import Asking
from asbreview.domain.chasing import MADE_UP_FOR, chaser_due
from asbreview.domain.days import local_day
from asbreview.domain.errors import AlreadyDone, UnknownDay
from asbreview.domain.model import Signed
from asbreview.domain.outcome.facts import ActionAdded
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.reminding import RemindingCommands


class OwnerNotice(NamedTuple):
    """What a body is to be told of: actions it was given, and days by a rule."""

    given: tuple[UUID, ...]
    reminders: tuple[tuple[str, date], ...]

    @property
    def named(self) -> str:
        """Name it, so that the same is told once."""
        given = [id_.hex for id_ in self.given]
        return ",".join([*given, *(f"{rule}.{day}" for rule, day in self.reminders)])


class OwnerRemindingCommands(RemindingCommands):
    """What goes by rule to a body that owns actions."""

    def owner_notice_due(
        self, case_id: UUID, body_id: UUID, on: date
    ) -> OwnerNotice | None:
        """Return what a body is to be told of its actions on a London date.

        Nothing on a day on which nobody works, once the case has ended, and while
        somebody holds it.  Of what was missed for more than some days, nothing.
        """
        case = self.case(case_id)
        asking = self.asking(Asking.of_actions(case_id, body_id))
        return _notice_due(case, body_id, asking, on)

    @once
    def write_to_owner(
        self, case_id: UUID, body_id: UUID, *, mails: bool, signed: Signed
    ) -> Changed:
        """Tell a body by rule what it is to be told today (`AlreadyDone` if nothing).

        By email, where the directory has an address for it and *mails* says that a
        server is set up; otherwise somebody is to ring.
        """
        request_id = Asking.of_actions(case_id, body_id)
        asking = self._asking_still(case_id, request_id, signed)
        notice = _notice_due(self.case(case_id), body_id, asking, signed.on)
        if notice is None:
            raise AlreadyDone("There is nothing to tell this body today")
        asking.write_to_owner(
            given=notice.given,
            reminders=notice.reminders,
            rings_because=self._why_ring(asking, signed.on, mails=mails),
            signed=signed,
        )
        return (asking,)


def _notice_due(
    case: Case, body_id: UUID, asking: Asking | None, on: date
) -> OwnerNotice | None:
    still = case.outcome.open_actions_of(body_id)
    is_held = asking is not None and asking.held is not None
    try:
        rests = not case.calendar.is_working(on)
        given = tuple(_given(case, still, asking, on))
    except UnknownDay:
        return None
    if case.ended_as is not None or is_held or rests:
        return None
    days = sorted({action.due_on for action in still})
    fallen = [(_rule_for(case, still, day, asking, on), day) for day in days]
    reminders = tuple((rule, day) for rule, day in fallen if rule)
    return OwnerNotice(given, reminders) if given or reminders else None


def _given(
    case: Case, still: Sequence[ActionAdded], asking: Asking | None, on: date
) -> list[UUID]:
    """Return the actions that a body was given of late and was told nothing of."""
    told_of = asking.told_of if asking else set()
    return [
        action.action_id
        for action in still
        if action.action_id not in told_of
        and case.calendar.working_days_between(local_day(action.timestamp), on)
        <= MADE_UP_FOR
    ]


def _rule_for(
    case: Case,
    still: Sequence[ActionAdded],
    due_on: date,
    asking: Asking | None,
    on: date,
) -> str:
    """Return the rule by which it is reminded of what is due on a day; else nothing."""
    of_day = [action for action in still if action.due_on == due_on]
    given_on = min(local_day(action.timestamp) for action in of_day)
    resumed_on = asking.resumed_on if asking else None
    done = (
        [rule for rule, day in asking.owner_reminders if day == due_on]
        if asking
        else ()
    )
    chaser = chaser_due(
        case.procedure.chasers,
        due_on=due_on,
        on=on,
        calendar=case.calendar,
        done=done,
        later_than=max(given_on, resumed_on or given_on),
    )
    return chaser.chaser_id if chaser else ""
