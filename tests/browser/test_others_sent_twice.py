"""The same form sent twice at once by whoever is no caseworker: one effect.

By an applicant who follows their case, a body by its link or in an account, a lead, and
whoever keeps the accounts.  Those of a caseworker are in `test_sent_twice.py`.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from asbreview.access.keeping import changes_of
from browser.others import Others, on_their_days, signed_in
from browser.others_forms import OTHERS_FORMS
from browser.visitor import errors

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def place_on(tmp_path_factory):
    with on_their_days(tmp_path_factory) as on:
        yield on


@pytest.mark.parametrize("route", OTHERS_FORMS)
def test_a_form_of_others_that_is_sent_twice_at_once_has_one_effect(place_on, route):
    form = OTHERS_FORMS[route]
    there = place_on(form.on)
    others = Others(there, form, there.made[route][0])
    with signed_in(there, form, others.place) as visitor:
        fields = others.filled_in(visitor)
        before = there.installation.reviews.end_of_log()
        first, second = _at_once(visitor, others, fields)
        third = others.send(visitor, fields)  # and by the back button, later
    first, second = sorted((first, second), key=lambda answer: answer.status_code)
    assert first.status_code == 303, errors(first) or first.status_code
    assert (second.status_code, errors(second)) == (303, "")
    assert (third.status_code, errors(third)) == (303, "")
    assert len({each.headers["location"] for each in (first, second, third)}) == 1
    _one_effect(there, others, route, before)


def _at_once(visitor, others, fields):
    """Send the same form from two threads that wait for each other."""
    ready = Barrier(2)

    def send_it(_):
        ready.wait()
        return others.send(visitor, fields)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(send_it, range(2)))


def _one_effect(there, others, route, before):
    """See that one change of an account is noted, or each fact is on record once."""
    if route.startswith("/accounts/"):
        account_id = others.place.about or others.opened(there)
        assert len(changes_of(there.installation.office, account_id)) == 1
        return
    facts = [_what(event) for event in others.recorded(before)]
    assert others.is_kept_aside or facts, "nothing was recorded"
    assert len(facts) == len(set(facts))


def _what(event):
    """Return what an event says, its own number and moment apart."""
    left_out = {"originator_version", "timestamp", "command_id"}
    said = sorted(event.model_dump(exclude=left_out).items(), key=str)
    return event.originator_id, event.TOPIC, repr(said)
