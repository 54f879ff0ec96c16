"""Heads are signed when they are due, each from the last, and kept in two places."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from sqlalchemy import update

from asbreview.audit.checking import check
from asbreview.audit.heads import Head
from asbreview.audit.kept_heads import (
    Checked,
    all_heads,
    last_checks,
    ledger_heads,
    note_check,
)
from asbreview.audit.leaves import leaves_of
from asbreview.audit.ledger import CannotSign
from asbreview.audit.ledger_folder import DESTROYED, LedgerFolder
from asbreview.audit.notes import NotANote, Note, Signer, key_of
from asbreview.audit.tree import consistency_proof, is_consistent
from asbreview.keeping_ledger import _kept as kept_once
from asbreview.keeping_ledger import check_if_due, sign_if_due
from journey import Journey
from tampering import tamper

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def heads_of(at):
    with at.installation.office.reading() as db:
        return [Head.read(kept.note) for kept in all_heads(db)]


def in_folder(at):
    return [
        Head.read(Note.read(c)) for _, c in at.installation.ledger.kept.folder.notes()
    ]


def sound(at):
    found = check(at.installation.ledger)
    assert found.findings == []
    assert found.first_bad is None
    return found


# --- when


def test_a_first_head_is_due_at_once_and_another_after_a_day(at):
    ledger = at.installation.ledger
    assert ledger.is_due(NOW)
    ledger.sign(NOW)
    assert not ledger.is_due(NOW + timedelta(hours=23))
    assert ledger.is_due(NOW + DAY)


def test_a_head_is_due_when_a_case_was_closed(either):
    either.installation.ledger.sign(NOW)
    Journey(either.reviews, 2).go()
    assert either.installation.ledger.is_due(NOW + timedelta(minutes=1))
    sign_if_due(either.installation, NOW + timedelta(minutes=1))
    assert not either.installation.ledger.is_due(NOW + timedelta(minutes=2))
    assert len(heads_of(either)) == 2


# --- what


def test_a_head_is_kept_in_the_office_and_outside_and_everything_fits(either):
    head = either.installation.ledger.sign(NOW)
    events = either.reviews.recorder.number_up_to(2**62)
    assert (head.size, head.at) == (events, NOW)
    assert heads_of(either) == in_folder(either) == [head]
    found = sound(either)
    assert (found.events, found.covered, found.heads) == (events, events, 1)


def test_what_is_recorded_later_is_not_vouched_for_until_the_next_head(either):
    first = either.installation.ledger.sign(NOW)
    more(either)
    found = sound(either)
    assert found.covered == first.size < found.events
    second = either.installation.ledger.sign(NOW + DAY)
    assert sound(either).covered == second.size == found.events


def test_each_head_leads_to_the_next(at):
    signed = [at.installation.ledger.sign(NOW)]
    for day in range(1, 4):
        more(at)
        signed.append(at.installation.ledger.sign(NOW + day * DAY))
    kept = at.installation.ledger.kept.folder.leaves()
    leaves = [kept[index] for index in range(len(kept))]
    for old, new in pairwise(signed):
        proof = consistency_proof(leaves[: new.size], old.size)
        assert is_consistent(old.size, old.hash, new.size, new.hash, proof)


def test_the_folder_says_whose_case_each_event_was_of(at):
    at.installation.ledger.sign(NOW)
    leaves = at.installation.ledger.kept.folder.leaves()
    cases = {leaves.case_of(index) for index in range(len(leaves))}
    assert cases == {None, at.tale.case_id}


def test_a_day_on_which_nothing_was_recorded_has_its_head_too(at):
    one = at.installation.ledger.sign(NOW)
    other = at.installation.ledger.sign(NOW + DAY)
    assert (one.size, one.hash) == (other.size, other.hash)
    assert sound(at).heads == 2


def test_what_was_erased_is_still_vouched_for(either):
    either.installation.ledger.sign(NOW)
    for owner, _ in list(either.installation.keyring.table.all_keys()):
        either.installation.keyring.destroy(owner)
    found = sound(either)
    assert found.covered == found.events


def test_nothing_in_the_folder_tells_of_a_person(at):
    at.installation.ledger.sign(NOW)
    folder = at.installation.ledger.kept.folder.path
    all_of_it = b"".join(p.name.encode() + p.read_bytes() for p in folder.iterdir())
    for word in (b"MARKER", b"Marigold", b"Larkspur", b"EC-26", b"sealed"):
        assert word not in all_of_it


def test_a_clock_that_was_set_back_makes_no_head_older_than_the_last(at):
    at.installation.ledger.sign(NOW)
    more(at)
    head = at.installation.ledger.sign(NOW - DAY)
    assert head.at == NOW
    assert sound(at).covered == head.size


# --- by which key


def test_a_key_is_made_with_the_first_head_and_never_another(at):
    ledger = at.installation.ledger
    ledger.sign(NOW)
    assert ledger.kept.key.stat().st_mode & 0o077 == 0
    ledger.kept.key.unlink()
    with pytest.raises(CannotSign, match="is missing"):
        ledger.sign(NOW + DAY)
    assert not ledger.kept.key.exists()
    assert "is missing" in check(ledger).findings[0]


def test_the_key_of_another_log_signs_nothing(at):
    ledger = at.installation.ledger
    ledger.kept.key.touch(mode=0o600)
    ledger.kept.key.write_text(Signer.make("asbreview.ledger/other").written())
    with pytest.raises(CannotSign, match="another log"):
        ledger.sign(NOW)


def test_a_key_that_others_can_read_signs_nothing(at):
    ledger = at.installation.ledger
    ledger.sign(NOW)
    ledger.kept.key.chmod(0o644)
    with pytest.raises(CannotSign, match="chmod"):
        ledger.sign(NOW + DAY)


# --- what does not fit is not signed


def change_heads(at, **values):
    with at.installation.office.writing() as db:
        db.execute(update(ledger_heads).values(values))


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"note": "no note"}, "cannot be read"),
        ({"peaks": ""}, "cannot be read"),
        ({"peaks": "not hexadecimal"}, "cannot be read"),
    ],
)
def test_a_head_that_was_changed_in_the_office_has_none_after_it(at, values, says):
    at.installation.ledger.sign(NOW)
    change_heads(at, **values)
    with pytest.raises(CannotSign, match=says):
        at.installation.ledger.sign(NOW + DAY)


def test_peaks_of_another_tree_have_no_head_after_them(at):
    at.installation.ledger.sign(NOW)
    with at.installation.office.reading() as db:
        (kept,) = all_heads(db)
    change_heads(at, peaks="00" * (len(kept.peaks) // 2))
    with pytest.raises(CannotSign, match="does not fit"):
        at.installation.ledger.sign(NOW + DAY)


def test_a_head_by_another_key_has_none_after_it(at):
    head = at.installation.ledger.sign(NOW)
    other = Signer.make(head.origin)
    forged = bytes(Note(head.text, (other.sign(head.text),))).decode()
    change_heads(at, note=forged)
    with pytest.raises(CannotSign, match="not signed by our key"):
        at.installation.ledger.sign(NOW + DAY)


def test_a_log_that_lacks_an_event_gets_no_head(at):
    at.installation.ledger.sign(NOW)
    folder = at.installation.settings.data
    tamper(folder, "DELETE FROM stored_events WHERE rowid = 5")
    with pytest.raises(CannotSign, match="asbreview verify"):
        at.installation.ledger.sign(NOW + DAY)


def test_an_event_that_was_edited_is_not_signed_anew(at):
    """Later heads go on from the last: none is ever signed over the change."""
    at.installation.ledger.sign(NOW)
    folder = at.installation.settings.data
    tamper(folder, "UPDATE stored_events SET topic = 'another' WHERE rowid = 5")
    at.installation.ledger.sign(NOW + DAY)
    found = check(at.installation.ledger)
    assert (found.first_bad.event, found.first_bad.is_exact) == (4, True)
    assert found.covered == 0


# --- the folder


def test_a_folder_that_cannot_be_reached_is_filled_when_it_can(at):
    ledger = at.installation.ledger
    ledger.sign(NOW)
    folder, away = ledger.kept.folder.path, ledger.kept.folder.path.with_name("away")
    folder.rename(away)
    folder.write_text("something in its place")
    more(at)
    with pytest.raises(OSError, match=r"[Ee]xists"):
        ledger.sign(NOW + DAY)
    more(at)
    folder.unlink()
    away.rename(folder)
    assert "The folder lacks" in check(ledger).findings[0]
    ledger.sign(NOW + 2 * DAY)
    assert in_folder(at) == heads_of(at)
    assert sound(at).heads == 3


def test_a_folder_that_is_set_later_gets_all_that_was_signed(at, tmp_path):
    for day in range(3):
        more(at)
        at.installation.ledger.sign(NOW + day * DAY)
    ledger = at.installation.ledger
    moved = ledger.kept.__class__(ledger.kept.key, LedgerFolder(tmp_path / "other"))
    ledger = ledger.__class__(ledger.recorder, ledger.office, moved)
    ledger.sign(NOW + 3 * DAY)
    found = check(ledger)
    assert (found.findings, found.heads) == ([], 4)


def test_what_was_put_into_the_folder_is_never_written_over(at):
    ledger = at.installation.ledger
    head = ledger.sign(NOW)
    with at.installation.office.reading() as db:
        (kept,) = all_heads(db)
    path = next(ledger.kept.folder.path.glob("*.head"))
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Exception, match=path.name):
        ledger.kept.folder.add(head, kept.note, 0, leaves_of(ledger.recorder))
    assert "is no head" in " ".join(check(ledger).findings)


# --- several at once


def test_of_two_that_sign_at_once_one_does(either, monkeypatch):
    ledger, other = either.installation.ledger, either.installation.ledger
    grown = other._grown  # noqa: SLF001  between its look and its save

    def meanwhile(*told):
        monkeypatch.undo()
        assert ledger.sign(NOW)
        return grown(*told)

    monkeypatch.setattr(other, "_grown", meanwhile)
    assert other.sign(NOW) is None
    assert len(heads_of(either)) == 1
    sound(either)


# --- the worker


def test_the_worker_signs_and_checks_and_notes_what_it_found(either):
    assert kept_once(either.installation, "") == ""
    assert len(heads_of(either)) == 1
    with either.installation.office.reading() as db:
        (checked,) = last_checks(db, 9)
    assert checked.is_sound
    assert checked.events == checked.covered == heads_of(either)[0].size
    check_if_due(either.installation, either.clock())
    with either.installation.office.reading() as db:
        assert len(last_checks(db, 9)) == 1  # once a day


def test_the_worker_notes_what_stands_in_the_way_once(at, caplog):
    kept_once(at.installation, "")
    at.installation.ledger.kept.key.unlink()
    more(at)
    at.clock.now += 2 * DAY
    why = kept_once(at.installation, "")
    assert "is missing" in why
    assert kept_once(at.installation, why) == why
    with at.installation.office.reading() as db:
        newest, *_ = last_checks(db, 9)
    assert not newest.is_sound
    assert "is missing" in newest.says[0]


def test_without_the_key_the_log_is_checked_and_destroyed_keys_reach_the_register(at):
    """Neither needs it: a key that is lost must not hide anything else."""
    kept_once(at.installation, "")
    at.installation.ledger.kept.key.unlink()
    person = next(owner for owner, _ in at.installation.keyring.table.all_keys())
    at.installation.keyring.destroy(person)
    tamper(
        at.installation.settings.data,
        "UPDATE stored_events SET topic = 'another' WHERE rowid = 5",
    )
    at.clock.now += 2 * DAY
    assert "is missing" in kept_once(at.installation, "")
    register = at.installation.ledger.kept.folder.path / DESTROYED
    assert str(person) in register.read_text()
    with at.installation.office.reading() as db:
        newest, checked, _ = last_checks(db, 9)
    assert "is missing" in newest.says[0]  # what is known last is not that all is well
    assert checked.events > 0
    assert not checked.is_sound


def test_what_was_only_noted_is_no_check(at):
    """Started again and again, the log is checked daily all the same."""
    at.reviews.recorder  # noqa: B018  the desk is opened
    noted = Checked(at.clock(), 0, 0, is_sound=False, says=("the key is missing",))
    note_check(at.installation.office, noted)
    check_if_due(at.installation, at.clock())
    with at.installation.office.reading() as db:
        newest, _ = last_checks(db, 9)
    assert newest.events > 0


def test_the_worker_tells_of_a_changed_event(at, caplog):
    at.installation.ledger.sign(NOW)
    folder = at.installation.settings.data
    tamper(folder, "UPDATE stored_events SET topic = 'another' WHERE rowid = 5")
    check_if_due(at.installation, NOW)
    assert "does not fit the log" in caplog.text
    with at.installation.office.reading() as db:
        (checked,) = last_checks(db, 9)
    assert not checked.is_sound


# --- heads as they are written


def test_a_head_is_a_checkpoint(at):
    head = at.installation.ledger.sign(NOW)
    log_id = at.reviews.recorder.log_id()
    lines = head.text.splitlines()
    assert lines[0] == f"asbreview.ledger/{log_id}"
    assert lines[1] == str(head.size)
    assert lines[3] == "at 2026-04-01T17:00:00Z"
    signer = key_of(at.installation.ledger.kept.key)
    with at.installation.office.reading() as db:
        (kept,) = all_heads(db)
    assert kept.note.signed_by([signer.verifier]) == [signer.verifier]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n1\n", "\n01\n"),
        ("\n1\n", "\n-1\n"),
        ("\n1\n", "\n1 \n"),
        ("at 2026", "at 20260"),
        ("-04-01", "-13-01"),
        ("=\n", "=\nmore\n"),
        ("AAA=", "AAB="),
    ],
)
def test_what_is_written_otherwise_is_no_head(old, new):
    head = Head("asbreview.ledger/1", 1, bytes(32), NOW)
    assert old in head.text
    with pytest.raises(NotANote):
        Head.read(Note(head.text.replace(old, new), ()))
    assert Head.read(Note(head.text, ())) == head


def more(at):
    """Record something more on the case."""
    signed = at.tale.signed(date(2026, 3, 10))
    at.reviews.assign(at.tale.case_id, uuid4(), signed=signed)
