"""Keeping what an item says to those who need to know it.

Who may say so, and who needs to know, is asked of the policy: a record knows no roles.
"""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from asbreview.domain.contact.facts import ContactMade, ContactRecordedInError
from asbreview.domain.errors import NoSuchThing
from asbreview.domain.evidence.facts import (
    AttendeeNamed,
    EvidenceRecordedInError,
    FileReceived,
    InformationAnswered,
)
from asbreview.domain.evidence.marks import AnswerCame
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.trigger.need_to_know import ItemKeptToSome, ItemShownToAll
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, Commands, once

KEPT_BY_OTHERS: Final = overtaken("Who is to know it was said")


class NeedToKnowCommands(Commands):
    """What is said of one answer, contact or file; on a case that ended, too."""

    @once
    def keep_to_some(  # noqa: PLR0913  to whom, and why
        self,
        case_id: UUID,
        item_id: UUID,
        *,
        bodies: tuple[UUID, ...],
        roles: tuple[str, ...],
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Keep what an answer, a contact or a file says to some bodies and roles.

        Refused (`AlreadyDone`) where it was kept to others, or shown to all, *since* a
        version of the record that keeps it.
        """
        must_say(reason, asks="Enter why it is kept to them", field="reason")
        case = self.case(case_id)
        must_stand(since, case.trigger.kept_since(item_id), says=KEPT_BY_OTHERS)
        must_be_item(case, item_id)
        case.must_know(bodies, field="bodies")
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.keep_to_some(
            item_id, bodies=bodies, roles=roles, reason=why, signed=signed
        )
        return (case.trigger,)

    @once
    def show_to_all(
        self,
        case_id: UUID,
        item_id: UUID,
        *,
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Show what an item says to everybody of the case again; *since* as above."""
        must_say(reason, asks="Enter why all may know it now", field="reason")
        case = self.case(case_id)
        must_stand(since, case.trigger.kept_since(item_id), says=KEPT_BY_OTHERS)
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.show_to_all(item_id, reason=why, signed=signed)
        return (case.trigger,)

    def said_of(self, case: Case, items: frozenset[UUID]) -> Iterator[CaseEvent]:
        """Yield every event of a case that says what one of these items says.

        Those that were recorded in error too, and why: up to the end of the log, and
        not only to where the case was read.
        """
        for record in (case.evidence, case.contact, case.trigger):
            for event in self.events.get(record.id):
                if isinstance(event, CaseEvent) and item_of(event) in items:
                    yield event


def item_of(event: object) -> UUID | None:
    """Return the item whose words an event has; nothing of most."""
    match event:
        case InformationAnswered() | AttendeeNamed() | AnswerCame():
            return event.request_id
        case FileReceived():
            return event.file_id
        case ContactMade():
            return event.contact_id
        case (
            EvidenceRecordedInError()
            | ContactRecordedInError()
            | ItemKeptToSome()
            | ItemShownToAll()
        ):
            return event.item_id
    return None


def must_be_item(case: Case, item_id: UUID) -> None:
    """Refuse (`NoSuchThing`) what is no answer, contact or file of this case."""
    evidence, contact = case.evidence, case.contact
    kept = (evidence.requests, evidence.ever_received, contact.contacts)
    if not any(item_id in known for known in kept):
        raise NoSuchThing("There is no such thing on this case")
