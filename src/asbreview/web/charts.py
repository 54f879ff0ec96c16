"""Charts of single cases in order, and the sentence that says what each shows."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from asbreview.domain.days import in_words
from asbreview.drawing import cases_drawn
from asbreview.web.words import counted
from projections.process_charts import ENOUGH, Phase, Rebased, latest

MOST_NAMED: Final = 5
DRAWN: Final = 120  # more cannot be told apart


class Chart(NamedTuple):
    """A chart, the sentence that says what it shows, and what it is drawn from.

    No more than the latest `DRAWN` are drawn, and told beside it.
    """

    chart_id: str
    title: str
    sentence: str
    svg: Markup
    phases: list[Phase]

    @property
    def n(self) -> int:
        """How many points it has."""
        return sum(len(phase.points) for phase in self.phases)

    @property
    def begun_anew(self) -> list[Rebased]:
        """The dated events at which limits begin anew, of what is drawn."""
        return [phase.began_with for phase in self.drawn[1:] if phase.began_with]

    @property
    def drawn(self) -> list[Phase]:
        """Those that are drawn."""
        return latest(self.phases, DRAWN)


def chart(
    chart_id: str, title: str, phases: list[Phase], *, of: str, besides: str = ""
) -> Chart:
    """Draw values in order; *of* says of what, such as "days".

    What its sentence does not say of itself is said *besides*.
    """
    sentence = f"{sentence_of(phases, of=of)} {besides}".rstrip()
    svg = cases_drawn(chart_id, title, sentence, latest(phases, DRAWN), of)
    return Chart(chart_id, title, sentence, svg, phases)


def sentence_of(phases: Sequence[Phase], *, of: str) -> str:
    """Say what a chart shows: what is usual by now, and what stands out."""
    if not phases:
        return "There is nothing to show in this period."
    return " ".join(_sentences(phases, of))


def _sentences(phases: Sequence[Phase], of: str) -> Iterator[str]:
    last = phases[-1]
    n = len(last.points)
    if len(phases) > 1 and last.began_with is not None:
        on = in_words(last.began_with.on)
        yield f"{last.began_with.says}: {on}. Reckoned from there (n = {n}):"
    else:
        yield f"n = {n}."
    if last.limits is None:
        yield f"One value, {last.points[0].observed.value:g} {of}: no more is known."
        return
    low, high = max(0, last.limits.lower), last.limits.upper
    mean = f"{last.limits.mean:.0f} {of} on average"
    yield f"{mean}; from {low:.0f} to {high:.0f} is usual."
    if last.is_on_trial:
        few = f"These are trial limits: fewer than {ENOUGH} points."
        yield f"{few} It is too early to say what stands out."
        if before := sum(len(phase.signalled) for phase in phases[:-1]):
            points = counted(before, "point")
            yield f"Before that, {points} not to be put down to chance."
        return
    out = [point.observed for point in last.signalled]
    if not out:
        yield "Nothing stands out."
    else:
        named = ", ".join(f"{o.of} ({o.value:g})" for o in out[-MOST_NAMED:])
        latest_of = f", the latest {MOST_NAMED}" if len(out) > MOST_NAMED else ""
        points = counted(len(out), "point")
        yield f"{points} not to be put down to chance{latest_of}: {named}."


def chart_rows(phases: Sequence[Phase]) -> Iterator[Sequence[object]]:
    """Yield all that a chart can be drawn anew from, the names of its columns first.

    Each point with the limits that it is reckoned by, and from when on it is.
    """
    yield (
        *("number", "case", "on", "value", "mean", "lower_limit", "upper_limit"),
        *("phase", "phase_from", "phase_began_with", "on_trial", "stands_out"),
    )
    number = 0
    for which, phase in enumerate(phases, 1):
        limits = phase.limits or (None, None, None)
        began = phase.began_with or (None, "")
        for point in phase.points:
            number += 1
            on, value, of = point.observed
            out = "; ".join(sorted(point.signals)) or "nothing"
            out = "too early to say" if phase.is_on_trial else out
            trial = "yes" if phase.is_on_trial else "no"
            yield number, of, on, value, *limits, which, *began, trial, out
