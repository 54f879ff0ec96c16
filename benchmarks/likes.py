"""Cases like one that was told: every id, reference and key their own, sealed anew."""

import json
import re
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from secrets import token_bytes
from typing import Any, Final, NamedTuple, Self
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asbreview.domain.letter.facts import LetterDrafted
from asbreview.domain.reference import ALPHABET, LENGTH, Reference
from asbreview.domain.sealed import Sealed
from asbreview.installation import Installation
from asbreview.reviews.commanding import RECORDS
from asbreview.store.keys import NONCE, Wrapping
from journey import Journey

IDS: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}"
)
TOKEN: Final = re.compile(
    r'([0-9a-f]{32}\|\d+\|[^"|]+\|[^"|]+)\|([0-9a-f]{32})\|([\w=-]+)'
)
EITHER: Final = re.compile(f"{TOKEN.pattern}|{IDS.pattern}")
POSITIONS: Final = frozenset(
    {"from_position", "to_position", "position", "counted_at", "in_error_from"}
    | {"came_at"}
)
STEPS: Final = "steps"  # a list of what begins with a position, and may have one more
Text = list[str]
"""A text in parts: what is the same of every case, and in turn what is each one's."""


class Written(NamedTuple):
    """An event of a case that was told, as it stands in the log."""

    position: int
    originator_id: UUID
    version: int
    topic: str
    state: Text


class RowWritten(NamedTuple):
    """A row of the views: what it holds for every case, and which cells differ."""

    cells: list[Any]
    texts: list[tuple[int, Text]]
    positions: list[tuple[int, int]]
    recorded_at: int | None
    steps: int | None

    @classmethod
    def of(cls, columns: list[str], cells: list[Any]) -> Self:
        """Take a row whose texts are in parts."""
        texts = [(n, cell) for n, cell in enumerate(cells) if isinstance(cell, list)]
        positions = [
            (n, cells[n])
            for n, name in enumerate(columns)
            if name in POSITIONS and cells[n] is not None
        ]
        at, steps = (
            columns.index(name) if name in columns else None
            for name in ("recorded_at", STEPS)
        )
        same = ["".join(c) if isinstance(c, list) else c for c in cells]
        varying = [(n, text) for n, text in texts if len(text) > 1]
        return cls(same, varying, positions, at, steps)


class Pattern:
    """A case that was told by real commands, and that others are made after."""

    def __init__(self, installation: Installation, journey: Journey) -> None:
        reviews = installation.reviews
        self.case_id = journey.case_id
        self.reference: str = reviews.case(journey.case_id).trigger.reference
        marks = self.reference.encode(), str(self.case_id).encode()
        lines = list(reviews.recorder.lines(0, limit=10**6))
        first = (line.stored.state.decode() for line in lines[:2])
        named = {UUID(id_) for state in first for id_ in IDS.findall(state)}
        self.shared = {written for id_ in named for written in (str(id_), id_.hex)}
        self._reveal = installation.keyring.reveal
        self.clear: dict[str, bytes] = {}
        self.events = [
            Written(
                line.position,
                line.stored.originator_id,
                line.stored.originator_version,
                line.stored.topic,
                self.in_parts(line.stored.state.decode()),
            )
            for line in lines
            if any(mark in line.stored.state for mark in marks)
        ]
        self.letters = [
            event.originator_id
            for event in self.events
            if event.topic == LetterDrafted.TOPIC
        ]
        self.views: dict[str, tuple[int, list[RowWritten]]] = {}

    def in_parts(self, text: str) -> Text:
        """Take a text apart; its tokens are opened, to be sealed for other cases."""
        parts, at = [], 0
        for found in re.finditer(f"{EITHER.pattern}|{self.reference}", text):
            if found[1] is not None and found[0] not in self.clear:
                told = self._reveal(Sealed(found[0]))
                self.clear[found[0]] = json.dumps(told).encode()
            if found[0] not in self.shared:
                parts += [text[at : found.start()], found[0]]
                at = found.end()
        return [*parts, text[at:]]

    @property
    def own_ids(self) -> set[str]:
        """Every id that only this case names, as it is written with dashes."""
        written = (part for event in self.events for part in event.state[1::2])
        found = {str(UUID(id_)) for part in written for id_ in IDS.findall(part)}
        return found | {str(event.originator_id) for event in self.events}

    def take_rows(self, views: sqlite3.Connection, *, not_of: set[str]) -> None:
        """Take from the views the rows that the projector made of this case."""
        own = self.own_ids - not_of
        tables = views.execute("SELECT edition, projection, tables FROM positions")
        for edition, projection, names in tables.fetchall():
            suffix = edition.removeprefix(projection)
            for name in names.split(","):
                found = views.execute(f"SELECT * FROM {name}{suffix}")  # noqa: S608
                columns = [column[0] for column in found.description]
                rows = [
                    RowWritten.of(columns, [self._cell(value) for value in row])
                    for row in found
                    if _names(row, own)
                ]
                self.views[f"{name}{suffix}"] = len(columns), rows

    def _cell(self, value: object) -> object:
        return self.in_parts(value) if isinstance(value, str) else value


