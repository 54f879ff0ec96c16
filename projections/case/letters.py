"""What each event of a letter does to a case.

To import this module is to teach them to `happens`.
"""

from datetime import date
from uuid import UUID

from asbreview.domain.letter.approving import LetterApproved, LetterSentBack
from asbreview.domain.letter.facts import (
    HeldBecause,
    LetterCancelled,
    LetterDrafted,
    LetterHandedOver,
    LetterHeldBack,
    LetterPosted,
    LetterPrepared,
    LetterRedrawn,
    LetterToldOtherwise,
    Status,
)
from asbreview.domain.letter.sending import (
    LetterAccepted,
    LetterFailed,
    LetterFoundSent,
    LetterFoundUnsent,
    LetterRefusedForNow,
    LetterReturned,
    LetterUncertain,
)
from asbreview.domain.model import CaseEvent
from projections.case.in_touch import Given
from projections.case.on_record import Written
from projections.case.review import happens
from projections.case.state import Case

__all__ = ["happens", "has_gone"]


@happens.register
def _(event: LetterDrafted, case: Case) -> None:
    case.letters[event.originator_id] = Written(
        kind=event.kind,
        to=event.to,
        drafted_by=event.command_id,
        drawn_from=_drawn_from(event),
    )


@happens.register
def _(event: LetterHeldBack, case: Case) -> None:
    letter = case.letters[event.originator_id]
    letter.status, letter.held_because = Status.HELD, event.because


@happens.register
def _(event: LetterRedrawn, case: Case) -> None:
    letter = case.letters[event.originator_id]
    letter.status, letter.held_because = Status.DRAFTED, None
    letter.drawn_from = _drawn_from(event)


@happens.register
def _(event: LetterApproved, case: Case) -> None:
    letter = case.letters[event.originator_id]
    letter.status, letter.held_because = Status.DRAFTED, None


@happens.register
def _(event: LetterSentBack, case: Case) -> None:
    case.letters[event.originator_id].held_because = HeldBecause.SENT_BACK


@happens.register
def _(event: LetterPrepared, case: Case) -> None:
    case.letters[event.originator_id].status = Status.PREPARED


@happens.register
def _(event: LetterHandedOver, case: Case) -> None:
    case.letters[event.originator_id].status = event.status


@happens.register
def _(event: LetterRefusedForNow, case: Case) -> None:
    case.letters[event.originator_id].status = Status.PREPARED


@happens.register
def _(event: LetterUncertain, case: Case) -> None:
    case.letters[event.originator_id].status = Status.UNKNOWN


@happens.register
def _(event: LetterAccepted, case: Case) -> None:
    has_gone(case, event, Status.ACCEPTED, event.sent_on)


@happens.register
def _(event: LetterFoundSent, case: Case) -> None:
    has_gone(case, event, Status.ACCEPTED, event.sent_on)


@happens.register
def _(event: LetterFoundUnsent, case: Case) -> None:
    case.letters[event.originator_id].status = Status.HELD


@happens.register
def _(event: LetterFailed, case: Case) -> None:
    _has_not_gone(case, event)


@happens.register
def _(event: LetterReturned, case: Case) -> None:
    _has_not_gone(case, event)


@happens.register
def _(event: LetterPosted, case: Case) -> None:
    has_gone(case, event, Status.POSTED, event.posted_on)


@happens.register
def _(event: LetterToldOtherwise, case: Case) -> None:
    has_gone(case, event, Status.TOLD_OTHERWISE, event.told_on)


@happens.register
def _(event: LetterCancelled, case: Case) -> None:
    case.letters[event.originator_id].status = Status.CANCELLED


def _drawn_from(event: LetterDrafted | LetterRedrawn) -> dict[UUID, int]:
    return {relied.record_id: relied.version for relied in event.drawn_from}


def has_gone(case: Case, event: CaseEvent, status: Status, on: date) -> None:
    """Remember that whoever it is to heard from us by it, whichever way it went."""
    letter = case.letters[event.originator_id]
    letter.status, letter.held_because = status, None
    case.in_touch[event.originator_id] = on
    case.given[event.originator_id] = Given(person_id=letter.to, on=on)


def _has_not_gone(case: Case, event: CaseEvent) -> None:
    """Remember that it reached nobody, even if it had been taken."""
    letter = case.letters[event.originator_id]
    letter.status, letter.held_because = Status.HELD, None
    case.in_touch.pop(event.originator_id, None)
    case.given.pop(event.originator_id, None)
