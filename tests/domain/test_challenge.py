"""A challenge: what, by whom, and whether it came in time."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.outcome.challenge import (
    ChallengeDecided,
    ChallengeReceived,
    Timely,
    Upheld,
    Window,
)
from asbreview.domain.outcome.facts import OutcomeFileOpened, OutcomeRecordedInError
from asbreview.domain.outcome.in_error import OutcomeFact, OutcomeFactInError
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.people import Channel
from asbreview.domain.terms import Challenged
from facts import APPLICANT, GROUND, TODAY, TOMORROW, YESTERDAY, prose
from story import SIGNED, Story, that

TOLD_ON = date(2026, 2, 2)
LAST_DAY = date(2026, 3, 2)  # 28 days on, today
MADE = {
    "challenge_id": UUID(int=70),
    "of": Challenged.APPLICATION,
    "made_by": APPLICANT,
    "received_on": TODAY,
    "channel": Channel.PHONE,
    "grounds": prose(),
    "window": Window(opened_on=TOLD_ON, last_day=LAST_DAY),
}
received = that(ChallengeReceived, **MADE, timely=Timely.IN_TIME)


def the_outcome(*happened):
    return Story(Outcome).given(that(OutcomeFileOpened), *happened)


def challenging(**changes):
    return lambda outcome: outcome.receive_challenge(
        **{**MADE, **changes}, signed=SIGNED
    )


@pytest.mark.parametrize(
    ("opened_on", "last_day", "received_on", "found"),
    [
        (TOLD_ON, LAST_DAY, TOLD_ON, Timely.IN_TIME),
        (TOLD_ON, LAST_DAY, LAST_DAY, Timely.IN_TIME),  # the last day is in it
        (TOLD_ON, LAST_DAY, date(2026, 3, 3), Timely.LATE),
        (TOLD_ON, LAST_DAY, date(2026, 2, 1), Timely.EARLY),
        (None, None, TODAY, Timely.EARLY),
        (TOLD_ON, None, TODAY, Timely.NO_WINDOW),
    ],
)
def test_a_challenge_is_in_time_from_the_telling_to_the_last_day(
    opened_on, last_day, received_on, found
):
    window = Window(opened_on=opened_on, last_day=last_day)
    assert window.finds(received_on) is found


def test_a_challenge_is_recorded_in_time_or_late():
    the_outcome().when(challenging()).then(received)
    ended = Window(opened_on=TOLD_ON, last_day=date(2026, 3, 1))
    late = that(ChallengeReceived, **(MADE | {"window": ended}), timely=Timely.LATE)
    the_outcome().when(challenging(window=ended)).then(late)


def test_no_challenge_comes_tomorrow():
    the_outcome().when(challenging(received_on=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


def test_a_challenge_recorded_in_error_is_corrected_once():
    item_id = MADE["challenge_id"]
    in_error = that(OutcomeRecordedInError, item_id=item_id, reason=prose(2))

    def correcting(outcome):
        outcome.record_in_error(item_id, reason=prose(2), signed=SIGNED)

    the_outcome(received).when(correcting).then(in_error)
    the_outcome(received, in_error).when(correcting).then_refused(
        NoSuchThing, because="corrected already"
    )


DECIDED = {
    "challenge_id": UUID(int=70),
    "upheld": Upheld.UPHELD,
    "decided_on": TODAY,
    "decided_by": prose(),
    "reasons": prose(),
    "follows": prose(),
    "ground": GROUND,
}
decided = that(ChallengeDecided, **DECIDED)


def deciding(**changes):
    return lambda outcome: outcome.decide_challenge(
        **{**DECIDED, **changes}, signed=SIGNED
    )


def test_a_challenge_is_decided_on_the_day_it_came_or_later():
    the_outcome(received).when(deciding()).then(decided)


def test_no_challenge_is_decided_before_it_came():
    the_outcome(received).when(deciding(decided_on=YESTERDAY)).then_refused(
        Misrecorded, because="The decision"
    )


def test_no_challenge_is_decided_tomorrow():
    the_outcome(received).when(deciding(decided_on=TOMORROW)).then_refused(
        Misrecorded, because="The decision"
    )


def test_a_challenge_is_decided_once():
    the_outcome(received, decided).when(deciding()).then_refused(
        AlreadyDone, because="has been decided"
    )


def test_a_challenge_that_never_came_or_was_in_error_is_not_decided():
    error = that(OutcomeRecordedInError, item_id=UUID(int=70), reason=prose())
    for happened in ((), (received, error)):
        the_outcome(*happened).when(deciding()).then_refused(
            NoSuchThing, because="no such challenge"
        )


def test_what_was_decided_in_error_is_decided_afresh():
    error = that(
        OutcomeFactInError,
        fact=OutcomeFact.DECIDED,
        item_id=UUID(int=70),
        reason=prose(),
    )
    the_outcome(received, decided, error).when(deciding()).then(decided)
