"""The papers for a panel as one document: whole, numbered, as of when asked for."""

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256

import page
import pytest

from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.domain.pack.facts import NotMadeBecause
from asbreview.domain.sealed import ERASED
from asbreview.packs import files_told, making
from asbreview.packs.printing import CannotBePrinted
from asbreview.working import pack_maker_of
from desk import desk, filled_in, words
from erasure.searching import found_in
from journey import BODIES
from packs.papers import (
    APPLICANT,
    FULL,
    TODAY,
    ask,
    bookmarks,
    colours_in,
    contents,
    drawn,
    give,
    made,
    make,
    opened,
    pages,
    picture,
)

REASONS = {"basis": "the person asked, and it was granted", "confirmation": "ERASE"}


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path / "data") as work:
        tale = work.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        tale.ask().answer().assess().convene().choose()
        yield work.on(TODAY)


def test_every_page_is_numbered_and_the_contents_and_bookmarks_lead_to_them(work):
    give(work, picture())
    give(work, drawn(4), kind=FileKind.PDF, giver=BODIES[1], shows="The log of a night")
    pdf = made(work)
    read = pages(pdf)
    for number, says in enumerate(read, start=1):
        assert f"Page {number} of {len(read)}" in says
    listed = contents(pdf)
    assert [title for title, _ in listed if re.match(r"\d\.", title)] == [
        "1. What the panel is asked",
        "2. What is missing",
        "3. Draft issues for the panel",
        "4. Chronology",
        "5. The complaints",
        "6. What each body answered and did",
        "7. The risk",
        "8. What the victim says",
        "9. The documents",
    ]
    for title, number in listed:
        assert title in read[number - 1]
    led_to = [(title, n + 1) for title, n in bookmarks(pdf)]
    assert [mark for mark in led_to if mark in listed] == listed


def test_no_rule_of_pdf_ua_is_broken(work):
    give(work, picture())
    give(work, picture("blue", form="PNG"), kind=FileKind.PNG)
    give(work, drawn(2), kind=FileKind.PDF)
    give(work, b"Monday, 2am: drums", kind=FileKind.TEXT)
    for kind in (FULL, APPLICANT):
        report = page.validate_pdf_bytes(made(work, kind), profile="ua1")
        assert report.rules.total > 100
        assert [failure.rule_id for failure in report.failures] == []


def test_it_has_in_it_what_a_panel_needs(work):
    work.reviews.put_response_on_file(
        work.tale.case_id,
        body_id=BODIES[0],
        done_on=date(2026, 1, 15),
        did="Two officers visited",
        may_be_told=False,
        signed=work.tale.signed(TODAY),
    )
    says = " ".join(pages(made(work)))
    for told in (
        "What did the relevant bodies do in response to the behaviour complained of",
        "Marigold MARKERNAME",  # the applicant
        "Wednesday 1 April 2026 at 14:00, Council offices, Ely",
        "Odile Fenwick",  # the chair
        "Three complaints qualify. MARKERTEXT",  # the reasons of the bodies
        "3 qualifying; 3 needed",
        "MARKERTEXT at night",  # what a complaint was about
        "No response to the complaint of Wednesday 21 January 2026",
        "Two visits, one warning. MARKERTEXT",  # what a body answered
        "Two officers visited",
        "Ines Calloway",  # who assessed the risk
        "Sleeps badly.",
        "Whether the response to the complaint to the police",
    ):
        assert told in says, told


def test_what_came_in_after_the_decision_says_so(work):
    give(work, picture())
    says = " ".join(pages(made(work)))
    assert "AFTER THE THRESHOLD WAS DECIDED: it was not before the deciders" in says


def test_each_picture_stands_in_it_and_a_kind_without_one_is_listed_with_why(work):
    give(work, picture("red"))
    give(work, picture("blue", form="PNG"), kind=FileKind.PNG)
    give(work, None, kind=FileKind.MP3, called="night.mp3")
    give(work, None, kind=FileKind.WORD, called="x.docx")
    pdf = made(work)
    assert sorted(colours_in(pdf)) == [(0, 0, 3), (3, 0, 0)]
    says = " ".join(pages(pdf))
    assert "Document 3: sound and film cannot be printed" in says
    assert "Document 4: no viewing copy can be made of this kind of file" in says
    assert b"MARKERORIGINAL" not in pdf
    (row,) = work.reviews.packs_of(work.tale.case_id)
    assert (row.made.files_shown, row.made.files_listed) == (2, 2)


def test_a_file_found_harmful_since_is_not_shown_and_says_so(work):
    file_id = give(work, picture("red"))
    ask(work)
    work.reviews.record_scan(
        work.tale.case_id, file_id, Scan.HARMFUL, signed=work.tale.signed(TODAY)
    )
    make(work)
    pdf = opened(work).content
    assert colours_in(pdf) == []
    assert "a virus scan found it harmful" in " ".join(pages(pdf))


