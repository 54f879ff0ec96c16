"""Who applies for a review, and whether the people fit what is said of them."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from asbreview.domain.application import Capacity, Consent
from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import Misrecorded
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.reviews.told import (
    ConsentTold,
    PersonTold,
)


@dataclass(frozen=True)
class Applying:
    """Who applies; the victim, if that is another; and whether the victim agreed."""

    applicant: PersonTold
    victim: PersonTold | None
    consent: ConsentTold | None

    def must_fit(self, capacity: Capacity) -> None:
        """Refuse an application whose people do not fit what it says of them."""
        people_must_fit(
            capacity,
            names_a_victim=self.victim is not None,
            consents=self.consent is not None,
        )

    @property
    def letters(self) -> tuple[LetterKind, ...]:
        """The letters that the application causes."""
        if self.victim is None or self.consent is not None:
            return (LetterKind.ACKNOWLEDGEMENT,)
        return LetterKind.ACKNOWLEDGEMENT, LetterKind.CONSENT

    def open_file(self, *, signed: Signed) -> Contact:
        """Open the contact file of the case with these people."""
        case_id = signed.new_case_id
        victim = self.victim
        return Contact.open_file(
            case_id,
            applicant=self.applicant.sealed(uuid5(case_id, "applicant")),
            victim=victim.sealed(uuid5(case_id, "victim")) if victim else None,
            signed=signed,
        )

    def consent_of(self, victim_id: UUID) -> Consent | None:
        """Return the consent, if it was given and somebody else applies."""
        if self.consent is None or self.victim is None:
            return None
        given_on, how = self.consent.given_on, self.consent.how
        return Consent(given_by=victim_id, given_on=given_on, how=how)


def people_must_fit(
    capacity: Capacity | None, *, names_a_victim: bool, consents: bool
) -> None:
    """Refuse (`Misrecorded`) a victim who is missing, or one too many."""
    if capacity is Capacity.VICTIM and names_a_victim:
        raise Misrecorded(
            "Somebody who applies for another is not “the victim”: change who applies",
            field="capacity",
        )
    if (capacity is Capacity.REPRESENTATIVE or consents) and not names_a_victim:
        raise Misrecorded(
            "Enter the name of the victim they apply for", field="victim_name"
        )
