"""What is copied from and what is copied into: open, and nobody else's meanwhile."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from asbreview.refusal import CannotStart
from asbreview.store.recording import Line
from asbreview.stores import Stores


class Receiving(Protocol):
    """What a copy does to a log besides asking it (`store/receiving_*.py`)."""

    def commands(self) -> Iterator[tuple[UUID, int]]:
        """Yield every command done and where its events end, in order of its id."""

    def take_lines(self, lines: Iterable[Line]) -> None:
        """Take in lines under their own positions and instants."""

    def take_commands(self, done: Iterable[tuple[UUID, int]]) -> None:
        """Take in the commands that were done."""

    def go_on(self) -> None:
        """Let the next save follow what was taken in, in position and in time."""


@dataclass(frozen=True)
class Open:
    """One end of a copy, open; *folder* is that of its print queue.

    *ledger* is the ledger's folder where that lies elsewhere: it is then added to.
    """

    stores: Stores
    log: Receiving
    folder: Path
    ledger: Path | None = None


class End(Protocol):
    """A place that an installation can be copied from or into."""

    @property
    def where(self) -> str:
        """The place in words: *the folder …*, *the database …*."""

    @property
    def is_begun(self) -> bool:
        """Does it hold a copy that was begun and is not finished?"""

    def source(self) -> AbstractContextManager[Open]:
        """Open what is copied; nobody writes into it until it is closed.

        `CannotStart` where anything uses it, it is not of this release's form, it is
        itself a copy that was not finished, or a key is not its own.
        """

    def target(self, *, of_log: str) -> AbstractContextManager[Open]:
        """Open what is copied into, empty and marked as unfinished until all is well.

        `CannotStart` where it holds an installation already or anything uses it.  One
        that is marked is emptied first.
        """


def held_already(where: str) -> CannotStart:
    """Say that a copy would go over something."""
    return CannotStart(
        f"{where[0].upper()}{where[1:]} holds an installation already, and none is ever"
        " copied over. Name an empty one. Nothing was changed."
    )
