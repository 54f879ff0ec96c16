"""The record of how one body is asked what it was asked on a case."""

from datetime import date, datetime, timedelta
from typing import Final, Self
from uuid import UUID, uuid5

from asbreview.domain.asking.facts import (
    About,
    FileOpened,
    HeldBackBecause,
    LinkMade,
    NoticeAccepted,
    NoticeDrafted,
    NoticeFailed,
    NoticeFoundSent,
    NoticeFoundUnsent,
    NoticeHandedOver,
    NoticeHeldBack,
    NoticeKind,
    NoticeRefusedForNow,
    NoticeStatus,
    NoticeUncertain,
)
from asbreview.domain.asking.putting_right import PutRight, PutRightToBeTold
from asbreview.domain.asking.reminding import (
    OwnerReminderFellDue,
    OwnerToBeTold,
    ReminderFellDue,
    RemindersHeld,
    RemindersResumed,
    RingingAskedFor,
)
from asbreview.domain.errors import AlreadyDone, NotPermittedYet
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Aggregate, Event, Signed
from asbreview.domain.people import Prose
from asbreview.domain.sealed import Sealed
from asbreview.domain.statute import RECIPIENTS_TOLD, implements

A_LINK_HOLDS: Final = timedelta(days=7)
ON_ITS_WAY: Final = frozenset({NoticeStatus.DRAFTED, NoticeStatus.SENDING})


