"""Forgetting a person, and finishing what a crash left half done."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID, uuid5

from eventsourcing.persistence import IntegrityError

from asbreview.domain.erasure import Basis, Erasure, Redaction
from asbreview.domain.erasure_of_case import CaseErasure
from asbreview.domain.erasure_of_texts import TextsErasure
from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.model import Aggregate, Signed
from asbreview.domain.retention.disposals import Disposals
from asbreview.reviews.case import Case, rely
from asbreview.reviews.commanding import FAR, Changed, once
from asbreview.reviews.two_officers import TwoOfficersCommands

REMOVED: Final = "[removed]"
AnErasure = Erasure | CaseErasure | TextsErasure


class ErasingCommands(TwoOfficersCommands):
    """What tells of a person is destroyed; dates, decisions and figures stay."""

    @once
    def decide_erasure(  # noqa: PLR0913  what is decided
        self,
        case_id: UUID,
        person_id: UUID,
        *,
        basis: Basis,
        texts: Sequence[UUID],
        instead: Mapping[UUID, str],
        remains: str,
        signed: Signed,
    ) -> Changed:
        """Decide to forget a person of a case.

        *texts* are those found to tell of them; *instead* holds, for each that must
        not stay, what is to stand in its place.  `finish_erasure` does the rest.
        Refused (`NotPermittedYet`) while anything holds the person or the case, and
        (`AlreadyDone`) while a proposal to forget them waits for another officer.
        Every record is relied on, so that a text added meanwhile is not overlooked,
        nor a hold, a request about data or a restriction of its use.

        This is one officer's decision: where another may approve it, it is proposed
        (`docs/decisions/0108`).
        """
        case = self.case(case_id)
        self.may_forget(case, person_id)
        disposals = self._disposals_without(person_id, case)
        erasure = Erasure.decide(
            case_id,
            person_id=person_id,
            basis=basis,
            texts=tuple(texts),
            redactions=redactions(case, person_id, texts, instead, signed=signed),
            drafts=disposals.every_draft(case_id, person_id) if disposals else (),
            remains=remains,
            signed=signed,
        )
        rely(case.records, "erasure", signed=signed)
        held = self.rely_on_no_hold(case, "erasure", signed=signed)
        return erasure, *case.records, *held

    def _disposals_without(self, person_id: UUID, case: Case) -> Disposals | None:
        disposals = self.disposals(case.procedure.procedure_id)
        if disposals:
            disposals.must_not_wait_of(person_id)
        return disposals

    def finish_erasure(self, subject_id: UUID, *, signed: Signed) -> int:
        """Destroy the keys of a person, a case or some texts, then record it.

        Done again, it finishes what is left.

        Of two processes that finish it at once, as when both are started, one records
        it, and that is the answer of both.  A key whose bytes a reader keeps on the
        disk is `StillRead`: call again.
        """
        erasure = self.erasure_of(subject_id)
        packs = () if erasure.is_done else self._packs_that_tell_of(erasure)
        for owner in (*erasure.owners, *packs):
            self.keyring.destroy(owner)
        if erasure.is_done:
            return self.end_of_log()
        try:
            return self.record_destroyed(subject_id, packs=packs, signed=signed)
        except (AlreadyDone, IntegrityError):
            if not self.erasure_of(subject_id).is_done:
                raise
            return self.end_of_log()

    def cases_being_erased(self) -> set[UUID]:
        """Return the cases on which an erasure was decided and is not finished."""
        found = map(self._erasure, self.recorder.erasures())
        return {erasure.case_id for erasure in found if not erasure.is_done}

    def finish_erasures(self, *, signed: Signed) -> None:
        """Destroy again whatever was decided to be destroyed, at every start.

        So a crash between decision and destruction, or an older key file put back,
        leaves nobody remembered who was to be forgotten.
        """
        for erasure_id in self.recorder.erasures():
            subject_id = self._erasure(erasure_id).subject_id
            own = uuid5(signed.command_id, subject_id.hex)
            self.finish_erasure(
                subject_id, signed=signed.model_copy(update={"command_id": own})
            )

    def erasure_of(self, subject_id: UUID) -> AnErasure:
        """Return what was decided of a person, a case or a request for erasure.

        `NoSuchThing` if nothing was.
        """
        return self._erasure(Erasure.id_for(subject_id))

    def _erasure(self, erasure_id: UUID) -> AnErasure:
        """Return the erasure of whichever kind: its record opens as what it is."""
        return self.get(Aggregate, erasure_id)  # type: ignore[return-value]

    @once
    def record_destroyed(
        self, subject_id: UUID, *, packs: tuple[UUID, ...] = (), signed: Signed
    ) -> Changed:
        """Record that the keys are destroyed, and those of some packs."""
        erasure = self.erasure_of(subject_id)
        erasure.destroyed(packs=packs, signed=signed)
        return (erasure,)

    def _packs_that_tell_of(self, erasure: AnErasure) -> tuple[UUID, ...]:
        """Return every pack of the case: each tells of all who were on it.

        One that is still being made has no key yet; it then never gets one.
        """
        return tuple(pack.id for pack in self.packs_of(erasure.case_id))

    def may_forget(self, case: Case, person_id: UUID) -> None:
        """Refuse to forget a person whom something holds (`NotPermittedYet`).

        `NoSuchThing` for nobody of the case, `AlreadyDone` where it was decided.
        """
        if person_id not in case.contact.people:
            raise NoSuchThing("There is no such person on this case")
        if self.recorder.version_as_of(Erasure.id_for(person_id), FAR):
            raise AlreadyDone("It has been decided already to forget this person")
        if held := self.held_by(case, person_id):
            raise NotPermittedYet(f"Nothing can be destroyed. {held[0]}")


def redactions(
    case: Case,
    person_id: UUID,
    texts: Sequence[UUID],
    instead: Mapping[UUID, str],
    *,
    signed: Signed,
) -> tuple[Redaction, ...]:
    """Return the texts written again, which tell of the person no longer."""
    if not set(instead) <= set(texts):
        raise Misrecorded("Only a text found to tell of the person is rewritten")
    said = case.rights.said_by(person_id) if case.rights else set()
    gone = dict.fromkeys(said & set(texts), REMOVED)  # it goes with whoever said it
    others = tuple(p for p in case.contact.everyone if p != person_id)
    return tuple(
        Redaction(
            text_id=text_id,
            instead=case.prose(
                text, f"instead/{text_id.hex}", signed=signed
            ).model_copy(update={"about": others}),
        )
        for text_id, text in {**instead, **gone}.items()
    )


def finishing(signed: Signed) -> Signed:
    """Return who finishes what a command began, under an id of its own."""
    return signed.model_copy(update={"command_id": uuid5(signed.command_id, "finish")})
