"""The cases that one number of the figures counts, on a page of their own.

So that the page that has the number reads and draws none of them until it is opened.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple
from uuid import UUID

from asbreview.web.board import is_withheld, row_of
from asbreview.web.figures_alike import alike, group_says
from asbreview.web.figures_board import FiguresBoard, Over
from asbreview.web.forms import Says
from asbreview.web.listed import WHOLE, listed
from asbreview.web.page import Page
from asbreview.web.period_asked import PeriodAsked
from asbreview.web.submitted import Shown
from projections.waits import Life

KEPT_ASKED: Final = ("of", "which", "by", "alike")
"""What stays as it was when another period of the same number is asked for."""


class NumberAsked(PeriodAsked):
    """A number of a period: what is counted, and of which stage, party or month.

    And of which group of cases, where it is set beside others: `by` is what they are
    grouped by, `alike` as what.
    """

    SAYS: ClassVar[Mapping[str, Says]] = {
        **PeriodAsked.SAYS,
        "of": Says.select("what is counted"),
        "which": Says.select("which of them"),
        "by": Says.select("by what its cases are grouped"),
        "alike": Says.select("which group of them"),
        "whole": Says.select("whether all are listed"),
    }

    of: str = ""
    which: str = ""
    by: str = ""
    alike: str = ""
    whole: str = ""


class CaseCounted(NamedTuple):
    """A case that is counted, and what is told of it under the heads of its number."""

    life: Life
    told: tuple[date | int | str | None, ...]


class CasesCounted(NamedTuple):
    """A number in words, what it counts, and its cases, each in a row or in several.

    `by` is what a row is of, `rows` what several are called.
    """

    title: str
    says: str
    definition: str
    heads: tuple[str, ...]
    cases: Sequence[CaseCounted]
    by: str = "Case by case"
    rows: str = "cases"


@dataclass(frozen=True)
class CasesBoard(FiguresBoard):
    """Where the cases of a number are put up, at first those that are listed first.

    `HERE` is where that is.  404 for what is no number of its page.
    """

    TEMPLATE: ClassVar[str] = "figures/cases.html.jinja"
    ASKS: ClassVar = NumberAsked
    FILE: ClassVar = "cases"
    HERE: ClassVar[str]

    @abstractmethod
    def tell(self, over: Over) -> CasesCounted:
        """Return what the number that is asked for counts."""

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield all its cases as rows of a table, the names of its columns first."""
        told = self.tell(over)
        yield "reference", *(head.lower().replace(" ", "_") for head in told.heads)
        for each in told.cases:
            yield row_of(over.scope, each.life.reference, *each.told)

    def named(self, name: str) -> str:
        """Return what the address says of the number; nothing if that is not said."""
        return Shown(self.typed).value(name)

    def within(self, over: Over, lives: Sequence[Life]) -> set[UUID]:
        """Return those of some cases that are of the group asked for, if one is."""
        cases = {life.case_id for life in lives}
        if not self.named("by"):
            return cases
        names = alike(over, over.named(lives), self.named("by"))
        return {case_id for case_id in cases if names[case_id] == self.named("alike")}

    @property
    def group(self) -> str:
        """Say of which group the cases are, if of one."""
        if not self.named("by"):
            return ""
        return group_says(self.named("by"), self.named("alike"))

    def framed(self, shown: Shown, **told: Any) -> Page:
        """Show the form that asks for another period of the same number."""
        number = {name: [self.named(name)] for name in KEPT_ASKED if self.named(name)}
        found = told.get("told")
        first = listed(found.cases, WHOLE, self.named(WHOLE)) if found else ()
        return super().framed(
            replace(shown, typed={**shown.typed, **number}),
            here=self.HERE,
            first=first,
            kept_asked=KEPT_ASKED,
            **told,
        )


def kept_last(over: Over, cases: Sequence[CaseCounted]) -> list[CaseCounted]:
    """Return them without the references of those not shown; what is withheld is last.

    Among the others such a row would tell by its place what it leaves out.
    """
    lives = over.named([each.life for each in cases])
    named = [each._replace(life=life) for each, life in zip(cases, lives, strict=True)]
    return sorted(named, key=lambda each: is_withheld(over.scope, each.life.reference))
