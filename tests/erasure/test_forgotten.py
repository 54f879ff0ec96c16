"""Forgetting an applicant: what told of them is in no file, on no page, in no letter.

Markers are planted by the real forms; letters are made, one is posted, one waits in the
print queue.  Then the applicant is forgotten by the page for it; then the server is
started again, and the views are made anew.
"""

import os
import re
import subprocess
import sys
from base64 import b64encode
from datetime import date

import httpx
import pytest

from asbreview.access.drafts import Drafts, Of
from asbreview.web.sessions import FOLLOWING_COOKIE
from browser.caseworker import as_sent
from browser.every_page import SHOWS
from browser.premises import ANN, LEE, PEOPLE, SAM, WREN, premises
from browser.story_of_a_case import APPLICATION, RISK
from browser.visitor import Visitor
from desk import filled_in, words
from erasure.searching import found_in
from read_on_paper import words_on
from visiting import forms_of, sent_by

pytestmark = pytest.mark.thorough

APPLIED, FORGOTTEN = date(2026, 3, 2), date(2026, 3, 12)
DECIDED = "2026-03-10"
NAME, STREET = "Quenby Markerley", "Markergate Drove"
PHONE, EMAIL = "01632 960888", "markerley@example.org"
IN_TEXTS = ("markertale", "markerwant", "markershout", "markercall", "markerreason")
IN_TEXTS += ("markerground", "markerlog", "markersleep")
REFERENCE, ANSWERED = "MARKER/35/26", "They are afraid at home, or unwell"
ON_PAPER = (NAME, STREET)
MARKERS = (*ON_PAPER, PHONE, EMAIL, REFERENCE, ANSWERED, *IN_TEXTS)
APPLIES = APPLICATION | {
    "applicant_name": NAME,
    "address": f"4 {STREET}\nSoham\nCB7 4ZZ",
    "phone": PHONE,
    "email": EMAIL,
    "account": "The markertale of every night",
    "wanted": "The markerwant: peace",
    "complaints-1-account": "A markershout over the fence",
    "complaints-1-their_reference": REFERENCE,
}
REFUSES = {
    "kind": "refused",
    "legal_ground": "The markerground: another enactment forbids it",
    "answer": "We will not say what the markerlog has",
    "came_by": "at a meeting",
    "given_by": "The markerdesk",
    "tells_of": ["the applicant"],
    "may_be_told": "none of it",
}
RISKS = RISK | {
    "risk-effect": "severe",
    "assessor_body": as_sent("assessor_body", "council"),
    "remarks": "No markersleep for weeks",
}
RANG = {
    "channel": "phone",
    "direction": "to us",
    "said": "A markercall: she cannot sleep",
}
DECIDES = {"met": "true", "reasons": "The markerreason: three of them qualify."}
READERS = (
    SAM,
    WREN,
    ANN,
    LEE,
)  # the others reach no case, or those they were let in to
INSTEAD = "Three complaints qualify."


@pytest.mark.slow
def test_what_told_of_an_applicant_is_nowhere(tmp_path):
    folder = tmp_path / "data"
    with premises(folder, APPLIED) as there:
        case = _planted(there)
        figures = _figures(there)
        assert _shown(there, case) == set(MARKERS)
        follower = _follower(there, case)
        assert _shown_to_whoever_follows(there, follower)[1] == {200}
        assert {word for _, word in found_in(folder, ON_PAPER)} == set(ON_PAPER)
        _forget(there, case)
        assert _shown_to_whoever_follows(there, follower) == (set(), {303})
        assert found_in(folder, MARKERS) == []
        assert _shown(there, case) == set()
        assert _figures(there) == figures
    _made_anew(folder)
    assert found_in(folder, MARKERS) == []
    with premises(folder, FORGOTTEN, opened_before=True) as there:
        assert _shown(there, case) == set()
        assert _figures(there) == figures
        assert found_in(folder, MARKERS) == []


def _planted(there):
    """Plant every marker by the forms, make letters, post one; return the case."""
    sam = Visitor(there.address)
    answer = sam.give("/applications/new", APPLIES)
    case = answer.headers["location"].partition("?")[0]
    contact = sam.form(f"{case}/contacts/new", RANG)
    person = _people(sam, case)[0]
    sam.post(f"{case}/contacts/new", contact | {"person_id": person})
    sam.give(f"{case}/partners/ask")
    (asked, *_) = re.findall(
        rf'href="({case}/partners/[0-9a-f-]+/answer)', sam.get(f"{case}/partners").text
    )
    sam.give(asked, REFUSES)
    sam.give(f"{case}/risk/new", RISKS)
    there.settled()
    sam.give("/letters?select=all", to="/letters")
    there.clock.set(date(2026, 3, 9))
    sam = Visitor(there.address)
    sam.give(f"{case}/threshold", DECIDES)
    there.settled()
    there.clock.set(date(2026, 3, 11))
    return case


def _people(visitor, case):
    """Return the ids of those of the case who can be forgotten."""
    page = visitor.get(f"{case}/history").text
    return re.findall(r"/people/([0-9a-f-]{36})/erase", page)


