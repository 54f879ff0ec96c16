"""Sending each email to a body once, whatever happens.

As for letters (`docs/decisions/0039`): the log is asked before the first word is passed
on, what was surely not taken is tried again, and of what may have gone a person finds
out.  The address is read here and nowhere else on the way.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID, uuid4, uuid5

import structlog
from eventsourcing.persistence import PersistenceError

from asbreview.domain.days import local_day
from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Signed
from asbreview.domain.sealed import ERASED
from asbreview.letters.answers import PAUSES, NotYet
from asbreview.letters.asking_after import NO_ANSWER_BY
from asbreview.letters.ways.carrying import NotTaken, Unsure
from asbreview.letters.ways.smtp import Mail, MailServer
from asbreview.reviews import Case, CaseReviews
from asbreview.signing import SENDER

LOG: Final = structlog.get_logger(__name__)
Now = Callable[[], datetime]


class ToABody(Protocol):
    """A record of what is sent to a body of a case."""

    case_id: UUID
    body_id: UUID
    tries: int
    tried_at: datetime | None

    @property
    def id(self) -> UUID:
        """The id of the record."""

    @property
    def version(self) -> int:
        """How many events it has."""


R = TypeVar("R", bound=ToABody)


class Ready(NamedTuple):
    """An email as it goes, and what records that it is handed over."""

    mail: Mail
    hand_over: Callable[[Signed], object]


class OnceByEmail(ABC, Generic[R]):
    """Takes each email as far as it can go, and records what came of it."""

    WHAT: ClassVar[str]
    """What is sent, for the log."""

    def __init__(self, reviews: CaseReviews, server: MailServer | None) -> None:
        self._reviews, self._server = reviews, server
        self._down: Obstacle | None = None

    def begin_round(self) -> None:
        """Try again a server that could not be reached on the round before."""
        self._down = None

    @abstractmethod
    def _why_not(
        self, record: R, case: Case, email: str, at: datetime
    ) -> StrEnum | None:
        """Return why what waits is not to go."""

    @abstractmethod
    def _ready(
        self, record: R, case: Case, to: tuple[UUID, str], at: datetime
    ) -> Ready:
        """Return the email as it goes, to an entry of the directory with an address."""

    @abstractmethod
    def _hold_back(self, record: R, because: StrEnum, signed: Signed) -> None:
        """Record that it does not go."""

    @abstractmethod
    def _accept(self, record: R, signed: Signed) -> None:
        """Record that it was taken."""

    @abstractmethod
    def _refuse(
        self, record: R, because: Obstacle, since: int, signed: Signed, *, is_last: bool
    ) -> None:
        """Record that it was surely not taken, for now or for good."""

    @abstractmethod
    def _become_uncertain(
        self, record: R, because: Obstacle, since: int, signed: Signed
    ) -> None:
        """Record that nobody can say whether it was taken."""

    def _give_up_waiting(self, record: R, handed_over_at: datetime, now: Now) -> None:
        until = handed_over_at + NO_ANSWER_BY
        if now() < until:
            raise NotYet(until)
        self._uncertain(record, Obstacle.NO_END, record.version, now)

    def _send(self, record: R, now: Now) -> None:
        if record.tried_at is not None and record.tries:
            until = record.tried_at + PAUSES[min(record.tries, len(PAUSES)) - 1]
            if now() < until:
                raise NotYet(until)
        case = self._reviews.case(record.case_id)
        to = self._address(record, now())
        because = self._why_not(record, case, to[1] if to else "", now())
        if because is None and to is not None:
            self._pass_on(record, case, to, now)
        elif because is not None:
            signed = self._signed(record, case, f"hold back/{record.version}", now)
            self._hold_back(record, because, signed)

    def _pass_on(self, record: R, case: Case, to: tuple[UUID, str], now: Now) -> None:
        version = record.version

        def handed_over(ready: Ready) -> None:
            nonlocal version
            signed = self._signed(record, case, "hand over", now)
            # Of its own: another worker's is another command, and is refused.
            ready.hand_over(signed.model_copy(update={"command_id": uuid4()}))
            version += 1

        try:
            self._carry(
                lambda: self._ready(record, case, to, now()), handed_over=handed_over
            )
        except NotTaken as refused:
            self._refused(record, case, refused, version, now)
        except Unsure as unsure:
            self._uncertain(record, unsure.because, version, now)
        else:
            self._accept(record, self._signed(record, case, f"accept/{version}", now))

    def _carry(
        self, make: Callable[[], Ready], *, handed_over: Callable[[Ready], None]
    ) -> None:
        """Hand the email in; whatever else fails is `NotTaken`, or `Unsure` after."""
        assert self._server is not None  # noqa: S101
        if self._down:
            raise NotTaken(self._down)
        is_handed_over = False

        def hand_over() -> None:
            nonlocal is_handed_over
            handed_over(ready)
            is_handed_over = True

        try:
            ready = make()
            self._server.send(ready.mail, about_to=hand_over)
        except (NotTaken, Unsure, CaseReviewRefused, PersistenceError):
            raise
        except Exception as error:  # noqa: BLE001  one email stops no other
            # Without the error's own words: they may name an address.
            failed = type(error).__name__
            LOG.error("failed", what=self.WHAT, because=failed)  # noqa: TRY400
            raise (Unsure if is_handed_over else NotTaken)(Obstacle.OURS) from None

    def _address(self, record: R, at: datetime) -> tuple[UUID, str] | None:
        known = self._reviews.contact_point(record.body_id)
        by = known.on(local_day(at)) if known else None
        if by is None:
            return None
        email = self._reviews.keyring.reveal(by.email)
        return None if email is ERASED or not email else (by.entry_id, email)

    def _refused(
        self, record: R, case: Case, refused: NotTaken, since: int, now: Now
    ) -> None:
        """Record a refusal; one for good, or one too many, is a person's task."""
        if refused.is_down:
            self._down = refused.because
        signed = self._signed(record, case, f"refuse/{since}", now)
        is_last = refused.for_good or record.tries >= len(PAUSES)
        self._refuse(record, refused.because, since, signed, is_last=is_last)

    def _uncertain(self, record: R, because: Obstacle, since: int, now: Now) -> None:
        case = self._reviews.case(record.case_id)
        signed = self._signed(record, case, f"uncertain/{since}", now)
        self._become_uncertain(record, because, since, signed)

    @staticmethod
    def _signed(record: R, case: Case, step: str, now: Now) -> Signed:
        """Sign for the sender: the same step of the same email is the same command."""
        return Signed(
            by=SENDER,
            for_body=case.procedure.lead_body.body_id,
            at=now(),
            command_id=uuid5(record.id, step),
        )
