"""A few invented cases on which everything happens that can be recorded.

For tests that ask something of each command, or of each kind of event.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    HowConsented,
    Wish,
)
from asbreview.domain.asking.facts import HeldBackBecause, NoticeKind
from asbreview.domain.asking.putting_right import PutRight
from asbreview.domain.changes.record import Changes
from asbreview.domain.circumstances import Tenure
from asbreview.domain.contact.adjustments import Made
from asbreview.domain.contact.asking import AskingFact
from asbreview.domain.contact.facts import Direction
from asbreview.domain.contact.help import Need
from asbreview.domain.contact.moved_days import DayMoved
from asbreview.domain.contact.representatives import ToldAs
from asbreview.domain.counterfactual.facts import (
    Answering,
    ChangedProcedure,
    GroupMeets,
    WhatIf,
)
from asbreview.domain.effectiveness.record import Assessments
from asbreview.domain.erasure import Basis
from asbreview.domain.erasure_of_case import CaseErasureGround
from asbreview.domain.evidence.facts import AnswerKind, HowAnswered, MayBeTold
from asbreview.domain.evidence.files import FileKind, Scan
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.evidence.tells_of import Whom
from asbreview.domain.incidents import Columns
from asbreview.domain.inviting.facts import NotSentBecause, SaidOfMeeting
from asbreview.domain.inviting.record import Invitation
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.letter.facts import (
    ChosenBecause,
    HeldBecause,
    LetterKind,
    Way,
)
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.letter.wording import Place
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.outcome.satisfaction import Answer, Answers
from asbreview.domain.pack.facts import OF_A_CHALLENGE, NotMadeBecause, PackKind
from asbreview.domain.panel.facts import Participation
from asbreview.domain.past.columns import PastColumns
from asbreview.domain.past.facts import Decided, EndedAs, PastFacts
from asbreview.domain.past.record import PastCase
from asbreview.domain.people import Channel, HeardBy
from asbreview.domain.procedure_adoption import Consultation, Consultee
from asbreview.domain.reporting_period import Period
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.returns.facts import BrokenDown, FiguresCounted
from asbreview.domain.returns.record import PublishedReturns
from asbreview.domain.rights.annotating import NotTold, Rectified
from asbreview.domain.rights.answering import Granted, RefusalGround
from asbreview.domain.rights.facts import Identity, LongerBecause, Right
from asbreview.domain.rights.in_error import RightsFact
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.domain.terms import Challenged, Origin
from asbreview.domain.timers import WaitingFor
from asbreview.domain.trigger.earlier import SamePerson
from asbreview.domain.trigger.in_error import TriggerFact
from asbreview.domain.working_days import Holiday
from asbreview.procedures.reading import read_procedure
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.cross_border import TransferTold
from asbreview.reviews.disposing import Sealing
from asbreview.reviews.effectiveness import AssessmentTold
from asbreview.reviews.erasing import finishing
from asbreview.reviews.given_files import FileTold
from asbreview.reviews.group_moves import MeetingTold
from asbreview.reviews.moved_days import MovedOnCase
from asbreview.reviews.owners import OwnersReport
from asbreview.reviews.packs import PackTold
from asbreview.reviews.past import PastTold
from asbreview.reviews.plans import ActionReport, Became
from asbreview.reviews.rectifying import AnnotationGiven
from asbreview.reviews.returns import ReturnTold
from asbreview.reviews.rights_answered import AnswerGiven
from asbreview.reviews.telling_right import OwedToBody
from asbreview.reviews.told import (
    ActionTold,
    CircumstancesTold,
    ConsentTold,
    PartTold,
    PersonTold,
    PromiseTold,
    SearchTold,
)
from journey import (
    APPLIED_ON,
    BODIES,
    EAST_CAMBRIDGESHIRE,
    FOUR_COMPLAINTS,
    MARIGOLD,
    PROCEDURE,
    SAFE,
    THERE,
    Journey,
)

OLEANDER = PersonTold(name="Oleander Quill", safe=SAFE)
DUE_LATER = date(2026, 6, 30)


def everything(reviews) -> None:
    """Give every command there is."""
    a_case_that_goes_the_whole_way(Journey(reviews, number=1).stand())
    a_case_with_detours(Journey(reviews, number=2))
    a_case_for_another_that_is_withdrawn(Journey(reviews, number=3))
    a_case_that_is_transferred(Journey(reviews, number=4))
    a_letter_that_another_looks_at(Journey(reviews, number=41))
    a_case_of_two_areas(Journey(reviews, number=32))
    a_further_application(Journey(reviews, number=33), Journey(reviews, number=34))
    a_letter_that_does_not_get_there(Journey(reviews, number=40))
    days_on_which_nobody_works(Journey(reviews, number=5))
    a_case_full_of_slips(Journey(reviews, number=7))
    a_meeting_recorded_wrongly(Journey(reviews, number=9))
    another_is_the_victim(Journey(reviews, number=10))
    a_case_that_few_may_see(Journey(reviews, number=12))
    a_person_is_forgotten(Journey(reviews, number=6))
    a_person_is_forgotten_by_one(Journey(reviews, number=66))
    a_late_challenge_is_passed_on(Journey(reviews, number=31))
    procedures_that_change(Journey(reviews, number=19))
    a_body_is_reached_otherwise(Journey(reviews, number=20))
    a_body_is_sent_a_request(Journey(reviews, number=21))
    figures_that_are_published(Journey(reviews, number=23))
    a_question_to_the_past(Journey(reviews, number=230))
    procedures_that_are_assessed(Journey(reviews, number=231))
    a_change_that_is_named(Journey(reviews, number=232))
    a_group_that_meets(Journey(reviews, number=22))
    a_case_that_is_held(Journey(reviews, number=51))
    what_is_asked_of_data(Journey(reviews, number=55))
    a_case_that_goes_before_its_time(Journey(reviews, number=150))
    records_that_are_kept_for_so_long(Journey(reviews, number=50))
    a_meeting_recorded_as_it_happens(Journey(reviews, number=44))
    a_case_of_the_past(Journey(reviews, number=45))
    a_recommendation_to_another(Journey(reviews, number=46))
    a_body_is_invited_to_a_panel(Journey(reviews, number=47))
    an_owner_is_told_of_its_actions(Journey(reviews, number=48))
    a_body_is_told_what_is_put_right(Journey(reviews, number=49))
    an_answer_is_entered_for_a_body(Journey(reviews, number=151))


def a_case_that_goes_the_whole_way(case) -> None:
    case.go()
    on = date(2026, 5, 15)
    case.reviews.say_how_it_was(
        case.case_id,
        person_id=case.reviews.case(case.case_id).contact.applicant_id,
        told_on=on,
        how=HeardBy.PHONE,
        answers=Answers(
            process=Answer.SATISFIED,
            outcome=Answer.NEITHER,
            informed=Answer.NOT_ANSWERED,
        ),
        said="It took long.",
        signed=case.signed(on),
    )


def a_case_with_detours(case) -> None:
    reviews, on = case.reviews, date(2026, 3, 5)
    case.apply(passed_on=False, complaints=())
    id_ = case.case_id
    reviews.pass_on(id_, passed_on=on, signed=case.signed(on))
    reviews.assign(id_, UUID(int=40), signed=case.signed(on))
    logged = case.signed(on)
    reviews.log_complaint(id_, FOUR_COMPLAINTS[1], signed=logged)
    (complaint,) = reviews.case(id_).evidence.logged
    imported(case)
    reviews.correct_evidence(id_, complaint, reason="Twice", signed=case.signed(on))
    case.decide(on)
    decision = reviews.case(id_).trigger.threshold.decision_id
    reviews.correct_threshold(
        id_, decision, reason="Of another case", signed=case.signed(on)
    )
    case.decide(on)
    reviews.extend_deadline(
        id_,
        "hold-panel",
        was_due_on=date(2026, 4, 6),
        due_on=date(2026, 4, 20),
        reason="The police answer late.",
        signed=case.signed(on),
    )
    waits(case)
    contacts(case)
    case.ask(date(2026, 3, 10))
    reviews.chase_request(
        id_,
        reviews.case(id_).evidence.unanswered[0].request_id,
        chased_on=date(2026, 3, 11),
        channel=Channel.EMAIL,
        signed=case.signed(date(2026, 3, 11)),
    )
    case.assess().convene()
    reviews.postpone_panel(
        id_,
        meets_at=datetime.combine(date(2026, 4, 2), time(9), tzinfo=UTC),
        reason="The chair is ill.",
        signed=case.signed(date(2026, 3, 20)),
    )
    participation(case)
    case.hold(date(2026, 4, 2))
    consultation(case)
    case.find(date(2026, 4, 3))
    plan(case)
    challenge(case)
    letters(case)


def imported(case) -> None:
    """Put a line of two lists on file, of which the second has other columns."""
    for line, columns in enumerate(
        (Columns(behaviour=0, account=1), Columns(behaviour=0, made=1, account=2)), 2
    ):
        case.reviews.import_complaints(
            case.case_id,
            body_id=BODIES[1],
            complaints={line: FOUR_COMPLAINTS[line]},
            lines_read=3,
            headings=("Date", "Reported", "Narrative"),
            columns=columns,
            signed=case.signed(date(2026, 3, 5)),
        )


def need_to_know(case, contact_id) -> None:
    """Keep what a contact says to some, and show it to all again."""
    reviews, id_, on = case.reviews, case.case_id, date(2026, 3, 6)
    reviews.keep_to_some(
        id_,
        contact_id,
        bodies=(BODIES[1],),
        roles=("lead",),
        reason="She asked for it",
        signed=case.signed(on),
    )
    reviews.show_to_all(id_, contact_id, reason="She agrees", signed=case.signed(on))


def waits(case) -> None:
    """Stop the clock and start it again; then stop it, and take all of that back."""
    reviews, id_, on = case.reviews, case.case_id, date(2026, 3, 9)
    for day in (date(2026, 3, 6), on):
        reviews.pause_clock(
            id_,
            WaitingFor.CONSENT,
            paused_on=day,
            reason="She wants to think it over.",
            signed=case.signed(on),
        )
        pause_id = next(reversed(reviews.case(id_).trigger.pauses))
        reviews.resume_clock(id_, pause_id, resumed_on=on, signed=case.signed(on))
    for fact in (TriggerFact.RESUMED, TriggerFact.PAUSED):
        reviews.correct_fact(
            id_, fact, pause_id, reason="Of another case", signed=case.signed(on)
        )


def challenge(case) -> None:
    reviews, id_, on = case.reviews, case.case_id, date(2026, 4, 10)
    case.challenge(on)
    (challenge_id,) = reviews.case(id_).outcome.challenges
    case.arrange_hearing(on)
    reviews.ask_for_pack(
        id_, PackKind.HEARERS, challenge_id=challenge_id, signed=case.signed(on)
    )
    reviews.decide_challenge(
        id_,
        challenge_id,
        upheld=Upheld.NOT_UPHELD,
        decided_on=on,
        reasons="They were rung twice",
        follows="",
        signed=case.signed(on),
    )


def a_late_challenge_is_passed_on(case) -> None:
    """In Stockton, where the commissioner's office hears it, if they agree."""
    reviews, day, on = case.reviews, date(2024, 4, 1), date(2026, 5, 29)
    stockton = read_procedure("stockton")
    reviews.record_procedure(stockton, in_force_from=day, signed=case.signed(day))
    case.apply(procedure_id="stockton", complaints=FOUR_COMPLAINTS[2:])
    bodies = [b.body_id for b in stockton.bodies_on(APPLIED_ON)]
    reviews.decide_threshold(
        case.case_id,
        met=False,
        decided_on=date(2026, 3, 9),
        decided_by=bodies,
        reasons="Two complaints qualify.",
        signed=case.signed(date(2026, 3, 9)),
    )
    case.post(date(2026, 3, 10)).challenge(on, of=Challenged.APPLICATION)
    (challenge_id,) = reviews.case(case.case_id).outcome.challenges
    reviews.take_on_challenge(
        case.case_id,
        challenge_id,
        because="She was in hospital",
        agreed_by=HeardBy.PHONE,
        on=on,
        signed=case.signed(on),
    )


