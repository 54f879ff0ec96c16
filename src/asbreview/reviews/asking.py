"""Sending a body what it is asked by: notices, links, and what became of them."""

from secrets import token_urlsafe
from uuid import UUID

from asbreview.domain.asking.facts import About, HeldBackBecause, NoticeKind
from asbreview.domain.asking.record import Asking
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Signed
from asbreview.domain.people import Channel
from asbreview.domain.rights.record import Rights
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, Commands, once


class AskingCommands(Commands):
    """What goes to a body of a request, on its way and after."""

    @once
    def send_notice(
        self, case_id: UUID, request_id: UUID, *, kind: NoticeKind, signed: Signed
    ) -> Changed:
        """Let an email with a new link go to a body that has still to answer."""
        asking = self._asking_still(case_id, request_id, signed)
        asking.draft(kind, signed=signed)
        return (asking,)

    @once
    def make_answer_link(
        self, case_id: UUID, request_id: UUID, *, signed: Signed
    ) -> Changed:
        """Make a link to answer by, which somebody passes on; it ends the one before.

        Refused (`AlreadyDone`) once the body has answered.
        """
        asking = self._asking_still(case_id, request_id, signed)
        asking.make_link(signed=signed)
        return (asking,)

    @once
    def hand_over_notice(
        self, request_id: UUID, *, entry_id: UUID, signed: Signed
    ) -> Changed:
        """Record that a notice was handed over, before it is passed on.

        Of two who try, the log takes one, and the other is refused.
        """
        asking = self._asking(request_id)
        asking.hand_over(entry_id, signed=signed)
        return (asking,)

    @once
    def notice_refused_for_now(
        self, request_id: UUID, *, because: Obstacle, since: int, signed: Signed
    ) -> Changed:
        """Record that a notice was surely not taken, and will be tried again.

        *since* is the record's version as whoever tried it left it.  Refused
        (`AlreadyDone`) where it has gone on.
        """
        asking = self._asking_as_left(request_id, since)
        asking.refuse_for_now(because, signed=signed)
        return (asking,)

    @once
    def notice_failed(
        self, request_id: UUID, *, because: Obstacle, since: int, signed: Signed
    ) -> Changed:
        """Record that a notice could not be sent; *since* as for a refusal for now."""
        asking = self._asking_as_left(request_id, since)
        asking.fail(because, signed=signed)
        return (asking,)

    @once
    def notice_uncertain(
        self, request_id: UUID, *, because: Obstacle, since: int, signed: Signed
    ) -> Changed:
        """Record that nobody can say whether a notice went: a person finds out."""
        asking = self._asking_as_left(request_id, since)
        asking.become_uncertain(because, signed=signed)
        return (asking,)

    @once
    def notice_accepted(self, request_id: UUID, *, signed: Signed) -> Changed:
        """Record that the mail server took a notice.

        A body that is told by it what is put right knows by then: Art. 19.
        """
        asking = self._asking(request_id)
        asking.accept(signed=signed)
        return (asking, *self._knows(asking, signed))

    @once
    def hold_back_notice(
        self, request_id: UUID, *, because: HeldBackBecause, signed: Signed
    ) -> Changed:
        """Record that a notice does not go."""
        asking = self._asking(request_id)
        asking.hold_back(because, signed=signed)
        return (asking,)

    @once
    def notice_found(
        self, case_id: UUID, request_id: UUID, *, sent: bool, signed: Signed
    ) -> Changed:
        """Record that a person found out whether a notice had gone."""
        asking = self._asking(request_id)
        if asking.case_id != case_id:
            raise NoSuchThing("There is no such request on this case")
        asking.find(sent=sent, signed=signed)
        return (asking,)

    def asking(self, request_id: UUID, *, as_of: int | None = None) -> Asking | None:
        """Return how a body is asked; nothing if nothing was ever sent it from here."""
        return self.as_it_stood(Asking, Asking.id_for(request_id), as_of)

    def asking_for(
        self,
        case: Case,
        request_id: UUID,
        body_id: UUID,
        *,
        about: About = About.INFORMATION,
        signed: Signed,
    ) -> Asking:
        """Return how a body is asked, opening its file if it has none."""
        known = self.asking(request_id)
        if known is not None:
            return known
        return Asking.open_for(
            case.case_id,
            request_id=request_id,
            body_id=body_id,
            secret=token_urlsafe(32),
            about=about,
            signed=signed,
        )

    def _asking_still(self, case_id: UUID, request_id: UUID, signed: Signed) -> Asking:
        """Return how a body is asked that has still to answer."""
        case = self.case(case_id)
        case.must_be_open()
        request = case.evidence.requests.get(request_id)
        if request is None and (owner := owner_asked(case, request_id)):
            return self._asking_of_actions(case, owner, signed=signed)
        if request is None:
            raise NoSuchThing("There is no such request on this case")
        if request_id in case.evidence.answers:
            raise AlreadyDone("This request has been answered")
        return self.asking_for(case, request_id, request.body_id, signed=signed)

    def _asking_of_actions(
        self, case: Case, body_id: UUID, *, signed: Signed
    ) -> Asking:
        """Return how a body is asked for news of its actions, while it has any open."""
        if not case.outcome.open_actions_of(body_id):
            raise AlreadyDone("No action of this body is open any more")
        request_id = Asking.of_actions(case.case_id, body_id)
        return self.asking_for(
            case, request_id, body_id, about=About.ACTIONS, signed=signed
        )

    def _knows(self, asking: Asking, signed: Signed) -> Changed:
        """Record that a body knows what is put right; nothing where that is settled."""
        told = asking.put_right
        if told is None:
            return ()
        case = self.case(asking.case_id)
        rights = case.rights or Rights.open_for(case.case_id, signed=signed)
        if (told.about_id, told.body_id) in rights.recipients_settled:
            return ()
        rights.tell_recipient(
            told.about_id,
            told.body_id,
            told_on=signed.on,
            how=Channel.EMAIL,
            signed=signed,
        )
        return (rights,)

    def _asking(self, request_id: UUID) -> Asking:
        asking = self.asking(request_id)
        if asking is None:
            raise NoSuchThing("Nothing was sent of this request")
        return asking

    def _asking_as_left(self, request_id: UUID, since: int) -> Asking:
        asking = self._asking(request_id)
        if asking.version != since:
            raise AlreadyDone("The email has gone on meanwhile")
        return asking


def owner_asked(case: Case, request_id: UUID) -> UUID | None:
    """Return the body that a request asks for news of its actions; else nothing."""
    owners = {action.body_id for action in case.outcome.actions.values()}
    asked = {Asking.of_actions(case.case_id, owner): owner for owner in owners}
    return asked.get(request_id)
