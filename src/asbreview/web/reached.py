"""How a body is reached for requests, in words: where a page or a form names it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asbreview.domain.directory import ReachedBy
from asbreview.web.given import Installation
from asbreview.web.telling import Telling


@dataclass(frozen=True)
class Reached:
    """A team, its mailbox and its telephone; an empty text is not known."""

    team: str
    email: str
    phone: str


def reached(tell: Telling, by: ReachedBy) -> Reached:
    """Tell how a body is reached."""
    return Reached(tell(by.team), tell(by.email), tell(by.phone))


def reached_on(given: Installation, body_id: UUID, day: date) -> Reached | None:
    """Tell how a body is reached on a day; nothing if the directory does not say."""
    known = given.reviews.contact_point(body_id)
    by = known.on(day) if known else None
    return reached(Telling(given.keyring, given.views), by) if by else None
