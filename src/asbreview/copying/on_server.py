"""The databases on a server, as an end of a copy."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import URL, text

from asbreview.access.office import SCHEMA as OFFICE
from asbreview.copying.ends import Open, held_already
from asbreview.office_tables import all_tables
from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.store import database, postgres_keys, postgres_tables, unfinished
from asbreview.store.receiving_postgres import receiving
from asbreview.store.using import InUse, kept_still, used_alone
from asbreview.stores_in_folder import unfinished as not_finished
from asbreview.stores_on_server import (
    addresses,
    migrate,
    must_answer,
    opened_on_server,
)
from projections import views

LOG: Final = ("stored_events", "commands", "clock", "store")
KEYS: Final = ("keys", "destroyed", "parts", "counted")


@dataclass(frozen=True)
class Server:
    """The databases that some settings name."""

    settings: Settings

    @property
    def where(self) -> str:
        """The place in words; no name of an account and no password is in them."""
        log, _ = addresses(self.settings)
        return f"the database {log.database} on {database.where(log)}"

    @property
    def is_begun(self) -> bool:
        """Does it hold a copy that was begun and is not finished?"""
        log, keys = addresses(self.settings)
        must_answer(log, keys)
        return unfinished.is_marked(log)

    @contextmanager
    def source(self) -> Iterator[Open]:
        """Open what is copied; nobody writes into it until it is closed."""
        log, keys = addresses(self.settings)
        with ExitStack() as stack:
            self._have_alone(stack)
            if unfinished.is_marked(log):
                raise not_finished(f"database {log.database}")
            stores = stack.enter_context(opened_on_server(self.settings))
            stack.enter_context(_still(log, postgres_tables.SCHEMA, LOG))
            stack.enter_context(_still(log, OFFICE, tuple(all_tables())))
            stack.enter_context(_still(keys, postgres_keys.SCHEMA, KEYS))
            opened = receiving(stores.reviews.recorder)
            yield Open(stores, opened, self.settings.data)

    @contextmanager
    def target(self, *, of_log: str) -> Iterator[Open]:
        """Open what is copied into, marked as unfinished until all is well."""
        log, _ = addresses(self.settings)
        with ExitStack() as stack:
            self._have_alone(stack)
            self._begin()
            with opened_on_server(self.settings, of_log=of_log) as stores:
                opened = receiving(stores.reviews.recorder)
                outside = self.settings.ledger_outside
                yield Open(stores, opened, self.settings.data, outside)
            unfinished.unmark(log)

    def _have_alone(self, stack: ExitStack) -> None:
        log, keys = addresses(self.settings)
        must_answer(log, keys)
        try:
            stack.enter_context(used_alone(log))
        except InUse as used:
            raise CannotStart(
                f"{self.where[0].upper()}{self.where[1:]} is in use. Stop every"
                " `asbreview serve` and `asbreview work`, and end whatever else is"
                " connected to it. Nothing was changed."
            ) from used

    def _begin(self) -> None:
        """Make the tables and mark them; empty what holds a copy not finished."""
        log, keys = addresses(self.settings)
        if unfinished.is_marked(log):
            # The mark goes last: whatever comes between, it is begun anew again.
            _drop(keys, postgres_keys.SCHEMA)
            _drop(log, OFFICE, views.SCHEMA, postgres_tables.SCHEMA)
        elif any(_holds(log, keys)):
            raise held_already(self.where)
        migrate(self.settings)
        unfinished.mark(log)


def _holds(log: URL, keys: URL) -> Iterator[bool]:
    """Say of each table that nothing may be copied over whether it holds anything."""
    for url, schema, tables in (
        (log, postgres_tables.SCHEMA, ("stored_events", "commands")),
        (log, OFFICE, tuple(all_tables())),
        (keys, postgres_keys.SCHEMA, ("keys", "destroyed")),
    ):
        for name in tables:
            table = f"{schema}.{name}"
            yield database.has(url, table) and database.holds(url, table)


def _drop(url: URL, *schemas: str) -> None:
    once = database.engine(url, "public")
    with once.begin() as db:
        for schema in schemas:
            db.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
    once.dispose()


@contextmanager
def _still(url: URL, schema: str, tables: tuple[str, ...]) -> Iterator[None]:
    engine = database.engine(url, schema)
    try:
        with kept_still(engine, *(f"{schema}.{table}" for table in tables)):
            yield
    finally:
        engine.dispose()
