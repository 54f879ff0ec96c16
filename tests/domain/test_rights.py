"""What people ask about their own data, and by when the law has it answered."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.errors import (
    AlreadyDone,
    ContraryToLaw,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.people import HeardBy
from asbreview.domain.rights.answering import (
    Answer,
    AnswerTold,
    DataRequestAnswered,
    Granted,
    RefusalGround,
)
from asbreview.domain.rights.clock import LONGER, MONTH, answer_by
from asbreview.domain.rights.facts import (
    AnswerPutOff,
    DataRequestReceived,
    DataRequestWithdrawn,
    Identity,
    IdentityShown,
    LongerBecause,
    Right,
    RightsFileOpened,
)
from asbreview.domain.rights.in_error import RightsFact, RightsFactInError
from asbreview.domain.rights.record import Rights
from asbreview.holidays import bundled_calendar
from facts import APPLICANT, TODAY, TOMORROW, YESTERDAY, prose
from story import CASE, SIGNED, Story, that

ID = UUID(int=60)
HOLIDAYS = bundled_calendar()
BY, LATER = date(2026, 4, 2), date(2026, 6, 2)
ASKED = {
    "request_id": ID,
    "person_id": APPLICANT,
    "right": Right.ERASURE,
    "received_on": TODAY,
    "heard_by": HeardBy.LETTER,
    "asked": prose(),
    "identity": Identity.KNOWN,
    "answer_by": BY,
}
SHOWN = {
    "request_id": ID,
    "shown_on": TODAY,
    "identity": Identity.SHOWN,
    "answer_by": BY,
}
LONG = {"request_id": ID, "because": LongerBecause.COMPLEX, "reason": prose(2)}
GONE = {"request_id": ID, "withdrawn_on": TODAY, "said": prose(3)}
PART = Answer(
    granted=Granted.PART,
    grounds=(RefusalGround.DUTY,),
    done=prose(5),
    not_done=prose(6),
    reasons=prose(7),
    forgets=False,
)
a_file = that(RightsFileOpened)
asked = that(DataRequestReceived, **ASKED)
unknown = that(DataRequestReceived, **ASKED | {"identity": Identity.AWAITED})
shown = that(IdentityShown, **SHOWN)
put_off = that(AnswerPutOff, **LONG, was_answer_by=BY, answer_by=LATER)
answered = that(DataRequestAnswered, request_id=ID, decided_on=TODAY, answer=PART)
told = that(AnswerTold, request_id=ID, told_on=TODAY)
withdrawn = that(DataRequestWithdrawn, **GONE)


def the_file(*happened):
    return Story(Rights).given(a_file, *happened)


def receiving(**changes):
    return lambda r: r.receive(**{**ASKED, **changes}, signed=SIGNED)


def showing(**changes):
    return lambda r: r.show_identity(**{**SHOWN, **changes}, signed=SIGNED)


def taking_longer(**changes):
    given = {**LONG, "answer_by": LATER, **changes}
    return lambda r: r.take_longer(**given, signed=SIGNED)


def withdrawing(**changes):
    return lambda r: r.withdraw(**{**GONE, **changes}, signed=SIGNED)


def answering(decided_on=TODAY, **changes):
    answer = PART.model_copy(update=changes)
    return lambda r: r.answer(ID, answer, decided_on=decided_on, signed=SIGNED)


def telling():
    return lambda r: r.tell_answer(ID, told_on=TODAY, signed=SIGNED)


def taking_back(fact):
    return lambda r: r.take_back(fact, ID, reason=prose(4), signed=SIGNED)


# Worked out by hand with the calendar of 2025 and 2026: the same date of the next
# month, else its last day, else the next working day in England and Wales.
@pytest.mark.parametrize(
    ("received_on", "months", "day"),
    [
        (date(2026, 2, 3), MONTH, date(2026, 3, 3)),  # Tuesday to Tuesday
        (date(2026, 2, 28), MONTH, date(2026, 3, 30)),  # the 28th is a Saturday
        (date(2026, 8, 31), MONTH, date(2026, 9, 30)),  # no 31 September: Wednesday
        (date(2026, 1, 30), MONTH, date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2026, 1, 31), MONTH, date(2026, 3, 2)),  # on a Saturday, as a Friday
        (date(2028, 1, 31), MONTH, date(2028, 2, 29)),  # a leap year: Tuesday
        (date(2026, 3, 3), MONTH, date(2026, 4, 7)),  # over Good Friday to Tuesday
        (date(2025, 11, 25), MONTH, date(2025, 12, 29)),  # over Christmas and a weekend
        (date(2026, 4, 4), MONTH, date(2026, 5, 5)),  # 4 May is a bank holiday
        (date(2026, 2, 3), LONGER, date(2026, 5, 5)),  # 3 May a Sunday, 4 May off
        (date(2025, 11, 30), LONGER, date(2026, 3, 2)),  # no 30 February
    ],
)
def test_a_month_ends_on_the_same_date_or_the_last_and_then_on_a_working_day(
    received_on, months, day
):
    assert answer_by(received_on, holidays=HOLIDAYS, months=months).day == day


def test_the_day_is_explained_sentence_by_sentence():
    _, because = answer_by(date(2026, 1, 30), holidays=HOLIDAYS)
    counted = (
        "A month from the day it was received, Friday 30 January 2026: February 2026"
        " has no day 30, so it ends on its last day, Saturday 28 February 2026."
    )
    assert because == (
        counted,
        "Saturday 28 February 2026 is no working day.",
        "Sunday 1 March 2026 is no working day.",
        "So it is the next working day, Monday 2 March 2026.",
    )
    _, because = answer_by(date(2026, 3, 3), holidays=HOLIDAYS)
    assert "Friday 3 April 2026 is no working day: Good Friday." in because


def test_where_no_bank_holidays_are_known_nothing_moves_the_day():
    beyond = HOLIDAYS.known_until.replace(month=12, day=2)
    day, because = answer_by(beyond, holidays=HOLIDAYS)
    assert day == date(beyond.year + 1, 1, 2)
    assert because[-1] == (
        "The bank holidays of that time are not known: nothing moves it."
    )


def test_a_request_is_received_once_and_not_from_the_future():
    the_file().when(receiving()).then(asked)
    the_file().when(receiving(received_on=TOMORROW)).then_refused(
        Misrecorded, "cannot be in the future"
    )


def test_whoever_was_asked_who_they_are_shows_it_once_and_after_they_asked():
    the_file(unknown).when(showing()).then(shown)
    the_file(unknown, shown).when(showing()).then_refused(AlreadyDone, "already")
    the_file(asked).when(showing()).then_refused(AlreadyDone, "already")
    the_file(unknown).when(showing(shown_on=YESTERDAY)).then_refused(
        Misrecorded, "cannot be before"
    )
    the_file(unknown).when(showing(identity=Identity.AWAITED)).then_refused(
        Misrecorded, "Select how"
    )


def test_more_time_is_taken_once_and_within_the_month():
    the_file(asked).when(taking_longer()).then(put_off)
    the_file(asked, put_off).when(taking_longer()).then_refused(AlreadyDone, "once")
    past = that(DataRequestReceived, **ASKED | {"answer_by": YESTERDAY})
    the_file(past).when(taking_longer()).then_refused(
        ContraryToLaw, "The month ended on Sunday 1 March 2026"
    )
    on_the_day = that(DataRequestReceived, **ASKED | {"answer_by": TODAY})
    longer = that(AnswerPutOff, **LONG, was_answer_by=TODAY, answer_by=LATER)
    the_file(on_the_day).when(taking_longer()).then(longer)


def test_what_was_withdrawn_is_not_answered_any_more():
    the_file(asked).when(withdrawing()).then(withdrawn)
    for given in (withdrawing(), taking_longer()):
        the_file(asked, withdrawn).when(given).then_refused(AlreadyDone, "settled")
    the_file().when(withdrawing()).then_refused(NoSuchThing, "no such request")
    the_file(asked).when(withdrawing(withdrawn_on=YESTERDAY)).then_refused(
        Misrecorded, "cannot be before"
    )


@pytest.mark.parametrize(
    ("fact", "happened"),
    [
        (RightsFact.RECEIVED, (asked,)),
        (RightsFact.SHOWN, (unknown, shown)),
        (RightsFact.PUT_OFF, (asked, put_off)),
        (RightsFact.WITHDRAWN, (asked, withdrawn)),
        (RightsFact.ANSWERED, (asked, answered)),
        (RightsFact.TOLD, (asked, answered, told)),
    ],
)
def test_each_fact_can_turn_out_to_be_in_error_once(fact, happened):
    in_error = that(RightsFactInError, fact=fact, item_id=ID, reason=prose(4))
    the_file(*happened).when(taking_back(fact)).then(in_error)
    the_file(*happened, in_error).when(taking_back(fact)).then_refused(
        NoSuchThing, "corrected already"
    )


def test_the_time_runs_from_the_day_they_showed_who_they_are():
    rights = Rights.open_for(CASE, signed=SIGNED)
    waiting = {"identity": Identity.AWAITED, "received_on": YESTERDAY}
    receiving(**waiting)(rights)
    assert (rights.runs_from(ID), rights.answer_by(ID)) == (YESTERDAY, BY)
    showing(answer_by=LATER)(rights)
    assert (rights.runs_from(ID), rights.answer_by(ID)) == (TODAY, LATER)


def test_a_request_is_answered_once_and_told_once():
    the_file(asked).when(answering()).then(answered)
    the_file(asked, answered).when(answering()).then_refused(AlreadyDone, "settled")
    the_file(asked, withdrawn).when(answering()).then_refused(AlreadyDone, "settled")
    the_file(asked, answered).when(telling()).then(told)
    the_file(asked, answered, told).when(telling()).then_refused(AlreadyDone, "had")
    the_file(asked).when(telling()).then_refused(AlreadyDone, "there is none")


# What a refusal has to say is Art. 12(4): the reasons; and of an erasure, Art. 17(3).
@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"reasons": None}, "Enter the reasons"),
        ({"grounds": ()}, "on what ground"),
        ({"done": None}, "what is done"),
        ({"not_done": None}, "what is not done"),
        ({"granted": Granted.NOTHING, "reasons": None}, "Enter the reasons"),
        ({"granted": Granted.NOTHING, "grounds": ()}, "on what ground"),
        ({"granted": Granted.WHOLE}, "select no ground"),
        ({"grounds": (RefusalGround.ACCURATE,)}, "on which this may be refused"),
        ({"decided_on": TOMORROW}, "cannot be in the future"),
        ({"decided_on": YESTERDAY}, "cannot be before"),
    ],
)
def test_what_is_refused_has_its_ground_and_its_reasons(changes, because):
    the_file(asked).when(answering(**changes)).then_refused(Misrecorded, because)


@pytest.mark.parametrize(
    ("granted", "left_out"),
    [
        (Granted.NOTHING, {"done": None, "not_done": None}),
        (Granted.WHOLE, {"grounds": (), "reasons": None, "not_done": None}),
    ],
)
def test_what_is_granted_or_refused_in_whole_says_no_more(granted, left_out):
    changes = {"granted": granted, **left_out}
    answer = PART.model_copy(update=changes)
    recorded = that(DataRequestAnswered, request_id=ID, decided_on=TODAY, answer=answer)
    the_file(asked).when(answering(**changes)).then(recorded)


def test_nothing_is_granted_to_somebody_who_did_not_show_who_they_are():
    the_file(unknown).when(answering()).then_refused(NotPermittedYet, "show who")
    the_file(unknown, shown).when(answering()).then(answered)
    refused = PART.model_copy(
        update={"granted": Granted.NOTHING, "grounds": (RefusalGround.UNKNOWN,)}
    )
    recorded = that(
        DataRequestAnswered, request_id=ID, decided_on=TODAY, answer=refused
    )
    the_file(unknown).when(
        answering(granted=Granted.NOTHING, grounds=(RefusalGround.UNKNOWN,))
    ).then(recorded)


def test_each_right_can_be_refused_on_some_ground_of_its_own_law():
    assert all(ground.law and ground.rights for ground in RefusalGround)
    assert {right for g in RefusalGround for right in g.rights} == set(Right)