def participation(case) -> None:
    for how, why in (
        (Participation.DECLINED, ""),
        (Participation.NOT_INVITED, "A threat was made."),
    ):
        on = date(2026, 3, 23)
        case.reviews.decide_participation(
            case.case_id,
            PartTold(participation=how, not_invited_because=why),
            decided_on=on,
            signed=case.signed(on),
        )


def files(case, *, given_by, on) -> None:
    file_id = uuid4()
    told = FileTold(
        file_id=file_id,
        kind=FileKind.JPEG,
        size=2_000_000,
        sha256="0" * 64,
        called="door.jpg",
        found=Scan.NOT_SCANNED,
        why_not="no scanner is set up",
        has_copy=True,
    )
    case.reviews.receive_file(
        case.case_id,
        told,
        giver_id=given_by,
        received_on=on,
        description="The front door, kicked in.",
        most=250_000_000,
        signed=case.signed(on),
    )
    case.reviews.record_scan(case.case_id, file_id, Scan.CLEAN, signed=case.signed(on))


def consultation(case) -> None:
    """The plan is proposed, and everything said of it that can be."""
    reviews, id_, on = case.reviews, case.case_id, date(2026, 4, 2)
    case.propose(on)
    reviews.decline_consultation(id_, declined_on=on, signed=case.signed(on))
    reviews.not_consult(
        id_, decided_on=on, reasons="She is in hospital.", signed=case.signed(on)
    )
    case.say_of_plan(on=on)


def contacts(case, *, keep_contact: bool = False) -> None:
    reviews, id_, on = case.reviews, case.case_id, date(2026, 3, 6)
    person_id = reviews.case(id_).contact.applicant_id
    reviews.change_contact_details(id_, person_id, MARIGOLD, signed=case.signed(on))
    known = CircumstancesTold(language="Polish", tenure=Tenure.HOUSING)
    reviews.record_circumstances(id_, person_id, known, signed=case.signed(on))
    reviews.receive_statement(
        id_,
        person_id=person_id,
        received_on=on,
        statement="I want them to know how it is at night.",
        signed=case.signed(on),
    )
    files(case, given_by=person_id, on=on)
    reviews.replace_status_code(id_, signed=case.signed(on))
    reviews.take_down_statement(
        id_,
        person_id=person_id,
        received_on=on,
        how=HeardBy.PHONE,
        read_back=True,
        statement="It is worst at night.",
        signed=case.signed(on),
    )
    somebody_speaks_for_her(case, on)
    updates_are_promised(case, person_id, on)
    help_is_asked_for(case, person_id, on)
    an_adjustment(case, person_id, on)
    reviews.make_contact(
        id_,
        person_id=person_id,
        channel=Channel.PHONE,
        direction=Direction.FROM_US,
        made_on=on,
        said="We rang.",
        promise=PromiseTold(promised="To ring again", due_on=on),
        signed=case.signed(on),
    )
    contact = reviews.case(id_).contact
    (promise,), (*_, made) = contact.promises, contact.contacts
    reviews.keep_promise(id_, promise, kept_on=on, signed=case.signed(on))
    need_to_know(case, made)
    if keep_contact:
        return
    reviews.correct_contact(id_, made, reason="Of another", signed=case.signed(on))


def help_is_asked_for(case, person_id, on) -> None:
    reviews, id_ = case.reviews, case.case_id
    reviews.ask_for_help(
        id_,
        person_id=person_id,
        needs=[Need.SAFETY, Need.CALL],
        said="He stands at my door.",
        signed=case.signed(on),
    )
    (help_id,) = reviews.case(id_).contact.calls

    def answered() -> None:
        reviews.answer_help(
            id_,
            help_id,
            channel=Channel.PHONE,
            direction=Direction.FROM_US,
            made_on=on,
            said="The police are with her.",
            signed=case.signed(on),
        )

    answered()
    reviews.correct_fact(
        id_,
        "contact.help-answered",
        help_id,
        reason="She had rung about something else",
        signed=case.signed(on),
    )
    answered()


