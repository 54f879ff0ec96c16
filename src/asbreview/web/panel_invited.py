"""How each body of a panel was told of its meeting, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from asbreview.domain.days import in_words, local_day
from asbreview.domain.inviting import facts
from asbreview.domain.inviting.facts import EmailStatus, SaidOfMeeting
from asbreview.domain.inviting.record import Invitation
from asbreview.domain.model import Event
from asbreview.letters.about_review import clock_time
from asbreview.reviews.invited import may_invite
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.partners_sent_told import Step
from asbreview.web.reached import Reached, reached_on
from asbreview.web.words import moment

NO_ADDRESS: Final = (
    "Not invited from here: the directory of bodies has no email address for it."
)
NOT_YET: Final = "Not invited by email yet."
WAITS: Final = {
    EmailStatus.DRAFTED: "An email waits to be sent.",
    EmailStatus.SENDING: "An email is being sent.",
}
HAPPENED: Final[dict[type[Event], str]] = {
    facts.InvitationDrafted: "An email was to go, to tell",
    facts.InvitationHandedOver: "Handed over to the mail server",
    facts.InvitationRefusedForNow: "Not taken yet, to be tried again",
    facts.InvitationAccepted: "Sent",
    facts.InvitationUncertain: "Perhaps sent",
    facts.InvitationFailed: "Could not be sent",
    facts.InvitationHeldBack: "Not sent",
    facts.InvitationFoundSent: "Found to have been sent",
    facts.InvitationFoundUnsent: "Found not to have been sent",
}


@dataclass(frozen=True)
class Invited:
    """A body, and what it was sent of a meeting; of one called off, too.

    `is_asked` says that it belongs to the panel that is to meet, or `has_met`.
    """

    body: str
    is_asked: bool
    has_met: bool
    reached: Reached | None
    invitation: Invitation | None
    steps: tuple[Step, ...]

    @property
    def is_unknown(self) -> bool:
        """May the last email have gone, or not?"""
        return self._is(EmailStatus.UNKNOWN)

    @property
    def needs_a_person(self) -> bool:
        """Does it wait for somebody to look at it, or to ring?

        Once the panel has met, nobody is to be told any more when it meets.
        """
        if self.has_met:
            return False
        if self.invitation is None:
            return self.is_asked and not self._has_address
        return self.is_unknown or self._is(EmailStatus.NOT_SENT)

    @property
    def can_be_invited(self) -> bool:
        """Has it an address, no invitation that went or may have, and is it to come?"""
        is_to_come = self.is_asked and not self.has_met
        return is_to_come and self._has_address and may_invite(self.invitation)

    @property
    def known_as(self) -> str:
        """What the last email is known by to the mail server."""
        sent = self.invitation
        return f"{sent.id.hex}-{sent.number}" if sent else ""

    @property
    def says(self) -> str:
        """Say what it knows of the meeting, and how far the last email is."""
        if self.invitation is None:
            return NOT_YET if self._has_address else NO_ADDRESS
        status, because = self.invitation.status, self.invitation.because
        if status is EmailStatus.NOT_SENT:
            return f"The email was not sent, because {because}.{self._knows}"
        if status is EmailStatus.UNKNOWN:
            before = _told_before(self.invitation.known_before)
            return f"An email may or may not have gone: {because}.{before}"
        if status in WAITS:
            tried = f" It was not taken yet: {because}." if because else ""
            return f"{WAITS[status]}{tried}{self._knows}"
        sent = self.invitation.handed_over
        at = f", {moment(sent.timestamp)}" if sent else ""
        return f"Told by email{at}, {_meeting(self.invitation.told)}."

    @property
    def _has_address(self) -> bool:
        return self.reached is not None and bool(self.reached.email)

    @property
    def _knows(self) -> str:
        return _told_before(self.invitation.told if self.invitation else None)

    def _is(self, status: EmailStatus) -> bool:
        return self.invitation is not None and self.invitation.status is status


def invited(view: CaseView, given: Installation) -> list[Invited]:
    """Return each body of the panel, and each that was sent anything of one before."""
    convened = view.case.panel.convened
    now = convened.panel_id if convened else None
    told = (
        _invited(view, given, panel_id, body_id, is_asked=panel_id == now)
        for panel_id, bodies in reversed(view.case.panel.ever_invited.items())
        for body_id in bodies
    )
    return [each for each in told if each.is_asked or each.invitation]


def _invited(
    view: CaseView,
    given: Installation,
    panel_id: UUID,
    body_id: UUID,
    *,
    is_asked: bool,
) -> Invited:
    sent = given.reviews.invitation(panel_id, body_id, as_of=view.position)
    return Invited(
        view.body_name(body_id),
        is_asked,
        is_asked and view.case.panel.held is not None,
        reached_on(given, body_id, view.today),
        sent,
        tuple(_steps(given, sent)) if sent else (),
    )


def _steps(given: Installation, sent: Invitation) -> Iterator[Step]:
    """Yield what happened to what was sent, the newest first."""
    for event in given.reviews.events.get(sent.id, desc=True, lte=sent.version):
        title = HAPPENED.get(type(event))  # type: ignore[arg-type]
        if title is None or not isinstance(event, Event):
            continue
        if isinstance(event, facts.InvitationDrafted):
            title = f"{title} {event.tells}"
        because = str(getattr(event, "because", ""))
        says = f"{because[:1].upper()}{because[1:]}." if because else ""
        yield Step(title, says, event.timestamp, event.recorded_by)


def _told_before(told: SaidOfMeeting | None) -> str:
    return f" It was told before {_meeting(told)}." if told else ""


def _meeting(told: SaidOfMeeting | None) -> str:
    if told is None:
        return "nothing"
    when = f"{in_words(local_day(told.meets_at))} at {clock_time(told.meets_at)}"
    return f"that it meets on {when}" if told.is_on else f"not to come on {when}"
