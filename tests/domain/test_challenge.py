"""A challenge: what, by whom, and whether it came in time."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.outcome.challenge import (
    ChallengeDecided,
    ChallengeReceived,
    OnWhat,
    ReferredBack,
    Timely,
    Upheld,
    Window,
)
from asbreview.domain.outcome.facts import OutcomeFileOpened, OutcomeRecordedInError
from asbreview.domain.outcome.hearing import (
    ChallengeMayBePassed,
    ChallengeTakenOn,
    Hearer,
    HearingArranged,
    HowHeard,
    took_part,
)
from asbreview.domain.outcome.in_error import OutcomeFact, OutcomeFactInError
from asbreview.domain.outcome.record import Outcome
from asbreview.domain.people import HeardBy
from asbreview.domain.sealed import Sealed
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
    "channel": HeardBy.PHONE,
    "grounds": prose(),
    "on_what": OnWhat(),
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
    the_outcome().when(challenging(window=ENDED)).then(late)


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
    "reasons": prose(),
    "follows": prose(),
    "ground": GROUND,
}


def judged(**changes):
    told = {**DECIDED, "referred_back": None, **changes}
    return that(ChallengeDecided, **told)


decided = judged()
ENDED = Window(opened_on=TOLD_ON, last_day=date(2026, 3, 1))
late = that(ChallengeReceived, **(MADE | {"window": ENDED}), timely=Timely.LATE)
HEARERS = (
    Hearer(
        hearer_id=UUID(int=81), name=Sealed.of("Thora"), of=Sealed.of("Fenland CSP")
    ),
)
HEARD = {
    "hearing_id": UUID(int=80),
    "challenge_id": UUID(int=70),
    "hearers": HEARERS,
    "independence": prose(),
    "how": HowHeard.MEETING,
    "heard_at": datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    "place": prose(),
    "accounts": (),
}
heard = that(HearingArranged, **HEARD)
taken_on = that(
    ChallengeTakenOn, challenge_id=UUID(int=70), taken_on=TODAY, because=prose()
)


def deciding(**changes):
    return lambda outcome: outcome.decide_challenge(
        **{**DECIDED, **changes}, signed=SIGNED
    )


def test_a_challenge_is_decided_on_the_day_it_came_or_later():
    the_outcome(received, heard).when(deciding()).then(decided)


def test_no_challenge_is_decided_before_it_came():
    the_outcome(received, heard).when(deciding(decided_on=YESTERDAY)).then_refused(
        Misrecorded, because="The decision"
    )


def test_no_challenge_is_decided_tomorrow():
    the_outcome(received, heard).when(deciding(decided_on=TOMORROW)).then_refused(
        Misrecorded, because="The decision"
    )


def test_a_challenge_is_decided_once():
    the_outcome(received, heard, decided).when(deciding()).then_refused(
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
    the_outcome(received, heard, decided, error).when(deciding()).then(decided)


def arranging(**changes):
    return lambda outcome: outcome.arrange_hearing(
        **{**HEARD, **changes}, signed=SIGNED
    )


def taking_on(outcome):
    outcome.take_on_challenge(
        UUID(int=70), taken_on=TODAY, because=prose(), signed=SIGNED
    )


def agreeing(outcome):
    outcome.agree_to_pass(
        UUID(int=70), agreed_on=TODAY, how=HeardBy.PHONE, signed=SIGNED
    )


agreed = that(
    ChallengeMayBePassed,
    challenge_id=UUID(int=70),
    agreed_on=TODAY,
    how=HeardBy.PHONE,
)


def made(**on_what):
    told = MADE | {"on_what": OnWhat(**on_what)}
    return that(ChallengeReceived, **told, timely=Timely.IN_TIME)


def test_what_nobody_hears_is_not_decided():
    the_outcome(received).when(deciding()).then_refused(
        NotPermittedYet, because="who hears the challenge"
    )


def test_it_is_on_record_who_hears_a_challenge_and_again_if_that_changes():
    the_outcome(received).when(arranging()).then(heard)
    the_outcome(received, heard).when(arranging()).then(heard)


def test_no_challenge_is_decided_before_it_is_heard():
    next_week = that(
        HearingArranged,
        **(HEARD | {"heard_at": datetime(2026, 3, 9, 9, tzinfo=UTC)}),
    )
    the_outcome(received, next_week).when(deciding()).then_refused(
        Misrecorded, because="Monday 9 March 2026"
    )


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"hearers": ()}, "Enter who hears it"),
        ({"heard_at": datetime(2026, 3, 1, 9, tzinfo=UTC)}, "cannot be before"),
        ({"heard_at": datetime(2027, 3, 4, 9, tzinfo=UTC)}, "more than a year away"),
    ],
)
def test_a_hearing_has_people_and_a_day_to_come(changes, because):
    the_outcome(received).when(arranging(**changes)).then_refused(
        Misrecorded, because=because
    )


@pytest.mark.parametrize("came", [late, made(excluded_by=("While the plan is live",))])
@pytest.mark.parametrize("do", [arranging(), deciding()])
def test_a_late_or_excluded_challenge_is_taken_on_first_with_a_reason(came, do):
    the_outcome(came).when(do).then_refused(
        NotPermittedYet, because="why it is heard all the same"
    )
    the_outcome(came).when(taking_on).then(taken_on)
    the_outcome(came, taken_on).when(arranging()).then(heard)
    the_outcome(came, taken_on, heard).when(deciding()).then(decided)


def test_or_it_is_not_heard_and_that_is_a_decision_with_reasons():
    not_heard = Upheld.NOT_HEARD
    the_outcome(late).when(deciding(upheld=not_heard)).then(judged(upheld=not_heard))


def test_what_came_in_time_is_heard_and_needs_no_reason_for_it():
    the_outcome(received, heard).when(deciding(upheld=Upheld.NOT_HEARD)).then_refused(
        NotPermittedYet, because="it is heard"
    )
    the_outcome(received).when(taking_on).then_refused(
        NotPermittedYet, because="heard anyway"
    )


def test_nothing_is_passed_on_before_they_agree_where_the_procedure_asks_for_it():
    came = made(needs_agreement=True)
    the_outcome(came).when(arranging()).then_refused(
        NotPermittedYet, because="agrees that what is known of them is passed on"
    )
    the_outcome(came).when(agreeing).then(agreed)
    the_outcome(came, agreed).when(arranging()).then(heard)
    the_outcome(came, agreed).when(agreeing).then_refused(
        AlreadyDone, because="they agree"
    )


def test_what_goes_to_another_body_is_heard_there():
    came = made(tier="policing-body-review")
    the_outcome(came).when(arranging()).then_refused(
        NotPermittedYet, because="Another body decides this challenge"
    )
    the_outcome(came).when(deciding()).then(decided)


def test_what_a_decision_rests_on_is_not_taken_back_while_it_stands():
    def taking_back(outcome):
        outcome.take_back(
            OutcomeFact.HEARING, UUID(int=80), reason=prose(), signed=SIGNED
        )

    error = that(
        OutcomeFactInError,
        fact=OutcomeFact.HEARING,
        item_id=UUID(int=80),
        reason=prose(),
    )
    the_outcome(received, heard).when(taking_back).then(error)
    the_outcome(received, heard, decided).when(taking_back).then_refused(
        NoSuchThing, because=""
    )
    the_outcome(received, heard, error).when(deciding()).then_refused(
        NotPermittedYet, because="who hears"
    )


def test_a_challenge_may_be_referred_back_to_a_review():
    back = ReferredBack(case_id=UUID(int=90), reference="EC-26-7K3MQ")
    the_outcome(received, heard).when(deciding(referred_back=back)).then(
        judged(referred_back=back)
    )


@pytest.mark.parametrize(
    ("hearer", "had_a_part"),
    [
        ("Odile Fenwick", True),
        ("odile  FENWICK", True),
        ("Supt. Odile Fenwick", True),
        ("Insp Odile Fenwick", True),
        ("Odile Fenwick, head of housing", True),
        ("Cllr Odile Fenwick (Fenland)", True),
        ("Odile Fenwickson", False),
        ("Odile", False),  # of one word alone nobody is known
        ("Thora Bexwell", False),
        ("", False),
    ],
)
def test_whoever_had_a_part_does_not_hear_it_however_the_name_is_written(
    hearer, had_a_part
):
    assert took_part([hearer], ["Sam Reed", "Odile Fenwick", ""]) == (
        (0,) if had_a_part else ()
    )
