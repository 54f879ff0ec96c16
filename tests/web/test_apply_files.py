"""Files that are sent with an application: nobody's but the browser's until then."""

import os
from dataclasses import replace
from datetime import timedelta
from time import time
from uuid import UUID

import pytest

from applying import REST, THREE, WHO, Applicant, filled_in
from asbreview.access.drafts import Drafts
from asbreview.domain.evidence.files import Scan
from asbreview.evidence_files.scanner import Scanned
from asbreview.keeping_files import UNUSED, settle_files
from asbreview.signing import APPLICANT
from desk import desk
from evidence_files import made_files as made
from journey import APPLIED_ON
from visiting import fields_of
from web.test_apply import the_case

FILES = "/apply/files"
NAME, SHOWS = "MARKERNAME door.jpg", "MARKERSHOWN the door"
MARKERS = (b"MARKERNAME", b"MARKERSHOWN", b"markertext")


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path / "data") as sam:
        sam.clock.set(APPLIED_ON)
        yield sam


@pytest.fixture
def juniper(sam):
    """An applicant who has come to the page for files."""
    juniper = Applicant(sam.browser)
    juniper.begin()
    juniper.answer_all(WHO)
    juniper.complain(*THREE)
    juniper.answer_all({s: a for s, a in REST.items() if s != "files"})
    return juniper


def add(juniper, content, name=NAME, fields=None, **typed):
    fields = fields or filled_in(juniper.open("files/new")) | {"description": SHOWS}
    kept = {n: v for n, v in (fields | typed).items() if n != "file" or any(v)}
    file = ("", b"") if content is None else (name, content)
    return juniper.browser.post(f"{FILES}/new", data=kept, files={"file": file})


def send(juniper):
    page = juniper.answer("files", another="false")
    assert "Check your answers" in page.text
    return juniper.browser.post("/apply/send", data=fields_of(page))


def on_disk(sam):
    files = sam.installation.files_folder
    return [path for path in files.rglob("*") if path.is_file()]


def files_of(sam, page):
    return list(the_case(sam, page).evidence.files.values())


def opened(sam, file):
    return b"".join(sam.installation.vault.read(file.file_id))


def test_what_is_added_is_checked_and_on_the_case_when_the_application_is_sent(
    sam, juniper
):
    photo, letter = made.photo(), made.pdf(2)
    page = add(juniper, photo)
    assert NAME in page.text
    assert SHOWS in page.text
    add(juniper, letter, name="letter.pdf", description="A letter")
    check = juniper.answer("files", another="false")
    assert NAME in check.text
    assert "A letter" in check.text
    sent = juniper.browser.post("/apply/send", data=fields_of(check))
    first, second = files_of(sam, sent)
    assert opened(sam, first) == photo
    assert opened(sam, second) == letter
    case = the_case(sam, sent)
    for file in (first, second):
        assert file.giver_id == case.contact.applicant_id
        assert file.recorded_by == APPLICANT
        assert file.received_on == APPLIED_ON


def test_sent_twice_it_is_on_record_once(sam, juniper):
    add(juniper, made.jpeg())
    check = juniper.answer("files", another="false")
    sent = juniper.browser.post("/apply/send", data=fields_of(check))
    end = sam.reviews.end_of_log()
    juniper.browser.post("/apply/send", data=fields_of(check))
    assert sam.reviews.end_of_log() == end
    assert len(files_of(sam, sent)) == 1


def test_a_crash_between_the_application_and_its_files_is_made_good(
    sam, juniper, monkeypatch
):
    add(juniper, made.jpeg())
    check = juniper.answer("files", another="false")
    really = sam.reviews.receive_file

    def dies(*_, **__):
        raise OSError("the power went")

    monkeypatch.setattr(sam.reviews, "receive_file", dies)
    broke = juniper.browser.post("/apply/send", data=fields_of(check))
    assert broke.status_code == 500
    monkeypatch.setattr(sam.reviews, "receive_file", really)
    sent = juniper.browser.post("/apply/send", data=fields_of(check))
    assert len(files_of(sam, sent)) == 1


def test_until_it_is_sent_nobody_can_read_it(sam, juniper, tmp_path):
    add(juniper, b"markertext of the night\n" * 50_000, name="MARKERNAME.txt")
    (original, copy) = sorted(on_disk(sam))
    assert sam.installation.keyring.table.find(file_id_of(original)) is None
    assert copy.name == f"{original.name}-copy"
    for path in (tmp_path / "data").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert [marker for marker in MARKERS if marker in content] == [], path


def file_id_of(path):
    return UUID(path.name)


def test_another_browser_sees_nothing_of_it(sam, juniper):
    add(juniper, made.jpeg())
    sam.browser.cookies.clear()
    assert juniper.open("files").status_code == 410
    other = Applicant(sam.browser)
    other.begin()
    other.answer_all(WHO)
    other.complain(*THREE)
    other.answer_all({s: a for s, a in REST.items() if s != "files"})
    assert "You have added no file yet" in other.open("files").text