def _names(row: Iterable[object], own: set[str]) -> bool:
    """Say whether a row names any of the ids."""
    texts = (value for value in row if isinstance(value, str))
    return any(str(UUID(id_)) in own for text in texts for id_ in IDS.findall(text))


class Like:
    """A case like one that was told; *after* is where its events begin in the log."""

    def __init__(self, pattern: Pattern, number: int, *, after: int) -> None:
        self.pattern = pattern
        self.keys: dict[UUID, bytes] = {}
        self._opened: dict[UUID, AESGCM] = {}
        self.case_id = uuid5(pattern.case_id, str(number))
        self.reference = reference_of(number)
        self._number = str(number)
        old = pattern.case_id
        own = {kind.id_for(old): kind.id_for(self.case_id) for kind in RECORDS}
        of_reference = Reference.id_for(self.reference)
        own |= {old: self.case_id, Reference.id_for(pattern.reference): of_reference}
        self._own = {str(id_): str(new) for id_, new in own.items()}
        self._own |= {id_.hex: new.hex for id_, new in own.items()}
        self._own[pattern.reference] = self.reference
        events = enumerate(pattern.events, start=after + 1)
        self._positions = {event.position: position for position, event in events}
        self.end = after + len(pattern.events)

    def events(self) -> Iterator[tuple[str, int, str, bytes]]:
        """Yield its events, as the log keeps them."""
        for event in self.pattern.events:
            id_ = self._owned(event.originator_id.hex)
            yield id_, event.version, event.topic, self._text(event.state).encode()

    def rows(self, table: str, recorded_at: str) -> Iterator[list[Any]]:
        """Yield its rows in a table of the views."""
        _, rows = self.pattern.views[table]
        for row in rows:
            cells = row.cells.copy()
            for n, text in row.texts:
                cells[n] = self._text(text)
            for n, position in row.positions:
                cells[n] = self._positions.get(position, position)
            if row.recorded_at is not None:
                cells[row.recorded_at] = recorded_at
            if row.steps is not None:
                cells[row.steps] = self._steps(cells[row.steps])
            yield cells

    def _steps(self, kept: str) -> str:
        """Return the steps of a case, each with where its own stands in the log."""
        own = self._positions
        told = [
            [own.get(position, position), topic, by, on, own.get(wrong, wrong), *more]
            for position, topic, by, on, wrong, *more in json.loads(kept)
        ]
        return json.dumps(told, separators=(",", ":"), ensure_ascii=False)

    def letters(self) -> Iterator[str]:
        """Yield the ids of its letters."""
        return (self._owned(letter_id.hex) for letter_id in self.pattern.letters)

    def wrapped(self, wrapping: Wrapping) -> list[tuple[bytes, bytes]]:
        """Return its keys, as they are kept."""
        keys = self.keys.items()
        return [(owner.bytes, wrapping.wrap(owner, key)) for owner, key in keys]

    def _text(self, parts: Text) -> str:
        told = list(parts)
        told[1::2] = map(self._owned, parts[1::2])
        return "".join(told)

    def _owned(self, old: str) -> str:
        """Return the id, or the token, that stands here for one there."""
        new = self._own.get(old)
        if new is None:
            new = self._own[old] = self._sealed(old) if "|" in old else self._id(old)
        return new

    def _id(self, old: str) -> str:
        if old in self.pattern.shared:
            return old
        plain = UUID(old)
        known = self._own.get(str(plain)) or self._own.get(plain.hex)
        new = UUID(known) if known else uuid5(plain, self._number)
        return str(new) if "-" in old else new.hex

    def _sealed(self, token: str) -> str:
        head, _, _ = token.rpartition("|")
        there, _, whose = head.rpartition("|")
        owner = UUID(self._owned(whose))
        if owner not in self._opened:
            self.keys[owner] = AESGCM.generate_key(256)
            self._opened[owner] = AESGCM(self.keys[owner])
        place = IDS.sub(lambda found: self._owned(found[0]), there)
        head, nonce = f"{place}|{owner.hex}", token_bytes(NONCE)
        clear = self.pattern.clear[token]
        body = nonce + self._opened[owner].encrypt(nonce, clear, head.encode())
        return f"{head}|{urlsafe_b64encode(body).decode()}"


def reference_of(number: int) -> str:
    """Write a number as the last five signs of a reference."""
    signs = ""
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs = ALPHABET[sign] + signs
    return f"EC-26-{signs}"
