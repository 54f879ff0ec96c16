"""The pages on which somebody applies: with whatever may be wrong on each.

What is typed is kept for whoever applies alone, right or wrong, and recorded of no
case; nothing of it is sent before it is in order.
"""

import pytest

from applying import FOR_ANOTHER, REST, THREE, WHO, Applicant, filled_in
from asbreview.web.apply_steps import BY_NAME
from desk import date_in, desk
from journey import APPLIED_ON
from web.form_read import form_read
from web.mistakes import (
    LONG,
    days_that_were,
    names_of,
    said_of_each_field,
    to_come,
    wrong_by_kind,
)

pytestmark = pytest.mark.thorough
# Every step there is, of somebody who applies for another.
ANSWERS = {"who": WHO["who"], **FOR_ANOTHER}
ANSWERS |= {step: typed for step, typed in WHO.items() if step not in ANSWERS}
ASKED = [*ANSWERS, "complaints", "complaints/new", *REST, "files/new"]


@pytest.fixture(scope="module")
def sam(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("apply")) as sam:
        yield sam


@pytest.fixture
def juniper(sam):
    sam.browser.cookies.clear()
    sam.clock.set(APPLIED_ON)
    return Applicant(sam.browser)


def come_to(juniper, step):
    """Answer all that is asked before a step, and return what it shows."""
    juniper.begin()
    before = ASKED[: ASKED.index(step)]
    juniper.answer_all({s: typed for s, typed in ANSWERS.items() if s in before})
    if "complaints/new" in before:
        juniper.complain(THREE[0])
    juniper.answer_all({s: REST[s] for s in REST if s in before})
    page = juniper.open(step)
    assert str(page.url).endswith(step)
    return page


def refused(sam, juniper, step, wrong):
    """Send a step with some of it wrong; nothing is recorded, and all of it is kept."""
    end = sam.reviews.end_of_log()
    page = juniper.answer(step, **wrong)
    assert sam.reviews.end_of_log() == end
    assert page.status_code == 422, page.status_code
    assert "There is a problem" in page.text
    assert "<title>Error: " in page.text
    return page


def kept(page, read, typed):
    """See that all that was typed stands on the page, and a file never does."""
    again = filled_in(page)
    texts = [name for name in read.of("line", "text") if name in typed]
    assert {name: again[name][-1] for name in texts} == {n: typed[n] for n in texts}


def test_every_step_there_is_is_gone_through():
    assert set(BY_NAME) <= set(ASKED)


@pytest.mark.parametrize("step", ASKED)
def test_with_every_field_wrong_each_says_so_and_keeps_what_was_typed(
    sam, juniper, step
):
    read = form_read(come_to(juniper, step))
    wrong = wrong_by_kind(read)
    page = refused(sam, juniper, step, wrong)
    assert set(said_of_each_field(page)) == names_of(read)
    kept(page, read, wrong)
    if step in BY_NAME:  # a file, or a complaint, that is not in order was not added
        assert "Check your answers" not in juniper.open("check").text


@pytest.mark.parametrize("step", ASKED)
def test_forty_thousand_characters_are_too_many_for_any_field(sam, juniper, step):
    read = form_read(come_to(juniper, step))
    if long := dict.fromkeys(read.texts, LONG):
        page = refused(sam, juniper, step, long)
        assert set(said_of_each_field(page)) >= set(long)
        kept(page, read, long)


@pytest.mark.parametrize("step", ASKED)
def test_what_happened_did_not_happen_in_the_future(sam, juniper, step):
    read = form_read(come_to(juniper, step))
    for day in days_that_were(read):
        typed = {**THREE[0], **date_in(day, to_come(APPLIED_ON))}
        typed = typed if step == "complaints/new" else date_in(day, to_come(APPLIED_ON))
        page = refused(sam, juniper, step, typed)
        assert day in said_of_each_field(page), day
