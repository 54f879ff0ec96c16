"""What is asked about a list of earlier cases: the file, its columns, the lines."""

from typing import Any, ClassVar, Final, Literal

from asbreview.domain.erasure import Basis
from asbreview.domain.past.columns import PastColumns
from asbreview.web.erasure_forms import CONFIRM
from asbreview.web.files_sent import GivenFile
from asbreview.web.forms import Form, Line, Says, Text
from asbreview.web.list_sent import Place

COLUMNS: Final = {
    "reference": "The reference",
    "applied_on": "When it was applied for",
    "decided_on": "When the threshold was decided",
    "decided": "What was decided (met or not met)",
    "reviewed_on": "When it was reviewed",
    "recommended": "How many recommendations were made (or yes, no)",
    "recommended_on": "When the recommendations were made",
    "ended_on": "When it ended",
    "ended_as": "How it ended (closed, withdrawn or transferred)",
    "category": "What it was mostly about",
    "place": "The ward or town",
    "name": "The name of whoever applied",
    "address": "Their address",
    "phone": "Their telephone number",
    "told": "What was recommended, in words",
}


class PastListForm(Form):
    """A list of earlier cases, which of its columns is what, the lines to bring in."""

    SAYS: ClassVar = {
        "area": Says.select("the area"),
        "file": Says("Choose the list", "The list"),
        **{name: Says.select(f"the column: {says}") for name, says in COLUMNS.items()},
        "take": Says.select("the lines to bring in"),
    }

    area: Line
    file: GivenFile
    reference: Place | None = None
    applied_on: Place | None = None
    decided_on: Place | None = None
    decided: Place | None = None
    reviewed_on: Place | None = None
    recommended: Place | None = None
    recommended_on: Place | None = None
    ended_on: Place | None = None
    ended_as: Place | None = None
    category: Place | None = None
    place: Place | None = None
    name: Place | None = None
    address: Place | None = None
    phone: Place | None = None
    told: Place | None = None
    take: tuple[int, ...] = ()

    @property
    def columns(self) -> PastColumns | None:
        """Which column is what; nothing where none was said to have the reference."""
        places: dict[str, Any] = {name: getattr(self, name) for name in COLUMNS}
        return None if self.reference is None else PastColumns(**places)


class PastTakingForm(PastListForm):
    """A list whose lines are brought in: which column has the reference is known."""

    reference: Place


class PastInErrorForm(Form):
    """That a case of the past was brought in wrongly."""

    SAYS: ClassVar = {"reason": Says.enter("what was wrong")}

    reason: Text = ""


class ForgetPastForm(Form):
    """Why whoever applied in an earlier case is forgotten."""

    SAYS: ClassVar = {
        "basis": Says.select("why they are forgotten"),
        "confirmation": Says(f"Type {CONFIRM} to confirm", "The word to confirm"),
    }

    basis: Basis
    confirmation: Literal["ERASE"]
