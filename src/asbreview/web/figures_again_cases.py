"""The cases behind a number of what was done again on reviews."""

from dataclasses import dataclass
from typing import ClassVar, Final

from litestar.exceptions import NotFoundException

from asbreview.web.board import put_up
from asbreview.web.figures_again_by import CASES, NUMBERS
from asbreview.web.figures_board import AGAIN, FiguresPages, Over
from asbreview.web.figures_cases import (
    CaseCounted,
    CasesBoard,
    CasesCounted,
    kept_last,
)
from asbreview.web.figures_time import efforts_over
from asbreview.web.words import counted

ALL: Final = "Reviews whose outcome was told"
DEFINED: Final = (
    "Each case whose outcome was told in the period, with the days from the day its"
    " application was received to the day its applicant was told."
)
OF_THE_PERIOD: Final = " Of the reviews whose outcome was told in the period."


@dataclass(frozen=True)
class AgainCasesBoard(CasesBoard):
    """Where the cases are put up of which something was done again, or was not."""

    SECTION: ClassVar = AGAIN
    HERE: ClassVar = CASES

    def tell(self, over: Over) -> CasesCounted:
        """Return the cases of the number that is asked for, and how often it was."""
        of = self.named("of")
        if (of and of not in NUMBERS) or self.named("which"):
            raise NotFoundException
        told, efforts = over.told(), efforts_over(over)
        within = self.within(over, told)
        own = [
            CaseCounted(life, (life.applied_on, life.outcome_told_on, often))
            for life in told
            for often in (
                NUMBERS[of].often(efforts[life.case_id]) if of else life.lead_time or 0,
            )
            if life.case_id in within and (often or not of)
        ]
        together = sum(int(str(each.told[-1])) for each in own)
        return CasesCounted(
            NUMBERS[of].title if of else ALL,
            f"{together:,}, on {counted(len(own), 'case')}.{self.group}",
            NUMBERS[of].definition + OF_THE_PERIOD if of else DEFINED,
            ("Applied on", "Outcome told on", "How often" if of else "Days"),
            kept_last(over, own),
        )


class AgainCasesPages(FiguresPages):
    """The cases behind a number of what was done again."""

    path = CASES
    dependencies = put_up(AgainCasesBoard)
