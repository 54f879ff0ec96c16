"""A script, a formula and a template, planted by whoever is no caseworker.

Applicants, bodies, leads and keepers of accounts: what they type is read by others, on
the pages of the case.  The caseworker's own forms are in `test_planted.py`.
"""

from html import unescape

import pytest

from browser.others import Others, on_their_days, signed_in
from browser.others_forms import OTHERS_ASK_NOTHING, OTHERS_FORMS
from browser.premises import SAM
from browser.visitor import Visitor
from web.form_read import form_read
from web.mistakes import NOTHING_HAS, SMUGGLED, said_of_each_field
from web.test_planted import AS_THEY_ARE, PLANTED, SHORT, is_harmless

pytestmark = pytest.mark.thorough

PLANTING = [route for route in OTHERS_FORMS if route not in OTHERS_ASK_NOTHING]
IN_TWO_STEPS = [route for route, form in OTHERS_FORMS.items() if form.first]
OF_A_CASE = ("", "/complaints", "/partners", "/panel", "/outcome", "/contacts")
OF_A_CASE += ("/documents", "/chronology", "/history", "/letters", "/deadlines")


@pytest.fixture(scope="module")
def place_on(tmp_path_factory):
    with on_their_days(tmp_path_factory) as on:
        yield on


def is_words(answer):
    """See that an answer, unless it leads on, has what was planted as words alone."""
    if not answer.is_redirect:
        is_harmless(answer)


def sent_with(others, visitor, page, to):
    """Send a form with all its words planted; return which fields took them."""
    right = others.filled_in(visitor)
    read = form_read(visitor.get(page), to)
    for words in (PLANTED, SHORT):
        taken = set(read.texts) - AS_THEY_ARE - {"password", "again", "sign_in_name"}
        for _ in range(3):  # what the case is asked may be told in the second place
            answer = others.send(visitor, right | dict.fromkeys(taken, words))
            is_words(answer)
            if answer.status_code not in {409, 422}:
                return taken
            taken -= set(said_of_each_field(answer, to))
    return set()


def read_by_a_caseworker(there, case_id):
    """Read every page of a case, and see that what was planted is words there.

    Return all that was read.
    """
    reviews = there.installation.reviews
    there.installation.projector.wait_for(reviews.end_of_log())
    reference = reviews.case(case_id).trigger.reference
    sam = Visitor(there.address, SAM)
    shown = ""
    for each in OF_A_CASE:
        page = sam.get(f"/cases/{reference}{each}")
        assert page.status_code in {200, 404}, each
        is_harmless(page)
        shown += unescape(page.text)
    return shown


@pytest.mark.parametrize("route", PLANTING)
def test_what_others_plant_in_a_form_is_words_on_every_page(place_on, route):
    form = OTHERS_FORMS[route]
    there = place_on(form.on)
    others = Others(there, form, there.made[route][0])
    with signed_in(there, form, others.place) as visitor:
        sent_with(others, visitor, others.place.shown, others.place.to)
    if others.place.case_id is not None:
        read_by_a_caseworker(there, others.place.case_id)


@pytest.mark.parametrize("route", IN_TWO_STEPS)
def test_what_bodies_plant_in_an_answer_is_words_when_it_is_sent(place_on, route):
    """What was typed is looked at once more, and then sent as it was.

    What the form does not ask is not looked at: it says neither who answers, nor for
    whom.
    """
    form = OTHERS_FORMS[route]
    planted = {
        name: PLANTED if name == "answer" else said for name, said in form.first.items()
    }
    smuggled = dict.fromkeys(SMUGGLED, str(NOTHING_HAS))
    there, first = place_on(form.on), planted | smuggled
    others = Others(there, form._replace(first=first), there.made[route][0])
    end = there.installation.reviews.end_of_log()
    with signed_in(there, form, others.place) as visitor:
        right = others.filled_in(visitor)
        is_harmless(visitor.get(others.place.shown))
        is_words(others.send(visitor, right | smuggled))
    recorded = others.recorded(end)
    assert recorded
    assert not any(str(NOTHING_HAS) in repr(event) for event in recorded)
    assert PLANTED in read_by_a_caseworker(there, others.place.case_id)
