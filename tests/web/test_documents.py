"""Files given as evidence, on the pages of a case: sent, shown, saved, put right."""

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from threading import BoundedSemaphore
from uuid import uuid4

import pytest
from PIL import Image

from asbreview.access.accounts import open_account
from asbreview.access.read_log import reads_of
from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.evidence_files import looking_inside
from asbreview.evidence_files.scanner import Scanned
from desk import SAM, date_in, desk, filled_in, words
from evidence_files import made_files as made
from visiting import PASSWORD, sign_in, token_of
from web.test_areas import FLORA

TODAY = date(2026, 3, 13)  # a Friday
NAME = "Quenby Markerley door.jpg"


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply()
        yield work.on(TODAY)


@pytest.fixture
def data(work):
    return work.installation.settings.data


def typed(work, **changed):
    return {
        "description": "The front door, kicked in",
        "giver_id": str(work.case.contact.applicant_id),
        **date_in("received_on", TODAY),
        **changed,
    }


def send(
    work, content=None, *, name=NAME, page="/documents/new", fields=None, **changed
):
    """Fill in the form, and send it as a browser does that was given a file."""
    changed = {name.replace("__", "-"): value for name, value in changed.items()}
    fields = fields or filled_in(work.get(page)) | typed(work, **changed)
    kept = [token for token in fields.pop("file", ()) if token]
    fields |= {"file": kept} if kept else {}
    file = ("", b"") if content is None else (name, content)
    return work.browser.post(
        f"{work.address}{page}",
        data=fields,
        files={"file": file},
        follow_redirects=True,
    )


def on_record(work):
    return list(work.case.evidence.files.values())


def on_disk(data):
    return [path for path in (data / "files").rglob("*") if path.is_file()]


def saved(work, which, number=0):
    file = on_record(work)[number]
    return work.get(f"/documents/{file.file_id}/{which}")


def test_a_file_is_put_on_record_and_opened_again(work):
    original = made.photo()
    page = send(work, original)
    assert "The file is on record." in page.text
    says = words(page)
    assert "Document 1: JPEG picture, received on Friday 13 March 2026" in says
    assert "from the applicant" in says
    assert "The front door, kicked in" in says
    assert NAME in says
    assert "Not scanned no scanner is set up" in says
    assert "Scanned" not in page.text.replace("Not scanned", "")
    assert saved(work, "original").content == original
    copy = saved(work, "copy").content
    assert Image.open(BytesIO(copy)).size == (320, 200)
    for hidden in (b"Markerley", b"Exif", made.CAMERA.encode()):
        assert hidden in original
        assert hidden not in copy


def test_what_is_given_is_never_opened_by_the_browser_as_it_came(work):
    send(work, made.jpeg(), name="x.html")
    answer = saved(work, "original")
    reference = work.case.trigger.reference
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="{reference}-document-1.jpg"'
    )
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    copy = saved(work, "copy")
    assert copy.headers["content-type"] == "image/jpeg"
    assert "script" not in copy.headers["content-security-policy"]
    assert copy.headers["x-content-type-options"] == "nosniff"
    assert copy.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "kind", "sends"),
    [
        (made.pdf(2), FileKind.PDF, "application/pdf"),
        (made.png(), FileKind.PNG, "image/png"),
        (made.TEXT, FileKind.TEXT, "text/plain; charset=utf-8"),
        (made.MP3, FileKind.MP3, None),
        (made.word(), FileKind.WORD, None),
    ],
)
def test_each_kind_has_a_copy_of_its_kind_or_none(work, content, kind, sends):
    send(work, content)
    assert on_record(work)[0].contents.kind is kind
    assert saved(work, "original").content == content
    copy = saved(work, "copy")
    if sends:
        assert copy.headers["content-type"] == sends
    else:
        assert copy.status_code == 404
        assert "Open the viewing copy" not in work.get("/documents").text


def test_whoever_opens_or_saves_a_file_is_noted(work):
    send(work, made.jpeg())
    saved(work, "copy")
    saved(work, "original")
    noted = [
        read.path for read in reads_of(work.installation.office, work.tale.case_id)
    ]
    file_id = on_record(work)[0].file_id
    for which in ("copy", "original"):
        assert f"{work.address}/documents/{file_id}/{which}" in noted


def test_nothing_of_it_is_on_the_disk_in_the_clear(work, data):
    marker = b"markerbytes of the night of the drums "
    send(work, marker * 100_000, name="markername.txt", description="markershown")
    send(work, marker * 2, name="markername.exe", received_on__day="99")
    work.installation.projector.catch_up()
    said = (b"markerbytes", b"markername", b"markershown")
    for path in data.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert [word for word in said if word in content] == [], path


