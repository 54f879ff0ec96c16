"""How bodies are asked since the directory has addresses: by email, with a link.

No mail is sent: what a mail server would have said is recorded as if it had.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from asbreview.demonstration.accounts import DEMONSTRATION, SAM
from asbreview.demonstration.inviting import BodiesInvited
from asbreview.demonstration.office_hours import SetClock
from asbreview.demonstration.tale import words
from asbreview.domain.asking.facts import NoticeKind, NoticeStatus
from asbreview.domain.asking.record import Asking
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel
from asbreview.domain.terms import Body
from asbreview.letters.answers import NotYet
from asbreview.letters.reminding import Reminding
from asbreview.reviews import CaseReviews
from asbreview.signing import SENDER, signed_by_body

SINCE: Final = 60  # working days before the day of the demonstration
LOOKED_AT_FROM: Final = timedelta(days=10)  # no answer is due, or nearly, before
# A body's slug, its team, its mailbox and its telephone; one has no mailbox.
DIRECTORY: Final = (
    *(
        (lead, "Neighbourhoods team", f"neighbourhoods@{name}.example", "01632 960210")
        for lead, name in (
            ("east-cambridgeshire-district-council", "east"),
            ("fenland-district-council", "fenland"),
            ("cambridge-city-council", "city"),
            ("huntingdonshire-district-council", "hunts"),
            ("south-cambridgeshire-district-council", "south"),
            ("peterborough-city-council", "peterborough"),
        )
    ),
    (
        "cambridgeshire-constabulary",
        "ASB desk",
        "asb.desk@police.example",
        "01632 960211",
    ),
    (
        "nhs-cambridgeshire-and-peterborough-icb",
        "Safeguarding hub",
        "hub@nhs.example",
        "01632 960212",
    ),
    ("co-opted-housing-provider", "Neighbourhood team", "", "01632 960213"),
)


class BodiesAsked:
    """The requests that are out, the emails that went, and the reminders by rule."""

    def __init__(self, reviews: CaseReviews, clock: SetClock) -> None:
        self._reviews, self._clock = reviews, clock
        self._out: dict[UUID, tuple[UUID, date]] = {}
        self._owning: dict[UUID, tuple[UUID, ...]] = {}
        self._rung: dict[UUID, datetime] = {}
        self._reminding = Reminding(
            reviews, self._unanswered, mails=True, owners=self._owners
        )
        self.invited = BodiesInvited(reviews, clock)

    def open_directory(self) -> None:
        """Record how each body is reached, from today on."""
        for slug, team, email, phone in DIRECTORY:
            at = self._clock()
            signed = Signed(
                by=SAM.account.account_id,
                for_body=SAM.account.body_id,
                at=at,
                command_id=uuid5(DEMONSTRATION, f"directory/{slug}"),
            )
            self._reviews.record_contact_point(
                Body.id_for(slug),
                from_on=signed.on,
                team=team,
                email=email,
                phone=phone,
                signed=signed,
            )

    def note(self, case_id: UUID, on: date) -> None:
        """Note what was just asked on a case, and let the emails of it go."""
        for request in self._reviews.case(case_id).evidence.unanswered:
            self._out[request.request_id] = case_id, on
            self._send(request.request_id)

    def given(self, case_id: UUID) -> None:
        """Note that bodies were given actions on a case: they are told by rule."""
        actions = self._reviews.case(case_id).outcome.actions.values()
        self._owning[case_id] = tuple(dict.fromkeys(a.body_id for a in actions))

    def answered(self, request_id: UUID) -> None:
        """Note that a request was answered."""
        self._out.pop(request_id, None)

    def is_by_link(self, request_id: UUID) -> bool:
        """Say whether a body has a link to answer a request by.

        One that was sent a link which has ended asks for a new one first.
        """
        asking = self._reviews.asking(request_id)
        if asking is None or not asking.links:
            return False
        if not asking.link_holds(asking.number, self._clock()):
            self._reviews.send_notice(
                asking.case_id,
                request_id,
                kind=NoticeKind.NEW_LINK,
                signed=signed_by_body(
                    self._clock(),
                    body_id=asking.body_id,
                    command_id=uuid5(asking.id, f"new link/{asking.number}"),
                ),
            )
            self._send(request_id)
        return True

    def remind(self, now: datetime) -> None:
        """Ring whom no email reaches; remind whom a rule says is to be reminded today.

        Whoever is to be rung from this round on is rung the day after.
        """
        for case_id, request_id in self._out_now():
            self._ring(case_id, request_id)
        with suppress(NotYet):
            self._reminding.round(now)
        for _, request_id in self._unanswered(now.date()):
            self._send(request_id)
        for case_id, body_id, _ in self._owners():
            self._send(Asking.of_actions(case_id, body_id))
        self.invited.round()

    def _owners(self) -> Iterator[tuple[UUID, UUID, int]]:
        """Yield who owns actions, while the case goes on and any is open."""
        for case_id, bodies in list(self._owning.items()):
            case = self._reviews.case(case_id)
            if case.ended_as is not None or not case.outcome.open_actions:
                del self._owning[case_id]
                continue
            for body_id in bodies:
                if still := len(case.outcome.open_actions_of(body_id)):
                    yield case_id, body_id, still

    def _unanswered(self, _: date) -> Iterator[tuple[UUID, UUID]]:
        today = self._clock().date()
        for request_id, (case_id, asked_on) in list(self._out.items()):
            if today - asked_on >= LOOKED_AT_FROM:
                yield case_id, request_id

    def _out_now(self) -> list[tuple[UUID, UUID]]:
        return [(case_id, id_) for id_, (case_id, _) in self._out.items()]

    def _ring(self, case_id: UUID, request_id: UUID) -> None:
        """Record that the caseworker rang a body that no email reaches."""
        asking = self._reviews.asking(request_id)
        since = asking.to_ring_since if asking else None
        case = self._reviews.case(case_id)
        still = request_id in (r.request_id for r in case.evidence.unanswered)
        if since is None or self._rung.get(request_id) == since or not still:
            return
        if case.ended_as is not None or since == self._clock():
            return
        self._rung[request_id] = since
        signed = Signed(
            by=case.trigger.caseworker_id or SAM.account.account_id,
            for_body=case.procedure.lead_body.body_id,
            at=self._clock(),
            command_id=uuid5(request_id, f"rang/{since.isoformat()}"),
        )
        self._reviews.chase_request(
            case_id,
            request_id,
            chased_on=signed.on,
            channel=Channel.PHONE,
            said=words()["rang a body"],
            signed=signed,
        )

    def _send(self, request_id: UUID) -> None:
        """Record that an email that waits went, as the worker does."""
        asking = self._reviews.asking(request_id)
        if asking is None or asking.status is not NoticeStatus.DRAFTED:
            return
        known = self._reviews.contact_point(asking.body_id)
        assert known is not None  # noqa: S101  a notice is drafted to an address
        entry_id = known.entries[-1][1].entry_id
        self._reviews.hand_over_notice(
            request_id, entry_id=entry_id, signed=self._signed(asking, "hand over")
        )
        self._reviews.notice_accepted(request_id, signed=self._signed(asking, "accept"))

    def _signed(self, asking: Asking, step: str) -> Signed:
        lead = self._reviews.case(asking.case_id).procedure.lead_body
        return Signed(
            by=SENDER,
            for_body=lead.body_id,
            at=self._clock(),
            command_id=uuid5(asking.id, f"{step}/{asking.number}"),
        )
