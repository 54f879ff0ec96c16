"""An installation is copied up and back and compared, or refused and left whole."""

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from asbreview.__main__ import main
from asbreview.access.accounts import all_accounts
from asbreview.access.read_log import Read, note_read
from asbreview.copying import carrying, copied, copy
from asbreview.copying.in_folder import Folder
from asbreview.copying.on_server import Server
from asbreview.domain.sealed import ERASED
from asbreview.installation import opened
from asbreview.letters.print_queue import PrintQueue
from asbreview.procedures import read_procedure
from asbreview.refusal import CannotStart
from asbreview.signing import signed_by_system
from asbreview.store.database import engine, parsed
from asbreview.store.recording import FORMAT
from asbreview.stores_in_folder import UNFINISHED
from desk import _settings as in_folder
from desk import desk
from postgres_server import shared_server

pytestmark = [pytest.mark.postgres, pytest.mark.thorough]
NOBODY = UUID(int=77)


class Stop(Exception):
    """The power went."""


def on_empty_server(folder):
    """Settings of two databases in which nothing was ever made."""
    server = shared_server()
    log, keys = server.new_database(), server.new_database()
    return replace(
        in_folder(folder),
        database=server.address(log),
        keys_database=server.address(keys),
    )


EVIDENCE = b"a film of the night " * 100_000


@pytest.fixture
def small(tmp_path):
    """A small installation in a folder: a case, a letter to post, a key destroyed."""
    folder = tmp_path / "small"
    with desk(folder) as at:
        at.tale.apply().decide()
        keyring = at.installation.keyring
        keyring.table.make(NOBODY)
        keyring.destroy(NOBODY)
        PrintQueue(at.installation.print_queue)
        letter = at.installation.print_queue / f"{uuid4().hex}.pdf"
        letter.write_bytes(b"%PDF a letter")
        vault = at.installation.vault
        sent, writing = vault.begin()
        with writing:
            writing.add(EVIDENCE)
        vault.put_on_ring(sent)
        (folder / "files" / "ab").mkdir(exist_ok=True)
        begun = f"{uuid4().hex}.0123456789abcdef.begun"  # its writer was killed
        (folder / "files" / "ab" / begun).write_bytes(b"half a file")
        at.installation.projector.catch_up()
    return Folder(in_folder(folder))


@pytest.fixture
def up(tmp_path):
    return Server(on_empty_server(tmp_path / "up"))


@pytest.fixture
def back(tmp_path):
    return Folder(in_folder(tmp_path / "back"))


def go(source, target):
    return copied(source, target, progress=lambda *_: None)


def kept(settings):
    """Everything of the log, as this test reads it."""
    with opened(settings) as it:
        return [
            (*line[:2], *vars(line.stored).values())
            for line in it.reviews.recorder.lines(0, limit=10**6)
        ]


def on_server(settings, statement, schema="events"):
    address = settings.keys_database if schema == "keys" else settings.database
    once = engine(parsed(address), schema)
    try:
        with once.begin() as db:
            found = db.execute(text(statement))
            return [tuple(row) for row in found] if found.returns_rows else []
    finally:
        once.dispose()


def on_file(folder, statement, name="events"):
    with closing(sqlite3.connect(folder / f"{name}.sqlite")) as db, db:
        return db.execute(statement).fetchall()


# --- up and back


def test_all_that_is_kept_goes_up_and_comes_back(small, up, back):
    before = kept(small.settings)
    same = {one.what: one for one in go(small, up)}
    assert kept(up.settings) == before
    go(up, back)
    assert kept(back.settings) == before
    assert same["events"].number == len(before) > 10
    commands = on_file(small.settings.data, "SELECT count(*) FROM commands")
    assert [(same["commands"].number,)] == commands
    assert same["destroyed keys"].number == same["destructions counted"].number == 1
    assert same["files"].number == 2
    assert same["data keys"].digest is None
    assert "office: sessions" not in same
    for settings in (up.settings, back.settings):
        (letter,) = (settings.data / "print-queue").glob("*.pdf")
        assert letter.read_bytes() == b"%PDF a letter"
        with opened(settings) as it:
            (file,) = it.vault.place.everything()
            assert b"".join(it.vault.read(file.file_id)) == EVIDENCE
            names = {a.name for a in all_accounts(it.office)}
            assert names == {"Sam Reed", "Ann Fen", "Odile Fenwick"}


