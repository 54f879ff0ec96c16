"""What each letter says, to the person who reads it."""

import re
from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.application import Capacity, HowConsented
from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.days import in_words
from asbreview.domain.errors import PersonErased
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.sealed import Sealed
from asbreview.letters.composing import CannotBeComposed, compose
from asbreview.letters.days_named import DAYS_OF
from asbreview.letters.document import (
    Document,
    Heading,
    Paragraph,
    Points,
    Quotation,
    Table,
    plain,
)
from asbreview.reviews.cross_border import TransferTold
from asbreview.reviews.drafting import copies, draft
from asbreview.reviews.plans import ActionReport, Became
from asbreview.reviews.told import ConsentTold
from journey import APPLIED_ON, MARIGOLD, Journey
from letters.posting import COMPLAINTS, ONE_MORE, Post

WEEKDAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
SENTENCE_ENDS = re.compile(r"[.:?!](?:\s|$)")


def lines(document: Document) -> list[str]:
    """The words of a letter as they follow one another."""
    said = [document.title]
    for block in document.body:
        match block:
            case Heading() | Paragraph():
                said.append(plain(block.line))
            case Quotation():
                said += map(plain, block.paragraphs)
            case Points():
                said += map(plain, block.points)
            case Table():
                said.append(block.caption)
                said += [" | ".join(map(plain, row)) for row in block.rows]
    return said


def words(document: Document) -> str:
    return "\n".join(lines(document))


def test_an_acknowledgement_says_what_happens_next_and_by_when(post):
    letter = post.on_to(LetterKind.ACKNOWLEDGEMENT).document(LetterKind.ACKNOWLEDGEMENT)

    said = words(letter)
    assert letter.dated == date(2026, 3, 2)
    assert "We received your application on Monday 2 March 2026." in said
    # 20 and 60 working days after Monday 2 March, over Easter and two May holidays.
    assert "They will do this by Monday 30 March 2026" in said
    assert "its outcome by Friday 29 May 2026" in said
    assert "NHS Cambridgeshire and Peterborough Integrated Care Board" in said
    assert "Please ask Priya Nair. Ring 01632 960123" in said
    assert f"give your reference, {letter.reference}" in said


AGREED = ConsentTold(given_on=APPLIED_ON, how=HowConsented.IN_WRITING)


def drafts(post, kind):
    letters = [post.reviews.letter(id_) for id_ in post.letters()]
    return {each.to: each for each in letters if each.kind is kind}


def said_to(post, letter):
    case = post.reviews.case_as(post.case_id, letter.drawn_from)
    return words(compose(case, letter, post.reviews.keyring.reveal))


def test_a_victim_for_whom_somebody_applied_is_asked_whether_they_agree(post):
    post.on_to(LetterKind.CONSENT)
    (letter,) = drafts(post, LetterKind.CONSENT).values()
    contact = post.reviews.case(post.case_id).contact

    said = said_to(post, letter)

    assert letter.to == contact.victim_id != contact.applicant_id
    assert "Maria Kowalska asked us for an ASB case review for you on Monday 2" in said
    assert "Do you agree that Maria Kowalska applies for you?" in said
    assert "You do not have to agree." in said
    assert "The law says that whoever applied is told." in said


def test_nobody_is_asked_who_has_agreed_or_applies_for_themselves(post):
    assert not drafts(post.ask_for_somebody(consent=AGREED), LetterKind.CONSENT)
    assert not drafts(post.ask_for_review(), LetterKind.CONSENT)


FOR_SOMEBODY = {"complaints": (*COMPLAINTS, *ONE_MORE), "passed_on": True}


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        (LetterKind.INVITATION, Post.invite),
        (LetterKind.NOT_INVITED, Post.leave_out),
    ],
)
def test_the_victim_is_invited_and_who_applied_with_consent_has_a_copy(
    post, kind, step
):
    post.ask_for_somebody(consent=AGREED, **FOR_SOMEBODY).grant()
    step(post)
    contact = post.reviews.case(post.case_id).contact
    letters = drafts(post, kind)

    assert set(letters) == {contact.victim_id, contact.applicant_id}
    to_victim = said_to(post, letters[contact.victim_id])
    assert "An application for an ASB case review was made for you" in to_victim
    assert "copy" not in to_victim
    to_applicant = said_to(post, letters[contact.applicant_id])
    assert "This is a copy for you." in to_applicant
    assert "Where it says “you”, it means Marigold MARKERNAME." in to_applicant


