"""Slips of whoever records: each is put right by an event of its own, with a reason."""

from datetime import date

import pytest

from asbreview.domain.application import Capacity, HowConsented
from asbreview.domain.consent import ConsentStands
from asbreview.domain.errors import CaseReviewRefused, Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.panel.facts import Participation, TakesPart
from asbreview.domain.people import Channel
from asbreview.reviews.told import ConsentTold, OfficialTold, PartTold
from everything import OLEANDER, for_another
from journey import APPLIED_ON, BODIES, MARIGOLD, Journey

ON = date(2026, 3, 9)
MAY = date(2026, 5, 14)


def wrong(case, topic, item_id=None, on=ON, reason="It was another case"):
    case.reviews.correct_fact(
        case.case_id,
        topic,
        item_id or case.case_id,
        reason=reason,
        signed=case.signed(on),
    )


def says(case, on=ON, **changes):
    application = file_of(case).trigger.application.model_copy(update=changes)
    case.reviews.correct_application(
        case.case_id, application, reason="Misheard", signed=case.signed(on)
    )


def last_said(case):
    return list(file_of(case).trigger.said_of_consent)[-1]


def file_of(case):
    return case.reviews.case(case.case_id)


def test_passing_on_with_a_wrong_day_is_taken_back_and_recorded_afresh(case):
    wrong(case, "trigger.application-passed-on", BODIES[0])
    assert BODIES[0] not in file_of(case).trigger.passed_to
    day = date(2026, 3, 4)
    case.reviews.pass_on(case.case_id, passed_on=day, signed=case.signed(ON))
    passed_to = file_of(case).trigger.passed_to
    assert passed_to[BODIES[0]] == day
    assert passed_to[BODIES[1]] == APPLIED_ON


def test_consent_that_was_never_given_is_needed_again(reviews):
    case = Journey(reviews).stand()
    signed = case.signed(APPLIED_ON)
    reviews.receive_application(
        for_another(),
        procedure_id="east-cambridgeshire",
        applicant=MARIGOLD,
        victim=OLEANDER,
        account="Noise",
        signed=signed,
    )
    case.case_id = signed.new_case_id
    agreed = ConsentTold(given_on=ON, how=HowConsented.IN_WRITING)
    reviews.record_consent(case.case_id, agreed, signed=case.signed(ON))
    wrong(case, "trigger.consent-recorded", last_said(case))
    assert file_of(case).trigger.consent_stands is ConsentStands.UNKNOWN
    reviews.record_consent(case.case_id, agreed, signed=case.signed(ON))
    assert file_of(case).trigger.consent_stands is ConsentStands.GIVEN


def test_what_the_application_says_is_put_right_and_its_letter_drawn_again(case):
    says(case, applied_on=date(2026, 2, 27), place="Littleport")
    assert file_of(case).trigger.application.applied_on == date(2026, 2, 27)
    (letter_id,) = case.letters()
    letter = case.reviews.letter(letter_id)
    # Twenty working days from Friday 27 February, counted by hand.
    days = {day.name: day.on for day in letter.days}
    assert days["decide-threshold"] == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"applied_on": date(2026, 3, 10)}, "applied_on"),  # yet to come
        ({"applied_on": date(2026, 3, 3)}, "applied_on"),  # it was passed on before
        ({"applied_on": date(2023, 3, 3)}, "applied_on"),  # under no procedures
        ({"capacity": Capacity.REPRESENTATIVE}, "capacity"),
        ({"place": "7 Larkspur Row"}, "place"),
    ],
)
def test_an_application_is_not_put_right_into_something_impossible(
    case, changes, field
):
    before = case.reviews.end_of_log()
    with pytest.raises(CaseReviewRefused) as refused:
        says(case, **changes)
    assert refused.value.field == field
    assert case.reviews.end_of_log() == before


def test_what_a_decision_rests_on_stays_until_the_decision_is_taken_back(case):
    case.decide(ON)
    for take_away in (
        lambda: says(case, applied_on=date(2026, 3, 1)),
        lambda: wrong(case, "trigger.application-passed-on", BODIES[0]),
    ):
        with pytest.raises(NotPermittedYet, match="Record first that the decision"):
            take_away()
    says(case, place="Littleport")  # nothing was decided on that
    case.post(ON)
    wrong(case, "trigger.application-passed-on", BODIES[0])
    assert file_of(case).trigger.threshold


