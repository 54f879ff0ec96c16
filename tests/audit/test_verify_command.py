"""`asbreview verify` says what it found, in words and as JSON, and ends accordingly."""

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from click.testing import CliRunner

import tamperings
from asbreview.__main__ import main
from asbreview.audit import verify_ledger
from asbreview.audit.exporting import export
from asbreview.audit.notes import Signer, key_of
from audit.test_verify_ledger import forge_everything
from tampering import tamper
from tamperings_on_server import LogOnServer

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)
TAKEN_AWAY = "DELETE FROM stored_events WHERE rowid = ?"


@pytest.fixture(autouse=True)
def told(monkeypatch):
    monkeypatch.delenv("ASBREVIEW_SECRET", raising=False)


def settings_of(at, monkeypatch):
    told = at.installation.settings
    monkeypatch.setenv("ASBREVIEW_DATA", str(told.data))
    monkeypatch.setenv("ASBREVIEW_KEYS", str(told.keys))
    monkeypatch.setenv("ASBREVIEW_DATABASE_URL", told.database)
    monkeypatch.setenv("ASBREVIEW_KEYS_DATABASE_URL", told.keys_database)


def log_of(at):
    told, random = at.installation.settings, Random(3)  # noqa: S311
    if told.database:
        return LogOnServer(told, random)
    return tamperings.Log(told.data, random)


def ask(*arguments):
    return CliRunner().invoke(main, ["verify", *arguments])


def test_a_whole_log_is_verified_while_it_is_served(either, monkeypatch):
    settings_of(either, monkeypatch)
    head = either.installation.ledger.sign(NOW)
    said = ask()
    assert said.exit_code == 0, said.output
    assert f"Nothing was changed: {head.size} events" in said.stdout
    told = json.loads(ask("--json").stdout)
    assert told == {
        "sound": True,
        "events": head.size,
        "covered": head.size,
        "unprotected": 0,
        "first_unprotected": None,
        "heads": 1,
        "cosigned": 0,
        "stamped": 0,
        "last_stamp": None,
        "first_bad": None,
        "findings": [],
        "notices": [],
    }


def test_what_no_head_vouches_for_is_said(at, monkeypatch):
    settings_of(at, monkeypatch)
    said = ask()
    assert (said.exit_code, "No head vouches" in said.stdout) == (1, True)
    assert "The first is event 0." in said.stdout


def test_what_came_after_the_last_head_is_told_and_never_passed_by_either(
    either, monkeypatch, tmp_path, capsys
):
    """Changed or not, sound or not: how many they are, and which is the first."""
    settings_of(either, monkeypatch)
    ledger = either.installation.ledger
    head = ledger.sign(NOW)
    either.tale.ask()
    after = len(list(either.reviews.recorder.lines(0, limit=10**6))) - head.size
    assert after > 0
    export(ledger, tmp_path / "export")
    told = f"{after} events are not yet protected", f"The first is event {head.size}."

    said, as_json = ask(), json.loads(ask("--json").stdout)
    public = str(key_of(ledger.kept.key).verifier)
    code = verify_ledger.main([str(tmp_path / "export"), "--key", public])
    theirs = capsys.readouterr().out
    assert (said.exit_code, code) == (0, 0)
    assert all(each in text for each in told for text in (said.stdout, theirs))
    assert f"{head.size} events are what they were" in said.stdout
    assert f"{head.size} events are what they were" in theirs
    found = verify_ledger.verify(tmp_path / "export", verify_ledger.read_key(public))
    for count in (as_json, found):
        assert (count["events"], count["covered"]) == (head.size + after, head.size)
        assert (count["unprotected"], count["first_unprotected"]) == (after, head.size)

    (name,) = (tmp_path / "export" / "folder").glob("*.head")
    name.write_bytes(name.read_bytes()[:-9])
    verify_ledger.main([str(tmp_path / "export"), "--key", public])
    assert told[0] in capsys.readouterr().out  # also where something else is wrong


