"""Who was told what was recorded in error, otherwise than by letter: Art. 19."""

from datetime import date

import pytest

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.people import Channel
from asbreview.recipients import Had
from asbreview.told_in_error import told_in_error
from desk import desk, filled_in, words
from journey import BODIES, COUNCIL, EAST_CAMBRIDGESHIRE, complaint

PUT_RIGHT = date(2026, 3, 12)
OTHERS = [b for b in EAST_CAMBRIDGESHIRE.relevant_bodies if b.body_id != COUNCIL]


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        yield at_desk.on(PUT_RIGHT)


def take_back(at_desk, on=PUT_RIGHT, which=0):
    complaint_id = list(at_desk.case.evidence.logged)[which]
    at_desk.reviews.correct_evidence(
        at_desk.tale.case_id,
        complaint_id,
        reason="It was of another",
        signed=at_desk.tale.signed(on),
    )
    at_desk.on(on)
    return complaint_id


def told(at_desk, as_of=None):
    found = told_in_error(
        at_desk.reviews, at_desk.installation.views, at_desk.case, as_of=as_of
    )
    return [
        (
            each.what,
            each.put_right_on,
            {(r.recipient_id, r.had) for r in each.recipients},
        )
        for each in found
    ]


def test_the_bodies_that_had_the_application_are_told(sam):
    before = sam.reviews.end_of_log()
    take_back(sam)
    passed_on = {(body.body_id, Had.PASSED_ON) for body in OTHERS}
    assert told(sam) == [("Complaint put on file", PUT_RIGHT, passed_on)]
    assert told(sam, before) == []  # nobody knew it then
    page = words(sam.get("/told-in-error"))
    for body in OTHERS:
        said = f"{body.name} Told in error Complaint put on file, of Monday 2 March"
        assert f"{said} 2026: put right on Thursday 12 March 2026." in page
    overview = words(sam.get())
    assert "Tell who was told" in overview
    said = f"Complaint put on file: recorded in error, and told to {len(OTHERS)}"
    assert said in overview


def test_they_are_told_one_by_one_and_then_nothing_is_left_to_do(sam):
    complaint_id = take_back(sam)
    first, *others = OTHERS
    page = f"/told-in-error/{complaint_id}/{first.body_id}"
    typed = {"settled": "they were told", "how": "email"}
    done = words(sam.send(page, filled_in(sam.get(page)) | typed))
    assert "Told on Thursday 12 March 2026, by email; recorded by Sam Reed." in done
    for body in others:
        page = f"/told-in-error/{complaint_id}/{body.body_id}"
        typed = {"settled": "it is impossible to tell them", "reason": "It is closed"}
        done = words(sam.send(page, filled_in(sam.get(page)) | typed))
    assert done.count("It is impossible to tell them: It is closed") == len(others)
    assert "Tell who was told" not in words(sam.get())


def test_what_nobody_had_is_not_listed(sam):
    """It was put on file, and taken back, before anything was given to anybody."""
    sam.reviews.log_complaint(
        sam.tale.case_id,
        complaint(date(2026, 3, 1), date(2026, 3, 10)),
        signed=sam.tale.signed(PUT_RIGHT),
    )
    take_back(sam, which=-1)
    assert told(sam) == []
    assert "Nobody was told anything" in words(sam.get("/told-in-error"))


def test_the_application_put_right_was_passed_on_as_it_was(sam):
    said = sam.case.trigger.application.model_copy(update={"place": "Soham"})
    sam.reviews.correct_application(
        sam.tale.case_id, said, reason="So", signed=sam.tale.signed(PUT_RIGHT)
    )
    sam.on(PUT_RIGHT)
    ((what, on, bodies),) = told(sam)
    assert (what, on) == ("What the application says", PUT_RIGHT)
    assert bodies == {(body.body_id, Had.PASSED_ON) for body in OTHERS}


def test_whoever_had_the_papers_is_told_and_not_who_was_sent_them_later(tmp_path):
    with desk(tmp_path) as at_desk:
        tale, reviews = at_desk.tale, at_desk.reviews
        tale.apply().decide().post(date(2026, 3, 10)).ask().answer()
        reviews.log_complaint(
            tale.case_id,
            complaint(date(2026, 3, 1), date(2026, 3, 10)),
            signed=tale.signed(date(2026, 3, 19)),
        )
        reviews.log_complaint(
            tale.case_id,
            complaint(date(2026, 3, 2), date(2026, 3, 11)),
            signed=tale.signed(date(2026, 3, 19)),
        )
        tale.assess().convene().choose()
        take_back(at_desk, date(2026, 3, 26), which=-1)
        tale.send_papers(date(2026, 3, 27))
        assert told(at_desk.on(date(2026, 3, 27))) == []
        take_back(at_desk, date(2026, 3, 30), which=-1)
        papers = {(body, Had.PAPERS) for body in BODIES if body != COUNCIL}
        assert [bodies for *_, bodies in told(at_desk)] == [papers]


def test_a_body_whose_recommendation_was_in_error_is_told(tmp_path):
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale.apply().decide().post(date(2026, 3, 10)).ask().answer()
        tale.assess().convene().choose().send_papers().hold().find()
        on = date(2026, 4, 8)
        outcome = at_desk.case.outcome
        action = next(a for a in outcome.actions.values() if a.body_id != COUNCIL)
        at_desk.reviews.correct_outcome(
            tale.case_id, action.action_id, reason="x", signed=tale.signed(on)
        )
        at_desk.on(on)
        found = [bodies for *_, bodies in told(at_desk)]
        assert found == [{(action.body_id, Had.PLAN)}]


def test_what_was_not_in_error_is_told_to_nobody(sam):
    with pytest.raises(NoSuchThing, match="no such thing that was put right"):
        sam.reviews.tell_recipient(
            sam.tale.case_id,
            next(iter(sam.case.evidence.logged)),
            BODIES[1],
            told_on=PUT_RIGHT,
            how=Channel.EMAIL,
            signed=sam.tale.signed(PUT_RIGHT),
        )
