"""What is asked about a body's list of incidents: the file, its columns, the lines."""

from typing import Any, ClassVar, Final
from uuid import UUID

from asbreview.domain.incidents import Columns
from asbreview.web.files_sent import GivenFile
from asbreview.web.forms import Form, Says
from asbreview.web.list_sent import Place

COLUMNS: Final = {
    "behaviour": "When it happened",
    "made": "When it was reported",
    "reference": "Their reference",
    "kind": "What it was called (its type)",
    "account": "What happened",
    "place": "Where it happened",
    "hate": "Whether it was a hate incident (yes or no)",
}


class ListForm(Form):
    """A list, which of its columns is what, and the lines to put on file."""

    SAYS: ClassVar = {
        "body_id": Says.select("whose list it is"),
        "file": Says("Choose the list", "The list"),
        "behaviour": Says.select("the column that says when it happened"),
        "made": Says.select("the column that says when it was reported"),
        "reference": Says.select("the column of their reference"),
        "kind": Says.select("the column that says what it was called"),
        "account": Says.select("the column that says what happened"),
        "place": Says.select("the column that says where it happened"),
        "hate": Says.select("the column that says whether it was a hate incident"),
        "take": Says.select("the lines to put on file"),
    }

    body_id: UUID
    file: GivenFile
    behaviour: Place | None = None
    made: Place | None = None
    reference: Place | None = None
    kind: Place | None = None
    account: Place | None = None
    place: Place | None = None
    hate: Place | None = None
    take: tuple[int, ...] = ()

    @property
    def columns(self) -> Columns | None:
        """Which column is what; nothing where none was said to have the day."""
        places: dict[str, Any] = {name: getattr(self, name) for name in COLUMNS}
        if self.behaviour is None:
            return None
        return Columns(**places)


class TakingForm(ListForm):
    """A list whose lines are put on file: what its columns are has to be known."""

    behaviour: Place