def test_a_missing_file_and_one_that_is_recorded_in_error_keep_no_pack_back(work):
    lost, wrong = give(work, picture("red")), give(work, picture("blue"), called="b")
    work.installation.vault.place.remove(lost)
    work.reviews.correct_evidence(
        work.tale.case_id, wrong, reason="Of another", signed=work.tale.signed(TODAY)
    )
    pdf = made(work)
    assert colours_in(pdf) == []
    says = " ".join(pages(pdf))
    assert "it is on record and not where it was put" in says
    assert "Document 2" not in says


def test_more_than_a_pack_can_hold_is_listed(work, monkeypatch):
    monkeypatch.setattr(files_told, "MOST_SHEETS", 3)
    give(work, drawn(2), kind=FileKind.PDF)
    give(work, drawn(2), kind=FileKind.PDF, called="b")
    give(work, picture())
    says = " ".join(pages(made(work)))
    assert "Document 2: the pack would be too large with it" in says
    assert "Document 1, page 2 of 2" in says
    assert "Document 3: the pack" not in says


def test_it_is_of_the_moment_it_was_asked_for_and_not_of_that_it_was_made(work):
    ask(work)
    work.reviews.put_response_on_file(
        work.tale.case_id,
        body_id=BODIES[0],
        done_on=TODAY,
        did="MARKERLATER",
        may_be_told=True,
        signed=work.tale.signed(TODAY),
    )
    make(work)
    assert "MARKERLATER" not in " ".join(pages(opened(work).content))
    assert "MARKERLATER" in " ".join(pages(made(work)))


def test_the_page_says_that_it_is_being_made_and_then_offers_it(work):
    says = words(ask(work))
    assert "The papers are being made." in says
    assert "Being made Full edition, asked for on 26 March 2026" in says
    assert "See whether it is ready" in says
    assert opened(work).status_code == 404
    make(work)
    says = words(work.get("/panel"))
    assert "Being made" not in says
    assert re.search(r"Full edition , papers 1 \(PDF, \d+ pages, \d+ KB\)", says)
    ask(work)
    make(work)
    assert "There is a later one." in words(work.get("/panel"))


def test_one_of_a_kind_is_made_at_a_time(work):
    ask(work)
    again = ask(work)
    assert "This pack is being made already" in again.text
    assert ask(work, APPLICANT).status_code == 200
    assert len(list(work.reviews.packs_of(work.tale.case_id))) == 2
    wrong = ask(work, "all of it")
    assert "Select which edition is to be made" in wrong.text


def test_it_is_served_as_evidence_is_and_is_the_document_on_record(work):
    pdf = made(work)
    answer = opened(work)
    reference = work.case.trigger.reference
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        f'inline; filename="{reference}-papers-1-full.pdf"'
    )
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    (pack,) = work.reviews.packs_of(work.tale.case_id)
    assert pack.made.sha256 == sha256(pdf).hexdigest()
    assert (pack.made.size, pack.made.pages) == (len(pdf), len(pages(pdf)))
    history = words(work.get("/history"))
    assert "Pack asked for" in history
    assert pack.made.sha256 in history


def test_as_of_a_day_before_it_there_was_none(work):
    made(work)
    work.on(date(2026, 3, 27))
    then = work.get("/panel", as_of="2026-03-25")
    assert "No papers have been made as one document yet." in then.text
    assert "Make the full edition" not in then.text
    number = work.get("/panel/packs/1/pack.pdf", as_of="2026-03-25")
    assert number.status_code == 404


def test_an_auditor_opens_it_and_makes_none(work):
    made(work)
    work.as_auditor()
    assert "Make the full edition" not in work.get("/panel").text
    assert opened(work).status_code == 200


def test_the_same_facts_make_the_same_document(work, monkeypatch):
    give(work, picture())
    first = made(work)
    (pack,) = work.reviews.packs_of(work.tale.case_id)
    maker = pack_maker_of(work.installation)
    told = maker._make(pack)
    assert told.sha256 == sha256(first).hexdigest()


def test_nothing_of_it_is_on_the_disk_in_the_clear(work):
    give(work, picture())
    made(work)
    data = work.installation.settings.data
    assert found_in(data, ("MARKERNAME", "MARKERTEXT")) == []


def test_what_cannot_be_printed_is_said_and_asked_for_again(work, monkeypatch):
    def refuse(_, *, within):
        raise CannotBePrinted("no")

    with monkeypatch.context() as broken:
        broken.setattr(making, "printed_pack", refuse)
        ask(work)
        make(work)
    says = words(work.get("/panel"))
    assert "Not made Full edition" in says
    assert "it could not be put together. Ask for it again." in says
    assert opened(work).status_code == 404
    made(work)
    assert opened(work).status_code == 200


