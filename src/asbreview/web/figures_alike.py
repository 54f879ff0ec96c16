"""By what reviews are set beside each other: category, place, channel, version."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from litestar.exceptions import NotFoundException

from asbreview.web.board import NOT_SHOWN, is_withheld
from asbreview.web.figures_board import Over
from projections.efforts import channels_of
from projections.waits import Life

BREAKDOWNS: Final[Mapping[str, str]] = {
    "category": "Category",
    "place": "Place",
    "channel": "How they applied",
    "version": "Version of the procedures",
}
KEPT: Final = NOT_SHOWN.capitalize()
"""What those cases are grouped as that are kept from whoever asks."""


def group_name(value: str) -> str:
    """Return what a group is called; what is not known of its cases is said."""
    said = value or "not known"
    return said[:1].upper() + said[1:]


def group_says(by: str, value: str) -> str:
    """Say of which group cases are; 404 for what nothing is grouped by."""
    if by not in BREAKDOWNS:
        raise NotFoundException
    return f" {BREAKDOWNS[by]}: {group_name(value)}."


def alike(over: Over, lives: Sequence[Life], by: str) -> dict[UUID, str]:
    """Return, by case, as what it is grouped; 404 for what nothing is grouped by.

    The cases have to be named to who asks (`Over.named`): what is withheld from them is
    of no group but its own, whatever it is grouped by.
    """
    says = _says(over, lives, by)
    return {
        life.case_id: KEPT if is_withheld(over.scope, life.reference) else says(life)
        for life in lives
    }


def _says(over: Over, lives: Sequence[Life], by: str) -> Callable[[Life], str]:
    """Return what says of a case as what it is grouped."""
    match by:
        case "category":
            return lambda life: str(life.category)
        case "place":
            return lambda life: life.place
        case "version":
            return lambda life: f"version {life.version}"
        case "channel":
            cases = frozenset(life.case_id for life in lives)
            came = over.recall(channels_of, cases=cases, as_of=over.as_of)
            return lambda life: came.get(life.case_id, "")
    raise NotFoundException