def somebody_speaks_for_her(case, on) -> None:
    reviews, id_ = case.reviews, case.case_id
    reviews.name_representative(
        id_,
        OLEANDER,
        named_on=on,
        how_agreed=HowConsented.IN_WRITING,
        may_be_told=ToldAs.MEETING,
        signed=case.signed(on),
    )
    (who,) = reviews.case(id_).contact.representatives
    reviews.end_representative(
        id_, who, ended_on=on, reason="She speaks herself", signed=case.signed(on)
    )


def updates_are_promised(case, person_id, on) -> None:
    reviews, id_ = case.reviews, case.case_id
    reviews.promise_updates(
        id_,
        person_id=person_id,
        every_weeks=2,
        promised_on=on,
        signed=case.signed(on),
    )
    (updates,) = reviews.case(id_).contact.updates
    reviews.end_updates(
        id_, updates, ended_on=on, reason="She rings us", signed=case.signed(on)
    )


def an_adjustment(case, person_id, on) -> None:
    """It is asked for, answered, and then turns out to be another's."""
    reviews, id_ = case.reviews, case.case_id
    reviews.ask_for_adjustment(
        id_,
        person_id=person_id,
        asked="A room without steps",
        how=HeardBy.PHONE,
        asked_on=on,
        signed=case.signed(on),
    )
    (adjustment_id,) = reviews.case(id_).contact.adjustments
    reviews.answer_adjustment(
        id_,
        adjustment_id,
        made=Made.OTHERWISE,
        arranged="There is a lift",
        answered_on=on,
        signed=case.signed(on),
    )
    reviews.correct_fact(
        id_,
        "contact.adjustment-asked-for",
        adjustment_id,
        reason="It was her sister",
        signed=case.signed(on),
    )


def plan(case) -> None:
    reviews, id_, on = case.reviews, case.case_id, date(2026, 4, 10)
    added = ActionTold(body_id=BODIES[0], due_on=DUE_LATER, action="Mend the fence")
    reviews.add_action(id_, added, signed=case.signed(on))
    actions = reviews.case(id_).outcome.actions
    first, second, *_ = actions
    reviews.report_by_owner(
        id_,
        actions[first].body_id,
        [
            OwnersReport(
                action_id=first, became=Became.PROGRESSED, says="The tenant was seen"
            )
        ],
        signed=case.signed(on),
    )
    reviews.report_actions(
        id_,
        [
            ActionReport(action_id=first, became=became, on=on, says="The tenant left")
            for became in (Became.PROGRESSED, Became.HELD_UP, Became.CANCELLED)
        ],
        signed=case.signed(on),
    )
    for report_id, told in list(reviews.case(id_).outcome.news.items()):
        reviews.correct_fact(
            id_, told.TOPIC, report_id, reason="Of another", signed=case.signed(on)
        )
    reviews.correct_outcome(id_, second, reason="Not agreed", signed=case.signed(on))


def letters(case) -> None:
    reviews, on = case.reviews, date(2026, 4, 10)
    acknowledgement, *_, last = case.letters()
    reviews.cancel_letter(acknowledgement, reason="Rang", signed=case.signed(on))
    reviews.correct_fact(
        case.case_id,
        "letter.letter-cancelled",
        acknowledgement,
        reason="Of another",
        signed=case.signed(on),
    )
    reviews.cancel_letter(acknowledgement, reason="Rang", signed=case.signed(on))
    reviews.hold_back_letter(
        last, because=HeldBecause.NO_ADDRESS, signed=case.signed(on)
    )
    reviews.redraw_letter(last, signed=case.signed(on))
    reviews.keep_letter_back(last, signed=case.signed(on))
    words = {Place.AT_THE_END: "We will ring you in the week that follows."}
    reviews.write_in_letter(last, words, goes=True, signed=case.signed(on))
    later = on + timedelta(days=1)
    reviews.redraw_out_of_date(case.letters(), signed=case.signed(later))
    on = later
    reviews.tell_otherwise(
        last,
        told_on=on,
        channel=Channel.IN_PERSON,
        how="Read to her",
        signed=case.signed(on),
    )
    reviews.leave_letter_as_it_is(
        last, reason="She was told what is right", signed=case.signed(on)
    )


def a_letter_that_another_looks_at(case) -> None:
    """It is sent back once, drawn again, and then approved."""
    reviews, on = case.reviews, APPLIED_ON
    kind = LetterKind.ACKNOWLEDGEMENT
    case.apply(procedure_id=case.ask_a_second_officer(kind))
    letter_id = case.all_letters()[0].id
    case.by = UUID(int=4)
    told = "It names the wrong landlord"
    reviews.send_letter_back(letter_id, reason=told, signed=case.signed(on))
    reviews.redraw_letter(letter_id, signed=case.signed(on))
    reviews.approve_letter(letter_id, signed=case.signed(on))
    told = "We asked the police."
    reviews.write_progress(case.case_id, told, signed=case.signed(on))
    reviews.ask_applicant(
        case.case_id,
        "Please send us your notes.",
        answer_by=date(2026, 3, 16),
        signed=case.signed(on),
    )
    asked_id = next(iter(reviews.case(case.case_id).contact.asked))
    reviews.applicant_answered(
        case.case_id, asked_id, answered_on=on, answer="None", signed=case.signed(on)
    )
    reviews.correct_fact(
        case.case_id,
        AskingFact.ANSWERED,
        asked_id,
        reason="Of another case",
        signed=case.signed(on),
    )


def a_letter_that_does_not_get_there(case) -> None:
    """Everything that can befall a letter that is sent, and comes back at last."""
    reviews, on = case.reviews, APPLIED_ON
    case.apply()
    (letter_id,) = case.letters()
    way = Way.NOTIFY_EMAIL
    because = ChosenBecause.EMAIL_ASKED_FOR

    def go() -> None:
        reviews.prepare_letter(
            letter_id, sha256="1", pages=1, made_with=(), signed=case.signed(on)
        )
        reviews.hand_over_letter(
            letter_id, way=way, because=because, signed=case.signed(on)
        )

    def told() -> dict:
        since = reviews.letter(letter_id).version
        return {"since": since, "signed": case.signed(on)}

    def uncertain() -> None:
        reviews.letter_uncertain(
            letter_id,
            because=Obstacle.NO_ANSWER,
            since=reviews.letter(letter_id).version,
            signed=case.signed(on),
        )

    go()
    reviews.letter_refused_for_now(
        letter_id,
        way=way,
        because=Obstacle.NOT_NOW,
        since=reviews.letter(letter_id).version,
        signed=case.signed(on),
    )
    reviews.letter_failed(
        letter_id,
        way=way,
        because=Obstacle.REFUSED,
        since=reviews.letter(letter_id).version,
        signed=case.signed(on),
    )
    reviews.redraw_letter(letter_id, signed=case.signed(on))
    go()
    uncertain()
    reviews.letter_did_not_go(letter_id, signed=case.signed(on))
    go()
    uncertain()
    reviews.letter_went(letter_id, signed=case.signed(on))
    comes_back(case, letter_id, on)
    reviews.redraw_letter(letter_id, signed=case.signed(on))
    go()
    reviews.letter_accepted(letter_id, taken_as="7", signed=case.signed(on))
    reviews.letter_forwarded(letter_id, signed=case.signed(on))
    reviews.letter_failed(
        letter_id,
        way=way,
        because=Obstacle.NOT_DELIVERED,
        since=reviews.letter(letter_id).version,
        signed=case.signed(on),
    )
    reviews.send_by_post(letter_id, signed=case.signed(on))


def comes_back(case, letter_id, on) -> None:
    def came_back() -> None:
        case.reviews.letter_came_back(
            letter_id, returned_on=on, how="No such mailbox", signed=case.signed(on)
        )

    came_back()
    by = case.reviews.letter(letter_id).came_back.item_id
    case.reviews.correct_fact(
        case.case_id,
        "letter.letter-returned",
        by,
        reason="It was for number 9",
        signed=case.signed(on),
    )
    came_back()
    person_id = case.reviews.letter(letter_id).to
    case.reviews.address_holds(case.case_id, person_id, signed=case.signed(on))


