"""A disk that is full: what there is can be read, and nothing is half saved."""

import os
import pwd
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

import desk as desks
from asbreview.access.read_log import reads_of
from asbreview.store.database import parsed
from desk import desk, filled_in, words
from places import IN_FOLDER_AND_ONCE_MORE
from postgres_server import on_a_server, shared_server
from small_disk import small_disk

A_CALL = {"channel": "phone", "direction": "to us", "said": "She rang. " * 200}


@contextmanager
def desk_in_folder(tmp_path, monkeypatch):
    del monkeypatch
    with (
        small_disk(tmp_path / "disk", megabytes=6) as disk,
        desk(disk.folder / "data") as sam,
    ):
        yield sam, disk


@contextmanager
def desk_on_server(tmp_path, monkeypatch):
    """The databases lie on the small disk; PostgreSQL's own files do not."""
    server, name = shared_server(), f"small{uuid4().hex}"
    # Not below pytest's folder, which is closed to the account PostgreSQL runs as.
    with (
        TemporaryDirectory(prefix="asbreview-small-") as here,
        small_disk(Path(here) / "disk", megabytes=64) as disk,
    ):
        Path(here).chmod(0o711)
        place = disk.folder / "tables"
        place.mkdir(mode=0o700)
        who = pwd.getpwnam("nobody")
        os.chown(place, who.pw_uid, who.pw_gid)
        server.sql(f"CREATE TABLESPACE {name} LOCATION '{place}'")
        moved = []

        def on_small_disk(told):
            told = on_a_server(told)
            for address in (told.database, told.keys_database):
                moved.append(parsed(address).database)
                server.sql(f"ALTER DATABASE {moved[-1]} SET TABLESPACE {name}")
            return told

        monkeypatch.setattr(desks, "on_a_server", on_small_disk)
        try:
            with desk(tmp_path / "data", on_server=True) as sam:
                yield sam, disk
        finally:
            server.sql(*(f"DROP DATABASE {database}" for database in moved))
            server.sql(f"DROP TABLESPACE {name}")


@pytest.fixture(params=IN_FOLDER_AND_ONCE_MORE)
def there(request, tmp_path, monkeypatch):
    on = {"sqlite": desk_in_folder, "postgres": desk_on_server}[request.param]
    with on(tmp_path, monkeypatch) as (sam, disk):
        sam.tale.apply()
        yield sam.on(date(2026, 3, 4)), disk


def calls_until_refused(sam):
    """Record calls until one is refused; return how many were not, and the page."""
    for done in range(400):
        form = filled_in(sam.get("/contacts/new")) | A_CALL
        page = sam.send("/contacts/new", form)
        if page.status_code != 200:
            return done, page
    raise AssertionError("the disk was never full")


def test_it_says_so_is_read_and_goes_on_by_itself_when_there_is_room(there):
    sam, disk = there
    disk.fill()
    done, page = calls_until_refused(sam)

    assert page.status_code == 503
    assert "or cannot be written to, just now." in words(page)
    assert "Nothing that you typed is lost" in words(page)
    assert len(sam.case.contact.contacts) == done
    for address in ("", "/contacts", "/history"):
        assert sam.get(address).status_code == 200
    assert sam.browser.get("/").status_code == 200
    seen = len(reads_of(sam.installation.office, sam.tale.case_id))

    disk.make_room()
    for _ in range(2):
        assert sam.send("/contacts/new", filled_in(page)).status_code == 200
    told = sam.case.contact.contacts
    assert len(told) == done + 1
    assert sam.get("/contacts").status_code == 200
    paths = [read.path for read in reads_of(sam.installation.office, sam.tale.case_id)]
    assert len(paths) > seen
    assert f"{sam.address}/history" in paths  # read while the disk was full