def test_what_is_sealed_opens_at_the_other_end_and_what_was_forgotten_does_not(
    small, up, back
):
    go(small, up)
    go(up, back)
    with opened(small.settings) as it:
        keys = dict(it.keyring.table.all_keys())
    for settings in (up.settings, back.settings):
        with opened(settings) as it:
            assert dict(it.keyring.table.all_keys()) == keys
            assert it.keyring.table.find(NOBODY) is ERASED
            it.keyring.table.make(NOBODY)
            assert it.keyring.table.find(NOBODY) is ERASED
            assert it.keyring.destructions() == 1


def test_the_next_command_gets_the_next_position_and_no_earlier_instant(
    small, up, back
):
    go(small, up)
    go(up, back)
    last = kept(small.settings)[-1]
    for settings in (up.settings, back.settings):
        with opened(settings) as it:
            record_something(it)
            first, *_ = it.reviews.recorder.lines(last[0], limit=10)
        assert first.position == last[0] + 1
        assert first.recorded_at >= last[1]


def record_something(installation):
    """Give a command: record one more procedure."""
    procedure = read_procedure("statute")
    installation.reviews.record_procedure(
        procedure,
        in_force_from=procedure.effective_from,
        signed=signed_by_system(installation.clock(), occasion=f"test/{uuid4()}"),
    )


def test_positions_that_were_never_used_stay_unused(small, up, back):
    go(small, up)
    on_server(up.settings, "SELECT nextval('stored_events_notification_id_seq')")
    with opened(up.settings) as it:
        record_something(it)
    positions = [row[0] for row in kept(up.settings)]
    assert positions[-1] == positions[-2] + 2
    go(up, back)
    assert [row[0] for row in kept(back.settings)] == positions


def test_numbers_of_the_read_log_go_on(small, up):
    with opened(small.settings) as it:
        note_read(it.office, Read(SAM_ID, NOBODY, "/history", it.clock()))
    go(small, up)
    with opened(up.settings) as it:
        note_read(it.office, Read(SAM_ID, NOBODY, "/history", it.clock()))
    read = on_server(up.settings, "SELECT read_id FROM read_log", "office")
    assert len({number for (number,) in read}) == len(read) >= 2


SAM_ID = UUID(int=1)


# --- refused


def refused(source, target, says):
    with pytest.raises(CannotStart, match=says) as why:
        go(source, target)
    return why


def test_nothing_is_copied_from_under_a_server_that_runs(small, up, back):
    with opened(small.settings):
        refused(small, up, "in use")
    go(small, up)
    with opened(up.settings):
        refused(up, back, "in use")
    assert not (back.settings.data / "events.sqlite").exists()


def test_whoever_is_connected_without_the_lock_is_noticed_too(small, up, monkeypatch):
    monkeypatch.setattr("asbreview.store.using.PATIENCE", 0.2)
    once = engine(parsed(up.settings.database), "public")
    with once.connect():
        refused(small, up, "in use")
    once.dispose()


def test_no_server_starts_while_a_copy_is_made(small, up, back):
    go(small, up)
    with up.source():
        with pytest.raises(CannotStart, match="being copied"), opened(up.settings):
            pass
        with pytest.raises(Exception, match="lock timeout"):
            on_server(
                up.settings,
                "SET lock_timeout = '100ms'; UPDATE clock SET at = at",
            )


def test_nothing_is_copied_over_an_installation(small, up, back):
    go(small, up)
    refused(small, up, "holds an installation already")
    go(up, back)
    refused(up, back, "holds an installation already")
    refused(up, small, "holds an installation already")


