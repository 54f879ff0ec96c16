"""Further applications by the same person, as somebody said: never by a comparison."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Select, Table, func, select

from asbreview.domain.trigger.came import Came
from asbreview.domain.trigger.earlier import EarlierCase, SamePerson
from projections.caseload import caseload
from projections.figures_counted import Counted
from projections.kinds import held
from projections.past import past_cases
from projections.reporting import figures, statutory
from projections.scope import AT_ONCE
from projections.streamlining import lives
from projections.walking import portions


class Repeats(NamedTuple):
    """The applications of a period, by what was said of earlier cases: add up to all.

    `further` are those by somebody who had applied before; `not_known` those of which
    somebody could not tell, and nobody could since; `first` those of which every
    earlier case looked at is another person's.  Of the `unsaid` nothing is known.
    """

    further: list[Counted]
    not_known: list[Counted]
    first: list[Counted]
    unsaid: list[Counted]

    @property
    def n(self) -> int:
        """How many applications there were."""
        return sum(map(len, self))

    @property
    def at_a_glance(self) -> str:
        """Say how many applied again, and never "none" where nobody has said so."""
        if len(self.unsaid) + len(self.not_known) == self.n:
            return "Not known"
        least = "At least " if self.unsaid or self.not_known else ""
        return f"{least}{len(self.further)} of {self.n}"

    def said_of(self, case: Counted) -> str:
        """Return what was said of an application."""
        for said, cases in (
            ("further application", self.further),
            ("not known", self.not_known),
            ("none earlier by the same person", self.first),
        ):
            if case in cases:
                return said
        return "nothing was said"


def repeats(
    db: Connection, *, area_id: str, from_: date, to: date, as_of: int | None = None
) -> Repeats:
    """Return the applications of an area in a period, by what was said of each.

    What is looked at again on a challenge is no application (s.104(9)(a)); of one that
    was brought in from a list nobody is asked.
    """
    counted = statutory(db, area_id=area_id, from_=from_, to=to, as_of=as_of)
    made = [case for case in counted.applications if not case.is_past]
    said = said_of_earlier(db, {case.case_id for case in made}, as_of=as_of)
    found = Repeats([], [], [], [])
    for case in made:
        whose = {each.whose for each in said.get(case.case_id, ())}
        if SamePerson.YES in whose:
            found.further.append(case)
        elif SamePerson.NOT_KNOWN in whose:
            found.not_known.append(case)
        elif whose:
            found.first.append(case)
        else:
            found.unsaid.append(case)
    return found


def said_of_earlier(
    db: Connection, cases: Collection[UUID], *, as_of: int | None = None
) -> dict[UUID, tuple[EarlierCase, ...]]:
    """Return, by case, what was said last of each earlier one."""
    c = lives.c
    return {
        case_id: earlier
        for some in portions(cases, AT_ONCE)
        for case_id, earlier in db.execute(
            select(c.case_id, c.earlier).where(c.case_id.in_(some), held(lives, as_of))
        ).all()
    }


def linked_among(db: Connection, cases: Collection[UUID]) -> set[UUID]:
    """Return those of some cases that are linked reviews after a challenge."""
    c = figures.c
    came_back = (c.came == Came.REFERRED_BACK) & held(figures, None)
    asked = select(c.case_id).where(c.case_id.in_(cases), came_back)
    return set(db.scalars(asked))


def latest_before(db: Connection, cases: Collection[UUID], on: date) -> list[UUID]:
    """Return those of some cases that were applied for by a day, the latest first.

    Last come those of the past of which the day is not known.
    """
    found = [
        (row.applied_on or date.min, str(row.case_id), row.case_id)
        for some in portions(cases, AT_ONCE)
        for table in (caseload, past_cases)
        for row in db.execute(_applied_by(table, some, on))
    ]
    return [case_id for _, _, case_id in sorted(found, reverse=True)]


def _applied_by(table: Table, cases: list[UUID], on: date) -> Select[Any]:
    c = table.c
    by_then = c.applied_on.is_(None) | (c.applied_on <= on)
    return select(c.case_id, c.applied_on).where(
        # Said so that SQLite takes the index of the case, and not that of all rows.
        c.case_id.in_(cases),
        func.coalesce(c.to_position, 0) == 0,
        by_then,
    )