def test_after_a_mistake_the_file_is_kept_and_need_not_be_chosen_again(work, data):
    page = send(work, made.jpeg(), description="")
    assert page.status_code == 422
    assert '<a href="#description">Enter what the file shows' in page.text
    assert "The file you chose is kept" in page.text
    assert on_record(work) == []
    fields = filled_in(page) | {"description": "The door"}
    again = send(work, fields=fields)
    assert "The file is on record." in again.text
    assert saved(work, "original").content == made.jpeg()
    assert len([path for path in on_disk(data) if "copy" not in path.name]) == 1


def test_another_file_takes_the_place_of_one_that_is_kept(work):
    page = send(work, made.jpeg(), description="")
    send(work, made.png(), fields=filled_in(page) | {"description": "The door"})
    assert [file.contents.kind for file in on_record(work)] == [FileKind.PNG]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (made.SVG, "drawing.png", "print it as a PDF"),
        (made.HTML, "page.pdf", "print it as a PDF"),
        (made.zipped(a="b"), "all.docx", "Unpack it"),
        (made.jpeg() + made.zipped(a="b"), "photo.jpg", "hidden in it"),
        (b"", "nothing.pdf", "The file is empty"),
        (made.png_bomb(), "wall.png", "more dots than can be looked at safely"),
    ],
)
def test_what_is_not_taken_is_told_at_its_field_and_not_kept(
    work, data, content, name, says
):
    page = send(work, content, name=name)
    assert page.status_code == 409
    assert re.search(f'<a href="#file">[^<]*{says}', page.text)
    assert "The front door, kicked in" in page.text  # nothing typed is lost
    assert 'type="hidden" name="file"' not in page.text
    assert on_record(work) == []
    assert on_disk(data) == []


def test_without_a_file_one_is_asked_for(work):
    page = send(work)
    assert '<a href="#file">Choose the file' in page.text


def test_a_file_that_is_too_large_is_told_so_and_what_was_typed_is_kept(work, data):
    work.browser.app.state.installation = limited(work, largest=2_000_000)
    page = send(work, made.MP3 + bytes(2_000_000))
    assert '<a href="#file">The file must have at most 2 megabytes' in page.text
    assert "The front door, kicked in" in page.text
    assert on_disk(data) == []
    send(work, made.MP3 + bytes(2_000_000 - len(made.MP3)))
    assert len(on_record(work)) == 1


def limited(work, **limits):
    given = work.browser.app.state.installation
    return replace(given, files=replace(given.files, **limits))


def test_the_files_of_a_case_have_a_limit_together(work):
    work.browser.app.state.installation = limited(work, most_of_a_case=1_000_000)
    send(work, made.MP3 + bytes(600_000))
    page = send(work, made.MP3 + bytes(600_000))
    assert '<a href="#file">The files of a case may have 1 megabytes' in page.text
    assert len(on_record(work)) == 1


def test_where_too_many_are_looked_at_the_file_is_kept_to_be_sent_again(
    work, monkeypatch
):
    monkeypatch.setattr(looking_inside, "PATIENCE", 0.01)
    monkeypatch.setattr(looking_inside, "MOST_AT_ONCE", BoundedSemaphore(1))
    with looking_inside.MOST_AT_ONCE:
        page = send(work, made.jpeg())
    assert "Too many files are being looked at" in page.text
    assert "The file you chose is kept" in page.text
    send(work, fields=filled_in(page))
    assert saved(work, "original").content == made.jpeg()


def test_a_file_that_is_chosen_and_sent_again_is_answered_as_at_first(work, data):
    """By the back button: the browser sends all of it once more."""
    fields = filled_in(work.get("/documents/new")) | typed(work)
    first = send(work, made.jpeg(), fields=dict(fields))
    there = on_disk(data)
    again = send(work, made.jpeg(), fields=dict(fields))
    assert "The file is on record." in first.text
    assert "The file is on record." in again.text
    assert len(on_record(work)) == 1
    assert on_disk(data) == there


@pytest.mark.parametrize(
    ("content", "name"), [(made.photo(), NAME), (made.jpeg(), "another.jpg")]
)
def test_another_file_in_the_same_form_is_not_said_to_be_on_record(work, content, name):
    fields = filled_in(work.get("/documents/new")) | typed(work)
    send(work, made.jpeg(), fields=dict(fields))
    again = send(work, content, fields=dict(fields), name=name)
    assert again.status_code == 409
    assert "it held something else" in again.text
    assert len(on_record(work)) == 1


