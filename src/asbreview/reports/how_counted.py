"""How a report was counted, and what it leaves out: for whoever doubts a number."""

from collections.abc import Iterator
from typing import Final

from asbreview.domain.statute import ASB_ACT, EFFECTIVENESS, PUBLISHED_FIGURES
from asbreview.reports.document import Block, Points
from asbreview.reports.gathering import Facts
from projections.process_charts import ENOUGH
from projections.small_numbers import FEWEST

COMPUTED: Final = (
    "Every number and sentence is computed from the record of the cases by fixed rules."
    " Nobody wrote or chose them, and none rests on an estimate."
)
FOUR_FIGURES: Final = (
    f"{PUBLISHED_FIGURES.pinpoint} of the {ASB_ACT} asks for the four figures whatever"
    " their size. Decisions and reviews count in the period in which they were made."
)
SMALL: Final = (
    f"What tells of people (what it was about, where, what they said, where the time of"
    f" their review went) is not told below {FEWEST}, nor so that it could be worked"
    " out from other numbers. Totals are told whatever their size."
)
NOBODY: Final = "No case, person or address is named, and no day of a single case."
TRENDS: Final = (
    f"Two periods are compared only where each has at least {ENOUGH} cases. No"
    " percentage is given: of so few it would say nothing."
)
EACH_STEP: Final = (
    "A step is late if it was taken after its day, also where more time was given after"
    " that day. \u201cNot taken\u201d was due in the period and is open, or was passed"
    " over after its day."
)
OF_TWO: Final = (
    "A case of two areas counts in the four figures of each, and in everything else of"
    " the area that leads it."
)
OF_THE_PAST: Final = (
    "Earlier cases, brought in from a list, count in the four figures as far as is"
    " known of them, and in nothing else."
)
NOT_THEN: Final = (
    "What is recorded later may change these numbers. Counted again as of the same"
    " moment, they are the same."
)


def how_counted(facts: Facts) -> Iterator[Block]:
    """Say by which rules the report was made."""
    procedure = facts.procedure
    version = (
        f"The procedures in force at the end: {procedure.name}, version"
        f" {procedure.version}. They are to be assessed ({EFFECTIVENESS.pinpoint});"
        " this report is a part of that."
    )
    counted = {case.case_id: case for cases in facts.figures for case in cases}
    besides = (
        *((OF_TWO,) if facts.figures.joint else ()),
        *((OF_THE_PAST,) if any(c.is_past for c in counted.values()) else ()),
    )
    told = (COMPUTED, FOUR_FIGURES, SMALL, NOBODY, TRENDS, EACH_STEP)
    yield Points((*told, *besides, version, NOT_THEN))
