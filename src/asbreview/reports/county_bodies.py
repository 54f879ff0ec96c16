"""What each body answered, whichever area asked it: the police are asked by all."""

from collections.abc import Iterator, Sequence

from asbreview.domain.procedure import Body
from asbreview.reports.document import Block, Says
from asbreview.reports.gathering import Facts
from asbreview.reports.kept_promises import ANOTHER, NOT_ASKED, OfBody, answers_told
from asbreview.reports.periods import called


def bodies_of_all(areas: Sequence[Facts]) -> Iterator[Block]:
    """Tell what each body was asked in all the areas, and by when it answered."""
    known: dict[object, Body] = {}
    for facts in areas:
        for body in facts.procedure.relevant_bodies:
            known.setdefault(body.body_id, body)
    asked = [each for facts in areas for each in facts.asked]
    if not asked:
        yield Says(NOT_ASKED.format(called(areas[0].period)))
        return
    bodies = [
        OfBody(known[id_].name if id_ in known else ANOTHER, own)
        for id_ in dict.fromkeys([*known, *(each.body_id for each in asked)])
        if (own := [each for each in asked if each.body_id == id_])
    ]
    yield from answers_told(bodies, areas[0].looked_at)
