"""What the program does when it cannot start: it says why, and changes nothing."""

import os
import sqlite3
import subprocess
import sys
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from asbreview import serving
from asbreview.__main__ import main
from asbreview.access.accounts import all_accounts
from asbreview.access.second_factors import SecondFactors
from asbreview.installation import opened
from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.standing import make_ready
from asbreview.stores_in_folder import held
from asbreview.working import kept_level
from browser.premises import free_port
from one_time_codes import code_at
from projections.views import lock_first

SECRET = "a secret of at least thirty-two characters"


def told(folder: Path, **more: str) -> Settings:
    return Settings.read(
        {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": SECRET, **more}
    )


@pytest.fixture
def folder(tmp_path):
    """A data folder with a procedure, a calendar and nothing else."""
    with opened(told(tmp_path / "data")) as installation:
        make_ready(installation)
    return tmp_path / "data"


def contents(folder: Path) -> dict[str, bytes]:
    """What is kept, whatever SQLite has still to fold in."""
    kept = {}
    for file in folder.glob("*.sqlite"):
        with sqlite3.connect(file) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        kept[file.name] = file.read_bytes()
    return kept


def test_an_installation_opens_again_with_what_it_had(folder):
    with opened(told(folder)) as installation:
        before = installation.reviews.end_of_log()
        make_ready(installation)
        assert installation.reviews.end_of_log() == before > 0


def test_the_key_is_for_its_owner_alone(folder):
    assert (folder / "kek").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("file", ["kek", "keys.sqlite", "office.sqlite"])
def test_a_missing_key_file_is_named_and_nothing_is_changed(folder, file):
    before = contents(folder)
    (folder / file).rename(folder / "elsewhere")
    before.pop(file, None)

    with pytest.raises(CannotStart, match=f"{file} is missing"), opened(told(folder)):
        pass

    assert not (folder / file).exists()
    assert contents(folder) == before


def test_a_key_file_that_holds_no_key_is_refused(folder):
    (folder / "kek").write_bytes(b"c2hvcnQ=")
    with pytest.raises(CannotStart, match="does not hold a key"), opened(told(folder)):
        pass


@pytest.mark.parametrize("wrong", [b"no base64 at all", None])
def test_a_key_file_that_cannot_be_read_is_named(folder, wrong):
    (folder / "kek").unlink()
    if wrong is None:
        (folder / "kek").mkdir(mode=0o700)
    else:
        (folder / "kek").write_bytes(wrong)
        (folder / "kek").chmod(0o600)
    with pytest.raises(CannotStart, match="kek"), opened(told(folder)):
        pass


def test_a_key_file_that_others_can_read_is_refused(folder):
    (folder / "kek").chmod(0o644)
    with pytest.raises(CannotStart, match="chmod 600"), opened(told(folder)):
        pass


def test_another_key_than_the_installations_own_is_refused_before_it_wraps_anything(
    folder,
):
    before = contents(folder)
    right = (folder / "kek").read_bytes()
    (folder / "kek").write_bytes(urlsafe_b64encode(b"q" * 32))
    with pytest.raises(CannotStart, match="is not the one"), opened(told(folder)):
        pass
    (folder / "kek").write_bytes(right)
    assert contents(folder) == before
    with opened(told(folder)):
        pass


def test_the_data_keys_of_another_installation_are_refused(folder, tmp_path):
    other = tmp_path / "other"
    with opened(told(other)) as installation:
        make_ready(installation)
    for name in ("keys.sqlite", "kek"):
        (folder / name).write_bytes((other / name).read_bytes())
    refused = pytest.raises(CannotStart, match="those of another installation")
    with refused, opened(told(folder)):
        pass


def test_views_that_are_damaged_are_made_again(folder):
    (folder / "views.sqlite").write_bytes(b"no database" * 1000)
    with opened(told(folder)) as installation:
        installation.projector.catch_up()
    assert (folder / "views.sqlite.damaged").exists()


@pytest.mark.parametrize("file", ["events.sqlite", "office.sqlite", "keys.sqlite"])
def test_a_record_that_is_damaged_is_said_in_a_sentence(folder, file, monkeypatch):
    (folder / file).write_bytes(b"no database" * 1000)
    for rest in ("-wal", "-shm"):
        (folder / f"{file}{rest}").unlink(missing_ok=True)
    monkeypatch.setenv("ASBREVIEW_DATA", str(folder))
    monkeypatch.setenv("ASBREVIEW_SECRET", SECRET)
    done = CliRunner().invoke(main, ["rebuild"])
    assert done.exit_code == 1
    assert "A database cannot be read or written: file is not a database" in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("procedure", ["nowhere", "missing.toml"])
def test_a_procedure_that_is_not_there_is_said_in_a_sentence(
    folder, procedure, monkeypatch
):
    monkeypatch.setenv("ASBREVIEW_DATA", str(folder))
    monkeypatch.setenv("ASBREVIEW_SECRET", SECRET)
    monkeypatch.setenv("ASBREVIEW_PROCEDURE", procedure)
    done = CliRunner().invoke(main, ["work"])
    assert done.exit_code == 1
    assert "The procedure of ASBREVIEW_PROCEDURE cannot be used" in done.output


def test_nothing_is_said_to_be_served_while_the_pages_can_still_not_be_made(
    folder, monkeypatch
):
    """The database of a server that is starting may go away at any moment."""
    said = []

    def gone(_):
        raise sqlite3.OperationalError("the database is gone")

    monkeypatch.setattr(serving, "create", gone)
    with pytest.raises(sqlite3.OperationalError, match="gone"):
        serving.serve(
            told(folder, PORT=str(free_port())), begun=lambda: said.append("Serving")
        )
    assert said == []


def test_a_second_server_on_the_same_folder_is_told_so(folder):
    with (
        opened(told(folder)),
        pytest.raises(CannotStart, match="in use by another asbreview"),
        opened(told(folder)),
    ):
        pass


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_every_file_is_for_its_owner_alone_in_a_folder_that_is_open_to_all(tmp_path):
    tmp_path.chmod(0o755)
    environment = {"ASBREVIEW_DATA": str(tmp_path), "ASBREVIEW_SECRET": SECRET}
    add = ["accounts", "add", "sam@ely.example", "--name=Sam"]
    subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-m", "asbreview", *add, "--password=heron over the washes"],
        env=os.environ | environment,
        check=True,
        capture_output=True,
    )
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in kept} >= {"events.sqlite", "office.sqlite", "kek"}
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []


