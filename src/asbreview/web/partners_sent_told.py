"""What was sent to a body that was asked, and what became of it, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from asbreview.access.answer_links import answer_token, spoken_code
from asbreview.domain.asking import facts, reminding
from asbreview.domain.asking.record import A_LINK_HOLDS, Asking
from asbreview.domain.model import Event
from asbreview.web.given import Installation
from asbreview.web.words import moment

NOTHING: Final = "Nothing was sent from here."
BY_HAND: Final = "A link to answer by was made, to be passed on."
SAYS: Final = {
    facts.NoticeStatus.DRAFTED: "An email with a link waits to be sent.",
    facts.NoticeStatus.SENDING: "An email with a link is being sent.",
    facts.NoticeStatus.UNKNOWN: "An email with a link may or may not have gone.",
}
HAPPENED: Final[dict[type[Event], str]] = {
    facts.LinkMade: "A link was made, to be passed on",
    facts.NoticeDrafted: "An email was to go",
    facts.NoticeHandedOver: "Handed over to the mail server",
    facts.NoticeRefusedForNow: "Not taken yet, to be tried again",
    facts.NoticeAccepted: "Sent",
    facts.NoticeUncertain: "Perhaps sent",
    facts.NoticeFailed: "Could not be sent",
    facts.NoticeHeldBack: "Not sent",
    facts.NoticeFoundSent: "Found to have been sent",
    facts.NoticeFoundUnsent: "Found not to have been sent",
    reminding.ReminderFellDue: "A reminder was due by rule",
    reminding.OwnerToBeTold: "To be told by rule of actions that it was given",
    reminding.OwnerReminderFellDue: "To be reminded by rule of its actions",
    reminding.RingingAskedFor: "Somebody was to ring instead",
    reminding.RemindersHeld: "The reminders by rule were held",
    reminding.RemindersResumed: "The reminders by rule go again",
}


@dataclass(frozen=True)
class Step:
    """Something that happened to what is sent to a body."""

    title: str
    says: str
    at: datetime
    by: UUID


@dataclass(frozen=True)
class Sent:
    """What was sent of a request, if anything was."""

    asking: Asking | None

    @property
    def needs_a_person(self) -> bool:
        """Does it wait for somebody to look at it?"""
        waits = {facts.NoticeStatus.UNKNOWN, facts.NoticeStatus.NOT_SENT}
        return self.asking is not None and self.asking.status in waits

    @property
    def is_unknown(self) -> bool:
        """May the last email have gone, or not?"""
        unknown = facts.NoticeStatus.UNKNOWN
        return self.asking is not None and self.asking.status is unknown

    @property
    def anything(self) -> bool:
        """Was anything made or sent from here?"""
        return self.asking is not None

    @property
    def says(self) -> str:
        """Say how far it is."""
        if self.asking is None:
            return NOTHING
        asking, status = self.asking, self.asking.status
        if status is facts.NoticeStatus.NONE:
            return BY_HAND if asking.by_hand else NOTHING
        if status is facts.NoticeStatus.NOT_SENT:
            return f"The email was not sent, because {asking.because}."
        if status is facts.NoticeStatus.ACCEPTED and asking.handed_over_at:
            return f"An email with a link was sent, {moment(asking.handed_over_at)}."
        tried = f" It was not taken yet: {asking.because}." if asking.because else ""
        return f"{SAYS[status]}{tried}"

    @property
    def known_as(self) -> str:
        """What the last email is known by to the mail server."""
        return f"{self.asking.id.hex}-{self.asking.number}" if self.asking else ""


@dataclass(frozen=True)
class ByHand:
    """A link that somebody passes on, its code, and until when it holds."""

    link: str
    code: str
    until: datetime


def sent_of(given: Installation, request_id: UUID, *, as_of: int | None) -> Sent:
    """Return what was sent of a request."""
    return Sent(given.reviews.asking(request_id, as_of=as_of))


def link_by_hand(given: Installation, sent: Sent) -> ByHand | None:
    """Return the link that is to be passed on, while it holds."""
    asking = sent.asking
    if asking is None or not asking.link_holds(asking.by_hand, given.now()):
        return None
    since = asking.links[asking.by_hand]
    token = answer_token(given.keyring, asking, asking.by_hand)
    code = spoken_code(given.keyring, asking, asking.by_hand)
    if not token:
        return None
    return ByHand(f"{given.settings.answer_at}/{token}", code, since + A_LINK_HOLDS)


def steps_of(given: Installation, sent: Sent) -> Iterator[Step]:
    """Yield what happened to what was sent, the newest first."""
    if sent.asking is None:
        return
    record = sent.asking
    for event in given.reviews.events.get(record.id, desc=True, lte=record.version):
        title = HAPPENED.get(type(event))  # type: ignore[arg-type]
        if title is not None and isinstance(event, Event):
            because = str(getattr(event, "because", ""))
            says = f"{because[:1].upper()}{because[1:]}." if because else ""
            yield Step(title, says, event.timestamp, event.recorded_by)
