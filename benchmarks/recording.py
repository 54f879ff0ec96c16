"""Appending to the log, beside a bare durable commit and the library's own recorder."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID, uuid4

from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from benchmarks.measuring import Figure, side_by_side
from places import OnServer, place_of
from postgres_server import programs

TIMES: Final = 400
STATE: Final = b"{" + b'"said": "as much as a contact of a case holds"' * 16 + b"}"


def figures() -> Iterator[Figure]:
    """Measure one event at a time, each on the disk before the next."""
    with TemporaryDirectory() as folder:
        yield from _on_sqlite(Path(folder))
    if programs() is not None:
        with TemporaryDirectory() as folder:
            yield from _on_postgres(Path(folder))


def _on_sqlite(folder: Path) -> Iterator[Figure]:
    with ExitStack() as open_:
        reviews = open_.enter_context(place_of("sqlite", folder).opened())
        stock = open_.enter_context(_stock_in(folder / "stock.sqlite"))
        bare = open_.enter_context(_bare_in(folder / "bare.sqlite"))
        ours, theirs, least = side_by_side(
            _appending(reviews.recorder),
            _appending(stock, named=False),
            bare,
            times=TIMES,
        )
    yield Figure(
        "append an event, SQLite",
        f"{1e3 * ours:.2f} ms",
        f"bare durable commit {1e3 * least:.2f} ms: {least / ours:.0%} of its rate;"
        f" the library's own {1e3 * theirs:.2f} ms",
        "at least 50 % of the bare commit",
        least >= ours / 2,
    )


def _on_postgres(folder: Path) -> Iterator[Figure]:
    place = OnServer(folder)
    with place.opened() as reviews, _stock_on(place) as stock:
        ours, theirs = side_by_side(
            _appending(reviews.recorder), _appending(stock, named=False), times=TIMES
        )
    yield Figure(
        "append an event, PostgreSQL",
        f"{1e3 * ours:.2f} ms",
        f"the library's own {1e3 * theirs:.2f} ms: {theirs / ours:.0%} of its rate",
        "above the library's own",
        ours < theirs,
    )


def _appending(
    recorder: ApplicationRecorder, *, named: bool = True
) -> Callable[[], object]:
    """Append to a record that is new each time; ours notes the command's id, too."""
    versions = count(1)
    record = uuid4()

    def append() -> object:
        event = StoredEvent(record, next(versions), "benchmark.appended", STATE)
        told: dict[str, UUID] = {"command_id": uuid4()} if named else {}
        return recorder.insert_events([event], **told)

    return append


@contextmanager
def _bare_in(path: Path) -> Iterator[Callable[[], object]]:
    """Commit the same bytes with nothing around them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE log (id INTEGER PRIMARY KEY, state BLOB)")
        yield partial(db.execute, "INSERT INTO log (state) VALUES (?)", [STATE])


@contextmanager
def _stock_in(path: Path) -> Iterator[ApplicationRecorder]:
    with closing(SQLiteDatastore(db_name=str(path))) as datastore:
        recorder = SQLiteApplicationRecorder(datastore)
        recorder.create_table()
        yield recorder


@contextmanager
def _stock_on(place: OnServer) -> Iterator[ApplicationRecorder]:
    from asbreview.store.database import parsed  # noqa: PLC0415

    url = parsed(place.settings.database)
    with closing(
        PostgresDatastore(
            dbname=str(url.database),
            host=str(url.host),
            port=str(url.port),
            user=str(url.username),
            password=str(url.password or ""),
            originator_id_type="uuid",
            pre_ping=True,
        )
    ) as datastore:
        recorder = PostgresApplicationRecorder(datastore, events_table_name="stock")
        recorder.create_table()
        yield recorder
