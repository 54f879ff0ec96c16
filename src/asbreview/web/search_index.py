"""The index in which cases are found by a name, an address or a telephone.

It is in memory only: revealed from the sealed names in the views when it is first
asked, brought level with them at each search, and made anew whenever a key has been
destroyed, so that who is forgotten is not found.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from threading import Lock
from typing import Final, NamedTuple, Self
from uuid import UUID

from sqlalchemy import Engine

from asbreview.domain.sealed import ERASED, Sealed
from asbreview.store.keys import KeyRing
from asbreview.web.search_words import as_telephone, digits, plain, slips
from projections.people import (
    Edition,
    PersonRow,
    edition,
    people_changed,
    people_since,
)

SHORTEST_INSIDE: Final = 3  # letters that are looked for inside a word, too
SHORTEST_TOGETHER: Final = 5  # of a postcode: fewer are in many house numbers
BEGINNING: Final = Edition("", 0)
OF_A_PERSON: Final = ("name", "address", "phone")
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

    def look(self, query: str, *, as_of: int | None = None) -> Found:
        """Return the cases of people with all the words, or with that telephone.

        Those that have a word only with a slip of the pen, a letter wrong or swapped,
        are told apart.  *as_of* a position of the log, people are as they were then;
        who was forgotten since is not found.
        """
        entries, known = self._every() if as_of is None else self._every_then(as_of)
        words = plain(query).split()
        if not words:
            return Found([], [])
        meant = _meant(words, known)
        just = _with_all(entries, {word: set() for word in words})
        just += _with_number(entries, as_telephone(query), "".join(words))
        nearly = _with_all(entries, meant) if any(meant.values()) else []
        # By their numbers: to hash an id itself is to call back into Python.
        ids = {entry.case_id.int: entry.case_id for entry in just}
        others = {e.case_id.int: e.case_id for e in nearly if e.case_id.int not in ids}
        return Found(list(ids.values()), list(others.values()))

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

    def _every(self) -> tuple[list[Entry], Collection[str]]:
        """Return everybody as they are, and the words there are of them."""
        with self._lock:
            self._bring_level()
            return list(self._entries.values()), self._words

    def _every_then(self, position: int) -> tuple[list[Entry], Collection[str]]:
        """Return everybody as they were: who is as they were then, and who is not."""
        with self._lock:
            self._bring_level()
            entries = dict(self._entries)
        with self._views.connect() as db:
            then, came = people_since(db, position)
        for person_id in came:
            entries.pop(person_id, None)
        told = self._told(then)
        entries |= {p.person_id: Entry.of(p.case_id, **words) for p, words in told}
        return list(entries.values()), words_of(entries.values())

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
        told = dict(self._told(person for person, holds in changed if holds))
        for person, holds in changed:
            self._drop(person.person_id)
            if holds and person in told:
                self._add(person, told[person])

    def _told(
        self, people: Iterable[PersonRow]
    ) -> Iterator[tuple[PersonRow, dict[str, str]]]:
        """Yield what is told of each of some people, but of nobody who is forgotten."""
        several = list(people)
        sealed = [(p.name, p.address, p.phone) for p in several]
        tokens = [Sealed[str](token) for each in sealed for token in each]
        revealed = self._keyring.reveal_all(tokens)
        told = iter(revealed)
        for person in several:
            words = list(islice(told, len(OF_A_PERSON)))
            if ERASED not in words:
                yield person, dict(zip(OF_A_PERSON, map(str, words), strict=True))

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

    def _add(self, person: PersonRow, told: dict[str, str]) -> None:
        entry = Entry.of(person.case_id, **told)
        self._entries[person.person_id] = entry
        self._of_name[entry.name].add(person.person_id)
        self._of_address[entry.address].add(person.person_id)
        self._words.update(entry.text.split())


def words_of(entries: Iterable[Entry]) -> set[str]:
    """Return the words that there are of some people."""
    return {word for entry in entries for word in entry.text.split()}


def _meant(words: list[str], known: Collection[str]) -> dict[str, set[str]]:
    """Return, for each word, the known words it may be a slip of the pen for."""
    letters = {letter for word in known for letter in word}
    return {
        word: {slip for slip in slips(word, letters) if slip in known} for word in words
    }


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