@pytest.mark.parametrize(
    ("topic", "rests"),
    [
        ("evidence.information-requested", "answer"),
        ("panel.panel-convened", "meeting"),
        ("panel.papers-sent", "meeting"),
        ("panel.panel-held", "findings"),
        ("outcome.findings-made", "has been told the outcome"),
    ],
)
def test_nothing_is_taken_away_from_under_what_rests_on_it(case, topic, rests):
    case.post(ON).decide().ask().answer().assess().convene().choose().send_papers()
    case.hold().find().post(date(2026, 4, 7))
    stands = file_of(case)
    items = {
        "evidence.information-requested": next(iter(stands.evidence.requests)),
        "panel.panel-convened": stands.panel.convened.panel_id,
        "outcome.findings-made": stands.outcome.findings.findings_id,
    }
    with pytest.raises(NotPermittedYet, match=rests):
        wrong(case, topic, items.get(topic), on=MAY)


def test_a_panel_of_the_wrong_case_is_unmade_step_by_step(case):
    case.post(ON).decide().post(ON).assess().convene().choose().send_papers().hold()
    case.find()
    on = date(2026, 4, 2)
    found = file_of(case).outcome.findings.findings_id
    drafted = case.letters()[-1]
    wrong(case, "outcome.findings-made", found, on=on)
    letter = case.reviews.letter(drafted)
    assert (letter.status, letter.held_because) == (Status.HELD, HeldBecause.CORRECTED)
    wrong(case, "panel.panel-held", on=on)
    wrong(case, "panel.papers-sent", on=on)
    wrong(case, "panel.panel-convened", file_of(case).panel.convened.panel_id, on=on)
    stands = file_of(case)
    assert not stands.outcome.recommendations
    assert not stands.outcome.actions
    assert stands.panel.meets_at is None
    case.convene(on, date(2026, 4, 9)).hold(date(2026, 4, 9)).find(date(2026, 4, 10))
    assert file_of(case).outcome.findings


@pytest.mark.parametrize("how", ["closed", "withdrawn"])
def test_a_case_ended_by_mistake_goes_on_and_its_letter_is_held_back(case, how):
    if how == "closed":
        case.post(ON).decide().assess().convene().choose().hold().find()
        case.post(date(2026, 4, 7)).do_actions().close()
    else:
        case.post(ON)
        case.reviews.withdraw(
            case.case_id, withdrawn_on=ON, reason="x", signed=case.signed(ON)
        )
    assert file_of(case).ended_as == how
    *_, closing = case.letters()  # after those about the plan
    topic = {
        "closed": "outcome.case-closed",
        "withdrawn": "trigger.application-withdrawn",
    }
    wrong(case, topic[how], on=MAY)
    assert file_of(case).ended_as is None
    assert case.reviews.letter(closing).held_because is HeldBecause.CORRECTED


def test_a_letter_that_was_not_posted_told_nothing(case):
    case.post(ON).decide().post(ON)
    letter_id = case.posted_letter(LetterKind.THRESHOLD_MET)
    wrong(case, "letter.letter-posted", letter_id)
    letter, trigger = case.reviews.letter(letter_id), file_of(case).trigger
    assert (letter.status, letter.held_because) == (Status.HELD, HeldBecause.NOT_POSTED)
    assert trigger.threshold_told_on is None
    assert trigger.acknowledged_on == ON
    case.reviews.redraw_letter(letter_id, signed=case.signed(ON))
    case.post(date(2026, 3, 11))
    assert file_of(case).trigger.threshold_told_on == date(2026, 3, 11)


def test_that_somebody_was_told_is_taken_back_with_the_letter_only(case):
    case.post(ON)
    with pytest.raises(NotPermittedYet, match="its letter"):
        wrong(case, "trigger.application-acknowledged")