def for_another(on: date = APPLIED_ON) -> Application:
    return Application(
        applied_on=on,
        how=HowApplied.LANDLORD,
        capacity=Capacity.REPRESENTATIVE,
        category=Category.NOISE,
        place="Soham",
        wish=Wish.STATEMENT,
    )


def a_case_for_another_that_is_withdrawn(case) -> None:
    reviews, on = case.reviews, date(2026, 3, 6)
    signed = case.signed(APPLIED_ON)
    reviews.receive_application(
        for_another(),
        procedure_id="east-cambridgeshire",
        applicant=MARIGOLD,
        victim=OLEANDER,
        account="Noise at night.",
        complaints=FOUR_COMPLAINTS,
        signed=signed,
    )
    case.case_id = signed.new_case_id
    agreed = ConsentTold(given_on=on, how=HowConsented.IN_WRITING)
    said = {"said": "I am afraid"}
    reviews.refuse_consent(case.case_id, agreed, **said, signed=case.signed(on))
    reviews.record_consent(case.case_id, agreed, signed=case.signed(on))
    reviews.withdraw_consent(case.case_id, agreed, **said, signed=case.signed(on))
    reviews.withdraw(
        case.case_id, withdrawn_on=on, reason="It has stopped.", signed=case.signed(on)
    )


def a_case_that_few_may_see(case) -> None:
    """Restricted and no longer, with a conflict of interest that ends."""
    reviews, on = case.reviews, date(2026, 3, 5)
    id_, sam, eve = case.apply().case_id, UUID(int=2), UUID(int=40)
    reviews.restrict_case(id_, (eve,), reason="Her name", signed=case.signed(on))
    reviews.declare_conflict(id_, sam, reason="A cousin", signed=case.signed(on))
    reviews.let_in(id_, (sam, eve), signed=case.signed(on))
    reviews.let_in(id_, (eve,), signed=case.signed(on))
    opens = case.signed(on)
    until = opens.at + timedelta(hours=1)
    reviews.open_in_emergency(id_, until=until, reason="Threats", signed=opens)
    reviews.end_emergency(id_, signed=case.signed(on))
    reviews.lift_restriction(id_, reason="It is known", signed=case.signed(on))
    reviews.end_conflict(id_, sam, reason="No cousin", signed=case.signed(on))
    reviews.restrict_case(id_, (), reason="Her name again", signed=case.signed(on))
    reviews.declare_conflict(id_, eve, reason="A cousin", signed=case.signed(on))


def a_case_full_of_slips(case) -> None:
    """Each record has something that was recorded in error."""
    reviews, on = case.reviews, date(2026, 5, 14)
    case.go()
    id_ = case.case_id
    stands = reviews.case(id_)
    posted = case.posted_letter(LetterKind.CLOSING)

    def wrong(topic, item_id):
        reviews.correct_fact(
            id_, topic, item_id, reason="Of another", signed=case.signed(on)
        )

    wrong("letter.letter-posted", posted)
    wrong("outcome.case-closed", id_)
    wrong("outcome.action-done", next(iter(stands.outcome.actions)))
    reviews.correct_application(
        id_,
        stands.trigger.application.model_copy(update={"place": "Littleport"}),
        reason="Next village",
        signed=case.signed(on),
    )
    wrong("trigger.application-passed-on", BODIES[0])
    contacts(case, keep_contact=True)
    (promise,) = reviews.case(id_).contact.kept
    wrong("contact.promise-kept", promise)
    other = Journey(reviews, number=8).apply().decide().ask().convene()
    put_off_in_error(other)
    asked = next(iter(reviews.case(other.case_id).evidence.requests))
    panel = reviews.case(other.case_id).panel.convened.panel_id
    for topic, item_id in (
        ("evidence.information-requested", asked),
        ("panel.panel-convened", panel),
    ):
        reviews.correct_fact(
            other.case_id,
            topic,
            item_id,
            reason="Of another",
            signed=other.signed(date(2026, 3, 21)),
        )


def put_off_in_error(case) -> None:
    """A panel is put off to another place, and that was another case's."""
    reviews, on = case.reviews, date(2026, 3, 20)
    put_off = case.signed(on)
    reviews.postpone_panel(
        case.case_id,
        meets_at=datetime(2026, 4, 9, 9, tzinfo=UTC),
        place="The Maltings",
        reason="The chair is ill.",
        signed=put_off,
    )
    reviews.correct_fact(
        case.case_id,
        "panel.panel-postponed",
        put_off.command_id,
        reason="Of another",
        signed=case.signed(on),
    )


def a_meeting_recorded_wrongly(case) -> None:
    """What a meeting was is put right; a reminder and a choice are taken back."""
    reviews = case.reviews
    case.apply().decide().ask().assess().convene().choose()
    id_, on = case.case_id, date(2026, 3, 26)
    asked = next(iter(reviews.case(id_).evidence.requests))
    reviews.chase_request(
        id_, asked, chased_on=on, channel=Channel.PHONE, signed=case.signed(on)
    )
    stands = reviews.case(id_)
    reviews.put_response_on_file(
        id_,
        body_id=BODIES[0],
        done_on=date(2026, 2, 20),
        to_complaint=stands.evidence.complaints[1].complaint_id,
        did="An officer visited",
        may_be_told=True,
        signed=case.signed(on),
    )
    stands = reviews.case(id_)
    for topic, item_id in (
        ("evidence.response-put-on-file", next(iter(stands.evidence.responses))),
        ("evidence.request-chased", next(iter(stands.evidence.chases))),
        ("panel.participation-chosen", next(iter(stands.panel.parts))),
    ):
        reviews.correct_fact(
            id_, topic, item_id, reason="Of another", signed=case.signed(on)
        )
    case.choose(on).hold()
    on = date(2026, 4, 2)
    reviews.correct_attendance(
        id_, THERE, reason="She was there", signed=case.signed(on)
    )
    reviews.correct_participation(
        id_,
        PartTold(participation=Participation.DECLINED),
        decided_on=date(2026, 3, 30),
        reason="She had rung",
        signed=case.signed(on),
    )


def another_is_the_victim(case) -> None:
    case.apply()
    case.reviews.correct_victim(
        case.case_id,
        Capacity.REPRESENTATIVE,
        OLEANDER,
        reason="She rang for her neighbour",
        signed=case.signed(APPLIED_ON),
    )


def a_case_that_is_transferred(case) -> None:
    case.apply()
    case.reviews.transfer(
        case.case_id,
        TransferTold(
            transferred_on=APPLIED_ON,
            to_area="Fenland",
            reason="The street is there.",
            to_whom="The community safety officer",
            handed_over="The application and what was told",
        ),
        signed=case.signed(APPLIED_ON),
    )


def a_case_of_two_areas(case) -> None:
    """It was not theirs after all; then it is theirs alone, and here."""
    reviews, on = case.apply().reviews, APPLIED_ON
    other = case.ask_a_second_officer(LetterKind.ACKNOWLEDGEMENT)
    reviews.make_joint(
        case.case_id,
        with_area=other,
        since=on,
        reason="The yard is across the border.",
        signed=case.signed(on),
    )
    reviews.correct_fact(
        case.case_id,
        TriggerFact.JOINT,
        case.case_id,
        reason="Of another case",
        signed=case.signed(on),
    )
    told = TransferTold(
        transferred_on=on,
        to_procedure=other,
        reason="All of it is there.",
        to_whom="Their point of contact",
        handed_over="The application and each complaint",
        stays_joint=True,
    )
    carried = carried_over(reviews.case(case.case_id), reviews.keyring.reveal)
    reviews.transfer(case.case_id, told, carried=carried, signed=case.signed(on))


def a_further_application(first, second) -> None:
    """Somebody applies again: not known at first, then said, and said in error.

    The second of them applies a third time.
    """
    first.apply()
    reviews, case_id = second.apply().reviews, second.case_id
    for whose in SamePerson.NOT_KNOWN, SamePerson.YES:
        signed = second.signed(APPLIED_ON)
        reviews.compare_earlier(case_id, {first.case_id: whose}, signed=signed)
    reviews.correct_fact(
        case_id,
        TriggerFact.COMPARED,
        signed.command_id,
        reason="They only share a surname",
        signed=second.signed(APPLIED_ON),
    )
    second.apply()
    reviews.compare_earlier(
        second.case_id, {case_id: SamePerson.YES}, signed=second.signed(APPLIED_ON)
    )