@pytest.mark.parametrize(("form", "says"), [(1, "earlier"), (FORMAT + 1, "later")])
def test_a_folder_of_another_format_is_refused_and_left_so(small, up, form, says):
    on_file(small.settings.data, f"UPDATE store SET value='{form}' WHERE name='format'")
    refused(small, up, f"{says} release")
    found = on_file(
        small.settings.data, "SELECT value FROM store WHERE name = 'format'"
    )
    assert found == [(str(form),)]


def test_another_key_than_the_folders_own_is_refused(small, up, tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"b" * 43 + b"=")
    other.chmod(0o600)
    wrong = Folder(replace(small.settings, keys=other))
    refused(wrong, up, "is not the one")


def test_a_database_that_is_away_is_said(small, up):
    away = replace(up.settings, database="postgresql://a@127.0.0.1:1/nowhere")
    refused(small, Server(away), "cannot be used")


def test_a_table_that_this_release_does_not_know_is_not_left_behind(small, up):
    on_file(small.settings.data, "CREATE TABLE of_tomorrow (id int)", "office")
    refused(small, up, "of_tomorrow")


# --- interrupted


def stopped_at(monkeypatch, moment):
    def stop(*_):
        raise Stop

    where, name = moment
    monkeypatch.setattr(where, name, stop)


MOMENTS = [
    (copy, "carry"),
    (carrying, "lines_of"),
    (carrying, "_carry_office"),
    (carrying, "_carry_files"),
    (copy, "compared"),
]


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment[1])
def test_a_copy_that_was_cut_off_is_opened_by_nothing_and_begun_anew(
    small, up, back, monkeypatch, moment
):
    for source, target in ((small, up), (up, back)):
        with monkeypatch.context() as patch:
            stopped_at(patch, moment)
            with pytest.raises(Stop):
                go(source, target)
        with (
            pytest.raises(CannotStart, match="begun and not finished"),
            opened(target.settings),
        ):
            pass
        go(source, target)
        assert kept(target.settings) == kept(source.settings)
    assert not (back.settings.data / UNFINISHED).exists()


def test_one_byte_that_differs_is_found_and_the_copy_stays_unfinished(
    small, up, monkeypatch
):
    carry = carrying.carry

    def one_byte_flipped(source, target, progress):
        carry(source, target, progress)
        on_server(up.settings, "ALTER TABLE stored_events DISABLE TRIGGER ALL")
        on_server(
            up.settings,
            "UPDATE stored_events"
            " SET state = set_byte(state, 9, 1 # get_byte(state, 9))"
            " WHERE notification_id = 3",
        )

    with monkeypatch.context() as patch:
        patch.setattr(copy, "carry", one_byte_flipped)
        refused(small, up, "events")
    refused(up, small, "not finished")
    go(small, up)


# --- the command


@contextmanager
def environment(monkeypatch, settings):
    monkeypatch.setenv("ASBREVIEW_DATA", str(settings.data))
    monkeypatch.setenv("ASBREVIEW_KEYS", str(settings.keys))
    monkeypatch.setenv("ASBREVIEW_DATABASE_URL", settings.database)
    monkeypatch.setenv("ASBREVIEW_KEYS_DATABASE_URL", settings.keys_database)
    yield


def test_the_command_says_what_was_compared(small, up, back, monkeypatch):
    with environment(monkeypatch, up.settings):
        arguments = ["--from-folder", str(small.settings.data), "--json"]
        arguments += ["--keys", str(small.settings.keys)]
        done = CliRunner().invoke(main, ["copy", *arguments])
        assert done.exit_code == 0, done.output
        told = json.loads(done.stdout)
        assert {"events", "commands", "data keys"} <= {r["what"] for r in told["same"]}
        again = CliRunner().invoke(main, ["copy", *arguments])
        assert (again.exit_code, "already" in again.output) == (1, True)
        down = ["--to-folder", str(back.settings.data)]
        done = CliRunner().invoke(main, ["copy", *down])
        assert (done.exit_code, "The same in both" in done.output) == (0, True)
        assert CliRunner().invoke(main, ["copy"]).exit_code == 2
