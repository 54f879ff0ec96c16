"""What a victim said of somebody's applying for them; the last of it holds."""

from datetime import date
from uuid import UUID

from asbreview.domain.application import Consent, HowConsented
from asbreview.domain.consent import ConsentStands
from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.in_error import CorrectedRecord
from asbreview.domain.model import Signed
from asbreview.domain.people import Prose
from asbreview.domain.trigger.facts import (
    ConsentRecorded,
    ConsentRefused,
    ConsentWithdrawn,
    SaidOfConsent,
)


class ConsentOnFile(CorrectedRecord):
    """Whether the victim agrees, and what they said of it one time after another."""

    def __init__(
        self,
        case_id: UUID,
        applicant_id: UUID,
        victim_id: UUID,
        consent: Consent | None,
    ) -> None:
        super().__init__(case_id)
        self.applicant_id, self.victim_id = applicant_id, victim_id
        self.victim_corrected_by: UUID | None = None  # the last command that did
        self.consent_on_applying = consent
        self.said_of_consent: dict[UUID, SaidOfConsent] = {}  # by the command

    @property
    def consent(self) -> Consent | None:
        """The victim's consent, if it stands."""
        match next(reversed(self.said_of_consent.values()), None):
            case None:
                return self.consent_on_applying
            case ConsentRecorded() as agreed:
                return agreed.consent
        return None

    @property
    def disagreed(self) -> ConsentRefused | ConsentWithdrawn | None:
        """How the victim said no, if that is what they said last."""
        said = next(reversed(self.said_of_consent.values()), None)
        return None if isinstance(said, ConsentRecorded) else said

    @property
    def consent_stands(self) -> ConsentStands:
        """Does the victim agree that somebody applies for them?"""
        if self.victim_id == self.applicant_id:
            return ConsentStands.NOT_NEEDED
        if self.consent is not None:
            return ConsentStands.GIVEN
        if self.disagreed is None:
            return ConsentStands.UNKNOWN
        was_given = isinstance(self.disagreed, ConsentWithdrawn)
        return ConsentStands.WITHDRAWN if was_given else ConsentStands.REFUSED

    def is_said_last(self, command_id: UUID) -> bool:
        """Is this the last that the victim said, by the command that recorded it?"""
        return next(reversed(self.said_of_consent), None) == command_id

    def record_consent(self, consent: Consent, *, signed: Signed) -> None:
        """Record that the victim agrees to the application, perhaps after all."""
        self.must_be_open()
        if self.consent_stands in {ConsentStands.NOT_NEEDED, ConsentStands.GIVEN}:
            raise AlreadyDone("No consent is needed, or it is recorded already")
        if consent.given_by != self.victim_id:
            raise Misrecorded("Only the victim can consent", field="given_by")
        was_given(consent, signed=signed)
        if said_no_on := self._disagreed_on():
            what = "The consent, given after all,"
            is_not_before(consent.given_on, said_no_on, what=what, field="given_on")
        self._record(ConsentRecorded, signed, consent=consent)

    def refuse_consent(
        self, *, refused_on: date, how: HowConsented, said: Prose, signed: Signed
    ) -> None:
        """Record that the victim, once asked, does not agree; it ends no case."""
        self.must_be_open()
        if self.consent_stands is ConsentStands.GIVEN:
            raise AlreadyDone("The victim agreed: record that they withdraw it")
        if self.consent_stands is not ConsentStands.UNKNOWN:
            raise AlreadyDone("No consent is needed, or it was refused already")
        has_happened(refused_on, what="The refusal", field="given_on", signed=signed)
        self._record(ConsentRefused, signed, refused_on=refused_on, how=how, said=said)

    def withdraw_consent(
        self, *, withdrawn_on: date, how: HowConsented, said: Prose, signed: Signed
    ) -> None:
        """Record that the victim takes their consent back; it ends no case."""
        self.must_be_open()
        if self.consent is None or self.consent_stands is ConsentStands.NOT_NEEDED:
            raise NotPermittedYet("There is no consent to withdraw")
        what, given_on = "The withdrawal of the consent", self.consent.given_on
        has_happened(withdrawn_on, what=what, field="given_on", signed=signed)
        is_not_before(withdrawn_on, given_on, what=what, field="given_on")
        self._record(
            ConsentWithdrawn, signed, withdrawn_on=withdrawn_on, how=how, said=said
        )

    def must_be_open(self) -> None:
        """Refuse (`NotPermittedYet`) what cannot follow the end of a case."""
        raise NotImplementedError

    def _said_as(self, topic: str) -> frozenset[UUID]:
        """Return the commands that recorded what was said under a topic."""
        said = self.said_of_consent.items()
        return frozenset(id_ for id_, event in said if topic == event.TOPIC)

    def _disagreed_on(self) -> date | None:
        if isinstance(self.disagreed, ConsentRefused):
            return self.disagreed.refused_on
        return self.disagreed.withdrawn_on if self.disagreed else None


def was_given(consent: Consent, *, signed: Signed) -> None:
    """Refuse (`Misrecorded`) a consent that is yet to come."""
    has_happened(consent.given_on, what="The consent", field="given_on", signed=signed)