def test_one_that_is_removed_is_gone(sam, juniper):
    add(juniper, made.jpeg())
    assert NAME in juniper.open("files/1/remove").text
    page = juniper.answer("files/1/remove")
    assert "You have added no file yet" in page.text
    assert on_disk(sam) == []
    assert juniper.open("files/1/remove").status_code == 404
    assert files_of(sam, send(juniper)) == []


def test_whoever_gives_up_leaves_nothing(sam, juniper):
    add(juniper, made.jpeg())
    page = juniper.browser.get("/apply/exit-this-page")
    juniper.browser.post("/apply/begin", data=fields_of(page))  # another one
    assert on_disk(sam) == []


def test_ended_by_its_button_after_it_was_sent_the_evidence_stays(sam, juniper):
    add(juniper, made.jpeg())
    sent = send(juniper)
    (file,) = files_of(sam, sent)
    juniper.browser.post("/apply/end", data=fields_of(sent))
    assert opened(sam, file) == made.jpeg()


def aged(sam, seconds=UNUSED + 60):
    for path in on_disk(sam):
        os.utime(path, (time() - seconds,) * 2)


def test_what_lapsed_is_removed_and_what_is_gone_on_with_is_not(sam, juniper):
    add(juniper, made.jpeg())
    aged(sam)
    juniper.answer("evidence", evidence="A longer diary")  # to change it is to use it
    assert settle_files(sam.installation).removed == frozenset()
    sam.clock.set(APPLIED_ON + timedelta(days=2))
    assert juniper.open("files").status_code == 410
    aged(sam)
    assert len(settle_files(sam.installation).removed) == 1
    assert on_disk(sam) == []


def test_files_live_longer_than_what_they_were_added_to(sam):
    idle = Drafts(sam.installation.office).keeping.idle
    assert idle.total_seconds() < UNUSED


def test_one_that_is_gone_holds_nobody_up_and_nothing_is_sent_unsaid(sam, juniper):
    add(juniper, made.jpeg())
    for path in on_disk(sam):
        path.unlink()
    page = send(juniper)
    assert "a file that you added is not here any more" in page.text
    assert NAME in page.text
    sent = juniper.browser.post("/apply/send", data=fields_of(page))
    assert "Application sent" in sent.text


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (made.SVG, "a.png", "print it as a PDF"),
        (made.zipped(a="b"), "a.docx", "Unpack it"),
        (b"", "a.pdf", "The file is empty"),
        (None, "", "Choose the file"),
    ],
)
def test_what_is_not_taken_is_told_and_what_was_typed_is_kept(
    sam, juniper, content, name, says
):
    page = add(juniper, content, name=name)
    assert says in page.text
    assert SHOWS in page.text
    assert on_disk(sam) == []


def test_one_that_is_too_large_is_told_so_and_leaves_no_byte(sam, juniper):
    given = juniper.browser.app.state.installation
    files = replace(given.files, largest=2_000_000)
    juniper.browser.app.state.installation = replace(given, files=files)
    page = add(juniper, made.MP3 + bytes(2_000_000), name="a.mp3")
    assert "The file must have at most 2 megabytes" in page.text
    assert SHOWS in page.text
    assert on_disk(sam) == []


def test_after_a_mistake_the_file_is_kept(sam, juniper):
    page = add(juniper, made.jpeg(), description="")
    assert "Enter what the file shows" in page.text
    page = add(juniper, None, fields=filled_in(page), description=SHOWS)
    assert NAME in page.text
    (file,) = files_of(sam, send(juniper))
    assert opened(sam, file) == made.jpeg()


def test_before_its_turn_and_after_sending_no_file_is_kept(sam, juniper):
    fields = filled_in(juniper.open("files/new"))
    send(juniper)
    add(juniper, made.jpeg(), fields=fields)
    assert on_disk(sam) == []
    sam.browser.cookies.clear()
    add(juniper, made.jpeg(), fields=fields)
    assert on_disk(sam) == []


def test_so_many_and_no_more(sam, juniper, monkeypatch):
    monkeypatch.setattr("asbreview.web.apply_files.MOST", 1)
    add(juniper, made.jpeg())
    assert "as many as this form takes" in juniper.answer("files", another="true").text
    assert "Check your answers" in juniper.answer("files", another="false").text


def test_a_file_on_a_case_is_not_looked_at_again_for_another_application(sam, juniper):
    """Its sender has its token still; a look that refuses a file takes it away."""
    add(juniper, made.jpeg())
    cookie = juniper.browser.cookies["__Host-applicant"]
    begun = Drafts(sam.installation.office).read(cookie, at=sam.clock())
    file = begun["files"]["1"]["token"]
    sent = send(juniper)
    (on_case,) = files_of(sam, sent)
    another = Applicant(sam.browser)
    another.begin()
    another.answer_all(WHO)
    another.complain(*THREE)
    another.answer_all({s: a for s, a in REST.items() if s != "files"})
    served = sam.browser.app.state
    before = served.installation
    harmful = replace(before.files, scanner=lambda _: Scanned(Scan.HARMFUL))
    served.installation = replace(before, files=harmful)
    fields = filled_in(another.open("files/new")) | {"description": SHOWS}
    page = sam.browser.post(f"{FILES}/new", data=fields | {"file": [file]})
    assert "This file is on record already" in page.text
    assert opened(sam, on_case) == made.jpeg()