def test_a_case_is_not_closed_while_a_body_has_not_been_passed_the_application(case):
    case.post(ON).decide().post(ON).assess().convene().choose().hold().find()
    case.post(date(2026, 4, 7)).do_actions()
    wrong(case, "trigger.application-passed-on", BODIES[0], on=MAY)
    with pytest.raises(CaseReviewRefused, match=r"s\.104\(3\)"):
        case.close(MAY)


def test_a_correction_says_what_was_wrong(case):
    with pytest.raises(Misrecorded) as refused:
        wrong(case, "trigger.application-passed-on", BODIES[0], reason=" ")
    assert refused.value.field == "reason"


def test_what_is_not_on_record_is_not_corrected(case):
    for topic in (
        "trigger.consent-recorded",
        "trigger.application-withdrawn",
        "panel.panel-held",
        "outcome.case-closed",
        "contact.promise-kept",
        "evidence.information-requested",
    ):
        with pytest.raises(CaseReviewRefused, match="There is no such"):
            wrong(case, topic)


OTHERS = [
    OfficialTold(name="Petra Quillfeather", body_id=BODIES[2]),
    OfficialTold(name="Odile Fenwick", body_id=BODIES[1]),
]
DECLINED = PartTold(participation=Participation.DECLINED)
STATEMENT = PartTold(participation=Participation.CHOSEN, takes_part=TakesPart.STATEMENT)
NOT_INVITED = PartTold(
    participation=Participation.NOT_INVITED, not_invited_because="A threat was made"
)
HELD_ON = date(2026, 4, 1)


def takes_part(case, part, on):
    case.reviews.decide_participation(
        case.case_id, part, decided_on=on, signed=case.signed(on)
    )
    return list(file_of(case).panel.parts)[-1]


def put_part_right(case, part, *, on=date(2026, 4, 2), decided_on=date(2026, 3, 30)):
    case.reviews.correct_participation(
        case.case_id,
        part,
        decided_on=decided_on,
        reason="She had rung",
        signed=case.signed(on),
    )


def put_attendance_right(case, attended, on=date(2026, 4, 2), **how):
    case.reviews.correct_attendance(
        case.case_id, attended, reason="Mixed up", **how, signed=case.signed(on)
    )


@pytest.fixture
def convened(case):
    return case.post(ON).decide().post(ON).assess().convene()


def test_a_choice_in_error_leaves_what_was_chosen_before(convened):
    first = takes_part(convened, STATEMENT, date(2026, 3, 23))
    second = takes_part(convened, DECLINED, date(2026, 3, 24))
    on = date(2026, 3, 25)
    wrong(convened, "panel.participation-declined", second, on=on)
    assert file_of(convened).panel.takes_part is TakesPart.STATEMENT
    wrong(convened, "panel.participation-chosen", first, on=on)
    assert file_of(convened).panel.participation is None
    with pytest.raises(NotPermittedYet, match="how the victim takes part"):
        convened.hold()


def test_a_decision_not_to_invite_in_error_holds_its_letter_back(convened):
    decided = takes_part(convened, NOT_INVITED, date(2026, 3, 23))
    letter = convened.letters()[-1]
    wrong(convened, "panel.victim-not-invited", decided, on=date(2026, 3, 24))
    assert file_of(convened).panel.participation is None
    assert convened.reviews.letter(letter).held_because is HeldBecause.CORRECTED


def test_a_decision_not_to_invite_that_was_told_is_replaced_and_not_undone(convened):
    on = date(2026, 3, 23)
    decided = takes_part(convened, NOT_INVITED, on)
    convened.post(on)
    with pytest.raises(NotPermittedYet, match="Record how they take part instead"):
        wrong(convened, "panel.victim-not-invited", decided, on=on)
    takes_part(convened, STATEMENT, date(2026, 3, 24))
    assert file_of(convened).panel.participation is Participation.CHOSEN


def test_no_meeting_is_left_without_how_the_victim_took_part(convened):
    chose = takes_part(convened, STATEMENT, date(2026, 3, 24))
    convened.hold()
    with pytest.raises(NotPermittedYet, match="page of the panel"):
        wrong(convened, "panel.participation-chosen", chose, on=HELD_ON)
    put_part_right(convened, DECLINED)
    panel = file_of(convened).panel
    assert (panel.participation, panel.takes_part) == (Participation.DECLINED, None)
    assert panel.held.held_on == HELD_ON


