"""Must show: forgotten, saved, lost with the machine, put back, and still forgotten.

One round, in files and on a PostgreSQL server of its own: whoever else is told of on
the case is read before and after, fact by fact.  The old databases are dropped before
anything is put back, so that nothing old can serve.
"""

import re
import shutil
from contextlib import contextmanager
from dataclasses import replace

import pytest
from litestar.testing import TestClient

import desk as desk_module
from asbreview.access.accounts import open_account
from asbreview.audit.checking import check
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.installation import opened
from asbreview.keeping_ledger import note_destroyed
from asbreview.safekeeping.putting_back import put_back
from asbreview.safekeeping.saving import save
from asbreview.settings_of_ledger import LedgerSettings
from asbreview.store.keys import owner_of
from asbreview.stores_on_server import migrate
from desk import ADDRESS, desk, pages_of, words
from erasure.searching import found_anywhere, found_in, words_within
from erasure.test_nowhere import (
    LEE,
    NAME,
    OF_APPLICANT,
    VICTIM,
    forget_the_applicant,
    over,
    planted,
    room,
)
from erasure.test_what_a_cluster_keeps import SOME, cluster, rows_of_all
from places import IN_FOLDER_AND_ONCE_MORE
from safekeeping.test_backup import empty_place
from visiting import PASSWORD, sign_in

__all__ = ["cluster", "room"]
pytestmark = pytest.mark.thorough
TOKEN = re.compile(rb'"([0-9a-f]{32}\|[^"]{60,})"')


class InFiles:
    """All that an installation keeps is in its folder."""

    server = None

    def place(self, like, folder):
        return empty_place(like, folder)

    def lose(self, place):
        shutil.rmtree(place.data)

    def found(self):
        return []


class OnCluster(InFiles):
    """Log and keys are in two databases of a server, the rest in a folder."""

    def __init__(self, server):
        self.server, self.places = server, []

    def on_it(self, settings):
        log, keys = (self.server.address(self.server.new_database()) for _ in range(2))
        self.places.append(replace(settings, database=log, keys_database=keys))
        return self.places[-1]

    def migrated(self, settings):
        told = self.on_it(settings)
        migrate(told)
        return told

    def place(self, like, folder):
        in_files = replace(like, database="", keys_database="")
        return self.on_it(empty_place(in_files, folder))

    def lose(self, place):
        """Drop both databases, and let the server take their files away."""
        super().lose(place)
        self.places = [p for p in self.places if p.database != place.database]
        self.server.drop(*_both(place))
        self.server.sql("CHECKPOINT")

    def found(self):
        """Return what is found in any row of what is there, and any byte beside it."""
        self.server.sql("CHECKPOINT")
        there = [address for place in self.places for address in _both(place)]
        rows = [words_within(rows_of_all(address), OF_APPLICANT) for address in there]
        return [each for each in rows if each] + found_in(self.server.folder, SOME)


def _both(place):
    return place.database, place.keys_database


@pytest.fixture(params=IN_FOLDER_AND_ONCE_MORE)
def where(request, monkeypatch):
    if request.param == "sqlite":
        return InFiles()
    there = OnCluster(request.getfixturevalue("cluster"))
    monkeypatch.setattr(desk_module, "on_a_server", there.migrated)
    return there


@contextmanager
def in_use(where, room):
    with desk(room / "data", on_server=where.server is not None) as at:
        told = {"password": PASSWORD, "at": at.clock(), "demonstration": False}
        open_account(at.installation.office, LEE, **told)
        at.files = {}
        planted(at)
        over(at)
        at.installation.ledger.sign(at.clock())
        yield at


def facts(installation):
    """Return all that is sealed in the log: whose it is, and what it says."""
    found = {}
    for line in installation.reviews.recorder.lines(0, limit=10**6):
        for number, token in enumerate(TOKEN.findall(line.stored.state)):
            sealed = Sealed(token.decode())
            told = installation.keyring.reveal(sealed)
            found[line.position, number] = owner_of(sealed), told
    return found


def of_others(told, forgotten):
    return {at: each for at, each in told.items() if each[0] not in forgotten}


def shows_the_victim(installation, address):
    installation.projector.catch_up()
    with TestClient(pages_of(installation), base_url=ADDRESS) as browser:
        sign_in(browser)
        page = browser.get(f"{address}/contacts")
        return page.status_code == 200 and VICTIM.name in words(page)


def test_what_was_forgotten_stays_so_and_nobody_else_is_lost(where, room, capfd):
    outside = LedgerSettings(folder=room / "ledger-outside")
    with in_use(where, room) as at:
        was, address = at.installation.settings, at.address
        before = facts(at.installation)
        said = [each for each in before.values() if each[1] is not ERASED]
        assert any(NAME in str(told) for _, told in said)  # it is there to be found
        assert any(VICTIM.name in str(told) for _, told in said)
        save(at.installation, room / "backup-before")

        forget_the_applicant(at)

        note_destroyed(replace(at.installation, settings=replace(was, ledger=outside)))
        at.installation.ledger.sign(at.clock())
        save(at.installation, room / "backup-after")
        forgotten = at.reviews.erasure_of(at.case.contact.applicant_id).owners
        keys = empty_place(replace(was, database="", keys_database=""), room / "keys")
    others = of_others(before, forgotten)
    assert any(VICTIM.name in str(told) for _, told in others.values())
    assert not any(NAME in str(told) for _, told in others.values())
    where.lose(was)

    for backup in ("backup-before", "backup-after"):
        place = replace(where.place(keys, room / f"of-{backup}"), ledger=outside)
        done = put_back(place, room / backup)
        assert bool(done.destroyed_again) is (backup == "backup-before")
        with opened(place, clock=at.clock) as again:
            now = facts(again)
            assert now.keys() >= before.keys()
            assert {each: now[each] for each in others} == others
            of_them = [now[each][1] for each in before.keys() - others.keys()]
            assert of_them
            assert set(of_them) == {ERASED}
            assert shows_the_victim(again, address)
            assert check(again.ledger).findings == []
        (room / "logs").write_text("".join(capfd.readouterr()))
        assert where.found() == []
        assert found_anywhere(room, OF_APPLICANT) == []
        where.lose(place)