def days_on_which_nobody_works(case) -> None:
    reviews, on = case.reviews, APPLIED_ON
    reviews.proclaim_holiday(
        Holiday(on=date(2026, 9, 21), name="A state funeral"),
        source="The London Gazette",
        signed=case.signed(on),
    )
    closed = date(2026, 12, 29)
    reviews.add_closures(
        (Holiday(on=closed, name="The offices are shut"),), signed=case.signed(on)
    )
    reviews.take_back_closure(
        closed, reason="The offices are open after all", signed=case.signed(on)
    )
    days_that_were_told(case)
    reviews.extend_calendar(
        (Holiday(on=date(2029, 1, 1), name="A day in the new year"),),
        known_until=date(2029, 12, 31),
        signed=case.signed(on),
    )


def days_that_were_told(case) -> None:
    """One is told by a letter that had not gone; then it lapses, and is told again."""
    reviews, on = case.apply().reviews, APPLIED_ON
    id_ = case.case_id
    applicant_id = reviews.case(id_).contact.applicant_id

    def shut(day, told, now):
        moved = DayMoved(timer_id="decide-threshold", told=told, now=now)
        of_case = MovedOnCase(id_, (moved,), {applicant_id: (moved,)})
        reviews.add_closures(
            (Holiday(on=day, name="The offices are shut"),),
            moved=(of_case,),
            signed=case.signed(on),
        )
        return next(iter(reviews.case(id_).contact.tellings))

    first, second = date(2026, 3, 30), date(2026, 3, 31)
    owed = shut(date(2026, 3, 16), first, second)
    reviews.write_of_moved_days(id_, owed, signed=case.signed(on))
    case.post(on)
    posted = case.posted_letter(LetterKind.DAYS_MOVED)
    reviews.correct_fact(
        id_,
        "letter.letter-posted",
        posted,
        reason="It lay on the desk",
        signed=case.signed(on),
    )
    back = DayMoved(timer_id="decide-threshold", told=second, now=first)
    reviews.take_back_closure(
        date(2026, 3, 16),
        reason="Open after all",
        moved=(MovedOnCase(id_, (back,)),),
        signed=case.signed(on),
    )
    reviews.tell_moved_days(
        id_,
        shut(date(2026, 3, 17), first, second),
        channel=Channel.PHONE,
        told_on=on,
        said="It is a day later.",
        signed=case.signed(on),
    )


def a_person_is_forgotten(case) -> None:
    reviews = case.apply().reviews
    stands = reviews.case(case.case_id)
    account = stands.trigger.account.text_id
    packs(case, APPLIED_ON)
    _told_by_an_ombudsman(case, APPLIED_ON)
    person_id, instead = stands.contact.applicant_id, {account: "Noise at night."}
    for approved in (False, True):
        reviews.propose_erasure(
            case.case_id,
            person_id,
            basis=Basis.REQUEST,
            texts=[account],
            instead=instead,
            remains="Dates, decisions and figures",
            signed=case.signed(APPLIED_ON),
        )
        *_, proposed = reviews.erasures_proposed(stands, person_id)
        signed = case.signed(APPLIED_ON).model_copy(update={"by": UUID(int=909)})
        about = case.case_id, proposed.proposal_id
        if not approved:
            reviews.return_erasure(*about, reason="She is named", signed=signed)
    reviews.approve_erasure(*about, instead=instead, signed=signed)
    reviews.finish_erasure(person_id, signed=finishing(signed))


def a_person_is_forgotten_by_one(case) -> None:
    reviews = case.apply().reviews
    person_id = reviews.case(case.case_id).contact.applicant_id
    reviews.decide_erasure(
        case.case_id,
        person_id,
        basis=Basis.IN_ERROR,
        texts=[],
        instead={},
        remains="Dates, decisions and figures",
        signed=case.signed(APPLIED_ON),
    )


def _told_by_an_ombudsman(case, on) -> None:
    """What became of the pack for an ombudsman: until it is on record, it holds."""
    case.reviews.place_hold(
        case.case_id,
        ground=HoldGround.OMBUDSMAN,
        reason="They asked for the whole case",
        review_on=date(2026, 10, 2),
        signed=case.signed(on),
    )
    (hold_id,) = case.reviews.case(case.case_id).keeping.holds
    case.reviews.release_hold(
        case.case_id, hold_id, reason="No fault was found", signed=case.signed(on)
    )


def packs(case, on) -> None:
    """One is made, and another cannot be."""
    reviews = case.reviews
    told = PackTold(
        sha256="0" * 64,
        size=48_000,
        pages=12,
        files_shown=2,
        files_listed=1,
        made_with=("test",),
    )
    for kind in PackKind:
        if kind not in OF_A_CHALLENGE:
            reviews.ask_for_pack(case.case_id, kind, signed=case.signed(on))
    first, second, *_ = reviews.packs_of(case.case_id)
    reviews.record_pack_made(first.id, told, signed=case.signed(on))
    reviews.record_pack_not_made(
        second.id, NotMadeBecause.FAILED, signed=case.signed(on)
    )


def procedures_that_change(case) -> None:
    """The second version is adopted, the third dropped."""
    reviews, on = case.reviews, APPLIED_ON
    second = EAST_CAMBRIDGESHIRE.model_copy(
        update={"version": 2, "effective_from": date(2027, 4, 1)}
    )
    reviews.propose_procedure(second, reason="It was slow", signed=case.signed(on))
    revised = second.model_copy(update={"effective_from": date(2027, 5, 1)})
    reviews.revise_proposal(revised, reason="More time", signed=case.signed(on))
    for consultee in (Consultee.POLICING_BODY, Consultee.HOUSING):
        reviews.record_consultation(
            PROCEDURE,
            2,
            consultation=Consultation(
                consultee=consultee, name="An office", consulted_on=on, said="Agreed"
            ),
            signed=case.signed(on),
        )
    warned = reviews.procedure_version(PROCEDURE, 2).warnings
    reviews.adopt_procedure(
        PROCEDURE,
        2,
        adopted_on=on,
        adopted_by="The board",
        reasons={warning.says: "It is advice" for warning in warned},
        signed=case.signed(on),
    )
    third = second.model_copy(update={"version": 3})
    reviews.propose_procedure(third, reason="Slow still", signed=case.signed(on))
    reviews.drop_proposal(PROCEDURE, 3, reason="Not agreed", signed=case.signed(on))


def a_body_is_reached_otherwise(case) -> None:
    for on in (APPLIED_ON, APPLIED_ON + timedelta(days=30)):
        case.reviews.record_contact_point(
            BODIES[1],
            from_on=on,
            team="Community safety",
            email="asb.desk@constabulary.example",
            phone="01632 960140",
            signed=case.signed(on),
        )


def figures_that_are_published(case) -> None:
    """A return that is published, published again, and the second taken back."""
    reviews, on = case.reviews, date(2026, 4, 2)
    case.apply()
    nothing = dict.fromkeys(FiguresCounted.model_fields, ())
    told = ReturnTold(
        period=Period(date(2025, 4, 1), date(2026, 3, 31)),
        counted_as_of=datetime(2026, 4, 2, 9, tzinfo=UTC),
        figures=FiguresCounted(**nothing | {"applications": (case.case_id,)}),
        broken_down=(
            BrokenDown(by="category", shown=(), together=("noise",), sum_together=1),
        ),
        published_on=on,
        published_at="https://council.example/asb-case-reviews",
    )
    reviews.publish_return(PROCEDURE, told=told, signed=case.signed(on))
    again = told._replace(broken_down=())
    reviews.replace_return(
        PROCEDURE, told=again, reason="One was recorded late", signed=case.signed(on)
    )
    (latest,) = reviews.published_returns(PROCEDURE).standing
    reviews.take_back_of_area(
        PublishedReturns,
        PROCEDURE,
        latest.return_id,
        reason="It was a draft",
        signed=case.signed(on),
    )


