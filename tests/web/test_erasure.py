"""Forgetting a person: every text decided about, then nobody can read them again."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.contact.facts import Direction
from asbreview.domain.erasure import Erasure
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.people import Channel
from asbreview.reviews.told import SearchTold
from asbreview.store.keys import StillRead
from asbreview.working import sender_of
from desk import Day, desk, filled_in, words
from journey import BODIES
from visiting import token_of

DAY = date(2026, 3, 10)
REASONS = {"basis": "the person asked, and it was granted", "confirmation": "ERASE"}


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide(date(2026, 3, 9))
        yield at_desk.on(DAY)


def page_of(at_desk):
    return f"/people/{at_desk.case.contact.applicant_id}/erase"


def form_of(at_desk):
    return filled_in(at_desk.get(page_of(at_desk)))


def fates(form, fate):
    numbers = [name.split("-")[1] for name in form if name.endswith("-text_id")]
    return {f"texts-{number}-fate": [fate] for number in numbers}


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_page_says_what_goes_what_stays_and_shows_every_text(at_desk):
    told = words(at_desk.get(page_of(at_desk)))
    assert "What is destroyed" in told
    assert "Dates, decisions, codes and references" in told
    assert "MARKERTEXT: noise next door every night." in told
    assert "Threshold decided: reasons" in told
    assert "our copies of 2 letters to them" in told
    form = form_of(at_desk)
    # the account, four complaints and the reasons of the decision
    assert sum(name.endswith("-text_id") for name in form) == 6
    assert form["texts-0-instead"] == ["MARKERTEXT: noise next door every night."]


def test_of_an_answer_it_is_shown_whom_its_body_says_that_it_tells_of(at_desk):
    tale = at_desk.tale.ask(DAY)
    request, *_ = at_desk.case.evidence.unanswered
    at_desk.reviews.answer_request(
        tale.case_id,
        request.request_id,
        answered_on=DAY,
        kind=AnswerKind.RETURNED,
        answer="MARKERWHOLE",
        may_be_told=MayBeTold.PART,
        part_told="MARKERPART",
        tells_of=[Whom.COMPLAINED_OF],
        signed=tale.signed(DAY),
    )
    told = words(at_desk.on(DAY).get(page_of(at_desk)))
    says = "The body says that it tells of the person complained of. Read it all the"
    assert told.count(says) == 2
    for text in ("MARKERWHOLE", "MARKERPART"):  # all texts are looked at: 0004
        before = told[: told.index(text)]
        assert before.rindex(says) > before.rindex("What becomes of text")


def test_what_bodies_were_to_search_by_and_who_answered_is_found(at_desk):
    tale = at_desk.tale
    at_desk.reviews.request_information(
        tale.case_id,
        bodies=BODIES[:1],
        requested_on=DAY,
        questions="What do you hold?",
        search=SearchTold(by="MARKERSEARCH", from_on=DAY, to_on=DAY),
        signed=tale.signed(DAY),
    )
    (request_id,) = at_desk.case.evidence.requests
    at_desk.reviews.answer_request(
        tale.case_id,
        request_id,
        answered_on=DAY,
        kind=AnswerKind.NIL,
        answer="Nothing is held",
        may_be_told=MayBeTold.ALL,
        came_by=CameBy.PHONE,
        given_by="MARKERGIVER",
        signed=tale.signed(DAY),
    )
    told = words(at_desk.on(DAY).get(page_of(at_desk)))
    for where, text in (
        ("Search named: by", "MARKERSEARCH"),
        ("Answer came: given by", "MARKERGIVER"),
    ):
        assert where in told
        assert text in told


def test_nothing_is_forgotten_before_each_text_is_decided_about_and_it_is_typed(
    at_desk,
):
    form = form_of(at_desk)
    page = at_desk.send(page_of(at_desk), form)
    told = words(page)
    assert page.status_code == 422
    assert "Text 1: select what becomes of the text" in told
    assert "Text 6: select what becomes of the text" in told
    assert "Select why the person is forgotten" in told
    assert "Type ERASE to confirm" in told
    assert 'href="#texts-5-fate"' in page.text
    assert "MARKERNAME" in words(at_desk.get())


def test_a_text_to_be_written_again_must_have_words(at_desk):
    form = form_of(at_desk)
    typed = form | fates(form, "keep") | REASONS
    typed |= {"texts-2-fate": "write again", "texts-2-instead": " "}
    page = at_desk.send(page_of(at_desk), typed)
    assert page.status_code == 409
    assert "Text 3: enter the words to stand in its place" in words(page)
    assert filled_in(page)["texts-1-fate"] == ["keep"]


def test_forgotten_nobody_can_read_them_and_the_case_still_opens(at_desk, tmp_path):
    sender_of(at_desk.installation).run_once(at_desk.clock())
    assert list((tmp_path / "print-queue").glob("*.pdf"))
    form = form_of(at_desk)
    typed = form | fates(form, "remove") | REASONS
    typed |= {"texts-0-fate": "write again", "texts-0-instead": "Noise next door."}
    page = at_desk.send(page_of(at_desk), typed)
    told = words(page)
    assert "The person is forgotten" in told
    assert "6 were written again or removed" in told
    case = words(at_desk.get())
    assert "[removed]" in case
    assert "MARKER" not in case
    history = words(at_desk.get("/history", detail="yes"))
    assert "MARKER" not in history
    assert "Noise next door." in history
    assert not list((tmp_path / "print-queue").glob("*.pdf"))
    letters = words(at_desk.get("/letters"))
    assert "[removed]" in letters
    assert b"MARKER" not in everything(tmp_path)


def test_a_text_recorded_meanwhile_is_shown_before_anything_is_destroyed(at_desk):
    form = form_of(at_desk)
    at_desk.reviews.make_contact(
        at_desk.tale.case_id,
        person_id=at_desk.case.contact.applicant_id,
        channel=Channel.PHONE,
        direction=Direction.TO_US,
        made_on=DAY,
        said="Rang to say it is worse",
        signed=at_desk.tale.signed(DAY),
    )
    page = at_desk.send(page_of(at_desk), form | fates(form, "remove") | REASONS)
    told = words(page)
    assert page.status_code == 409
    assert "A text that tells of this person was recorded meanwhile" in told
    assert "Rang to say it is worse" in told
    again = filled_in(page)
    assert again["texts-5-fate"] == ["remove"]
    assert "texts-6-fate" not in again
    assert "MARKERNAME" in words(at_desk.get())
    done = at_desk.send(page_of(at_desk), again | {"texts-6-fate": ["keep"]})
    assert "The person is forgotten" in words(done)


def test_a_second_click_has_no_second_effect(at_desk):
    form = form_of(at_desk)
    typed = form | fates(form, "keep") | REASONS
    at_desk.send(page_of(at_desk), typed)
    end = at_desk.reviews.end_of_log()
    again = at_desk.send(page_of(at_desk), typed)
    assert again.status_code == 200
    assert at_desk.reviews.end_of_log() == end


def test_a_destruction_that_a_reader_held_up_can_be_finished(at_desk, monkeypatch):
    def held_up(owner):
        raise StillRead(owner)

    form = form_of(at_desk)
    with monkeypatch.context() as held:
        held.setattr("asbreview.web.forgetting.PAUSE", 0)
        held.setattr(at_desk.reviews.keyring, "destroy", held_up)
        page = at_desk.send(page_of(at_desk), form | fates(form, "keep") | REASONS)
    assert "The destruction is not finished" in words(page)
    done = at_desk.send(f"{page_of(at_desk)}/finish", filled_in(page))
    assert "What told of them is destroyed" in words(done)
    person_id = at_desk.case.contact.applicant_id
    assert at_desk.reviews.get(Erasure, Erasure.id_for(person_id)).is_done


def test_an_auditor_and_whoever_looks_back_may_not(at_desk):
    assert at_desk.get(page_of(at_desk), as_of="2026-03-09").status_code == 403
    at_desk.as_auditor()
    assert at_desk.get(page_of(at_desk)).status_code == 403


def test_nobody_else_can_be_forgotten_here(at_desk):
    nobody = "/people/00000000-0000-4000-8000-000000000009/erase"
    assert at_desk.get(nobody).status_code == 404


def test_nor_is_a_destruction_finished_under_another_cases_address(at_desk):
    form = form_of(at_desk)
    at_desk.send(page_of(at_desk), form | fates(form, "keep") | REASONS)
    finish = f"{page_of(at_desk)}/finish"
    other = Day(at_desk.reviews, at_desk.clock)
    other.seed = UUID(int=9000)
    there = at_desk.reviews.case(other.apply(DAY).case_id).trigger.reference
    own = {"csrf_token": token_of(at_desk.browser), "command_id": str(UUID(int=77))}
    end = at_desk.reviews.end_of_log()
    assert at_desk.browser.post(f"/cases/{there}{finish}", data=own).status_code == 404
    assert at_desk.reviews.end_of_log() == end


@pytest.mark.parametrize("of_then", ["", "?as_of=2026-03-09"])
def test_a_person_is_no_longer_found_once_forgotten(at_desk, of_then):
    """Nor as of a day before that: their keys are destroyed."""

    def found():
        find = filled_in(at_desk.browser.get(f"/find{of_then}"))
        asked = find | {"query": "Marigold"}
        page = at_desk.browser.post(f"/find{of_then}", data=asked)
        assert page.status_code == 200
        return at_desk.case.trigger.reference in page.text

    assert found()
    form = form_of(at_desk)
    at_desk.send(page_of(at_desk), form | fates(form, "keep") | REASONS)
    assert not found()
