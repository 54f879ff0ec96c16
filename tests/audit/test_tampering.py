"""Whatever is changed behind the program's back is found, by two who share nothing."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

import tamperings
from asbreview.audit import verify_ledger
from asbreview.audit.checking import check
from asbreview.audit.exporting import export
from asbreview.audit.notes import Verifier, key_of
from asbreview.installation import opened
from desk import _settings as settings_of
from desk import desk
from journey import Journey
from postgres_server import shared_server
from tamperings_on_server import LogOnServer, keep_a_copy

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)
HEADS = 4
EACH = 3  # of every way, in the suite
SEED = int(os.environ.get("TAMPERING_SEED", "2026"))


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """A log of two cases under four heads; its last event is under the last."""
    folder = tmp_path_factory.mktemp("signed") / "data"
    with desk(folder) as at:
        go(at, after=partial(tamperings.keep_a_copy, folder))
        public = str(key_of(at.installation.ledger.kept.key).verifier)
    return folder, public


def go(at, *, after=lambda _: None):
    """Tell two cases, with a head after each step; *after* all but the last."""
    for number, step in enumerate(
        (at.tale.apply, at.tale.decide, at.tale.ask, Journey(at.reviews, 2).apply)
    ):
        step()
        at.installation.ledger.sign(NOW + timedelta(days=number))
        if number < HEADS - 1:
            after(str(number))


def tampered(signed, into: Path, way, random: Random):
    """Tamper with a copy; return the index of the first bad event and the verdicts.

    Ours by the key that lies there, ours by the key that was given away early, and
    that of the other program.
    """
    folder, public = signed
    copy = tamperings.copy_of(folder, into / "data")
    index = way(tamperings.Log(copy, random))
    with opened(settings_of(copy)) as it:
        ours = check(it.ledger)
        by_key = check(it.ledger, trusted=(Verifier.read(public),))
        tamperings.shutil.rmtree(into / "export", ignore_errors=True)
        export(it.ledger, into / "export")
    theirs = verify_ledger.verify(into / "export", verify_ledger.read_key(public))
    return index, ours, by_key, theirs


def must_be_found(index, ours, by_key, theirs, which):
    """Each names it; by a key put in the place of ours only who has the right one."""
    finds_it = [by_key] if which.startswith(tamperings.BY_A_KEY) else [ours, by_key]
    for findings, bad in (
        *((by.findings, by.first_bad and by.first_bad._asdict()) for by in finds_it),
        (theirs["findings"], theirs["first_bad"]),
    ):
        assert findings, which
        assert bad, (which, findings)
        exact = bad.get("is_exact", bad.get("exact"))
        assert (bad["event"], exact) == (index, True), (which, index, bad, findings)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    monkeypatch.setattr("asbreview.audit.checking.LOOKS", 0)


def test_a_log_that_nobody_touched_is_found_whole_by_both(signed, tmp_path):
    untouched = tampered(signed, tmp_path, lambda _: None, Random(SEED))  # noqa: S311
    _, ours, by_key, theirs = untouched
    assert (ours.findings, by_key.findings, theirs["findings"]) == ([], [], [])
    assert (ours.events, ours.covered, ours.heads) == (
        theirs["events"],
        theirs["covered"],
        theirs["heads"],
    )
    assert ours.heads == HEADS


@pytest.mark.parametrize("way", tamperings.EVERY_WAY, ids=lambda way: way.__name__)
@pytest.mark.parametrize("turn", range(EACH))
def test_it_is_found_and_the_first_bad_event_is_named(signed, tmp_path, way, turn):
    which = f"{way.__name__}/{SEED}/{turn}"
    must_be_found(*tampered(signed, tmp_path, way, Random(which)), which)  # noqa: S311


@pytest.mark.parametrize("way", tamperings.OUTSIDE, ids=lambda way: way.__name__)
@pytest.mark.parametrize("turn", range(EACH))
def test_a_change_to_the_folder_outside_is_found(signed, tmp_path, way, turn):
    """The log is what it was: no event is named, and both say that something is not."""
    which = f"{way.__name__}/{SEED}/{turn}"
    _, ours, by_key, theirs = tampered(signed, tmp_path, way, Random(which))  # noqa: S311
    assert ours.findings, which
    assert by_key.findings, which
    assert theirs["findings"], which
    assert (ours.first_bad, theirs["first_bad"]) == (None, None), which


def test_another_key_with_every_head_signed_by_it_is_found_by_who_has_the_right_one(
    signed, tmp_path
):
    """By the key that lies there all is well: so the right one is given away early."""
    way = tamperings.put_another_key_beside_it
    _, ours, by_key, theirs = tampered(signed, tmp_path, way, Random(SEED))  # noqa: S311
    assert ours.findings == []
    assert len([f for f in by_key.findings if "not signed" in f]) == HEADS * 2
    assert (by_key.covered, by_key.unprotected) == (0, by_key.events)
    assert (theirs["covered"], theirs["first_unprotected"]) == (0, 0)
    assert len([f for f in theirs["findings"] if "not signed" in f]) >= HEADS


# --- on PostgreSQL


@pytest.fixture(scope="module")
def signed_on_server(tmp_path_factory):
    """The same log in a database, and the settings by which it was made."""
    folder = tmp_path_factory.mktemp("signed") / "data"
    with desk(folder, on_server=True) as at:
        go(at, after=partial(keep_a_copy, at.installation.settings))
        return at.installation.settings, str(
            key_of(at.installation.ledger.kept.key).verifier
        )


@pytest.mark.postgres
@pytest.mark.thorough
@pytest.mark.parametrize(
    "way",
    [*tamperings.EVERY_WAY, *tamperings.OUTSIDE],
    ids=lambda way: way.__name__,
)
def test_it_is_found_on_a_server_too(signed_on_server, tmp_path, way):
    """In each way that is tried in files: a schema is put back where they are files."""
    settings, public = signed_on_server
    server, which = shared_server(), f"{way.__name__}/{SEED}/server"
    folder = tamperings.copy_of(settings.data, tmp_path / "data")
    copy = server.new_database(settings.database.rpartition("/")[2])
    there = replace(settings, data=folder, database=server.address(copy))
    index = way(LogOnServer(there, Random(which)))  # noqa: S311
    with opened(there) as it:
        ours = check(it.ledger)
        by_key = check(it.ledger, trusted=(Verifier.read(public),))
        export(it.ledger, tmp_path / "export")
    key = verify_ledger.read_key(public)
    theirs = verify_ledger.verify(tmp_path / "export", key)
    if index is None:
        assert ours.findings, which
        assert theirs["findings"], which
    else:
        must_be_found(index, ours, by_key, theirs, which)


@pytest.mark.soak
def test_ten_thousand_tamperings_are_found(signed, tmp_path):
    every = len(tamperings.EVERY_WAY)
    for turn in range(10_000):
        way = tamperings.EVERY_WAY[turn % every]
        which = f"{way.__name__}/{SEED}/soak/{turn}"
        must_be_found(*tampered(signed, tmp_path, way, Random(which)), which)  # noqa: S311
        if not turn % 500:
            print(f"{turn:,} tamperings found")
