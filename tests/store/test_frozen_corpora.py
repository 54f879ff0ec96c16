"""Whatever any release has stored is opened by this one, and tells what it told.

Each corpus is a whole installation as a release left it: log, keys, office, files and
ledger.  What stands beside it was written by hand, of the tale that it tells.
"""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from litestar.testing import TestClient
from sqlalchemy import create_engine, text

from asbreview.audit import verify_ledger
from asbreview.audit.checking import check
from asbreview.audit.exporting import export
from asbreview.copying import copied
from asbreview.copying.in_folder import Folder
from asbreview.copying.on_server import Server
from asbreview.domain.evidence.facts import FileReceived
from asbreview.domain.sealed import ERASED
from asbreview.installation import opened
from asbreview.refusal import CannotStart
from asbreview.safekeeping.putting_back import put_back
from asbreview.safekeeping.saving import save
from asbreview.standing import make_ready
from asbreview.store.recording import FORMAT
from desk import ADDRESS, pages_of, words
from desk import _settings as settings_of
from erasure.searching import words_within
from journey import PROCEDURE, HandClock, Journey
from postgres_server import shared_server
from projections.letters import letters_of
from projections.reporting import statutory
from safekeeping.test_backup import empty_place
from visiting import sign_in

FROZEN = Path(__file__).resolve().parent.parent / "frozen"
# Never to be changed: a corpus that is written again proves nothing.
AS_WRITTEN = {
    "form-2": "d4ecd7ffffd93d93d077d610b3ac97fdbdf3082579ee098cf48810fc5f4980ea",
    "form-3": "355add7f4f7449de988817ea91296f969cc22fe4d8324e4a6041661c6099dc99",
    "form-4": "edf890971f88ca6cd054067773360e9b0f2848634111f3e507f7809ff3008694",
}
EVERY = pytest.mark.parametrize("name", AS_WRITTEN)


def facts_of(name):
    return json.loads((FROZEN / f"{name}.json").read_text("utf-8"))


def unpacked(name, into):
    """Return the settings of a copy of a corpus."""
    with ZipFile(FROZEN / f"{name}.zip") as packed:
        packed.extractall(into / "data")
    for key in ("kek", "ledger-key"):
        (into / "data" / key).chmod(0o600)
    return settings_of(into / "data")


@contextmanager
def started(settings, facts):
    """Open it as a server does, on the day of its facts; the views are made."""
    clock = HandClock(date.fromisoformat(facts["looked_at"]))
    with opened(settings, clock=clock) as it:
        make_ready(it)
        it.projector.catch_up()
        yield it


def test_each_is_as_it_was_written_and_none_is_left_out():
    there = {path.stem for path in FROZEN.glob("*.zip")}
    assert there == {path.stem for path in FROZEN.glob("*.json")} == AS_WRITTEN.keys()
    for name, written in AS_WRITTEN.items():
        corpus = (FROZEN / f"{name}.zip").read_bytes()
        facts = (FROZEN / f"{name}.json").read_bytes()
        assert sha256(corpus + facts).hexdigest() == written, name


@EVERY
def test_it_is_brought_up_to_date_and_its_ledger_fits(name, tmp_path):
    facts = facts_of(name)
    with started(unpacked(name, tmp_path), facts) as it:
        assert it.reviews.recorder.histories([], up_to=1) == {}
        found = check(it.ledger)
        assert (found.findings, found.heads) == ([], facts["heads"])
        export(it.ledger, tmp_path / "export")
        (key,) = it.ledger.public_keys()
    with ZipFile(FROZEN / f"{name}.zip") as packed:
        written = next(n for n in packed.namelist() if n.startswith("ledger/keys-"))
        assert packed.read(written).decode().strip() == key
    theirs = verify_ledger.verify(tmp_path / "export", verify_ledger.read_key(key))
    assert theirs["findings"] == []
    log = create_engine(f"sqlite:///{tmp_path / 'data' / 'events.sqlite'}")
    with log.connect() as db:
        asked = text("SELECT value FROM store WHERE name = 'format'")
        assert db.scalar(asked) == str(FORMAT)
    log.dispose()


@EVERY
def test_every_event_is_read_and_every_case_folded(name, tmp_path):
    facts = facts_of(name)
    with started(unpacked(name, tmp_path), facts) as it:
        lines = it.reviews.recorder.lines(0, limit=10**6)
        assert len(lines) > 100
        for line in lines:
            it.reviews.mapper.to_domain_event(line.stored)
        for id_, told in zip(facts["ids"], facts["cases"], strict=True):
            case = it.reviews.case(UUID(id_))
            assert len(case.evidence.complaints) == told["complaints"]
            assert len(case.outcome.recommendations) == told["recommendations"]
            assert len(case.outcome.actions) == told["actions"]


