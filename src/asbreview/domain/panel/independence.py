"""Whether the chair is independent: who has touched the case may not review it.

No Act says who chairs a review.  The procedure may ask for a manager who had no part
in the case, or for somebody of another partnership; what it says in a sentence the
applicant is told, so it has to be true of this chair.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.meeting import Independence, Panel
from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose

if TYPE_CHECKING:
    from asbreview.domain.panel.record import Panel as PanelRecord


class Touched(StrEnum):
    """What somebody of the chair's name has had to do with the case."""

    PERSON = "is somebody whom the case is about, or who speaks for them"
    CONFLICT = "has a conflict of interest in the case"
    CASEWORKER = "is its caseworker"
    RECORDED = "recorded something on the case"
    ASSESSED = "assessed the risk"
    OF_HERE = "comes from a body of this partnership"


class ChairChecked(CaseEvent):
    """The chair was checked against who has touched the case.

    `grounds` are what was found; `is_another` says that this was of somebody else of
    the same name, `although` why the panel has this chair all the same.
    """

    TOPIC: ClassVar[str] = "panel.chair-checked"

    asked_for: Independence
    grounds: tuple[Touched, ...]
    is_another: bool
    although: Prose | None = None

    def apply(self, aggregate: "PanelRecord") -> None:
        """Remember what was found."""
        aggregate.chair_checked = self


def must_be_independent(
    asked: Panel,
    grounds: Collection[Touched],
    *,
    is_another: bool,
    although: str,
) -> None:
    """Refuse a chair who is not independent, as far as the procedure asks for it.

    Where it asks for one with no part in the case, or tells the applicant so, who has
    touched the case is refused (`NotPermittedYet`), unless it was somebody else of the
    same name.  Where it asks for nothing, and of a chair from here where it asks for
    one of another partnership, it has to be said why (`Misrecorded`).
    """
    touched = [] if is_another else [g for g in grounds if g is not Touched.OF_HERE]
    if touched and _asks_for_no_part(asked):
        raise NotPermittedYet(
            f"Somebody of this name {_and(touched)}. The procedure asks for a chair"
            " with no part in the case: choose another. If it was somebody else of the"
            " same name, say so below",
            field="chair_name",
        )
    wanting = [g for g in grounds if g in touched or g is Touched.OF_HERE]
    if wanting and not although.strip():
        who = "The chair" if wanting == [Touched.OF_HERE] else "Somebody of this name"
        raise Misrecorded(
            f"{who} {_and(wanting)}. Choose another, or enter why this is the chair all"
            " the same",
            field="chair_although",
        )


def _asks_for_no_part(asked: Panel) -> bool:
    return bool(asked.chair) or asked.independence is not Independence.NOT_SAID


def _and(grounds: Collection[Touched]) -> str:
    *others, last = grounds
    return f"{', '.join(others)} and {last}" if others else str(last)
