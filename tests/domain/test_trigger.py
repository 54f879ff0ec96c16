"""An application: received, passed on, decided on, told, withdrawn, transferred."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from asbreview.domain.application import HowConsented
from asbreview.domain.consent import ConsentStands
from asbreview.domain.errors import (
    AlreadyDone,
    ContraryToLaw,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.terms import Body, BodyKind
from asbreview.domain.threshold import ThresholdDuty, ThresholdFinding
from asbreview.domain.timers import WaitingFor
from asbreview.domain.trigger.came import Came, CameFrom
from asbreview.domain.trigger.earlier import (
    EarlierCase,
    EarlierCasesCompared,
    SamePerson,
    said_last,
)
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ApplicationPassedOn,
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    CaseworkerAssigned,
    ClockPaused,
    ClockResumed,
    ConsentRecorded,
    ConsentRefused,
    ConsentWithdrawn,
    DeadlineExtended,
    ThresholdDecided,
    ThresholdRecordedInError,
    ThresholdTold,
    TriggerReliedOn,
)
from asbreview.domain.trigger.in_error import TriggerFact, TriggerFactInError
from asbreview.domain.trigger.joint import CaseMadeJoint
from asbreview.domain.trigger.record import Trigger
from facts import (
    APPLICANT,
    GROUND,
    POLICE,
    STRANGER,
    TODAY,
    TOMORROW,
    VICTIM,
    YESTERDAY,
    application,
    consent,
    prose,
)
from story import CASE, CASEWORKER, COUNCIL, SIGNED, Story, that

DECISION = UUID(int=50)
LONG_AGO = date(2026, 2, 28)


def finding(duty=ThresholdDuty.FOR_THE_BODIES, rule="s.104(5)", provision="s.104(5)"):
    return ThresholdFinding(
        duty=duty,
        rule=rule,
        provision=provision,
        qualifying=3,
        counted_each=3,
        needed=3,
        complaints=(),
        advice=(),
    )


BY_NUMBER = finding(ThresholdDuty.MUST_BE_MET, "s.104(4)", "s.104(4)")
BY_LOCAL_RULE = finding(ThresholdDuty.MUST_BE_MET, "hate-once")
DETAILS = {
    "reference": "EC-26-7K3MQ",
    "application": application(),
    "applicant_id": APPLICANT,
    "procedure_id": "statute",
    "procedure_version": 1,
    "account": prose(),
}
an_application = that(ApplicationReceived, **DETAILS, victim_id=APPLICANT)
for_another = that(ApplicationReceived, **DETAILS, victim_id=VICTIM)
agreed = that(ConsentRecorded, consent=consent())
SAID = {"how": HowConsented.IN_WRITING, "said": prose()}
refused = that(ConsentRefused, refused_on=TODAY, **SAID)
taken_back = that(ConsentWithdrawn, withdrawn_on=TODAY, **SAID)
DECIDED = {
    "decision_id": DECISION,
    "met": True,
    "decided_on": TODAY,
    "decided_by": (COUNCIL, POLICE),
    "finding": finding(),
    "ground": GROUND,
    "reasons": prose(2),
}
decided = that(ThresholdDecided, **DECIDED)
told = that(ThresholdTold, told_on=TODAY)
withdrawn = that(ApplicationWithdrawn, withdrawn_on=TODAY, reason=prose(3))
transferred = that(
    ApplicationTransferred,
    transferred_on=TODAY,
    to_area="Fenland",
    reason=prose(3),
    to_whom=prose(),
    handed_over=prose(),
    items=(),
    opened=None,
)
in_error = that(ThresholdRecordedInError, item_id=DECISION, reason=prose(4))


def the_trigger(*happened):
    return Story(Trigger).given(*(happened or (an_application,)))


def deciding(**changes):
    return lambda trigger: trigger.decide_threshold(
        **{**DECIDED, **changes}, signed=SIGNED
    )


def passing_on(body_id=POLICE, on=TODAY):
    return lambda trigger: trigger.pass_on(body_id, passed_on=on, signed=SIGNED)


def acknowledging(on=TODAY):
    return lambda trigger: trigger.acknowledge(acknowledged_on=on, signed=SIGNED)


def consenting(given=None):
    return lambda trigger: trigger.record_consent(given or consent(), signed=SIGNED)


def assigning(caseworker_id=CASEWORKER):
    return lambda trigger: trigger.assign(caseworker_id, signed=SIGNED)


def telling(on=TODAY):
    return lambda trigger: trigger.tell_threshold(told_on=on, signed=SIGNED)


def extending(was_due_on=TODAY, due_on=TOMORROW):
    return lambda trigger: trigger.extend(
        UUID(int=77),
        "hold-panel",
        was_due_on=was_due_on,
        due_on=due_on,
        reason=prose(),
        ground=GROUND,
        signed=SIGNED,
    )


def withdrawing(on=TODAY):
    return lambda trigger: trigger.withdraw(
        withdrawn_on=on, reason=prose(3), signed=SIGNED
    )


def transferring(on=TODAY):
    return lambda trigger: trigger.transfer(
        transferred_on=on,
        to_area="Fenland",
        reason=prose(3),
        to_whom=prose(),
        handed_over=prose(),
        signed=SIGNED,
    )


def correcting(item_id=DECISION):
    return lambda trigger: trigger.record_in_error(
        item_id, reason=prose(4), signed=SIGNED
    )


def receiving(**changes):
    details = {**DETAILS, "victim_id": APPLICANT, "consent": None, **changes}
    return Trigger.receive(CASE, **details, signed=SIGNED)


# Receiving


def test_an_application_opens_a_case():
    (received,) = receiving().collect_events()
    assert type(received) is ApplicationReceived
    assert (received.case_id, received.reference) == (CASE, "EC-26-7K3MQ")
    assert (received.recorded_by, received.recorded_for) == (CASEWORKER, COUNCIL)


def test_an_application_is_not_made_tomorrow():
    with pytest.raises(Misrecorded, match="today is Monday 2 March 2026") as refused:
        receiving(application=application(applied_on=TOMORROW))
    assert refused.value.field == "applied_on"


@pytest.mark.parametrize("told", ["7 Larkspur Row, Ely", "Ely CB7"])
def test_a_place_is_no_address_for_it_cannot_be_erased(told):
    there = application().model_copy(update={"place": told})
    with pytest.raises(Misrecorded, match="cannot be erased") as refused:
        receiving(application=there)
    assert refused.value.field == "place"


def test_the_day_is_londons_when_the_clocks_are_forward():
    """At half past eleven at night by Greenwich, in summer it is tomorrow in London."""
    late = SIGNED.model_copy(update={"at": datetime(2026, 7, 1, 23, 30, tzinfo=UTC)})
    there = application(applied_on=date(2026, 7, 2))
    details = {**DETAILS, "victim_id": APPLICANT, "consent": None, "application": there}
    assert Trigger.receive(CASE, **details, signed=late).application == there


def test_consent_is_not_given_tomorrow():
    with pytest.raises(Misrecorded) as refused:
        receiving(victim_id=VICTIM, consent=consent(given_on=TOMORROW))
    assert refused.value.field == "given_on"


# Consent


def test_who_applies_for_another_needs_their_consent():
    assert receiving(victim_id=VICTIM).consent_stands is ConsentStands.UNKNOWN
    agreed = receiving(victim_id=VICTIM, consent=consent())
    assert agreed.consent_stands is ConsentStands.GIVEN
    assert receiving().consent_stands is ConsentStands.NOT_NEEDED


def test_consent_is_recorded():
    the_trigger(for_another).when(consenting()).then(
        that(ConsentRecorded, consent=consent())
    )


def refusing(on=TODAY):
    return lambda trigger: trigger.refuse_consent(
        refused_on=on, how=HowConsented.IN_WRITING, said=prose(), signed=SIGNED
    )


def taking_back(on=TODAY):
    return lambda trigger: trigger.withdraw_consent(
        withdrawn_on=on, how=HowConsented.IN_WRITING, said=prose(), signed=SIGNED
    )


def test_a_victim_may_not_agree():
    the_trigger(for_another).when(refusing()).then(refused)


def test_a_victim_who_agreed_may_take_it_back():
    the_trigger(for_another, agreed).when(taking_back()).then(taken_back)


@pytest.mark.parametrize("said_no", [[refused], [agreed, taken_back]])
def test_a_victim_may_agree_after_all_but_not_before_they_said_no(said_no):
    now = consent(given_on=TODAY)
    the_trigger(for_another, *said_no).when(consenting(now)).then(
        that(ConsentRecorded, consent=now)
    )
    the_trigger(for_another, *said_no).when(consenting()).then_refused(
        Misrecorded, because="cannot be before"
    )


@pytest.mark.parametrize(
    ("happened", "says", "kind", "because"),
    [
        ([], refusing(), AlreadyDone, "No consent is needed"),
        ([for_another, agreed], refusing(), AlreadyDone, "record that they withdraw"),
        ([for_another, refused], refusing(), AlreadyDone, "refused already"),
        ([for_another], refusing(on=TOMORROW), Misrecorded, "future"),
        ([for_another], taking_back(), NotPermittedYet, "no consent to withdraw"),
        ([for_another, refused], taking_back(), NotPermittedYet, "no consent"),
        ([for_another, agreed], taking_back(on=TOMORROW), Misrecorded, "future"),
        (
            [for_another, agreed],
            taking_back(on=date(2026, 2, 28)),
            Misrecorded,
            "cannot be before",
        ),
        ([for_another, withdrawn], refusing(), NotPermittedYet, "withdrawn"),
    ],
)
def test_a_refusal_that_cannot_be_is_refused(happened, says, kind, because):
    the_trigger(*happened).when(says).then_refused(kind, because=because)


def test_consent_is_recorded_once():
    given = that(ConsentRecorded, consent=consent())
    the_trigger(for_another, given).when(consenting()).then_refused(
        AlreadyDone, because="recorded already"
    )


def test_who_applies_for_themselves_needs_no_consent():
    the_trigger().when(consenting()).then_refused(AlreadyDone, because="No consent")


def test_nobody_consents_for_the_victim():
    the_trigger(for_another).when(consenting(consent(given_by=STRANGER))).then_refused(
        Misrecorded, because="Only the victim"
    )


def test_a_consent_yet_to_come_is_not_recorded():
    the_trigger(for_another).when(consenting(consent(given_on=TOMORROW))).then_refused(
        Misrecorded, because="future"
    )


# Passing on, acknowledging, assigning


def test_an_application_is_passed_on_to_each_body_once():
    passed = that(ApplicationPassedOn, body_id=POLICE, passed_on=TODAY)
    the_trigger().when(passing_on()).then(passed)
    the_trigger(an_application, passed).when(passing_on()).then_refused(
        AlreadyDone, because="this body"
    )
    the_trigger(an_application, passed).when(passing_on(COUNCIL)).then(
        that(ApplicationPassedOn, body_id=COUNCIL, passed_on=TODAY)
    )


@pytest.mark.parametrize(
    "doing", [passing_on, acknowledging, withdrawing, transferring]
)
def test_nothing_happens_before_the_application_nor_tomorrow(doing):
    before = {"body_id": POLICE} if doing is passing_on else {}
    the_trigger().when(doing(**before, on=LONG_AGO)).then_refused(
        Misrecorded, because="cannot be before Sunday 1 March 2026"
    )
    the_trigger().when(doing(**before, on=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


def test_a_receipt_is_acknowledged_and_a_second_time_adds_nothing():
    acknowledged = that(ApplicationAcknowledged, acknowledged_on=TODAY)
    the_trigger().when(acknowledging()).then(acknowledged)
    the_trigger(an_application, acknowledged).when(acknowledging()).then()


def test_a_case_is_given_to_a_caseworker_and_may_be_given_to_another():
    given = that(CaseworkerAssigned, caseworker_id=CASEWORKER)
    the_trigger().when(assigning()).then(given)
    the_trigger(an_application, given).when(assigning()).then_refused(
        AlreadyDone, because="theirs already"
    )
    the_trigger(an_application, given).when(assigning(STRANGER)).then(
        that(CaseworkerAssigned, caseworker_id=STRANGER)
    )


# Deciding the threshold


@pytest.mark.parametrize("met", [True, False])
def test_the_bodies_may_decide_either_way_where_the_act_leaves_it_to_them(met):
    the_trigger().when(deciding(met=met)).then(
        that(ThresholdDecided, **{**DECIDED, "met": met})
    )


def test_enough_qualifying_complaints_leave_the_bodies_no_choice():
    refused = the_trigger().when(deciding(met=False, finding=BY_NUMBER))
    refused.then_refused(ContraryToLaw, because="3 complaints qualify (s.104(4))")
    assert refused.outcome.field == "met"
    the_trigger().when(deciding(finding=BY_NUMBER)).then(
        that(ThresholdDecided, **{**DECIDED, "finding": BY_NUMBER})
    )


def test_the_number_that_leaves_no_choice_is_the_acts_own():
    """Where the procedure counts one incident once, s.104(4) counts each complaint."""
    once = BY_NUMBER.model_copy(update={"qualifying": 1, "counted_each": 4})
    the_trigger().when(deciding(finding=once, met=False)).then_refused(
        ContraryToLaw, because="4 complaints qualify"
    )


def test_a_local_rule_that_suffices_leaves_them_none_either():
    the_trigger().when(deciding(met=False, finding=BY_LOCAL_RULE)).then_refused(
        ContraryToLaw, because="rule hate-once (s.104(5))"
    )


def test_a_threshold_is_decided_once():
    the_trigger(an_application, decided).when(deciding()).then_refused(
        AlreadyDone, because="decided"
    )


@pytest.mark.parametrize("said", [[], [refused], [agreed, taken_back]])
def test_no_missing_consent_bars_a_decision(said):
    the_trigger(for_another, *said).when(deciding(met=True)).then(decided)


def test_a_decision_is_not_taken_tomorrow_nor_before_the_application():
    the_trigger().when(deciding(decided_on=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )
    the_trigger().when(deciding(decided_on=LONG_AGO)).then_refused(
        Misrecorded, because="before"
    )


def test_a_decision_recorded_in_error_may_be_taken_anew():
    the_trigger(an_application, decided).when(correcting()).then(in_error)
    the_trigger(an_application, decided, in_error).when(deciding()).then(decided)


def test_what_was_never_decided_is_not_in_error():
    the_trigger().when(correcting()).then_refused(NoSuchThing, because="no such")
    the_trigger(an_application, decided).when(correcting(STRANGER)).then_refused(
        NoSuchThing, because="no such"
    )
    the_trigger(an_application, decided, in_error).when(correcting()).then_refused(
        NoSuchThing, because="corrected already"
    )


def test_a_decision_that_was_told_stands_until_it_is_challenged():
    the_trigger(an_application, decided, told).when(correcting()).then_refused(
        NotPermittedYet, because="has been told"
    )


def test_a_decision_is_told_once_and_after_it_was_taken():
    the_trigger(an_application, decided).when(telling()).then(told)
    the_trigger(an_application, decided, told).when(telling()).then()
    the_trigger(an_application, decided).when(telling(YESTERDAY)).then_refused(
        Misrecorded, because="before"
    )


def test_nothing_is_told_before_it_is_decided():
    the_trigger().when(telling()).then()


# More time


def test_a_step_is_given_more_time_and_the_day_it_was_due_stays():
    the_trigger().when(extending()).then(
        that(
            DeadlineExtended,
            extension_id=UUID(int=77),
            timer_id="hold-panel",
            was_due_on=TODAY,
            told_due_on=TODAY,
            due_on=TOMORROW,
            reason=prose(),
            ground=GROUND,
        )
    )


@pytest.mark.parametrize(
    ("was_due_on", "due_on"),
    [(YESTERDAY, TODAY), (TOMORROW, TOMORROW), (TOMORROW, TODAY)],
)
def test_more_time_is_time_yet_to_come(was_due_on, due_on):
    the_trigger().when(extending(was_due_on, due_on)).then_refused(
        Misrecorded, because="after today"
    )


# The end


def test_an_application_is_withdrawn():
    the_trigger().when(withdrawing()).then(withdrawn)


def test_an_application_is_transferred_to_the_area_it_belongs_to():
    the_trigger().when(transferring()).then(transferred)


@pytest.mark.parametrize("end", [withdrawn, transferred])
@pytest.mark.parametrize(
    "doing",
    [
        consenting(),
        passing_on(),
        deciding(),
        extending(),
        withdrawing(),
        transferring(),
    ],
    ids=["consent", "pass on", "decide", "extend", "withdraw", "transfer"],
)
def test_nothing_follows_the_end(end, doing):
    the_trigger(an_application, end).when(doing).then_refused(
        NotPermittedYet, because="The application was"
    )


def test_to_be_relied_on_changes_nothing_but_is_remembered():
    the_trigger(an_application, decided).when(
        lambda trigger: trigger.rely("panel", signed=SIGNED)
    ).then(that(TriggerReliedOn, decision="panel"))


# The clock stands still

WAIT = UUID(int=78)
paused = that(
    ClockPaused,
    pause_id=WAIT,
    waiting_for=WaitingFor.CONSENT,
    paused_on=YESTERDAY,
    reason=prose(),
    ground=GROUND,
)
resumed = that(ClockResumed, pause_id=WAIT, resumed_on=TODAY)


def pausing(on=YESTERDAY, what=WaitingFor.CONSENT):
    return lambda trigger: trigger.pause(
        WAIT, what, paused_on=on, reason=prose(), ground=GROUND, signed=SIGNED
    )


def resuming(on=TODAY, pause_id=WAIT):
    return lambda trigger: trigger.resume(pause_id, resumed_on=on, signed=SIGNED)


def wait_in_error(fact):
    return lambda trigger: trigger.take_back(fact, WAIT, reason=prose(), signed=SIGNED)


def test_the_clock_stands_still_until_the_wait_is_over():
    the_trigger().when(pausing()).then(paused)
    the_trigger(an_application, paused).when(resuming()).then(resumed)


@pytest.mark.parametrize(
    ("on", "because"), [(TOMORROW, "future"), (LONG_AGO, "before Sunday 1 March 2026")]
)
def test_the_clock_stops_after_the_receipt_and_not_on_a_day_to_come(on, because):
    the_trigger().when(pausing(on)).then_refused(Misrecorded, because=because)


def test_the_clock_stands_still_once_for_one_thing_and_may_for_another():
    stopped = the_trigger(an_application, paused)
    stopped.when(pausing()).then_refused(AlreadyDone, because="waiting for consent")
    other = that(
        ClockPaused,
        pause_id=WAIT,
        waiting_for=WaitingFor.PARTNER,
        paused_on=YESTERDAY,
        reason=prose(),
        ground=GROUND,
    )
    the_trigger(an_application, paused).when(pausing(what=WaitingFor.PARTNER)).then(
        other
    )


def test_the_same_wait_does_not_begin_before_the_last_was_over():
    the_trigger(an_application, paused, resumed).when(pausing()).then_refused(
        Misrecorded, because="before"
    )


def test_a_wait_ends_once_after_it_began_and_not_on_a_day_to_come():
    waits = an_application, paused
    the_trigger(*waits).when(resuming(TOMORROW)).then_refused(
        Misrecorded, because="future"
    )
    the_trigger(*waits).when(resuming(YESTERDAY - timedelta(days=1))).then_refused(
        Misrecorded, because="before"
    )
    the_trigger(*waits, resumed).when(resuming()).then_refused(
        AlreadyDone, because="already"
    )
    the_trigger().when(resuming()).then_refused(NoSuchThing, because="not stopped")


def test_no_clock_is_stopped_or_started_on_a_case_that_ended():
    for command in (pausing(), resuming()):
        the_trigger(an_application, paused, withdrawn).when(command).then_refused(
            NotPermittedYet, because="withdrawn"
        )


@pytest.mark.parametrize(
    ("fact", "left"), [(TriggerFact.PAUSED, 0), (TriggerFact.RESUMED, 1)]
)
def test_a_wait_or_its_end_recorded_in_error_is_left_out_of_account(fact, left):
    in_error = that(TriggerFactInError, fact=fact, item_id=WAIT, reason=prose())
    the_trigger(an_application, paused, resumed).when(wait_in_error(fact)).then(
        in_error
    )
    record = the_trigger(an_application, paused, resumed, in_error)
    record.when(wait_in_error(fact)).then_refused(NoSuchThing, because="already")
    command = pausing() if not left else resuming()
    the_trigger(an_application, paused, resumed, in_error).when(command).then(
        paused if not left else resumed
    )


# Another area's, too


def making_joint(with_area="fenland", since=TODAY):
    return lambda trigger: trigger.make_joint(
        with_area,
        "Fenland",
        since=since,
        reason=prose(5),
        bodies=(THEIR_COUNCIL,),
        signed=SIGNED,
    )


THEIR_COUNCIL = Body(
    body_id=Body.id_for("fenland-district-council"),
    slug="fenland-district-council",
    kind=BodyKind.COUNCIL,
    name="Fenland District Council",
    short_name="the council",
)
joint = that(
    CaseMadeJoint,
    with_area="fenland",
    area="Fenland",
    since=TODAY,
    reason=prose(5),
    bodies=(THEIR_COUNCIL,),
)


def test_a_case_is_joint_with_one_other_area():
    the_trigger().when(making_joint()).then(joint)
    the_trigger(an_application, joint).when(making_joint("ely")).then_refused(
        AlreadyDone, because="joint already, with Fenland"
    )


def test_it_is_not_joint_with_its_own_area_nor_from_tomorrow_on():
    own = making_joint(DETAILS["procedure_id"])
    the_trigger().when(own).then_refused(Misrecorded, because="Select another area")
    the_trigger().when(making_joint(since=TOMORROW)).then_refused(
        Misrecorded, because="future"
    )


# Earlier cases, of the same person or not

FIRST, SECOND = UUID(int=801), UUID(int=802)


def said(whose, case_id=FIRST):
    return EarlierCase(case_id=case_id, whose=whose)


def comparing(*earlier):
    return lambda trigger: trigger.compare_earlier(earlier, signed=SIGNED)


def compared(*earlier):
    return that(EarlierCasesCompared, earlier=earlier)


SAME, OTHER = said(SamePerson.YES), said(SamePerson.NO)
NOT_KNOWN = said(SamePerson.NOT_KNOWN)


def test_it_is_said_whether_the_same_person_applied_before():
    the_trigger().when(comparing(SAME)).then(compared(SAME))


def test_that_it_is_not_known_is_no_answer_and_another_may_follow():
    the_trigger(an_application, compared(NOT_KNOWN)).when(comparing(OTHER)).then(
        compared(OTHER)
    )
    the_trigger(an_application, compared(SAME)).when(comparing(SAME)).then_refused(
        AlreadyDone, because="said already"
    )


def test_what_is_said_of_one_earlier_case_leaves_the_other_as_it_was():
    other = said(SamePerson.NO, SECOND)
    assert said_last([(NOT_KNOWN, other), (SAME,)]) == (SAME, other)


def test_a_case_is_no_earlier_case_of_itself():
    itself = said(SamePerson.YES, CASE)
    the_trigger().when(comparing(itself)).then_refused(
        Misrecorded, because="this application itself"
    )


def test_a_linked_review_after_a_challenge_is_no_further_application():
    came = CameFrom(
        how=Came.REFERRED_BACK, on=TODAY, area="Ely", reference="EC-26-7K3MQ"
    )
    with pytest.raises(NotPermittedYet, match="linked review"):
        receiving(came=came).compare_earlier((SAME,), signed=SIGNED)


def test_what_came_from_another_area_is_the_application_made_there():
    came = CameFrom(
        how=Came.TRANSFERRED,
        on=TODAY,
        area="Fenland",
        reference="FE-26-7K3MQ",
        case_id=FIRST,
    )
    with pytest.raises(Misrecorded, match="this application itself"):
        receiving(came=came).compare_earlier((SAME,), signed=SIGNED)


def test_what_came_from_elsewhere_came_when_it_was_applied_for_or_later():
    def came(on):
        return CameFrom(
            how=Came.TRANSFERRED, on=on, area="Fenland", reference="FE-26-7K3MQ"
        )

    applied_on = DETAILS["application"].applied_on
    assert receiving(came=came(TODAY)).clock_from == TODAY
    assert receiving().clock_from == applied_on
    for day in (TOMORROW, applied_on - timedelta(days=1)):
        with pytest.raises(Misrecorded, match="The day it came"):
            receiving(came=came(day))