def test_without_consent_on_record_nobody_has_a_copy(post):
    post.ask_for_somebody()
    case = post.reviews.case(post.case_id)
    assert copies(case, LetterKind.INVITATION, signed=post.signed(APPLIED_ON)) == ()


@pytest.mark.parametrize("kind", [LetterKind.ACKNOWLEDGEMENT, LetterKind.THRESHOLD_MET])
def test_who_applied_is_told_what_is_received_and_decided(post, kind):
    post.ask_for_somebody(consent=AGREED, **FOR_SOMEBODY).grant()
    contact = post.reviews.case(post.case_id).contact

    assert set(drafts(post, kind)) == {contact.applicant_id}


def test_who_applies_for_somebody_is_told_for_whom(post):
    post.ask_for_somebody(MARIGOLD)

    said = words(post.document(LetterKind.ACKNOWLEDGEMENT))

    assert "You applied on behalf of Marigold MARKERNAME." in said


def test_a_threshold_not_met_tells_of_each_complaint_why_it_did_not_count(post):
    letter = post.on_to(LetterKind.THRESHOLD_NOT_MET).document(
        LetterKind.THRESHOLD_NOT_MET
    )

    said = words(letter)
    (table,) = [block for block in letter.body if isinstance(block, Table)]
    assert "the threshold for an ASB case review is not met" in said
    assert "The decision was made on Monday 9 March 2026 by:" in said
    assert "section 104 of the Anti-social Behaviour, Crime and Policing Act" in said
    assert "We know of four complaints. We found two qualifying complaints" in said
    assert [" | ".join(map(plain, row)) for row in table.rows] == [
        (
            "Tuesday 12 August 2025 | the council | Sunday 10 August 2025 | No: the"
            " application was made on Monday 2 March 2026, 19 days too late: the six"
            " months that began with the report ended on Wednesday 11 February 2026"
        ),
        "Tuesday 6 January 2026 | the police | Monday 5 January 2026 | Yes",
        (
            "Tuesday 13 January 2026 | the housing provider | Tuesday 2 December 2025 |"
            " No: it was reported on Tuesday 13 January 2026, 12 days too late: the"
            " month for reporting it ended on Thursday 1 January 2026"
        ),
        "Thursday 12 February 2026 | the council | Tuesday 10 February 2026 | Yes",
    ]


def test_a_threshold_not_met_gives_reasons_help_and_the_last_day_to_challenge(post):
    said = words(
        post.on_to(LetterKind.THRESHOLD_NOT_MET).document(LetterKind.THRESHOLD_NOT_MET)
    )

    assert "How persistent is the anti-social behaviour?" in said
    assert "The response has been adequate so far." in said
    assert "You can apply again if more complaints qualify." in said
    # 28 days after Monday 9 March: four weeks, so a Monday again.
    assert "You can challenge this until Monday 6 April 2026." in said
    assert "Who will decide: A senior manager of the council" in said
    assert "We aim to decide within 20 working days" in said


def test_a_threshold_met_says_by_when_the_panel_meets(post):
    said = words(
        post.on_to(LetterKind.THRESHOLD_MET).document(LetterKind.THRESHOLD_MET)
    )

    assert "the threshold for an ASB case review is met" in said
    assert "We know of five complaints, and found three qualifying complaints." in said
    assert "Three complaints qualify, so the law leaves us no choice." in said
    # 20 working days after Monday 9 March, over Good Friday and Easter Monday.
    assert "The panel meets by Wednesday 8 April 2026." in said
    assert "You can challenge this until Monday 6 April 2026." in said


