"""What each body answered, whichever area asked it: the police are asked by all."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from asbreview.reports.document import Block, Says
from asbreview.reports.gathering import Facts
from asbreview.reports.kept_promises import NOT_ASKED, answers_told, of_each
from asbreview.reports.periods import called


def bodies_of_all(areas: Sequence[Facts]) -> Iterator[Block]:
    """Tell what each body was asked in all the areas, and by when it answered."""
    known: dict[UUID, str] = {}
    for facts in areas:
        for body in facts.procedure.relevant_bodies:
            known.setdefault(body.body_id, body.name)
    asked = [each for facts in areas for each in facts.asked]
    if not asked:
        yield Says(NOT_ASKED.format(called(areas[0].period)))
        return
    yield from answers_told(of_each(known, asked), areas[0].looked_at)
