"""A long list, a part at a time: which part an address asks for, and the way to all.

What is printed as a proof has to be whole, so that each part says that it is one, and
leads to all of it on one page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar
from urllib.parse import urlencode

from litestar.connection import Request

LINES: Final = 100
"""Lines of a part: a case of a year has fewer, so that most are never parted."""

Asked = Request[Any, Any, Any]
Line = TypeVar("Line")


class Leads(Protocol):
    """Returns the address of a page of a list, by its number."""

    def __call__(self, number: int) -> str:
        """Return it."""


@dataclass(frozen=True)
class Part(Generic[Line]):
    """Some lines of a list, of which *of* are there in all.

    `first` is the number of the first of these, from one; `pages` draws what leads to
    the other parts, and `all_at` is where all are on one page: nothing where all are.
    `parts_at` is where a list that would be parted is so again.
    """

    lines: Sequence[Line]
    first: int
    of: int
    pages: dict[str, Any] | None = None
    all_at: str = ""
    parts_at: str = ""

    @property
    def says(self) -> str:
        """Say which lines these are: "Lines 101 to 200 of 992"."""
        last = self.first + len(self.lines) - 1
        return f"Lines {self.first:,} to {last:,} of {self.of:,}"

    @property
    def left_out(self) -> int:
        """How many lines are not among these."""
        return self.of - len(self.lines)


@dataclass(frozen=True)
class PartAsked:
    """Which part of a list an address asks for; `holding` is the index of one line.

    A page that is not there is the last: at another instant the list may be shorter.
    """

    request: Asked
    of: int
    holding: int | None = None

    @property
    def begin(self) -> int:
        """The index of the first line of the part."""
        return 0 if self.asks_for_all else (self._number - 1) * LINES

    @property
    def end(self) -> int:
        """The index after the last line of the part."""
        return self.of if self.asks_for_all else min(self.begin + LINES, self.of)

    @property
    def asks_for_all(self) -> bool:
        """Are all lines asked for, or no more there than one part has?"""
        return asks_for_all(self.request) or self.of <= LINES

    def part(self, lines: Sequence[Line]) -> Part[Line]:
        """Return the part, given its lines and no others."""
        if self.asks_for_all:
            parts_at = _asking(self.request) if self.of > LINES else ""
            return Part(lines, 1, self.of, parts_at=parts_at)
        count = -(-self.of // LINES)
        pages = ways(self._number, count, self._at, label="Parts of the list")
        all_at = all_of(self.request)
        return Part(lines, self.begin + 1, self.of, pages, all_at)

    @property
    def _number(self) -> int:
        if self.holding is not None:
            return self.holding // LINES + 1
        asked = self.request.query_params.get("part", "")
        number = int(asked) if asked.isascii() and asked.isdigit() else 1
        return max(1, min(number, -(-self.of // LINES)))

    def _at(self, number: int) -> str:
        return _asking(self.request, part=str(number))


def begins(lines: Sequence[Line], request: Asked) -> Part[Line]:
    """Return how a list begins, of which a page has several; all if it is asked to."""
    if asks_for_all(request) or len(lines) <= LINES:
        return Part(lines, 1, len(lines))
    return Part(lines[:LINES], 1, len(lines), all_at=all_of(request))


def asks_for_all(request: Asked) -> bool:
    """Say whether an address asks for all lines on one page."""
    return bool(request.query_params.get("all") == "yes")


def all_of(request: Asked) -> str:
    """Return where all lines of the page asked for are on one page."""
    return _asking(request, all="yes")


def ways(number: int, of: int, at: Leads, *, label: str) -> dict[str, Any]:
    """Return what leads from one page of a list to the others, as it is drawn."""

    def to(number: int) -> dict[str, Any]:
        return {"href": at(number), "number": number}

    near = {1, of, *range(number - 1, number + 2)} & set(range(1, of + 1))
    items: list[dict[str, Any]] = []
    for before, each in zip([0, *sorted(near)], sorted(near), strict=False):
        items += [{"ellipsis": True}] if each > before + 1 else []
        items.append({**to(each), "current": each == number})
    told: dict[str, Any] = {"items": items, "landmarkLabel": label}
    if number > 1:
        told["previous"] = to(number - 1)
    if number < of:
        told["next"] = to(number + 1)
    return told


def _asking(request: Asked, **asked: str) -> str:
    aside = {"part", "all", "line", "done"}
    given = [
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in aside
    ]
    query = urlencode([*given, *asked.items()])
    return f"{request.scope['path']}?{query}"
