"""Whatever is changed behind the program's back is found, by two who share nothing."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

import tamperings
from asbreview.audit import verify_ledger
from asbreview.audit.checking import check
from asbreview.audit.exporting import export
from asbreview.audit.notes import key_of
from asbreview.installation import opened
from desk import _settings as settings_of
from desk import desk
from journey import Journey

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)
EACH = 3  # of every way, in the suite
SEED = int(os.environ.get("TAMPERING_SEED", "2026"))


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """A log of two cases under four heads; its last event is under the last."""
    folder = tmp_path_factory.mktemp("signed") / "data"
    with desk(folder) as at:
        for number, go in enumerate(
            (at.tale.apply, at.tale.decide, at.tale.ask, Journey(at.reviews, 2).apply)
        ):
            go()
            at.installation.ledger.sign(NOW + timedelta(days=number))
        public = str(key_of(at.installation.ledger.kept.key).verifier)
    return folder, public


def tampered(signed, into: Path, way, random: Random):
    """Tamper with a copy; return the index of the first bad event and both verdicts."""
    folder, public = signed
    copy = tamperings.copy_of(folder, into / "data")
    index = way(tamperings.Log(copy, random))
    with opened(settings_of(copy)) as it:
        ours = check(it.ledger)
        tamperings.shutil.rmtree(into / "export", ignore_errors=True)
        export(it.ledger, into / "export")
    theirs = verify_ledger.verify(into / "export", verify_ledger.read_key(public))
    return index, ours, theirs


def must_be_found(index, ours, theirs, which):
    for findings, bad in (
        (ours.findings, ours.first_bad and ours.first_bad._asdict()),
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
    _, ours, theirs = tampered(signed, tmp_path, lambda _: None, Random(SEED))  # noqa: S311
    assert (ours.findings, theirs["findings"]) == ([], [])
    assert (ours.events, ours.covered, ours.heads) == (
        theirs["events"],
        theirs["covered"],
        theirs["heads"],
    )
    assert ours.heads == 4


@pytest.mark.parametrize("way", tamperings.EVERY_WAY, ids=lambda way: way.__name__)
@pytest.mark.parametrize("turn", range(EACH))
def test_it_is_found_and_the_first_bad_event_is_named(signed, tmp_path, way, turn):
    which = f"{way.__name__}/{SEED}/{turn}"
    must_be_found(*tampered(signed, tmp_path, way, Random(which)), which)  # noqa: S311


@pytest.mark.soak
def test_ten_thousand_tamperings_are_found(signed, tmp_path):
    every = len(tamperings.EVERY_WAY)
    for turn in range(10_000):
        way = tamperings.EVERY_WAY[turn % every]
        which = f"{way.__name__}/{SEED}/soak/{turn}"
        must_be_found(*tampered(signed, tmp_path, way, Random(which)), which)  # noqa: S311
        if not turn % 500:
            print(f"{turn:,} tamperings found")
