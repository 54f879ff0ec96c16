"""Which cases of the queue are asked for, as the page's address says it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from asbreview.access.accounts import Account
from asbreview.access.policy import Action, may
from projections.case.stages import Stage, WaitsFor
from projections.queue import Asked, Whose
from projections.scope import Scope

E = TypeVar("E", bound=StrEnum)
MINE: Final = "mine"
OURS: Final = frozenset({Whose.UNASSIGNED.value, WaitsFor.US.value})
TABS: Final = {
    MINE: "My cases",
    Whose.UNASSIGNED.value: "Unassigned",
    Whose.ALL.value: "All cases",
}


class Chip(NamedTuple):
    """A filter that is applied, and the address of the queue without it."""

    text: str
    without: str


@dataclass(frozen=True)
class Filters:
    """What an address asks of the queue; what it leaves out lets every case through.

    `waits_for` is a kind of party, or the id of a body.
    """

    whose: str = MINE
    place: str = ""
    stage: str = ""
    waits_for: str = ""
    overdue: str = ""
    ended: str = ""
    page: str = ""
    as_of: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str], who: Account) -> Self:
        """Read an address; whoever cannot have cases starts from all of them."""
        named = {f.name: asked.get(f.name, "").strip() for f in fields(cls)}
        if named["whose"] not in TABS:
            works = may(who, Action.WRITE)
            named["whose"] = MINE if works else Whose.ALL.value
        return cls(**named)

    def address(self, **changes: str) -> str:
        """Return the address that asks for this, but for the changes."""
        changed = replace(self, **{"page": "", **changes})
        told = {f.name: getattr(changed, f.name) for f in fields(changed)}
        return f"/?{urlencode({name: value for name, value in told.items() if value})}"

    @property
    def number(self) -> int:
        """Which page of the list is asked for."""
        return int(self.page) if self.page.isdecimal() and len(self.page) < 6 else 1  # noqa: PLR2004  no list is so long

    def asked(self, who: Account, seen: Scope, on: date) -> Asked:
        """Return the question to the queue.

        What is unassigned is for somebody to take, and what waits for us for us to do:
        of their own areas, therefore.
        """
        body_id = _uuid(self.waits_for)
        is_ours = {self.whose, self.waits_for} & OURS
        return Asked(
            seen=seen.own if is_ours else seen,
            owner=who.account_id if self.whose == MINE else Whose(self.whose),
            place=self.place or None,
            stage=_word(Stage, self.stage),
            waits_for=_word(WaitsFor, self.waits_for),
            body_id=body_id,
            overdue_on=on if self.overdue else None,
            ended=bool(self.ended),
        )

    def chips(self, bodies: Mapping[str, str]) -> list[Chip]:
        """Return the filters that are applied, each to be taken away."""
        return [
            Chip(text, self.address(**{name: ""})) for name, text in self._on(bodies)
        ]

    def _on(self, bodies: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name in ("place", "stage"):
            if value := getattr(self, name):
                yield name, value
        if self.waits_for:
            whom = bodies.get(self.waits_for, self.waits_for)
            yield "waits_for", f"waits for {whom}"
        if self.overdue:
            yield "overdue", "overdue"
        if self.ended:
            yield "ended", "with cases that have ended"


def _word(words: type[E], typed: str) -> E | None:
    return words(typed) if typed in set(words) else None


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def options(words: Mapping[str, str], chosen: str, all_of: str) -> list[dict[str, Any]]:
    """Return the choices of a filter, the first of which lets everything through."""
    return [
        {"value": value, "text": text, "selected": value == chosen}
        for value, text in {"": all_of, **words}.items()
    ]
