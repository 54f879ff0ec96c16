"""All that the address of a database says is heeded, by whoever reaches it."""

from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import create_engine, text

from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.store.database import parsed, where
from asbreview.store.listening import Listener
from asbreview.stores_on_server import stores_on_server
from browser.premises import free_port
from places import OnServer
from postgres_server import shared_server


@pytest.fixture
def told(tmp_path) -> Settings:
    return OnServer(tmp_path).settings


def saying(address, more):
    return f"{address}{'&' if '?' in address else '?'}{more}"


@pytest.mark.postgres
def test_log_office_views_keys_and_listener_are_all_reached_as_it_says(told):
    told = replace(
        told,
        database=saying(told.database, "application_name=the+log%27s"),
        keys_database=saying(told.keys_database, "application_name=the+keys%27"),
    )
    heard = Event()
    listener = Listener(parsed(told.database), heard.set)
    with stores_on_server(told, clock=None) as stores:
        stores.reviews.end_of_log()
        listener.start()
        assert heard.wait(200)
        with stores.views.connect(), stores.office.reading():
            stores.keyring.destructions()
            names = connected(parsed(told.database).database)
            of_keys = connected(parsed(told.keys_database).database)
        listener.stop()
    assert set(names) == {"the log's"}
    assert len(names) >= len(["log", "office", "views", "listener"])
    assert set(of_keys) == {"the keys'"}


def connected(database):
    """Return by what name each connection to a database was made."""
    engine = create_engine(shared_server().url)
    asked = "SELECT application_name FROM pg_stat_activity WHERE datname = :name"
    with engine.connect() as db:
        found = list(db.scalars(text(asked), {"name": database}))
    engine.dispose()
    return found


@pytest.mark.postgres
def test_of_several_servers_the_one_that_can_be_written_to_is_meant(told):
    dead, live = f"127.0.0.1:{free_port()}", f"127.0.0.1:{shared_server().port}"
    either = f"host={dead}&host={live}&target_session_attrs=read-write"
    told = replace(
        told,
        database=f"postgresql://postgres@/{parsed(told.database).database}?{either}",
    )
    with stores_on_server(told, clock=None) as stores:
        assert stores.reviews.end_of_log() == 0


@pytest.mark.postgres
def test_a_server_that_does_not_prove_who_it_is_is_refused(told):
    told = replace(told, database=saying(told.database, "sslmode=require"))
    with (
        pytest.raises(CannotStart, match=r"cannot be used.*SSL"),
        stores_on_server(told, clock=None),
    ):
        pass


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("postgresql://a:b@db1/x", "db1:5432"),
        ("postgresql://a:b@db1:6000/x", "db1:6000"),
        ("postgresql://a:b@/x?host=db1&host=db2", "db1:5432 or db2:5432"),
        ("postgresql://a:b@/x?host=db1:6000&host=db2", "db1:6000 or db2:5432"),
        ("postgresql:///x", "this machine:5432"),
    ],
)
def test_the_servers_of_an_address_are_named(address, server):
    assert where(parsed(address)) == server
