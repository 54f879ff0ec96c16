"""What was recorded in error of keeping in touch with the people of a case."""

from typing import Final
from uuid import UUID

from asbreview.domain.contact.adjustments import AdjustmentAskedFor
from asbreview.domain.contact.asking import AskingFact
from asbreview.domain.contact.facts import PromiseKept
from asbreview.domain.contact.in_error import ContactFact
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, Commands

OF_CONTACT: Final = frozenset[str](
    {PromiseKept.TOPIC, AdjustmentAskedFor.TOPIC, *AskingFact, *ContactFact}
)


class ContactsInError(Commands):
    """A promise kept, a call answered, something asked for: not so after all."""

    def _correct_contact(
        self, case: Case, topic: str, item_id: UUID, why: Prose, *, signed: Signed
    ) -> Changed:
        """Take it back; what rested on it is owed, or open, as it was before."""
        contact = case.contact
        match topic:
            case PromiseKept.TOPIC:
                contact.take_back_keeping(item_id, reason=why, signed=signed)
            case AdjustmentAskedFor.TOPIC:
                contact.take_back_adjustment(item_id, reason=why, signed=signed)
            case ContactFact.HELP_ANSWERED:
                contact.take_back(topic, item_id, reason=why, signed=signed)
            case ContactFact.CAME_BACK:
                raise NotPermittedYet("Record that its letter came back in error")
            case _:
                fact = AskingFact(topic)
                return self._not_asked(case, fact, item_id, why, signed=signed)
        return (contact,)

    def _not_asked(
        self,
        case: Case,
        fact: AskingFact,
        asked_id: UUID,
        why: Prose,
        *,
        signed: Signed,
    ) -> Changed:
        """Take back that the applicant was asked, and hold that letter; or answered."""
        asked = case.contact.asked.get(asked_id)
        case.contact.take_back_asking(fact, asked_id, reason=why, signed=signed)
        if fact is not AskingFact.ASKED or asked is None:
            return (case.contact,)
        letters = self.caused_by(asked.command_id, LetterKind.REQUEST)
        held = [letter for letter in letters if letter.is_open]
        for letter in held:
            letter.hold_back(HeldBecause.CORRECTED, signed=signed)
        return case.contact, *held