def procedures_that_are_assessed(case) -> None:
    """What a partnership finds of a year, and that it was a draft."""
    reviews, on = case.reviews, date(2026, 4, 2)
    told = AssessmentTold(
        period=Period(date(2025, 4, 1), date(2026, 3, 31)),
        counted_as_of=datetime(2026, 4, 2, 9, tzinfo=UTC),
        assessed_on=on,
        found="Bodies answered late",
        to_revise="Ask all at once",
    )
    reviews.assess_effectiveness(PROCEDURE, told=told, signed=case.signed(on))
    (made,) = reviews.assessments_of(PROCEDURE).standing
    reviews.take_back_of_area(
        Assessments,
        PROCEDURE,
        made.assessment_id,
        reason="A draft",
        signed=case.signed(on),
    )


def a_change_that_is_named(case) -> None:
    """A second caseworker, who came a month later after all."""
    reviews = case.reviews
    for on in date(2026, 3, 2), date(2026, 4, 1):
        signed = case.signed(date(2026, 4, 2))
        says, why = "A second caseworker", "Twice the time for each case"
        reviews.name_change(PROCEDURE, on=on, says=says, why=why, signed=signed)
    first, _ = reviews.dated_changes(PROCEDURE)
    reviews.take_back_of_area(
        Changes,
        PROCEDURE,
        first.change_id,
        reason="They came in April",
        signed=case.signed(date(2026, 4, 2)),
    )


def records_that_are_kept_for_so_long(case) -> None:
    """A rule that is laid down, and is one no longer."""
    on, of = date(2026, 4, 2), RecordKind.WITHDRAWN
    case.apply().post(date(2026, 3, 3))
    case.reviews.withdraw(
        case.case_id, reason="Moved", withdrawn_on=on, signed=case.signed(on)
    )
    case.post(on)
    rule = RetentionRule(
        of=of,
        years=2,
        counted_from=CountedFrom.ENDED,
        origin=Origin.OWN_CHOICE,
        source="Nothing was decided on it",
        from_on=on,
    )
    case.reviews.set_retention_rule(PROCEDURE, rule, signed=case.signed(on))
    on = date(2028, 4, 2)
    case.reviews.record_removal(
        PROCEDURE,
        rule.model_copy(
            update={"of": RecordKind.READS, "counted_from": CountedFrom.READ}
        ),
        up_to=date(2026, 4, 2),
        number=12,
        cases_held=1,
        signed=case.signed(on),
    )
    _dispose(case, of, on, approved=False)
    _dispose(case, of, on, approved=True)
    case.reviews.end_retention_rule(
        PROCEDURE, of, from_on=on, reason="An inquiry", signed=case.signed(on)
    )


def a_case_that_goes_before_its_time(case) -> None:
    """A court orders it; it is proposed, returned, proposed again and approved."""
    it_goes_before_its_time(case.apply().post(date(2026, 3, 3)), date(2026, 4, 2))


def it_goes_before_its_time(case, on) -> None:
    reviews = case.reviews
    reviews.withdraw(
        case.case_id, reason="Moved", withdrawn_on=on, signed=case.signed(on)
    )
    case.post(on)
    for approved in (False, True):
        reviews.propose_case_erasure(
            case.case_id,
            because=CaseErasureGround.ORDER,
            reason="MARKERORDER of the county court, 1 April",
            signed=case.signed(on),
        )
        (waiting,) = reviews.disposals(PROCEDURE).case_erasures.waiting
        about = case.case_id, waiting.proposal_id
        signed = case.signed(on).model_copy(update={"by": UUID(int=909)})
        if not approved:
            reviews.return_case_erasure(*about, reason="Of another", signed=signed)
            continue
        owners = tuple(reviews.case(case.case_id).contact.everyone)
        sealing = Sealing(owners, reviews.end_of_log())
        reviews.approve_case_erasure(*about, sealing=sealing, signed=signed)
        reviews.finish_erasure(case.case_id, signed=finishing(signed))


def _dispose(case, of, on, *, approved) -> None:
    """Propose to dispose of a case; another officer approves it or returns it."""
    reviews = case.reviews
    reviews.propose_disposal(
        PROCEDURE, of, cases=[case.case_id], signed=case.signed(on)
    )
    (disposal,) = reviews.disposals(PROCEDURE).disposals.waiting
    signed = case.signed(on).model_copy(update={"by": UUID(int=909)})
    about = PROCEDURE, disposal.disposal_id
    if not approved:
        reviews.return_disposal(*about, reason="Her solicitor rang", signed=signed)
        return
    owners = tuple(case.reviews.case(case.case_id).contact.everyone)
    sealing = {case.case_id: Sealing(owners, reviews.end_of_log())}
    reviews.approve_disposal(*about, sealing=sealing, signed=signed)
    reviews.finish_erasure(case.case_id, signed=finishing(signed))


def a_case_that_is_held(case) -> None:
    """For a claim; looked at again, and released."""
    reviews, on = case.apply().reviews, date(2026, 4, 2)
    reviews.place_hold(
        case.case_id,
        person_id=case.reviews.case(case.case_id).contact.applicant_id,
        ground=HoldGround.CLAIM,
        reason="Her solicitor wrote",
        review_on=date(2026, 10, 2),
        signed=case.signed(on),
    )
    (hold_id,) = reviews.case(case.case_id).keeping.holds
    reviews.review_hold(
        case.case_id,
        hold_id,
        reason="It is listed for the spring",
        review_on=date(2027, 3, 1),
        signed=case.signed(on),
    )
    reviews.release_hold(
        case.case_id, hold_id, reason="It was settled", signed=case.signed(on)
    )


def what_is_asked_of_data(case) -> None:
    """Two requests: one is withdrawn in error, of the other too much was recorded."""
    reviews, on = case.apply().reviews, date(2026, 3, 9)

    def ask(right, identity):
        reviews.receive_data_request(
            case.case_id,
            person_id=reviews.case(case.case_id).contact.applicant_id,
            right=right,
            received_on=on,
            heard_by=HeardBy.LETTER,
            asked="Erase what I said of my illness",
            identity=identity,
            signed=case.signed(on),
        )

    ask(Right.ERASURE, Identity.AWAITED)
    ask(Right.ACCESS, Identity.KNOWN)
    first, second = reviews.case(case.case_id).rights.requests
    reviews.show_identity(
        case.case_id,
        first,
        shown_on=on,
        identity=Identity.SHOWN,
        signed=case.signed(on),
    )
    reviews.put_off_answer(
        case.case_id,
        first,
        because=LongerBecause.COMPLEX,
        reason="Four bodies have to look",
        signed=case.signed(on),
    )
    reviews.withdraw_data_request(
        case.case_id,
        second,
        withdrawn_on=on,
        said="She has read it with us",
        signed=case.signed(on),
    )
    reviews.correct_fact(
        case.case_id,
        RightsFact.WITHDRAWN,
        second,
        reason="It was another's letter",
        signed=case.signed(on),
    )
    what_is_answered(case, first, second, on)


def what_is_answered(case, first, second, on) -> None:
    """One is refused and told; of what the other asked a part is erased."""
    reviews = case.reviews
    refused = AnswerGiven(
        granted=Granted.NOTHING,
        decided_on=on,
        grounds=(RefusalGround.UNFOUNDED,),
        reasons="It is the fourth this month",
    )
    reviews.answer_data_request(case.case_id, second, refused, signed=case.signed(on))
    case.post(on)
    logged = next(iter(reviews.case(case.case_id).evidence.logged.values()))
    part = AnswerGiven(
        granted=Granted.PART,
        decided_on=on,
        grounds=(RefusalGround.DUTY,),
        done="We erase the note",
        not_done="We keep the diary",
        reasons="The panel decided on it",
        instead={logged.account.text_id: "[removed]"},
    )
    _erased_by_two(case, first, part, on)
    case.post(on)
    _erased_by_one(case, part, on)
    case.post(on)
    what_is_put_right(case, on)
    what_is_restricted(case, on)


