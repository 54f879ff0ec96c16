"""The sender: takes each letter from its draft to whatever carries it, once.

Every step is recorded before the next is begun, and each can be taken again with the
same effect: a round begun where another was cut off puts things right.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event as Signal
from time import monotonic
from typing import Final
from uuid import UUID, uuid4

import structlog
from eventsourcing.persistence import PersistenceError

from asbreview.domain.application import HowApplied
from asbreview.domain.days import local_day
from asbreview.domain.errors import CaseReviewRefused, NoSuchThing, PersonErased
from asbreview.domain.letter.facts import NOTHING_TO_TELL, ChosenBecause, Status, Way
from asbreview.domain.letter.record import Letter
from asbreview.domain.sealed import ERASED
from asbreview.letters.answers import NotYet
from asbreview.letters.asking_after import AskingAfter, awaits_news
from asbreview.letters.following import follow_log
from asbreview.letters.handing_over import HandingOver
from asbreview.letters.holding import why_held
from asbreview.letters.invitations import SendingInvitations
from asbreview.letters.making import Making, NameOf
from asbreview.letters.notices import SendingNotices
from asbreview.letters.outbox import Copy, Outbox
from asbreview.letters.print_queue import PrintQueue
from asbreview.letters.reminding import Reminding
from asbreview.letters.signing import signing
from asbreview.letters.telling_right import TellingRight
from asbreview.letters.ways.carrying import Carrier
from asbreview.letters.ways.choosing import Chosen, LookedAt, choose
from asbreview.reviews import CaseReviews
from asbreview.reviews.case import Case

LOG: Final = structlog.get_logger(__name__)


class Sender:
    """Sends letters; *name_of* tells a caseworker's name from their account.

    *follow_at* is the address at which an applicant follows a case online.
    *looks_first* gives the way after all of a letter that somebody has to look at.

    One that does not pass on, beside the pages, makes letters and holds them back, and
    leaves what has to wait for a server to another.
    """

    def __init__(  # noqa: PLR0913  what a letter passes through
        self,
        reviews: CaseReviews,
        outbox: Outbox,
        queue: PrintQueue,
        name_of: NameOf,
        carriers: Iterable[Carrier] = (),
        *,
        passes_on: bool = True,
        follow_at: str = "",
        notices: SendingNotices | None = None,
        invitations: SendingInvitations | None = None,
        reminding: Reminding | None = None,
        telling_right: TellingRight | None = None,
        looks_first: LookedAt = lambda _, __, chosen: chosen,
    ) -> None:
        self._reviews, self._outbox, self._queue = reviews, outbox, queue
        self._sign = signing(reviews, self._now)
        self._making = Making(reviews, outbox, name_of, self._sign, follow_at)
        self._began: tuple[datetime, float] | None = None
        carriers = list(carriers)
        self._hands = HandingOver(reviews, outbox, carriers, self._now, self._sign)
        self._asking = AskingAfter(reviews, carriers, self._now, self._sign)
        self._passes_on, self._notices = passes_on, notices
        self._looks_first = looks_first
        self._invitations = invitations
        self._reminding, self._telling_right = reminding, telling_right
        self._order = uuid4().int
        self._wake = Signal()
        self._settled_at: int | None = None
        self._waits_until: datetime | None = None
        self._failed = self._lacks_copies = False

    def run(
        self, clock: Callable[[], datetime], stop: Signal, *, every: float = 5
    ) -> None:
        """Send until told to stop: every few seconds, and whenever woken."""
        self._hands.look()
        while not stop.is_set():
            self._wake.clear()
            with self._not_stopped_by("a round of letters"):
                self.run_once(clock())
            self._wake.wait(every)

    def wake(self) -> None:
        """Begin the next round now; also lets a stopped sender notice."""
        self._wake.set()

    def run_once(self, now: datetime) -> None:
        """Take every letter as far as it can go today.

        A round on which nothing failed is not gone through again until the log grows,
        or the hour of a letter that waits for one has come.
        """
        end, until = self._reviews.end_of_log(), self._waits_until
        if end == self._settled_at and (until is None or now < until):
            return
        self._began, self._waits_until = (now, monotonic()), None
        self._failed = False
        self._reviews.keyring.look()
        self._round()
        self._settled_at = None if self._failed else end

    def forget(self, person_id: UUID) -> None:
        """Take every letter to a person out of the queue at once."""
        self._queue.take_out(self._outbox.files_to(person_id))

    def _now(self) -> datetime:
        """Return the hour: a round that waits for servers counts its own time in."""
        assert self._began is not None  # noqa: S101  a round has begun
        began, at = self._began
        if not self._hands.ways:
            return began
        return began + timedelta(seconds=monotonic() - at)

    def _round(self) -> None:
        if self._reminding and self._passes_on:
            with self._not_stopped_by("reminders"):
                self._reminding.round(self._now())
        if self._telling_right and self._passes_on:
            with self._not_stopped_by("what is put right"):
                self._telling_right.round(self._now())
        follow_log(self._reviews, self._outbox)
        self._hands.begin_round()
        # Each sender in an order of its own, so that few have the same in hand.
        letters = sorted(self._outbox.still_to_go(), key=lambda x: x.int ^ self._order)
        for letter_id in letters:
            with self._not_stopped_by("a letter", letter_id=str(letter_id)):
                self._advance(letter_id)
        if self._passes_on:
            self._write_to_bodies()
        with self._queue.alone():
            self._settle()

    def _write_to_bodies(self) -> None:
        """Send what asks the bodies, and what tells them of a meeting."""
        if notices := self._notices:
            notices.begin_round()
            for asking_id in self._outbox.notices_to_go():
                with self._not_stopped_by("a notice", asking_id=str(asking_id)):
                    notices.advance(asking_id, self._now)
        if invitations := self._invitations:
            invitations.begin_round()
            for case_id in self._outbox.meetings_to_look_at():
                with self._not_stopped_by("a meeting", case_id=str(case_id)):
                    invitations.look_at(case_id, self._now)
            for id_ in self._outbox.invitations_to_go():
                with self._not_stopped_by("an invitation", invitation_id=str(id_)):
                    invitations.advance(id_, self._now)

    def _settle(self) -> None:
        """Leave in the print queue what waits to be posted, and nothing else."""
        ready, self._lacks_copies = list[Copy](), False
        for letter_id in self._outbox.still_to_go():
            with self._not_stopped_by("a file", letter_id=str(letter_id)):
                ready += self._ready(letter_id)
        if not self._lacks_copies:  # a letter that could not be read stays where it is
            self._queue.hold_only(ready)

    def _advance(self, letter_id: UUID) -> None:
        """Take a letter as far as it can go; a refusal means that it went by itself."""
        try:
            letter = self._reviews.letter(letter_id)
        except NoSuchThing:  # the log was put back to before it
            return
        if awaits_news(letter):
            if self._passes_on and self._asking.is_settled(letter):
                self._outbox.has_gone(letter_id)
        elif not letter.is_open:
            self._outbox.has_gone(letter_id)
        elif letter.status is not Status.HELD or self._is_to_nobody(letter):
            self._send(letter)

    def _is_to_nobody(self, letter: Letter) -> bool:
        """Was the addressee forgotten since the letter was held back for another cause?

        Then it is held for that: nothing else can be done about it any more.
        """
        if letter.held_because in NOTHING_TO_TELL:
            return False
        person = self._reviews.case(letter.case_id).contact.people[letter.to]
        return self._reviews.keyring.reveal(person.name) is ERASED

    def _send(self, letter: Letter) -> None:
        live, reveal = self._reviews.case(letter.case_id), self._reviews.keyring.reveal
        chosen = self._chosen(letter, live)
        drawn = self._reviews.case_as(letter.case_id, letter.drawn_from)
        by_email = chosen.way.is_email
        because = why_held(
            letter, now=live, then=drawn, reveal=reveal, by_email=by_email
        )
        if because is None:  # what is to be held back is not drawn again first
            letter = self._drawn_for_today(letter, chosen.way)
        if because is None and letter.status is Status.DRAFTED:
            drawn = self._reviews.case_as(letter.case_id, letter.drawn_from)
            because = self._making.prepare(letter, drawn)
            letter = self._reviews.letter(letter.id)
        if because is not None:
            signed = self._sign(letter, f"hold back/{because.name}")
            self._reviews.hold_back_letter(letter.id, because=because, signed=signed)
        elif letter.status is Status.PREPARED:
            self._hand_over(letter, live, chosen)

    def _chosen(self, letter: Letter, live: Case) -> Chosen:
        """Choose the way of a letter; one that lies in the print queue stays there.

        What a stranger typed in a public page sends nothing by itself, to an address
        that nobody has looked at: somebody posts it, or takes the case on first.
        """
        trigger = live.trigger
        if trigger.application.how is HowApplied.WEB and trigger.caseworker_id is None:
            return Chosen(Way.PRINT_QUEUE, ChosenBecause.NOBODY_LOOKED)
        is_there = letter.status is Status.HANDED_OVER
        ways = frozenset[Way]() if is_there else self._hands.ways
        chosen = choose(letter, live.contact, ways, self._reviews.keyring.reveal)
        return self._looks_first(live, letter.to, chosen) if self._passes_on else chosen

    def _drawn_for_today(self, letter: Letter, way: Way) -> Letter:
        """Draw again a letter that goes by itself and prints days that have moved on.

        One that a person posts waits for that person, who says when they post it.
        """
        today = local_day(self._now())
        if way is Way.PRINT_QUEUE or not self._reviews.is_out_of_date(letter, today):
            return letter
        signed = self._sign(letter, f"draw again/{today}")
        self._reviews.redraw_letter(letter.id, signed=signed)
        return self._reviews.letter(letter.id)

    def _hand_over(self, letter: Letter, live: Case, chosen: Chosen) -> None:
        if chosen.way is not Way.PRINT_QUEUE:
            if self._passes_on:
                self._hands.carry(letter, live.contact, chosen)
            return
        with self._queue.alone():
            self._put(letter.id, letter)
            self._reviews.hand_over_letter(
                letter.id,
                way=chosen.way,
                because=chosen.because,
                signed=self._sign(letter, "hand over"),
            )

    def _ready(self, letter_id: UUID) -> Iterator[Copy]:
        """Yield the copy of a letter that waits to be posted, its file in the queue."""
        try:
            letter = self._reviews.letter(letter_id)
        except NoSuchThing:
            return
        if letter.status is Status.HANDED_OVER:
            yield self._put(letter_id, letter)

    def _put(self, letter_id: UUID, letter: Letter) -> Copy:
        copy = self._outbox.copy(letter_id, letter.sha256)
        if copy is None:
            self._lacks_copies = True
            raise CopyLost(letter_id)
        pdf = self._outbox.read(copy)
        if pdf is ERASED:
            raise PersonErased("What told of this person has been destroyed")
        self._queue.put(copy, pdf)
        return copy

    @contextmanager
    def _not_stopped_by(self, what: str, **which: str) -> Iterator[None]:
        """Go on with the rest, whatever one thing does; it is tried next round."""
        try:
            yield
        except NotYet as waits:
            self._waits_until = min(self._waits_until or waits.until, waits.until)
        except (CaseReviewRefused, PersistenceError) as refused:
            self._failed = True
            LOG.info("left for the next round", what=what, because=_name(refused))
        except Exception as error:  # noqa: BLE001  one letter stops no other
            self._failed = True
            # Without the error's own words: they may tell of a person.
            LOG.error("failed", what=what, because=_name(error), **which)  # noqa: TRY400


class CopyLost(Exception):
    """A letter is on record as made, and the office database has no copy of it."""


def _name(error: Exception) -> str:
    return type(error).__name__