def test_how_the_victim_took_part_is_put_right_when_all_is_told(case):
    case.post(ON).decide().post(ON).assess().convene().choose().hold().find()
    case.post(date(2026, 4, 7))
    put_part_right(case, STATEMENT, on=date(2026, 4, 8))
    assert file_of(case).panel.takes_part is TakesPart.STATEMENT


@pytest.mark.parametrize(
    ("was", "now", "how", "because"),
    [
        (STATEMENT, NOT_INVITED, {}, "before the meeting"),
        (NOT_INVITED, STATEMENT, {}, "decision not to invite"),
        (STATEMENT, STATEMENT, {}, "Change what was recorded wrongly"),
        (STATEMENT, DECLINED, {"decided_on": date(2026, 4, 2)}, "The meeting"),
        (STATEMENT, DECLINED, {"decided_on": date(2026, 3, 1)}, "The choice"),
    ],
)
def test_whether_they_were_invited_is_not_put_right_so(
    convened, was, now, how, because
):
    takes_part(convened, was, date(2026, 3, 24))
    convened.hold()
    before = convened.reviews.end_of_log()
    with pytest.raises(CaseReviewRefused, match=because):
        put_part_right(convened, now, **how)
    assert convened.reviews.end_of_log() == before


def test_who_was_at_a_meeting_is_put_right_and_the_meeting_stays(convened):
    convened.choose().hold().find()
    was = file_of(convened).panel.held
    with pytest.raises(CaseReviewRefused) as refused:  # the procedure asks for more
        put_attendance_right(convened, OTHERS[:1])
    assert refused.value.field == "went_on_because"
    with pytest.raises(Misrecorded) as refused:
        put_attendance_right(convened, [])
    assert refused.value.field == "attended-0-name"
    put_attendance_right(convened, OTHERS, went_on_because="The council rang off")
    now = file_of(convened).panel.held
    assert {person.body_id for person in now.attended} == set(BODIES[1:3])
    stays = ("held_on", "issues", "ground")
    assert [getattr(now, n) for n in stays] == [getattr(was, n) for n in stays]
    assert file_of(convened).outcome.findings


def test_a_meeting_that_was_not_held_has_nobody_to_put_right(convened):
    for put_right in (
        lambda: put_attendance_right(convened, OTHERS),
        lambda: put_part_right(convened, STATEMENT),
    ):
        with pytest.raises(NotPermittedYet, match="has not met"):
            put_right()


@pytest.fixture
def for_her(reviews):
    """A case that somebody applied for, for another."""
    case = Journey(reviews).stand()
    signed = case.signed(APPLIED_ON)
    reviews.receive_application(
        for_another(),
        procedure_id="east-cambridgeshire",
        applicant=MARIGOLD,
        victim=OLEANDER,
        account="Noise",
        signed=signed,
    )
    case.case_id = signed.new_case_id
    return case


SAID = ConsentTold(given_on=ON, how=HowConsented.IN_WRITING)


def test_a_refusal_of_consent_that_was_another_victims_is_taken_back(for_her):
    reviews, id_ = for_her.reviews, for_her.case_id
    reviews.refuse_consent(id_, SAID, signed=for_her.signed(ON))
    wrong(for_her, "trigger.consent-refused", last_said(for_her))
    assert file_of(for_her).trigger.consent_stands is ConsentStands.UNKNOWN


def test_consent_withdrawn_in_error_stands_again(for_her):
    reviews, id_ = for_her.reviews, for_her.case_id
    reviews.record_consent(id_, SAID, signed=for_her.signed(ON))
    agreed = last_said(for_her)
    reviews.withdraw_consent(id_, SAID, signed=for_her.signed(ON))
    with pytest.raises(NotPermittedYet, match="said of it since"):
        wrong(for_her, "trigger.consent-recorded", agreed)
    wrong(for_her, "trigger.consent-withdrawn", last_said(for_her))
    trigger = file_of(for_her).trigger
    assert trigger.consent_stands is ConsentStands.GIVEN
    assert trigger.consent.given_on == ON


