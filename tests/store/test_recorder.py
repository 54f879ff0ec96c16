"""The library's own test cases for recorders, run on the log."""

import threading

import pytest
from eventsourcing.sqlite import SQLiteDatastore
from eventsourcing.tests import persistence as library

from asbreview.store.sqlite import DurablePool, SQLiteLog


class OnDisk:
    """Each test has a log of its own, on disk as in life."""

    @pytest.fixture(autouse=True)
    def _in_a_folder(self, tmp_path):
        self.path = str(tmp_path / "events.sqlite")
        self.opened = []
        running = set(threading.enumerate())
        yield
        for thread in set(threading.enumerate()) - running:
            thread.join()  # to close what is being read is to crash
        for datastore in self.opened:
            datastore.close()

    def create_recorder(self):
        datastore = SQLiteDatastore(self.path)
        datastore.pool = DurablePool(db_name=self.path)
        self.opened.append(datastore)
        recorder = SQLiteLog(datastore)
        recorder.create_table()
        return recorder


class TestTheLogIsARecorder(OnDisk, library.ApplicationRecorderTestCase):
    """What any recorder has to do."""


class TestSavesAreNotNumberedAmongEachOther(
    OnDisk, library.NonInterleavingNotificationIDsBaseCase
):
    """A reader never meets a number that is later filled in."""

    insert_num = 1000
