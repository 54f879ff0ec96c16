"""The stores of many areas: PostgreSQL, for any number of processes.

Events, office and views lie in one database, data keys in a second.  `asbreview
migrate` makes and upgrades the tables; whatever else opens them finds them made.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from eventsourcing.persistence import PersistenceError
from eventsourcing.utils import get_topic
from sqlalchemy import URL

from asbreview import office_tables
from asbreview.access.office import SCHEMA as OFFICE
from asbreview.access.office import Office
from asbreview.key_file import epochs_beside, key_in
from asbreview.refusal import CannotStart
from asbreview.reviews import CaseReviews
from asbreview.settings import Settings
from asbreview.store import database, postgres, postgres_keys, postgres_tables
from asbreview.store.keys import KeyLost, KeyRing, WrongKey
from asbreview.store.postgres import PostgresLogFactory
from asbreview.store.receiving_postgres import receiving
from asbreview.store.recording import NewerFormat, NotMade, OlderFormat
from asbreview.store.unfinished import is_marked
from asbreview.store.using import BeingCopied, used
from asbreview.stores import Clock, Stores
from asbreview.stores_in_folder import (
    make_folder,
    must_be_new,
    must_belong_together,
    unfinished,
    wrong_key,
)
from projections import views

EVENTS_TABLE: Final = f"{postgres_tables.SCHEMA}.{postgres_tables.EVENTS}"
CONNECTIONS: Final = 10
UNUSED: Final = [f"POSTGRES_{n}" for n in ("DBNAME", "HOST", "USER", "PASSWORD")]
"""The library insists on them; the address has precedence."""
PATIENCE: Final = "2"  # seconds for a connection to the log


@contextmanager
def stores_on_server(settings: Settings, *, clock: Clock | None) -> Iterator[Stores]:
    """Open the stores; without a *clock* the database's own stamps what is recorded.

    `CannotStart` where a database or a key cannot be had, or the tables are not made or
    are of another release's form.
    """
    log, keys = addresses(settings)
    must_answer(log, keys)
    try:
        with used(log), _opened(settings, clock) as stores:
            yield stores
    except BeingCopied as copied:
        raise CannotStart(
            "The database is being copied by `asbreview copy`. Wait until that is done,"
            " then start again. Nothing was changed."
        ) from copied


@contextmanager
def _opened(settings: Settings, clock: Clock | None) -> Iterator[Stores]:
    log, _ = addresses(settings)
    if is_marked(log):
        raise unfinished(f"database {log.database}")
    with opened_on_server(settings, clock=clock) as stores:
        yield stores


@contextmanager
def opened_on_server(
    settings: Settings, *, clock: Clock | None = None, of_log: str = ""
) -> Iterator[Stores]:
    """Open the stores whoever uses them; their log becomes the one *of_log* names.

    For `asbreview copy`, which has the databases alone.
    """
    log, keys = addresses(settings)
    if not all(database.has(*each) for each in _tables(log, keys)):
        raise _not_made()
    make_folder(settings.data)
    with ExitStack() as stack:
        keyring = KeyRing(_keys(settings, keys))
        stack.callback(keyring.close)
        reviews = _log(log, keyring, clock)
        stack.callback(reviews.close)
        if not of_log and not reviews.recorder.max_notification_id():
            must_be_new(settings.data)
        if of_log:
            receiving(reviews.recorder).be_log(of_log)
        must_belong_together(reviews, keyring)
        shown = views.views_on_server(log)
        stack.callback(shown.dispose)
        office = Office.on_server(log)
        stack.callback(office.close)
        yield Stores(reviews=reviews, keyring=keyring, office=office, views=shown)


def migrate(settings: Settings) -> None:
    """Make the schemas and tables, or bring them up to this release's form.

    Done twice, or by two at once, it is done once.
    """
    log, keys = addresses(settings)
    must_answer(log, keys)
    _must_be_whole(log, keys)
    make_folder(settings.data)
    with database.alone(log):
        for schema in (postgres_tables.SCHEMA, OFFICE, views.SCHEMA):
            database.make_schema(log, schema)
        database.make_schema(keys, postgres_keys.SCHEMA)
        _upgrade_log(log)
        _upgrade_office(log)
        table = postgres_keys.PostgresKeys(
            keys, epochs_beside(settings.keys), key_in(settings.keys)
        )
        try:
            table.prepare()
        except WrongKey as wrong:
            raise wrong_key(settings.keys) from wrong
        finally:
            table.close()


def _tables(log: URL, keys: URL) -> Iterator[tuple[URL, str]]:
    """Yield a table of each schema that has to be there, and the database it is in."""
    yield log, f"{postgres_tables.SCHEMA}.store"
    yield log, f"{OFFICE}.accounts"
    yield keys, f"{postgres_keys.SCHEMA}.parts"


def _must_be_whole(log: URL, keys: URL) -> None:
    """Refuse to make an office or a table of keys beside a log that is begun.

    What the log tells is sealed under keys that are elsewhere then, and letters' copies
    and accounts are in another office.
    """
    events, *others = _tables(log, keys)
    if not database.has(*events) or not database.holds(log, EVENTS_TABLE):
        return
    for url, table in others:
        if not database.has(url, table):
            what = "office" if url is log else "data keys"
            raise CannotStart(
                f"The database {log.database} holds events, and the {what} that belong"
                f" to them are not in the database {url.database}. Put them back, or"
                " put back a whole backup into empty databases with `asbreview"
                " restore`. Nothing was changed."
            )


def _upgrade_log(url: URL) -> None:
    factory = PostgresLogFactory(_environment(url))
    try:
        postgres.PostgresLog(factory.datastore).upgrade()
    except NewerFormat as newer:
        raise _of_a_later_release() from newer
    finally:
        factory.close()


def _upgrade_office(url: URL) -> None:
    office = Office.on_server(url)
    try:
        for tables in office_tables.ALL:
            office.keep(tables)
    finally:
        office.close()


def _log(url: URL, keyring: KeyRing, clock: Clock | None) -> CaseReviews:
    told = {"PERSISTENCE_MODULE": get_topic(PostgresLogFactory)}
    try:
        return CaseReviews(keyring, {**told, **_environment(url)}, clock=clock)
    except NewerFormat as newer:
        raise _of_a_later_release() from newer
    except (NotMade, OlderFormat) as older:
        raise _not_made() from older
    except postgres.DatabaseFunctionsOn as on:
        raise CannotStart(
            "POSTGRES_ENABLE_DB_FUNCTIONS is set. Take it away: with it, readers of the"
            " log miss events. Nothing was changed."
        ) from on
    except PersistenceError as why:
        raise CannotStart(f"The log cannot be opened: {why}") from why


def _keys(settings: Settings, url: URL) -> postgres_keys.PostgresKeys:
    """Open the keys; the file of a key that is in use already is never made anew."""
    epochs = epochs_beside(settings.keys)
    for needed in (settings.keys, epochs):
        if not needed.exists():
            raise CannotStart(
                f"The key file {needed} is missing. Put it where `asbreview migrate`"
                " made it, or put back its copy: without it nothing that is sealed can"
                " be read. Nothing was changed."
            )
    table = postgres_keys.PostgresKeys(url, epochs, key_in(settings.keys))
    try:
        table.must_fit()
        table.tidy()
    except WrongKey as wrong:
        table.close()
        raise wrong_key(settings.keys) from wrong
    except KeyLost as lost:
        table.close()
        raise CannotStart(
            f"The file {epochs} and the database of keys are not of one instant"
            f" ({lost}). Put back a pair of them that was saved together. Nothing was"
            " changed."
        ) from lost
    return table


def addresses(settings: Settings) -> tuple[URL, URL]:
    """Return the addresses of the two databases; `CannotStart` if one is none."""
    log = _parsed("ASBREVIEW_DATABASE_URL", settings.database)
    if settings.keys_database:
        return log, _parsed("ASBREVIEW_KEYS_DATABASE_URL", settings.keys_database)
    return log, log.set(database=f"{log.database}_keys")


def _parsed(variable: str, address: str) -> URL:
    try:
        return database.parsed(address)
    except database.NotADatabase as why:
        raise CannotStart(
            f"{variable} is not the address of a PostgreSQL database, such as"
            " postgresql://user:password@host:5432/asbreview."
        ) from why


def must_answer(log: URL, keys: URL) -> None:
    """Refuse databases that cannot be reached, in the server's own words."""
    for url, setting in (
        (log, "ASBREVIEW_DATABASE_URL"),
        (keys, "ASBREVIEW_KEYS_DATABASE_URL"),
    ):
        try:
            database.must_answer(url)
        except database.NotReached as why:
            raise CannotStart(
                f"The database {url.database} on {database.where(url)} cannot be used."
                f" {why.advice.format(setting=setting)} Nothing was changed."
                f" It said: {why}"
            ) from why


def _environment(url: URL) -> dict[str, str]:
    """Return what the event-sourcing library is told of the database."""
    told: dict[str, Any] = {
        postgres.ADDRESS: url.render_as_string(hide_password=False),
        **dict.fromkeys(UNUSED, "told by the address"),
        "POSTGRES_SCHEMA": postgres_tables.SCHEMA,
        "POSTGRES_PRE_PING": "yes",
        "POSTGRES_POOL_SIZE": "2",
        "POSTGRES_MAX_OVERFLOW": str(CONNECTIONS),
        "POSTGRES_CONNECT_TIMEOUT": PATIENCE,
        "POSTGRES_ENABLE_DB_FUNCTIONS": os.environ.get(
            "POSTGRES_ENABLE_DB_FUNCTIONS", "no"
        ),
    }
    return told


def _not_made() -> CannotStart:
    return CannotStart(
        "The tables in the database are not made, or were made by an earlier release."
        " Run `asbreview migrate` first. Nothing was changed."
    )


def _of_a_later_release() -> CannotStart:
    return CannotStart(
        "The database was written by a later release of asbreview. Use that one."
        " Nothing was changed."
    )
