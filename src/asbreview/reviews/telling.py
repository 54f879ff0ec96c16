"""What a case knows of somebody's having been told, by a letter that has gone."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.people import Prose
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Commands

SENT_AFTER_THE_END: Final = frozenset(
    {
        LetterKind.CLOSING,
        LetterKind.CHALLENGE_RECEIVED,
        LetterKind.CHALLENGE_HEARING,
        LetterKind.CHALLENGE_DECIDED,
        LetterKind.DAYS_MOVED,
        LetterKind.DATA_REQUEST_RECEIVED,
        LetterKind.DATA_REQUEST_LONGER,
        LetterKind.DATA_REQUEST_ANSWERED,
        LetterKind.RESTRICTION_LIFTED,
    }
)
TELLS: Final = {
    LetterKind.ACKNOWLEDGEMENT: TriggerFact.ACKNOWLEDGED,
    LetterKind.LINKED_REVIEW: TriggerFact.ACKNOWLEDGED,
    LetterKind.THRESHOLD_MET: TriggerFact.TOLD,
    LetterKind.THRESHOLD_NOT_MET: TriggerFact.TOLD,
    LetterKind.OUTCOME: OutcomeFact.TOLD,
}
"""What a letter tells; letters of several kinds may be posted by one command."""


class Telling(Commands):
    """A letter tells what it says when it has gone."""

    def _tell(self, case: Case, letter: Letter, on: date, *, signed: Signed) -> None:
        """Record on the case what somebody has been told by a letter."""
        match letter.kind:
            case LetterKind.ACKNOWLEDGEMENT | LetterKind.LINKED_REVIEW:
                case.trigger.acknowledge(acknowledged_on=on, signed=signed)
            case LetterKind.THRESHOLD_MET | LetterKind.THRESHOLD_NOT_MET:
                case.trigger.tell_threshold(told_on=on, signed=signed)
            case LetterKind.OUTCOME:
                case.outcome.tell(told_on=on, signed=signed)
            case LetterKind.DATA_REQUEST_ANSWERED | LetterKind.RESTRICTION_LIFTED:
                _tell_of_data(case, letter, on, signed=signed)
            case LetterKind.DAYS_MOVED:
                drawn = self.case_as(letter.case_id, letter.drawn_from)
                for owed in drawn.contact.owed_to(letter.to):
                    if owed.telling_id in case.contact.tellings:
                        id_ = owed.telling_id
                        case.contact.tell_moved_days(id_, told_on=on, signed=signed)


def _tell_of_data(case: Case, letter: Letter, on: date, *, signed: Signed) -> None:
    """Record what somebody was told of their data: an answer, or a lifting."""
    rights = case.rights
    if rights is None:
        return
    for id_, told in [*rights.answered.items(), *rights.announced.items()]:
        if Letter.caused_by(told.command_id, letter.kind) != letter.id:
            continue
        if letter.kind is LetterKind.RESTRICTION_LIFTED:
            rights.tell_lifting(id_, told_on=on, signed=signed)
        else:
            rights.tell_answer(id_, told_on=on, signed=signed)


def untell(
    case: Case, letter: Letter, told_by: UUID | None, why: Prose, *, signed: Signed
) -> None:
    """Take back what a command recorded as told: the letter told nobody anything.

    Of a case that has ended, only what is told after its end is taken back; of a letter
    that never went nothing.
    """
    if told_by is None:
        return
    if case.ended_as is not None and letter.kind not in SENT_AFTER_THE_END:
        return
    trigger, outcome, contact = case.trigger, case.outcome, case.contact
    told, id_ = TELLS.get(letter.kind), case.case_id
    if isinstance(told, TriggerFact) and trigger.told_by.get(told) == told_by:
        trigger.take_back(told, id_, reason=why, signed=signed)
    if told is OutcomeFact.TOLD and outcome.told_by == told_by:
        outcome.take_back(OutcomeFact.TOLD, id_, reason=why, signed=signed)
    if rights := case.rights:
        for fact, item_id in rights.told_by(told_by):
            rights.take_back(fact, item_id, reason=why, signed=signed)
    for telling_id in contact.told_by_letter(letter.to, told_by):
        contact.take_back_telling(telling_id, reason=why, signed=signed)


def telling(cases: Iterable[Case]) -> list[Aggregate]:
    """Return the records of cases on which something is now told, or is no more."""
    return [
        record
        for case in cases
        for record in (case.trigger, case.outcome, case.contact, case.rights)
        if record is not None and record.pending_events
    ]
