"""The search index as one account sees it: it finds no case that they may not see."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Engine

from asbreview.access.accounts import Account
from asbreview.web.search_index import Entry, Found, SearchIndex
from projections.scope import Scope, scope_of, seen_among


class SeenIndex(SearchIndex):
    """Finds cases by the people on them, for one account; how many is of these, too.

    What is alike on a case that they may not see is not told either.
    """

    def __init__(self, index: SearchIndex, views: Engine, who: Account) -> None:
        self._index, self._views, self._who = index, views, who

    def look(self, query: str, *, as_of: int | None = None) -> Found:
        """Return the cases of people with all the words, or with that telephone.

        Who may see them stands today, as of whichever position people are looked for.
        """
        found = self._index.look(query, as_of=as_of)
        with self._views.connect() as db:
            scope = scope_of(db, self._who)
            seen = seen_among(db, [*found.just, *found.nearly], scope, as_of=as_of)
        return Found(
            [id_ for id_ in found.just if id_ in seen],
            [id_ for id_ in found.nearly if id_ in seen],
        )

    def alike_to_any(self, people: Iterable[tuple[str, str]]) -> list[Entry]:
        """Return who has just the name, or just the address, of any of the people."""
        found = self._index.alike_to_any(people)
        with self._views.connect() as db:
            cases = {entry.case_id for entry in found}
            seen = seen_among(db, cases, scope_of(db, self._who))
        return [entry for entry in found if entry.case_id in seen]

    def alike_but_kept(self, people: Iterable[tuple[str, str]]) -> set[UUID]:
        """Return the cases of people so alike, of their areas, that they may not see.

        For a warning that tells of none of them, and for nothing else.
        """
        cases = {entry.case_id for entry in self._index.alike_to_any(people)}
        whole = Scope(areas=tuple(sorted(self._who.areas)))
        with self._views.connect() as db:
            seen = seen_among(db, cases, scope_of(db, self._who))
            return seen_among(db, cases, whole) - seen
