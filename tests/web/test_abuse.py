"""What somebody may try who means no good; each comes to nothing, and says nothing.

Which test shows what of the whole list is in `abuse_list.toml`.
"""

import json
from itertools import repeat
from urllib.parse import quote
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import func, select

from asbreview.access.drafts import drafts
from desk import desk
from visiting import fields_of, token_of
from web.test_every_form import TODAY, Another, address, templates

MEGABYTE = b"x" * 1_000_000
# These take pieces of a file as they come: `test_documents.py`, `test_apply_files.py`
# and `test_status_file.py` send too large ones.
WITH_A_FILE = {"/apply/files/new", "/apply/files/{number:int}/remove", "/apply/files"}
WITH_A_FILE |= {"/status/file", "/past/import/look"}
WITH_A_FILE |= {"/cases/{reference:str}/documents/new"}
WITH_A_FILE |= {"/cases/{reference:str}/partners/incidents/look"}
UNREAD = {"/notify/receipts"}  # no provider is set, so nobody is there to send them
MULTIPART = "multipart/form-data; boundary=between"
INJECTED = 'EC-26\r\n{"event": "MARKERLOG"}'


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("abuse")) as at_desk:
        at_desk.tale.apply()
        at_desk.another = Another(at_desk)
        yield at_desk


@pytest.fixture
def sam(at_desk):
    return at_desk.on(TODAY)


@pytest.mark.parametrize(
    "path",
    [
        "/schema",
        "/schema/openapi.json",
        "/docs",
        "/metrics",
        "/debug",
        "/.env",
        "/admin",
    ],
)
@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "a stranger"])
def test_nothing_tells_what_pages_there_are_or_how_they_do(sam, path, signed_in):
    if not signed_in:
        sam.browser.cookies.clear()
    page = sam.browser.get(path)
    assert page.status_code == 404
    assert "openapi" not in page.text
    assert "process_cpu" not in page.text


def test_a_hundred_megabytes_are_too_much_whether_they_are_announced_or_not(sam):
    told = {"content-type": "application/x-www-form-urlencoded"}
    body = repeat(MEGABYTE, 100)  # in pieces, and nobody says how many will come
    page = sam.browser.post("/find", content=body, headers=told)
    assert page.status_code == 413
    told |= {"content-length": str(100 * len(MEGABYTE))}
    page = sam.browser.post("/find", content=b"query=x", headers=told)
    assert page.status_code == 413


@pytest.mark.thorough
@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "a stranger"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", MULTIPART])
def test_no_address_takes_a_hundred_megabytes_from_anybody(sam, kind, signed_in):
    """It is too much; a form with a file is refused before, or is no such form."""
    if not signed_in:
        sam.browser.cookies.clear()
    told = {"content-type": kind, "content-length": str(100 * len(MEGABYTE))}
    taken = set()
    ids = sam.another.ids | dict.fromkeys(("name", "which", "token"), "1")
    routes = [r.path for r in sam.browser.app.routes if "POST" in r.methods]
    for template in sorted(routes):
        page = sam.browser.post(
            address(template, sam, ids),
            content=b"query=x",
            headers=told,
            follow_redirects=False,
        )
        if page.status_code != 413 and template not in WITH_A_FILE | UNREAD:
            taken.add((template, page.status_code))
        assert page.status_code != 200
    assert taken == set()


def test_a_line_of_a_log_cannot_be_made_up_from_outside(sam):
    asked = {
        "User-Agent": INJECTED.replace("\r\n", " "),
        "X-Forwarded-For": "MARKERLOG",
    }
    with structlog.testing.capture_logs() as logged:
        sam.browser.get(f"/cases/{quote(INJECTED)}", headers=asked)
        sam.browser.get("/cases/EC-26-00000", params={"next": INJECTED})
        fields = fields_of(sam.browser.get("/find"), "/find") | {"query": INJECTED}
        sam.browser.post("/find", data=fields)
    assert len([line for line in logged if line["event"] == "Refused"]) == 2
    assert "MARKERLOG" not in str(logged)
    assert "EC-26" not in str(logged)


# What ends a line, or paints a terminal, wherever somebody reads the log.
BREAKS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
PAINTS = ("\x1b[2J\x1b[31m", "\x9b31m", "\x08\x08", "\u202e")
FORGED = '{"event": "MARKERLOG", "level": "info"}'


@pytest.mark.parametrize("with_it", [*BREAKS, *PAINTS], ids=ascii)
def test_each_line_of_the_log_as_it_is_written_is_one_event(sam, capfd, with_it):
    """By the renderer that is served with: what was sent ends no line, and paints none.

    Words that a program logs, as what a mail server answered may be, are escaped by it.
    """
    injected = f"EC-26{with_it}{FORGED}"
    capfd.readouterr()
    sam.browser.get(f"/cases/{quote(injected)}", headers={"X-Request-ID": FORGED})
    sam.browser.get(f"/{quote(injected)}")
    structlog.get_logger("asbreview").warning("Said by another", words=injected)
    written = capfd.readouterr().out
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["event"] for line in lines] == ["Refused", "Said by another"]
    assert "MARKERLOG" not in written.splitlines()[0]
    assert lines[-1]["words"] == injected
    assert written.isascii()
    assert written.removesuffix("\n").replace("\n", "", 1).isprintable()


