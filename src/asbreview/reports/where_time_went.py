"""Where the time of reviews went: at which stage, and whom they waited for."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from asbreview.drawing import bars_drawn
from asbreview.reports.document import Block, Drawn, Says, Table
from asbreview.reports.gathering import Facts
from asbreview.reports.how_long_it_took import NONE_TOLD
from asbreview.reports.periods import called
from asbreview.reports.sentences import days, many, sentence
from asbreview.reports.time_in_parts import Parts, whole_quarters
from projections.case.stages import WaitsFor
from projections.small_numbers import FEWEST

US: Final = "the partnership itself"
TO_COME: Final = "the applicant, or the day of a meeting"
WHOM: Final = {
    str(WaitsFor.US): US,
    str(WaitsFor.APPLICANT): TO_COME,
    str(WaitsFor.MEETING): TO_COME,
}
"""How long single applicants were waited for is nobody's business but theirs."""
NOT_OVER: Final = (
    "At which stage the time went, and whom was waited for, is told once the {} is"
    " over. Told twice of a {} that goes on, the difference would be one review."
)
NOT_WHOLE: Final = (
    "At which stage the time went, and whom was waited for, is told of whole quarters"
    " and whole years only: other periods, set beside them, would tell of one review."
)
TOO_FEW: Final = (
    "At which stage the time went, and whom was waited for, is not told of this {}:"
    f" fewer than {FEWEST} outcomes were on record when it ended, and it would be the"
    " story of a household. How long reviews took in all is told above."
)
SOME_LEFT_OUT: Final = (
    "{} of the {} outcomes of this {} are told of here. The others are left out: they"
    f" are fewer than {FEWEST}, or could be worked out by setting this report beside"
    " another, or were recorded after their quarter had ended."
)


def where_time_went(facts: Facts) -> Iterator[Block]:
    """Tell how the days were spent of the reviews that may be told of in parts."""
    name, told = called(facts.period), facts.spent.told
    if not facts.told:
        yield Says(NONE_TOLD.format(name))
        return
    if not told.n:
        yield Says(_why_not(facts).format(name, name))
        return
    if told.n != len(facts.told):
        yield Says(SOME_LEFT_OUT.format(told.n, len(facts.told), name))
    yield from _in_parts(told)


def _why_not(facts: Facts) -> str:
    if not whole_quarters(facts.procedure.reporting, facts.period):
        return NOT_WHOLE
    return TOO_FEW if facts.is_over else NOT_OVER


def _in_parts(told: Parts) -> Iterator[Block]:
    whom: Counter[str] = Counter()
    for party, spent in told.parties.items():
        whom[WHOM.get(party, party)] += spent
    at, for_ = "passed at the stage", "was spent waiting for"
    yield _spent("stages", "Days in each stage", at, "Stage", told.stages, told.n)
    yield _spent("whom", "Whom the cases waited for", for_, "Whom", whom, told.n)


def _spent(  # noqa: PLR0913, PLR0917  what is drawn, and what it is called
    chart_id: str,
    title: str,
    how: str,
    head: str,
    spent: Counter[str],
    n: int,
) -> Block:
    bars = [(name, d) for name, d in spent.most_common() if d]
    together = sum(spent.values())
    says = sentence(f"the {many(n, 'case')} took {days(together)} together")
    if bars:
        most = " and ".join(f"\u201c{x}\u201d" for x, d in bars if d == bars[0][1])
        says += f" The largest part, {days(bars[0][1])}, {how} {most}."
    capital = [(f"{name[:1].upper()}{name[1:]}", d) for name, d in bars]
    rows = (*((name, f"{d:,}") for name, d in capital), ("Together", f"{together:,}"))
    return Drawn(
        chart_id,
        title,
        says,
        bars_drawn(chart_id, title, says, capital),
        f"The days of all {many(n, 'case')} added up (n = {n}).",
        Table(f"The numbers: {title.lower()}", (head, "Days"), rows, (60, 16)),
    )
