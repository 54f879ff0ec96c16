"""An application for a case review: who applies, how, and about what."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from asbreview.domain.errors import Misrecorded
from asbreview.domain.model import Value


class HowApplied(StrEnum):
    """The way an application came in."""

    WEB = "online form"
    PAPER = "paper form or letter"
    EMAIL = "email"
    PHONE = "phone"
    POLICE_101 = "the police's 101 number"
    IN_PERSON = "in person"
    LANDLORD = "through a landlord"


class Capacity(StrEnum):
    """As what a person applies."""

    VICTIM = "the victim"
    REPRESENTATIVE = "somebody on the victim's behalf"
    BUSINESS = "a business"
    COMMUNITY_GROUP = "a community group"
    AGENCY = "an agency"


class Category(StrEnum):
    """What the behaviour mostly is; the scrutiny committee asks for these."""

    NEIGHBOUR_DISPUTE = "neighbour dispute"
    NOISE = "noise"
    VEHICLES = "vehicles"
    DRUGS = "drugs"
    YOUTHS = "groups of young people"
    ANIMALS = "animals"
    DAMAGE = "damage or litter"
    OTHER = "something else"


class Wish(StrEnum):
    """How an applicant says, on applying, that they would take part."""

    ATTEND = "attend the meeting"
    REPRESENTED = "be represented"
    STATEMENT = "send a statement"
    NOT = "not take part"
    UNDECIDED = "not decided"


def names_a_place(told: str, *, field: str) -> None:
    """Refuse (`Misrecorded`) what looks like an address: places are never sealed."""
    if any(letter.isdigit() for letter in told):
        raise Misrecorded(
            "Enter the name of the place only, without a number or a postcode: it is"
            " kept for the figures, and cannot be erased",
            field=field,
        )


class HowConsented(StrEnum):
    """How a victim agreed that somebody may apply for them."""

    IN_WRITING = "in writing"
    BY_WORD_OF_MOUTH = "by word of mouth"


class Consent(Value):
    """A victim's agreement that somebody applies for them."""

    given_by: UUID
    given_on: date
    how: HowConsented


class Application(Value):
    """What an application says, apart from the people and their own words."""

    applied_on: date
    how: HowApplied
    capacity: Capacity
    category: Category
    place: str
    wish: Wish
