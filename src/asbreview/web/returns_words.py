"""A return of s.104(9) as it is published: the words for the website, and as CSV.

Nothing in it opens to a case, and nothing below five is told but the totals.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from asbreview.domain.days import in_words
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import BrokenDown
from asbreview.web.figures_told import BALANCE, STATUTORY, UNSAID
from asbreview.web.words import counted

WE: Final = {
    "applications": "Applications for a review",
    "not_met": "Times we decided that the threshold for a review was not met",
    "reviews": "Reviews carried out",
    "with_recommendations": "Reviews that resulted in recommendations",
}
NOT_A_FUNNEL: Final = (
    "These are four separate counts. A review can be carried out in one period on an"
    " application made in another, so none of them is a part of another."
)
NONE_BELOW_FIVE: Final = (
    "Numbers below five are not given on their own, nor any from which they could be"
    " worked out."
)


class Published(NamedTuple):
    """What a return tells: how many of each figure, and applications broken down."""

    area: str
    period: Period
    counted_on: date
    numbers: Mapping[str, int]
    broken_down: tuple[BrokenDown, ...]


def words_of(told: Published) -> Iterator[str]:
    """Yield the paragraphs for the website."""
    from_, to = in_words(told.period.from_), in_words(told.period.to)
    yield f"ASB case reviews in {told.area}, {from_} to {to}"
    yield (
        "Section 104(9) of the Anti-social Behaviour, Crime and Policing Act 2014 asks"
        " us to publish these figures."
    )
    for figure_id, title in WE.items():
        yield f"{title}: {told.numbers[figure_id]}"
    yield NOT_A_FUNNEL
    yield _balance(told.numbers)
    for each in told.broken_down:
        if each.shown:
            yield _by(each)
    if told.broken_down:
        yield NONE_BELOW_FIVE
    yield f"Counted on {in_words(told.counted_on)}."


def _balance(numbers: Mapping[str, int]) -> str:
    start, received = numbers["open_at_start"], numbers["received"]
    ended, at_end = numbers["ended"], numbers["open_at_end"]
    return (
        f"{counted(start, 'case')} open at the start and {received} received make"
        f" {start + received}: {ended} reached an end, and {at_end} were open at the"
        " end of the period."
    )


def _by(each: BrokenDown) -> str:
    shown = [f"{name} {number}" for name, number in each.shown]
    if each.together:
        shown.append(f"others together {each.sum_together}")
    return f"Applications by {each.by}: {', '.join(shown)}."


def rows_of(told: Published) -> Iterator[tuple[object, ...]]:
    """Yield the figures as rows, each with what it counts; the names come first."""
    yield ("area", "from", "to", "figure", "part", "number", "definition")
    which = (told.area, told.period.from_.isoformat(), told.period.to.isoformat())
    for figure_id, (_, definition) in (BALANCE | UNSAID | STATUTORY).items():
        yield (*which, figure_id, "", told.numbers[figure_id], definition)
    for each in told.broken_down:
        says = f"Applications by {each.by}. {NONE_BELOW_FIVE}"
        for name, number in each.shown:
            yield (*which, f"applications by {each.by}", name, number, says)
        if each.shown and each.together:
            name = "; ".join(each.together)
            sum_ = each.sum_together
            yield (*which, f"applications by {each.by}", name, sum_, says)