def test_what_is_changed_after_the_last_head_is_not_found_and_not_passed(
    either, monkeypatch
):
    """It is told as not protected; what lies there when the next is signed is bound."""
    settings_of(either, monkeypatch)
    ledger = either.installation.ledger
    head = ledger.sign(NOW)
    either.tale.ask()
    log = log_of(either)
    first, after = head.size, log.size - head.size
    assert after > 1
    changed = log.state(first).replace(b"2026", b"2025")
    assert changed != log.state(first)
    for deed, left in (
        (lambda: log.set_state(first, changed), after),
        (lambda: log.do(TAKEN_AWAY, log.positions[-1]), after - 1),
    ):
        deed()
        said, found = ask(), json.loads(ask("--json").stdout)
        assert (said.exit_code, found["first_bad"]) == (0, None)
        assert f"{left} events are not yet protected" in said.stdout
        assert f"Nothing was changed: {head.size} events" in said.stdout
        assert (found["covered"], found["first_unprotected"]) == (head.size, first)

    ledger.sign(NOW + timedelta(days=1))
    assert ask().exit_code == 0
    log.set_state(first, log.state(first))  # as it had been recorded, even
    found = json.loads(ask("--json").stdout)
    assert (found["sound"], found["first_bad"]["event"]) == (False, first)


def test_the_first_bad_event_is_named_and_its_case(at, monkeypatch):
    settings_of(at, monkeypatch)
    at.installation.ledger.sign(NOW)
    rank, id_ = position_of(at, "threshold-decided")
    where = f"WHERE rowid = {id_}"
    tamper(
        at.installation.settings.data,
        f"UPDATE stored_events SET state = replace(state, 'true', 'false') {where}",
    )
    tamper(
        at.installation.settings.data,
        f"UPDATE stored_events SET state = CAST(state AS BLOB) {where}",
    )
    reference = json.loads(first_state(at))["reference"]
    said = ask()
    assert said.exit_code == 1
    assert f"not what it was is {rank}, of the case {reference}" in said.stdout
    told = json.loads(ask("--json").stdout)
    assert told["sound"] is False
    assert told["first_bad"] == {
        "event": rank,
        "before": told["events"],
        "exact": True,
        "case_id": str(at.tale.case_id),
        "reference": reference,
    }


def test_without_the_folder_it_is_said_that_more_is_not_known(at, monkeypatch):
    settings_of(at, monkeypatch)
    at.installation.ledger.sign(NOW)
    for path in at.installation.ledger.kept.folder.path.iterdir():
        path.unlink()
    rank, id_ = position_of(at, "threshold-decided")
    tamper(
        at.installation.settings.data,
        f"UPDATE stored_events SET topic = 'another' WHERE rowid = {id_}",
    )
    said = ask()
    assert said.exit_code == 1
    assert "is among those from 0 to" in said.stdout
    told = json.loads(ask("--json").stdout)["first_bad"]
    assert (told["exact"], told["event"] <= rank < told["before"]) == (False, True)


def test_a_case_whose_first_event_is_gone_is_named_by_its_id(at, monkeypatch):
    settings_of(at, monkeypatch)
    at.installation.ledger.sign(NOW)
    _, id_ = position_of(at, "trigger.application-received")
    tamper(
        at.installation.settings.data, f"DELETE FROM stored_events WHERE rowid = {id_}"
    )
    said = ask()
    assert f"of the case with id {at.tale.case_id}" in said.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--key", "none"],
        ["--trusted", "none"],
        ["--trusted", "a+b+c"],
        ["--head", "none"],
        ["--never"],
        ["more"],
    ],
)
def test_wrong_usage_ends_with_2(at, monkeypatch, arguments):
    settings_of(at, monkeypatch)
    assert ask(*arguments).exit_code == 2


