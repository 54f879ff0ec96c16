"""The cases whose days were spent in a stage, or in waiting for a party."""

from collections.abc import Iterator, Mapping
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
    "told": "Reviews whose outcome was told",
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
ALL_TOLD: Final = (
    "Each case whose outcome was told in the period, with the days from the day its"
    " application was received to the day its applicant was told. The most days first."
)
NAMED: Final = frozenset({"stage", "party"})


@dataclass(frozen=True)
class SpentCasesBoard(CasesBoard):
    """Where the cases are put up that spent days in one way."""

    SECTION: ClassVar = TIME
    FILE: ClassVar = "days-of-cases"
    HERE: ClassVar = CASES

    def tell(self, over: Over) -> CasesCounted:
        """Return the days of each case in the stage, or for the party, asked for."""
        of, which = self.named("of"), self.named("which")
        if of not in TITLES or (of in NAMED) != bool(which):
            raise NotFoundException
        own = list(self._own(over, of, which))
        own.sort(key=lambda each: -each[1])
        days = counted(sum(spent for _, spent in own), "day")
        return CasesCounted(
            TITLES[of].format(which=which),
            f"{days}, on {counted(len(own), 'case')}.{self.group}",
            ALL_TOLD if of == "told" else COUNTED.format(DEFINED[of]),
            ("Applied on", "Outcome told on", "Days"),
            kept_last(over, [case for case, _ in own]),
        )

    def _own(
        self, over: Over, of: str, which: str
    ) -> Iterator[tuple[CaseCounted, int]]:
        """Yield each case that is counted, and its days."""
        told = over.told()
        within = self.within(over, told)
        if of == "told":
            spent = {life.case_id: life.lead_time or 0 for life in told}
        else:
            one = {of: which} if of else {}
            spent = days_of_cases(over.db, **over.asked, **one)
        for life in told:
            if life.case_id in within and life.case_id in spent:
                days = spent[life.case_id]
                yield (
                    CaseCounted(life, (life.applied_on, life.outcome_told_on, days)),
                    days,
                )


class SpentCasesPages(FiguresPages):
    """The cases whose days were spent in one way."""

    path = CASES
    dependencies = put_up(SpentCasesBoard)
