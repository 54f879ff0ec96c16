"""Files that need not outlive a power cut: only tests of that wait for the disk.

What a process has written is there after it was killed; no more than the machine's own
end could lose it.  Servers in processes of their own wait for the disk as always, and
so does a test that is marked `durable`.
"""

import os

import pytest

from asbreview.access import office
from asbreview.store.sqlite import DurablePool
from asbreview.store.sqlite_keys import SQLiteKeys
from projections import views

NO_WAIT = "PRAGMA synchronous = OFF"


class Disk:
    """Does a connection that is opened now wait for the disk?"""

    waits = False


def pytest_configure(config):
    patch = pytest.MonkeyPatch()
    for room, name in ((office, "_prepare"), (views, "_let_us_begin")):
        patch.setattr(room, name, _quick(getattr(room, name), lambda given, _: given))
    make = DurablePool._create_connection  # noqa: SLF001  no other way
    made = _quick(make, lambda _, made: made.cursor())
    patch.setattr(DurablePool, "_create_connection", made)
    keys = _quick(SQLiteKeys.__init__, lambda keys, _: keys._db)  # noqa: SLF001
    patch.setattr(SQLiteKeys, "__init__", keys)
    waits = os.fsync
    patch.setattr(os, "fsync", lambda file: waits(file) if Disk.waits else None)
    config.add_cleanup(patch.undo)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    Disk.waits = item.get_closest_marker("durable") is not None


def _quick(opens, connection_of):
    """Return what opens a connection, and then tells it not to wait."""

    def opened(given, *args, **how):
        made = opens(given, *args, **how)
        if not Disk.waits:
            connection_of(given, made).execute(NO_WAIT)
        return made

    return opened
