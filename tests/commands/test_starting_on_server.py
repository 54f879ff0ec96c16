"""A PostgreSQL database that cannot be used at the start: what the operator reads."""

import pytest
from click.testing import CliRunner
from sqlalchemy import make_url

from asbreview.__main__ import main
from browser.premises import free_port
from places import OnServer
from postgres_server import shared_server

pytestmark = pytest.mark.postgres
WRONG = "a wrong password of somebody"
SAYS = {
    "nobody listens": (
        "See that PostgreSQL runs there and can be reached, and start this again."
    ),
    "a wrong password": (
        "Put the right user and password into ASBREVIEW_DATABASE_URL, or let that user"
        " in."
    ),
    "no such user": (
        "Put the right user and password into ASBREVIEW_DATABASE_URL, or let that user"
        " in."
    ),
    "no such database": (
        "Make that database, or name the right one in ASBREVIEW_DATABASE_URL."
    ),
    "no such database of keys": (
        "Make that database, or name the right one in ASBREVIEW_KEYS_DATABASE_URL."
    ),
    "never migrated": "Run `asbreview migrate` first.",
    "a later release": "was written by a later release of asbreview. Use that one.",
    "an earlier release": "Run `asbreview migrate` first.",
}


@pytest.fixture(scope="module")
def guarded():
    """Let one user in by password alone: the tests' server trusts all the others."""
    server = shared_server()
    rules = server.folder / "data" / "pg_hba.conf"
    rule = "host all guarded 127.0.0.1/32 scram-sha-256\n"
    rules.write_text(rule + rules.read_text())
    made = "CREATE ROLE guarded LOGIN PASSWORD 'the right one'"
    server.sql(made, "SELECT pg_reload_conf()")
    return server


def spoilt(what, place, server):
    """Return the addresses of the two databases when something is wrong with one."""
    log, keys = make_url(place.settings.database), place.settings.keys_database
    match what:
        case "nobody listens":
            log = log.set(port=free_port())
        case "a wrong password":
            log = log.set(username="guarded", password=WRONG)
        case "no such user":
            log = log.set(username="nobody-here")
        case "no such database":
            log = log.set(database="not-made")
        case "no such database of keys":
            keys = make_url(keys).set(database="not-made").render_as_string()
        case "never migrated":
            log = log.set(database=server.new_database())
        case "a later release" | "an earlier release":
            form = "99" if what == "a later release" else "1"
            place.log_sql(f"UPDATE store SET value = '{form}' WHERE name = 'format'")
    return log.render_as_string(hide_password=False), keys


@pytest.mark.parametrize("what", SAYS)
def test_it_says_what_to_do_and_ends_with_1(what, tmp_path, monkeypatch, guarded):
    place = OnServer(tmp_path)
    log, keys = spoilt(what, place, guarded)
    environment = {
        "ASBREVIEW_DATA": str(tmp_path),
        "ASBREVIEW_SECRET": "s" * 32,
        "ASBREVIEW_DATABASE_URL": log,
        "ASBREVIEW_KEYS_DATABASE_URL": keys,
    }

    for command in ("serve", "work"):
        port = {"PORT": str(free_port())}
        done = CliRunner().invoke(main, [command], env=environment | port)
        said = done.output
        assert done.exit_code == 1, said
        assert SAYS[what] in said
        assert "Nothing was changed." in said
        assert WRONG not in said
        assert "Traceback" not in said
        assert not said.startswith(("Working", "Serving"))
