"""A call for help: by when it is answered, and that it waits until it is."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from asbreview.domain.contact.facts import ContactFileOpened, ContactRecordedInError
from asbreview.domain.contact.help import (
    HelpAnswered,
    HelpAskedFor,
    Need,
    must_need,
)
from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.people import OfPerson
from asbreview.domain.sealed import Sealed
from asbreview.domain.working_days import WorkingCalendar
from asbreview.reviews.calls_for_help import _answer_by, _is_late
from domain.test_contact import CONTACT, MADE
from domain.test_contact import made as spoken
from facts import APPLICANT, TODAY, TOMORROW, YESTERDAY, person, prose
from journey import EASTER_2026
from story import SIGNED, Story, that

HELP, OTHER = UUID(int=70), UUID(int=71)
NEEDS = OfPerson(person_id=APPLICANT, words=Sealed("a token"))
ASKED = {
    "help_id": HELP,
    "person_id": APPLICANT,
    "answer_by": TODAY,
    "not_safe": True,
    "needs": NEEDS,
    "said": prose(),
}
a_file = that(ContactFileOpened, applicant=person(), victim=None)
asked = that(HelpAskedFor, **ASKED, asked_on=TODAY)
answered = that(HelpAnswered, help_id=HELP, answered_on=TODAY, contact_id=CONTACT)
CALENDAR = WorkingCalendar.of(EASTER_2026, known_until=date(2026, 12, 31))
# Counted by hand on a calendar of 2026: Good Friday is 3 April, Easter Monday the 6th.
BY = [
    (date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 4)),  # Monday
    (date(2026, 3, 6), date(2026, 3, 6), date(2026, 3, 10)),  # Friday
    (date(2026, 3, 7), date(2026, 3, 9), date(2026, 3, 10)),  # Saturday
    (date(2026, 4, 2), date(2026, 4, 2), date(2026, 4, 8)),  # before Good Friday
    (date(2026, 4, 3), date(2026, 4, 7), date(2026, 4, 8)),  # on it
]


def the_file(*happened):
    return Story(Contact).given(a_file, *happened)


def answering(on=TODAY):
    return lambda contact: contact.answer_help(
        HELP, answered_on=on, contact_id=CONTACT, signed=SIGNED
    )


def test_a_call_is_taken_on_the_day_it_is_made_and_answered_once():
    the_file().when(lambda c: c.ask_for_help(**ASKED, signed=SIGNED)).then(asked)
    the_file(asked).when(answering()).then(answered)
    the_file(asked, spoken, answered).when(answering()).then_refused(
        AlreadyDone, because="have been answered"
    )


@pytest.mark.parametrize(("on", "because"), [(TOMORROW, "future"), (YESTERDAY, "")])
def test_nobody_is_answered_before_they_ask_nor_in_days_to_come(on, because):
    the_file(asked).when(answering(on)).then_refused(Misrecorded, because=because)


def test_a_contact_that_never_was_answered_nobody():
    in_error = that(ContactRecordedInError, item_id=CONTACT, reason=prose(3))
    files = []
    the_file(asked, spoken, answered, in_error).when(files.append)
    assert list(files[0].calls) == [HELP]
    assert files[0].calls_answered == files[0].calls_answered_in == {}
    assert MADE["contact_id"] == CONTACT


@pytest.mark.parametrize(("on", "at_once", "within"), BY)
def test_who_is_not_safe_is_answered_on_the_working_day_others_two_days_on(
    on, at_once, within
):
    assert _answer_by(CALENDAR, on, at_once=True) == at_once
    assert _answer_by(CALENDAR, on, at_once=False) == within


@pytest.mark.parametrize(
    ("on", "by"),
    [
        (date(2026, 6, 1), date(2026, 6, 2)),  # a Monday
        (date(2026, 6, 5), date(2026, 6, 8)),  # a Friday
        (date(2026, 6, 6), date(2026, 6, 8)),  # a Saturday
        (date(2026, 4, 2), date(2026, 4, 7)),  # the Thursday before Easter
    ],
)
def test_who_asks_late_in_the_day_is_promised_the_next_working_day(on, by):
    assert _answer_by(CALENDAR, on, at_once=True, is_late=True) == by


@pytest.mark.parametrize(
    ("at", "is_late"),
    [
        (datetime(2026, 6, 1, 13, 59, tzinfo=UTC), False),  # 14:59 in London
        (datetime(2026, 6, 1, 14, 0, tzinfo=UTC), True),
        (datetime(2026, 1, 5, 14, 59, tzinfo=UTC), False),
        (datetime(2026, 1, 5, 15, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 27, 23, 40, tzinfo=UTC), True),
    ],
)
def test_it_is_late_from_three_in_the_afternoon_in_london(at, is_late):
    assert _is_late(at) is is_late


def test_where_the_bank_holidays_are_not_known_it_is_the_day_itself():
    day = date(2026, 12, 31)
    assert _answer_by(CALENDAR, day, at_once=False) == day


def test_a_choice_or_a_few_words_will_do_and_nothing_will_not():
    must_need((Need.CALL,), "")
    must_need((), "I cannot sleep")
    with pytest.raises(Misrecorded, match="Select what you need"):
        must_need((), " ")
