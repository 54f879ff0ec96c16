"""The search index within a scope: of what one account may see, or of an area."""

from abc import abstractmethod
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, Engine

from asbreview.access.accounts import Account
from asbreview.web.search_index import Entry, Found, SearchIndex
from projections.scope import Scope, scope_of, seen_among


class IndexWithin(SearchIndex):
    """Finds the cases of a scope by the people on them, and no others."""

    def __init__(self, index: SearchIndex, views: Engine) -> None:
        self._index, self._views = index, views

    @abstractmethod
    def _scope(self, db: Connection) -> Scope:
        """Return of which cases it finds any, as it stands today."""

    def look(self, query: str, *, as_of: int | None = None) -> Found:
        """Return the cases of people with all the words, or with that telephone.

        Who may see them stands today, as of whichever position people are looked for.
        """
        found = self._index.look(query, as_of=as_of)
        with self._views.connect() as db:
            cases = [*found.just, *found.nearly]
            seen = seen_among(db, cases, self._scope(db), as_of=as_of)
        return Found(
            [id_ for id_ in found.just if id_ in seen],
            [id_ for id_ in found.nearly if id_ in seen],
        )

    def alike_to_any(self, people: Iterable[tuple[str, str]]) -> list[Entry]:
        """Return who has just the name, or just the address, of any of the people."""
        found = self._index.alike_to_any(people)
        with self._views.connect() as db:
            cases = {entry.case_id for entry in found}
            seen = seen_among(db, cases, self._scope(db))
        return [entry for entry in found if entry.case_id in seen]


class AreaIndex(IndexWithin):
    """Finds the cases of one area, whoever may see them: for what goes by itself."""

    def __init__(self, index: SearchIndex, views: Engine, area_id: str) -> None:
        super().__init__(index, views)
        self._area = Scope(areas=(area_id,))

    def _scope(self, db: Connection) -> Scope:
        del db
        return self._area


class SeenIndex(IndexWithin):
    """Finds cases by the people on them, for one account; how many is of these, too.

    What is alike on a case that they may not see is not told either.
    """

    def __init__(self, index: SearchIndex, views: Engine, who: Account) -> None:
        super().__init__(index, views)
        self._who = who

    def _scope(self, db: Connection) -> Scope:
        return scope_of(db, self._who)

    def alike_but_kept(self, people: Iterable[tuple[str, str]]) -> set[UUID]:
        """Return the cases of people so alike, of their areas, that they may not see.

        For a warning that tells of none of them, and for nothing else.
        """
        cases = {entry.case_id for entry in self._index.alike_to_any(people)}
        whole = Scope(areas=tuple(sorted(self._who.areas)))
        with self._views.connect() as db:
            seen = seen_among(db, cases, self._scope(db))
            return seen_among(db, cases, whole) - seen
