"""What is known: complaints, what the bodies answer, how great the risk is."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.evidence.facts import (
    AnswerKind,
    ComplaintLogged,
    EvidenceRecordedInError,
    EvidenceReliedOn,
    FileOpened,
    HowAnswered,
    InformationAnswered,
    InformationRequested,
    MayBeTold,
    RequestChased,
    RiskAssessed,
)
from asbreview.domain.evidence.in_error import EvidenceFact, EvidenceFactInError
from asbreview.domain.evidence.marks import (
    AnswerCame,
    CameBy,
    SearchNamed,
    TellsOfSaid,
)
from asbreview.domain.evidence.record import Evidence
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.people import Channel, OfPerson
from asbreview.domain.risk import Band, Weighed
from asbreview.domain.sealed import Sealed
from asbreview.domain.threshold import Complaint
from facts import HOUSING, POLICE, TODAY, TOMORROW, YESTERDAY, official, prose
from story import CASE, SIGNED, Story, that

COMPLAINT, REQUEST, ASSESSMENT = UUID(int=60), UUID(int=61), UUID(int=62)
LONG_AGO = date(2026, 2, 1)
OF_HER = OfPerson(person_id=UUID(int=63), words=Sealed("a token"))
a_file = that(FileOpened)
ASKED = {
    "request_id": REQUEST,
    "body_id": POLICE,
    "requested_on": YESTERDAY,
    "questions": prose(),
}
ANSWERED = {
    "request_id": REQUEST,
    "answered_on": TODAY,
    "kind": AnswerKind.RETURNED,
    "legal_ground": None,
    "answer": prose(2),
    "may_be_told": MayBeTold.PART,
    "telling": prose(6),
    "how": HowAnswered.ENTERED,
}
CHASE = UUID(int=64)
CHASED = {
    "chase_id": CHASE,
    "request_id": REQUEST,
    "chased_on": TODAY,
    "channel": Channel.PHONE,
    "said": prose(5),
}
WEIGHED = {
    "matrix": "example-1",
    "points": 6,
    "band": Band.MEDIUM,
    "overrides": False,
}
ASSESSMENT_MADE = {
    "assessment_id": ASSESSMENT,
    "assessed_on": TODAY,
    "assessor": official(),
    "answers": OF_HER,
    "remarks": prose(3),
}
ASSESSED = {**ASSESSMENT_MADE, **WEIGHED}


def a_complaint(behaviour_on=LONG_AGO, made_on=YESTERDAY):
    return Complaint(
        complaint_id=COMPLAINT,
        behaviour_on=behaviour_on,
        made_on=made_on,
        made_to="police",
    )


def logged_as(complaint):
    return that(
        ComplaintLogged,
        complaint=complaint,
        their_reference=OF_HER,
        account=prose(),
    )


asked = that(InformationRequested, **ASKED)
answered = that(InformationAnswered, **ANSWERED)
chased = that(RequestChased, **CHASED)
assessed = that(RiskAssessed, **ASSESSED)


def the_file(*happened):
    return Story(Evidence).given(a_file, *happened)


def logging(complaint):
    return lambda evidence: evidence.log_complaint(
        complaint, their_reference=OF_HER, account=prose(), signed=SIGNED
    )


def asking(**changes):
    return lambda evidence: evidence.request_information(
        **{**ASKED, **changes}, signed=SIGNED
    )


def answering(**changes):
    return lambda evidence: evidence.answer_request(
        **{**ANSWERED, **changes}, signed=SIGNED
    )


def chasing(**changes):
    return lambda evidence: evidence.chase(**{**CHASED, **changes}, signed=SIGNED)


def assessing(**changes):
    return lambda evidence: evidence.assess_risk(
        **{**ASSESSMENT_MADE, **changes}, weighed=Weighed(**WEIGHED), signed=SIGNED
    )


def correcting(item_id):
    return lambda evidence: evidence.record_in_error(
        item_id, reason=prose(4), signed=SIGNED
    )


def in_error(item_id):
    return that(EvidenceRecordedInError, item_id=item_id, reason=prose(4))


def test_a_file_is_opened_with_the_case():
    (opened,) = Evidence.open_file(CASE, signed=SIGNED).collect_events()
    assert type(opened) is FileOpened


def test_a_complaint_is_put_on_file():
    the_file().when(logging(a_complaint())).then(logged_as(a_complaint()))


@pytest.mark.parametrize(
    ("behaviour_on", "made_on", "because", "field"),
    [
        (TOMORROW, TOMORROW, "The behaviour cannot be in the future", "behaviour_on"),
        (YESTERDAY, TOMORROW, "The complaint cannot be in the future", "made_on"),
        (TODAY, YESTERDAY, "cannot be before Monday 2 March 2026", "made_on"),
        (date(1926, 3, 2), TODAY, "cannot be before", "behaviour_on"),
    ],
)
def test_the_days_of_a_complaint_have_to_be_possible(
    behaviour_on, made_on, because, field
):
    refused = the_file().when(logging(a_complaint(behaviour_on, made_on)))
    refused.then_refused(Misrecorded, because=because)
    assert refused.outcome.field == field


def test_a_body_is_asked_for_information():
    the_file().when(asking()).then(asked)


def test_a_body_still_to_answer_is_not_asked_again():
    the_file(asked).when(asking(request_id=UUID(int=63))).then_refused(
        AlreadyDone, because="not answered yet"
    )
    another = {"request_id": UUID(int=63), "body_id": HOUSING}
    the_file(asked).when(asking(**another)).then(
        that(InformationRequested, **{**ASKED, **another})
    )


def test_a_body_that_has_answered_may_be_asked_again():
    again = {"request_id": UUID(int=63)}
    the_file(asked, answered).when(asking(**again)).then(
        that(InformationRequested, **{**ASKED, **again})
    )


def test_nobody_is_asked_tomorrow():
    the_file().when(asking(requested_on=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


def test_a_body_answers():
    the_file(asked).when(answering()).then(answered)


def test_an_answer_is_given_once_and_to_a_request_of_the_case():
    the_file(asked, answered).when(answering()).then_refused(
        AlreadyDone, because="answered"
    )
    the_file().when(answering()).then_refused(NoSuchThing, because="no such request")


@pytest.mark.parametrize(
    ("on", "because"), [(TOMORROW, "future"), (LONG_AGO, "before")]
)
def test_an_answer_follows_the_request_and_has_come(on, because):
    the_file(asked).when(answering(answered_on=on)).then_refused(
        Misrecorded, because=because
    )


def test_a_body_that_refuses_names_the_law_that_forbids_it_to_tell():
    refusing = {"kind": AnswerKind.REFUSED}
    story = the_file(asked).when(answering(**refusing))
    story.then_refused(Misrecorded, because="Sch.4 para 7")
    assert story.outcome.field == "legal_ground"
    lawful = {**refusing, "legal_ground": prose()}
    the_file(asked).when(answering(**lawful)).then(
        that(InformationAnswered, **{**ANSWERED, **lawful})
    )


def test_the_risk_is_assessed():
    the_file().when(assessing()).then(assessed)
    the_file().when(assessing(assessed_on=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


def assessment(number, on):
    return that(
        RiskAssessed,
        **{**ASSESSED, "assessment_id": UUID(int=number), "assessed_on": on},
    )


@pytest.mark.parametrize(
    ("by", "last"),
    [(TODAY, 3), (YESTERDAY, 2), (date(2026, 2, 28), None)],
)
def test_the_last_assessment_is_of_the_latest_day_and_then_the_last_recorded(by, last):
    kept = []
    the_file(
        assessment(3, TODAY), assessment(1, YESTERDAY), assessment(2, YESTERDAY)
    ).when(lambda evidence: kept.append(evidence.last_assessment(by=by)))
    (found,) = kept
    assert (found and found.assessment_id) == (last and UUID(int=last))


@pytest.mark.parametrize(
    ("before", "item_id"),
    [
        ((logged_as(a_complaint()),), COMPLAINT),
        ((asked, answered), REQUEST),
        ((assessed,), ASSESSMENT),
    ],
)
def test_what_was_recorded_in_error_is_left_out_of_account_once(before, item_id):
    the_file(*before).when(correcting(item_id)).then(in_error(item_id))
    the_file(*before, in_error(item_id)).when(correcting(item_id)).then_refused(
        NoSuchThing, because="corrected already"
    )


def test_a_complaint_recorded_in_error_is_not_counted():
    kept = []
    the_file(logged_as(a_complaint()), in_error(COMPLAINT)).when(
        lambda evidence: kept.append(evidence.complaints)
    )
    assert kept == [()]


def test_a_request_whose_answer_was_recorded_in_error_is_open_again():
    the_file(asked, answered, in_error(REQUEST)).when(answering()).then(answered)


def test_the_file_notes_that_it_was_relied_on():
    the_file().when(lambda file: file.rely("threshold", signed=SIGNED)).then(
        that(EvidenceReliedOn, decision="threshold")
    )


# Reminders, and what may be told


def test_a_body_is_reminded_as_often_as_it_takes():
    the_file(asked).when(chasing()).then(chased)
    again = CHASED | {"chase_id": UUID(int=65)}
    the_file(asked, chased).when(chasing(**again)).then(that(RequestChased, **again))


@pytest.mark.parametrize(
    ("happened", "changes", "kind", "because"),
    [
        ([], {}, NoSuchThing, "no such request"),
        ([asked, answered], {}, AlreadyDone, "has been answered"),
        ([asked], {"chased_on": TOMORROW}, Misrecorded, "future"),
        ([asked], {"chased_on": LONG_AGO}, Misrecorded, "cannot be before"),
    ],
)
def test_a_reminder_that_cannot_have_been_is_refused(happened, changes, kind, because):
    the_file(*happened).when(chasing(**changes)).then_refused(kind, because=because)


def test_a_reminder_recorded_in_error_is_corrected():
    wrong = that(
        EvidenceFactInError, fact=EvidenceFact.CHASED, item_id=CHASE, reason=prose()
    )

    def taking_back(file):
        file.take_back(EvidenceFact.CHASED, CHASE, reason=prose(), signed=SIGNED)

    the_file(asked, chased).when(taking_back).then(wrong)
    the_file(asked, chased, wrong).when(taking_back).then_refused(
        NoSuchThing, because="corrected already"
    )


def test_part_of_an_answer_says_which_part():
    the_file(asked).when(answering(telling=None)).then_refused(
        Misrecorded, because="Enter the part"
    )
    all_of_it = ANSWERED | {"may_be_told": MayBeTold.ALL, "telling": None}
    the_file(asked).when(answering(**all_of_it)).then(
        that(InformationAnswered, **all_of_it)
    )


def test_a_body_that_answers_itself_says_why_none_of_it_may_be_told():
    none = {"may_be_told": MayBeTold.NONE, "telling": None}
    the_file(asked).when(answering(**none, how=HowAnswered.BY_LINK)).then_refused(
        Misrecorded, because="Enter why"
    )
    the_file(asked).when(answering(**none)).then(
        that(InformationAnswered, **ANSWERED | none)
    )


OF_OTHERS = (Whom.LIVES_THERE, Whom.COMPLAINED_OF, Whom.ANOTHER)


def said_of(*whom):
    return that(TellsOfSaid, item_id=REQUEST, tells_of=whom)


@pytest.mark.parametrize("other", OF_OTHERS)
def test_an_answer_that_tells_of_somebody_else_is_told_in_part(other):
    """What is told is written for whoever reads it: UK GDPR, Art. 15(4)."""
    whole = {"may_be_told": MayBeTold.ALL, "telling": None}
    both = (Whom.APPLICANT, other)
    story = the_file(asked).when(answering(**whole, tells_of=both))
    story.then_refused(Misrecorded, because=f"It tells of {other}: select part")
    assert story.outcome.field == "may_be_told"
    the_file(asked).when(answering(tells_of=both)).then(answered, said_of(*both))
    none = {"may_be_told": MayBeTold.NONE}
    the_file(asked).when(answering(**none, tells_of=both)).then(
        that(InformationAnswered, **ANSWERED | none), said_of(*both)
    )


@pytest.mark.parametrize("whom", [Whom.APPLICANT, Whom.VICTIM, Whom.NOBODY])
def test_an_answer_that_tells_of_nobody_else_may_be_told_whole(whom):
    whole = {"may_be_told": MayBeTold.ALL, "telling": None}
    the_file(asked).when(answering(**whole, tells_of=[whom])).then(
        that(InformationAnswered, **ANSWERED | whole), said_of(whom)
    )


def test_an_answer_tells_of_nobody_or_of_somebody_each_once():
    both = [Whom.NOBODY, Whom.APPLICANT]
    the_file(asked).when(answering(tells_of=both)).then_refused(
        Misrecorded, because="nobody in particular alone"
    )
    twice = [Whom.COMPLAINED_OF, Whom.APPLICANT, Whom.COMPLAINED_OF]
    the_file(asked).when(answering(tells_of=twice)).then(
        answered, said_of(Whom.APPLICANT, Whom.COMPLAINED_OF)
    )


def test_what_was_said_of_an_answer_in_error_is_not_said_of_the_next():
    kept = []
    the_file(asked, answered, said_of(Whom.NOBODY), in_error(REQUEST), answered).when(
        lambda evidence: kept.append(evidence.tells_of(REQUEST))
    )
    assert kept == [()]


CAME = {"came_by": CameBy.PHONE, "given_by": prose(7)}


def coming(evidence):
    evidence.say_how_it_came(REQUEST, **CAME, signed=SIGNED)


def test_an_answer_that_is_entered_for_a_body_came_in_a_way_from_somebody():
    the_file(asked, answered).when(coming).then(
        that(AnswerCame, request_id=REQUEST, **CAME)
    )
    the_file(asked).when(coming).then_refused(NoSuchThing, because="no answer")


@pytest.mark.parametrize("how", [HowAnswered.BY_LINK, HowAnswered.BY_ACCOUNT])
def test_what_a_body_sends_itself_came_by_no_other_way(how):
    itself = that(InformationAnswered, **ANSWERED | {"how": how})
    the_file(asked, itself).when(coming).then_refused(
        Misrecorded, because="answered this itself"
    )


SEARCH = {"by": prose(8), "from_on": LONG_AGO, "to_on": YESTERDAY}


def searching(**changes):
    return lambda evidence: evidence.name_search(
        REQUEST, **SEARCH | changes, signed=SIGNED
    )


def test_a_body_is_told_what_to_search_by():
    the_file(asked).when(searching()).then(
        that(SearchNamed, request_id=REQUEST, **SEARCH)
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to_on": TOMORROW}, "search_to"),
        ({"from_on": TOMORROW, "to_on": TOMORROW}, "search_from"),
        ({"from_on": TODAY}, "search_to"),
    ],
)
def test_records_are_searched_of_days_that_have_been_the_first_first(changes, field):
    story = the_file(asked).when(searching(**changes))
    story.then_refused(Misrecorded, because="day to search")
    assert story.outcome.field == field
