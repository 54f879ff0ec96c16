"""What of the file of a case is handed over beside it, when it goes to another area."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.trigger.came import HandedOver, OnFile
from asbreview.reviews.case import Case


def on_file(case: Case) -> Mapping[UUID, OnFile]:
    """Return what is on file and can be handed over, by its id, in its order.

    What is kept to some who need to know it is not: who may have it there is nobody's
    to say here.
    """
    evidence, kept = case.evidence, case.trigger.kept_to_some
    items = {
        **dict.fromkeys(evidence.files, OnFile.FILE),
        **dict.fromkeys(evidence.answers, OnFile.ANSWER),
        **dict.fromkeys(evidence.statements, OnFile.STATEMENT),
        **dict.fromkeys(evidence.assessments, OnFile.RISK),
    }
    return {id_: what for id_, what in items.items() if id_ not in kept}


def must_be_on_file(case: Case, items: Iterable[UUID]) -> None:
    """Refuse (`NoSuchThing`) to hand over what is not there, or is kept to some."""
    if not set(items) <= on_file(case).keys():
        raise NoSuchThing("Select from what is on file", field="items")


def counted(case: Case, items: Iterable[UUID]) -> tuple[HandedOver, ...]:
    """Return how much of each kind is handed over, of what is still on file."""
    kinds = on_file(case)
    each = [kinds[id_] for id_ in dict.fromkeys(items) if id_ in kinds]
    found = ((what, each.count(what)) for what in OnFile)
    return tuple(HandedOver(what=what, number=n) for what, n in found if n)