def test_a_key_that_was_used_before_counts_where_it_is_named(at, monkeypatch):
    settings_of(at, monkeypatch)
    ledger = at.installation.ledger
    ledger.sign(NOW)
    old = ledger.kept.key.read_text()
    ledger.kept.key.write_text(Signer.make(ledger.origin).written())
    assert ask().exit_code == 1
    assert ask("--key", str(Signer.read(old).verifier)).exit_code == 0


# --- where somebody put another key in the place of ours


@pytest.fixture
def early(at, monkeypatch):
    """Three heads, and the public key as somebody was given it before."""
    settings_of(at, monkeypatch)
    ledger = at.installation.ledger
    for days, step in enumerate((at.tale.ask, at.tale.answer, lambda: None)):
        ledger.sign(NOW + timedelta(days=days))
        step()
    return str(key_of(ledger.kept.key).verifier)


def events_of(at):
    return len(list(at.reviews.recorder.lines(0, limit=10**6)))


def test_another_key_in_the_place_of_ours_is_found_by_who_names_the_right_one(
    at, early, tmp_path
):
    """Every head signed anew, in office and folder: without the key all seems well."""
    tamperings.put_another_key_beside_it(
        tamperings.Log(at.installation.settings.data, Random(1))  # noqa: S311
    )
    assert ask().exit_code == 0
    said = ask("--trusted", early)
    assert said.exit_code == 1
    assert "was put in its place" in said.stdout
    assert said.stdout.count("is not signed by a key that is known") == 3 * 2
    told = f"{events_of(at)} events are not yet protected", "The first is event 0."
    assert all(each in said.stdout for each in told)
    (tmp_path / "early").write_text(f"{early}\n")
    found = json.loads(ask("--trusted", str(tmp_path / "early"), "--json").stdout)
    assert (found["sound"], found["covered"], found["first_unprotected"]) == (
        False,
        0,
        0,
    )


def test_an_event_changed_and_signed_for_by_another_key_is_named(at, early):
    """The folder lies with somebody else: its heads are by the key they trust."""
    log = tamperings.Log(at.installation.settings.data, Random(2))  # noqa: S311
    index = tamperings.sign_again_with_a_key_put_beside_it(log)
    first = json.loads(ask("--trusted", early, "--json").stdout)["first_bad"]
    assert (first["event"], first["exact"]) == (index, True)


def test_a_head_that_was_kept_elsewhere_binds_what_was_before_it(at, early, tmp_path):
    """Log, office, folder and key in one hand: all fits again, but for that head."""
    ledger = at.installation.ledger
    (*_, last) = sorted(ledger.kept.folder.path.glob("*.head"))
    kept = tmp_path / "kept.head"
    kept.write_bytes(last.read_bytes().replace(b"\n", b"\r\n"))
    assert ask("--trusted", early, "--head", str(kept)).exit_code == 0
    forge_everything(at)
    assert ask("--trusted", early).exit_code == 0  # the key itself did it
    said = ask("--trusted", early, "--head", str(kept))
    assert (said.exit_code, "is among those from 0 to" in said.stdout) == (1, True)


def test_keys_that_are_trusted_may_be_several(at, early):
    ledger = at.installation.ledger
    ledger.kept.key.write_text(Signer.make(ledger.origin).written())
    now = str(key_of(ledger.kept.key).verifier)
    said = ask("--trusted", early)
    assert (said.exit_code, "a key was left out" in said.stdout) == (1, True)
    assert ask("--trusted", early, "--trusted", now).exit_code == 0


def position_of(at, topic):
    lines = at.reviews.recorder.lines(0, limit=10**6)
    return next(
        (rank, line.position)
        for rank, line in enumerate(lines)
        if topic in line.stored.topic
    )


def first_state(at):
    lines = at.reviews.recorder.lines(0, limit=10**6)
    return next(
        line.stored.state
        for line in lines
        if line.stored.topic == "trigger.application-received"
    )