def _forget(there, case):
    there.clock.set(FORGOTTEN)
    sam = Visitor(there.address)
    page = f"{case}/people/{_people(sam, case)[0]}/erase"
    asked = sam.get(page)
    assert [text for text in IN_TEXTS if text not in words(asked)] == []
    fields = filled_in(asked)
    for name in [name for name in fields if name.endswith("-text_id")]:
        number = name.split("-")[1]
        fields[f"texts-{number}-fate"] = _fate(fields[f"texts-{number}-instead"][0])
        fields[f"texts-{number}-instead"] = INSTEAD
    fields |= {
        "basis": "the person asked, and it was granted",
        "confirmation": "ERASE",
    }
    answer = sam.post(page, fields)
    assert answer.status_code == 303, answer.text[-3000:]
    lee = Visitor(there.address, LEE)
    (form,) = forms_of(lee.get(page), f"{page}/approve")
    answer = lee.post(f"{page}/approve", sent_by(form) | {"confirmation": "ERASE"})
    assert answer.status_code == 303, answer.text[-3000:]
    assert "The person is forgotten" in words(lee.get(answer.headers["location"]))
    there.settled()


def _fate(text):
    return "write again" if "markerreason" in text else "remove"


def _shown(there, case):
    """Return the markers that any role sees on any page or letter of the case."""
    there.settled()
    seen = set()
    for who in PEOPLE:
        visitor = Visitor(there.address, who)
        for page in _pages(visitor, case):
            answer = visitor.get(page)
            assert answer.status_code in {200, 303, 403, 404, 410}, page
            seen |= _markers_in(answer)
        seen |= _found(visitor, case)
        assert (visitor.get(case).status_code == 200) == (who in READERS), who
    return seen


def _shown_to_whoever_follows(there, follower):
    """Return the markers that the applicant's own pages show, and how they answer."""
    pages = (f"/status/{page}" for page in ("case", "statement", "reaching-me", "help"))
    answers = [follower.get(page) for page in pages]
    seen = set().union(*map(_markers_in, answers))
    return seen, {answer.status_code for answer in answers}


def _follower(there, case):
    """Open the applicant's own pages in a browser, as their code does."""
    installation = there.installation
    case_id = installation.reviews.case_id_of(case.rpartition("/")[2])
    follows = {
        "follows": str(case_id),
        "code_number": installation.reviews.case(case_id).contact.code_number,
        "used_at": there.clock().isoformat(),
    }
    drafts = Drafts(installation.office)
    token = drafts.begin(follows, at=there.clock(), of=Of.FOLLOWING)
    cookie = {"Cookie": f"{FOLLOWING_COOKIE}={token}"}
    once = httpx.Limits(max_keepalive_connections=0)  # nobody has to close it
    told = {"base_url": there.address, "headers": cookie, "limits": once}
    return httpx.Client(timeout=60, **told)


def _pages(visitor, case):
    """Return every page of the case, now and as it was, and what lists it."""
    listed = visitor.get(f"{case}/letters").text
    letters = set(re.findall(rf"{case}/letters/[0-9a-f-]{{36}}", listed))
    own = [f"{case}{page}" for page in (*SHOWS, "/history/reads", "/consent")]
    own += [*letters, *(f"{letter}/letter.pdf" for letter in letters)]
    own += [f"{case}/people/{id_}/erase" for id_ in _people(visitor, case)]
    then = [f"{page}?as_of={DECIDED}" for page in own]
    lists = ["/", "/?whose=all", "/letters", "/figures", f"/?whose=all&as_of={DECIDED}"]
    return [*own, f"{case}/history?detail=yes", *then, *lists]


def _markers_in(answer):
    if not answer.content:  # they are sent to another page
        return set()
    if answer.headers["content-type"].startswith("application/pdf"):
        said = words_on(answer.content)
    else:
        said = words(answer) + answer.text
    return {marker for marker in MARKERS if marker.lower() in said.lower()}


def _found(visitor, case):
    """Return the name if the case is found by it, where anything is looked for."""
    if visitor.get("/find").status_code != 200:
        return set()
    page = visitor.form("/find", {"query": NAME})
    found = visitor.post("/find", page)
    return {NAME} if case in found.text else set()


def _figures(there):
    """What is published; days and ages go on while the test does."""
    told = words(Visitor(there.address).get("/figures/counts")).partition("s.104(9)")[2]
    return told.partition("From application to outcome")[0]


def _made_anew(folder):
    told = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "s" * 32}
    done = subprocess.run(
        [sys.executable, "-m", "asbreview", "rebuild"],
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "The views are made anew" in done.stdout


@pytest.mark.parametrize("beside", ["", "a", "ab", "abc"])
def test_the_search_finds_a_word_however_it_is_written(tmp_path, beside):
    (tmp_path / "plain").write_text(f"{beside}{NAME.upper()}", "utf-8")
    (tmp_path / "wide").write_text(f"{beside}{NAME}", "utf-16-be")
    coded = b64encode(f"{beside}{NAME} and more".encode())
    (tmp_path / "coded").write_bytes(b"xx" + coded)
    found = {file for file, _ in found_in(tmp_path, (NAME,))}
    assert found == {"plain", "wide", "coded"}
    assert found_in(tmp_path, ("Nobody",)) == []
