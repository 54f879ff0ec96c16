"""What a local review procedure says of itself: its area, bodies, sources, reporting.

What a partnership has not published is its own choice, and says so: it is never shown
as published.
"""

from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.model import Value

BODIES: Final = UUID("0d5b8a0e-6a55-5c0b-8f43-2f8f6a5d9c01")


class Origin(StrEnum):
    """Where a value of the procedure comes from."""

    PUBLISHED = "published"
    STATUTE = "statute"
    OWN_CHOICE = "own choice"


class Source(Value):
    """Where one subject of the procedure comes from, and the words or the place."""

    about: str
    origin: Origin
    reference: str


class Publication(Value):
    """Something that was published and is quoted here.

    `title` is what references call it.  Where it is published is its `address`; one
    that is not known is not invented: `no_address_because` says why there is none.
    """

    title: str
    address: str = ""
    no_address_because: str = ""


class Nation(StrEnum):
    """Whose law of relevant bodies, and whose calendar."""

    ENGLAND = "England"
    WALES = "Wales"


class Area(Value):
    """One of the areas of a joint procedure, from one day to another if known."""

    name: str
    from_day: date | None = None
    to_day: date | None = None


class BodyKind(StrEnum):
    """What makes a body one of the relevant bodies of an area."""

    COUNCIL = "council"
    POLICE = "police"
    HEALTH = "health"
    HOUSING = "housing"


class Body(Value):
    """A relevant body of the area, from one day to another where that is known."""

    body_id: UUID
    slug: str
    kind: BodyKind
    name: str
    short_name: str
    from_day: date | None = None
    to_day: date | None = None

    @staticmethod
    def id_for(slug: str) -> UUID:
        """Return the id of the body known by *slug*, whatever the procedure."""
        return uuid5(BODIES, slug)

    def is_relevant_on(self, day: date) -> bool:
        """Is it a relevant body on that day?"""
        return (self.from_day or date.min) <= day <= (self.to_day or date.max)


class Partnership(Value):
    """Who writes the letters, and the point of contact; an empty text is not known."""

    name: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    formats: str = ""


class PointOfContact(Value):
    """Another point of contact: of one area of a joint procedure, or of one body."""

    name: str
    of: str = ""
    phone: str = ""
    email: str = ""


class Applying(Value):
    """How an application is made, and by whom; guidance asks for more than one way."""

    ways: tuple[str, ...] = ()
    who: str = ""
    consent: str = ""


class Challenged(StrEnum):
    """The two things with which an applicant may be dissatisfied."""

    APPLICATION = "application"
    REVIEW = "review"


class Reporting(Value):
    """The reporting period, and where its figures are published.

    Of a breakdown nothing smaller than `breakdowns_from` is shown; the four totals
    that s.104(9) asks for are published whatever their size.
    """

    starts_in_month: int = 4
    months: int = 12
    published_at: str = ""
    breakdowns_from: int = 5
