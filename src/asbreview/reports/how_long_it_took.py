"""How long cases took from the application to the outcome told."""

from collections.abc import Iterator, Sequence
from typing import Final

from asbreview.domain.days import in_words as day_in_words
from asbreview.domain.reporting_period import Period
from asbreview.drawing import cases_drawn
from asbreview.reports.document import Block, Drawn, Says, Table
from asbreview.reports.gathering import RUN, Facts
from asbreview.reports.periods import called, in_words, quarter_of
from asbreview.reports.sentences import (
    compared,
    days,
    many,
    quickest_first,
    sentence,
    took,
    was,
)
from projections.flow import not_told_yet
from projections.process_charts import ENOUGH, Phase
from projections.small_numbers import FEWEST
from projections.waits import Life

NONE_TOLD: Final = (
    "No outcome of a review was told in this {}. So nothing can be said of how long a"
    " review took."
)
HOW_TO_READ: Final = (
    "Each point is a case, in the order in which outcomes were told. Black line: the"
    " average. Dashed lines: nearly all cases lie between them by chance alone. A"
    " diamond is a case that is not to be put down to chance."
)
APART: Final = (
    "The cases under each version of the procedures stand together, whenever they were"
    " told."
)
PUT_TOGETHER: Final = (
    f" In the numbers below, a quarter of fewer than {FEWEST} cases is put together"
    " with those beside it, so that no row tells of a few households."
)
OfPeriod = tuple[Period, list[tuple[float, str]]]  # the days of each case, and so said
NO_LIMITS: Final = "\u2013"


def how_long(facts: Facts) -> Iterator[Block]:
    """Tell the days from the application to the outcome told, of single cases."""
    name = called(facts.period)
    if not facts.told:
        yield Says(NONE_TOLD.format(name))
    else:
        taken, earlier = days_taken(facts.told), days_taken(facts.told_earlier)
        n = len(taken)
        yield Says(
            sentence(
                f"{many(n, 'outcome')} {was(n)} told. From the application to the"
                f" outcome it took {took(taken)} (n = {n})"
            )
        )
        yield Says(compared(taken, earlier, called=name))
    if len(facts.run) >= FEWEST:
        yield _chart(facts)
        yield _limits(facts.phases)


def days_taken(lives: Sequence[Life]) -> list[int]:
    """Return the days that each case took; of one whose outcome was not told none."""
    return [life.lead_time or 0 for life in lives]


def _chart(facts: Facts) -> Block:
    title = f"Days from application to outcome, by case, over {RUN} months"
    phases = facts.phases
    says = " ".join(_of_chart(facts, phases))
    return Drawn(
        "lead-time",
        title,
        says,
        cases_drawn("lead-time", title, says, phases, "days"),
        f"{HOW_TO_READ}{_which(facts)}{PUT_TOGETHER}",
        _by_quarter(facts, phases),
    )


def _limits(phases: Sequence[Phase]) -> Table:
    """Return what the chart's points are reckoned by: from when on, and why anew."""
    header = (
        *("Reckoned together", "Cases (n)", "Average", "Lower limit", "Upper limit"),
        "On trial",
    )
    rows = tuple((*_reckoned(phase), _on_trial(phase)) for phase in phases)
    return Table("The limits of the chart", header, rows, (36, 12, 13, 13, 13, 13))


def _reckoned(phase: Phase) -> tuple[str, ...]:
    began, n = phase.began_with, str(len(phase.points))
    name = f"{began.says}: {day_in_words(began.on)}" if began else "From the first on"
    if phase.limits is None:
        return name, n, NO_LIMITS, NO_LIMITS, NO_LIMITS
    # No case takes fewer days than none: so the chart is drawn, too.
    return name, n, *(f"{max(0.0, each):.1f}" for each in phase.limits)


def _on_trial(phase: Phase) -> str:
    return f"yes: fewer than {ENOUGH}" if phase.is_on_trial else "no"


def _which(facts: Facts) -> str:
    """Say which points are those of the period: the last ones.

    Of fewer than five it is not said.  Where versions stand apart, they need not be
    the last.
    """
    n, name = len(facts.told), called(facts.period)
    if len({life.version for life in facts.run}) > 1:
        return f" {APART}"
    return f" The last {n} are of this {name}." if n >= FEWEST else ""


