"""The assessment of how effective the review procedures are (Sch.4 para 4).

The procedures "must include provision about" assessing their effectiveness and revising
them.  What can be computed is; what the partnership makes of it, it writes itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from asbreview.domain.days import in_words as day_in_words
from asbreview.domain.effectiveness.facts import Assessment
from asbreview.domain.statute import EFFECTIVENESS
from asbreview.reports.after_review import (
    challenges_told,
    demands_told,
    satisfaction_told,
)
from asbreview.reports.committee import WHAT_IT_IS, moment
from asbreview.reports.document import Block, Points, Report, Says, Section, Written
from asbreview.reports.gathering import Facts
from asbreview.reports.how_counted import NOBODY, NOT_THEN, SMALL, TRENDS
from asbreview.reports.how_long_it_took import how_long
from asbreview.reports.in_short import in_short
from asbreview.reports.kept_promises import bodies_told, promises_told
from asbreview.reports.periods import called, in_words
from asbreview.reports.sentences import many, sentence, was
from asbreview.reports.versions_compared import Version, versions_told
from asbreview.reports.where_time_went import where_time_went
from projections.efforts import Effort

TITLE: Final = "How effective the review procedures are"
FOR_WHOM: Final = f"Assessment under {EFFECTIVENESS.pinpoint}"
WHY: Final = (
    f"The review procedures have to provide for assessing how effective they are, and"
    f" for revising them ({EFFECTIVENESS.pinpoint})."
)
THEY_SAY: Final = "What the procedures themselves say of it: {}."
SAY_NOTHING: Final = "The procedures in force say nothing of how that is done."
RIGHT: Final = (
    "Right the first time: no step was done again, nothing was taken back as recorded"
    " in error, and nothing was challenged."
)
NOTHING_WRITTEN: Final = (
    "The partnership has not written what it makes of these facts. Until it has, this"
    " is no assessment, but what one would rest on."
)
COMPUTED: Final = (
    "All but what the partnership says of it is computed from the record by fixed"
    " rules."
)


@dataclass(frozen=True)
class Assessed:
    """What an assessment rests on.

    `efforts` is what each case took whose outcome was told; `versions` are those that
    were in force by the end, the first one first; `written` is what the partnership
    wrote of the period, if it has.
    """

    facts: Facts
    efforts: list[Effort]
    versions: list[Version]
    written: Assessment | None


def effectiveness_report(assessed: Assessed, *, counted_at: datetime) -> Report:
    """Return the assessment of an area's period, counted as of an instant."""
    facts = assessed.facts
    procedure = facts.procedure
    return Report(
        title=TITLE,
        about=f"{procedure.area}, {in_words(facts.period)}",
        for_whom=FOR_WHOM,
        partnership=procedure.partnership.name or procedure.area,
        what_it_is=WHAT_IT_IS,
        counted=f"Counted as of {moment(counted_at)}",
        dated=facts.on,
        sections=tuple(_sections(assessed)),
    )


def _sections(assessed: Assessed) -> Iterator[Section]:
    facts = assessed.facts
    for section_id, title, blocks in (
        ("what", "What is assessed", _what(assessed)),
        ("says", "What the partnership says of it", _written(assessed.written)),
        ("short", "In short", in_short(facts)),
        ("promises", "Were the times kept that they promise?", promises_told(facts)),
        ("long", "How long did it take?", how_long(facts)),
        ("time", "Where did the time go?", where_time_went(facts)),
        ("right", "Was it right the first time?", _right(assessed)),
        ("bodies", "Did the bodies answer?", bodies_told(facts)),
        ("challenges", "Was it challenged?", challenges_told(facts)),
        ("satisfaction", "What did people say of it?", satisfaction_told(facts)),
        (
            "demand",
            "What reminders, calls for help and challenges came?",
            demands_told(facts),
        ),
        (
            "versions",
            "What each version changed",
            versions_told(assessed.versions),
        ),
        ("counted", "How this was counted", _how_counted()),
    ):
        yield Section(section_id, title, tuple(blocks))


def _what(assessed: Assessed) -> Iterator[Block]:
    procedure = assessed.facts.procedure
    yield Says(WHY)
    says = procedure.effectiveness.rstrip(".")
    yield Says(THEY_SAY.format(says) if says else SAY_NOTHING)
    yield Points(
        tuple(
            f"{each.procedure.name}, {each.name}: in force from"
            f" {day_in_words(each.from_)}."
            for each in assessed.versions
        )
    )


def _right(assessed: Assessed) -> Iterator[Block]:
    efforts = assessed.efforts
    if not efforts:
        name = called(assessed.facts.period)
        yield Says(f"No outcome of a review was told in this {name}.")
        return
    right = sum(each.is_first_time_right for each in efforts)
    again = sum(each.again for each in efforts)
    wrong = sum(each.in_error for each in efforts)
    yield Says(
        f"{right} of the {many(len(efforts), 'case')} whose outcome was told"
        f" {was(right)} right the first time (n = {len(efforts)})."
    )
    yield Says(
        sentence(
            f"{many(again, 'step')} {was(again)} done again, and"
            f" {many(wrong, 'line')} {was(wrong)} taken back as recorded in error"
        )
    )
    yield Says(RIGHT)


def _written(written: Assessment | None) -> Iterator[Block]:
    if written is None:
        yield Says(NOTHING_WRITTEN, strong=True)
        return
    by = (
        f"written by the partnership on {day_in_words(written.assessed_on)}, of the"
        f" facts as of {moment(written.counted_as_of)}"
    )
    yield Written(written.found, f"What it finds; {by}.")
    yield Written(written.to_revise, f"What it means to revise, or why nothing; {by}.")


def _how_counted() -> Iterator[Block]:
    yield Points((COMPUTED, SMALL, NOBODY, TRENDS, NOT_THEN))
