"""A refusal names the thing told that was wrong, also where several were told."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from asbreview.domain.application import Capacity, HowConsented
from asbreview.domain.errors import (
    AlreadyDone,
    CaseReviewRefused,
    ContraryToLaw,
    Misrecorded,
    NoSuchThing,
)
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.outcome.facts import Response
from asbreview.domain.panel.facts import Disposal
from asbreview.reviews.plans import ActionReport, Became
from asbreview.reviews.told import (
    ActionTold,
    ConsentTold,
    FindingsTold,
    IssueTold,
    OfficialTold,
    OptionTold,
    PanelTold,
    RecommendationTold,
    ResponseTold,
)
from everything import OLEANDER, for_another
from journey import (
    APPLIED_ON,
    BODIES,
    FOUR_COMPLAINTS,
    MARIGOLD,
    OUTSIDE,
    PROCEDURE,
    THERE,
    Journey,
    complaint,
)

LATER = date(2026, 4, 2)
NOBODY = UUID(int=99)
OPTION = OptionTold(option="Patrols", chosen=True, reasons="They help")
FENCE = {"body_id": BODIES[0], "action": "Mend the fence"}


def refusal(command, *args, **kwargs):
    with pytest.raises(CaseReviewRefused) as refused:
        command(*args, **kwargs)
    return refused.value


def applying(reviews, **changes):
    told = {
        "procedure_id": PROCEDURE,
        "applicant": MARIGOLD,
        "victim": OLEANDER,
        "account": "Noise at night.",
    }
    application = changes.pop("application", for_another())
    signed = Journey(reviews, number=9).signed(APPLIED_ON)
    return reviews.receive_application(
        application, **{**told, **changes}, signed=signed
    )


@pytest.fixture
def standing(reviews):
    Journey(reviews).stand()
    return reviews


@pytest.fixture
def found(case):
    return case.decide().assess().convene().choose().hold().find()


# Applying


def test_of_several_complaints_the_wrong_one_is_named(standing):
    wrong = complaint(date(2026, 1, 5), date(2026, 1, 4))
    told = (*FOUR_COMPLAINTS[:2], wrong)
    refused = refusal(applying, standing, complaints=told)
    assert refused.field == "complaints-2-made_on"
    assert standing.end_of_log() == 2


@pytest.mark.parametrize(
    ("capacity", "victim", "field"),
    [
        (Capacity.REPRESENTATIVE, None, "victim_name"),
        (Capacity.VICTIM, OLEANDER, "capacity"),
    ],
)
def test_who_applies_fits_what_the_application_says(standing, capacity, victim, field):
    application = for_another().model_copy(update={"capacity": capacity})
    refused = refusal(applying, standing, application=application, victim=victim)
    assert refused.field == field


def test_an_application_is_made_under_a_procedure_in_force(standing):
    long_ago = for_another(on=date(2014, 10, 1))
    assert refusal(applying, standing, application=long_ago).field == "applied_on"
    assert isinstance(refusal(applying, standing, procedure_id="none"), NoSuchThing)


def test_consent_given_with_the_application_is_of_a_day_that_has_come(standing):
    tomorrow = ConsentTold(given_on=date(2026, 3, 3), how=HowConsented.IN_WRITING)
    assert refusal(applying, standing, consent=tomorrow).field == "given_on"


@pytest.mark.parametrize("refuses", [True, False])
def test_no_missing_consent_defeats_three_qualifying_complaints(standing, refuses):
    """The threshold "must" be met (s.104(4)): whatever the victim says is advice."""
    applying(standing, passed_on=True, complaints=FOUR_COMPLAINTS)
    case = Journey(standing, number=9)
    case.case_id = case.signed(APPLIED_ON).new_case_id
    if refuses:
        no = ConsentTold(given_on=APPLIED_ON, how=HowConsented.BY_WORD_OF_MOUTH)
        said = {"said": "Not me", "signed": case.signed(APPLIED_ON)}
        standing.refuse_consent(case.case_id, no, **said)
    assert isinstance(refusal(case.decide, met=False), ContraryToLaw)
    case.decide()
    decided = standing.case(case.case_id).trigger.threshold
    assert decided.met
    says = "does not agree" if refuses else "is not known to agree"
    (advice,) = (a for a in decided.finding.advice if says in a)
    assert "nothing about the victim" in advice


def test_an_application_passed_on_to_all_is_not_passed_on_again(case):
    refused = refusal(
        case.reviews.pass_on,
        case.case_id,
        passed_on=APPLIED_ON,
        signed=case.signed(APPLIED_ON),
    )
    assert isinstance(refused, AlreadyDone)


def test_a_reference_leads_to_its_case_and_another_to_none(case):
    reference = case.reviews.case(case.case_id).trigger.reference
    assert case.reviews.case_id_of(reference) == case.case_id
    assert isinstance(refusal(case.reviews.case_id_of, "EC-26-00000"), NoSuchThing)


def test_a_case_that_is_not_there_is_told_apart_from_nothing(case):
    assert isinstance(refusal(case.reviews.case, NOBODY), NoSuchThing)
    assert isinstance(refusal(case.reviews.case, case.case_id, as_of=2), NoSuchThing)


# The partners


@pytest.mark.parametrize(
    ("bodies", "kind"), [((), Misrecorded), ((NOBODY,), NoSuchThing)]
)
def test_a_request_is_to_bodies_of_the_procedure(case, bodies, kind):
    refused = refusal(
        case.reviews.request_information,
        case.case_id,
        bodies=bodies,
        requested_on=APPLIED_ON,
        questions="What is known?",
        signed=case.signed(APPLIED_ON),
    )
    assert isinstance(refused, kind)


def test_one_body_that_has_a_request_stops_the_asking_of_all(case):
    case.ask()
    before = case.reviews.end_of_log()
    assert refusal(case.ask).field == "bodies"
    assert case.reviews.end_of_log() == before


def test_a_body_that_refuses_names_its_legal_ground(case):
    request = case.ask().reviews.case(case.case_id).evidence.unanswered[0]
    refused = refusal(
        case.reviews.answer_request,
        case.case_id,
        request.request_id,
        answered_on=LATER,
        kind=AnswerKind.REFUSED,
        answer="We cannot say.",
        may_be_told=MayBeTold.NONE,
        signed=case.signed(LATER),
    )
    assert refused.field == "legal_ground"


# The panel


def convening(case, **changes):
    told = {
        "meets_at": datetime(2026, 4, 1, 9, tzinfo=UTC),
        "place": "Ely",
        "bodies": BODIES,
        "chair": OfficialTold(name="Odile Fenwick", body_id=BODIES[1]),
        "chair_was_involved": False,
        "independence": "Has had no part in the case.",
    }
    return refusal(
        case.reviews.convene_panel,
        case.case_id,
        PanelTold(**{**told, **changes}),
        signed=case.signed(date(2026, 3, 20)),
    )


def test_a_panel_is_convened_after_the_threshold_was_decided_met(reviews):
    case = Journey(reviews).stand().apply(complaints=())
    assert "Decide the threshold" in str(convening(case))
    case.decide(met=False)
    assert "not met" in str(convening(case))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"chair_was_involved": True}, "chair_was_involved"),
        ({"bodies": BODIES[:2]}, "bodies"),
        ({"bodies": (BODIES[0],) * 3}, "bodies"),
        ({"meets_at": datetime(2026, 3, 19, 9, tzinfo=UTC)}, "meets_on"),
    ],
)
def test_a_panel_is_independent_large_enough_and_yet_to_meet(case, changes, field):
    assert convening(case.decide(), **changes).field == field


@pytest.mark.parametrize(
    ("nothing", "field"),
    [("attended", "attended-0-name"), ("issues", "issues-0-issue")],
)
def test_a_meeting_had_people_and_issues(case, nothing, field):
    case.decide().convene().choose()
    told = {
        "attended": THERE,
        "issues": [IssueTold(issue="Not followed up", disposal=Disposal.UPHELD)],
        nothing: [],
    }
    refused = refusal(
        case.reviews.hold_panel,
        case.case_id,
        held_on=date(2026, 4, 1),
        **told,
        signed=case.signed(LATER),
    )
    assert refused.field == field


def with_fewer(case, **told):
    return {
        "held_on": date(2026, 4, 1),
        "attended": THERE[:2],  # East Cambridgeshire's own choice is three bodies
        "issues": [IssueTold(issue="Not followed up", disposal=Disposal.UPHELD)],
        "signed": case.signed(LATER),
        **told,
    }


def test_a_meeting_of_fewer_bodies_than_the_procedure_asks_for_is_asked_about(case):
    case.decide().convene().choose()
    refused = refusal(case.reviews.hold_panel, case.case_id, **with_fewer(case))
    assert refused.field == "went_on_because"
    assert "at least 3 bodies" in str(refused)
    assert "somebody of 2" in str(refused)


def test_why_a_meeting_went_on_with_fewer_bodies_is_kept(case):
    case.decide().convene().choose()
    because = "The housing provider was ill, and the victim wished it"
    case.reviews.hold_panel(case.case_id, **with_fewer(case, went_on_because=because))
    held = case.reviews.case(case.case_id).panel.held
    assert case.reviews.keyring.reveal(held.went_on_because.text) == because


def test_a_chair_from_outside_makes_up_no_number_of_relevant_bodies(case):
    case.decide().convene(chair_from="Marshland partnership").choose()
    chair = OfficialTold(name="Odile Fenwick", body_id=OUTSIDE)
    told = with_fewer(case, attended=(chair, *THERE[:2]))
    refused = refusal(case.reviews.hold_panel, case.case_id, **told)
    assert "somebody of 2" in str(refused)
    told = with_fewer(case, attended=(chair, *THERE))
    case.reviews.hold_panel(case.case_id, **told)
    held = case.reviews.case(case.case_id).panel.held
    assert held.attended[0].body_id == OUTSIDE


def test_nobody_else_comes_from_where_only_a_chair_may_come_from(case):
    case.decide().convene().choose()
    stranger = OfficialTold(name="Odile Fenwick", body_id=OUTSIDE)
    told = with_fewer(case, attended=(stranger, *THERE))
    refused = refusal(case.reviews.hold_panel, case.case_id, **told)
    assert refused.field == "attended-0-body_id"


def test_a_relevant_body_is_not_named_as_something_else(case):
    refused = convening(case.decide(), chair_from="Marshland partnership")
    assert refused.field == "chair_body"


# The outcome and its plan


@pytest.mark.parametrize(
    ("action", "field"),
    [
        ({"due_on": date(2026, 4, 1)}, "actions-1-due_on"),
        ({"due_on": LATER, "recommendation": 2}, "actions-1-recommendation"),
        ({"due_on": LATER, "recommendation": -1}, "actions-1-recommendation"),
    ],
)
def test_of_several_actions_the_wrong_one_is_named(case, action, field):
    case.decide().assess().convene().choose().hold()
    refused = refusal(
        case.reviews.decide_outcome,
        case.case_id,
        FindingsTold(
            made_on=LATER,
            made_by=BODIES,
            findings="More should have been done.",
            options=[OPTION],
            not_consulted_because="She is away.",
        ),
        recommendations=[RecommendationTold(body_id=BODIES[0], recommendation="Do")],
        actions=[ActionTold(**FENCE, due_on=LATER), ActionTold(**FENCE, **action)],
        signed=case.signed(LATER),
    )
    assert refused.field == field


@pytest.mark.parametrize(
    ("action", "field"),
    [
        ({"due_on": date(2026, 4, 1)}, "due_on"),
        ({"due_on": LATER, "recommendation": 3}, "recommendation"),
    ],
)
def test_an_action_added_later_is_checked_as_well(found, action, field):
    refused = refusal(
        found.reviews.add_action,
        found.case_id,
        ActionTold(**FENCE, **action),
        signed=found.signed(LATER),
    )
    assert refused.field == field


def test_of_several_answers_the_wrong_one_is_named(found):
    first, second = found.reviews.case(found.case_id).outcome.recommendations
    on = date(2026, 4, 20)

    def response(recommendation_id, answered_on):
        return ResponseTold(
            recommendation_id=recommendation_id,
            response=Response.REJECTED,
            answered_on=answered_on,
            reasons="No money",
        )

    told = [response(first, on), response(second, date(2026, 4, 21))]
    refused = refusal(
        found.reviews.answer_recommendations,
        found.case_id,
        told,
        signed=found.signed(on),
    )
    assert refused.field == "answers-1-answered_on"


def test_of_several_reports_the_wrong_one_is_named(found):
    first, second, _ = found.reviews.case(found.case_id).outcome.actions
    on = date(2026, 4, 20)
    told = [
        ActionReport(action_id=first, became=Became.DONE, on=on, says="Done"),
        ActionReport(
            action_id=second, became=Became.DONE, on=date(2026, 4, 21), says="Done"
        ),
    ]
    refused = refusal(
        found.reviews.report_actions, found.case_id, told, signed=found.signed(on)
    )
    assert refused.field == "reports-1-on"
    assert len(found.reviews.case(found.case_id).outcome.open_actions) == 3


@pytest.mark.parametrize("command", ["answer_recommendations", "report_actions"])
def test_to_report_nothing_is_refused(found, command):
    refused = refusal(
        getattr(found.reviews, command), found.case_id, [], signed=found.signed(LATER)
    )
    assert isinstance(refused, Misrecorded)


def test_a_risk_is_assessed_on_every_question(case):
    refused = refusal(
        case.reviews.assess_risk,
        case.case_id,
        assessed_on=APPLIED_ON,
        assessor=OfficialTold(name="Ines Calloway", body_id=BODIES[0]),
        answers={"frequency": "daily"},
        remarks="",
        signed=case.signed(APPLIED_ON),
    )
    assert refused.field == "risk-worsening"


# The end


def test_nothing_is_added_to_a_case_that_has_ended(reviews):
    case = Journey(reviews).stand().go()
    for step in (
        case.decide,
        case.ask,
        case.assess,
        case.convene,
        case.choose,
        case.hold,
        case.find,
        case.do_actions,
        case.close,
    ):
        with pytest.raises(CaseReviewRefused):
            step()
    assert reviews.case(case.case_id).ended_as == "closed"


def test_but_we_may_still_be_in_touch_and_the_case_change_hands(reviews):
    case = Journey(reviews).stand().go()
    on = date(2026, 5, 20)
    person_id = reviews.case(case.case_id).contact.applicant_id
    reviews.change_contact_details(
        case.case_id, person_id, MARIGOLD, signed=case.signed(on)
    )
    reviews.assign(case.case_id, NOBODY, signed=case.signed(on))
    assert reviews.case(case.case_id).trigger.caseworker_id == NOBODY


# A body that is none of the procedure's

BY_NOBODY = OfficialTold(name="Odile Fenwick", body_id=NOBODY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"bodies": (*BODIES, NOBODY)}, "bodies"),
        ({"chair": BY_NOBODY}, "chair_body"),
    ],
)
def test_a_panel_is_of_bodies_of_the_procedure(case, changes, field):
    refused = convening(case.decide(), **changes)
    assert (type(refused), refused.field) == (NoSuchThing, field)


def test_a_body_ticked_twice_is_invited_once(case):
    case.decide().reviews.convene_panel(
        case.case_id,
        PanelTold(
            meets_at=datetime(2026, 4, 1, 9, tzinfo=UTC),
            place="Ely",
            bodies=(*BODIES, *BODIES),
            chair=OfficialTold(name="Odile Fenwick", body_id=BODIES[1]),
            chair_was_involved=False,
            independence="Has had no part in the case.",
        ),
        signed=case.signed(date(2026, 3, 20)),
    )
    assert case.reviews.case(case.case_id).panel.convened.bodies == BODIES


def test_who_attends_comes_from_a_body_of_the_procedure(case):
    case.decide().convene().choose()
    refused = refusal(
        case.reviews.hold_panel,
        case.case_id,
        held_on=date(2026, 4, 1),
        attended=[OfficialTold(name="Ines Calloway", body_id=BODIES[0]), BY_NOBODY],
        issues=[IssueTold(issue="Not followed up", disposal=Disposal.UPHELD)],
        signed=case.signed(date(2026, 4, 1)),
    )
    assert (type(refused), refused.field) == (NoSuchThing, "attended-1-body_id")


def test_a_threshold_is_decided_by_bodies_of_the_procedure(case):
    refused = refusal(
        case.reviews.decide_threshold,
        case.case_id,
        met=True,
        decided_on=date(2026, 3, 9),
        decided_by=(*BODIES, NOBODY),
        reasons="Three complaints qualify.",
        signed=case.signed(date(2026, 3, 9)),
    )
    assert (type(refused), refused.field) == (NoSuchThing, "decided_by")


def test_an_action_is_given_to_a_body_of_the_procedure(found):
    told = ActionTold(body_id=NOBODY, due_on=date(2026, 5, 1), action="Patrol")
    refused = refusal(
        found.reviews.add_action,
        found.case_id,
        told,
        signed=found.signed(date(2026, 4, 2)),
    )
    assert (type(refused), refused.field) == (NoSuchThing, "body_id")
