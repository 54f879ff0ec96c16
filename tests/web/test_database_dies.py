"""The database dies while a form is being saved: what is told, kept and done."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import UUID

import psycopg
import pytest

import desk as desks
from browser.premises import wait_until
from desk import desk, filled_in, words
from postgres_server import on_a_server, shared_server
from wire import Cut, through, wired

pytestmark = [pytest.mark.postgres, pytest.mark.thorough]
A_CALL = {"channel": "phone", "direction": "to us", "said": "She rang about Tuesday."}
NOT_KNOWN = "It is not known whether what you sent was recorded."
SEND_AGAIN = "It is recorded once, however often it is sent."
MADE = "contact.contact-made"


class Office:
    """A desk, the wire to its database, and the log as it is without that wire."""

    def __init__(self, sam, wire, address):
        self.sam, self.wire, self._address = sam, wire, address
        self._page = f"{sam.address}/contacts/new"

    def take_a_form(self):
        self.form = filled_in(self.sam.get("/contacts/new")) | A_CALL
        self.command_id = UUID(self.form["command_id"][0])

    def send(self, fields):
        return self.sam.browser.post(self._page, data=fields, follow_redirects=True)

    def recorded(self):
        """Return how often the log has each event of the form's command."""
        with self.directly() as db:
            found = db.execute(
                "SELECT topic FROM events.stored_events"
                " WHERE convert_from(state, 'utf8')::json ->> 'command_id' = %s",
                [str(self.command_id)],
            )
            return Counter(topic for (topic,) in found)

    def directly(self):
        return psycopg.connect(self._address, autocommit=True)

    def is_ready(self):
        return self.sam.browser.get("/readyz").status_code == 200


@pytest.fixture
def office(one_office):
    one_office.take_a_form()
    yield one_office
    one_office.wire.mend()
    assert wait_until(one_office.is_ready, 20)


@pytest.fixture(scope="module")
def one_office(tmp_path_factory):
    direct = []

    def over_the_wire(told):
        told = on_a_server(told)
        direct.append(told.database)
        keys = through(wire, told.keys_database)
        return replace(told, database=through(wire, told.database), keys_database=keys)

    with (
        pytest.MonkeyPatch.context() as patch,
        wired(shared_server().port) as wire,
    ):
        patch.setattr(desks, "on_a_server", over_the_wire)
        folder = tmp_path_factory.mktemp("office") / "data"
        with desk(folder, on_server=True) as sam:
            sam.tale.apply()
            yield Office(sam.on(date(2026, 3, 4)), wire, direct[0])


@pytest.mark.parametrize(
    ("moment", "there"), [(Cut.BEFORE, 0), (Cut.ANSWER_LOST, 1), (Cut.AFTER, 1)]
)
def test_whether_it_was_recorded_is_said_not_to_be_known_and_it_is_recorded_once(
    office, moment, there, monkeypatch
):
    pool = office.sam.reviews.recorder.datastore.pool
    monkeypatch.setattr(pool, "timeout", 0.5)  # seconds that somebody waits in vain
    office.wire.cut_at_next_save(moment)
    page = office.send(office.form)
    assert not office.wire.is_to_be_cut
    assert page.status_code == 503
    assert NOT_KNOWN in words(page)
    assert SEND_AGAIN in words(page)
    kept = filled_in(page)
    assert {name: kept[name] for name in A_CALL} == {n: [v] for n, v in A_CALL.items()}
    assert kept["command_id"] == office.form["command_id"]
    assert office.recorded()[MADE] == there
    assert not office.is_ready()
    assert filled_in(office.send(kept)) == kept  # still away, and still not lost

    office.wire.mend()
    assert wait_until(office.is_ready, 20)
    first, again = office.send(kept), office.send(kept)
    assert first.status_code == again.status_code == 200
    assert first.url == again.url
    assert office.recorded() == {MADE: 1}
    assert A_CALL["said"] in words(office.sam.get("/contacts"))


@pytest.mark.parametrize("moment", Cut)
def test_a_connection_that_breaks_and_can_be_had_again_is_noticed_by_nobody(
    office, moment
):
    office.wire.cut_at_next_save(moment, mended=True)
    page = office.send(office.form)
    assert not office.wire.is_to_be_cut
    assert page.status_code == 200
    assert office.recorded() == {MADE: 1}


def test_a_save_that_waits_for_another_and_is_ended_by_the_server_is_done_once(office):
    with office.directly() as other, ThreadPoolExecutor(1) as pool:
        with other.transaction():
            other.execute("LOCK TABLE events.stored_events IN EXCLUSIVE MODE")
            sending = pool.submit(office.send, office.form)
            assert wait_until(lambda: ended(other), 20)
        assert sending.result(60).status_code == 200
    assert office.recorded() == {MADE: 1}


def ended(other):
    """End the connection that waits for the log, once there is one."""
    waiting = """SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE relation = 'events.stored_events'::regclass AND NOT granted"""
    return other.execute(waiting).fetchall() == [(True,)]