def test_a_fault_of_a_database_is_not_told_as_a_folder_in_use(tmp_path):
    def fail():
        raise sqlite3.OperationalError("disk I/O error")

    with pytest.raises(sqlite3.OperationalError, match="disk I/O"), held(tmp_path):
        fail()
    with held(tmp_path):  # and the folder is let go of
        pass


def test_somebody_can_be_locked_out_while_the_pages_are_served(folder, monkeypatch):
    monkeypatch.setenv("ASBREVIEW_DATA", str(folder))
    monkeypatch.setenv("ASBREVIEW_SECRET", SECRET)
    run = CliRunner().invoke
    password = ["--password", "heron over the washes"]
    with opened(told(folder)) as installation:
        added = run(
            main, ["accounts", "add", "sam@ely.example", "--name=Sam", *password]
        )
        assert added.exit_code == 0, added.output
        (sam,) = all_accounts(installation.office)
        assert (sam.name, sam.areas) == ("Sam", {"east-cambridgeshire"})
        none = run(main, ["accounts", "areas", "sam@ely.example", "atlantis"])
        assert "'atlantis'" in none.output
        assert none.exit_code == 2
        out = run(main, ["accounts", "areas", "sam@ely.example"])
        assert out.output == "sam@ely.example sees the cases of no area.\n"
        assert [a.areas for a in all_accounts(installation.office)] == [frozenset()]
        factors = SecondFactors(installation.office, installation.keyring)
        sealed, now = factors.new_secret(sam.account_id), datetime.now(UTC)
        code = code_at(factors.shown(sam.account_id, sealed), now)
        assert factors.add(sam.account_id, sealed, code, at=now)
        for says in ("has no second factor any more", "has no second factor"):
            out = run(main, ["accounts", "remove-second-factor", "sam@ely.example"])
            assert out.output == f"sam@ely.example {says}.\n"
        assert factors.held(sam.account_id) is None
        out = run(main, ["accounts", "disable", "sam@ely.example"])
        assert out.exit_code == 0, out.output
        assert all_accounts(installation.office) == []


def test_a_start_waits_for_nobody_who_makes_the_views_anew(folder):
    """Beside others, on a server: a view that is being made anew is held for long."""
    with opened(told(folder)) as first:
        first.projector.catch_up()
        with (
            lock_first(first.views).begin(),
            opened(told(folder), alone=False) as second,
            kept_level(second),
        ):
            assert second.projector.wait_for(first.reviews.end_of_log())


def test_a_command_that_only_asks_may_work_beside_a_server(folder):
    with opened(told(folder)), opened(told(folder), alone=False) as beside:
        assert beside.reviews.end_of_log() > 0


def test_the_folder_of_a_later_release_is_not_opened(folder):
    with sqlite3.connect(folder / "events.sqlite") as db:
        db.execute("UPDATE store SET value = '99' WHERE name = 'format'")
    db.close()
    before = contents(folder)

    with pytest.raises(CannotStart, match="later release"), opened(told(folder)):
        pass

    assert contents(folder) == before


def test_without_a_secret_only_a_demonstration_starts(tmp_path):
    with pytest.raises(CannotStart, match="ASBREVIEW_SECRET is not set"):
        Settings.read({"ASBREVIEW_DATA": str(tmp_path)})
    assert Settings.read({"ASBREVIEW_DATA": str(tmp_path)}, demonstration=True)


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("PORT", "eight thousand", "must be a number"),
        ("PORT", "65536", "must be a number"),
        ("ASBREVIEW_HTTPS", "perhaps", "must be yes or no"),
        ("ASBREVIEW_SECRET", "short", "has 5 characters"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named(tmp_path, variable, value, says):
    with pytest.raises(CannotStart, match=says):
        told(tmp_path, **{variable: value})


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "asbreview", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_command_that_does_not_exist_is_wrong_usage():
    assert run("sevre").returncode == 2


def test_every_command_has_help():
    from asbreview.__main__ import COMMANDS, main  # noqa: PLC0415

    for command in COMMANDS:
        done = CliRunner().invoke(main, [command, "--help"])
        assert done.exit_code == 0, done.output
        assert "Usage" in done.output