def _of_chart(facts: Facts, phases: Sequence[Phase]) -> Iterator[str]:
    last, n = phases[-1], len(phases[-1].points)
    since = _since(facts, phases)
    limits = last.limits
    if limits is None:
        yield f"There is one case{since} (n = 1): no more is known of what is usual."
        return
    yield (
        f"{many(n, 'case')[:1].upper()}{many(n, 'case')[1:]}{since}:"
        f" {days(limits.mean)} on average; from {max(0, limits.lower):.0f} to"
        f" {days(limits.upper)} is usual (n = {n})."
    )
    if last.is_on_trial:
        yield (
            f"With fewer than {ENOUGH} cases, that is on trial: do not rely on it. It"
            " is too early to say what stands out."
        )
    if still := quickest_first(not_told_yet(facts.open_cases, facts.run)):
        yield still
    yield from _standing_out(facts, phases)


def _since(facts: Facts, phases: Sequence[Phase]) -> str:
    """Say from which dated event on the latest cases are reckoned, if from any."""
    began = phases[-1].began_with
    if len(phases) < 2 or began is None:  # noqa: PLR2004  a before and an after
        return ""
    if any(began == change for change in facts.changes):
        return f" since {day_in_words(began.on)} ({began.says})"
    latest = max((life.version for life in facts.run), default=0)
    return f" under version {latest} of the procedures"


def _standing_out(facts: Facts, phases: Sequence[Phase]) -> Iterator[str]:
    """Say how many of the period stand out, of those whose limits are not on trial."""
    own = [
        point
        for phase in phases
        for point in phase.points
        if point.observed.on >= facts.period.from_ and not phase.is_on_trial
    ]
    out = sum(bool(point.signals) for point in own)
    name = called(facts.period)
    charted = (
        "" if len(own) == len(facts.told) else " with limits that are not on trial"
    )
    if own and out:
        of = f"Of the {len(own)} of this {name}{charted}, {out} {was(out)}"
        one = f"The one of this {name}{charted} was"
        yield f"{of if len(own) > 1 else one} not to be put down to chance."
    elif own:
        of = f"None of the {len(own)}" if len(own) > 1 else "The one"
        cases = "cases" if len(own) > 1 else "case"
        out_of = "stands out" if len(own) > 1 else "does not stand out"
        yield f"{of} {cases} of this {name}{charted} {out_of}."


def _by_quarter(facts: Facts, phases: Sequence[Phase]) -> Table:
    """Return the numbers of the chart, of no fewer than five cases in a row.

    Single cases keep no day, no name, and no place in the order.
    """
    reporting = facts.procedure.reporting
    by_quarter: dict[Period, list[tuple[float, str]]] = {}
    for point in (point for phase in phases for point in phase.points):
        mark = " (stands out)" if point.signals else ""
        quarter, value = quarter_of(reporting, point.observed.on), point.observed.value
        by_quarter.setdefault(quarter, []).append((value, f"{value:g}{mark}"))
    rows = tuple(
        (in_words(period), str(len(own)), ", ".join(said for _, said in sorted(own)))
        for period, own in _five_or_more(sorted(by_quarter.items()))
    )
    header = ("Periods of the outcome", "Cases (n)", "Days of each, fewest first")
    return Table("The numbers of the chart", header, rows, (34, 12, 54))


def _five_or_more(quarters: Sequence[OfPeriod]) -> list[OfPeriod]:
    """Join quarters to those that follow until each has five; the last to the last."""
    found: list[OfPeriod] = []
    for period, own in quarters:
        if found and len(found[-1][1]) < FEWEST:
            before, earlier = found.pop()
            found.append((Period(before.from_, period.to), [*earlier, *own]))
        else:
            found.append((period, own))
    if len(found) > 1 and len(found[-1][1]) < FEWEST:
        last, own = found.pop()
        before, earlier = found.pop()
        found.append((Period(before.from_, last.to), [*earlier, *own]))
    return found
