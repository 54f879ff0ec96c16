"""The page of the ledger says to auditors what is known, and never more than that."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from asbreview.audit import verify_ledger
from asbreview.audit.exporting import export
from asbreview.audit.kept_heads import Checked, ledger_heads, note_check
from asbreview.audit.notes import Note, key_of
from asbreview.keeping_ledger import check_if_due, sign_if_due
from desk import desk, words
from journey import APPLIED_ON
from tampering import tamper

PAGE = "/audit/ledger"


@pytest.fixture
def at(tmp_path):
    with desk(tmp_path / "data") as at:
        at.tale.apply().decide()
        yield at.on(APPLIED_ON + timedelta(days=10)).as_auditor()


def kept(at):
    now = at.clock()
    sign_if_due(at.installation, now)
    check_if_due(at.installation, now)


def said(at):
    page = at.browser.get(PAGE)
    assert page.status_code == 200
    return words(page)


def test_what_was_checked_and_found_whole_is_said(at):
    kept(at)
    told = said(at)
    assert "Nothing was changed" in told
    assert str(key_of(at.installation.ledger.kept.key).verifier) in told
    assert "Warning" not in told


def test_what_was_never_checked_does_not_pass_for_whole(at):
    assert "Nothing was checked yet" in said(at)
    sign_if_due(at.installation, at.clock())
    assert "Nothing was checked yet" in said(at)
    assert "Nothing was changed" not in said(at)


def test_a_check_of_long_ago_does_not_pass_for_whole(at):
    long_ago = at.clock() - timedelta(days=2, minutes=1)
    note_check(at.installation.office, Checked(long_ago, 20, 20, True, ()))  # noqa: FBT003
    assert "Nothing was checked since" in said(at)


def test_what_was_found_is_told(at):
    sign_if_due(at.installation, at.clock())
    folder = at.installation.settings.data
    tamper(folder, "UPDATE stored_events SET topic = 'another' WHERE rowid = 5")
    check_if_due(at.installation, at.clock())
    told = said(at)
    assert "did not find it in order" in told
    assert "The first event that is not what it was is 4" in told
    assert "Not in order" in told


def test_a_head_that_somebody_changed_is_shown_as_none(at):
    kept(at)
    with at.installation.office.writing() as db:
        db.execute(update(ledger_heads).values(note="nothing"))
    assert "this is no head: somebody changed it" in said(at)
    assert at.browser.get(f"{PAGE}/heads/1").content == b"nothing"


def test_a_head_and_the_program_are_saved_and_check_what_is_given(at, tmp_path):
    kept(at)
    head = at.browser.get(f"{PAGE}/heads/1")
    assert 'filename="2026' in head.headers["content-disposition"]
    assert ".head" in head.headers["content-disposition"]
    saved = tmp_path / "saved.head"
    saved.write_bytes(head.content)
    assert Note.read(head.content).signed_by(
        [key_of(at.installation.ledger.kept.key).verifier]
    )
    program = at.browser.get(f"{PAGE}/verify_ledger.py")
    assert program.content.startswith(b"#!/usr/bin/env python3")
    export(at.installation.ledger, tmp_path / "export")
    (key,) = at.installation.ledger.public_keys()
    told = verify_ledger.verify(
        tmp_path / "export", verify_ledger.read_key(key), own_heads=[saved]
    )
    assert (told["findings"], told["heads"]) == ([], 1)
    assert at.browser.get(f"{PAGE}/heads/99").status_code == 404


def test_without_the_key_here_the_folders_is_told_or_none(at):
    kept(at)
    key = str(key_of(at.installation.ledger.kept.key).verifier)
    at.installation.ledger.kept.key.unlink()
    assert key in said(at)
    for path in at.installation.ledger.kept.folder.path.glob("keys-*"):
        path.unlink()
    assert "not known to this server" in said(at)
