"""What a body began to answer goes with whoever is forgotten, also after a crash."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.answers_begun import AnswersBegun
from asbreview.domain.erasure import Basis
from asbreview.standing import make_ready
from desk import desk

ON = date(2026, 3, 20)
REQUEST, OTHER, OTHER_CASE = UUID(int=71), UUID(int=72), UUID(int=73)
WORDS = {"answer": ["MARKERBEGUN"]}


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        yield at_desk.on(ON)


@pytest.fixture
def begun(at_desk):
    given = at_desk.installation
    begun = AnswersBegun(given.office, given.keyring)
    for case_id, request_id in ((at_desk.tale.case_id, REQUEST), (OTHER_CASE, OTHER)):
        begun.keep(case_id, request_id, WORDS, seen="", at=at_desk.clock())
    return begun


def decide(at_desk):
    """Decide to forget the applicant; the server dies before anything is destroyed."""
    at_desk.reviews.decide_erasure(
        at_desk.tale.case_id,
        at_desk.case.contact.applicant_id,
        basis=Basis.REQUEST,
        texts=[],
        instead={},
        remains="Dates, decisions and figures",
        signed=at_desk.tale.signed(ON),
    )


def test_at_the_next_start_nothing_is_left_of_it_and_another_case_keeps_its_own(
    at_desk, begun
):
    decide(at_desk)
    make_ready(at_desk.installation)
    assert begun.read(REQUEST) is None
    assert begun.read(OTHER).fields == WORDS


def test_what_is_begun_after_an_erasure_is_finished_outlives_a_start(at_desk, begun):
    decide(at_desk)
    make_ready(at_desk.installation)
    begun.keep(at_desk.tale.case_id, REQUEST, WORDS, seen="", at=at_desk.clock())
    make_ready(at_desk.installation)
    assert begun.read(REQUEST).fields == WORDS
