"""What is asked before a person is forgotten: why, and about each text."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar, Final, Literal
from uuid import UUID

from asbreview.domain.erasure import Basis
from asbreview.domain.errors import Misrecorded
from asbreview.web.forms import Form, Group, Says, Text
from asbreview.web.telling import REMOVED

CONFIRM: Final = "ERASE"


class Fate(StrEnum):
    """What becomes of a text that tells of the person."""

    KEEP = "keep"
    WRITE_AGAIN = "write again"
    REMOVE = "remove"


class TextFate(Group):
    """What becomes of one text."""

    TITLE: ClassVar = "Text"
    SAYS: ClassVar = {
        "text_id": Says.select("the text"),
        "fate": Says.select("what becomes of the text"),
        "instead": Says.enter("the words to stand in its place"),
    }

    text_id: UUID
    fate: Fate
    instead: Text = ""


class EraseForm(Form):
    """Why the person is forgotten, and what becomes of each text."""

    SAYS: ClassVar = {
        "texts": Says.select("what becomes of each text"),
        "basis": Says.select("why the person is forgotten"),
        "confirmation": Says(f"Type {CONFIRM} to confirm", "The word to confirm"),
    }

    texts: tuple[TextFate, ...] = ()
    basis: Basis
    confirmation: Literal["ERASE"]

    def instead(self) -> dict[UUID, str]:
        """Return what is to stand in the place of each text that does not stay.

        `Misrecorded` for one that is to be written again and was left empty.
        """
        return instead_of(self.texts)


class ApproveErasureForm(Form):
    """That what another officer proposed is done."""

    SAYS: ClassVar = {
        "proposal_id": Says.select("the proposal"),
        "confirmation": Says(f"Type {CONFIRM} to confirm", "The word to confirm"),
    }

    proposal_id: UUID
    confirmation: Literal["ERASE"]


class ReturnErasureForm(Form):
    """Why what was proposed is returned."""

    SAYS: ClassVar = {
        "proposal_id": Says.select("the proposal"),
        "reason": Says.enter("why it is returned"),
    }

    proposal_id: UUID
    reason: Text = ""


class FinishForm(Form):
    """To finish what was decided asks nothing."""


ASKED_OF: Final[dict[str, Any]] = {
    "fates": [
        {"value": Fate.KEEP.value, "text": "Keep it as it is"},
        {"value": Fate.WRITE_AGAIN.value, "text": "Write it again"},
        {"value": Fate.REMOVE.value, "text": f"Remove it: it then reads “{REMOVED}”"},
    ],
    "bases": [
        {"value": basis.value, "text": basis.value[:1].upper() + basis.value[1:]}
        for basis in Basis
    ],
    "confirm": CONFIRM,
}


def instead_of(texts: Sequence[TextFate]) -> dict[UUID, str]:
    """Return what is to stand in the place of each of some texts that does not stay.

    `Misrecorded` for one that is to be written again and was left empty.
    """
    return {
        text.text_id: REMOVED
        if text.fate is Fate.REMOVE
        else _written_again(text, number)
        for number, text in enumerate(texts)
        if text.fate is not Fate.KEEP
    }


def _written_again(text: TextFate, number: int) -> str:
    if not text.instead:
        raise Misrecorded(
            "Enter the words to stand in its place",
            field=f"texts-{number}-instead",
        )
    return text.instead
