"""Inviting the bodies to a panel by email, and telling them when the meeting moves.

A caseworker invites; that the meeting moves or is off, the bodies that know of it are
told by themselves: what each was told is compared with what is so, and not which
command changed it (`docs/decisions/0090`).
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from asbreview.domain.errors import AlreadyDone, NoSuchThing, NotPermittedYet
from asbreview.domain.inviting.facts import NotSentBecause, SaidOfMeeting, Tells
from asbreview.domain.inviting.record import Invitation
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Signed
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.directory import DirectoryCommands
from asbreview.reviews.invited import is_over, may_invite, still_to_tell


class InvitingCommands(DirectoryCommands):
    """What goes to the bodies of a meeting, on its way and after."""

    @once
    def invite_bodies(self, case_id: UUID, *, signed: Signed) -> Changed:
        """Let an invitation go to each body of the panel that has had none.

        To those whose address the directory has.  Refused (`NotPermittedYet`) where
        there is no meeting to come, and (`AlreadyDone`) where nobody is to be invited.
        """
        case = self.case(case_id)
        case.must_be_open()
        panel = case.panel
        if panel.convened is None or panel.held is not None or is_over(case, signed.at):
            raise NotPermittedYet("There is no meeting to come to invite to")
        drafted = tuple(self.drafted_invitations(case, signed=signed))
        if not drafted:
            raise AlreadyDone(
                "Each body for which the directory has an address has been invited"
            )
        return drafted

    def drafted_invitations(
        self, case: Case, *, signed: Signed
    ) -> Iterator[Invitation]:
        """Yield the invitation of each body that has none yet and can be sent one.

        With an email drafted; those of which it is not known whether it went wait.
        """
        convened = case.panel.convened
        assert convened is not None  # noqa: S101  there is a meeting
        for body_id in convened.bodies:
            invitation = self.invitation(convened.panel_id, body_id)
            if not self.has_email(body_id, signed.on) or not may_invite(invitation):
                continue
            invitation = invitation or Invitation.open_for(
                case.case_id,
                panel_id=convened.panel_id,
                body_id=body_id,
                signed=signed,
            )
            moves = case.panel.moves
            invitation.draft(Tells.INVITED, moves=moves, signed=signed)
            yield invitation

    def to_be_told(self, case_id: UUID, at: datetime) -> list[tuple[Invitation, Tells]]:
        """Return the bodies that know a meeting otherwise than it is at an instant.

        And what each is to be told of it.
        """
        case = self.case(case_id)
        known = self.invitations(case)
        told = ((each, still_to_tell(case, each, at)) for each in known)
        return [(each, tells) for each, tells in told if tells is not None]

    @once
    def tell_bodies(self, case_id: UUID, *, signed: Signed) -> Changed:
        """Let an email go to each body that knows a meeting otherwise than it is.

        `AlreadyDone` if there is none.
        """
        moves = self.case(case_id).panel.moves
        changed = []
        for invitation, tells in self.to_be_told(case_id, signed.at):
            invitation.draft(tells, moves=moves, signed=signed)
            changed.append(invitation)
        if not changed:
            raise AlreadyDone("Every body knows of the meeting what there is to know")
        return tuple(changed)

    @once
    def hand_over_invitation(
        self,
        invitation_id: UUID,
        *,
        entry_id: UUID,
        told: SaidOfMeeting,
        signed: Signed,
    ) -> Changed:
        """Record that an email was handed over, before it is passed on.

        Of two who try, the log takes one, and the other is refused.
        """
        invitation = self.get(Invitation, invitation_id)
        invitation.hand_over(entry_id, told, signed=signed)
        return (invitation,)

    @once
    def invitation_refused_for_now(
        self, invitation_id: UUID, *, because: Obstacle, since: int, signed: Signed
    ) -> Changed:
        """Record that an email was surely not taken, and will be tried again.

        *since* is the record's version as whoever tried it left it.  Refused
        (`AlreadyDone`) where it has gone on.
        """
        invitation = self._invitation_as_left(invitation_id, since)
        invitation.refuse_for_now(because, signed=signed)
        return (invitation,)

    @once
    def invitation_failed(
        self, invitation_id: UUID, *, because: Obstacle, since: int, signed: Signed
    ) -> Changed:
        """Record that an email could not be sent; *since* as for a refusal for now."""
        invitation = self._invitation_as_left(invitation_id, since)
        invitation.fail(because, signed=signed)
        return (invitation,)

    @once
    def invitation_uncertain(
        self, invitation_id: UUID, *, because: Obstacle, since: int, signed: Signed
    ) -> Changed:
        """Record that nobody can say whether an email went: a person finds out."""
        invitation = self._invitation_as_left(invitation_id, since)
        invitation.become_uncertain(because, signed=signed)
        return (invitation,)

    @once
    def invitation_accepted(self, invitation_id: UUID, *, signed: Signed) -> Changed:
        """Record that the mail server took an email."""
        invitation = self.get(Invitation, invitation_id)
        invitation.accept(signed=signed)
        return (invitation,)

    @once
    def hold_back_invitation(
        self, invitation_id: UUID, *, because: NotSentBecause, signed: Signed
    ) -> Changed:
        """Record that an email does not go."""
        invitation = self.get(Invitation, invitation_id)
        invitation.hold_back(because, signed=signed)
        return (invitation,)

    @once
    def invitation_found(
        self, case_id: UUID, invitation_id: UUID, *, sent: bool, signed: Signed
    ) -> Changed:
        """Record that a person found out whether an email had gone."""
        invitation = self.get(Invitation, invitation_id)
        if invitation.case_id != case_id:
            raise NoSuchThing("There is no such invitation on this case")
        invitation.find(sent=sent, signed=signed)
        return (invitation,)

    def invitation(
        self, panel_id: UUID, body_id: UUID, *, as_of: int | None = None
    ) -> Invitation | None:
        """Return how a body is invited; nothing if it was sent nothing from here."""
        return self.as_it_stood(Invitation, Invitation.id_for(panel_id, body_id), as_of)

    def invitations(self, case: Case, *, as_of: int | None = None) -> list[Invitation]:
        """Return how each body was invited to every meeting that a case ever had."""
        ever = case.panel.ever_invited.items()
        found = (
            self.invitation(panel_id, body_id, as_of=as_of)
            for panel_id, bodies in ever
            for body_id in bodies
        )
        return [each for each in found if each is not None]

    def _invitation_as_left(self, invitation_id: UUID, since: int) -> Invitation:
        invitation = self.get(Invitation, invitation_id)
        if invitation.version != since:
            raise AlreadyDone("The email has gone on meanwhile")
        return invitation