def test_a_file_is_put_on_one_record_once(work, data):
    page = send(work, made.jpeg(), description="")
    fields = filled_in(page) | {"description": "The door"}
    send(work, fields=dict(fields))
    again = fields | {"command_id": str(uuid4())}
    page = send(work, fields=again)
    assert "This file is on record already" in page.text
    assert len(on_record(work)) == 1
    assert saved(work, "original").content == made.jpeg()


@pytest.mark.parametrize("token", ["x", "....", "eA==.eA==", "é", "A" * 64 + ".eA=="])
def test_what_opens_no_file_is_no_file(work, token):
    fields = filled_in(work.get("/documents/new")) | typed(work) | {"file": [token]}
    page = send(work, fields=fields)
    assert page.status_code in {409, 422}
    assert '<a href="#file">The file' in page.text


def test_without_the_sessions_token_nothing_is_kept(work, data):
    fields = filled_in(work.get("/documents/new")) | typed(work)
    page = send(work, made.jpeg(), fields=fields | {"csrf_token": "another"})
    assert page.status_code == 403
    assert on_disk(data) == []


def test_an_auditor_sends_nothing_and_reads_everything(work, data):
    send(work, made.jpeg())
    fields = filled_in(work.get("/documents/new"))
    before = on_disk(data)
    work.as_auditor()
    assert "Document 1" in work.get("/documents").text
    assert "Put a file on record" not in work.get("/documents").text
    assert saved(work, "original").content == made.jpeg()
    page = send(work, made.jpeg(), fields=fields | typed(work))
    assert page.status_code in {401, 403}
    assert on_disk(data) == before


def test_a_caseworker_of_another_area_leaves_no_byte(work, data):
    fields = filled_in(work.get("/documents/new")) | typed(work)
    open_account(work.installation.office, FLORA, password=PASSWORD, at=work.clock())
    sign_in(work.browser, FLORA.sign_in_name)
    own = {"csrf_token": token_of(work.browser)}
    page = send(work, made.jpeg(), fields=fields | own)
    assert page.status_code == 404
    assert on_disk(data) == []


def test_nobody_signed_out_has_a_file_kept(work, data):
    fields = filled_in(work.get("/documents/new")) | typed(work)
    work.browser.cookies.clear()
    assert send(work, made.jpeg(), fields=fields).status_code == 401
    assert on_disk(data) == []


def test_a_form_that_breaks_off_leaves_nothing(work, data):
    fields = filled_in(work.get("/documents/new")) | typed(work)
    body, kind = as_sent(fields, made.jpeg((2_000, 2_000)))
    answer = work.browser.post(
        f"{work.address}/documents/new",
        content=body[: len(body) // 2],
        headers={"content-type": kind},
    )
    assert answer.status_code == 400
    assert on_disk(data) == []


def as_sent(fields, content):
    edge = "edge"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, values in fields.items()
        for value in ([values] if isinstance(values, str) else values)
        if name != "file"
    ]
    file = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'
        "Content-Type: image/jpeg\r\n\r\n"
    )
    body = "".join([*parts, file]).encode() + content + f"\r\n--{edge}--\r\n".encode()
    return body, f"multipart/form-data; boundary={edge}"


NAMES = {
    "direction-turned": ("holiday\u202egpj.exe", "holidaygpj.exe"),
    "a-path": ("../../../etc/cron.d/evil.jpg", "evil.jpg"),
    "a-header": ('a"; filename="b.html', None),
    "two-endings": ("photo.jpg.exe", "photo.jpg.exe"),
    "markup": ("<img src=x onerror=alert(1)>.jpg", "&lt;img"),
    "a-formula": ("=HYPERLINK(1).jpg", "=HYPERLINK(1).jpg"),
    "no-name-left": ("\u200b.jpg", "jpg"),
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_name_is_shown_and_names_nothing(work, data, name):
    sent, shown = NAMES[name]
    page = send(work, made.jpeg(), name=sent)
    assert shown is None or shown in page.text
    assert "\u202e" not in page.text
    assert "<img src=x" not in page.text
    reference = work.case.trigger.reference
    answer = saved(work, "original")
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="{reference}-document-1.jpg"'
    )
    assert {path.suffix for path in on_disk(data)} == {""}


def with_scanner(work, found):
    work.browser.app.state.installation = limited(work, scanner=lambda _: found)


