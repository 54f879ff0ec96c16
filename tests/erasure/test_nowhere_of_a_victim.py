"""Must show: of a victim who was forgotten nothing is left but the letters to another.

The victim is named in letters to whoever applied, as these went: our copies of them
remain, sealed under the key of whom they were sent to, and the page says so before it
is decided.  They are what the applicant has; to draw them again would be a forgery.
"""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from time import monotonic, sleep

import httpx
import pytest

from asbreview.audit.checking import check
from asbreview.safekeeping.putting_back import put_back
from asbreview.safekeeping.saving import save
from browser.visitor import Visitor
from desk import filled_in, words
from erasure.searching import found_anywhere, words_within
from erasure.test_nowhere import (
    LEE,
    NAME,
    OF_APPLICANT,
    at,
    forget_the_applicant,
    is_readable_in,
    over,
    room,
)
from projections.letters import letters_of
from safekeeping.test_backup import empty_place
from visiting import forms_of, sent_by, sign_in

__all__ = ["at", "room"]
pytestmark = pytest.mark.thorough

OF_VICTIM = ("Oleander Quill", "9 Fen Row")
PAGES = ("", "/complaints", "/documents", "/contacts", "/history", "/chronology")


def forget_the_victim(at):
    """As two officers do by the page for it; return what the page says remains."""
    page = f"/people/{at.case.contact.victim_id}/erase"
    asked = at.get(page)
    form = filled_in(asked)
    for name in [name for name in form if name.endswith("-text_id")]:
        form[f"texts-{name.split('-')[1]}-fate"] = ["remove"]
    form |= {"basis": "the person asked, and it was granted", "confirmation": "ERASE"}
    at.send(page, form)
    sign_in(at.browser, name=LEE.sign_in_name)
    (approval,) = forms_of(at.get(page), f"{at.address}{page}/approve")
    typed = sent_by(approval) | {"confirmation": "ERASE"}
    told = words(at.send(f"{page}/approve", typed))
    assert "The person is forgotten" in told, told
    return words(asked)


def shown(at):
    """Return the victim's words that any page of the case shows, now and as it was."""
    at.installation.projector.catch_up()
    seen = set()
    for then in ({}, {"as_of": "2026-03-13"}):
        for page in PAGES:
            seen |= words_within(at.get(page, **then).content, OF_VICTIM)
    return seen


def letters(at):
    """Return, by whom it went to, which of the victim's words each kept letter has."""
    with at.installation.views.connect() as db:
        sent = [x for x in letters_of(db, at.tale.case_id) if x.posted_on]
    kept = [(x.to, at.get(f"/letters/{x.letter_id}/letter.pdf").content) for x in sent]
    return [(to, words_within(content, OF_VICTIM)) for to, content in kept]


def test_the_victim_is_nowhere_but_in_our_copies_of_what_another_was_sent(at, room):
    over(at)
    applicant, victim = at.case.contact.applicant_id, at.case.contact.victim_id
    assert shown(at) == set(OF_VICTIM)
    before = letters(at)
    to_others = [named for to, named in before if to == applicant]
    assert any(to_others)  # they are named there

    told = forget_the_victim(at)

    number = len(to_others)
    assert f"our copies of {number} letter" in told
    assert "to somebody else on the case, as they were sent" in told
    assert found_anywhere(room, OF_VICTIM) == []  # sealed under the other's key
    assert shown(at) == set()
    left = [(to, named) for to, named in letters(at) if named]
    assert left == [(to, named) for to, named in before if to == applicant and named]
    assert all(to != victim for to, _ in left)
    assert is_readable_in(at.installation, at, "applicant_id") is True
    assert is_readable_in(at.installation, at, "victim_id") is False
    assert check(at.installation.ledger).findings == []


def test_with_the_applicant_those_copies_go_too(at, room):
    over(at)
    forget_the_victim(at)
    at.on(at.clock().date())
    forget_the_applicant(at)
    assert [named for _, named in letters(at) if named] == []
    assert found_anywhere(room, (*OF_VICTIM, NAME)) == []


# --- the log files of a server


@contextmanager
def serving(place, into):
    """A server of its own, whose logs are files."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {
        "ASBREVIEW_DATA": str(place.data),
        "ASBREVIEW_KEYS": str(place.keys),
        "ASBREVIEW_SECRET": "s" * 32,
        "ASBREVIEW_SECOND_FACTOR": "none",
        "PORT": str(port),
    }
    out, err = into / "server.out", into / "server.err"
    with out.open("wb") as to_out, err.open("wb") as to_err:
        server = subprocess.Popen(
            [sys.executable, "-m", "asbreview", "serve"],
            env={**os.environ, **told},
            stdout=to_out,
            stderr=to_err,
        )
        try:
            address, until = f"http://127.0.0.1:{port}", monotonic() + 90
            while monotonic() < until:
                try:
                    httpx.get(f"{address}/healthz", timeout=5)
                    break
                except httpx.HTTPError:
                    sleep(0.5)
            yield address
        finally:
            server.terminate()
            server.wait(60)


def test_no_word_of_anybody_is_in_the_log_files_of_a_server(at, room):
    """Also of what went wrong: what was typed in a search, a form, an address."""
    reference, people = at.case.trigger.reference, at.case.contact.people
    save(at.installation, room / "backup")
    place = empty_place(at.installation.settings, room / "served")
    put_back(place, room / "backup")
    with serving(place, room) as address:
        sam = Visitor(address)
        for page in (*PAGES, "/letters", f"/people/{next(iter(people))}/erase"):
            assert sam.get(f"/cases/{reference}{page}").status_code == 200
        sam.post("/find", sam.form("/find", {"query": NAME}))
        sam.get(f"/cases/{NAME}")
        sam.post(f"/cases/{reference}/contacts/new", {"said": NAME})
        sam.get(f"/find?query={NAME}&as_of={NAME}")
    logged = {path.name: path.read_bytes() for path in room.glob("server.*")}
    assert b"Serving on" in b"".join(logged.values())
    for content in logged.values():
        assert words_within(content, (*OF_APPLICANT, *OF_VICTIM)) == set()
