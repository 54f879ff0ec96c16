"""An area of the report to the local policing body, and tables of a row for each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from asbreview.domain.outcome.challenge import ChallengeDecided, ChallengeReceived
from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import Return
from asbreview.reports.after_review import upheld_of
from asbreview.reports.document import Block, Says, Table
from asbreview.reports.gathering import Facts
from asbreview.reports.sentences import took
from asbreview.reports.still_open import NOT_TOLD, oldest_of
from projections.small_numbers import FEWEST

NOT_ON_RECORD: Final = "\u2013"


@dataclass(frozen=True)
class OfArea:
    """An area of the report: its facts, and the return of its last reporting period.

    `published` is nothing where that has not been published by then; `last` is which
    period it is.  Of an area that `has_records` not, nothing at all is known.
    """

    facts: Facts
    last: Period
    published: Return | None
    has_records: bool

    @property
    def name(self) -> str:
        """What the area is called."""
        return self.facts.procedure.area


def how_long_of(areas: Sequence[OfArea]) -> Iterator[Block]:
    """Tell how long outcomes took in each area, and how old the open cases are."""

    def row(area: OfArea) -> tuple[str, ...]:
        facts = area.facts
        taken = [life.lead_time or 0 for life in facts.told]
        n = len(facts.open_cases)
        few = "not told" if n else "none open"
        return (
            str(len(taken)),
            took(taken) if taken else "no outcome",
            str(n),
            oldest_of(facts) if n >= FEWEST else few,
        )

    heads = "Outcomes (n)", "Days it took", "Open", "The oldest, open for"
    yield by_area("From application to outcome, by area", heads, areas, row)
    yield Says("With so few of each, areas are not compared with one another.")
    yield Says(NOT_TOLD)


def promises_of(areas: Sequence[OfArea]) -> Iterator[Block]:
    """Tell of the steps that fell due in each area how many were taken in time."""

    def row(area: OfArea) -> tuple[str, ...]:
        kept = area.facts.promises
        sums = (
            sum(getattr(each, name) for each in kept)
            for name in ("due", "in_time", "late", "not_taken")
        )
        return tuple(str(n) for n in sums)

    heads = "Due (n)", "In time", "Late", "Not taken"
    yield by_area("Steps that fell due, by area", heads, areas, row)
    yield Says("Each area is held to its own procedures, whose times differ.")


def actions_of(areas: Sequence[OfArea]) -> Iterator[Block]:
    """Tell how the actions of each area stand."""

    def row(area: OfArea) -> tuple[str, ...]:
        of = area.facts.actions
        return tuple(str(n) for n in (of.done, of.late, of.open, of.overdue))

    heads = "Done", "After their day", "Open at the end", "Overdue"
    yield by_area("Actions, by area", heads, areas, row)


def challenges_of(areas: Sequence[OfArea]) -> Iterator[Block]:
    """Tell how many challenges each area received, decided, and upheld."""

    def row(area: OfArea) -> tuple[str, ...]:
        decided = area.facts.titled(ChallengeDecided.TOPIC)
        came = area.facts.often[ChallengeReceived.TOPIC]
        return str(came), str(decided.total()), str(upheld_of(decided))

    heads = "Received", "Decided", "Upheld, at least in part"
    yield by_area("Challenges, by area", heads, areas, row)


def by_area(
    caption: str,
    heads: tuple[str, ...],
    areas: Sequence[OfArea],
    row: Callable[[OfArea], tuple[str, ...]],
    all_: tuple[str, ...] = (),
) -> Table:
    """Return a row for each area; of one that nothing is known of, dashes."""
    nothing = tuple(NOT_ON_RECORD for _ in heads)
    rows = [(a.name, *(row(a) if a.has_records else nothing)) for a in areas]
    if all_:
        rows.append(("Together", *all_))
    widths = (24, *(max(10, len(head)) for head in heads))
    return Table(caption, ("Area", *heads), tuple(rows), widths)
