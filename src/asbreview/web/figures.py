"""The figures at a glance: how long, where that goes, better or worse, what is late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, NamedTuple

from asbreview.domain.days import in_words
from asbreview.reports.sentences import quickest_first
from asbreview.web.board import put_up
from asbreview.web.charts import Chart
from asbreview.web.figures_board import GLANCE, FiguresBoard, FiguresPages, Over
from asbreview.web.figures_open import LateStep, late_steps, whose
from asbreview.web.figures_time import (
    Spent,
    lead_chart,
    lead_phases,
    rows_of,
    spent_over,
    unfinished,
)
from asbreview.web.words import counted
from projections.flow import in_progress
from projections.late import HowMany, how_many_late
from projections.process_charts import (
    ENOUGH,
    IN_A_ROW,
    Lately,
    Phase,
    lately,
)
from projections.since_changed import since_changed
from projections.waits import Life

BETTER: Final = {
    Lately.HIGHER: "Getting longer",
    Lately.LOWER: "Getting shorter",
    Lately.AS_USUAL: "Neither better nor worse",
    Lately.TOO_FEW: "Too early to say",
}
SHIFTED: Final = {
    Lately.HIGHER: ("Longer since the change", "more"),
    Lately.LOWER: ("Shorter since the change", "less"),
}
SINCE_THE_CHANGE: Final = "Too early to say since the change"


class HowLong(NamedTuple):
    """How long reviews took, by those reckoned together last, and where that goes."""

    n: int
    phases: list[Phase]
    unfinished: int

    @property
    def days(self) -> float | None:
        """What they took on average; what the one took; nothing if there was none."""
        if not self.phases:
            return None
        last = self.phases[-1]
        if last.limits is None:
            return last.points[0].observed.value
        return last.limits.mean

    @property
    def usual(self) -> str:
        """Say of how many that is, and what is usual."""
        if not self.phases:
            return "No outcome was told in this period."
        last = self.phases[-1]
        n = counted(len(last.points), "review")
        if last.limits is None:
            return f"{n}: no more is known."
        low, high = max(0, last.limits.lower), last.limits.upper
        usual = f"From {low:.0f} to {high:.0f} days is usual"
        trial = f" (trial limits: fewer than {ENOUGH})" if last.is_on_trial else ""
        return f"On average, of {n}, to the outcome told. {usual}{trial}."

    @property
    def lately(self) -> Lately:
        """Whether it takes longer lately."""
        return lately(self.phases)

    @property
    def better(self) -> str:
        """Say at a glance whether it is getting better or worse."""
        if self.lately is Lately.TOO_FEW and len(self.phases) > 1:
            return SINCE_THE_CHANGE
        return SHIFTED[self.shift][0] if self.shift else BETTER[self.lately]

    @property
    def shift(self) -> Lately | None:
        """How the latest reviews lie beside those of before a change, if elsewhere.

        Nothing where they lie otherwise among themselves, which is later; nor while
        some under a new version are open: those told first are its quickest.
        """
        if self.unfinished or self.lately is not Lately.AS_USUAL:
            return None
        since = since_changed(self.phases)
        return since if since in SHIFTED else None

    @property
    def earlier_out(self) -> int:
        """How many reviews but the latest are not to be put down to chance."""
        points = [point for phase in self.phases for point in phase.points]
        return sum(bool(point.signals) for point in points[:-1])

    @property
    def why(self) -> str:
        """Say what that rests on."""
        return " ".join(self._why())

    def _why(self) -> Iterator[str]:
        if not self.phases:
            yield "There is no review to tell it from."
            return
        last = self.phases[-1]
        match self.lately:
            case Lately.TOO_FEW:
                n = counted(len(last.points), "review")
                yield f"{n}: it takes {ENOUGH} to tell a change from chance."
            case Lately.AS_USUAL:
                if self.shift:
                    than = SHIFTED[self.shift][1]
                    yield f"The latest {IN_A_ROW} took {than} than the average before."
                yield "The latest review lies where chance alone would have it."
            case _:
                signals = ", ".join(sorted(last.points[-1].signals))
                yield f"The latest review is not to be put down to chance: {signals}."
        if self.earlier_out:
            yield f"What else stands out on the chart came earlier: {self.earlier_out}."
        if last.began_with is not None and len(self.phases) > 1:
            says = last.began_with.says
            on = in_words(last.began_with.on)
            yield f"Reckoned from {says[:1].lower()}{says[1:]}, {on}."
            before = self.phases[-2]
            if before.limits and last.limits:
                n = counted(len(before.points), "review")
                yield f"Before: {before.limits.mean:.0f} days on average, of {n}."
            if self.unfinished:
                yield quickest_first(self.unfinished)


class LateNow(NamedTuple):
    """What is late on the day that is looked at, and which open case is the oldest."""

    many: HowMany
    whose: list[tuple[str, int]]
    longest: LateStep | None
    on: date
    open_cases: int
    oldest: Life | None
    longer: int
    past: int

    @property
    def oldest_days(self) -> int:
        """How old the oldest open case is."""
        return (self.on - self.oldest.applied_on).days if self.oldest else 0


class Glance(NamedTuple):
    """What is to be seen at once."""

    how_long: HowLong
    lead: Chart
    spent: Spent
    late: LateNow


@dataclass(frozen=True)
class GlanceBoard(FiguresBoard):
    """Where the figures are put up that are to be seen at once."""

    TEMPLATE: ClassVar[str] = "figures/show.html.jinja"
    SECTION: ClassVar = GLANCE
    FILE: ClassVar = "cases"

    def tell(self, over: Over) -> Glance:
        """Return what is to be seen at once."""
        told = over.told()
        phases = lead_phases(self, over, over.named(told))
        return Glance(
            HowLong(len(told), phases, unfinished(over)),
            lead_chart(over, phases),
            spent_over(over, told),
            late_now(over, told),
        )

    def rows(self, over: Over) -> Iterator[Sequence[object]]:
        """Yield the cases whose outcome was told, without names."""
        return rows_of(over)


def late_now(over: Over, told: Sequence[Life]) -> LateNow:
    """Return what is late on the day that is looked at."""
    asked = {"area_id": over.area_id, "on": over.on, "as_of": over.as_of}
    open_cases = over.recall(in_progress, **asked)
    many = over.recall(how_many_late, **asked)
    oldest = over.named(open_cases[:1])[0] if open_cases else None
    age = (over.on - oldest.applied_on).days if oldest else 0
    return LateNow(
        many,
        sorted(
            ((whose(body_id, over), n) for body_id, n in many.bodies.items()),
            key=lambda each: (-each[1], each[0]),
        ),
        next(iter(late_steps(over, most=1)), None),
        over.on,
        len(open_cases),
        oldest,
        sum((life.lead_time or 0) > age for life in told),
        len(told),
    )


class Figures(FiguresPages):
    """The figures at a glance, and the cases whose outcome was told, as a table."""

    path = "/figures"
    dependencies = put_up(GlanceBoard)
