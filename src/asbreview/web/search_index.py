"""The index in which cases are found by a name or an address: in memory only.

It is revealed from the sealed names in the views when it is first asked, brought level
with them at each search, and made anew whenever a key has been destroyed, so that who
is forgotten is not found.
"""

import re
import unicodedata
from collections.abc import Iterable
from threading import Lock
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Engine

from asbreview.domain.sealed import ERASED, Sealed
from asbreview.store.keys import KeyRing
from projections.people import Edition, PersonRow, edition, people_changed

SHORTEST_INSIDE: Final = 3  # letters that are looked for inside a word, too
APOSTROPHES: Final = re.compile("['\u2019\u02bc]")
BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
BEGINNING: Final = Edition("", 0)


class Entry(NamedTuple):
    """A person on a case, as they are looked for."""

    case_id: UUID
    name: str
    address: str

    @property
    def words(self) -> str:
        """The words, each after a space."""
        return f" {self.name} {self.address}"

    def fits(self, words: Iterable[str]) -> bool:
        """Say whether each word begins one here, or stands in the letters together."""
        text = self.words
        joined = text.replace(" ", "")
        return all(
            f" {word}" in text or (len(word) >= SHORTEST_INSIDE and word in joined)
            for word in words
        )


class SearchIndex:
    """Finds cases by the people on them."""

    def __init__(self, keyring: KeyRing, views: Engine) -> None:
        self._keyring = keyring
        self._views = views
        self._entries: dict[UUID, Entry] = {}
        self._seen = BEGINNING
        self._destroyed = 0
        self._lock = Lock()

    def find(self, query: str) -> list[UUID]:
        """Return the cases of people whose name and address have all the words."""
        words = plain(query).split()
        if not words:
            return []
        found = (e.case_id for e in self._level() if e.fits(words))
        return list(dict.fromkeys(found))

    def alike(self, name: str, address: str) -> list[UUID]:
        """Return the cases of people with just this name, or just this address."""
        found = (e.case_id for e in self.alike_to_any([(name, address)]))
        return list(dict.fromkeys(found))

    def alike_to_any(self, people: Iterable[tuple[str, str]]) -> list[Entry]:
        """Return who has just the name, or just the address, of any of the people."""
        pairs = [(plain(name), plain(address)) for name, address in people]
        names = {name for name, _ in pairs}
        addresses = {address for _, address in pairs if address}
        return [e for e in self._level() if e.name in names or e.address in addresses]

    def _level(self) -> list[Entry]:
        """Bring the index level with the views and the keys, and return it."""
        with self._lock:
            destroyed = self._keyring.destructions()
            with self._views.connect() as db:
                now = edition(db)
                if now.name != self._seen.name or destroyed != self._destroyed:
                    self._entries, self._seen = {}, BEGINNING
                for person, holds in people_changed(db, after=self._seen.position):
                    self._take(person, holds=holds)
            self._seen, self._destroyed = now, destroyed
            return list(self._entries.values())

    def _take(self, person: PersonRow, *, holds: bool) -> None:
        entry = self._revealed(person) if holds else None
        if entry is None:
            self._entries.pop(person.person_id, None)
        else:
            self._entries[person.person_id] = entry

    def _revealed(self, person: PersonRow) -> Entry | None:
        name = self._keyring.reveal(Sealed[str](person.name))
        address = self._keyring.reveal(Sealed[str](person.address))
        if name is ERASED or address is ERASED:
            return None
        return Entry(person.case_id, plain(name), plain(address))


def plain(text: str) -> str:
    """Return the words of a text without capitals, accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text).casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(BETWEEN_WORDS.sub(" ", bare).split())
