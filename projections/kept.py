"""What a projection keeps: its name, its shape, its tables, and their editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Index, MetaData, Table, quoted_name


@dataclass(frozen=True)
class Kept:
    """What a projection keeps: under which name, in which shape, in which tables."""

    name: str
    shape: int
    tables: MetaData

    def stored_as(self, edition: str) -> Mapping[Table, Table]:
        """Return the tables of an edition, by those they are editions of."""
        return _stored_as(self.tables, edition.removeprefix(self.name))


@cache  # new Table objects each time would compile every statement anew
def _stored_as(tables: MetaData, suffix: str) -> Mapping[Table, Table]:
    elsewhere = MetaData()
    stored = {
        table: table.to_metadata(elsewhere, name=f"{table.name}{suffix}")
        for table in tables.sorted_tables
    }
    for table in stored.values():
        for index in table.indexes:  # of several columns: its name is not renewed
            if table.name not in str(index.name):
                index.name = quoted_name(f"{index.name}{suffix}", quote=None)
            _only_where_it_is_meant(index)
    return stored


def _only_where_it_is_meant(index: Index) -> None:
    """Make an index of some rows on the one database that it says these for."""
    meant = {name.partition("_")[0] for name in index.kwargs}
    if len(meant) == 1:
        index.ddl_if(dialect=meant.pop())
