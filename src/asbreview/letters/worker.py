"""The sender: takes each letter from its draft to the print queue, once.

Every step is recorded before the next is begun, and each can be taken again with the
same effect: a round begun where another was cut off puts things right.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event as Signal
from typing import Final
from uuid import UUID, uuid5

import structlog
from eventsourcing.persistence import PersistenceError
from jinja2 import TemplateError

from asbreview.access.status_codes import code_of
from asbreview.domain.errors import CaseReviewRefused, NoSuchThing, PersonErased
from asbreview.domain.letter.facts import (
    ChosenBecause,
    HeldBecause,
    LetterDrafted,
    Status,
    Way,
)
from asbreview.domain.letter.in_error import LetterFactInError
from asbreview.domain.letter.record import NOTHING_TO_TELL, Letter
from asbreview.domain.model import Signed
from asbreview.domain.sealed import ERASED
from asbreview.letters.composing import compose
from asbreview.letters.holding import why_held
from asbreview.letters.outbox import Copy, Outbox
from asbreview.letters.pdf import made_with, printed
from asbreview.letters.print_queue import PrintQueue
from asbreview.letters.wording import template_id
from asbreview.reviews import CaseReviews
from asbreview.reviews.case import Case

SENDER: Final = UUID("7b1d8f4e-2c0a-5e3b-9a54-0c6e1f7d2a90")
AT_ONCE: Final = 500
TO_GO: Final = (LetterDrafted.TOPIC, LetterFactInError.TOPIC)
"""After these a letter has to go, perhaps once more."""
LOG: Final = structlog.get_logger(__name__)

NameOf = Callable[[UUID], str]


class Sender:
    """Sends letters; *name_of* tells a caseworker's name from their account."""

    def __init__(
        self, reviews: CaseReviews, outbox: Outbox, queue: PrintQueue, name_of: NameOf
    ) -> None:
        self._reviews, self._outbox, self._queue = reviews, outbox, queue
        self._name_of = name_of
        self._wake = Signal()
        self._settled_at: int | None = None
        self._failed = self._lacks_copies = False

    def run(
        self, clock: Callable[[], datetime], stop: Signal, *, every: float = 5
    ) -> None:
        """Send until told to stop: every few seconds, and whenever woken."""
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

        A round on which nothing failed is not gone through again until the log grows.
        """
        end = self._reviews.end_of_log()
        if end == self._settled_at:
            return
        self._failed = False
        self._reviews.keyring.look()
        with self._queue.alone():
            self._round(now)
        self._settled_at = None if self._failed else end

    def forget(self, person_id: UUID) -> None:
        """Take every letter to a person out of the queue at once."""
        self._queue.take_out(self._outbox.files_to(person_id))

    def _round(self, now: datetime) -> None:
        ready, self._lacks_copies = list[Copy](), False
        self._find_drafted()
        for letter_id in self._outbox.still_to_go():
            with self._not_stopped_by("a letter", letter_id=str(letter_id)):
                self._advance(letter_id, now)
            with self._not_stopped_by("a file", letter_id=str(letter_id)):
                ready += self._ready(letter_id)
        if not self._lacks_copies:  # a letter that could not be read stays where it is
            self._queue.hold_only(ready)

    def _find_drafted(self) -> None:
        """Follow the log; one that is shorter than it was is followed afresh."""
        end, position = self._reviews.end_of_log(), self._outbox.position()
        start = position if position <= end else 0
        while start < end:
            stop = min(start + AT_ONCE, end)
            drafted = self._reviews.recorder.select_notifications(
                start + 1, AT_ONCE, stop=stop, topics=TO_GO
            )
            ids = [notification.originator_id for notification in drafted]
            self._outbox.follow(map(_as_uuid, ids), position=stop)
            start = stop

    def _advance(self, letter_id: UUID, now: datetime) -> None:
        """Take a letter as far as it can go; a refusal means that it went by itself."""
        try:
            letter = self._reviews.letter(letter_id)
        except NoSuchThing:  # the log was put back to before it
            return
        if not letter.is_open:
            self._outbox.has_gone(letter_id)
        elif letter.status is not Status.HELD or self._is_to_nobody(letter):
            self._send(letter_id, letter, now)

    def _is_to_nobody(self, letter: Letter) -> bool:
        """Was the addressee forgotten since the letter was held back for another cause?

        Then it is held for that: nothing else can be done about it any more.
        """
        if letter.held_because in NOTHING_TO_TELL:
            return False
        person = self._reviews.case(letter.case_id).contact.people[letter.to]
        return self._reviews.keyring.reveal(person.name) is ERASED

    def _send(self, letter_id: UUID, letter: Letter, now: datetime) -> None:
        live = self._reviews.case(letter.case_id)
        drawn = self._reviews.case_as(letter.case_id, letter.drawn_from)
        reveal = self._reviews.keyring.reveal
        because = why_held(letter, now=live, then=drawn, reveal=reveal)
        if because is None and letter.status is Status.DRAFTED:
            because = self._prepare(letter_id, letter, drawn, now)
            letter = self._reviews.letter(letter_id)
        if because is not None:
            self._reviews.hold_back_letter(
                letter_id,
                because=because,
                signed=_signed(letter, f"hold back/{because.name}", drawn, now),
            )
        elif letter.status is Status.PREPARED:
            self._hand_over(letter_id, letter, drawn, now)

    def _prepare(
        self, letter_id: UUID, letter: Letter, drawn: Case, now: datetime
    ) -> HeldBecause | None:
        """Make a letter and keep its copy; or say why it cannot be made."""
        try:
            copy = self._make(letter_id, letter, drawn)
        except PersonErased:
            return HeldBecause.ERASED
        except (CaseReviewRefused, LookupError, TemplateError, ValueError) as error:
            LOG.warning(
                "a letter could not be made",
                letter_id=str(letter_id),
                because=_name(error),
            )
            return HeldBecause.FAILED
        self._reviews.prepare_letter(
            letter_id,
            sha256=copy.sha256,
            pages=copy.pages,
            made_with=made_with(template_id(letter.kind)),
            signed=_signed(letter, "prepare", drawn, now),
        )
        return None

    def _make(self, letter_id: UUID, letter: Letter, drawn: Case) -> Copy:
        caseworker = drawn.trigger.caseworker_id
        document = compose(
            drawn,
            letter,
            self._reviews.keyring.reveal,
            contact_name=self._name_of(caseworker) if caseworker else "",
            status_code=code_of(drawn.contact, self._reviews.keyring),
        )
        return self._outbox.keep(letter_id, letter, printed(document))

    def _hand_over(
        self, letter_id: UUID, letter: Letter, drawn: Case, now: datetime
    ) -> None:
        self._put(letter_id, letter)
        self._reviews.hand_over_letter(
            letter_id,
            way=Way.PRINT_QUEUE,
            because=ChosenBecause.EMAIL_NOT_SET_UP,
            signed=_signed(letter, "hand over", drawn, now),
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
        except (CaseReviewRefused, PersistenceError) as refused:
            self._failed = True
            LOG.info("left for the next round", what=what, because=_name(refused))
        except Exception as error:  # noqa: BLE001  one letter stops no other
            self._failed = True
            # Without the error's own words: they may tell of a person.
            LOG.error("failed", what=what, because=_name(error), **which)  # noqa: TRY400


class CopyLost(Exception):
    """A letter is on record as made, and the office database has no copy of it."""


def _signed(letter: Letter, step: str, drawn: Case, now: datetime) -> Signed:
    """Sign for the sender: the same step of the same letter is the same command."""
    return Signed(
        by=SENDER,
        for_body=drawn.procedure.lead_body.body_id,
        at=now,
        command_id=uuid5(letter.id, f"{step}/{letter.version}"),
    )


def _as_uuid(id_: UUID | str) -> UUID:
    return id_ if isinstance(id_, UUID) else UUID(id_)


def _name(error: Exception) -> str:
    return type(error).__name__
