"""Reminding a body of what it has not answered, by the procedure's rules."""

from datetime import date
from uuid import UUID

from asbreview.domain.asking.facts import HeldBackBecause, NoticeStatus
from asbreview.domain.asking.record import Asking
from asbreview.domain.chasing import Chaser, chaser_due, next_chaser
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.evidence.facts import InformationRequested
from asbreview.domain.model import Signed
from asbreview.reviews.asking import AskingCommands
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.directory import DirectoryCommands


class RemindingCommands(AskingCommands, DirectoryCommands):
    """What is said again to a body that was asked."""

    def reminder_due(self, case_id: UUID, request_id: UUID, on: date) -> Chaser | None:
        """Return the reminder that is to go on a London date, if one is.

        None for a request that was answered, withdrawn with its case or taken back, and
        none while somebody holds them.
        """
        case = self.case(case_id)
        request = _unanswered(case, request_id)
        if request is None or case.ended_as is not None:
            return None
        return _due(case, request, self.asking(request_id), on)

    @once
    def remind_by_rule(
        self, case_id: UUID, request_id: UUID, *, rule: str, mails: bool, signed: Signed
    ) -> Changed:
        """Remind a body by a rule of the procedure, on the day the rule says.

        By email, where the directory has an address for it and *mails* says that a
        server is set up; otherwise somebody is to ring.  `AlreadyDone` where no
        reminder is to go by the rule today.
        """
        asking = self._asking_still(case_id, request_id, signed)
        case = self.case(case_id)
        request = case.evidence.requests[request_id]
        due_on = case.answer_due_on(request)
        chaser = _due(case, request, asking, signed.on)
        if due_on is None or chaser is None or chaser.chaser_id != rule:
            raise AlreadyDone("No reminder is to go by this rule today")
        asking.remind_by_rule(
            rule,
            answer_due_on=due_on,
            rings_because=self._why_ring(asking, signed.on, mails=mails),
            signed=signed,
        )
        return (asking,)

    @once
    def hold_reminders(
        self, case_id: UUID, request_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Hold the reminders by rule of one request, with the reason."""
        must_say(reason, asks="Enter why it is not reminded", field="reason")
        asking = self._asking_still(case_id, request_id, signed)
        prose = self.case(case_id).prose(reason, "reason", signed=signed)
        asking.hold_reminders(reason=prose, signed=signed)
        return (asking,)

    @once
    def resume_reminders(
        self, case_id: UUID, request_id: UUID, *, signed: Signed
    ) -> Changed:
        """Let the reminders by rule go again, of what falls due after today."""
        asking = self._asking_still(case_id, request_id, signed)
        asking.resume_reminders(signed=signed)
        return (asking,)

    def _why_ring(
        self, asking: Asking, on: date, *, mails: bool
    ) -> HeldBackBecause | None:
        if not mails:
            return HeldBackBecause.NO_SERVER
        if not self.has_email(asking.body_id, on):
            return HeldBackBecause.NO_ADDRESS
        is_unknown = asking.status is NoticeStatus.UNKNOWN
        return HeldBackBecause.NOT_KNOWN if is_unknown else None


def next_reminder(
    case: Case, request_id: UUID, asking: Asking | None, on: date
) -> tuple[date, Chaser] | None:
    """Return the reminder of a request that is next from a London date on, and its day.

    *asking* is how the body was asked by then.  Nothing where none is to go any more.
    """
    request = _unanswered(case, request_id)
    due_on = case.answer_due_on(request) if request else None
    is_held = asking is not None and asking.held is not None
    if request is None or due_on is None or is_held or case.ended_as is not None:
        return None
    return next_chaser(
        case.procedure.chasers,
        due_on=due_on,
        on=on,
        calendar=case.calendar,
        done=asking.reminders if asking else (),
        later_than=_later_than(request, asking),
    )


def _unanswered(case: Case, request_id: UUID) -> InformationRequested | None:
    if request_id in case.evidence.answers:
        return None
    return case.evidence.requests.get(request_id)


def _due(
    case: Case, request: InformationRequested, asking: Asking | None, on: date
) -> Chaser | None:
    due_on = case.answer_due_on(request)
    if due_on is None or (asking is not None and asking.held is not None):
        return None
    return chaser_due(
        case.procedure.chasers,
        due_on=due_on,
        on=on,
        calendar=case.calendar,
        done=asking.reminders if asking else (),
        later_than=_later_than(request, asking),
    )


def _later_than(request: InformationRequested, asking: Asking | None) -> date:
    """Return the day after which reminders count: of the request, or of resuming."""
    resumed_on = asking.resumed_on if asking else None
    return max(request.requested_on, resumed_on or request.requested_on)