def test_the_outcome_says_to_whom_outside_the_bodies_something_is_recommended(post):
    post.ask_for_review().decide().ask().assess().convene().choose().hold()
    Journey.find_for_outside(post)
    said = words(post.document(LetterKind.OUTCOME))
    assert "Marshland highways" in said
    assert "Mend the lamp" in said


def test_an_invitation_says_when_where_and_how_to_take_part(post):
    said = words(post.on_to(LetterKind.INVITATION).document(LetterKind.INVITATION))

    # 9:30 in UTC is 10:30 in London: summer time began on 29 March.
    assert "When: Wednesday 1 April 2026, 10:30am" in said
    assert "Where: Meeting room 2, Sample House, 1 Sample Lane, Ely" in said
    assert "Chair: Odile Fenwick, Cambridgeshire Constabulary" in said
    assert "You have told us that you would like to come to the meeting." in said
    assert "send a statement" in said
    # Two working days before Wednesday 1 April, and ten after it, over Easter.
    assert "Please tell us what you would like by Monday 30 March 2026." in said
    assert "tell you the outcome by Friday 17 April 2026." in said


def test_an_invitation_says_from_which_other_partnership_the_chair_comes(post):
    post.ask_for_review().decide()
    Journey.convene(post, chair_from="Marshland *partnership*")
    said = words(post.document(LetterKind.INVITATION))
    assert "Chair: Odile Fenwick, Marshland *partnership*" in said


def test_who_is_not_invited_is_told_why_and_how_to_be_heard(post):
    said = words(post.on_to(LetterKind.NOT_INVITED).document(LetterKind.NOT_INVITED))

    assert "We have decided not to invite you to the meeting itself." in said
    assert "Somebody at the meeting has threatened you." in said
    assert "You can tell the panel in writing" in said
    # 28 days after Friday 20 March.
    assert "You can challenge this until Friday 17 April 2026." in said
    assert "Who will decide: A senior manager of the council" in said
    assert "How you can take part" not in said


ABOUT_STEPS = (
    LetterKind.CLOCK_STOPPED,
    LetterKind.CLOCK_STARTED,
    LetterKind.DAYS_MOVED,
)
DECISIONS = (
    LetterKind.THRESHOLD_MET,
    LetterKind.THRESHOLD_NOT_MET,
    LetterKind.NOT_INVITED,
    LetterKind.OUTCOME,
    LetterKind.CLOSING,
)


@pytest.mark.parametrize("kind", DECISIONS)
def test_every_decision_names_the_ombudsman_of_each_body_and_where_to_find_them(
    post, kind
):
    said = words(post.on_to(kind).document(kind))

    for name, at in [
        ("Local Government and Social Care Ombudsman", "www.lgo.org.uk"),
        ("Housing Ombudsman", "www.housing-ombudsman.org.uk"),
        ("Independent Office for Police Conduct", "www.policeconduct.gov.uk"),
        ("Parliamentary and Health Service Ombudsman", "www.ombudsman.org.uk"),
    ]:
        (line,) = [x for x in said.splitlines() if x.startswith(f"{name}: ")]
        assert line.endswith(at)


def test_an_agency_that_applies_has_no_ombudsman(post):
    post.ask_for_review()
    case = post.refuse().reviews.case(post.case_id)
    agency = case.trigger.application.model_copy(update={"capacity": Capacity.AGENCY})
    case.trigger.application = agency
    letter = post.last(LetterKind.THRESHOLD_NOT_MET)

    said = words(compose(case, letter, post.reviews.keyring.reveal))

    assert "mbudsman:" not in said
    assert "complain to an ombudsman" not in said


def test_a_case_closed_within_the_window_says_how_and_until_when_to_challenge(post):
    post.ask_for_review().refuse().post(date(2026, 3, 9))
    on = date(2026, 4, 6)  # the last day: 28 days after Monday 9 March
    post.reviews.close_case(post.case_id, closed_on=on, signed=post.signed(on))

    said = words(post.document(LetterKind.CLOSING))

    assert "the application was dealt with until Monday 6 April 2026." in said
    assert "Who will decide: A senior manager of the council" in said


