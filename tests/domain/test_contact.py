"""The people of a case, contact with them, and what was promised."""

from uuid import UUID

import pytest

from asbreview.domain.contact.facts import (
    ContactDetailsChanged,
    ContactFileOpened,
    ContactFileReliedOn,
    ContactMade,
    ContactRecordedInError,
    Direction,
    Promise,
    PromiseKept,
    WasFor,
)
from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.people import Channel
from facts import (
    APPLICANT,
    STRANGER,
    TODAY,
    TOMORROW,
    VICTIM,
    YESTERDAY,
    person,
    prose,
)
from story import CASE, SIGNED, Story, that

CONTACT, PROMISE = UUID(int=90), UUID(int=91)
a_file = that(ContactFileOpened, applicant=person(), victim=person(VICTIM))
A_PROMISE = Promise(promise_id=PROMISE, promised=prose(2), due_on=TOMORROW)
MADE = {
    "contact_id": CONTACT,
    "person_id": APPLICANT,
    "channel": Channel.PHONE,
    "direction": Direction.TO_US,
    "made_on": TODAY,
    "said": prose(),
    "promise": A_PROMISE,
    "was_for": None,
}
made = that(ContactMade, **MADE)
kept = that(PromiseKept, promise_id=PROMISE, kept_on=TODAY)
in_error = that(ContactRecordedInError, item_id=CONTACT, reason=prose(3))


def the_file(*happened):
    return Story(Contact).given(a_file, *happened)


def making(**changes):
    return lambda contact: contact.make(**{**MADE, **changes}, signed=SIGNED)


def keeping(promise_id=PROMISE, on=TODAY):
    return lambda contact: contact.keep_promise(promise_id, kept_on=on, signed=SIGNED)


def changing(person_id):
    return lambda contact: contact.change_details(person(person_id), signed=SIGNED)


def correcting(item_id=CONTACT):
    return lambda contact: contact.record_in_error(
        item_id, reason=prose(3), signed=SIGNED
    )


def known(story):
    """What the file knows after a story."""
    files = []
    story.when(files.append)
    return files[0]


def test_the_people_of_a_case_are_recorded():
    contact = Contact.open_file(
        CASE, applicant=person(), victim=person(VICTIM), signed=SIGNED
    )
    assert contact.everyone == (APPLICANT, VICTIM)
    assert (contact.applicant.person_id, contact.victim_id) == (APPLICANT, VICTIM)


def test_who_applies_for_themselves_is_the_victim():
    contact = Contact.open_file(CASE, applicant=person(), victim=None, signed=SIGNED)
    assert contact.victim_id == APPLICANT
    assert contact.everyone == (APPLICANT,)


def test_contact_is_recorded_with_what_was_promised():
    the_file().when(making()).then(made)
    assert known(the_file(made)).promises == {PROMISE: A_PROMISE}


@pytest.mark.parametrize("was_for", [None, *WasFor])
def test_it_is_recorded_what_somebody_got_in_touch_for_or_that_nobody_said(was_for):
    the_file().when(making(was_for=was_for)).then(
        that(ContactMade, **MADE | {"was_for": was_for})
    )


@pytest.mark.parametrize("was_for", WasFor)
def test_of_a_contact_from_us_nobody_says_what_they_wanted(was_for):
    from_us = {"direction": Direction.FROM_US}
    asked = the_file().when(making(**from_us, was_for=was_for))
    asked.then_refused(Misrecorded, because="Not said")
    the_file().when(making(**from_us)).then(that(ContactMade, **MADE | from_us))


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"person_id": STRANGER}, "a person of this case"),
        ({"made_on": TOMORROW}, "future"),
        (
            {"promise": A_PROMISE.model_copy(update={"due_on": YESTERDAY})},
            "day it is promised for",
        ),
    ],
)
def test_contact_is_with_a_person_of_the_case_and_promises_look_ahead(changes, because):
    the_file().when(making(**changes)).then_refused(Misrecorded, because=because)


def test_a_promise_is_kept_once():
    the_file(made).when(keeping()).then(kept)
    the_file(made, kept).when(keeping()).then_refused(AlreadyDone, because="not open")
    the_file().when(keeping()).then_refused(AlreadyDone, because="not open")
    the_file(made).when(keeping(on=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


def test_a_persons_details_change():
    changed = that(ContactDetailsChanged, person=person(VICTIM))
    the_file().when(changing(VICTIM)).then(changed)
    the_file().when(changing(STRANGER)).then_refused(
        Misrecorded, because="a person of this case"
    )


def test_the_file_knows_since_when_details_hold():
    """A letter drafted before that is held back."""
    changed = that(ContactDetailsChanged, person=person(VICTIM))
    assert known(the_file(made, changed)).details_since == {APPLICANT: 1, VICTIM: 3}


def test_a_contact_recorded_in_error_is_corrected_once():
    the_file(made).when(correcting()).then(in_error)
    the_file(made, in_error).when(correcting()).then_refused(
        NoSuchThing, because="corrected already"
    )


def test_nothing_is_owed_that_was_promised_in_a_contact_that_never_was():
    contact = known(the_file(made, in_error))
    assert (contact.contacts, contact.promises) == ({}, {})


def test_the_file_notes_that_it_was_relied_on():
    the_file().when(lambda contact: contact.rely("closing", signed=SIGNED)).then(
        that(ContactFileReliedOn, decision="closing")
    )
