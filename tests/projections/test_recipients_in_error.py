"""Whoever was recorded as told what is put right, or not told, by mistake: Art. 19."""

from datetime import date

import pytest

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.people import Channel
from asbreview.domain.rights.annotating import NotTold
from asbreview.reviews.what_puts_right import PUTS_RIGHT, TakenBack
from journey import BODIES, Journey
from projections.timeline import timeline_of

ON, LATER = date(2026, 3, 3), date(2026, 3, 5)
TOLD, LEFT = "rights.recipient-told", "rights.recipient-not-told"


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7).apply()


def take_back(case, topic, item_id, on=LATER):
    case.reviews.correct_fact(
        case.case_id, topic, item_id, reason="Of another", signed=case.signed(on)
    )


@pytest.fixture
def put_right(case):
    """Return the id of a complaint that was put on file in error."""
    case.post(ON).decide(LATER).post(LATER).ask().answer()
    on = date(2026, 3, 25)
    complaint_id = next(iter(case.reviews.case(case.case_id).evidence.logged))
    case.reviews.correct_evidence(
        case.case_id, complaint_id, reason="Of another", signed=case.signed(on)
    )
    return complaint_id


def settle(case, about_id, on=date(2026, 3, 26)):
    case.reviews.tell_recipient(
        case.case_id,
        about_id,
        BODIES[1],
        told_on=on,
        how=Channel.LETTER,
        signed=case.signed(on),
    )
    case.reviews.leave_recipient(
        case.case_id,
        about_id,
        BODIES[2],
        because=NotTold.IMPOSSIBLE,
        reason="It is there no more",
        signed=case.signed(on),
    )


def settled(case):
    return case.reviews.case(case.case_id).rights.recipients_settled


def test_whoever_was_not_told_is_owed_again_and_told_once_more(case, put_right, ask):
    settle(case, put_right)
    told, left = (put_right, BODIES[1]), (put_right, BODIES[2])
    assert settled(case) == {told, left}
    ids = {x.topic: x.item_id for x in ask(timeline_of, case.case_id)}
    later = date(2026, 3, 27)
    take_back(case, TOLD, ids[TOLD], later)
    assert settled(case) == {left}
    take_back(case, LEFT, ids[LEFT], later)
    assert settled(case) == set()
    with pytest.raises(NoSuchThing):
        take_back(case, TOLD, ids[TOLD], later)
    settle(case, put_right, later)
    assert settled(case) == {told, left}


def test_the_page_of_corrections_says_so():
    for topic in (TOLD, LEFT):
        assert PUTS_RIGHT[topic] == TakenBack("correct_fact")
