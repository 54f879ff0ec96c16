"""The same form sent twice at once: one effect, whatever the race.

The forms are compared with the application's own routes in
`web/test_every_route_of_a_form.py`.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4, uuid5

import pytest
from eventsourcing.persistence import Notification

from browser.every_page import (
    CASE,
    FORMS,
    NOT_OF_A_CASE,
    TODAY,
    case_of,
    typed_in,
)
from browser.premises import SAM, premises
from browser.stages import Stages
from browser.visitor import Visitor, as_fields, errors
from desk import filled_in
from unprinted import nothing_printed
from visiting import forms_of, sent_by

pytestmark = pytest.mark.thorough
GONE_FOR_WHOEVER_SENT_IT = {
    f"{CASE}/who-sees/conflict",
    "/past/{past_id:uuid}/in-error",
}
WITH_A_MAIL_SERVER = f"{CASE}/panel/invitations"


def _one_for_each_form(installation, clock):
    stages = Stages(installation, clock)
    return {route: form.stage(stages).case_id for route, form in FORMS.items()}


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twice")
    with nothing_printed(), premises(folder, TODAY, _one_for_each_form) as there:
        there.settled()
        yield there


@pytest.fixture(scope="module")
def sam(there):
    sam = Visitor(there.address, SAM)
    yield sam
    sam.close()


@pytest.mark.parametrize("route", FORMS)
def test_a_form_that_is_sent_twice_at_once_has_one_effect(there, sam, route):
    form = FORMS[route]
    case = case_of(there.installation, there.made[route])
    if route in NOT_OF_A_CASE:
        case = case._replace(address=NOT_OF_A_CASE[route])
    page = sam.get(form.shown(case))
    shown = _button(page) if route == WITH_A_MAIL_SERVER else filled_in(page)
    fields = shown | as_fields(typed_in(form, shown, case))
    before = there.installation.reviews.end_of_log()
    first, second = _at_once(sam, form.address(case), fields)
    assert first.status_code == 303, errors(first) or first.status_code
    assert (second.status_code, errors(second)) == (303, "")
    assert first.headers["location"] == second.headers["location"]
    _again_later(sam, route, form.address(case), fields, first)
    _one_block_of_events(there, before, shown["command_id"][0])


def _again_later(sam, route, address, fields, first):
    """Once its effect is on view, and what it chose is offered no longer."""
    if route not in GONE_FOR_WHOEVER_SENT_IT:
        again = sam.post(address, fields)
        assert (again.status_code, errors(again)) == (303, "")
        assert again.headers["location"] == first.headers["location"]


def _button(page):
    """Return what a button sends that is not shown here, where no email can go."""
    (sign_out,) = [sent_by(form) for form in forms_of(page, "/sign-out")]
    return sign_out | {"command_id": [str(uuid4())]}


def _at_once(visitor, address, fields):
    """Send the same form from two threads that wait for each other."""
    ready = Barrier(2)

    def send_it(_):
        ready.wait()
        return visitor.post(address, fields)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(send_it, range(2)))


def _one_block_of_events(there, before, command_id):
    """See that the command is on record once, and nothing else of whoever gave it."""
    reviews = there.installation.reviews
    events = [
        _read(reviews, n)
        for n in reviews.recorder.select_notifications(before + 1, 999)
    ]
    ours = [event for event in events if event.recorded_by == SAM.account_id]
    assert ours, "nothing was recorded"
    # Forgetting is two commands: to decide it and, under an id of its own, to do it.
    given = {UUID(command_id), uuid5(UUID(command_id), "finish")}
    assert {event.command_id for event in ours} <= given
    said = [(event.originator_id, event.TOPIC, _what(event)) for event in ours]
    assert len(said) == len(set(said))


def _read(reviews, notification: Notification):
    return reviews.mapper.to_domain_event(notification)


def _what(event):
    """Return what an event says, its own number and moment apart."""
    left_out = {"originator_version", "timestamp", "command_id"}
    return repr(sorted(event.model_dump(exclude=left_out).items(), key=str))