def test_what_is_logged_of_a_refusal_is_ids_and_which_page_it_was(sam):
    with structlog.testing.capture_logs() as logged:
        sam.browser.get("/cases/EC-26-00000/letters")
    (line,) = logged
    assert set(line) == {"account", "page", "method", "case", "event", "log_level"}
    assert line["page"] == "/cases/{reference}/letters"


SMUGGLED = ("case_id", "recorded_by", "for_body", "area_id", "role")


@pytest.mark.thorough
def test_no_form_takes_a_field_that_it_does_not_ask(sam):
    """Mass assignment: whatever is sent besides is refused, and nothing recorded."""
    end = sam.reviews.end_of_log()
    token, tried = token_of(sam.browser), 0
    for template in templates(sam, "POST"):
        if not template.startswith("/cases/"):
            continue
        case = sam.another.case.trigger.reference
        to = address(template, sam, sam.another.ids | {"reference": case})
        fields = {"csrf_token": token, "command_id": str(uuid4())}
        fields |= dict.fromkeys(SMUGGLED, str(uuid4()))
        page = sam.browser.post(to, data=fields, follow_redirects=False)
        assert page.status_code in {403, 404, 409, 410, 422}, to
        tried += page.status_code == 422
    assert tried > 30
    assert sam.reviews.end_of_log() == end


@pytest.mark.parametrize("what", ["title", "error"])
def test_no_title_and_no_error_names_anybody(sam, what):
    for page in ("", "/contacts", "/letters", "/history", "/who-sees"):
        answer = sam.get(page) if what == "title" else sam.get(f"{page}/nowhere")
        title = answer.text.split("<title>")[1].split("</title>")[0]
        assert "MARKER" not in title
        if what == "error":
            assert answer.status_code == 404
            assert "MARKER" not in answer.text
            assert sam.case.trigger.reference not in answer.text


OTHERS = {"name": "you", "which": "1", "number": "1", "token": "A" * 48}
BY_A_PROGRAM = "/notify/receipts"  # a program sends it, and bears a token


@pytest.mark.parametrize("token", [None, "0" * 64], ids=["none", "made up"])
def test_no_form_of_any_kind_is_taken_without_a_token_of_its_own(sam, token):
    """Those of signing in, of applicants and of bodies are among them."""
    end, office = sam.reviews.end_of_log(), sam.installation.office
    there = {r.path for r in sam.browser.app.routes if "POST" in r.methods}
    assert len(there) > 150
    fields = {"command_id": str(uuid4())} | ({"csrf_token": token} if token else {})
    for template in sorted(there - {BY_A_PROGRAM}):
        to = address(template, sam, sam.another.ids | OTHERS)
        page = sam.browser.post(to, data=fields, follow_redirects=False)
        back = page.headers.get("location")
        if page.status_code == 404:  # a link that is none
            assert to.startswith("/answer/"), to
        elif page.status_code == 303:  # sent back to where it is asked for afresh
            assert to.startswith("/status"), to
            assert back == "/status", to
        else:
            assert page.status_code in {403, 410}, to
    assert sam.reviews.end_of_log() == end
    with office.reading() as db:
        assert db.scalar(select(func.count()).select_from(drafts)) == 0


@pytest.mark.parametrize(
    "typed", ["' OR '1'='1", "%", "_", '" UNION SELECT 1 --', "EC-26-%", "\x00"]
)
def test_what_is_typed_is_never_part_of_a_question_to_the_database(sam, typed):
    fields = fields_of(sam.browser.get("/find"), "/find") | {"query": typed}
    found = sam.browser.post("/find", data=fields)
    assert found.status_code in {200, 422}
    assert "/cases/EC-26-" not in found.text
    of_case = sam.browser.get(f"/cases/{quote(typed)}")
    assert of_case.status_code in {400, 404}
    for name in ("place", "category", "whose", "sort", "waiting", "area"):
        listed = sam.browser.get("/", params={name: typed})
        assert listed.status_code in {200, 400, 404, 422}, name


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example"]
)
@pytest.mark.parametrize(
    "page", ["/sign-in", "/confirm", "/account/second-factor", "/emergency", "/apply"]
)
def test_no_page_leads_elsewhere_because_its_address_says_so(sam, page, elsewhere):
    shown = sam.browser.get(page, params={"next": elsewhere}, follow_redirects=False)
    assert "evil.example" not in shown.text
    assert "evil.example" not in shown.headers.get("location", "")