def test_a_delay_says_which_step_why_and_the_new_date(post):
    said = words(post.on_to(LetterKind.DELAY).document(LetterKind.DELAY))

    assert "What will take longer: Deciding whether there will be a review" in said
    assert "It was due by: Monday 30 March 2026" in said
    assert "The new date: Wednesday 15 April 2026" in said
    assert "The housing provider has not told us yet what it did." in said


def test_more_time_for_a_challenge_is_given_and_not_taken(post):
    post.ask_for_review().refuse().post(date(2026, 3, 9))
    on = date(2026, 3, 25)
    post.reviews.extend_deadline(
        post.case_id,
        "challenge-threshold-window",
        was_due_on=date(2026, 4, 6),
        due_on=date(2026, 4, 20),
        reason="You told us that you are in hospital.",
        signed=post.signed(on),
    )

    letter = post.document(LetterKind.DELAY)

    said = words(letter)
    assert letter.title == "You have more time"
    assert "The last day was: Monday 6 April 2026" in said
    assert "You have until Monday 20 April 2026." in said
    assert "We are sorry" not in said


def test_an_action_of_which_nothing_more_is_said_ends_at_its_day(post):
    post.on_to(LetterKind.CLOSING)
    letter = post.last(LetterKind.CLOSING)
    case = post.reviews.case(post.case_id)
    for done in case.outcome.done.values():
        sealed = Sealed.of("")
        done.__dict__["result"] = done.result.model_copy(update={"text": sealed})

    said = words(compose(case, letter, post.reviews.keyring.reveal))

    assert "Done on Friday 17 April 2026\n" in said


def test_an_outcome_tells_findings_recommendations_and_the_plan(post):
    said = words(post.on_to(LetterKind.OUTCOME).document(LetterKind.OUTCOME))

    assert "The panel met on Wednesday 1 April 2026" in said
    assert "did not tell each other" in said
    assert "Damage to the fence in 2023 | Outside the review" in said
    assert "A court order now | No | There is not enough evidence yet" in said
    assert (
        "Use the tenancy agreement to stop the noise | Co-opted provider of social"
        " housing"
    ) in said
    assert (
        "Install noise recording equipment | East Cambridgeshire District Council |"
        " Monday 20 April 2026"
    ) in said
    assert "check on its date whether it is done" in said
    # 28 days after Thursday 2 April.
    assert "You can challenge this until Thursday 30 April 2026." in said


def test_a_closing_tells_what_became_of_each_action_and_who_else_to_ask(post):
    said = words(post.on_to(LetterKind.CLOSING).document(LetterKind.CLOSING))

    assert "We closed the case on Monday 11 May 2026." in said
    assert "Done on Friday 17 April 2026: Recordings were made on 14 nights." in said
    assert "Cancelled on Thursday 30 April 2026: You told us" in said
    assert (
        "Use the tenancy agreement to stop the noise | Co-opted provider of social"
        " housing | Rejected on Monday 20 April 2026: The tenancy is joint."
    ) in said
    assert "| East Cambridgeshire District Council | No answer so far" in said
    # 28 days after Tuesday 7 April, when the outcome was posted.
    assert "carried out ended on Tuesday 5 May 2026." in said
    assert "You can challenge" not in said
    assert "Housing Ombudsman: How a landlord handled the case" in said
    assert "www.housing-ombudsman.org.uk" in said


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_names_a_contact_another_format_and_the_day_of_the_week(
    post, kind
):
    letter = post.on_to(kind).document(kind)

    said = words(letter)
    to_victim = kind is LetterKind.CONSENT
    to = "Marigold MARKERNAME" if to_victim else "Maria Kowalska"
    assert letter.greeting == f"Dear {to}"
    assert letter.address[-1] == ("CB7 4ZZ" if to_victim else "CB6 1ZZ")
    assert "Priya Nair" in said
    assert "large print" in letter.formats
    assert "Kowalska" not in letter.title
    for day in re.finditer(r"(\w+)day \d{1,2} \w+ 20\d\d", said):
        assert day[1] in WEEKDAYS
    assert not re.search(r"(?<!day )\b\d{1,2} [A-Z][a-z]+ 20\d\d", said)


