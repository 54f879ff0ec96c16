"""An installation is saved while it is in use, put back, verified, and serves again."""

import json
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread
from uuid import UUID, uuid4

import psycopg
import pytest
from click.testing import CliRunner
from litestar.testing import TestClient

from asbreview.__main__ import main
from asbreview.access.accounts import all_accounts
from asbreview.audit import verify_ledger
from asbreview.audit.checking import check
from asbreview.audit.exporting import export
from asbreview.audit.leaves import case_of
from asbreview.audit.notes import key_of
from asbreview.copying import carrying
from asbreview.domain.sealed import ERASED
from asbreview.installation import opened
from asbreview.keeping_ledger import note_destroyed
from asbreview.refusal import CannotStart
from asbreview.safekeeping import saving
from asbreview.safekeeping.manifest import MANIFEST, Manifest
from asbreview.safekeeping.putting_back import put_back
from asbreview.safekeeping.saving import save
from asbreview.settings_of_ledger import LedgerSettings
from asbreview.stores_in_folder import UNFINISHED
from desk import ADDRESS, desk, pages_of
from places import IN_FOLDER_AND_ONCE_MORE
from postgres_server import shared_server
from projections.timeline import timeline_of
from visiting import sign_in

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)
NOBODY = UUID(int=77)
EVIDENCE = b"a film of the night " * 10_000


def lines_of(installation):
    return [
        (*line[:2], *vars(line.stored).values())
        for line in installation.reviews.recorder.lines(0, limit=10**6)
    ]


@contextmanager
def in_use(folder, *, on_server=False):
    """A desk with a case, a file, a key that was destroyed, and a signed head."""
    with desk(folder, on_server=on_server) as at:
        at.tale.apply().decide()
        keyring = at.installation.keyring
        keyring.table.make(NOBODY)
        keyring.destroy(NOBODY)
        sent, writing = at.installation.vault.begin()
        with writing:
            writing.add(EVIDENCE)
        at.installation.vault.put_on_ring(sent)
        at.installation.print_queue.mkdir(exist_ok=True)
        (at.installation.print_queue / f"{uuid4().hex}.pdf").write_bytes(b"%PDF")
        at.installation.ledger.sign(NOW)
        at.installation.projector.catch_up()
        yield at


@contextmanager
def recording(at):
    """Record one thing after another meanwhile, each with a head."""
    stop, done = Event(), []

    def record():
        while not stop.is_set():
            more(at)
            done.append(at.installation.ledger.sign(NOW + timedelta(len(done) + 1)))

    thread = Thread(target=record)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join()


def more(at):
    signed = at.tale.signed(date(2026, 3, 10))
    at.reviews.assign(at.tale.case_id, uuid4(), signed=signed)


def empty_place(like, folder):
    """Settings of an empty place like another, with its keys put there by hand."""
    told = replace(like, data=folder / "data", keys=folder / "keys" / "kek")
    told.keys.parent.mkdir(parents=True)
    for name in ("kek", "ledger-key"):
        kept = like.keys.with_name(name)
        if kept.exists():
            shutil.copy(kept, told.keys.with_name(name))
    if not like.database:
        return told
    server = shared_server()
    log, keys = (server.address(server.new_database()) for _ in range(2))
    return replace(told, database=log, keys_database=keys)


def lose(settings, folder):
    """Delete the folder, and drop the databases: nothing old is left to serve."""
    shutil.rmtree(folder)
    if settings.database:
        shared_server().drop(settings.database, settings.keys_database)
        for address in (settings.database, settings.keys_database):
            with pytest.raises(psycopg.OperationalError, match="does not exist"):
                psycopg.connect(address)


@pytest.fixture
def saved(tmp_path):
    """A backup of an installation in files, which is then gone; and where to put it."""
    with in_use(tmp_path / "old") as at:
        save(at.installation, tmp_path / "backup")
        place = empty_place(at.installation.settings, tmp_path / "new")
        before = lines_of(at.installation)
    shutil.rmtree(tmp_path / "old")
    return tmp_path / "backup", place, before


# --- there and back