def test_what_a_scanner_finds_is_refused_and_not_kept(work, data):
    with_scanner(work, Scanned(Scan.HARMFUL))
    page = send(work, made.jpeg())
    assert '<a href="#file">The virus scanner found something harmful' in page.text
    assert on_disk(data) == []


def test_what_was_scanned_is_told_so(work):
    with_scanner(work, Scanned(Scan.CLEAN))
    page = send(work, made.jpeg())
    assert "Scanned no virus was found" in words(page)
    assert "Scan it now" not in page.text


def scan(work):
    page = work.get("/documents")
    file = on_record(work)[0]
    return work.send(f"/documents/{file.file_id}/scan", filled_in(page))


def test_a_file_is_scanned_later_and_one_found_harmful_is_opened_by_nobody(work):
    send(work, made.jpeg())
    with_scanner(work, Scanned(Scan.NOT_SCANNED, "the scanner broke off"))
    assert "Not scanned no scanner is set up" not in words(scan(work))
    assert "Not scanned the scanner broke off" in words(work.get("/documents"))
    with_scanner(work, Scanned(Scan.HARMFUL))
    says = words(scan(work))
    assert "Harmful a virus scan found something: nobody can open it" in says
    for which in ("original", "copy"):
        answer = saved(work, which)
        assert answer.status_code == 403
        assert "Nobody can open it" in answer.text
    history = words(work.get("/history"))
    assert "File scanned again" in history
    assert "harmful" in history


def test_one_found_harmful_is_not_opened_as_of_before_that_either(work):
    send(work, made.jpeg())
    (file,), before = on_record(work), work.clock().isoformat()
    work.on(TODAY + timedelta(days=1))
    with_scanner(work, Scanned(Scan.HARMFUL))
    scan(work)
    for which in ("original", "copy"):
        at = f"/cases/{work.case.trigger.reference}/documents/{file.file_id}/{which}"
        answer = work.browser.get(at, params={"as_of": before})
        assert answer.status_code == 403
        assert "Nobody can open it" in answer.text


def test_one_recorded_in_error_is_struck_and_still_there(work):
    send(work, made.jpeg())
    file = on_record(work)[0]
    page = work.fill_in(
        f"/documents/{file.file_id}/in-error", reason="It belongs to another case"
    )
    assert "put on record in error" in page.text
    assert "It belongs to another case" in page.text
    assert on_record(work) == []
    assert saved_of(work, file).content == made.jpeg()


def saved_of(work, file):
    return work.get(f"/documents/{file.file_id}/original")


def test_of_another_case_there_is_no_file_here(work):
    send(work, made.jpeg())
    file = on_record(work)[0]
    first = work.address
    work.tale.seed = uuid4()
    work.tale.apply()
    assert work.address != first
    work.on(TODAY)
    assert saved_of(work, file).status_code == 404
    assert work.get(f"/documents/{file.file_id}/copy").status_code == 404


def test_a_file_whose_bytes_are_gone_is_said_to_be_missing(work, data):
    send(work, made.jpeg())
    for path in on_disk(data):
        path.unlink()
    page = words(work.get("/documents"))
    assert "Missing it is on record and not where it was put" in page
    assert saved(work, "original").status_code == 404


def test_late_evidence_is_marked_and_an_earlier_day_shows_what_was_there(work):
    work.tale.post(date(2026, 3, 3)).decide()
    work.on(TODAY)
    send(work, made.jpeg())
    assert "After the decision" in work.get("/documents").text
    then = work.get("/documents", as_of="2026-03-10")
    assert "No file is on record yet" in then.text
    file = on_record(work)[0]
    asked = f"/documents/{file.file_id}/original"
    assert work.get(asked, as_of="2026-03-10").status_code == 404
    assert work.get(asked, as_of="2026-03-13").status_code in {200, 404}


def test_a_panel_that_met_did_not_have_what_came_later(work):
    send(work, made.jpeg(), description="What the panel had")
    work.tale.post(date(2026, 3, 13)).decide(date(2026, 3, 13))
    work.tale.ask().answer().assess().convene().choose().send_papers().hold()
    work.on(date(2026, 6, 1))
    later = date_in("received_on", date(2026, 6, 1))
    send(work, made.png(), description="What came later", **later)
    panel = words(work.get("/panel"))
    assert "JPEG picture, received on Friday 13 March 2026: What the panel had" in panel
    assert "What came later" not in panel


def test_the_history_tells_of_it(work):
    send(work, made.jpeg())
    says = words(work.get("/history"))
    assert "File received" in says
    assert "JPEG picture" in says
    assert SAM.name in says
    assert NAME in words(work.get("/history", detail="yes"))