@pytest.mark.parametrize("kind", LetterKind)
def test_the_sentences_of_every_letter_are_short(post, kind):
    said = [
        sentence.split()
        for line in lines(post.on_to(kind).document(kind))
        for sentence in SENTENCE_ENDS.split(line)
        if sentence and " | " not in line
    ]

    assert sum(map(len, said)) / len(said) <= 15
    assert max(map(len, said)) <= 30


def test_a_decision_is_not_told_without_the_last_day_to_challenge_it(post):
    letter = post.on_to(LetterKind.THRESHOLD_NOT_MET).last(LetterKind.THRESHOLD_NOT_MET)
    letter.days = ()

    with pytest.raises(CannotBeComposed):
        compose(post.reviews.case(post.case_id), letter, post.reviews.keyring.reveal)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_day_that_a_letter_is_drafted_with_is_one_that_it_prints(post, kind):
    letter = post.on_to(kind).last(kind)

    if kind in ABOUT_STEPS:
        said = words(post.document(kind))
        assert all(in_words(day.on) in said for day in letter.days)
        assert letter.days
    else:
        assert {day.name for day in letter.days} <= set(DAYS_OF[kind])


def test_a_letter_can_be_read_before_anything_is_saved(post):
    post.ask_for_review()
    reviews, before = post.reviews, post.reviews.end_of_log()
    case = reviews.case(post.case_id)
    signed = post.signed(date(2026, 3, 25))
    case.trigger.extend(
        UUID(int=77),
        "decide-threshold",
        was_due_on=date(2026, 3, 30),
        due_on=date(2026, 4, 15),
        reason=case.prose("Not saved yet.", "reason", signed=signed),
        ground=case.ground(case.trigger),
        signed=signed,
    )
    letter = draft(case, LetterKind.DELAY, signed=signed)

    said = words(compose(case, letter, reviews.keyring.reveal))

    assert "Not saved yet." in said
    assert reviews.end_of_log() == before


def test_no_letter_is_composed_for_somebody_who_was_forgotten(post):
    letter = post.on_to(LetterKind.DELAY).last(LetterKind.DELAY)
    case = post.reviews.case(post.case_id)
    post.reviews.keyring.destroy(letter.to)

    with pytest.raises(PersonErased):
        compose(case, letter, post.reviews.keyring.reveal)


def test_a_text_that_was_destroyed_is_shown_as_removed(post):
    letter = post.on_to(LetterKind.DELAY).last(LetterKind.DELAY)
    case = post.reviews.case(post.case_id)
    post.reviews.keyring.destroy(case.trigger.delay.reason.text_id)

    assert "[removed]" in words(compose(case, letter, post.reviews.keyring.reveal))


def ended(post):
    """The closing letter of a case that ended without a decision."""
    letter = post.last(LetterKind.CLOSING)
    case = post.reviews.case(post.case_id)
    return words(compose(case, letter, post.reviews.keyring.reveal))


def test_whoever_withdrew_is_told_that_the_case_has_ended_and_how_to_challenge(post):
    post.ask_for_review()
    post.reviews.withdraw(
        post.case_id,
        withdrawn_on=date(2026, 3, 25),
        reason="Not told to them",
        signed=post.signed(date(2026, 3, 25)),
    )

    said = ended(post)

    assert "you have withdrawn your application" in said
    assert "Wednesday 25 March 2026" in said
    assert "Wednesday 22 April 2026" in said  # 28 days from the letter
    assert "Not told to them" not in said


def test_whose_application_was_transferred_is_told_where_to(post):
    post.ask_for_review()
    post.reviews.transfer(
        post.case_id,
        TransferTold(
            transferred_on=date(2026, 3, 25),
            to_area="Fenland",
            reason="The address is in March",
            to_whom="The community safety officer",
            handed_over="The application and what was told",
        ),
        signed=post.signed(date(2026, 3, 25)),
    )

    said = ended(post)
    assert "the application belongs to another area: Fenland" in said
    assert "Together with the application" not in said  # nothing on file went along


