"""What a local review procedure may set: its bodies, timers, panel and challenges.

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


class Anchor(StrEnum):
    """What starts a timer."""

    RECEIPT = "receipt"
    ACKNOWLEDGEMENT = "acknowledgement"
    REQUEST = "request"
    INFORMATION_COMPLETE = "information-complete"
    THRESHOLD_DECISION = "threshold-decision"
    THRESHOLD_LETTER = "threshold-letter"
    ACCEPTANCE = "acceptance"
    PANEL = "panel"
    OUTCOME_LETTER = "outcome-letter"
    CHALLENGE = "challenge"


class Unit(StrEnum):
    """What the length of a timer is counted in."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Binds(StrEnum):
    """Whom a timer binds."""

    PARTNERSHIP = "partnership"
    PARTNER = "partner"
    APPLICANT = "applicant"


class DayZero(StrEnum):
    """Where working days are counted from when a timer starts on a day nobody works."""

    NEXT_WORKING_DAY = "next working day"
    DAY_ITSELF = "day itself"


class Timer(Value):
    """A promise: a step, so long after what starts it, or so long before.

    A due date on a day when nobody works stays there, unless the procedure moves it.
    """

    timer_id: str
    says: str
    starts: Anchor
    length: int
    unit: Unit
    binds: Binds
    origin: Origin
    reference: str
    before: bool = False
    extendable: bool = False
    moves_to_working_day: bool = False


class Partnership(Value):
    """Who writes the letters, and the point of contact; an empty text is not known."""

    name: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    formats: str = ""


class Panel(Value):
    """How a review is held."""

    fewest_bodies: int = 1
    chair: str = ""
    ways_to_take_part: tuple[str, ...] = ()


class Challenged(StrEnum):
    """The two things with which an applicant may be dissatisfied."""

    APPLICATION = "application"
    REVIEW = "review"


class ChallengeRoute(Value):
    """What an applicant who is dissatisfied may do; `window` is the timer's id."""

    of: Challenged
    to_whom: str
    how: str
    grounds: tuple[str, ...]
    window: str
    escalation: str
    origin: Origin
    reference: str


class Ombudsman(Value):
    """An ombudsman, and whose handling they look into."""

    kind: BodyKind
    name: str
    looks_into: str
    contact: str


class Reporting(Value):
    """The reporting period, and where its figures are published."""

    starts_in_month: int = 4
    months: int = 12
    published_at: str = ""
