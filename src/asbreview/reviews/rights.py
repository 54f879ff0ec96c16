"""What people of a case ask about their own data, and by when it is answered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from asbreview.domain.calendar import Calendar
from asbreview.domain.erasure import Erasure
from asbreview.domain.erasure_of_texts import TextsErasure
from asbreview.domain.errors import NoSuchThing, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.model import Signed
from asbreview.domain.people import HeardBy, Prose
from asbreview.domain.rights.clock import LONGER, answer_by
from asbreview.domain.rights.facts import Identity, LongerBecause, Right
from asbreview.domain.rights.in_error import RightsFact
from asbreview.domain.rights.record import Rights
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.domain.working_days import WorkingCalendar
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import FAR, Changed, Commands, once
from asbreview.reviews.drafting import draft_to


class RightsCommands(Commands):
    """Requests of people about their own data; on a case that has ended, too."""

    @once
    def receive_data_request(  # noqa: PLR0913  a request is all of these
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        right: Right,
        received_on: date,
        heard_by: HeardBy,
        asked: str,
        identity: Identity,
        signed: Signed,
    ) -> Changed:
        """Record what a person of the case asks about their data, on a London date.

        A letter tells them that it has come, and by when it is answered: within a
        month (UK GDPR, Art. 12(3)).  `NoSuchThing` for whoever is not on the case.
        """
        must_say(asked, asks="Enter what they ask", field="asked")
        case = self.case(case_id)
        if person_id not in case.contact.people:
            raise NoSuchThing("Select whose data it is about", field="person_id")
        rights = case.rights or Rights.open_for(case_id, signed=signed)
        counted = answer_by(received_on, holidays=self.public_holidays())
        rights.receive(
            uuid5(signed.command_id, "data-request"),
            person_id=person_id,
            right=right,
            received_on=received_on,
            heard_by=heard_by,
            asked=case.prose(asked.strip(), "asked", signed=signed),
            identity=identity,
            answer_by=counted.day,
            signed=signed,
        )
        kind = LetterKind.DATA_REQUEST_RECEIVED
        return rights, draft_to(
            replace(case, rights=rights), kind, person_id, signed=signed
        )

    @once
    def show_identity(
        self,
        case_id: UUID,
        request_id: UUID,
        *,
        shown_on: date,
        identity: Identity,
        signed: Signed,
    ) -> Changed:
        """Record that whoever asks showed who they are; a letter tells the new day."""
        case, rights = self._asked(case_id)
        counted = answer_by(shown_on, holidays=self.public_holidays())
        rights.show_identity(
            request_id,
            shown_on=shown_on,
            identity=identity,
            answer_by=counted.day,
            signed=signed,
        )
        kind = LetterKind.DATA_REQUEST_RECEIVED
        to = rights.requests[request_id].person_id
        return rights, draft_to(case, kind, to, signed=signed)

    @once
    def put_off_answer(
        self,
        case_id: UUID,
        request_id: UUID,
        *,
        because: LongerBecause,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Take two further months to answer, and tell the person why by a letter.

        Refused (`ContraryToLaw`) once the month is over.
        """
        must_say(reason, asks="Enter why it takes longer", field="reason")
        case, rights = self._asked(case_id)
        if request_id not in rights.requests:
            raise NoSuchThing("There is no such request")
        counted = answer_by(
            rights.runs_from(request_id), holidays=self.public_holidays(), months=LONGER
        )
        rights.take_longer(
            request_id,
            because=because,
            reason=case.prose(reason.strip(), "reason", signed=signed),
            answer_by=counted.day,
            signed=signed,
        )
        kind = LetterKind.DATA_REQUEST_LONGER
        to = rights.requests[request_id].person_id
        return rights, draft_to(case, kind, to, signed=signed)

    @once
    def withdraw_data_request(
        self,
        case_id: UUID,
        request_id: UUID,
        *,
        withdrawn_on: date,
        said: str,
        signed: Signed,
    ) -> Changed:
        """Record that they do not ask it any more; a letter about it is held back."""
        must_say(said, asks="Enter what they said", field="said")
        case, rights = self._asked(case_id)
        rights.withdraw(
            request_id,
            withdrawn_on=withdrawn_on,
            said=case.prose(said.strip(), "said", signed=signed),
            signed=signed,
        )
        return (rights,)

    def take_back_of_rights(
        self,
        case: Case,
        fact: RightsFact,
        request_id: UUID,
        why: Prose,
        *,
        signed: Signed,
    ) -> Changed:
        """Take back a fact about a request; a letter that would tell it is held."""
        rights = case.rights
        if rights is None:
            raise NoSuchThing("There is no such thing, or it is corrected already")
        if fact is RightsFact.ANSWERED and self.has_erased(request_id):
            raise NotPermittedYet(
                "What was erased on it cannot be brought back: the answer stays"
            )
        letters = list(_letters_of(self, rights, fact, request_id))
        _nothing_may_rest_on(rights, fact, request_id, letters)
        rights.take_back(fact, request_id, reason=why, signed=signed)
        held = [letter for letter in letters if letter.is_open]
        for letter in held:
            letter.hold_back(HeldBecause.CORRECTED, signed=signed)
        return rights, *held

    @once
    def restrict_use(  # noqa: PLR0913  a restriction is all of these
        self,
        case_id: UUID,
        *,
        person_id: UUID,
        texts: Sequence[UUID],
        because: RestrictedBecause,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Restrict the use of texts that tell of a person of the case (Art. 18).

        They are shown with a notice, and are in no letter to anybody else, until it is
        lifted.  `Misrecorded` without a text or a reason.
        """
        must_say(reason, asks="Enter why it is restricted", field="reason")
        case = self.case(case_id)
        if person_id not in case.contact.people:
            raise NoSuchThing("Select whose data it is about", field="person_id")
        rights = case.rights or Rights.open_for(case_id, signed=signed)
        rights.restrict(
            uuid5(signed.command_id, "restriction"),
            person_id=person_id,
            texts=tuple(dict.fromkeys(texts)),
            because=because,
            reason=case.prose(reason.strip(), "reason", signed=signed),
            signed=signed,
        )
        return (rights,)

    @once
    def announce_lifting(
        self, case_id: UUID, restriction_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Tell the person by a letter that a restriction is lifted, and why."""
        must_say(reason, asks="Enter why it is lifted", field="reason")
        case, rights = self._asked(case_id)
        why = case.prose(reason.strip(), "reason", signed=signed)
        rights.announce_lifting(restriction_id, reason=why, signed=signed)
        to = rights.restrictions[restriction_id].person_id
        return rights, draft_to(case, LetterKind.RESTRICTION_LIFTED, to, signed=signed)

    @once
    def lift_restricted_use(
        self, case_id: UUID, restriction_id: UUID, *, signed: Signed
    ) -> Changed:
        """Lift a restriction; `ContraryToLaw` before the person was told."""
        _, rights = self._asked(case_id)
        rights.lift(restriction_id, signed=signed)
        return (rights,)

    def has_erased(self, request_id: UUID) -> bool:
        """Was anything erased because of a request?"""
        return bool(self.recorder.version_as_of(Erasure.id_for(request_id), FAR))

    def erased_on(
        self, request_id: UUID, *, as_of: int | None = None
    ) -> TextsErasure | None:
        """Return what was erased because of a request, by then, if anything was."""
        return self.as_it_stood(TextsErasure, TextsErasure.id_for(request_id), as_of)

    def public_holidays(self) -> WorkingCalendar:
        """Return the bank holidays of England and Wales, without our own days off."""
        return self.get(Calendar, Calendar.ID).public_holidays

    def _asked(self, case_id: UUID) -> tuple[Case, Rights]:
        case = self.case(case_id)
        if case.rights is None:
            raise NoSuchThing("There is no such request")
        return case, case.rights


def _letters_of(
    reviews: Commands, rights: Rights, fact: RightsFact, request_id: UUID
) -> Iterator[Letter]:
    kind = TOLD_BY.get(fact)
    recorded = rights.by_fact[fact].get(request_id)
    if kind is not None and recorded is not None:
        yield from reviews.caused_by(recorded.command_id, kind)


def _nothing_may_rest_on(
    rights: Rights, fact: RightsFact, request_id: UUID, letters: list[Letter]
) -> None:
    order = list(rights.by_fact)
    for later in order[order.index(fact) + 1 :]:
        if request_id in rights.by_fact[later]:
            raise NotPermittedYet(
                "Something was recorded of this request since: record first that that"
                " was in error"
            )
    _no_annotation_may_rest_on(rights, fact, request_id)
    if fact in {RightsFact.TOLD, RightsFact.LIFTING_TOLD}:
        raise NotPermittedYet(
            "Record that its letter was posted in error, or was told in another way in"
            " error"
        )
    if fact is RightsFact.PUT_OFF and any(letter.has_told for letter in letters):
        raise NotPermittedYet("They have been told that it takes longer, and why")


def _no_annotation_may_rest_on(rights: Rights, fact: RightsFact, item_id: UUID) -> None:
    if fact is RightsFact.RECEIVED and rights.annotated_for(item_id):
        raise NotPermittedYet(
            "Texts were annotated because of it: record first that that was in error"
        )
    if fact is not RightsFact.ANNOTATED:
        return
    if rights.annotations[item_id].request_id in rights.answered:
        raise NotPermittedYet("The answer tells of it: record first that it was wrong")
    if any(id_ == item_id for id_, _ in rights.recipients_settled):
        raise NotPermittedYet(
            "Somebody who had the text was told of it, or need not be: if that was in"
            " error, record that first"
        )


TOLD_BY = {
    RightsFact.RECEIVED: LetterKind.DATA_REQUEST_RECEIVED,
    RightsFact.SHOWN: LetterKind.DATA_REQUEST_RECEIVED,
    RightsFact.PUT_OFF: LetterKind.DATA_REQUEST_LONGER,
    RightsFact.ANSWERED: LetterKind.DATA_REQUEST_ANSWERED,
    RightsFact.ANNOUNCED: LetterKind.RESTRICTION_LIFTED,
}
"""By which kind of letter each is told."""