def test_a_character_that_no_font_shows_keeps_no_pack_back(work):
    give(work, picture(), shows="A door \U0001f6aa and 漢字")
    says = " ".join(pages(made(work)))
    assert "A door [?] and [?][?]" in says


def erase(work):
    page = f"/people/{work.case.contact.applicant_id}/erase"
    form = filled_in(work.get(page))
    for name in [name for name in form if name.endswith("-text_id")]:
        form[f"texts-{name.split('-')[1]}-fate"] = "remove"
    return work.send(page, form | REASONS)


def test_whoever_is_forgotten_is_forgotten_in_the_packs_too(work):
    for kind in (FULL, APPLICANT):
        made(work, kind)
    packs = list(work.reviews.packs_of(work.tale.case_id))
    assert "every pack that was made of this case" in words(
        work.get(f"/people/{work.case.contact.applicant_id}/erase")
    )
    assert "The person is forgotten" in words(erase(work))
    for number, pack in enumerate(packs, start=1):
        assert work.installation.keyring.table.find(pack.id) is ERASED
        assert not work.installation.vault.place.has(pack.id, copy=False)
        assert opened(work, number).status_code == 404
    assert words(work.get("/panel")).count("Destroyed") == 2
    again = " ".join(pages(made(work)))
    assert "MARKER" not in again
    assert "[removed]" in again


def test_a_pack_asked_for_before_somebody_was_forgotten_is_not_made(work):
    ask(work)
    erase(work)
    assert make(work) == 1
    (pack,) = work.reviews.packs_of(work.tale.case_id)
    assert pack.not_made.because is NotMadeBecause.ERASED
    assert not work.installation.vault.place.has(pack.id, copy=False)
    assert "was forgotten meanwhile. Ask for it again." in words(work.get("/panel"))


def test_somebody_forgotten_while_it_is_made_is_in_no_pack(work, monkeypatch):
    """The key of the pack goes between its making and its being put on record."""
    ask(work)
    maker = pack_maker_of(work.installation)
    make_it = maker._make

    def and_then_forget(pack):
        told = make_it(pack)
        erase(work)
        return told

    monkeypatch.setattr(maker, "_make", and_then_forget)
    maker.run_once()
    (pack,) = work.reviews.packs_of(work.tale.case_id)
    assert pack.not_made.because is NotMadeBecause.ERASED
    assert work.installation.keyring.table.find(pack.id) is ERASED
    assert not work.installation.vault.place.has(pack.id, copy=False)


def test_two_that_make_the_same_pack_record_it_once(work, monkeypatch):
    ask(work)
    maker, another = (pack_maker_of(work.installation) for _ in range(2))
    make_it = maker._make

    def but_another_was_quicker(pack):
        told = make_it(pack)
        another.run_once()
        return replace(told, pages=1)

    monkeypatch.setattr(maker, "_make", but_another_was_quicker)
    maker.run_once()
    (pack,) = work.reviews.packs_of(work.tale.case_id)
    assert pack.made.pages > 1
    work.installation.projector.catch_up()
    assert sha256(opened(work).content).hexdigest() == pack.made.sha256


def test_one_that_cannot_be_made_for_now_keeps_no_other_back(work, monkeypatch):
    """The disk is full for the one, and it is tried again; the other is made."""
    ask(work)
    ask(work, APPLICANT)
    maker = pack_maker_of(work.installation)
    make_it = maker._make

    def full_for_the_first(pack):
        if pack.number == 1:
            raise OSError(28, "No space left on device")
        return make_it(pack)

    with monkeypatch.context() as full:
        full.setattr(maker, "_make", full_for_the_first)
        with pytest.raises(OSError, match="No space"):
            maker.run_once()
    first, second = work.reviews.packs_of(work.tale.case_id)
    assert first.is_waited_for
    assert second.made
    work.installation.projector.catch_up()
    assert maker.run_once() == 1
    assert work.reviews.get(type(first), first.id).made


def test_what_nobody_thought_of_is_recorded_and_ends_no_worker(work, monkeypatch):
    def surprise(_, *, within):
        raise ZeroDivisionError

    monkeypatch.setattr(making, "printed_pack", surprise)
    ask(work)
    assert make(work) == 1
    (pack,) = work.reviews.packs_of(work.tale.case_id)
    assert pack.not_made.because is NotMadeBecause.FAILED


def test_a_pack_that_is_missing_says_so(work):
    made(work)
    (pack,) = work.reviews.packs_of(work.tale.case_id)
    work.installation.vault.place.remove(pack.id)
    says = words(work.get("/panel"))
    assert "Missing Full edition" in says
    assert "Being made" not in says
    assert opened(work).status_code == 404
