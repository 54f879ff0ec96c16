"""The library's own test cases for recorders, run on the log on PostgreSQL."""

import threading

import pytest
from eventsourcing.postgres import PostgresDatastore
from eventsourcing.tests import persistence as library

from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.store.postgres import PostgresLog
from asbreview.store.recording import NotMade
from asbreview.stores_on_server import stores_on_server
from postgres_server import on_a_server, shared_server

pytestmark = pytest.mark.postgres


class OnServer:
    """Each test has a log of its own, in a database of its own."""

    @pytest.fixture(autouse=True)
    def _in_a_database(self):
        server = shared_server()
        self.port, self.database = server.port, server.new_database()
        self.opened = []
        running = set(threading.enumerate())
        yield
        for datastore in self.opened:
            datastore.close()
        for thread in set(threading.enumerate()) - running:
            thread.join(10)

    def create_recorder(self):
        datastore = PostgresDatastore(
            dbname=self.database,
            host="127.0.0.1",
            port=self.port,
            user="postgres",
            password="",
            pool_size=2,
            max_overflow=30,
        )
        self.opened.append(datastore)
        recorder = PostgresLog(datastore)
        recorder.upgrade()
        return recorder


class TestTheLogIsARecorder(OnServer, library.ApplicationRecorderTestCase):
    """What any recorder has to do."""


class TestSavesAreNotNumberedAmongEachOther(
    OnServer, library.NonInterleavingNotificationIDsBaseCase
):
    """A reader never meets a number that is later filled in."""

    insert_num = 1000


class TestWhatIsNotMade(OnServer):
    def test_a_log_that_is_not_made_is_not_opened(self):
        recorder = self.create_recorder()
        with recorder.datastore.transaction(commit=True) as curs:
            curs.execute("DROP TABLE public.store")
        with pytest.raises(NotMade):
            recorder.must_be_made()


def test_without_the_lock_that_readers_rely_on_nothing_is_opened(tmp_path, monkeypatch):
    told = Settings.read(
        {"ASBREVIEW_DATA": str(tmp_path), "ASBREVIEW_SECRET": "s" * 32}
    )
    settings = on_a_server(told)
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "yes")
    refused = pytest.raises(CannotStart, match="POSTGRES_ENABLE_DB_FUNCTIONS")
    with refused, stores_on_server(settings, clock=None):
        pass
