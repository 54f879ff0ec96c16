"""What comes of a review: findings, recommendations, actions, the closing."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.outcome.facts import (
    ActionAdded,
    ActionCancelled,
    ActionDone,
    ActionProgressed,
    CaseClosed,
    ClosedAs,
    FindingsMade,
    OptionConsidered,
    OutcomeFileOpened,
    OutcomeRecordedInError,
    OutcomeReliedOn,
    OutcomeTold,
    RecommendationAnswered,
    RecommendationMade,
    Response,
)
from asbreview.domain.outcome.record import Outcome
from facts import GROUND, POLICE, TODAY, TOMORROW, YESTERDAY, prose
from story import CASE, COUNCIL, SIGNED, Story, that

RECOMMENDATION, ACTION, NONE = UUID(int=80), UUID(int=81), UUID(int=89)
a_file = that(OutcomeFileOpened)
FOUND = {
    "findings_id": UUID(int=82),
    "made_on": TODAY,
    "made_by": (COUNCIL, POLICE),
    "findings": prose(),
    "options": (OptionConsidered(option=prose(2), chosen=True, reasons=prose(3)),),
    "assessment_id": UUID(int=83),
    "ground": GROUND,
}
RECOMMENDED = {
    "recommendation_id": RECOMMENDATION,
    "body_id": POLICE,
    "made_on": TODAY,
    "recommendation": prose(4),
}
RESPONDED = {
    "recommendation_id": RECOMMENDATION,
    "response": Response.IN_PART,
    "answered_on": TODAY,
    "reasons": prose(5),
}
ADDED = {
    "action_id": ACTION,
    "body_id": POLICE,
    "due_on": date(2026, 4, 1),
    "action": prose(6),
    "recommendation_id": None,
}
CLOSED = {"closed_on": TODAY, "closed_as": ClosedAs.REVIEWED, "ground": GROUND}
found = that(FindingsMade, **FOUND)
recommended = that(RecommendationMade, **RECOMMENDED)
responded = that(RecommendationAnswered, **RESPONDED)
added = that(ActionAdded, **ADDED)
done = that(ActionDone, action_id=ACTION, done_on=TODAY, result=prose(7))
cancelled = that(ActionCancelled, action_id=ACTION, cancelled_on=TODAY, reason=prose(7))
progressed = that(
    ActionProgressed, action_id=ACTION, reported_on=TODAY, progress=prose(7)
)
told = that(OutcomeTold, told_on=TODAY)
closed = that(CaseClosed, **CLOSED)


def the_outcome(*happened):
    return Story(Outcome).given(a_file, *happened)


def finding(**changes):
    return lambda outcome: outcome.find(**{**FOUND, **changes}, signed=SIGNED)


def recommending(outcome):
    outcome.recommend(**RECOMMENDED, signed=SIGNED)


def responding(**changes):
    return lambda outcome: outcome.answer_recommendation(
        **{**RESPONDED, **changes}, signed=SIGNED
    )


def adding(**changes):
    return lambda outcome: outcome.add_action(**{**ADDED, **changes}, signed=SIGNED)


def completing(on=TODAY):
    return lambda outcome: outcome.complete(
        ACTION, done_on=on, result=prose(7), signed=SIGNED
    )


def cancelling(on=TODAY):
    return lambda outcome: outcome.cancel(
        ACTION, cancelled_on=on, reason=prose(7), signed=SIGNED
    )


def progressing(on=TODAY):
    return lambda outcome: outcome.progress(
        ACTION, reported_on=on, progress=prose(7), signed=SIGNED
    )


def telling(on=TODAY):
    return lambda outcome: outcome.tell(told_on=on, signed=SIGNED)


def closing(**changes):
    return lambda outcome: outcome.close(**{**CLOSED, **changes}, signed=SIGNED)


def correcting(item_id):
    return lambda outcome: outcome.record_in_error(
        item_id, reason=prose(8), signed=SIGNED
    )


def in_error(item_id):
    return that(OutcomeRecordedInError, item_id=item_id, reason=prose(8))


def test_a_file_is_opened_with_the_case():
    (opened,) = Outcome.open_file(CASE, signed=SIGNED).collect_events()
    assert type(opened) is OutcomeFileOpened


def test_findings_are_made_once_with_the_options_weighed():
    the_outcome().when(finding()).then(found)
    the_outcome(found).when(finding()).then_refused(AlreadyDone, because="findings")
    the_outcome().when(finding(options=())).then_refused(
        Misrecorded, because="each option considered"
    )
    the_outcome().when(finding(made_on=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


def test_a_recommendation_follows_the_findings():
    the_outcome(found).when(recommending).then(recommended)
    the_outcome().when(recommending).then_refused(NotPermittedYet, because="outcome")


def test_a_body_answers_a_recommendation_once():
    the_outcome(found, recommended).when(responding()).then(responded)
    the_outcome(found, recommended, responded).when(responding()).then_refused(
        AlreadyDone, because="answered"
    )
    the_outcome(found).when(responding()).then_refused(NoSuchThing, because="no such")


@pytest.mark.parametrize(
    ("on", "because"), [(TOMORROW, "future"), (YESTERDAY, "before Monday 2 March 2026")]
)
def test_an_answer_follows_what_it_answers(on, because):
    the_outcome(found, recommended).when(responding(answered_on=on)).then_refused(
        Misrecorded, because=because
    )


def test_an_action_is_added_with_its_owner_and_day():
    the_outcome(found).when(adding()).then(added)
    for_it = {"recommendation_id": RECOMMENDATION}
    the_outcome(found, recommended).when(adding(**for_it)).then(
        that(ActionAdded, **{**ADDED, **for_it})
    )


def test_an_action_follows_the_findings_and_a_recommendation_of_the_case():
    the_outcome().when(adding()).then_refused(NotPermittedYet, because="outcome")
    the_outcome(found).when(adding(recommendation_id=NONE)).then_refused(
        NoSuchThing, because="no such recommendation"
    )
    the_outcome(found, closed).when(adding()).then_refused(
        AlreadyDone, because="closed"
    )


REPORTS = pytest.mark.parametrize(
    ("reporting", "reported"),
    [(progressing, progressed), (completing, done), (cancelling, cancelled)],
)


@REPORTS
def test_what_becomes_of_an_action_is_reported(reporting, reported):
    the_outcome(found, added).when(reporting()).then(reported)
    the_outcome(found, added, progressed).when(reporting()).then(reported)


@REPORTS
@pytest.mark.parametrize("end", [done, cancelled])
def test_nothing_becomes_of_an_action_that_has_ended(reporting, reported, end):
    the_outcome(found, added, end).when(reporting()).then_refused(
        AlreadyDone, because="done or cancelled"
    )


@REPORTS
def test_a_report_is_of_an_action_of_the_case_and_of_a_day_that_has_come(
    reporting, reported
):
    the_outcome(found).when(reporting()).then_refused(NoSuchThing, because="no such")
    the_outcome(found, added).when(reporting(TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


def test_the_outcome_is_told_once_after_it_was_found():
    the_outcome(found).when(telling()).then(told)
    the_outcome(found, told).when(telling()).then()
    the_outcome(found).when(telling(YESTERDAY)).then_refused(
        Misrecorded, because="before"
    )
    the_outcome().when(telling()).then_refused(NotPermittedYet, because="outcome")


def test_a_case_is_closed_when_no_action_is_open():
    the_outcome(found, told).when(closing()).then(closed)
    for end in (done, cancelled):
        the_outcome(found, added, told, end).when(closing()).then(closed)
    the_outcome(found, added, told).when(closing()).then_refused(
        NotPermittedYet, because="1 of the actions are open"
    )


def test_a_case_is_closed_once_and_not_tomorrow():
    the_outcome(found, told, closed).when(closing()).then_refused(
        AlreadyDone, because="closed"
    )
    the_outcome(found, told).when(closing(closed_on=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


@pytest.mark.parametrize(
    ("recorded", "item_id"), [(recommended, RECOMMENDATION), (added, ACTION)]
)
def test_what_was_recorded_in_error_is_left_out_of_account_once(recorded, item_id):
    the_outcome(found, recorded).when(correcting(item_id)).then(in_error(item_id))
    the_outcome(found, recorded, in_error(item_id)).when(
        correcting(item_id)
    ).then_refused(NoSuchThing, because="corrected already")


def test_an_action_recorded_in_error_keeps_no_case_open():
    the_outcome(found, added, told, in_error(ACTION)).when(closing()).then(closed)


def test_the_record_notes_that_it_was_relied_on():
    the_outcome().when(lambda outcome: outcome.rely("withdrawal", signed=SIGNED)).then(
        that(OutcomeReliedOn, decision="withdrawal")
    )
