"""A file sent by whoever follows an application."""

from dataclasses import replace
from datetime import date

import pytest

from asbreview.access.flooding import TO_SEND_FILE, take
from asbreview.domain.evidence.files import FileKind
from asbreview.evidence_files.folder import FileFolder
from asbreview.signing import APPLICANT
from browser.stages import Stages
from desk import date_in, desk, filled_in, words
from evidence_files import made_files as made
from web.test_status import follow, known, no_waiting

__all__ = ["no_waiting"]
ON = date(2026, 6, 1)
SHOWS = "MARKERSHOWN the gate"
NAME = "MARKERNAME gate.jpg"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        stages = Stages(sam.installation, sam.clock)
        sam.closed = stages.until("close").case_id
        sam.held = stages.until("hold").case_id
        sam.installation.projector.catch_up()
        yield sam


def follower(sam, case_id):
    sam.browser.cookies.clear()
    sam.clock.set(ON)
    page = follow(sam.browser, *known(sam, case_id))
    assert str(page.url).endswith("/status/case")
    return sam.browser


def send(browser, content, fields=None, **typed):
    fields = fields or filled_in(browser.get("/status/file")) | {"description": SHOWS}
    fields = {n: v for n, v in (fields | typed).items() if n != "file" or any(v)}
    return browser.post(
        "/status/file",
        data=fields,
        files={"file": ("", b"") if content is None else (NAME, content)},
    )


def on_disk(sam):
    files = sam.installation.files_folder
    return [path for path in files.rglob("*") if path.is_file()]


def files_of(sam, case_id):
    return list(sam.reviews.case(case_id).evidence.files.values())


def test_it_is_on_record_as_the_applicants_and_not_shown_to_them_again(sam):
    browser = follower(sam, sam.held)
    page = send(browser, made.photo())
    assert "Your file is on record." in page.text
    assert "MARKER" not in page.text
    (file,) = files_of(sam, sam.held)
    contact = sam.reviews.case(sam.held).contact
    assert (file.giver_id, file.recorded_by) == (contact.applicant_id, APPLICANT)
    assert (file.received_on, file.contents.kind) == (ON, FileKind.JPEG)
    sam.on(ON)
    reference = sam.reviews.case(sam.held).trigger.reference
    listed = words(browser.get(f"/cases/{reference}/documents"))
    assert SHOWS in listed
    assert NAME in listed
    assert "from the applicant" in listed
    assert "After the decision" in listed


def test_it_says_when_the_panel_has_met_and_asks_nothing_on_a_case_that_ended(sam):
    browser = follower(sam, sam.held)
    assert "The panel has met already" in browser.get("/status/file").text
    fields = filled_in(browser.get("/status/file"))
    browser = follower(sam, sam.closed)
    page = browser.get("/status/file")
    assert "Your case has ended" in page.text
    assert 'type="file"' not in page.text
    token = filled_in(browser.get("/status/reaching-me"))["csrf_token"]
    answer = send(browser, made.jpeg(), fields | {"csrf_token": token}, description="x")
    assert answer.status_code == 409
    assert files_of(sam, sam.closed) == []


def test_a_mistake_keeps_the_file_and_a_file_that_is_not_taken_says_why(sam):
    browser = follower(sam, sam.held)
    page = send(browser, made.jpeg(), description="")
    assert "Enter what the file shows" in page.text
    assert "The file you chose is kept" in page.text
    page = send(browser, None, filled_in(page), description=SHOWS)
    assert "Your file is on record." in page.text
    page = send(browser, made.HTML)
    assert "print it as a PDF" in page.text
    assert SHOWS in page.text
    assert len(files_of(sam, sam.held)) == 1


def test_one_that_is_too_large_is_told_so_and_is_not_on_record(sam):
    given = sam.browser.app.state.installation
    files = replace(given.files, largest=2_000_000)
    sam.browser.app.state.installation = replace(given, files=files)
    page = send(follower(sam, sam.held), made.MP3 + bytes(2_000_000))
    assert "The file must have at most 2 megabytes" in page.text
    assert SHOWS in page.text
    assert files_of(sam, sam.held) == []


def test_a_code_in_another_hand_leaves_room_for_what_else_comes_in(sam):
    """Of a case that takes 2 MB, 1 MB; the caseworker has the rest."""
    given = sam.browser.app.state.installation
    files = replace(given.files, most_of_a_case=2_000_000)
    sam.browser.app.state.installation = replace(given, files=files)
    browser = follower(sam, sam.held)
    assert "on record" in send(browser, made.MP3 + bytes(600_000)).text
    page = send(browser, made.MP3 + bytes(600_001))
    assert page.status_code == 409
    assert "All that is sent on this page may have 1 megabytes" in page.text
    assert len(files_of(sam, sam.held)) == 1
    sam.on(ON)
    at = f"/cases/{sam.reviews.case(sam.held).trigger.reference}/documents"
    theirs = filled_in(sam.browser.get(f"{at}/new")) | {
        "giver_id": str(sam.reviews.case(sam.held).contact.applicant_id),
        "description": SHOWS,
        **date_in("received_on", ON),
    }
    theirs.pop("file", None)
    file = {"file": ("b.mp3", made.MP3 + bytes(600_002))}
    taken = sam.browser.post(f"{at}/new", data=theirs, files=file)
    assert taken.status_code == 200, words(taken)
    assert len(files_of(sam, sam.held)) == 2


def test_nobody_who_follows_no_case_leaves_a_byte(sam):
    browser = follower(sam, sam.held)
    fields = filled_in(browser.get("/status/file")) | {"description": SHOWS}
    browser.cookies.clear()
    send(browser, made.jpeg(), fields)
    assert on_disk(sam) == []
    browser = follower(sam, sam.held)
    send(browser, made.jpeg(), fields | {"csrf_token": "x"})
    assert on_disk(sam) == []


def test_a_flood_of_files_is_stopped_before_its_first_byte(sam):
    browser = follower(sam, sam.held)
    while take(sam.installation.office, TO_SEND_FILE, "testclient", at=sam.clock()):
        pass
    page = send(browser, made.jpeg())
    assert "Choose the file" in page.text
    assert SHOWS in page.text
    assert on_disk(sam) == []


def test_where_the_disk_is_nearly_full_no_file_is_taken_and_nothing_typed_is_lost(
    sam, monkeypatch
):
    browser = follower(sam, sam.held)
    monkeypatch.setattr(FileFolder, "room", lambda _: 500_000_000)
    page = send(browser, made.jpeg())
    assert "there is no room for it" in page.text
    assert SHOWS in page.text
    assert on_disk(sam) == []


def test_files_that_began_together_do_not_take_the_room_that_the_log_needs(
    sam, monkeypatch
):
    """There was room for each of them when it began, and not for all."""
    browser = follower(sam, sam.held)
    left = iter([10_000_000_000])  # when it begins
    monkeypatch.setattr(FileFolder, "room", lambda _: next(left, 499_999_999))
    page = send(browser, made.photo())
    assert "there is no room for it" in page.text
    assert SHOWS in page.text
    assert on_disk(sam) == []
