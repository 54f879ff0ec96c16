"""A slip is put right from the line of the history that tells it."""

import re
from datetime import date

import pytest

from desk import date_in, desk, filled_in, words

ON = date(2026, 3, 9)


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("putting-right")) as at_desk:
        at_desk.tale.apply()
        yield at_desk


@pytest.fixture
def sam(at_desk):
    return at_desk.on(ON)


def put_right_links(page):
    return re.findall(r'href="/cases/[^/"]+(/history/[0-9]+/in-error)"', page.text)


def test_a_fact_is_recorded_in_error_from_its_line(sam):
    link, *others = put_right_links(sam.get("/history"))
    empty = sam.fill_in(link)
    assert empty.status_code == 422
    assert "Enter what was wrong" in words(empty)
    page = sam.fill_in(link, reason="It was on 4 March")
    assert "It is recorded that this was in error" in words(page)
    assert "Recorded in error: passing the application on" in words(page)
    assert "It was on 4 March" in words(page)
    assert put_right_links(page) == others
    assert "It is recorded already" in words(sam.get(link))


def test_the_application_is_put_right_with_what_was_recorded_filled_in(sam):
    page = "/application/put-right"
    typed = filled_in(sam.get(page)) | {
        **date_in("applied_on", date(2026, 3, 20)),
        "place": "Littleport",
        "reason": "Misheard",
    }
    refused = sam.send(page, typed)
    assert refused.status_code == 409
    assert "cannot be in the future" in words(refused)
    assert 'href="#applied_on-day"' in refused.text
    kept = filled_in(refused)
    assert (kept["place"], kept["reason"]) == (["Littleport"], ["Misheard"])
    done = sam.send(page, kept | date_in("applied_on", date(2026, 2, 27)))
    assert "The application is put right" in words(done)
    assert "Corrected on Monday 9 March 2026" in words(sam.get("/deadlines"))
    assert "27 February 2026" in words(sam.get())


def test_what_is_no_fact_of_this_case_is_not_found(sam):
    assert sam.get("/history/1/in-error").status_code == 404


def test_an_auditor_is_not_offered_to_put_anything_right(sam):
    assert "Put it right" in words(sam.get("/history"))
    assert "Put it right" not in words(sam.get("/history", as_of="2026-03-05"))
    assert "Put it right" not in words(sam.as_auditor().get("/history"))


HELD_ON = date(2026, 4, 2)


@pytest.fixture
def met(tmp_path):
    """A case whose panel has met."""
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().decide().ask().assess().convene().choose().hold()
        yield at_desk.on(HELD_ON)


def test_who_was_at_the_meeting_is_put_right_without_undoing_the_meeting(met):
    page = "/panel/attendance/put-right"
    assert page in met.get("/panel").text
    typed = filled_in(met.get(page)) | {"victim_came": "came to the meeting"}
    assert typed["attended-0-name"] == ["Odile Fenwick"]
    refused = met.send(page, typed | {"attended-2-name": "", "attended-2-body_id": ""})
    assert refused.status_code == 422
    assert "Enter what was wrong" in words(refused)
    typed |= {"attended-1-name": "Wat Merrin", "reason": "Bram was ill"}
    done = met.send(page, typed)
    assert "Who was at the meeting is put right" in words(done)
    assert "Wat Merrin" in words(done)
    assert "Bram was ill" in words(done)
    assert "Who was at the meeting put right" in words(met.get("/history"))
    assert met.case.panel.held.held_on == date(2026, 4, 1)


def test_how_the_victim_took_part_is_put_right_from_the_history(met):
    page = "/panel/participation/put-right"
    assert page in met.get("/history").text
    shown = filled_in(met.get(page))
    assert shown["participation"] == ["attends the meeting"]
    assert shown["decided_on-day"] == ["24"]
    same = met.send(page, shown | {"reason": "It was read out"})
    assert same.status_code == 409
    assert "Change what was recorded wrongly" in words(same)
    assert filled_in(same)["reason"] == ["It was read out"]
    done = met.fill_in(
        page, participation="sends a statement", reason="It was read out"
    )
    assert "How the victim took part is put right" in words(done)
    assert "sends a statement" in words(done)
    assert "How the victim took part put right" in words(met.get("/history"))


def test_before_a_meeting_there_is_nothing_of_it_to_put_right(sam):
    for page in ("/panel/attendance/put-right", "/panel/participation/put-right"):
        assert sam.get(page).status_code == 404


def test_a_reminder_is_put_right_from_its_line(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().decide().ask()
        sam = at_desk.on(date(2026, 3, 12))
        request = next(iter(sam.case.evidence.requests))
        sam.fill_in(f"/partners/{request}/chase", channel="phone", said="Rang twice")
        link, *_ = put_right_links(sam.get("/history"))
        assert "Rang twice" in words(sam.get(link))
        done = sam.fill_in(link, reason="It was the police who were rung")
        assert "Recorded in error: a reminder to a body" in words(done)
        assert "Rang twice" not in words(sam.get("/partners"))


def test_a_letter_told_by_telephone_in_error_waits_to_be_drawn_again(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        (letter,) = at_desk.tale.letters()
        sam = at_desk.on(ON)
        sam.fill_in(f"/letters/{letter}/told", channel="phone", how="Rang her")
        link, *_ = put_right_links(sam.get("/history"))
        sam.fill_in(link, reason="It was her sister")
        assert "held back" in words(sam.get("/letters")).casefold()
        assert "they had not been told it in another way" in words(
            sam.get(f"/letters/{letter}")
        )


def test_who_the_victim_is_is_put_right_with_everything_typed_kept(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        sam, page = at_desk.on(ON), "/contacts/victim/put-right"
        assert page in sam.get("/contacts").text
        refused = sam.fill_in(page, victim_phone="01632 960777", reason="Her mother")
        assert refused.status_code == 409
        assert 'href="#victim_name"' in refused.text
        typed = filled_in(refused)
        assert typed["victim_phone"] == ["01632 960777"]
        typed |= {
            "victim_name": "Tansy Birdsall",
            "capacity": "somebody on the victim's behalf",
        }
        done = sam.send(page, typed)
        assert "Who the victim is is put right" in words(done)
        assert "Tansy Birdsall" in words(done)
        assert "Her mother" in words(sam.get("/history"))
        sam.fill_in(page, capacity="the victim", reason="It was she after all")
        assert "Tansy Birdsall" not in words(sam.get("/contacts"))
        assert "Forget who was recorded as the victim in error" in words(
            sam.get("/history")
        )
