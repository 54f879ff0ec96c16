"""Measure the search at 100,000 names: `python -m benchmarks.searching`."""

import sys
from collections import Counter
from collections.abc import Collection
from itertools import islice, product
from time import perf_counter
from uuid import UUID

from asbreview.web.search_index import Entry, SearchIndex, words_of

PEOPLE = 100_000
SYLLABLES = (
    ("Ab", "An", "Bel", "Cor", "Dun", "El", "Fen", "Gar", "Hol", "In", "Jo", "Kel"),
    ("a", "e", "i", "o", "u", "ar", "er", "in", "on", "ay", "al", "um", "et", "is"),
    ("ton", "ley", "ford", "man", "son", "wick", "ham", "by", "well", "ing", "ster"),
)
QUERIES = ("dunarley", "dunarlye", "holin anby", "01632 090077", "9 row", "cb74zz")


class Known(SearchIndex):
    """An index of invented people that are on no case: nothing is revealed."""

    def __init__(self, people: int) -> None:
        self._entries = {}
        names = ["".join(parts) for parts in product(*SYLLABLES)]
        pairs = islice(product(names, names[::7]), people)
        for number, (first, last) in enumerate(pairs):
            self._entries[UUID(int=number)] = Entry.of(
                UUID(int=number),
                name=f"{first} {last}",
                address=f"{number % 300} {last} Row, Ely, CB7 {number % 9}ZZ",
                phone=f"01632 {number:06}",
            )
        self._words = Counter(w for e in self._entries.values() for w in e.text.split())

    def _every(self) -> tuple[list[Entry], Collection[str]]:
        return list(self._entries.values()), self._words

    def _every_then(self, position: int) -> tuple[list[Entry], Collection[str]]:
        """Return all but those who came since: as many as the position says."""
        entries = dict(self._entries)
        for number in range(position):
            entries.pop(UUID(int=number))
        return list(entries.values()), words_of(entries.values())


def main(people: int) -> None:
    """Make the index and look for each of the queries, now and as of half of it.

    As of then without what the views are asked, and no name was another.
    """
    index = Known(people)
    print(f"{people:,} people")
    for query in QUERIES:
        begun = perf_counter()
        found = index.look(query)
        taken = 1000 * (perf_counter() - begun)
        begun = perf_counter()
        index.look(query, as_of=people // 2)
        then = 1000 * (perf_counter() - begun)
        told = f"{len(found.just):,} found, {len(found.nearly):,} nearly"
        print(f"{query!r}: {taken:.0f} ms ({told}); as of then {then:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
