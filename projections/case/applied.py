"""What an application tells, of whom, and whether the victim agrees to it."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from asbreview.domain.application import Category
from asbreview.domain.trigger.came import Came


class Told(BaseModel):
    """What an application tells, apart from the people and their own words."""

    reference: str
    procedure_id: str
    procedure_version: int
    applied_on: date
    category: Category
    place: str
    applicant_id: UUID
    victim_id: UUID
    came: Came | None = None
    came_on: date | None = None

    @property
    def began_on(self) -> date:
        """The day from which the clocks run here: it came, or was applied for."""
        return self.came_on or self.applied_on


class Tokens(BaseModel):
    """A person's name and address, sealed."""

    name: str
    address: str


class Said(BaseModel):
    """What the victim said of somebody's applying for them."""

    agrees: bool
    on: date


class Applied(BaseModel):
    """Who applied for whom, what they told, and whether the victim agrees."""

    case_id: UUID
    told: Told | None = None
    people: dict[UUID, Tokens] = {}
    consent_on_applying: date | None = None
    said_of_consent: dict[UUID, Said] = {}

    @property
    def consented_on(self) -> date | None:
        """The day on which the victim agreed, if they still do."""
        said = next(reversed(self.said_of_consent.values()), None)
        if said is None:
            return self.consent_on_applying
        return said.on if said.agrees else None

    @property
    def disagreed_on(self) -> date | None:
        """The day on which the victim said no, if that was the last they said."""
        said = next(reversed(self.said_of_consent.values()), None)
        return said.on if said and not said.agrees else None

    @property
    def needs_consent(self) -> bool:
        """Does somebody apply for a victim who has still to say if they agree?"""
        said = self.consented_on or self.disagreed_on
        if self.told is None or said is not None:
            return False
        return self.told.victim_id != self.told.applicant_id
