"""The ledger's folder lies elsewhere, and may be away when a backup is put back.

It has the register of destroyed keys, and what other bodies signed: without the one
whoever was forgotten is remembered, without the other nobody vouches any more.
"""

import json
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.audit import verify_ledger
from asbreview.audit.checking import check
from asbreview.audit.exporting import export
from asbreview.audit.kept_heads import last_checks
from asbreview.audit.ledger_folder import DESTROYED, READ_ME
from asbreview.domain.sealed import ERASED
from asbreview.installation import opened
from asbreview.keeping_ledger import note_destroyed
from asbreview.refusal import CannotStart
from asbreview.safekeeping.putting_back import put_back
from asbreview.safekeeping.saving import save
from asbreview.settings_of_ledger import LedgerSettings
from places import IN_FOLDER_AND_ONCE_MORE
from safekeeping.test_backup import NOW, empty_place, environment, in_use, refused


@pytest.fixture(params=IN_FOLDER_AND_ONCE_MORE)
def on_server(request):
    return request.param == "postgres"


@pytest.fixture
def forgotten(tmp_path, on_server):
    """A backup of before somebody was forgotten; the folder outside knows of it."""
    outside = LedgerSettings(folder=tmp_path / "outside")
    with in_use(tmp_path / "old", on_server=on_server) as at:
        at.installation = with_ledger(at.installation, outside)
        person = next(owner for owner, _ in at.installation.keyring.table.all_keys())
        at.installation.ledger.sign(NOW + timedelta(days=1))
        note_destroyed(at.installation)
        save(at.installation, tmp_path / "backup")
        at.installation.keyring.destroy(person)
        note_destroyed(at.installation)
        place = empty_place(at.installation.settings, tmp_path / "new")
    return tmp_path / "backup", place, person


def with_ledger(installation, told):
    return replace(installation, settings=replace(installation.settings, ledger=told))


def away(folder):
    """Be a share that is not there: no folder at all."""
    folder.rename(folder.with_name("not-mounted"))


def not_mounted(folder):
    """Be the empty folder on which a share is mounted when it is."""
    away(folder)
    folder.mkdir()


def without_register(folder):
    """Be there, while somebody took the register away."""
    (folder / DESTROYED).unlink()


HOW = (away, not_mounted, without_register)


@pytest.mark.parametrize("how", HOW)
def test_without_the_register_outside_nothing_is_put_back(forgotten, how):
    backup, place, _ = forgotten
    how(place.ledger.folder)
    refused(place, backup, "register of destroyed keys .* is not there")


def test_with_it_the_forgotten_stay_forgotten(forgotten):
    backup, place, person = forgotten
    done = put_back(place, backup)
    assert (done.destroyed_again, done.without) == (1, None)
    with opened(place) as it:
        assert it.keyring.table.find(person) is ERASED


def test_going_on_without_it_is_said_and_stays_on_record(forgotten):
    backup, place, person = forgotten
    away(place.ledger.folder)
    done = put_back(place, backup, without_register=True)
    assert done.without == place.ledger.folder / DESTROYED
    with opened(place) as it:
        assert it.keyring.table.find(person) is not ERASED
        with it.office.reading() as db:
            (noted,) = last_checks(db, 1)
    assert not noted.is_sound
    assert "without the register of destroyed keys" in noted.says[0]


def test_a_register_that_is_there_is_applied_though_one_could_go_on_without(forgotten):
    backup, place, person = forgotten
    done = put_back(place, backup, without_register=True)
    assert (done.destroyed_again, done.without) == (1, None)
    with opened(place) as it:
        assert it.keyring.table.find(person) is ERASED


def test_a_register_is_there_from_the_first_on_though_nobody_was_forgotten(tmp_path):
    outside = LedgerSettings(folder=tmp_path / "outside")
    with in_use(tmp_path / "old") as at:
        nobody = with_ledger(at.installation, outside)
        nobody.ledger.kept.folder.add_destroyed([])
    assert (tmp_path / "outside" / DESTROYED).read_text() == ""


def test_a_folder_within_the_data_is_not_looked_for_outside(tmp_path):
    with in_use(tmp_path / "old") as at:
        save(at.installation, tmp_path / "backup")
        place = empty_place(at.installation.settings, tmp_path / "new")
    inside = replace(place, ledger=LedgerSettings(folder=place.data / "ledger"))
    assert put_back(inside, tmp_path / "backup").without is None


def test_the_command_asks_for_the_register_and_says_that_it_went_on_without(
    forgotten, monkeypatch
):
    backup, place, _ = forgotten
    away(place.ledger.folder)
    run = CliRunner().invoke
    with environment(monkeypatch, place):
        monkeypatch.setenv("ASBREVIEW_LEDGER_FOLDER", str(place.ledger.folder))
        asked = run(main, ["restore", str(backup)])
        assert asked.exit_code == 1
        assert "--without-register" in asked.output
        told = [str(backup), "--without-register", "--json"]
        done = run(main, ["restore", *told])
        assert done.exit_code == 0, done.output
        says = json.loads(done.stdout)["without_register"]
    assert says == str(place.ledger.folder / DESTROYED)


# --- what other bodies signed


@pytest.fixture
def cosigned(tmp_path, on_server):
    """A backup of an installation whose last head another body signed too."""
    outside = LedgerSettings(folder=tmp_path / "outside")
    with in_use(tmp_path / "old", on_server=on_server) as at:
        installation = with_ledger(at.installation, outside)
        installation.ledger.sign(NOW + timedelta(days=1))
        note_destroyed(installation)
        export(installation.ledger, tmp_path / "given")
        public = installation.ledger.public_keys()[0]
        signed = verify_ledger.sign_too(
            tmp_path / "given", tmp_path / "witness", "police.example"
        )
        assert verify_ledger.read_key(public)
        shutil.copyfile(signed, outside.folder / signed.name)
        (outside.folder / "lost+found").mkdir()
        (outside.folder / ".begun").write_bytes(b"")
        save(installation, tmp_path / "backup")
        place = empty_place(installation.settings, tmp_path / "new")
    return tmp_path / "backup", place, signed.name


def kept_in(folder):
    files = (path for path in folder.iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files if path.name[0] != "."}


def test_what_the_folder_outside_lost_is_put_back_into_it(cosigned):
    backup, place, signed_too = cosigned
    before = kept_in(place.ledger.folder)
    shutil.rmtree(place.ledger.folder)
    put_back(place, backup, without_register=True)
    assert kept_in(place.ledger.folder) == before
    assert {signed_too, READ_ME, DESTROYED} <= before.keys()
    assert not list((place.data / "ledger").glob("*"))
    with opened(place) as it:
        assert check(it.ledger).findings == []


def test_what_the_folder_outside_has_stays_as_it_is(cosigned):
    backup, place, signed_too = cosigned
    theirs = place.ledger.folder / signed_too
    theirs.write_bytes(b"signed again since")
    put_back(place, backup)
    assert theirs.read_bytes() == b"signed again since"


def test_a_folder_outside_that_cannot_be_written_to_stops_it(cosigned):
    backup, place, _ = cosigned
    shutil.rmtree(place.ledger.folder)
    place.ledger.folder.write_bytes(b"not a folder")
    with pytest.raises(CannotStart, match="cannot be written to"):
        put_back(place, backup, without_register=True)
    place.ledger.folder.unlink()
    put_back(place, backup, without_register=True)
    assert (place.ledger.folder / DESTROYED).exists()
