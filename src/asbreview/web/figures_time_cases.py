"""The cases whose days were spent in a stage, or in waiting for a party."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from litestar.exceptions import NotFoundException

from asbreview.web.board import put_up
from asbreview.web.figures_board import TIME, FiguresPages, Over
from asbreview.web.figures_cases import (
    CaseCounted,
    CasesBoard,
    CasesCounted,
    kept_last,
)
from asbreview.web.words import counted
from projections.days_spent import days_of_cases

CASES: Final = f"{TIME.address}/cases"
TITLES: Final[Mapping[str, str]] = {
    "": "Days from application to outcome",
    "stage": "Days in a stage: {which}",
    "party": "Days waiting for {which}",
}
DEFINED: Final[Mapping[str, str]] = {
    "": "",
    "stage": " Of those, the days in this stage: a case is in one at every moment.",
    "party": (
        " Of those, the days that it waited for this party: a case waits for one at"
        " every moment, and of several bodies for the first due that has not answered."
    ),
}
COUNTED: Final = (
    "The days of each case whose outcome was told in the period, from the day its"
    " application was received to the day its applicant was told the outcome of the"
    " review.{} The most days first; a case with none is not counted."
)


@dataclass(frozen=True)
class SpentCasesBoard(CasesBoard):
    """Where the cases are put up that spent days in one way."""

    SECTION: ClassVar = TIME
    FILE: ClassVar = "days-of-cases"
    HERE: ClassVar = CASES

    def tell(self, over: Over) -> CasesCounted:
        """Return the days of each case in the stage, or for the party, asked for."""
        of, which = self.named("of"), self.named("which")
        if of not in TITLES or bool(of) != bool(which):
            raise NotFoundException
        spent = days_of_cases(over.db, **over.asked, **({of: which} if of else {}))
        own = [
            CaseCounted(
                life, (life.applied_on, life.outcome_told_on, spent[life.case_id])
            )
            for life in over.told()
            if life.case_id in spent
        ]
        own.sort(key=lambda each: -spent[each.life.case_id])
        days = counted(sum(spent.values()), "day")
        return CasesCounted(
            TITLES[of].format(which=which),
            f"{days}, on {counted(len(own), 'case')}.",
            COUNTED.format(DEFINED[of]),
            ("Applied on", "Outcome told on", "Days"),
            kept_last(over, own),
        )


class SpentCasesPages(FiguresPages):
    """The cases whose days were spent in one way."""

    path = CASES
    dependencies = put_up(SpentCasesBoard)
