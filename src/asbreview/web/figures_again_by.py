"""What was done again, and whose hands it went through, side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple
from uuid import UUID

from asbreview.web.board import put_up
from asbreview.web.figures_again import COUNTED, FIRST_TIME
from asbreview.web.figures_alike import alike
from asbreview.web.figures_board import AGAIN, FiguresPages, Over
from asbreview.web.figures_by import Column, SideBySide, SideBySideBoard, side_by_side
from asbreview.web.figures_time import efforts_over
from projections.efforts import Effort
from projections.waits import Life

CASES: Final = f"{AGAIN.address}/cases"
SAYS: Final = (
    "Of the reviews whose outcome was told in the period, what was recorded up to the"
    " day on which it was told, that day included; a challenge, whenever it came. Each"
    " column adds up to its last row. Beside few reviews a number says little: it is of"
    " those cases, and opens to them."
)


class NumberOfEffort(NamedTuple):
    """A number of what a review took: what it counts, and how often it was."""

    title: str
    definition: str
    often: Callable[[Effort], int]


NUMBERS: Final[Mapping[str, NumberOfEffort]] = {
    "right": NumberOfEffort(
        "Right the first time", FIRST_TIME, lambda x: int(x.is_first_time_right)
    ),
    "touched": NumberOfEffort(
        "Days touched",
        "On these days of the cases somebody of the bodies recorded something.",
        lambda x: x.touched,
    ),
    **{
        title.lower().replace(" ", "-"): NumberOfEffort(title, definition, often)
        for title, definition, often in COUNTED
    },
}
DONE_AGAIN: Final = ("right", "steps-done-again", "recorded-in-error", "challenges")


@dataclass(frozen=True)
class AgainSideBySide(SideBySideBoard):
    """Where it is put up side by side what was done again."""

    SECTION: ClassVar = AGAIN
    HERE: ClassVar = f"{AGAIN.address}/by"
    OPENS: ClassVar = CASES
    COUNTED: ClassVar = SAYS

    def tables(self, over: Over, by: str) -> list[SideBySide]:
        """Return what was done again, and the work on it."""
        told = over.named(over.told())
        efforts, names = efforts_over(over), alike(over, told, by)
        each = [(names[life.case_id], life) for life in told]
        rest = [code for code in NUMBERS if code not in DONE_AGAIN]
        of_work = [_reviews(), _days(), *(_column(code, efforts) for code in rest)]
        of_again = [_reviews(), *(_column(code, efforts) for code in DONE_AGAIN)]
        return [
            side_by_side("What was done again", of_again, each, by=by),
            side_by_side("Work, hands and asking once more", of_work, each, by=by),
        ]


def _reviews() -> Column:
    return Column("Reviews (n)", "", "", len)


def _days() -> Column:
    def number(lives: Sequence[Life]) -> int:
        return sum(life.lead_time or 0 for life in lives)

    return Column("Days in all", "", "", number)


def _column(code: str, efforts: dict[UUID, Effort]) -> Column:
    often = NUMBERS[code].often

    def number(lives: Sequence[Life]) -> int:
        return sum(often(efforts[life.case_id]) for life in lives)

    return Column(NUMBERS[code].title, code, "", number)


class AgainSideBySidePages(FiguresPages):
    """What was done again, side by side."""

    path = AgainSideBySide.HERE
    dependencies = put_up(AgainSideBySide)
