"""Figures side by side: of the reviews of each category, place, channel, version."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

from litestar.exceptions import NotFoundException

from asbreview.web.figures_alike import BREAKDOWNS, KEPT, group_name
from asbreview.web.figures_board import FiguresBoard, Over
from asbreview.web.forms import Says
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked
from asbreview.web.submitted import Shown

T = TypeVar("T")
AT_FIRST: Final = next(iter(BREAKDOWNS))


class SideBySideAsked(PeriodAsked):
    """A period, and by what its reviews are set side by side."""

    SAYS: ClassVar[Mapping[str, Says]] = {
        **PeriodAsked.SAYS,
        "by": Says.select("by what they are set side by side"),
    }

    by: str = ""


class Column(NamedTuple):
    """A number of some cases or requests, and what its own cases are asked for with.

    `number` is nothing where there is none to tell, as the middle of no answers.
    """

    head: str
    of: str
    which: str
    number: Callable[[Sequence[Any]], float | None]


class Row(NamedTuple):
    """What is alike, as what it is grouped, and its number under each column."""

    value: str
    numbers: list[float | None]

    @property
    def name(self) -> str:
        """What it is called."""
        return group_name(self.value)


class SideBySide(NamedTuple):
    """A table: what each number counts, a row for each group, and all together."""

    title: str
    columns: Sequence[Column]
    rows: list[Row]
    together: Row


class Told(NamedTuple):
    """What is set side by side, by what, and how it is counted."""

    by: str
    title: str
    says: str
    tables: list[SideBySide]


def side_by_side(
    title: str,
    columns: Sequence[Column],
    each: Iterable[tuple[str, T]],
    *,
    by: str,
) -> SideBySide:
    """Set *each* beside the others; it comes with the name of its group.

    The largest group is first, but versions stand in their order; what is kept from
    whoever asks is last.
    """
    groups: dict[str, list[T]] = {}
    for name, one in each:
        groups.setdefault(name, []).append(one)

    def order(name: str) -> tuple[bool, int, str]:
        first = len(name) if by == "version" else -len(groups[name])
        return name == KEPT, first, name

    def row(name: str, of: Sequence[T]) -> Row:
        return Row(name, [column.number(of) for column in columns])

    rows = [row(name, groups[name]) for name in sorted(groups, key=order)]
    all_of_them = [one for of in groups.values() for one in of]
    return SideBySide(title, columns, rows, row("Together", all_of_them))


@dataclass(frozen=True)
class SideBySideBoard(FiguresBoard):
    """Where figures are put up side by side.

    `HERE` is where that is, and `OPENS` where the cases of each number are.  404 for
    what nothing is set side by side by.
    """

    TEMPLATE: ClassVar[str] = "figures/by.html.jinja"
    ASKS: ClassVar = SideBySideAsked
    FILE: ClassVar = "side-by-side"
    HERE: ClassVar[str]
    OPENS: ClassVar[str]
    COUNTED: ClassVar[str]

    @abstractmethod
    def tables(self, over: Over, by: str) -> list[SideBySide]:
        """Return the tables."""

    @property
    def by(self) -> str:
        """By what it is asked to be told."""
        return Shown(self.typed).value("by") or AT_FIRST

    def tell(self, over: Over) -> Told:
        """Return what is set side by side."""
        if self.by not in BREAKDOWNS:
            raise NotFoundException
        tables = self.tables(over, self.by)
        title = f"{self.SECTION.title}, by {BREAKDOWNS[self.by].lower()}"
        return Told(self.by, title, self.COUNTED, tables)

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield each number of each table, those of all together after the others."""
        yield "table", "by", "which", "counted", "number"
        told = self.tell(over)
        for table in told.tables:
            for row in (*table.rows, table.together):
                for column, number in zip(table.columns, row.numbers, strict=True):
                    yield table.title, told.by, row.name, column.head, number

    def framed(self, shown: Shown, **told: Any) -> Page:
        """Show the form that asks for another period of the same."""
        return super().framed(
            replace(shown, typed={**shown.typed, "by": [self.by]}),
            here=self.HERE,
            opens=self.OPENS,
            breakdowns=BREAKDOWNS,
            of_the_period=self.query({**shown.typed, "by": []}),
            **told,
        )
