"""Calls for help: what somebody who follows their application needs, and our answer.

What they need is about them, and sealed; that they do not feel safe is told in the
clear, or nobody could see from a list which call comes first.
"""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from asbreview.domain.contact.updates import UpdatesOnFile
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import OfPerson, Prose

if TYPE_CHECKING:
    from asbreview.domain.contact.record import Contact

PARTED_BY: Final = "; "


class Need(StrEnum):
    """What somebody needs of us."""

    SAFETY = "does not feel safe"
    ADJUSTMENT = "needs an adjustment"
    LETTER = "does not understand a letter"
    CALL = "would like to be rung"


class HelpAskedFor(CaseEvent):
    """Somebody who follows their application asked for help; we answer by a day.

    `needs` holds what they chose, parted by "; "; `said` their own words, if any.
    """

    TOPIC: ClassVar[str] = "contact.help-asked-for"

    help_id: UUID
    person_id: UUID
    asked_on: date
    answer_by: date
    not_safe: bool
    needs: OfPerson
    said: Prose

    def apply(self, aggregate: "Contact") -> None:
        """Remember that they wait for us."""
        aggregate.calls[self.help_id] = self


class HelpAnswered(CaseEvent):
    """Whoever had asked for help was spoken to, in a contact."""

    TOPIC: ClassVar[str] = "contact.help-answered"

    help_id: UUID
    answered_on: date
    contact_id: UUID

    def apply(self, aggregate: "Contact") -> None:
        """Remember that they wait no longer, and in what contact it was."""
        if asked := aggregate.calls.pop(self.help_id, None):
            aggregate.calls_answered[self.help_id] = asked
            aggregate.calls_answered_in[self.help_id] = self.contact_id


class CallsForHelp(UpdatesOnFile):
    """Who asked for help, and who has been answered."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.calls: dict[UUID, HelpAskedFor] = {}
        self.calls_answered: dict[UUID, HelpAskedFor] = {}
        self.calls_answered_in: dict[UUID, UUID] = {}

    def unanswered_calls(self, person_id: UUID) -> list[HelpAskedFor]:
        """Return what a person asked and was not answered yet; the oldest first."""
        return [call for call in self.calls.values() if call.person_id == person_id]

    def wait_again(self, contact_id: UUID) -> None:
        """Hold that nobody was answered in a contact, which was recorded in error."""
        for help_id, answered_in in list(self.calls_answered_in.items()):
            if answered_in == contact_id:
                self.call_again(help_id)

    def call_again(self, help_id: UUID) -> None:
        """Hold that a call for help is open; it is answered by the day it was due."""
        del self.calls_answered_in[help_id]
        self.calls[help_id] = self.calls_answered.pop(help_id)

    def ask_for_help(  # noqa: PLR0913  a call for help is all of these
        self,
        help_id: UUID,
        *,
        person_id: UUID,
        answer_by: date,
        not_safe: bool,
        needs: OfPerson,
        said: Prose,
        signed: Signed,
    ) -> None:
        """Record that a person asked for help today; it is answered by a London day.

        It is taken at any time, on a case that ended too.
        """
        self._record(
            HelpAskedFor,
            signed,
            help_id=help_id,
            person_id=person_id,
            asked_on=signed.on,
            answer_by=answer_by,
            not_safe=not_safe,
            needs=needs,
            said=said,
        )

    def answer_help(
        self, help_id: UUID, *, answered_on: date, contact_id: UUID, signed: Signed
    ) -> None:
        """Record that somebody was answered, on a London date, in a contact.

        Refused: nothing of it is open (`AlreadyDone`), and a day before they asked or
        to come (`Misrecorded`).
        """
        asked = self.calls.get(help_id)
        if asked is None:
            raise AlreadyDone("They have been answered, or did not ask")
        what, field = "The answer", "made_on"
        has_happened(answered_on, what=what, field=field, signed=signed)
        is_not_before(answered_on, asked.asked_on, what=what, field=field)
        self._record(
            HelpAnswered,
            signed,
            help_id=help_id,
            answered_on=answered_on,
            contact_id=contact_id,
        )


def must_need(needs: tuple[Need, ...], said: str) -> None:
    """Refuse (`Misrecorded`) a call that says nothing at all."""
    if not needs and not said.strip():
        raise Misrecorded("Select what you need, or write it below", field="needs")
