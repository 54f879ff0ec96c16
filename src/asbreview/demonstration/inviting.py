"""How bodies are invited to panels since the directory has addresses: by email.

No mail is sent: what a mail server would have said is recorded as if it had.
"""

from uuid import UUID, uuid5

from asbreview.demonstration.office_hours import SetClock
from asbreview.domain.inviting.facts import EmailStatus, SaidOfMeeting
from asbreview.domain.inviting.record import Invitation
from asbreview.domain.model import Signed
from asbreview.reviews import Case, CaseReviews
from asbreview.reviews.invited import is_invited, is_over
from asbreview.signing import SENDER


class BodiesInvited:
    """The panels that are to meet, and what their bodies were told of it."""

    def __init__(self, reviews: CaseReviews, clock: SetClock) -> None:
        self._reviews, self._clock = reviews, clock
        self._to_meet: dict[UUID, None] = {}

    def note(self, case_id: UUID) -> None:
        """Note that a panel was convened, and let its invitations go."""
        self._to_meet[case_id] = None
        self.round()

    def round(self) -> None:
        """Tell who knows a meeting otherwise than it is, until it is over."""
        for case_id in list(self._to_meet):
            case = self._reviews.case(case_id)
            if told := self._reviews.to_be_told(case_id, self._clock()):
                what = ",".join(f"{each.id.hex}.{each.version}" for each, _ in told)
                signed = self._signed(case, uuid5(case_id, what))
                self._reviews.tell_bodies(case_id, signed=signed)
            for invitation in self._reviews.invitations(case):
                if invitation.status is EmailStatus.DRAFTED:
                    self._send(invitation, case)
            if is_over(case, self._clock()) or case.ended_as is not None:
                del self._to_meet[case_id]

    def _send(self, invitation: Invitation, case: Case) -> None:
        """Record that an email that waits went, as the worker does."""
        meets_at, moves = case.panel.meets_at, case.panel.moves
        known = self._reviews.contact_point(invitation.body_id)
        assert known is not None  # noqa: S101  it was drafted to an address
        assert meets_at is not None  # noqa: S101  no panel of these is in error
        number = f"{invitation.number}"
        self._reviews.hand_over_invitation(
            invitation.id,
            entry_id=known.entries[-1][1].entry_id,
            told=SaidOfMeeting(
                is_on=is_invited(case, invitation),
                meets_at=meets_at,
                moves=moves,
                sequence=max(moves, invitation.last_sequence + 1),
            ),
            signed=self._signed(case, uuid5(invitation.id, f"hand over/{number}")),
        )
        self._reviews.invitation_accepted(
            invitation.id,
            signed=self._signed(case, uuid5(invitation.id, f"accept/{number}")),
        )

    def _signed(self, case: Case, command_id: UUID) -> Signed:
        lead = case.procedure.lead_body
        return Signed(
            by=SENDER,
            for_body=lead.body_id,
            at=self._clock(),
            command_id=command_id,
        )
