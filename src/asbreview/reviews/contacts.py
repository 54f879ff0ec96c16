"""Contact with the people of a case: their details, calls, visits, promises."""

from datetime import date
from uuid import UUID, uuid5

from eventsourcing.persistence import IntegrityError

from asbreview.domain.contact.facts import Direction, Promise, WasFor
from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel, Safety
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.told import (
    NOTHING_KNOWN,
    CircumstancesTold,
    PersonTold,
    PromiseTold,
)


class ContactCommands(Commands):
    """What was said, what was promised, and how to reach whom."""

    @once
    def change_contact_details(  # noqa: PLR0913  what is recorded of a person
        self,
        case_id: UUID,
        person_id: UUID,
        told: PersonTold,
        *,
        looked_at: bool = True,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Record a person's new details; letters drafted to the old are held back.

        *looked_at* says that a caseworker has seen to the addresses: letters may go
        again where one came back; *since*, which details were changed into these.
        Refused (`AlreadyDone`) where others were recorded since.
        """
        case, person = self.case(case_id), told.sealed(person_id)
        case.contact.change_details(
            person, looked_at=looked_at, since=since, signed=signed
        )
        return (case.contact,)

    def say_how_to_reach(
        self,
        case_id: UUID,
        person_id: UUID,
        *,
        prefers: Channel,
        at_most: Safety,
        signed: Signed,
    ) -> int:
        """Record what a person prefers, and that no way but these is safe for them.

        Nothing else of their details changes, and no way becomes safe: it is said of
        the details that hold when it is saved.  It is never refused for what somebody
        else saves at the same moment, but said again of what that came to.
        """
        while True:
            known = self.case(case_id).contact.version
            try:
                return self._say_how_to_reach(
                    case_id, person_id, prefers=prefers, at_most=at_most, signed=signed
                )
            except IntegrityError:
                if self.case(case_id).contact.version == known:
                    raise

    @once
    def _say_how_to_reach(
        self,
        case_id: UUID,
        person_id: UUID,
        *,
        prefers: Channel,
        at_most: Safety,
        signed: Signed,
    ) -> Changed:
        contact = self.case(case_id).contact
        person = contact.people[person_id]
        told = PersonTold(
            name=self._known(person.name),
            address=self._known(person.address),
            email=self._known(person.email),
            phone=self._known(person.phone),
            safe=person.safe.at_most(at_most),
            prefers=prefers,
        )
        contact.change_details(told.sealed(person_id), looked_at=False, signed=signed)
        return (contact,)

    def _known(self, sealed: Sealed[str]) -> str:
        words = self.keyring.reveal(sealed)
        if words is ERASED:
            raise NoSuchThing("They were forgotten: there is no way to reach them")
        return words

    @once
    def record_circumstances(
        self,
        case_id: UUID,
        person_id: UUID,
        told: CircumstancesTold,
        *,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Record what is known of a person; empty it takes back what was known.

        *since* says which of it was changed into this.  Refused (`AlreadyDone`) where
        other was recorded since, and (`Misrecorded`) where nothing is told, and nothing
        was known before.
        """
        case = self.case(case_id)
        if told == NOTHING_KNOWN and person_id not in case.contact.circumstances:
            raise Misrecorded("Enter at least one thing, or go back", field="language")
        case.contact.record_circumstances(
            told.sealed(person_id), since=since, signed=signed
        )
        return (case.contact,)

    @once
    def replace_status_code(self, case_id: UUID, *, signed: Signed) -> Changed:
        """Give the applicant another code to follow the case with; the old one ends."""
        case = self.case(case_id)
        case.contact.replace_status_code(signed=signed)
        return (case.contact,)

    @once
    def make_contact(  # noqa: PLR0913  what a caseworker notes of a call
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        channel: Channel,
        direction: Direction,
        made_on: date,
        said: str,
        promise: PromiseTold | None = None,
        was_for: WasFor | None = None,
        signed: Signed,
    ) -> Changed:
        """Record a contact, on a London date, and what was promised by which day.

        What it *was for* is said, if at all, of one that came to us (`Misrecorded`).
        """
        case = self.case(case_id)
        case.contact.make(
            uuid5(signed.command_id, "contact"),
            person_id=person_id,
            channel=channel,
            direction=direction,
            made_on=made_on,
            said=case.prose(said, "said", signed=signed),
            promise=promised_in(case, promise, signed=signed),
            was_for=was_for,
            signed=signed,
        )
        return (case.contact,)

    @once
    def keep_promise(
        self, case_id: UUID, promise_id: UUID, *, kept_on: date, signed: Signed
    ) -> Changed:
        """Record that a promise was kept, on a London date."""
        case = self.case(case_id)
        case.contact.keep_promise(promise_id, kept_on=kept_on, signed=signed)
        return (case.contact,)

    @once
    def correct_contact(
        self, case_id: UUID, item_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Record that a contact was recorded in error."""
        case = self.case(case_id)
        why = case.prose(reason, "reason", signed=signed)
        case.contact.record_in_error(item_id, reason=why, signed=signed)
        return (case.contact,)


def promised_in(
    case: Case, told: PromiseTold | None, *, signed: Signed
) -> Promise | None:
    """Return what was promised in the contact that a command records, if anything."""
    if told is None:
        return None
    return Promise(
        promise_id=uuid5(signed.command_id, "promise"),
        promised=case.prose(told.promised, "promised", signed=signed),
        due_on=told.due_on,
    )