@pytest.mark.parametrize("reads", [None, LetterFormat.EASY_READ])
def test_what_was_handed_over_with_an_application_is_told_by_its_kind(post, reads):
    post.read_in(reads).ask_for_review().grant()
    Journey.ask(post).answer().assess()
    evidence = post.reviews.case(post.case_id).evidence
    post.reviews.transfer(
        post.case_id,
        TransferTold(
            transferred_on=date(2026, 3, 25),
            to_area="Fenland",
            reason="The address is in March",
            to_whom="The community safety officer",
            handed_over="The application and what was told",
            items=(*evidence.answers, *evidence.assessments),
        ),
        signed=post.signed(date(2026, 3, 25)),
    )

    told = list(lines(post.document(LetterKind.CLOSING)))
    assert "four answers of agencies" in told
    assert "one assessment of the risk" in told


def test_who_challenges_is_told_that_it_has_come_who_decides_and_by_when(post):
    letter = post.on_to(LetterKind.CHALLENGE_RECEIVED).document(
        LetterKind.CHALLENGE_RECEIVED
    )

    said = words(letter)
    assert letter.dated == date(2026, 3, 30)
    assert (
        "You told us on Monday 30 March 2026 that you are not satisfied with how"
        in (said)
    )
    assert "how the application was dealt with" in said
    assert "Nobody asked my neighbour, who heard it all." in said
    assert "A senior manager of the council who took no part in the case" in said
    # 20 working days after Monday 30 March, over Good Friday and Easter Monday.
    assert "They should decide by Wednesday 29 April 2026." in said
    assert "The time for this challenge ended" not in said


def test_a_challenge_that_came_late_is_said_to_be_late_and_may_be_heard(post):
    # 28 days after Monday 9 March, when it was told, end on Monday 6 April.
    post.ask_for_review().refuse().told_on().challenge(date(2026, 4, 7))

    said = words(post.document(LetterKind.CHALLENGE_RECEIVED))

    assert "The time for this challenge ended on Monday 6 April 2026." in said
    assert "If something kept you from challenging in time, please tell us" in said
    assert "We write to tell you whether it is heard." in said
    # 20 working days after Tuesday 7 April, but for Monday 4 May.
    assert "They should decide by Wednesday 6 May 2026." in said


def test_each_of_two_challenges_has_a_letter_of_its_own(post):
    post.ask_for_review().refuse().told_on()
    post.challenge(date(2026, 3, 30)).challenge(date(2026, 3, 31), grounds="And late.")
    first, last = (
        each
        for each in map(post.reviews.letter, post.letters())
        if each.kind is LetterKind.CHALLENGE_RECEIVED
    )
    now = post.reviews.case(post.case_id)

    said = words(compose(now, first, post.reviews.keyring.reveal))

    assert "Nobody asked my neighbour" in said
    assert "And late." not in said
    # 20 working days after Monday 30 March, but for Good Friday and Easter Monday.
    assert "They should decide by Wednesday 29 April 2026." in said
    said = words(compose(now, last, post.reviews.keyring.reveal))
    assert "And late." in said
    # 20 working days after Tuesday 31 March.
    assert "They should decide by Thursday 30 April 2026." in said


def test_a_challenge_that_was_recorded_in_error_is_not_written_about(post):
    post.on_to(LetterKind.CHALLENGE_RECEIVED)
    (challenge_id,) = post.reviews.case(post.case_id).outcome.challenges
    post.reviews.correct_outcome(
        post.case_id,
        challenge_id,
        reason="Of another case",
        signed=post.signed(date(2026, 3, 31)),
    )

    held = post.all_letters()[-1]
    assert held.kind is LetterKind.CHALLENGE_RECEIVED
    assert held.held_because is HeldBecause.CORRECTED


def test_whoever_applied_is_told_what_became_of_an_action_and_what_is_still_open(post):
    said = words(post.on_to(LetterKind.PLAN_UPDATE).document(LetterKind.PLAN_UPDATE))

    assert "There is news of one action." in said
    assert (
        "Install noise recording equipment | East Cambridgeshire District Council |"
        " Done on Friday 17 April 2026: Recordings were made on 14 nights."
    ) in said
    assert (
        "Visit weekly for a month | Cambridgeshire Constabulary | Tuesday 5 May 2026"
    ) in said
    assert "cancelled action" not in said


