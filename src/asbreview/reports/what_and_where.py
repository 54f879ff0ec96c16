"""What applications were about, and where: as it was published, and never otherwise.

A breakdown of one period can be taken from that of another that overlaps it.  So a
report tells only what the return of a reporting period told (`docs/decisions/0102`).
"""

from collections.abc import Iterator
from typing import Final

from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import BrokenDown, Return
from asbreview.reports.document import Block, Says, Table
from asbreview.reports.gathering import Facts
from asbreview.reports.periods import called, in_words
from asbreview.reports.sentences import many

TITLES: Final = {"category": "What they were about", "place": "Where it happened"}
ONLY_TOTAL: Final = (
    "Too few applications were made to say {}: nothing could be told that did not point"
    " at somebody."
)
NONE_YET: Final = (
    "What applications were about, and where, is told once the figures of a whole"
    " reporting period have been published. None have been by now."
)
WHY_NOT: Final = (
    "What the applications of this {} were about, and where, is not told: set beside"
    " the numbers of another period, they could be worked back to single cases. What"
    " follows is the last that was published."
)


def what_and_where(facts: Facts) -> Iterator[Block]:
    """Tell what the last return broke down, or why there is nothing to tell."""
    if facts.published is None:
        yield Says(NONE_YET)
        return
    made = facts.published.made
    own = Period(made.from_on, made.to_on)
    if own != facts.period:
        yield Says(WHY_NOT.format(called(facts.period)))
    yield Says(
        f"Of {in_words(own)}, as published: "
        f"{many(len(made.figures.applications), 'application')}."
    )
    if made.figures.applications:
        yield from (_told(each, made) for each in made.broken_down)


def _told(each: BrokenDown, made: Return) -> Block:
    what = TITLES[each.by].lower()
    if not each.shown:
        return Says(ONLY_TOTAL.format(what))
    rows = [(name.capitalize(), str(n)) for name, n in each.shown]
    if each.together:
        rows.append((f"Together: {', '.join(each.together)}", str(each.sum_together)))
    n = len(made.figures.applications)
    caption = f"{TITLES[each.by]} (n = {n})"
    return Table(caption, (TITLES[each.by], "Applications"), tuple(rows), (60, 16))