class Asking(Aggregate):
    """What went to a body of one request, and which link it can answer by.

    `about` says what it is asked for; how far its actions are it is asked by one
    request a case.
    """

    TOPIC = "asking"

    def __init__(
        self,
        case_id: UUID,
        request_id: UUID,
        body_id: UUID,
        about: About,
        secret: Sealed[str],
    ) -> None:
        self.case_id, self.request_id, self.body_id = case_id, request_id, body_id
        self.about, self.secret = about, secret
        self.number = 0  # of the last link, whether or not it went out
        self.links: dict[int, datetime] = {}  # since when those that went out hold
        self.by_hand = 0  # which of them somebody passes on
        self.kind = NoticeKind.REQUEST
        self.status = NoticeStatus.NONE
        self.because = ""
        self.handed_over_at: datetime | None = None
        self.tries = 0
        self.tried_at: datetime | None = None
        self.reminders: dict[str, ReminderFellDue] = {}  # by the rule that they follow
        self.told_of: set[UUID] = set()  # which actions, where it owns any
        self.owner_reminders: dict[tuple[str, date], OwnerReminderFellDue] = {}
        self.put_right: PutRightToBeTold | None = None
        self.held: RemindersHeld | None = None
        self.resumed_on: date | None = None
        self.to_ring_since: datetime | None = None
        self.rings_because = ""

    @staticmethod
    def id_for(request_id: UUID) -> UUID:
        """Return the id of the record of a request."""
        return uuid5(request_id, "asking")

    @staticmethod
    def of_actions(case_id: UUID, body_id: UUID) -> UUID:
        """Return the id of the request for news of what a body owns on a case."""
        return uuid5(case_id, f"actions of {body_id}")

    @classmethod
    def open_for(  # noqa: PLR0913  what the links of a request are made of
        cls,
        case_id: UUID,
        *,
        request_id: UUID,
        body_id: UUID,
        secret: str,
        about: About = About.INFORMATION,
        signed: Signed,
    ) -> Self:
        """Open the file of a request; nobody must be able to guess the *secret*."""
        return cls._open(
            FileOpened,
            cls.id_for(request_id),
            signed,
            case_id=case_id,
            request_id=request_id,
            body_id=body_id,
            about=about,
            secret=Sealed.of(secret),
        )

    def link_since(self, number: int) -> datetime | None:
        """Return since when a link holds; nothing if it does not, or was replaced."""
        return self.links.get(number) if number == max(self.links, default=0) else None

    def link_holds(self, number: int, at: datetime) -> bool:
        """Say whether a link opens its request at an instant.

        One that went out a moment after it, by another machine's clock, does.
        """
        since = self.link_since(number)
        return since is not None and at < since + A_LINK_HOLDS

    def link_ends(self, number: int) -> datetime:
        """Return when a link that went out ends."""
        return self.links[number] + A_LINK_HOLDS

    def make_link(self, *, signed: Signed) -> None:
        """Make a link that somebody passes on; the one before holds no longer."""
        self._must_not_be_on_its_way()
        self._record_of_case(LinkMade, signed, number=self.number + 1)

    def draft(self, kind: NoticeKind, *, signed: Signed) -> None:
        """Let a notice go with a new link, once no other is on its way.

        Of one that may have gone it must be known first whether it has, except where
        the body itself asks for a new link.
        """
        self._must_not_be_on_its_way()
        is_known = self.status is not NoticeStatus.UNKNOWN
        if not is_known and kind is not NoticeKind.NEW_LINK:
            raise NotPermittedYet(
                "It is not known whether the last email went: say first what you found"
                " out"
            )
        self._record_of_case(NoticeDrafted, signed, number=self.number + 1, kind=kind)

    def hand_over(self, entry_id: UUID, *, signed: Signed) -> None:
        """Record, before its first word is passed on, that the notice is handed over.

        *entry_id* says to which address of the directory.
        """
        if self.status is not NoticeStatus.DRAFTED:
            raise AlreadyDone("There is nothing that waits to be handed over")
        self._record_of_case(NoticeHandedOver, signed, entry_id=entry_id)

    def refuse_for_now(self, because: Obstacle, *, signed: Signed) -> None:
        """Record that the notice was surely not taken, and is to be tried again."""
        self._must_be_under_way()
        self._record_of_case(NoticeRefusedForNow, signed, because=because)

    def fail(self, because: Obstacle, *, signed: Signed) -> None:
        """Record that the notice could not be sent."""
        self._must_be_under_way()
        self._record_of_case(NoticeFailed, signed, because=because)

    def hold_back(self, because: HeldBackBecause, *, signed: Signed) -> None:
        """Record that the notice does not go."""
        if self.status is not NoticeStatus.DRAFTED:
            raise AlreadyDone("There is nothing that waits to be sent")
        self._record_of_case(NoticeHeldBack, signed, because=because)

    def accept(self, *, signed: Signed) -> None:
        """Record that the mail server took the notice, which may turn out late."""
        if self.status not in {NoticeStatus.SENDING, NoticeStatus.UNKNOWN}:
            raise AlreadyDone("No answer is awaited for this email")
        self._record_of_case(NoticeAccepted, signed)

    def become_uncertain(self, because: Obstacle, *, signed: Signed) -> None:
        """Record that nobody can say whether the notice was taken."""
        if self.status is not NoticeStatus.SENDING:
            raise AlreadyDone("The email is not being sent any more")
        self._record_of_case(NoticeUncertain, signed, because=because)

    def find(self, *, sent: bool, signed: Signed) -> None:
        """Record that a person found out whether the notice had gone."""
        if self.status is not NoticeStatus.UNKNOWN:
            raise AlreadyDone("It is known already what became of this email")
        self._record_of_case(NoticeFoundSent if sent else NoticeFoundUnsent, signed)

    def ask(self, *, rings_because: HeldBackBecause | None, signed: Signed) -> None:
        """Ask the body by an email with a link, or, where none can go, by telephone.

        *rings_because* says why somebody is to ring.
        """
        self._write_or_ring(NoticeKind.REQUEST, rings_because, signed)

    def remind_by_rule(
        self,
        rule: str,
        *,
        answer_due_on: date,
        rings_because: HeldBackBecause | None,
        signed: Signed,
    ) -> None:
        """Remind the body by a rule of the procedure: each is used once.

        By an email with a new link, or, where none can go, somebody is to ring, and
        *rings_because* says why.  Refused while an email is on its way, and while
        somebody holds the reminders.
        """
        if rule in self.reminders:
            raise AlreadyDone("The body was reminded by this rule already")
        self._may_go_by_rule()
        self._record_of_case(
            ReminderFellDue,
            signed,
            body_id=self.body_id,
            rule=rule,
            answer_due_on=answer_due_on,
        )
        self._write_or_ring(NoticeKind.REMINDER, rings_because, signed)

    def write_to_owner(
        self,
        *,
        given: tuple[UUID, ...],
        reminders: tuple[tuple[str, date], ...],
        rings_because: HeldBackBecause | None,
        signed: Signed,
    ) -> None:
        """Tell a body by rule of actions it was *given*, and remind it of others.

        *reminders* are rules of the procedure, each with the day that the actions are
        due.  One email for all of them, or somebody is to ring; refused as a reminder.
        """
        self._may_go_by_rule()
        if given:
            self._record_of_case(
                OwnerToBeTold, signed, body_id=self.body_id, actions=given
            )
        for rule, due_on in reminders:
            self._record_of_case(
                OwnerReminderFellDue,
                signed,
                body_id=self.body_id,
                rule=rule,
                actions_due_on=due_on,
            )
        kind = NoticeKind.GIVEN if given else NoticeKind.REMINDER
        self._write_or_ring(kind, rings_because, signed)

    @implements(RECIPIENTS_TOLD)
    def tell_put_right(  # noqa: PLR0913  what became of what they had, and when
        self,
        about_id: UUID,
        *,
        became: PutRight,
        what: str,
        of: date,
        since: date,
        restriction_id: UUID | None = None,
        signed: Signed,
    ) -> None:
        """Tell the body by email, once, what became of what it had: UK GDPR, Art. 19.

        *of* is the London date of what it had, *since* that from which it is so.
        """
        if self.put_right is not None:
            raise AlreadyDone("This body is told of it by email already")
        self._record_of_case(
            PutRightToBeTold,
            signed,
            body_id=self.body_id,
            about_id=about_id,
            became=became,
            what=what,
            of=of,
            since=since,
            restriction_id=restriction_id,
        )
        self.draft(NoticeKind.PUT_RIGHT, signed=signed)

    def hold_reminders(self, *, reason: Prose, signed: Signed) -> None:
        """Remind the body by no rule any more; one that is drafted still goes."""
        if self.held is not None:
            raise AlreadyDone("The reminders of this request are held already")
        self._record_of_case(RemindersHeld, signed, body_id=self.body_id, reason=reason)

    def resume_reminders(self, *, signed: Signed) -> None:
        """Remind the body by rule again, of what falls due after today."""
        if self.held is None:
            raise AlreadyDone("The reminders of this request are not held")
        self._record_of_case(RemindersResumed, signed, body_id=self.body_id)

    def _may_go_by_rule(self) -> None:
        if self.held is not None:
            raise NotPermittedYet("The reminders of this request are held")
        self._must_not_be_on_its_way()

    def _write_or_ring(
        self, kind: NoticeKind, rings_because: HeldBackBecause | None, signed: Signed
    ) -> None:
        if rings_because is None:
            self.draft(kind, signed=signed)
        else:
            self._record_of_case(
                RingingAskedFor, signed, body_id=self.body_id, because=rings_because
            )

    def _must_not_be_on_its_way(self) -> None:
        if self.status in ON_ITS_WAY:
            raise AlreadyDone("An email is on its way to this body already")

    def _must_be_under_way(self) -> None:
        if self.status not in ON_ITS_WAY:
            raise AlreadyDone("The email is not under way")

    def _record_of_case(
        self, kind: type[Event], signed: Signed, /, **details: object
    ) -> None:
        self._record(kind, signed, case_id=self.case_id, **details)
