"""A list sent as a CSV: read, its columns told apart, its lines looked at.

A list is looked at before anything of it is taken: which column is what, which lines
are new, which are on record already, and in which something is wrong.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Final, Protocol

from pydantic import BaseModel, Field

from asbreview.domain.errors import Misrecorded
from asbreview.evidence_files.sealing import Damaged
from asbreview.evidence_files.vault import FileMissing
from asbreview.incident_lists.reading import (
    MOST_BYTES,
    IncidentList,
    UnreadableList,
    read_list,
)
from asbreview.web.files_sent import FileSent
from asbreview.web.given import Installation
from asbreview.web.submitted import Shown

GONE: Final = "The list is not here any more. Choose it again"
MOST_OF_A_SAMPLE: Final = 30  # letters
Place = Annotated[int, Field(ge=0, lt=1_000)]


class Line(Protocol):
    """A line of a list, as it is understood."""

    @property
    def is_new(self) -> bool:
        """May it be taken?"""

    @property
    def same_as(self) -> Any:
        """What on record it is the same as, if it is."""

    @property
    def wrong(self) -> Any:
        """What is wrong in it, if anything is."""


def sent_list(given: Installation, file: FileSent) -> IncidentList:
    """Read the list that was sent (`Misrecorded` if that cannot be)."""
    content = bytearray()
    try:
        for piece in given.files.vault.sent_file(file.sent):
            content += piece
            if len(content) > MOST_BYTES:
                break
        return read_list(bytes(content))
    except (FileMissing, Damaged):
        raise Misrecorded(GONE, field="file") from None
    except UnreadableList as unreadable:
        raise Misrecorded(str(unreadable), field="file") from None


def with_columns(shown: Shown, columns: BaseModel, take: Collection[int]) -> Shown:
    """Return a form with the column that each thing is in, and the lines to take."""
    places = {n: [str(place)] for n, place in columns if place is not None}
    ticked = [str(line) for line in take]
    return replace(shown, typed={**shown.typed, **places, "take": ticked})


def without_file(shown: Shown) -> Shown:
    """Return a form without the list that was sent with it: it is to be chosen anew."""
    return replace(shown, typed={**shown.typed, "file": []})


def places_in(shown: Shown, columns: Mapping[str, str]) -> dict[str, Any]:
    """Return which column was said to be what (`ValueError` if that is no number)."""
    return {n: int(shown.value(n)) for n in columns if shown.value(n)}


def looked_at(given: IncidentList, lines: Sequence[Line] | None) -> dict[str, Any]:
    """Return what a page tells of a list; its lines, once its columns are known."""
    return {
        "headings": _headings_to_choose(given),
        "read": len(given.rows),
        "new": [line for line in lines or () if line.is_new],
        "there": [line for line in lines or () if line.same_as],
        "wrong": [line for line in lines or () if line.wrong],
    }


def _headings_to_choose(given: IncidentList) -> list[dict[str, str]]:
    """Return the columns to choose from, each with what its first line holds."""
    first = given.rows[0].cells
    return [
        {"value": "", "text": "No column"},
        *(
            {"value": str(at), "text": _heading(at, heading, first)}
            for at, heading in enumerate(given.headings)
        ),
    ]


def _heading(at: int, heading: str, first: tuple[str, ...]) -> str:
    sample = first[at][:MOST_OF_A_SAMPLE] if at < len(first) else ""
    name = heading or f"Column {at + 1}"
    return f"{name} (such as “{sample}”)" if sample else name
