"""A backup that somebody changed, hash and all, is not put back as what was saved.

Whoever has the backup can change a file and put its new hash into the manifest; they do
not have the ledger's key.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from hashlib import sha256

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.audit.notes import Note, Signer, key_of
from asbreview.refusal import CannotStart
from asbreview.safekeeping.manifest import MANIFEST
from asbreview.safekeeping.manifest_signed import BY_NOBODY, NO_KEY, SIGNED
from asbreview.safekeeping.putting_back import put_back
from asbreview.safekeeping.saving import save
from safekeeping.test_backup import NOW, empty_place, environment, in_use, more

WHOLE = "is not the signature of its manifest"


@pytest.fixture
def saved(tmp_path):
    """A backup with one event that no head is over, and where to put it."""
    with in_use(tmp_path / "old") as at:
        at.installation.ledger.sign(NOW + timedelta(days=1))
        more(at)
        _, unsigned = save(at.installation, tmp_path / "backup")
        assert not unsigned
        place = empty_place(at.installation.settings, tmp_path / "new")
    shutil.rmtree(tmp_path / "old")
    return tmp_path / "backup", place


def told_of(backup):
    return json.loads((backup / MANIFEST).read_text())


def tell(backup, told):
    (backup / MANIFEST).write_text(json.dumps(told))


def made_later(backup):
    """Let the last event say that it was recorded later."""
    with closing(sqlite3.connect(backup / "events.sqlite")) as db:
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f"DROP TRIGGER {name}")
        db.execute(
            "UPDATE stored_events SET recorded_at = '2031-01-01T00:00:00.000Z' WHERE"
            " rowid = (SELECT max(rowid) FROM stored_events)"
        )
        db.commit()
    file = (backup / "events.sqlite").read_bytes()
    told = told_of(backup)
    part = {"size": len(file), "sha256": sha256(file).hexdigest()}
    told["parts"]["events.sqlite"] = part
    tell(backup, told)


def refused(place, backup, says):
    with pytest.raises(CannotStart, match=says):
        put_back(place, backup)
    assert not (place.data / "events.sqlite").exists()


def test_as_it_was_saved_it_is_proved(saved):
    backup, place = saved
    assert put_back(place, backup).unproved == ""


def test_one_that_was_changed_hash_and_all_is_refused(saved):
    backup, place = saved
    made_later(backup)
    refused(place, backup, WHOLE)


def test_and_without_its_signature_it_is_not_the_log_that_was_saved(saved):
    backup, place = saved
    made_later(backup)
    (backup / SIGNED).unlink()
    refused(place, backup, "not those that its manifest tells of")


def test_one_whose_manifest_alone_was_changed_is_refused(saved):
    backup, place = saved
    told = told_of(backup)
    tell(backup, told | {"made_at": "2020-01-01T00:00:00+00:00"})
    refused(place, backup, WHOLE)


def test_a_signature_by_another_key_proves_nothing(saved):
    backup, place = saved
    note = Note.read((backup / SIGNED).read_bytes())
    ours = key_of(place.keys.with_name("ledger-key")).verifier
    theirs = Signer.make(ours.name).sign(note.text)
    (backup / SIGNED).write_bytes(bytes(note._replace(signatures=(theirs,))))
    refused(place, backup, WHOLE)


def test_what_is_no_signature_is_refused(saved):
    backup, place = saved
    (backup / SIGNED).write_bytes(b"trust me\n")
    refused(place, backup, WHOLE)


def test_without_the_ledgers_key_that_nothing_proves_it_is_told(saved):
    backup, place = saved
    place.keys.with_name("ledger-key").unlink()
    assert put_back(place, backup).unproved == NO_KEY


def test_the_command_calls_sound_only_what_is_proved(saved, monkeypatch):
    """Of one without a signature, what no head is over is not called sound."""
    backup, place = saved
    (backup / SIGNED).unlink()
    with environment(monkeypatch, place):
        done = CliRunner().invoke(main, ["restore", str(backup), "--verify"])
    assert done.exit_code == 1, done.output
    assert f"Nothing proves that this backup is what was saved: {BY_NOBODY}" in (
        done.stdout
    )
    assert "events are not yet protected" in done.stdout


def test_the_command_says_who_signed_it_and_what_verify_says(saved, monkeypatch):
    backup, place = saved
    with environment(monkeypatch, place):
        told = ["restore", str(backup), "--verify", "--json"]
        done = CliRunner().invoke(main, told)
    assert done.exit_code == 0, done.output
    says = json.loads(done.stdout)
    assert says["signed"] is True
    assert says["unprotected"] > 0
    assert says["findings"] == []


def test_one_that_could_not_be_signed_says_so(tmp_path, monkeypatch):
    with in_use(tmp_path / "old") as at:
        settings = at.installation.settings
        settings.keys.with_name("ledger-key").unlink()
        with environment(monkeypatch, settings):
            told = ["backup", str(tmp_path / "backup")]
            done = CliRunner().invoke(main, told)
    assert done.exit_code == 0, done.output
    assert "It is not signed: The ledger's key" in done.stdout
    assert not (tmp_path / "backup" / SIGNED).exists()
