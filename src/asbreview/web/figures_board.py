"""Where figures are put up, each kind of them on a page of its own."""

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple, TypedDict, TypeVar
from uuid import UUID

from litestar import Controller, get
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Response
from sqlalchemy import Connection

from asbreview.domain.procedure import Procedure
from asbreview.domain.reporting_period import Period
from asbreview.web.board import NOT_SHOWN, READS_FIGURES, Board
from asbreview.web.comma_separated import saved_as_csv
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked, filled
from asbreview.web.submitted import Shown
from projections.remembered import Remembered
from projections.scope import Scope, seen_among, seen_in_area
from projections.waits import Life, told_between

A = TypeVar("A")


class Section(NamedTuple):
    """A page of figures: where it is, what it is called, and what it tells."""

    address: str
    title: str
    tells: str


GLANCE: Final = Section("/figures", "At a glance", "")
TIME: Final = Section(
    "/figures/time",
    "Where the time goes",
    "Every review from application to outcome, the stages it went through and whom it"
    " waited for; by category, place, way of applying and version of the procedures.",
)
OPEN: Final = Section(
    "/figures/open",
    "Open and late",
    "What is late and whose it is, how old the open cases are, and how often"
    " applications come.",
)
BODIES: Final = Section(
    "/figures/bodies",
    "How soon bodies answered",
    "Each body\u2019s answers to what it was asked under Sch.4 para 7.",
)
AGAIN: Final = Section(
    "/figures/again",
    "First time right",
    "Steps done again, handovers, and what had to be asked for once more: reminders,"
    " calls, challenges and repeat applications.",
)
COUNTS: Final = Section(
    "/figures/counts",
    "What is counted",
    "The four figures of s.104(9), what they do not say, and how they add up.",
)
FOUND: Final = Section(
    "/figures/satisfaction",
    "How people found it",
    "What people answered whose case was closed.",
)
REMEMBERED: Final = Remembered()
SECTIONS: Final = (GLANCE, TIME, OPEN, BODIES, AGAIN, COUNTS, FOUND)


class AskedOf(TypedDict):
    """An area and a period, as the projections ask for them."""

    area_id: str
    from_: date
    to: date
    as_of: int | None


class Over(NamedTuple):
    """What figures are told of, from what is known at a position of the log, to whom.

    `on` is the day that is looked at.
    """

    db: Connection
    procedure: Procedure
    area_id: str
    period: Period
    on: date
    as_of: int | None
    scope: Scope

    @property
    def until(self) -> date:
        """The last day of the period, or the day that is looked at if it is before."""
        return min(self.period.to, self.on)

    @property
    def asked(self) -> AskedOf:
        """What the projections are asked with."""
        return {
            "area_id": self.area_id,
            "from_": self.period.from_,
            "to": self.period.to,
            "as_of": self.as_of,
        }

    def recall(self, ask: Callable[..., A], **asked: Any) -> A:
        """Return what is asked of the views; what they answered while they stood so."""
        return REMEMBERED.answer(ask, self.db, asked)

    def told(self) -> list[Life]:
        """Return the reviews whose outcome was told in the period."""
        return self.recall(told_between, **self.asked)

    def seen(self, cases: Collection[UUID]) -> set[UUID]:
        """Return those of some cases that are named to who asks."""
        return seen_among(self.db, cases, self.scope) if self.scope.areas else set()

    def named(self, lives: Sequence[Life]) -> list[Life]:
        """Return cases of the area without the references of those not shown."""
        seen = self.seen_here({life.case_id for life in lives})
        return [
            life if life.case_id in seen else life._replace(reference=NOT_SHOWN)
            for life in lives
        ]

    def seen_here(self, cases: set[UUID]) -> set[UUID]:
        """Return which cases of the area, as they are, are named to who asks."""
        if self.as_of is not None:
            return self.seen(cases)
        return seen_in_area(self.db, self.area_id, cases, self.scope)


@dataclass(frozen=True)
class FiguresBoard(Board):
    """Where figures of one kind are put up: of which areas, for whom, as of when."""

    SECTION: ClassVar[Section]
    FILE: ClassVar[str]
    UNTOLD: ClassVar = {"told": None, "period": None}

    @abstractmethod
    def tell(self, over: Over) -> Any:
        """Return what the page tells."""

    @abstractmethod
    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield what is saved as a table, the names of its columns first."""

    def page(self, asked: PeriodAsked) -> Page:
        """Show the figures."""
        period = self.period_of(asked)
        with self.given.views.connect() as db:
            over = self.over(db, asked.area, period)
            told = self.tell(over)
        shown = Shown(filled(asked.area, period))
        return self.framed(shown, told=told, period=period, until=over.until)

    def as_csv(self, asked: PeriodAsked) -> Response[Any]:
        """Return a table of them as a file to be saved."""
        return self.saving(self.FILE, self.rows)(asked)

    def saving(
        self, file: str, rows: Callable[[Over], Iterator[Sequence[object]]]
    ) -> Callable[[PeriodAsked], Response[Any]]:
        """Return what gives another table of them as a file to be saved."""

        def save(asked: PeriodAsked) -> Response[Any]:
            period = self.period_of(asked)
            with self.given.views.connect() as db:
                heads, *told = rows(self.over(db, asked.area, period))
            name = f"{file}-{asked.area}-{period.from_}-{period.to}"
            return saved_as_csv(name, heads, told)

        return save

    def over(self, db: Connection, area_id: str, period: Period) -> Over:
        """Return what is told of."""
        procedure, position = self.procedure_of(area_id), self.as_of.position
        return Over(db, procedure, area_id, period, self.on, position, self.seen)

    def framed(self, shown: Shown, **told: Any) -> Page:
        """Show the form that asks for a period, the other pages, and what is told."""
        return super().framed(shown, section=self.SECTION, sections=SECTIONS, **told)


# What is given is of a kind of it, which is not checked: the kind is put up by us.
OnBoard = NamedDependency[SkipValidation[FiguresBoard]]


class FiguresPages(Controller):
    """Figures of one kind, looked at and saved.

    A kind has a `path` of its own and puts its board up among its `dependencies`.
    """

    opt: dict[str, Any] | None = READS_FIGURES

    @get(sync_to_thread=True)
    def show(self, board: OnBoard) -> Response[Any]:
        """Show the figures of the period asked for; at first, of today's."""
        return board.answered(board.page)

    @get("/csv", sync_to_thread=True)
    def save(self, board: OnBoard) -> Response[Any]:
        """Give a table of them as CSV."""
        return board.answered(board.as_csv)
