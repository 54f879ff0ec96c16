"""Days that people had been told, and that moved: who is owed which new one."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.contact.facts import ContactFileOpened, ContactRecordedInError
from asbreview.domain.contact.moved_days import (
    DayMoved,
    MovedDaysTold,
    MovedDaysToldInError,
    TellingLapsed,
    TellingOwed,
)
from asbreview.domain.contact.record import Contact
from asbreview.domain.errors import AlreadyDone, NoSuchThing
from facts import APPLICANT, TODAY, VICTIM, person, prose
from story import SIGNED, Story, that

FIRST, AGAIN, CONTACT = UUID(int=81), UUID(int=82), UUID(int=83)
MONDAY, TUESDAY = date(2026, 3, 30), date(2026, 3, 31)
WEDNESDAY = date(2026, 4, 1)
SHUT = date(2026, 3, 12)
a_file = that(ContactFileOpened, applicant=person(), victim=person(VICTIM))


def day(told, now, timer="decide-threshold"):
    return DayMoved(timer_id=timer, told=told, now=now)


def owed(*moved, id_=FIRST, who=APPLICANT, added=True):
    return that(
        TellingOwed,
        telling_id=id_,
        person_id=who,
        days_off=(SHUT,),
        added=added,
        moved=moved,
    )


def told(id_=FIRST, contact_id=CONTACT):
    return that(MovedDaysTold, telling_id=id_, told_on=TODAY, contact_id=contact_id)


def moving(*moved, named=(), id_=FIRST, who=APPLICANT, added=True):
    return lambda contact: contact.owe_telling(
        id_,
        who,
        named=named,
        moved=moved,
        days_off=(SHUT,),
        added=added,
        signed=SIGNED,
    )


def the_file(*happened):
    return Story(Contact).given(a_file, *happened)


def test_who_was_told_a_day_that_moves_is_owed_the_new_one():
    later = day(MONDAY, TUESDAY)
    the_file().when(moving(later, named=(later,))).then(owed(later))


def test_who_was_told_nothing_is_owed_nothing():
    the_file().when(moving(day(MONDAY, TUESDAY))).then()


def test_a_day_that_moves_again_before_they_know_is_told_once_from_the_first():
    moves = moving(day(TUESDAY, WEDNESDAY), id_=AGAIN)
    then = owed(day(MONDAY, WEDNESDAY), id_=AGAIN)
    the_file(owed(day(MONDAY, TUESDAY))).when(moves).then(then)


def test_a_day_that_moves_back_before_they_know_need_not_be_told():
    back = moving(day(TUESDAY, MONDAY), id_=AGAIN, added=False)
    lapsed = that(TellingLapsed, telling_id=FIRST)
    the_file(owed(day(MONDAY, TUESDAY))).when(back).then(lapsed)


def test_a_day_that_moves_back_once_they_know_is_owed_again():
    """No letter named Tuesday: they were told it by telephone."""
    back = day(TUESDAY, MONDAY)
    then = owed(back, id_=AGAIN, added=False)
    history = owed(day(MONDAY, TUESDAY)), told()
    the_file(*history).when(moving(back, id_=AGAIN, added=False)).then(then)


def test_what_a_later_letter_named_is_what_they_know():
    """Monday was told first; a letter since named Tuesday, which moves now."""
    later = day(TUESDAY, WEDNESDAY)
    moves = moving(later, named=(later,), id_=AGAIN)
    the_file(owed(day(MONDAY, TUESDAY))).when(moves).then(owed(later, id_=AGAIN))


def test_a_step_that_does_not_move_now_is_owed_still():
    panel = day(MONDAY, TUESDAY, "hold-panel")
    window = day(TUESDAY, WEDNESDAY, "challenge-window")
    moves = moving(window, named=(window,), id_=AGAIN)
    the_file(owed(panel)).when(moves).then(owed(panel, window, id_=AGAIN))


def test_nothing_is_recorded_again_where_nothing_they_are_owed_moves():
    other = day(MONDAY, TUESDAY, "hold-panel")
    the_file(owed(day(MONDAY, TUESDAY))).when(moving(other, id_=AGAIN)).then()


def test_each_person_is_owed_what_they_were_told():
    later = day(MONDAY, TUESDAY)
    moves = moving(later, named=(later,), id_=AGAIN, who=VICTIM)
    the_file(owed(later)).when(moves).then(owed(later, id_=AGAIN, who=VICTIM))


def telling(id_=FIRST, contact_id=None):
    return lambda contact: contact.tell_moved_days(
        id_, told_on=TODAY, contact_id=contact_id, signed=SIGNED
    )


def test_whoever_is_told_is_owed_nothing_more():
    history = owed(day(MONDAY, TUESDAY))
    the_file(history).when(telling(contact_id=CONTACT)).then(told())
    the_file(history, told()).when(telling()).then_refused(
        AlreadyDone, "They have been told"
    )


@pytest.mark.parametrize(
    ("wrong", "contact_id"),
    [
        (that(ContactRecordedInError, item_id=CONTACT, reason=prose(3)), CONTACT),
        (that(MovedDaysToldInError, item_id=FIRST, reason=prose(3)), None),
    ],
    ids=["the contact", "the letter"],
)
def test_a_telling_recorded_in_error_is_owed_again(wrong, contact_id):
    history = owed(day(MONDAY, TUESDAY)), told(contact_id=contact_id), wrong
    the_file(*history).when(telling(contact_id=CONTACT)).then(told())


def test_what_was_not_told_is_not_taken_back():
    back = lambda contact: contact.take_back_telling(  # noqa: E731
        FIRST, reason=prose(3), signed=SIGNED
    )
    the_file(owed(day(MONDAY, TUESDAY))).when(back).then_refused(NoSuchThing, "no such")
