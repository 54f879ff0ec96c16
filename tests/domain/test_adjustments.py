"""An adjustment that is asked for is answered, yes or no, and dated."""

from uuid import UUID

import pytest

from asbreview.domain.contact.adjustments import (
    AdjustmentAnswered,
    AdjustmentAskedFor,
    AdjustmentInError,
    Made,
)
from asbreview.domain.contact.facts import ContactFileOpened
from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.people import HeardBy, OfPerson
from asbreview.domain.sealed import Sealed
from facts import APPLICANT, STRANGER, TODAY, TOMORROW, YESTERDAY, person, prose
from story import SIGNED, Story, that

ID = UUID(int=50)
WORDS = OfPerson(person_id=APPLICANT, words=Sealed("a token"))
ASKED = {
    "adjustment_id": ID,
    "person_id": APPLICANT,
    "asked_on": TODAY,
    "answer_by": TOMORROW,
    "how": HeardBy.PHONE,
    "asked": WORDS,
}
ANSWER = {"answered_on": TODAY, "made": Made.NOT_MADE, "arranged": WORDS}
a_file = that(ContactFileOpened, applicant=person(), victim=None)
asked = that(AdjustmentAskedFor, **ASKED)
answered = that(AdjustmentAnswered, adjustment_id=ID, **ANSWER)


def the_file(*happened):
    return Story(Contact).given(a_file, *happened)


def answering(**changes):
    told = {**ANSWER, **changes}
    return lambda contact: contact.answer_adjustment(ID, **told, signed=SIGNED)


def known(*happened):
    files = []
    the_file(*happened).when(files.append)
    return files[0]


def test_what_is_asked_for_waits_until_it_is_answered():
    the_file().when(lambda c: c.ask_for_adjustment(**ASKED, signed=SIGNED)).then(asked)
    assert [a.adjustment_id for a in known(asked).adjustments_open] == [ID]
    the_file(asked).when(answering()).then(answered)
    assert known(asked, answered).adjustments_open == ()


def test_a_later_answer_takes_the_place_of_the_first():
    later = that(
        AdjustmentAnswered, adjustment_id=ID, **{**ANSWER, "made": Made.AS_ASKED}
    )
    the_file(asked, answered).when(answering(made=Made.AS_ASKED)).then(later)
    assert known(asked, answered, later).adjustments_answered[ID].made is Made.AS_ASKED


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"answered_on": TOMORROW}, "future"),
        ({"answered_on": YESTERDAY}, "before"),
        ({"arranged": WORDS.model_copy(update={"person_id": STRANGER})}, "another"),
    ],
)
def test_an_answer_is_theirs_and_comes_after_they_asked(changes, because):
    the_file(asked).when(answering(**changes)).then_refused(Misrecorded, because)


def test_nothing_is_answered_that_nobody_asked_for_or_asked_in_error():
    wrong = that(AdjustmentInError, item_id=ID, reason=prose(3))
    the_file().when(answering()).then_refused(NoSuchThing, "no such thing")
    the_file(asked, wrong).when(answering()).then_refused(NoSuchThing, "corrected")
    the_file(asked).when(
        lambda c: c.take_back_adjustment(ID, reason=prose(3), signed=SIGNED)
    ).then(wrong)
