"""Fills an installation with as many cases as are asked for.

A few cases are told by real commands; the others are their likes: every id, reference
and key of their own, every text sealed anew, written straight into the log.
"""

import json
import re
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from secrets import token_bytes
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from asbreview.domain.reference import ALPHABET, LENGTH, Reference
from asbreview.domain.sealed import Sealed
from asbreview.installation import Installation
from asbreview.key_file import key_in
from asbreview.reviews import CaseReviews
from asbreview.reviews.commanding import RECORDS
from asbreview.store.keys import NONCE, Wrapping
from journey import Journey

IDS: Final = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}"
)
TOKEN: Final = re.compile(r'"([0-9a-f]{32}\|\d+\|[^"]+)\|([0-9a-f]{32})\|([^"|]+)"')
EITHER: Final = re.compile(f"{TOKEN.pattern}|{IDS.pattern}")
OPEN_OF_A_HUNDRED: Final = 5
OPEN_AT_LEAST: Final = 30  # a full page of the queue, and some, however few cases
INSERT: Final = """INSERT INTO stored_events
    (originator_id, originator_version, topic, state, recorded_at)
    SELECT ?, ?, ?, ?, at FROM clock"""


class Written(NamedTuple):
    """An event of a case that was told, as it stands in the log."""

    originator_id: UUID
    version: int
    topic: str
    state: str


class Pattern:
    """A case that was told by real commands, and that others are made after."""

    def __init__(self, installation: Installation, journey: Journey) -> None:
        reviews = installation.reviews
        case = reviews.case(journey.case_id)
        self.case_id = journey.case_id
        self.reference: str = case.trigger.reference
        self.events = [
            Written(
                line.stored.originator_id,
                line.stored.originator_version,
                line.stored.topic,
                line.stored.state.decode(),
            )
            for line in reviews.recorder.lines(0, limit=10**6)
            if self.reference.encode() in line.stored.state
            or str(self.case_id).encode() in line.stored.state
        ]
        reveal = installation.keyring.reveal
        self.clear = {
            found[0]: json.dumps(reveal(Sealed(found[0].strip('"'))))
            for event in self.events
            for found in TOKEN.finditer(event.state)
        }
        self.shared = _ids_of_others(reviews)


def _ids_of_others(reviews: CaseReviews) -> set[str]:
    """Return the ids that every case names alike: bodies, accounts, the procedure."""
    lines = reviews.recorder.lines(0, limit=2)
    return {id_ for line in lines for id_ in IDS.findall(line.stored.state.decode())}


def fill(installation: Installation, cases: int) -> None:
    """Make an installation hold so many cases; of a hundred, five are open.

    The views are left as they were: to bring them level is a figure of its own.
    """
    Journey(installation.reviews).stand()
    # Their letters have gone: what is measured is not the making of letters.
    going = Journey(installation.reviews, 2).apply().post(date(2026, 3, 3))
    going.decide().post(date(2026, 3, 9)).ask()
    ended = Journey(installation.reviews, 3).apply()
    installation.reviews.withdraw(
        ended.case_id,
        withdrawn_on=date(2026, 3, 3),
        reason="Moved away.",
        signed=ended.signed(date(2026, 3, 3)),
    )
    ended.post(date(2026, 3, 4))
    patterns = [Pattern(installation, journey) for journey in (going, ended)]
    wrapping = Wrapping(key_in(installation.settings.keys))
    folder = installation.settings.data
    with (
        closing(sqlite3.connect(folder / "events.sqlite")) as log,
        closing(sqlite3.connect(folder / "keys.sqlite")) as keys,
        log,
        keys,
    ):
        for number in range(2, cases):
            is_open = number < OPEN_AT_LEAST or number % 100 < OPEN_OF_A_HUNDRED
            like = _Like(patterns[0 if is_open else 1], number)
            log.executemany(INSERT, like.rows())
            keys.executemany("INSERT INTO keys VALUES (?, ?)", like.wrapped(wrapping))


def an_open_case() -> str:
    """Return the reference of a case that is open, if there are a hundred or more."""
    return _reference(OPEN_OF_A_HUNDRED - 1)


class _Like:
    """A case like one that was told, all its ids its own."""

    def __init__(self, pattern: Pattern, number: int) -> None:
        self.pattern = pattern
        self.keys: dict[UUID, bytes] = {}
        self._opened: dict[UUID, AESGCM] = {}
        self.case_id = uuid5(pattern.case_id, str(number))
        self.reference = _reference(number)
        self._number = str(number)
        old = pattern.case_id
        self._ids = {id_: id_ for id_ in pattern.shared} | {
            str(old): str(self.case_id),
            Reference.id_for(pattern.reference).hex: Reference.id_for(
                self.reference
            ).hex,
        }
        for kind in RECORDS:
            self._ids[kind.id_for(old).hex] = kind.id_for(self.case_id).hex

    def rows(self) -> Iterator[tuple[str, int, str, bytes]]:
        """Yield its events, as the log keeps them."""
        for event in self.pattern.events:
            state = EITHER.sub(self._own, event.state)
            state = state.replace(self.pattern.reference, self.reference)
            id_ = self._id(event.originator_id.hex)
            yield id_, event.version, event.topic, state.encode()

    def wrapped(self, wrapping: Wrapping) -> list[tuple[bytes, bytes]]:
        """Return its keys, as they are kept."""
        keys = self.keys.items()
        return [(owner.bytes, wrapping.wrap(owner, key)) for owner, key in keys]

    def _own(self, found: re.Match[str]) -> str:
        return self._id(found[0]) if found[1] is None else self._seal(found)

    def _id(self, old: str) -> str:
        """Return the id that stands here for one there, written in the same way."""
        if old in self._ids:
            return self._ids[old]
        plain = UUID(old)
        known = self._ids.get(plain.hex) or self._ids.get(str(plain))
        new = UUID(known) if known else uuid5(plain, self._number)
        written = str(new) if "-" in old else new.hex
        self._ids[old] = written
        return written

    def _seal(self, token: re.Match[str]) -> str:
        place = IDS.sub(lambda found: self._id(found[0]), token[1])
        owner = UUID(self._id(token[2]))
        if owner not in self._opened:
            self.keys[owner] = AESGCM.generate_key(256)
            self._opened[owner] = AESGCM(self.keys[owner])
        head, nonce = f"{place}|{owner.hex}", token_bytes(NONCE)
        clear = self.pattern.clear[token[0]].encode()
        body = nonce + self._opened[owner].encrypt(nonce, clear, head.encode())
        return f'"{head}|{urlsafe_b64encode(body).decode()}"'


def _reference(number: int) -> str:
    """Write a number as the last five signs of a reference."""
    signs = ""
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs = ALPHABET[sign] + signs
    return f"EC-26-{signs}"