def _erased_by_two(case, request_id, told, on) -> None:
    """It is proposed, returned, proposed again and approved."""
    reviews = case.reviews
    for approved in (False, True):
        reviews.propose_texts_erasure(
            case.case_id, request_id, told, signed=case.signed(on)
        )
        stands = reviews.case(case.case_id)
        *_, proposed = reviews.texts_erasures_proposed(stands, request_id)
        signed = case.signed(on).model_copy(update={"by": UUID(int=909)})
        about = case.case_id, proposed.proposal_id
        if not approved:
            reviews.return_texts_erasure(*about, reason="It says more", signed=signed)
    words = {text.text_id: f"Of {text.text_id}" for text in proposed.words}
    reviews.approve_texts_erasure(*about, words=words, signed=signed)
    reviews.finish_erasure(request_id, signed=finishing(signed))


def _erased_by_one(case, told, on) -> None:
    """They ask for more; nobody else could approve it."""
    reviews = case.reviews
    stands = reviews.case(case.case_id)
    reviews.receive_data_request(
        case.case_id,
        person_id=stands.contact.applicant_id,
        right=Right.ERASURE,
        received_on=on,
        heard_by=HeardBy.LETTER,
        asked="Erase how I told it first",
        identity=Identity.KNOWN,
        signed=case.signed(on),
    )
    *_, request_id = reviews.case(case.case_id).rights.requests
    again = replace(told, instead={stands.trigger.account.text_id: "Noise."})
    reviews.answer_data_request(case.case_id, request_id, again, signed=case.signed(on))
    reviews.finish_erasure(request_id, signed=finishing(case.signed(on)))


def what_is_put_right(case, on) -> None:
    """What stands beside a text was put there in error, and then rightly."""
    reviews = case.reviews
    stands = reviews.case(case.case_id)
    *_, last = stands.evidence.logged.values()
    reviews.receive_data_request(
        case.case_id,
        person_id=stands.contact.applicant_id,
        right=Right.RECTIFICATION,
        received_on=on,
        heard_by=HeardBy.LETTER,
        asked="It was not me who shouted",
        identity=Identity.KNOWN,
        signed=case.signed(on),
    )
    *_, request_id = reviews.case(case.case_id).rights.requests
    given = AnnotationGiven(
        texts=(last.account.text_id,),
        decision=Rectified.ANNOTATED,
        decided_on=on,
        said="It was not me who shouted",
        reasons="Two neighbours heard it",
    )
    reviews.annotate_texts(case.case_id, request_id, given, signed=case.signed(on))
    (wrong,) = reviews.case(case.case_id).rights.annotations
    reviews.correct_fact(
        case.case_id,
        RightsFact.ANNOTATED,
        wrong,
        reason="It was of another text",
        signed=case.signed(on),
    )
    reviews.annotate_texts(case.case_id, request_id, given, signed=case.signed(on))
    (annotation_id,) = reviews.case(case.case_id).rights.annotations
    asked, *others = BODIES
    reviews.tell_recipient(
        case.case_id,
        annotation_id,
        asked,
        told_on=on,
        how=Channel.LETTER,
        signed=case.signed(on),
    )
    reviews.leave_recipient(
        case.case_id,
        annotation_id,
        others[0],
        because=NotTold.IMPOSSIBLE,
        reason="It is there no more",
        signed=case.signed(on),
    )
    part = AnswerGiven(
        granted=Granted.PART,
        decided_on=on,
        grounds=(RefusalGround.ACCURATE,),
        done="What you say stands beside it",
        not_done="We do not change it",
        reasons="Two neighbours heard it",
    )
    reviews.answer_data_request(case.case_id, request_id, part, signed=case.signed(on))
    case.post(on)


def what_is_restricted(case, on) -> None:
    """Its use is restricted; they are told that it is lifted, and it is."""
    reviews = case.reviews
    stands = reviews.case(case.case_id)
    *_, last = stands.evidence.logged.values()
    reviews.restrict_use(
        case.case_id,
        person_id=stands.contact.applicant_id,
        texts=[last.account.text_id],
        because=RestrictedBecause.ACCURACY,
        reason="She says that it was the other brother",
        signed=case.signed(on),
    )
    (restriction_id,) = reviews.case(case.case_id).rights.restrictions
    reviews.announce_lifting(
        case.case_id, restriction_id, reason="It was so", signed=case.signed(on)
    )
    case.post(on)
    reviews.lift_restricted_use(case.case_id, restriction_id, signed=case.signed(on))


def a_question_to_the_past(case) -> None:
    """Kept under a name, and let go."""
    reviews, on = case.reviews, date(2026, 4, 2)
    asked = WhatIf(
        area_id=PROCEDURE,
        from_on=date(2025, 4, 1),
        to_on=date(2026, 3, 31),
        closed_only=True,
        changed=ChangedProcedure(
            lengths=(("partner-answer", 5),),
            complaints_needed=2,
            in_parallel=True,
            group_meets=GroupMeets(week=2, weekday=3),
        ),
        answering=Answering.BY_ITS_DAY,
    )
    signed = case.signed(on)
    reviews.keep_what_if(asked, name="Two complaints", as_of=signed.at, signed=signed)
    (id_,) = reviews.what_ifs(PROCEDURE).standing
    reviews.let_go_of_what_if(
        PROCEDURE, id_, reason="Asked anew", signed=case.signed(on)
    )


def a_case_of_the_past(case) -> None:
    """It is brought in from a list, was wrong, and is brought in again."""
    reviews, on = case.reviews, date(2026, 4, 2)
    facts = PastFacts(
        reference="CT 7/23",
        applied_on=date(2023, 5, 2),
        category=Category.NOISE,
        place="Ely",
        decided_on=date(2023, 5, 19),
        decided=Decided.MET,
        reviewed_on=date(2023, 6, 20),
        recommended=True,
        recommendations=3,
        recommended_on=date(2023, 6, 20),
        ended_on=date(2023, 9, 1),
        ended_as=EndedAs.CLOSED,
    )
    told = PastTold(
        facts,
        name="Marigold MARKERPAST Penrose",
        address="7 Larkspur Row, Ely",
        phone="01353 555 0107",
        recommendations="MARKERPAST: move the drums of 9 Larkspur Row.",
    )
    for columns in (PastColumns(reference=0), PastColumns(reference=0, name=1)):
        reviews.import_past(
            PROCEDURE,
            cases={2: told},
            headings=("Ref", "Marigold MARKERHEADING"),
            columns=columns,
            signed=case.signed(on),
        )
        reviews.take_back_past(
            PastCase.case_id_for(PROCEDURE, "CT 7/23"),
            reason="MARKERPAST: it was Rowan's.",
            signed=case.signed(on),
        )
    reviews.import_past(
        PROCEDURE,
        cases={4: told, 5: PastTold(facts.model_copy(update={"reference": "CT 8/23"}))},
        headings=("Ref", "Marigold MARKERHEADING"),
        columns=columns,
        signed=case.signed(on),
    )
    reviews.forget_past_person(
        PastCase.case_id_for(PROCEDURE, "CT 7/23"),
        basis=Basis.REQUEST,
        signed=case.signed(on),
    )
    whoever_applied_in_the_past_is_forgotten(case, on)


def whoever_applied_in_the_past_is_forgotten(case, on) -> None:
    """It is proposed, returned, proposed again and approved by another officer."""
    reviews, past_id = case.reviews, PastCase.case_id_for(PROCEDURE, "CT 8/23")
    for approved in (False, True):
        reviews.propose_past_erasure(
            past_id, basis=Basis.RETENTION, signed=case.signed(on)
        )
        (waiting,) = reviews.disposals(PROCEDURE).erasures.waiting
        about = past_id, waiting.proposal_id
        signed = case.signed(on).model_copy(update={"by": UUID(int=909)})
        if approved:
            reviews.approve_past_erasure(*about, signed=signed)
        else:
            reviews.return_past_erasure(*about, reason="Of another", signed=signed)


def a_meeting_recorded_as_it_happens(case) -> None:
    """Part by part, adjourned, gone on with, a slip put right, and ended."""
    case.apply().decide().ask().assess()
    case.convene(chair_from="Marshland partnership").choose()
    case.sit().adjourn().sit(date(2026, 4, 8)).end()


