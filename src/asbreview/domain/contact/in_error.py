"""What may have been put on record of keeping in touch in error."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from asbreview.domain.in_error import FactRecordedInError

if TYPE_CHECKING:
    from asbreview.domain.contact.record import Contact


class ContactFact(StrEnum):
    """What may turn out not to have happened, by the topic it is recorded under."""

    HELP_ANSWERED = "contact.help-answered"
    CAME_BACK = "contact.letter-came-back"


class ContactFactInError(FactRecordedInError):
    """Something was recorded of keeping in touch that did not happen, or not so."""

    TOPIC: ClassVar[str] = "contact.fact-in-error"

    fact: ContactFact

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return self.fact

    def apply(self, aggregate: "Contact") -> None:
        """Leave it out of account from now on."""
        match self.fact:
            case ContactFact.HELP_ANSWERED:
                aggregate.call_again(self.item_id)
            case ContactFact.CAME_BACK:
                aggregate.came_back.pop(self.item_id, None)
