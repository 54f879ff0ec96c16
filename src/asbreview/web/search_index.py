"""The index in which cases are found by a name, an address or a telephone.

It is in memory only: revealed from the sealed names in the views when it is first
asked, brought level with them at each search, and made anew whenever a key has been
destroyed, so that who is forgotten is not found.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice
from threading import Lock
from typing import Final, NamedTuple, Self
from uuid import UUID

from sqlalchemy import Engine

from asbreview.domain.sealed import ERASED, Sealed
from asbreview.store.keys import KeyRing
from asbreview.web.search_words import as_telephone, digits, plain, slips
from projections.people import Edition, PersonRow, edition, people_changed

SHORTEST_INSIDE: Final = 3  # letters that are looked for inside a word, too
SHORTEST_TOGETHER: Final = 5  # of a postcode: fewer are in many house numbers
BEGINNING: Final = Edition("", 0)
AT_ONCE: Final = 1_000  # people, whose keys are asked for in one question


class Entry(NamedTuple):
    """A person on a case, as they are looked for: each word after a space."""

    case_id: UUID
    name: str
    address: str
    phone: str
    text: str
    joined: str

    @classmethod
    def of(cls, case_id: UUID, *, name: str, address: str, phone: str = "") -> Self:
        """Return a person as they are looked for."""
        name, address = plain(name), plain(address)
        text = f" {name} {address}"
        joined = text.replace(" ", "")
        return cls(case_id, name, address, digits(phone), text, joined)


class Found(NamedTuple):
    """The cases that were found: as it was typed, and spelled a little differently."""

    just: list[UUID]
    nearly: list[UUID]


class SearchIndex:
    """Finds cases by the people on them."""

    def __init__(self, keyring: KeyRing, views: Engine) -> None:
        self._keyring = keyring
        self._views = views
        self._entries: dict[UUID, Entry] = {}
        self._words: Counter[str] = Counter()
        self._of_name: dict[str, set[UUID]] = defaultdict(set)
        self._of_address: dict[str, set[UUID]] = defaultdict(set)
        self._seen = BEGINNING
        self._destroyed = 0
        self._lock = Lock()

    def find(self, query: str) -> list[UUID]:
        """Return the cases of people whose name and address have all the words."""
        return self.look(query).just

    def look(self, query: str) -> Found:
        """Return the cases of people with all the words, or with that telephone.

        Those that have a word only with a slip of the pen, a letter wrong or swapped,
        are told apart.
        """
        entries, words = self._every(), plain(query).split()
        if not words:
            return Found([], [])
        meant = self._meant(words)
        just = _with_all(entries, {word: set() for word in words})
        just += _with_number(entries, as_telephone(query), "".join(words))
        nearly = _with_all(entries, meant) if any(meant.values()) else []
        # By their numbers: to hash an id itself is to call back into Python.
        ids = {entry.case_id.int: entry.case_id for entry in just}
        others = {e.case_id.int: e.case_id for e in nearly if e.case_id.int not in ids}
        return Found(list(ids.values()), list(others.values()))

    def _meant(self, words: list[str]) -> dict[str, set[str]]:
        """Return, for each word, the words it may be a slip of the pen for."""
        letters = {letter for word in self._words for letter in word}
        return {
            word: {slip for slip in slips(word, letters) if slip in self._words}
            for word in words
        }

    def alike(self, name: str, address: str) -> list[UUID]:
        """Return the cases of people with just this name, or just this address."""
        found = (e.case_id for e in self.alike_to_any([(name, address)]))
        return list(dict.fromkeys(found))

    def alike_to_any(self, people: Iterable[tuple[str, str]]) -> list[Entry]:
        """Return who has just the name, or just the address, of any of the people."""
        pairs = {(plain(name), plain(address)) for name, address in people}
        with self._lock:
            self._bring_level()
            alike: set[UUID] = set()
            for name, address in pairs:
                alike |= self._of_name.get(name, set())
                alike |= self._of_address.get(address, set()) if address else set()
            return [self._entries[person_id] for person_id in alike]

    def alike_but_kept(self, people: Iterable[tuple[str, str]]) -> set[UUID]:  # noqa: ARG002
        """Return the cases of people so alike that are kept from whoever asks: none."""
        return set()

    def _every(self) -> list[Entry]:
        with self._lock:
            self._bring_level()
            return list(self._entries.values())

    def _bring_level(self) -> None:
        """Bring the index level with the views and the keys, its lock held."""
        destroyed = self._keyring.destructions()
        with self._views.connect() as db:
            now = edition(db)
            if now.name != self._seen.name or destroyed != self._destroyed:
                self._seen = BEGINNING
                for held in (self._entries, self._of_name, self._of_address):
                    held.clear()
                self._words.clear()
            if now != self._seen:
                changed = people_changed(db, after=self._seen.position)
                while some := list(islice(changed, AT_ONCE)):
                    self._take_all(some)
        self._seen, self._destroyed = now, destroyed

    def _take_all(self, changed: list[tuple[PersonRow, bool]]) -> None:
        """Take in what changed, in order, the keys of all asked for at once."""
        tokens = [
            Sealed[str](token)
            for person, holds in changed
            for token in ((person.name, person.address, person.phone) if holds else ())
        ]
        revealed = self._keyring.reveal_all(tokens)
        told = iter(revealed)
        for person, holds in changed:
            self._drop(person.person_id)
            words = list(islice(told, 3)) if holds else []
            if words and ERASED not in words:
                name, address, phone = map(str, words)
                self._add(person, name=name, address=address, phone=phone)

    def _drop(self, person_id: UUID) -> None:
        before = self._entries.pop(person_id, None)
        if not before:
            return
        _take_out(self._of_name, before.name, person_id)
        _take_out(self._of_address, before.address, person_id)
        for word in before.text.split():
            self._words[word] -= 1
            if not self._words[word]:
                del self._words[word]

    def _add(self, person: PersonRow, *, name: str, address: str, phone: str) -> None:
        entry = Entry.of(person.case_id, name=name, address=address, phone=phone)
        self._entries[person.person_id] = entry
        self._of_name[entry.name].add(person.person_id)
        self._of_address[entry.address].add(person.person_id)
        self._words.update(entry.text.split())


def _take_out(of: dict[str, set[UUID]], word: str, person_id: UUID) -> None:
    """Take a person out, and the word with the last who has it: it is forgotten."""
    of[word].discard(person_id)
    if not of[word]:
        del of[word]


def _with_all(entries: list[Entry], meant: dict[str, set[str]]) -> list[Entry]:
    """Return the entries in which each word begins one, or stands in the letters.

    Or one of those that may have been meant by it does.
    """
    for word, others in sorted(meant.items(), key=lambda item: -len(item[0])):
        begins = f" {word}"
        inside = word if len(word) >= SHORTEST_INSIDE else begins
        entries = [
            entry
            for entry in entries
            if begins in entry.text
            or inside in entry.joined
            or (others and not others.isdisjoint(entry.text.split()))
        ]
    return entries


def _with_number(entries: list[Entry], phone: str, together: str) -> list[Entry]:
    """Return the entries with a telephone, or a postcode however it is spaced."""
    found = [e for e in entries if phone in e.phone] if phone else []
    if len(together) >= SHORTEST_TOGETHER and not together.isalpha():
        found += [e for e in entries if together in e.joined]
    return found
