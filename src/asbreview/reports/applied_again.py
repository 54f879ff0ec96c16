"""How many applications were by somebody who had applied before, where it may be told.

It tells of people, so it is told as what they answered is: of a reporting period whose
figures have been published, as they were counted then, and of nothing below five.
"""

from collections.abc import Iterator
from typing import Final

from asbreview.domain.reporting_period import Period
from asbreview.reports.document import Block, Says
from asbreview.reports.gathering import Facts
from asbreview.reports.periods import in_words
from projections.small_numbers import FEWEST, published

NOT_TOLD: Final = (
    "How many applications were by somebody who had applied before is counted, and told"
    " of a whole reporting period whose figures have been published, where at least"
    f" {FEWEST} were and at least {FEWEST} were not."
)
FURTHER: Final = "further"


def applied_again(facts: Facts) -> Iterator[Block]:
    """Tell how often somebody applied again, or why that is not told."""
    told = facts.published
    found = told.repeats if told else None
    if told is None or found is None:
        yield Says(NOT_TOLD)
        return
    further = len(found.further)
    parts = published({FURTHER: further, "others": found.n - further})
    if FURTHER not in parts.shown:
        yield Says(NOT_TOLD)
        return
    own = Period(told.made.from_on, told.made.to_on)
    yield Says(
        f"Of {in_words(own)}, as counted when its figures were first published,"
        f" {further} of {found.n} applications were by somebody who had applied before:"
        f" so a caseworker said (n = {found.n}). Of others it may not be known. To"
        " apply again is anybody\u2019s right, and makes no application inadmissible."
    )
