"""What happens with the figures that have to be published for each reporting period."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from pydantic import AwareDatetime

from asbreview.domain.model import Event, OpeningEvent, Value

if TYPE_CHECKING:
    from asbreview.domain.returns.record import PublishedReturns


class FiguresCounted(Value):
    """The cases behind each figure: the four of s.104(9), and what they do not say.

    Open at the start and received are together as many as ended and open at the end.
    """

    applications: tuple[UUID, ...]
    not_met: tuple[UUID, ...]
    reviews: tuple[UUID, ...]
    with_recommendations: tuple[UUID, ...]
    undecided: tuple[UUID, ...]
    withdrawn: tuple[UUID, ...]
    transferred: tuple[UUID, ...]
    joint: tuple[UUID, ...]
    referred_back: tuple[UUID, ...]
    came_from_elsewhere: tuple[UUID, ...]
    received: tuple[UUID, ...]
    open_at_start: tuple[UUID, ...]
    ended: tuple[UUID, ...]
    open_at_end: tuple[UUID, ...]


class BrokenDown(Value):
    """Applications by one thing, as published: each part shown, the rest together.

    Without parts shown there was nothing to tell but the total.
    """

    by: str
    shown: tuple[tuple[str, int], ...]
    together: tuple[str, ...]
    sum_together: int


class Return(Value):
    """A return as it was published: of which period, as of when, and what it told.

    `counted_as_of` is the instant whose log it was counted from: counted again as of
    it, it is the same.  `published_at` is where: the address of a page.
    """

    return_id: UUID
    area: str
    from_on: date
    to_on: date
    counted_as_of: AwareDatetime
    figures: FiguresCounted
    broken_down: tuple[BrokenDown, ...]
    published_on: date
    published_at: str


class ReturnsFileOpened(OpeningEvent):
    """The first return of an area was about to be recorded as published."""

    TOPIC: ClassVar[str] = "returns.file-opened"

    area_id: str


class ReturnPublished(Event):
    """The figures of a reporting period were published."""

    TOPIC: ClassVar[str] = "returns.return-published"

    published: Return

    def apply(self, aggregate: "PublishedReturns") -> None:
        """Keep it as it was published."""
        aggregate.on_record[self.published.return_id] = self.published


class ReturnReplaced(Event):
    """The figures of a reporting period were published again, and why they changed."""

    TOPIC: ClassVar[str] = "returns.return-replaced"

    replaces: UUID
    published: Return
    reason: str

    def apply(self, aggregate: "PublishedReturns") -> None:
        """Keep it beside the one that it takes the place of."""
        aggregate.on_record[self.published.return_id] = self.published
        aggregate.replaced_by[self.replaces] = self.published.return_id
        aggregate.reasons[self.published.return_id] = self.reason


class ReturnInError(Event):
    """A return was recorded as published that was not, or not so."""

    TOPIC: ClassVar[str] = "returns.return-in-error"

    return_id: UUID
    reason: str

    def apply(self, aggregate: "PublishedReturns") -> None:
        """Hold it for published no longer; what it had replaced stands again."""
        aggregate.in_error[self.return_id] = self.reason
        aggregate.replaced_by = {
            was: by for was, by in aggregate.replaced_by.items() if by != self.return_id
        }