@pytest.mark.parametrize("kind", IN_FOLDER_AND_ONCE_MORE)
def test_saved_under_load_put_back_verified_and_serving(tmp_path, kind):
    with in_use(tmp_path / "old", on_server=kind == "postgres") as at:
        settings, address = at.installation.settings, at.address
        with recording(at) as done:
            while not done:
                pass
            manifest, _ = save(at.installation, tmp_path / "backup")
            while len(done) < 3:
                pass
        there = lines_of(at.installation)
        keys = dict(at.installation.keyring.table.all_keys())
        epoch = at.reviews.recorder.epoch()
        place = empty_place(settings, tmp_path / "new")
    lose(settings, tmp_path / "old")

    done = put_back(place, tmp_path / "backup")

    assert done.manifest == manifest
    assert (done.loss, done.not_told) == (None, "")
    with opened(place, clock=at.clock) as it:
        assert lines_of(it) == there[: manifest.events]
        assert 0 < manifest.events < len(there)
        assert it.reviews.recorder.epoch() != epoch
        assert dict(it.keyring.table.all_keys()) == keys
        assert it.keyring.table.find(NOBODY) is ERASED
        (file,) = it.vault.place.everything()
        assert b"".join(it.vault.read(file.file_id)) == EVIDENCE
        names = {account.name for account in all_accounts(it.office)}
        assert names == {"Sam Reed", "Ann Fen", "Odile Fenwick"}
        found = check(it.ledger)
        assert (found.findings, found.notices) == ([], [])
        assert found.heads >= 1
        it.projector.catch_up()
        with TestClient(pages_of(it), base_url=ADDRESS) as browser:
            sign_in(browser)
            page = browser.get(address)
            assert (page.status_code, "Marigold MARKERNAME" in page.text) == (200, True)
        more(at_desk(at, it))


def at_desk(at, installation):
    at.installation, at.reviews = installation, installation.reviews
    return at


@pytest.mark.postgres
@pytest.mark.thorough
def test_what_was_saved_from_files_is_put_back_on_a_server(saved, tmp_path):
    backup, place, before = saved
    server = shared_server()
    log, keys = (server.address(server.new_database()) for _ in range(2))
    up = replace(place, database=log, keys_database=keys)
    put_back(up, backup)
    with opened(up) as it:
        assert lines_of(it) == before
        assert check(it.ledger).findings == []


def test_the_next_command_goes_on_where_the_backup_ended(saved):
    backup, place, before = saved
    put_back(place, backup)
    with opened(place) as it:
        head = it.ledger.sign(NOW + timedelta(days=9))
        assert head.size == len(before)
        assert check(it.ledger).findings == []


def test_nothing_in_a_backup_can_be_read_without_the_key(saved):
    backup, *_ = saved
    for path in backup.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [w for w in (b"MARKER", b"Larkspur", b"film") if w in content]
    assert not list(backup.rglob("kek*"))
    assert not list(backup.rglob("ledger-key*"))
    assert not list(backup.rglob("*.pdf"))


def test_keys_can_be_saved_apart_and_are_asked_for(tmp_path):
    with in_use(tmp_path / "old") as at:
        save(at.installation, tmp_path / "backup", keys=tmp_path / "apart")
        place = empty_place(at.installation.settings, tmp_path / "new")
    assert not (tmp_path / "backup" / "keys").exists()
    with pytest.raises(CannotStart, match=r"keys\.sqlite is missing"):
        put_back(place, tmp_path / "backup")
    put_back(place, tmp_path / "backup", keys=tmp_path / "apart")


# --- who was forgotten


def test_who_was_forgotten_after_the_backup_stays_forgotten(tmp_path):
    outside = LedgerSettings(folder=tmp_path / "outside")
    with in_use(tmp_path / "old") as at:
        person = next(owner for owner, _ in at.installation.keyring.table.all_keys())
        save(at.installation, tmp_path / "backup")
        at.installation.keyring.destroy(person)
        it = replace(
            at.installation, settings=replace(at.installation.settings, ledger=outside)
        )
        note_destroyed(it)
        note_destroyed(it)
        place = empty_place(at.installation.settings, tmp_path / "new")
    register = tmp_path / "outside" / "destroyed"
    assert sorted(register.read_text().split()) == sorted([str(person), str(NOBODY)])

    done = put_back(replace(place, ledger=outside), tmp_path / "backup")

    assert done.destroyed_again == 1
    with opened(place) as it:
        assert it.keyring.table.find(person) is ERASED
        assert it.keyring.table.find(NOBODY) is ERASED


def test_a_register_that_is_named_is_applied_or_nothing_is_put_back(saved, tmp_path):
    backup, place, _ = saved
    register = tmp_path / "register"
    for content in ("no id", None):
        if content:
            register.write_text(content)
        else:
            register.unlink()
        with pytest.raises(CannotStart, match="would be remembered"):
            put_back(place, backup, registers=[register])
    assert not (place.data / "events.sqlite").exists()
    register.write_text(f"{NOBODY}\n{UUID(int=5)}\n")
    assert put_back(place, backup, registers=[register]).destroyed_again == 0


# --- what was lost


