"""`asbreview verify` says what it found, in words and as JSON, and ends accordingly."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.audit.notes import Signer
from tampering import tamper

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def told(monkeypatch):
    monkeypatch.delenv("ASBREVIEW_SECRET", raising=False)


def settings_of(at, monkeypatch):
    told = at.installation.settings
    monkeypatch.setenv("ASBREVIEW_DATA", str(told.data))
    monkeypatch.setenv("ASBREVIEW_KEYS", str(told.keys))
    monkeypatch.setenv("ASBREVIEW_DATABASE_URL", told.database)
    monkeypatch.setenv("ASBREVIEW_KEYS_DATABASE_URL", told.keys_database)


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
    at.installation.ledger.sign(NOW)
    at.tale.ask()
    said = ask()
    assert (said.exit_code, "later events are not under a head" in said.stdout) == (
        0,
        True,
    )


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


@pytest.mark.parametrize("arguments", [["--key", "none"], ["--never"], ["more"]])
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
