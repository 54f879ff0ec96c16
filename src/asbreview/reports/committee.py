"""The report for the council's scrutiny committee: an area's quarter, or its year.

Each council scrutinises its partnership at least yearly (Police and Justice Act 2006,
s.19).  Its papers are public.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from asbreview.domain.days import LONDON
from asbreview.domain.statute import ASB_ACT, PUBLISHED_FIGURES
from asbreview.reports.after_review import (
    actions_told,
    challenges_told,
    demands_told,
    satisfaction_told,
)
from asbreview.reports.document import Block, Points, Report, Says, Section, Table
from asbreview.reports.gathering import Facts
from asbreview.reports.how_counted import how_counted
from asbreview.reports.how_long_it_took import how_long
from asbreview.reports.in_short import in_short
from asbreview.reports.kept_promises import bodies_told, promises_told
from asbreview.reports.periods import called, in_words
from asbreview.reports.sentences import NO_TREND, many, sentence, was
from asbreview.reports.still_open import open_told
from asbreview.reports.what_and_where import what_and_where
from asbreview.reports.where_time_went import where_time_went

TITLE: Final = "ASB case reviews"
FOR_WHOM: Final = "Report to the scrutiny committee"
WHAT_IT_IS: Final = (
    "An ASB case review looks at how the agencies of an area dealt, together, with"
    " complaints of anti-social behaviour. Whoever complained can apply for one, and so"
    f" can anybody else (s.104 of the {ASB_ACT})."
)
FOUR: Final = {
    "applications": "Applications for a review",
    "not_met": "Times the threshold was decided not to be met",
    "reviews": "Reviews carried out",
    "with_recommendations": "Reviews that resulted in recommendations",
}
BESIDES: Final = {
    "withdrawn": "Applications withdrawn",
    "transferred": "Applications passed to another area",
    "undecided": "Open at the end, with no decision on the threshold",
}
NO_FUNNEL: Final = (
    "These are four separate counts, as the Act asks for them: none is a part of"
    " another. A review may be held on an application of an earlier period."
)
NOTHING: Final = (
    "Nothing was received, decided, due or done in this period. That is what is on"
    " record, and all that can be said of it."
)


def committee_report(facts: Facts, *, counted_at: datetime) -> Report:
    """Return the report of an area's period, counted as of an instant."""
    procedure = facts.procedure
    return Report(
        title=TITLE,
        about=f"{procedure.area}, {in_words(facts.period)}",
        for_whom=FOR_WHOM,
        partnership=procedure.partnership.name or procedure.area,
        what_it_is=WHAT_IT_IS,
        counted=f"Counted as of {moment(counted_at)}",
        dated=facts.on,
        sections=tuple(_sections(facts)),
    )


def moment(at: datetime) -> str:
    """Say an instant as it was in London."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}, {local:%H:%M}"


def _sections(facts: Facts) -> Iterator[Section]:
    if facts.is_empty:
        yield Section("nothing", "In short", (Says(NOTHING, strong=True),))
        yield Section("figures", "The four figures", tuple(four_figures(facts)))
        yield Section("counted", "How this was counted", tuple(how_counted(facts)))
        return
    for section_id, title, blocks in (
        ("short", "In short", in_short(facts)),
        ("figures", "The four figures that the Act asks for", four_figures(facts)),
        ("what", "What it was about, and where", what_and_where(facts)),
        ("long", "How long it took", how_long(facts)),
        ("time", "Where the time went", where_time_went(facts)),
        ("open", "Cases still open", open_told(facts)),
        ("promises", "What was due, and what became of it", promises_told(facts)),
        ("bodies", "What the bodies answered", bodies_told(facts)),
        ("actions", "Recommendations and actions", actions_told(facts)),
        ("challenges", "Challenges", challenges_told(facts)),
        ("satisfaction", "What people said of it", satisfaction_told(facts)),
        ("demand", "Reminders, calls for help and challenges", demands_told(facts)),
        ("counted", "How this was counted", how_counted(facts)),
    ):
        yield Section(section_id, title, tuple(blocks))


def four_figures(facts: Facts) -> Iterator[Block]:
    """Tell the four statutory totals, which are published whatever their size."""
    name = called(facts.period)
    if not facts.is_over:
        yield Says(
            f"The {name} is not over: these are the numbers so far.", strong=True
        )
    yield Table(
        f"The figures of {PUBLISHED_FIGURES.pinpoint}",
        ("Figure", f"This {name}", f"The {name} before"),
        tuple(
            (
                title,
                str(len(getattr(facts.figures, figure_id))),
                str(len(getattr(facts.earlier, figure_id))),
            )
            for figure_id, title in (FOUR | BESIDES).items()
        ),
        (50, 16, 20),
    )
    yield Says(NO_FUNNEL)
    yield Says(NO_TREND)
    figures = facts.figures
    start, received = len(figures.open_at_start), len(figures.received)
    ended, at_end = len(figures.ended), len(figures.open_at_end)
    yield Says(
        f"{start} open at the start and {received} received make {start + received};"
        f" {ended} reached an end and {at_end} {was(at_end)} open at the end. A case is"
        " open until its actions are done and it is closed, or it ends otherwise."
    )
    if figures.referred_back:
        again = many(len(figures.referred_back), "case")
        yield Points(
            (sentence(f"of those received, {again} looked at again on a challenge"),)
        )
