"""Where a test keeps its installation: files in a folder, or a PostgreSQL database."""

import atexit
import shutil
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import create_engine, text

from asbreview.reviews import CaseReviews
from asbreview.settings import Settings
from asbreview.store.database import parsed
from asbreview.store.keys import KeyRing
from asbreview.store.log import EventLog
from asbreview.store.postgres_keys import PostgresKeys
from asbreview.store.sqlite_keys import SQLiteKeys
from asbreview.stores_on_server import stores_on_server
from journey import opened as opened_in_folder
from postgres_server import on_a_server
from projections.every import ALL
from projections.projector import Projector
from projections.views import views_in_file, views_on_server

KEK = b"k" * 32
ON_BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
# The same story once more on the server: `make check` tells it, `make test` does not.
IN_FOLDER_AND_ONCE_MORE = [
    "sqlite",
    pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.thorough]),
]


class InFolder:
    """SQLite files in a folder: copies of an empty log, its keys, and its views.

    Of one epoch, as copies of a database are: the views' tables are named by it, and
    what was compiled for those of one test need not be for the next.
    """

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "events.sqlite").exists():
            shutil.copytree(_empty(), folder, dirs_exist_ok=True)

    def opened(self, clock=None):
        """Open the log and its keys, or open them again."""
        return opened_in_folder(self.folder, clock=clock)

    def views(self):
        return views_in_file(self.folder / "views.sqlite")

    def forget_views(self) -> None:
        """Be a place where none was made yet."""
        (self.folder / "views.sqlite").unlink()

    def keys(self):
        return KeyRing(SQLiteKeys(self.folder / "keys.sqlite", KEK))

    def log_sql(self, statement: str, **values):
        """Ask, or change, the log behind the program's back."""
        return _sql(f"sqlite:///{self.folder / 'events.sqlite'}", statement, values)

    def unguard(self) -> None:
        for guard in ("never_edited", "never_deleted"):
            self.log_sql(f"DROP TRIGGER IF EXISTS {guard}")


@cache
def _empty():
    folder = Path(mkdtemp(prefix="empty-"))
    atexit.register(shutil.rmtree, folder)
    views = views_in_file(folder / "views.sqlite")
    with opened_in_folder(folder) as reviews:
        Projector(EventLog(reviews), views, ALL).catch_up()
    views.dispose()
    return folder


class OnServer:
    """Databases of its own on the tests' PostgreSQL server."""

    kind = "postgres"

    def __init__(self, folder: Path) -> None:
        told = Settings.read(
            {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "s" * 32}
        )
        self.settings = on_a_server(told)
        self.folder = folder

    @contextmanager
    def opened(self, clock=None):
        with stores_on_server(self.settings, clock=clock) as stores:
            yield stores.reviews

    def views(self):
        return views_on_server(parsed(self.settings.database))

    def forget_views(self) -> None:
        """Be a place where none was made yet."""
        for statement in ("DROP SCHEMA views CASCADE", "CREATE SCHEMA views"):
            _sql(self.settings.database, statement, {}, schema="views")

    def keys(self):
        from asbreview.key_file import epochs_beside, key_in  # noqa: PLC0415

        kek = self.settings.keys
        url = parsed(self.settings.keys_database)
        return KeyRing(PostgresKeys(url, epochs_beside(kek), key_in(kek)))

    def log_sql(self, statement: str, **values):
        return _sql(self.settings.database, statement, values, schema="events")

    def unguard(self) -> None:
        for guard in ("never_edited", "never_emptied"):
            self.log_sql(f"DROP TRIGGER IF EXISTS {guard} ON stored_events")


Place = InFolder | OnServer


def place_of(kind: str, folder: Path) -> Place:
    return OnServer(folder) if kind == "postgres" else InFolder(folder)


def log_of(reviews: CaseReviews):
    """Return every line of a log."""
    return reviews.recorder.lines(0, limit=10**6)


def _sql(address: str, statement: str, values, schema: str = "") -> list[tuple]:
    told = {"connect_args": {"options": f"-c search_path={schema}"}} if schema else {}
    url = parsed(address) if schema else address
    once = create_engine(url, **told)
    try:
        with once.begin() as db:
            done = db.execute(text(statement), values)
            return [tuple(row) for row in done] if done.returns_rows else []
    finally:
        once.dispose()
