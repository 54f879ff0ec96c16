"""The report to the local policing body: several areas side by side.

It is consulted on the areas' procedures (Sch.4 paras 1-2).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from asbreview.domain.days import DAY
from asbreview.domain.days import in_words as day_in_words
from asbreview.domain.reporting_period import Period, reporting_period
from asbreview.domain.returns.facts import Return
from asbreview.domain.statute import PUBLISHED_FIGURES
from asbreview.drawing import bars_drawn
from asbreview.reports.committee import FOUR, NO_FUNNEL, TITLE, WHAT_IT_IS, moment
from asbreview.reports.county_bodies import bodies_of_all
from asbreview.reports.county_tables import (
    NOT_ON_RECORD,
    OfArea,
    actions_of,
    by_area,
    challenges_of,
    how_long_of,
    promises_of,
)
from asbreview.reports.document import (
    Block,
    Drawn,
    Points,
    Report,
    Says,
    Section,
    Table,
)
from asbreview.reports.gathering import Facts
from asbreview.reports.how_counted import COMPUTED, FOUR_FIGURES, NOBODY, NOT_THEN
from asbreview.reports.periods import called, in_words
from asbreview.reports.sentences import NO_TREND, has, listed, many, sentence, was

FOR_WHOM: Final = "Report to the local policing body"
BY: Final = "The areas\u2019 community safety partnerships"
NOTHING_KEPT: Final = (
    "A dash: nothing of that area has ever been recorded here. That is not none."
)
SHORT: Final = ("Applications", "Not met", "Reviews", "Led to recommendations")
"""The four figures, where they stand side by side for each area."""
NO_RETURN: Final = "No return is on record"


def county_report(areas: Sequence[OfArea], *, counted_at: datetime) -> Report:
    """Return the report on a period of some areas, counted as of an instant."""
    facts = areas[0].facts
    return Report(
        title=TITLE,
        about=f"{many(len(areas), 'area')}, {in_words(facts.period)}",
        for_whom=FOR_WHOM,
        partnership=BY,
        what_it_is=WHAT_IT_IS,
        counted=f"Counted as of {moment(counted_at)}",
        dated=facts.on,
        sections=tuple(_sections(areas)),
    )


def last_period(facts: Facts) -> Period:
    """Return the last reporting period of an area that was over when looked at."""
    reporting, after = facts.procedure.reporting, facts.until + DAY
    current = reporting_period(reporting, after)
    return reporting_period(reporting, current.from_ - DAY)


def _sections(areas: Sequence[OfArea]) -> Iterator[Section]:
    for section_id, title, blocks in (
        ("short", "In short", _in_short(areas)),
        ("figures", "The four figures, by area", _figures(areas)),
        ("returns", "What the areas have published", _returns(areas)),
        ("long", "How long it took", how_long_of(areas)),
        ("promises", "What was due, and what became of it", promises_of(areas)),
        ("bodies", "What the bodies answered", bodies_of_all([a.facts for a in areas])),
        ("actions", "Actions", actions_of(areas)),
        ("challenges", "Challenges", challenges_of(areas)),
        ("counted", "How this was counted", _how_counted(areas)),
    ):
        yield Section(section_id, title, tuple(blocks))


def together(areas: Sequence[OfArea], figure_id: str) -> int:
    """Return how many cases a figure counts in all; a case of two areas once."""
    counted = (case for a in areas for case in getattr(a.facts.figures, figure_id))
    return len({case.case_id for case in counted})


def _in_short(areas: Sequence[OfArea]) -> Iterator[Block]:
    name, n = called(areas[0].facts.period), len(areas)
    came = together(areas, "applications")
    held, led = together(areas, "reviews"), together(areas, "with_recommendations")
    published = [area for area in areas if area.published]
    unknown = [area.name for area in areas if not area.has_records]
    points = [
        f"{many(came, 'application')} for a review came in, in {many(n, 'area')}",
        f"{many(held, 'review')} {was(held)} carried out",
        f"{many(led, 'review')} resulted in recommendations",
        (
            f"{len(published)} of {many(n, 'area')} {has(len(published))} published the"
            " figures of the last reporting period"
        ),
    ]
    if missing := [area.name for area in areas if not area.published]:
        points.append(f"they have not been published by {listed(missing)}")
    if unknown:
        points.append(f"nothing at all is on record of {listed(unknown)}")
    yield Points(tuple(sentence(point) for point in points))
    if not areas[0].facts.is_over:
        says = f"The {name} is not over: these are the numbers so far."
        yield Says(says, strong=True)


def _figures(areas: Sequence[OfArea]) -> Iterator[Block]:
    def row(area: OfArea) -> tuple[str, ...]:
        figures = area.facts.figures
        return tuple(str(len(getattr(figures, each))) for each in FOUR)

    all_ = tuple(str(together(areas, figure_id)) for figure_id in FOUR)
    caption = f"The figures of {PUBLISHED_FIGURES.pinpoint}, by area"
    yield by_area(caption, SHORT, areas, row, all_)
    if any(not area.has_records for area in areas):
        yield Says(NOTHING_KEPT)
    yield Says(NO_FUNNEL)
    yield Says(NO_TREND)
    twice = sum(len(a.facts.figures.applications) for a in areas)
    if twice > together(areas, "applications"):
        yield Says("A case of two areas is counted in each, and once together.")
    yield _applications(areas)


def _applications(areas: Sequence[OfArea]) -> Block:
    known = [area for area in areas if area.has_records]
    bars = [(a.name, len(a.facts.figures.applications)) for a in known]
    most = max((n for _, n in bars), default=0)
    names = listed(name for name, n in bars if n == most) if most else ""
    says = f"The most came in {names}: {most}." if most else "No application came in."
    title = "Applications for a review, by area"
    rows = tuple((name, str(n)) for name, n in bars)
    table = Table(f"The numbers: {title.lower()}", ("Area", "Number"), rows, (60, 16))
    how = "How many people live in an area is not known here: areas are no contest."
    return Drawn(
        "by-area", title, says, bars_drawn("by-area", title, says, bars), how, table
    )


def _returns(areas: Sequence[OfArea]) -> Iterator[Block]:
    """Tell each area's last return; where all have one period, the caption says it."""
    periods = {area.last for area in areas}
    alike = in_words(areas[0].last) if len(periods) == 1 else ""
    rows = tuple(
        (
            area.name if alike else f"{area.name}, {in_words(area.last)}",
            *_as_published(area.published),
        )
        for area in areas
    )
    caption = f"As published: {alike or 'the last reporting period of each area'}"
    yield Table(
        caption, ("Area", *SHORT, "Published on"), rows, (26, 14, 10, 10, 24, 22)
    )
    yield Says(
        f"{PUBLISHED_FIGURES.pinpoint} asks for these figures of each reporting period,"
        " at least every twelve months. What was published stays as it was; counted"
        " again later, a number may be another."
    )


def _as_published(made: Return | None) -> tuple[str, ...]:
    if made is None:
        return (*(NOT_ON_RECORD for _ in FOUR), NO_RETURN)
    numbers = (str(len(getattr(made.figures, figure_id))) for figure_id in FOUR)
    return (*numbers, day_in_words(made.published_on).partition(" ")[2])


def _how_counted(areas: Sequence[OfArea]) -> Iterator[Block]:
    versions = listed(f"{a.name}, version {a.facts.procedure.version}" for a in areas)
    told = (COMPUTED, FOUR_FIGURES, NOBODY, NOT_THEN)
    yield Points((*told, f"The procedures in force at the end: {versions}."))