def test_a_cancelled_action_is_told_with_its_reason(post):
    post.on_to(LetterKind.CLOSING)  # reports the one as done, the other as cancelled

    said = words(post.document(LetterKind.PLAN_UPDATE))

    assert "There is news of two actions." in said
    assert "Cancelled on Thursday 30 April 2026: You told us that the noise" in said
    assert "A cancelled action will not be carried out." in said
    assert "No action is open any more." in said


def test_nobody_is_written_to_of_mere_progress(post):
    post.on_to(LetterKind.OUTCOME).told()
    on = date(2026, 4, 10)
    action_id, _ = post.reviews.case(post.case_id).outcome.actions
    post.reviews.report_actions(
        post.case_id,
        [
            ActionReport(
                action_id=action_id,
                became=Became.PROGRESSED,
                on=on,
                says="The equipment is ordered.",
            )
        ],
        signed=post.signed(on),
    )

    kinds = {letter.kind for letter in post.all_letters()}
    assert LetterKind.PLAN_UPDATE not in kinds


@pytest.mark.parametrize(
    ("report", "because"),
    [
        # The letter told of this action alone: there is nothing left to tell.
        (Post.report, HeldBecause.CORRECTED),
        # It told of two: the other one did end.
        (Post.report_both, HeldBecause.CHANGED),
    ],
)
def test_an_action_that_was_not_done_is_not_written_about(post, report, because):
    report(post.on_to(LetterKind.OUTCOME).told())
    install, _ = post.reviews.case(post.case_id).outcome.actions
    post.reviews.correct_fact(
        post.case_id,
        OutcomeFact.DONE,
        install,
        reason="It was another flat",
        signed=post.signed(date(2026, 5, 11)),
    )

    (letter,) = [x for x in post.all_letters() if x.kind is LetterKind.PLAN_UPDATE]
    assert letter.held_because is because


@pytest.mark.parametrize(
    ("upheld", "says"),
    [
        (Upheld.UPHELD, "Your challenge is upheld. They agree with you."),
        (
            Upheld.IN_PART,
            "Your challenge is upheld in part. They agree with part of what you said.",
        ),
        (
            Upheld.NOT_UPHELD,
            "Your challenge is not upheld. They do not agree with you.",
        ),
    ],
)
def test_who_challenged_is_told_what_was_decided_by_whom_why_and_what_follows(
    post, upheld, says
):
    post.on_to(LetterKind.CHALLENGE_HEARING).answer_challenge(upheld)

    said = words(post.document(LetterKind.CHALLENGE_DECIDED))

    assert "You told us on Monday 30 March 2026" in said
    assert says in said
    assert "Decided on: Tuesday 14 April 2026" in said
    assert "Decided by: Thora Bexwell, head of housing, the council" in said
    assert "Decided by: Caspian Wray, Fenland partnership" in said
    assert "Nobody asked my neighbour, who heard it all." in said
    assert "The neighbour had kept a diary. Nobody had asked for it." in said
    assert "We ask your neighbour now, and decide again by 5 May." in said
    assert "Local Government and Social Care Ombudsman: How the council" in said


def test_a_decision_on_a_challenge_that_was_in_error_is_not_written_about(post):
    post.on_to(LetterKind.CHALLENGE_DECIDED)
    (challenge_id,) = post.reviews.case(post.case_id).outcome.challenges
    post.reviews.correct_fact(
        post.case_id,
        OutcomeFact.DECIDED,
        challenge_id,
        reason="It was another one",
        signed=post.signed(date(2026, 4, 15)),
    )

    held = post.all_letters()[-1]
    assert (held.kind, held.held_because) == (
        LetterKind.CHALLENGE_DECIDED,
        HeldBecause.CORRECTED,
    )
    post.answer_challenge()  # and then it is decided afresh
    assert post.reviews.case(post.case_id).outcome.undecided == ()