def test_what_was_recorded_after_the_backup_is_owned_up_to(tmp_path):
    """The folder outside knows of more events: the ledger says so, by its key."""
    outside = LedgerSettings(folder=tmp_path / "outside")
    with in_use(tmp_path / "old") as at:
        told = replace(at.installation.settings, ledger=outside)
        at.installation = replace(at.installation, settings=told)
        at.installation.ledger.sign(NOW + timedelta(days=1))
        note_destroyed(at.installation)
        manifest, _ = save(at.installation, tmp_path / "backup")
        more(at)
        last = at.installation.ledger.sign(NOW + timedelta(days=2))
        place = empty_place(told, tmp_path / "new")
        public = str(key_of(at.installation.ledger.kept.key).verifier)

    done = put_back(place, tmp_path / "backup")

    assert done.loss.loss == (manifest.events, last.size)
    with opened(place) as it:
        found = check(it.ledger)
        assert found.findings == []
        assert f"of {last.size} events {manifest.events} were kept" in found.notices[0]
        export(it.ledger, tmp_path / "export")
        it.ledger.sign(NOW + timedelta(days=4000))
        assert check(it.ledger).findings == []
    key = verify_ledger.read_key(public)
    theirs = verify_ledger.verify(tmp_path / "export", key)
    assert theirs["findings"] == []
    assert "were kept. Ask why" in theirs["notices"][0]


def test_without_its_key_the_ledger_says_nothing_and_that_is_told(saved):
    backup, place, _ = saved
    place.keys.with_name("ledger-key").unlink()
    assert "is missing" in put_back(place, backup).not_told


# --- refused


def refused(place, backup, says, **how):
    with pytest.raises(CannotStart, match=says):
        put_back(place, backup, **how)
    assert not (place.data / "events.sqlite").exists()


PARTS = (
    "events.sqlite",
    "office.sqlite",
    "keys/keys.sqlite",
    "keys/destroyed",
    "files",
)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_missing_or_changed_is_named(saved, name):
    backup, place, _ = saved
    path = backup / name
    path = next(path.glob("*/*")) if path.is_dir() else path
    content = path.read_bytes()
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    path.write_bytes(changed)
    refused(place, backup, f"{path.name} was changed")
    path.unlink()
    refused(place, backup, f"{path.name} is missing")
    path.write_bytes(content)
    put_back(place, backup)


@pytest.mark.parametrize("only", ["events.sqlite", "keys", "files", "office.sqlite"])
def test_one_part_alone_is_no_backup(saved, tmp_path, only):
    backup, place, _ = saved
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.move(backup / only, alone / only)
    refused(place, alone, "is no backup")


def test_a_manifest_that_names_less_is_refused(saved):
    backup, place, _ = saved
    told = json.loads((backup / MANIFEST).read_text())
    del told["parts"]["keys/keys.sqlite"]
    (backup / MANIFEST).write_text(json.dumps(told))
    refused(place, backup, "does not name keys/keys.sqlite")
    for broken in ("{", "[]", '{"format": 1}'):
        (backup / MANIFEST).write_text(broken)
        refused(place, backup, "cannot be read")


def test_a_backup_of_a_later_release_is_refused(saved):
    backup, place, _ = saved
    told = json.loads((backup / MANIFEST).read_text())
    (backup / MANIFEST).write_text(json.dumps(told | {"format": told["format"] + 1}))
    refused(place, backup, "later release")


def test_without_the_key_nothing_is_put_back_and_no_other_is_made(saved):
    backup, place, _ = saved
    kek = place.keys.read_bytes()
    place.keys.unlink()
    refused(place, backup, "key file .* is missing")
    assert not place.keys.exists()
    place.keys.touch(mode=0o600)
    place.keys.write_bytes(b"b" * 43 + b"=")
    refused(place, backup, "is not the one")
    place.keys.write_bytes(kek)
    put_back(place, backup)


@pytest.mark.parametrize("there", ["events.sqlite", "files/ab", "letter.txt"])
def test_a_place_that_is_not_empty_is_left_as_it_is(saved, there):
    backup, place, _ = saved
    path = place.data / there
    path.parent.mkdir(parents=True)
    path.write_bytes(b"something")
    with pytest.raises(CannotStart, match="not empty"):
        put_back(place, backup)
    assert path.read_bytes() == b"something"


def test_nothing_is_saved_over_anything(saved, tmp_path):
    backup, *_ = saved
    with in_use(tmp_path / "other") as at:
        for into, keys in ((backup, None), (tmp_path / "b2", backup)):
            with pytest.raises(CannotStart, match="holds something already"):
                save(at.installation, into, keys=keys)


