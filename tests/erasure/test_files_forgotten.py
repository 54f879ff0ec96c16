"""Forgetting somebody whom a file tells of: it opens with no key, and is gone."""

import os
import shutil
from datetime import date
from time import time

import pytest

from asbreview.domain.sealed import ERASED
from asbreview.keeping_files import UNUSED, settle_files
from desk import date_in, desk, filled_in, words
from evidence_files import made_files as made

TODAY = date(2026, 3, 13)
MARKERS = (b"markerbytes", b"Markerley", b"markershown", made.CAMERA.encode())
REASONS = {"basis": "the person asked, and it was granted", "confirmation": "ERASE"}


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path / "data") as work:
        work.tale.apply()
        yield work.on(TODAY)


@pytest.fixture
def data(work):
    return work.installation.settings.data


def give(work, content, description="markershown: her door"):
    fields = filled_in(work.get("/documents/new")) | {
        "description": description,
        "giver_id": str(work.case.contact.applicant_id),
        **date_in("received_on", TODAY),
    }
    del fields["file"]
    file = {"file": ("Quenby Markerley.jpg", content)}
    to = f"{work.address}/documents/new"
    answer = work.browser.post(to, data=fields, files=file, follow_redirects=True)
    assert "The file is on record." in answer.text
    return list(work.case.evidence.files)[-1]


def erase(work, fate_of):
    """Forget the applicant; *fate_of* says, by where it stands, what becomes of it."""
    page = f"/people/{work.case.contact.applicant_id}/erase"
    shown = work.get(page)
    form = filled_in(shown)
    for name in [name for name in form if name.endswith("-text_id")]:
        number = name.split("-")[1]
        form[f"texts-{number}-fate"] = fate_of(form[f"texts-{number}-instead"][0])
    return work.send(page, form | REASONS)


def bytes_in(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_page_says_that_the_file_goes_with_its_name(work):
    give(work, made.photo())
    says = words(work.get(f"/people/{work.case.contact.applicant_id}/erase"))
    assert "To remove this or to write it again destroys the file with it" in says
    assert "Quenby Markerley.jpg" in says


def test_the_original_the_copy_and_their_name_are_gone(work, data, tmp_path):
    file_id = give(work, made.photo())
    shutil.copytree(data / "files", tmp_path / "backup")
    assert "The person is forgotten" in words(erase(work, lambda _: "remove"))
    ring, vault = work.installation.keyring, work.installation.vault
    assert ring.table.find(file_id) is ERASED
    assert [path for path in (data / "files").rglob("*") if path.is_file()] == []
    assert [marker for marker in MARKERS if marker in bytes_in(data)] == []
    shutil.copytree(tmp_path / "backup", data / "files", dirs_exist_ok=True)
    assert vault.place.has(file_id, copy=False)
    assert vault.read(file_id) is vault.read(file_id, copy=True) is ERASED
    page = work.get("/documents")
    assert "Destroyed somebody of whom it told was forgotten" in words(page)
    for which in ("original", "copy"):
        assert work.get(f"/documents/{file_id}/{which}").status_code == 404
    assert not [m for m in MARKERS if m in page.content]
    assert settle_files(work.installation).removed == {file_id}
    assert not vault.place.has(file_id, copy=False)


def test_on_a_server_it_is_the_same(tmp_path):
    with desk(tmp_path / "data", on_server=True) as work:
        work.tale.apply()
        work.on(TODAY)
        file_id = give(work, made.photo())
        original = work.get(f"/documents/{file_id}/original")
        assert original.content == made.photo()
        assert settle_files(work.installation) == (frozenset(), frozenset())
        assert "The person is forgotten" in words(erase(work, lambda _: "remove"))
        assert work.installation.vault.read(file_id) is ERASED
        assert not work.installation.vault.place.has(file_id, copy=False)
        assert settle_files(work.installation) == (frozenset(), frozenset())


def test_a_file_that_tells_of_others_too_can_stay(work, data):
    file_id = give(work, made.photo())

    def fate(text):
        return "keep" if text.endswith(".jpg") else "remove"

    assert "The person is forgotten" in words(erase(work, fate))
    original = work.get(f"/documents/{file_id}/original")
    assert original.content == made.photo()
    assert settle_files(work.installation) == (frozenset(), frozenset())


def aged(path, seconds=UNUSED + 60):
    then = time() - seconds
    os.utime(path, (then, then))


def test_what_a_given_up_form_left_is_removed_after_a_day_and_evidence_never(
    work, data
):
    on_record = give(work, made.jpeg())
    vault = work.installation.vault
    left, writing = vault.begin()
    writing.add(made.TEXT)
    writing.finish()
    begun, writing = vault.begin()
    writing.add(made.TEXT)
    writing._file.flush()  # noqa: SLF001  as after a crash
    assert settle_files(work.installation).removed == frozenset()
    for path in (data / "files").rglob("*"):
        if path.is_file():
            aged(path)
    told = settle_files(work.installation)
    assert told == ({left.file_id, begun.file_id}, frozenset())
    assert vault.place.has(on_record, copy=False)
    writing.abandon()


def test_a_crash_before_the_event_leaves_nothing_for_long(work, data):
    sent, writing = work.installation.vault.begin()
    with writing:
        writing.add(made.TEXT)
    work.installation.vault.put_on_ring(sent)  # and then the power went
    (path,) = (data / "files").rglob(sent.file_id.hex)
    assert settle_files(work.installation) == (frozenset(), frozenset())
    aged(path)
    assert settle_files(work.installation).removed == {sent.file_id}
    assert not path.exists()


def test_evidence_stays_though_the_views_do_not_know_it_yet(work, data, monkeypatch):
    on_record = give(work, made.jpeg())
    monkeypatch.setattr("asbreview.keeping_files.files_on_record", lambda _: set())
    for path in (data / "files").rglob("*"):
        aged(path)
    assert settle_files(work.installation).removed == frozenset()
    assert work.installation.vault.place.has(on_record, copy=False)


def test_evidence_that_is_missing_is_said_aloud(work, data, caplog):
    file_id = give(work, made.jpeg())
    (path,) = (data / "files").rglob(file_id.hex)
    path.unlink()
    assert settle_files(work.installation).missing == {file_id}
    assert "on record and missing: 1 of 1" in caplog.text