@EVERY
def test_its_figures_are_those_of_its_tale(name, tmp_path):
    facts = facts_of(name)
    year = {"from_": date(2026, 1, 1), "to": date(2026, 12, 31)}
    with (
        started(unpacked(name, tmp_path), facts) as it,
        it.views.connect() as db,
    ):
        figures = statutory(db, area_id=PROCEDURE, **year)
        assert {n: len(getattr(figures, n)) for n in facts["figures"]} == facts[
            "figures"
        ]


@EVERY
def test_its_pages_tell_what_happened(name, tmp_path):
    facts = facts_of(name)
    with (
        started(unpacked(name, tmp_path), facts) as it,
        TestClient(pages_of(it), base_url=ADDRESS) as browser,
    ):
        sign_in(browser)
        for id_, told in zip(facts["ids"], facts["cases"], strict=True):
            address = f"/cases/{it.reviews.case(UUID(id_)).trigger.reference}"
            assert browser.get(address).status_code == 200
            for page, says in told["pages"].items():
                shown = words(browser.get(address + page))
                assert [each for each in says if each not in shown] == [], page


@EVERY
def test_what_is_sealed_opens_and_who_was_forgotten_does_not(name, tmp_path):
    facts = facts_of(name)
    with started(unpacked(name, tmp_path), facts) as it:
        _, second, third = (it.reviews.case(UUID(id_)) for id_ in facts["ids"])
        (file,) = second.evidence.files.values()
        assert isinstance(file, FileReceived)
        kept = b"".join(it.vault.read(file.file_id))
        assert kept == facts["cases"][1]["file"].encode()
        assert facts["cases"][1]["letter"] in letters_kept(it, second)
        applicant, victim = (
            it.keyring.reveal(third.contact.people[person].name)
            for person in (third.contact.applicant_id, third.contact.victim_id)
        )
        assert (applicant, victim) == (ERASED, facts["cases"][2]["remembered"])


def letters_kept(it, case):
    """Return, of the copies kept of a case's letters, what is looked for in them."""
    with it.views.connect() as db:
        letters = letters_of(db, case.case_id)
    address, found = f"/cases/{case.trigger.reference}/letters", set()
    with TestClient(pages_of(it), base_url=ADDRESS) as browser:
        sign_in(browser)
        for letter in letters:
            if letter.posted_on:
                pdf = browser.get(f"{address}/{letter.letter_id}/letter.pdf").content
                assert sha256(pdf).hexdigest() == letter.sha256
                found |= words_within(pdf, ("Marigold MARKERNAME",))
    return found


@EVERY
def test_it_goes_on_from_there(name, tmp_path):
    facts = facts_of(name)
    with started(unpacked(name, tmp_path), facts) as it:
        end = it.reviews.end_of_log()
        signed = Journey(it.reviews, 9).signed(date(2026, 5, 20))
        it.reviews.assign(UUID(facts["ids"][1]), uuid4(), signed=signed)
        assert it.reviews.end_of_log() > end
        assert it.ledger.sign(it.clock() + timedelta(days=1))
        assert check(it.ledger).findings == []
        save(it, tmp_path / "backup")
        place = empty_place(it.settings, tmp_path / "new")
    put_back(place, tmp_path / "backup")
    with opened(place) as again:
        assert check(again.ledger).findings == []


@pytest.mark.postgres
@pytest.mark.thorough
@EVERY
def test_it_goes_up_to_a_server(name, tmp_path):
    settings = unpacked(name, tmp_path)
    server = shared_server()
    log, keys = (server.address(server.new_database()) for _ in range(2))
    data = tmp_path / "up"
    up = replace(settings, data=data, database=log, keys_database=keys)
    if name == "form-2":
        with pytest.raises(CannotStart, match="asbreview migrate"):
            copied(Folder(settings), Server(up), progress=lambda *_: None)
    facts = facts_of(name)
    with started(settings, facts):
        pass
    copied(Folder(settings), Server(up), progress=lambda *_: None)
    with started(up, facts) as it:
        assert check(it.ledger).findings == []
        for id_ in facts["ids"]:
            assert it.reviews.case(UUID(id_)).evidence.complaints