def test_a_backup_that_was_cut_off_is_none(tmp_path, monkeypatch):
    with in_use(tmp_path / "old") as at:
        monkeypatch.setattr(Manifest, "write", lambda *_: None)
        save(at.installation, tmp_path / "backup")
        place = empty_place(at.installation.settings, tmp_path / "new")
    refused(place, tmp_path / "backup", "not finished")


def test_putting_back_that_was_cut_off_is_begun_anew(saved, monkeypatch):
    backup, place, before = saved

    class Stop(Exception):
        """The power went."""

    def stop(*_):
        raise Stop

    with monkeypatch.context() as patch:
        patch.setattr(carrying, "_carry_files", stop)
        with pytest.raises(Stop):
            put_back(place, backup)
    assert (place.data / UNFINISHED).exists()
    with pytest.raises(CannotStart, match="begun and not finished"), opened(place):
        pass
    put_back(place, backup)
    with opened(place) as it:
        assert lines_of(it) == before
    assert not list(place.data.parent.glob(".restore-*"))


def test_a_log_that_is_not_written_as_it_was_read_is_no_backup(tmp_path, monkeypatch):
    lines = saving._lines  # noqa: SLF001  a disk that lies
    monkeypatch.setattr(saving, "_lines", lambda it, end: list(lines(it, end))[:-1])
    with in_use(tmp_path / "old") as at, pytest.raises(CannotStart, match="no backup"):
        save(at.installation, tmp_path / "backup")
    assert not (tmp_path / "backup" / MANIFEST).exists()


# --- parts in the place where an installation is started


@pytest.mark.parametrize("part", ["office.sqlite", "files", "ledger"])
def test_no_new_log_is_begun_beside_what_is_left_of_another(saved, part):
    _, place, _ = saved
    backup = saved[0]
    place.data.mkdir()
    left = backup / part
    (shutil.copytree if left.is_dir() else shutil.copy)(left, place.data / part)
    with pytest.raises(CannotStart, match="and no log"), opened(place):
        pass
    assert not (place.data / "events.sqlite").exists()


def test_keys_of_another_log_are_refused(saved):
    backup, place, _ = saved
    place.data.mkdir()
    shutil.copy(backup / "keys" / "keys.sqlite", place.data)
    with pytest.raises(CannotStart, match="another installation"), opened(place):
        pass


def test_views_alone_are_made_anew_and_show_nothing_that_is_not_on_record(saved):
    backup, place, before = saved
    case_id = next(c for c in map(_case_of, before) if c)
    put_back(place, backup)
    with opened(place) as it:
        it.projector.catch_up()
        with it.views.connect() as db:
            assert timeline_of(db, case_id)
    kept = place.data.with_name("kept")
    place.data.rename(kept)
    place.data.mkdir()
    shutil.copy(kept / "views.sqlite", place.data)
    with opened(place) as it:
        it.projector.catch_up()
        with it.views.connect() as db:
            assert timeline_of(db, case_id) == []


def _case_of(line):
    return case_of(line[-1])


# --- the commands


@contextmanager
def environment(monkeypatch, settings):
    monkeypatch.setenv("ASBREVIEW_DATA", str(settings.data))
    monkeypatch.setenv("ASBREVIEW_KEYS", str(settings.keys))
    monkeypatch.setenv("ASBREVIEW_DATABASE_URL", settings.database)
    monkeypatch.setenv("ASBREVIEW_KEYS_DATABASE_URL", settings.keys_database)
    yield


def test_the_commands_say_what_was_done(tmp_path, monkeypatch):
    run = CliRunner().invoke
    backup = str(tmp_path / "backup")
    with in_use(tmp_path / "old") as at:
        with environment(monkeypatch, at.installation.settings):
            done = run(main, ["backup", backup, "--json"])
            assert done.exit_code == 0, done.output
            events = json.loads(done.stdout)["events"]
            assert run(main, ["backup", backup]).exit_code == 1
            assert run(main, ["backup"]).exit_code == 2
        place = empty_place(at.installation.settings, tmp_path / "new")
    with environment(monkeypatch, place):
        done = run(main, ["restore", backup, "--verify"])
        assert done.exit_code == 0, done.output
        assert f"Put back {events} events" in done.stdout
        assert "The backup is what was saved" in done.stdout
        assert "Nothing was changed" in done.stdout
        assert run(main, ["restore", backup]).exit_code == 1
        assert run(main, ["restore"]).exit_code == 2
    third = empty_place(place, tmp_path / "third")
    third.keys.with_name("ledger-key").unlink()
    with environment(monkeypatch, third):
        done = run(main, ["restore", backup, "--verify", "--json"])
        assert done.exit_code == 1
        told = json.loads(done.stdout)
        assert "is missing" in told["ledger"]
        assert told["findings"]