def a_recommendation_to_another(case) -> None:
    """To somebody with public functions who is no relevant body, and answered."""
    case.apply().decide().ask().assess().convene().choose().hold()
    case.find_for_outside()
    (addressee,) = case.reviews.case(case.case_id).outcome.from_outside
    on = date(2026, 4, 7)
    case.reviews.write_to_addressee(
        case.case_id,
        addressee,
        sent_on=on,
        channel=Channel.LETTER,
        signed=case.signed(on),
    )
    case.respond_all()


def a_group_that_meets(case) -> None:
    """A case on the agenda of a meeting, which moves; another is called off."""
    reviews, on = case.reviews, date(2026, 3, 20)
    for day in (14, 28):
        reviews.plan_group_meeting(
            PROCEDURE,
            meets_at=datetime(2026, 4, day, 13, tzinfo=UTC),
            place="The Maltings, Ely",
            room_for=4,
            signed=case.signed(on),
        )
    first, second = reviews.group(PROCEDURE).from_day(on)
    case.apply().decide().convene(meeting=first)
    told = MeetingTold(
        meets_at=first.meets_at + timedelta(days=7),
        place="The Old Chapel, Ely",
        room_for=3,
        reason="The room is being painted.",
    )
    reviews.move_group_meeting(
        PROCEDURE, first.meeting_id, told, signed=case.signed(on)
    )
    reviews.call_off_group_meeting(
        PROCEDURE, second.meeting_id, reason="Nobody can come.", signed=case.signed(on)
    )


def an_answer_is_entered_for_a_body(case) -> None:
    """Asked with what to search by, and answered on the telephone."""
    case.apply()
    reviews, on, police = case.reviews, date(2026, 3, 10), BODIES[1]
    reviews.request_information(
        case.case_id,
        bodies=[police],
        requested_on=on,
        questions="What reports have you had?",
        search=SearchTold(by="Both flats", from_on=date(2025, 7, 1), to_on=on),
        signed=case.signed(on),
    )
    (request,) = reviews.case(case.case_id).evidence.requests
    reviews.answer_request(
        case.case_id,
        request,
        answered_on=on,
        kind=AnswerKind.NIL,
        answer="Nothing is held.",
        may_be_told=MayBeTold.ALL,
        tells_of=[Whom.NOBODY],
        came_by=CameBy.PHONE,
        given_by="The duty desk",
        signed=case.signed(on),
    )


def an_owner_is_told_of_its_actions(case) -> None:
    """What goes by rule to a body that owns an action, of which it is rung."""
    case.apply().decide().ask().answer().assess()
    case.convene().choose().send_papers().hold().find()
    reviews, on, police = case.reviews, date(2026, 4, 2), BODIES[1]
    for day in (on, date(2026, 4, 14)):  # the day they are given it; two before its own
        reviews.write_to_owner(
            case.case_id, police, mails=False, signed=case.signed(day)
        )


def a_body_is_told_what_is_put_right(case) -> None:
    """A body that had a complaint that was in error is told so by email."""
    reviews, on, police = case.reviews, date(2026, 3, 20), BODIES[1]
    case.apply()
    complaint_id = next(iter(reviews.case(case.case_id).evidence.logged))
    reviews.correct_evidence(
        case.case_id, complaint_id, reason="Another's.", signed=case.signed(on)
    )
    owed = OwedToBody(
        complaint_id, police, PutRight.IN_ERROR, "Complaint put on file", on, on
    )
    reviews.tell_put_right(case.case_id, owed, signed=case.signed(on))


def a_body_is_invited_to_a_panel(case) -> None:
    """Everything that can befall the email by which a body is invited."""
    reviews, on, police = case.reviews, date(2026, 3, 20), BODIES[1]
    reviews.record_contact_point(
        police, from_on=on, email="asb.hub@constabulary.example", signed=case.signed(on)
    )
    case.apply().decide().convene()
    reviews.invite_bodies(case.case_id, signed=case.signed(on))
    (invitation,) = reviews.invitations(reviews.case(case.case_id))
    id_ = invitation.id
    told = SaidOfMeeting(
        is_on=True, meets_at=datetime(2026, 4, 1, 13, tzinfo=UTC), moves=0, sequence=0
    )

    def since() -> dict:
        version = reviews.get(Invitation, id_).version
        return {"since": version, "signed": case.signed(on)}

    def again() -> None:
        reviews.invite_bodies(case.case_id, signed=case.signed(on))

    def go() -> None:
        entry = UUID(int=71)
        signed = case.signed(on)
        reviews.hand_over_invitation(id_, entry_id=entry, told=told, signed=signed)

    reviews.invitation_refused_for_now(id_, because=Obstacle.NOT_NOW, **since())
    reviews.invitation_failed(id_, because=Obstacle.ADDRESS, **since())
    again()
    reviews.hold_back_invitation(
        id_, because=NotSentBecause.NO_SERVER, signed=case.signed(on)
    )
    for sent in (False, True):
        again()
        go()
        reviews.invitation_uncertain(id_, because=Obstacle.NO_ANSWER, **since())
        reviews.invitation_found(case.case_id, id_, sent=sent, signed=case.signed(on))
    reviews.postpone_panel(
        case.case_id,
        meets_at=datetime(2026, 4, 8, 13, tzinfo=UTC),
        reason="The chair is ill.",
        signed=case.signed(on),
    )
    reviews.tell_bodies(case.case_id, signed=case.signed(on))
    go()
    reviews.invitation_accepted(id_, signed=case.signed(on))


def a_body_is_sent_a_request(case) -> None:
    """Everything that can befall the email by which a body is asked."""
    reviews, on = case.reviews, date(2026, 3, 10)
    police, entry = BODIES[1], UUID(int=71)
    reviews.record_contact_point(
        police, from_on=on, email="asb.hub@constabulary.example", signed=case.signed(on)
    )
    case.apply()
    reviews.request_information(
        case.case_id,
        bodies=[police],
        requested_on=on,
        questions="What reports have you had?",
        by_email=True,
        signed=case.signed(on),
    )
    (request,) = reviews.case(case.case_id).evidence.requests

    def told() -> dict:
        return {"since": reviews.asking(request).version, "signed": case.signed(on)}

    def again() -> None:
        reviews.send_notice(
            case.case_id, request, kind=NoticeKind.REQUEST, signed=case.signed(on)
        )

    def go() -> None:
        reviews.hand_over_notice(request, entry_id=entry, signed=case.signed(on))

    reviews.notice_refused_for_now(request, because=Obstacle.NOT_NOW, **told())
    reviews.notice_failed(request, because=Obstacle.ADDRESS, **told())
    again()
    reviews.hold_back_notice(
        request, because=HeldBackBecause.NO_ADDRESS, signed=case.signed(on)
    )
    for sent in (False, True):
        again()
        go()
        reviews.notice_uncertain(request, because=Obstacle.NO_ANSWER, **told())
        reviews.notice_found(case.case_id, request, sent=sent, signed=case.signed(on))
    again()
    go()
    reviews.notice_accepted(request, signed=case.signed(on))
    reviews.make_answer_link(case.case_id, request, signed=case.signed(on))
    on = date(2026, 3, 19)
    reviews.hold_reminders(
        case.case_id, request, reason="They rang", signed=case.signed(on)
    )
    reviews.resume_reminders(case.case_id, request, signed=case.signed(on))
    for mails in (True, False):
        while not (due := reviews.reminder_due(case.case_id, request, on)):
            on += timedelta(days=1)
        reviews.remind_by_rule(
            case.case_id,
            request,
            rule=due.chaser_id,
            mails=mails,
            signed=case.signed(on),
        )
        if mails:
            go()
            reviews.notice_accepted(request, signed=case.signed(on))
    reviews.answer_request(
        case.case_id,
        request,
        answered_on=on,
        kind=AnswerKind.NIL,
        answer="Nothing is held.",
        may_be_told=MayBeTold.ALL,
        attends="Whoever is on duty",
        how=HowAnswered.BY_LINK,
        signed=case.signed(on),
    )