def test_what_was_not_told_by_telephone_is_told_no_more(case):
    case.decide(ON)
    letter_id = case.letters()[-1]
    case.reviews.tell_otherwise(
        letter_id,
        told_on=ON,
        channel=Channel.PHONE,
        how="Rang her",
        signed=case.signed(ON),
    )
    assert file_of(case).trigger.threshold_told_on == ON
    wrong(case, "letter.letter-told-otherwise", letter_id)
    letter = case.reviews.letter(letter_id)
    assert (letter.status, letter.held_because) == (Status.HELD, HeldBecause.NOT_TOLD)
    assert file_of(case).trigger.threshold_told_on is None
    case.reviews.redraw_letter(letter_id, signed=case.signed(ON))
    case.post(date(2026, 3, 11))
    assert file_of(case).trigger.threshold_told_on == date(2026, 3, 11)


def test_a_reminder_of_another_body_is_taken_back(case):
    case.ask()
    on, stands = date(2026, 3, 12), file_of(case)
    case.reviews.chase_request(
        case.case_id,
        next(iter(stands.evidence.requests)),
        chased_on=on,
        channel=Channel.PHONE,
        signed=case.signed(on),
    )
    (chased,) = file_of(case).evidence.chases
    wrong(case, "evidence.request-chased", chased, on=on)
    assert not file_of(case).evidence.chases
    assert file_of(case).evidence.requests


def asking(case):
    return [x for x in case.all_letters() if x.kind is LetterKind.CONSENT]


@pytest.mark.parametrize("said", ["record_consent", "refuse_consent"])
def test_who_has_said_whether_they_agree_is_not_asked_by_letter(for_her, said):
    (letter,) = asking(for_her)
    say = getattr(for_her.reviews, said)
    say(for_her.case_id, SAID, signed=for_her.signed(ON))
    assert for_her.reviews.letter(letter.id).status is Status.CANCELLED
    topic = file_of(for_her).trigger.said_of_consent[last_said(for_her)].TOPIC
    wrong(for_her, topic, last_said(for_her))
    _, again = asking(for_her)
    assert again.status is Status.DRAFTED


def test_who_was_asked_by_letter_is_not_asked_twice(for_her):
    for_her.post(ON)
    reviews = for_her.reviews
    reviews.record_consent(for_her.case_id, SAID, signed=for_her.signed(ON))
    wrong(for_her, "trigger.consent-recorded", last_said(for_her))
    assert [x.status for x in asking(for_her)] == [Status.POSTED]


def more_time(case, was_due_on, due_on, *, timer="hold-panel", on=ON):
    case.reviews.extend_deadline(
        case.case_id,
        timer,
        was_due_on=was_due_on,
        due_on=due_on,
        reason="The police answer late",
        signed=case.signed(on),
    )
    return [x for x in case.all_letters() if x.kind is LetterKind.DELAY]


DUE, LATER, LATEST = date(2026, 4, 7), date(2026, 4, 20), date(2026, 5, 6)


def test_of_two_delays_in_a_row_one_letter_tells_both_ends(case):
    case.post(ON).decide().post(ON)
    (first,) = more_time(case, DUE, LATER)
    first, second = more_time(case, LATER, LATEST)
    assert (first.status, second.status) == (Status.CANCELLED, Status.DRAFTED)
    days = {day.name: day.on for day in second.days}
    assert days == {"was-due": DUE, "now-due": LATEST}


def test_a_delay_that_was_told_stays_told_and_another_step_has_its_own(case):
    case.post(ON).decide().post(ON)
    more_time(case, DUE, LATER)
    case.post(ON)
    first, second = more_time(case, LATER, LATEST)
    assert (first.status, second.status) == (Status.POSTED, Status.DRAFTED)
    assert {day.name: day.on for day in second.days}["was-due"] == LATER
    *_, other = more_time(case, DUE, LATER, timer="tell-outcome")
    assert case.reviews.letter(second.id).status is Status.DRAFTED
    assert other.status is Status.DRAFTED
