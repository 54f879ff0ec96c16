"""Bodies are told by email what is put right of what they had: UK GDPR, Art. 19."""

from datetime import UTC, date, datetime, time
from email.headerregistry import Address

import pytest

from asbreview.domain.asking.facts import NoticeStatus
from asbreview.domain.asking.putting_right import told_id
from asbreview.domain.people import Channel, HeardBy
from asbreview.domain.rights.annotating import Rectified
from asbreview.domain.rights.facts import Identity, Right
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.domain.trigger.earlier import SamePerson
from asbreview.owed_to_bodies import owed_to_bodies
from asbreview.reviews.rectifying import AnnotationGiven
from asbreview.settings_of_sending import Security, Sending, SmtpServer
from asbreview.working import sender_of
from desk import desk, words
from everything import it_goes_before_its_time
from journey import BODIES, COUNCIL, EAST_CAMBRIDGESHIRE, Journey
from letters.mail_server import At, Does, mail_server

PUT_RIGHT, MORNING = date(2026, 3, 12), date(2026, 3, 13)
MONDAY = date(2026, 3, 16)
SENDER = Address("Ely Council", addr_spec="asb@ely.example")
POLICE, MAILBOX = BODIES[1], "asb.desk@constabulary.example"
OTHERS = [b for b in EAST_CAMBRIDGESHIRE.relevant_bodies if b.body_id != COUNCIL]
HE_SAYS = "It was not me who shouted"


@pytest.fixture(scope="module")
def served():
    with mail_server() as box:
        yield box


@pytest.fixture
def box(served):
    served.is_well()
    for kept in (served.taken, served.receivers, served.raw):
        kept.clear()
    return served


@pytest.fixture
def sam(tmp_path, box):
    smtp = SmtpServer("127.0.0.1", box.port, Security.NONE)
    with desk(tmp_path, sending=Sending(SENDER, smtp)) as at_desk:
        at_desk.tale.apply()
        at_desk.reviews.record_contact_point(
            POLICE,
            from_on=PUT_RIGHT,
            email=MAILBOX,
            signed=at_desk.tale.signed(PUT_RIGHT),
        )
        yield at_desk.on(PUT_RIGHT)


def take_back(at_desk):
    complaint_id = next(iter(at_desk.case.evidence.logged))
    at_desk.reviews.correct_evidence(
        at_desk.tale.case_id,
        complaint_id,
        reason="It was of Marigold MARKERNAME",
        signed=at_desk.tale.signed(PUT_RIGHT),
    )
    at_desk.on(PUT_RIGHT)
    return complaint_id


def send(at_desk, on, hour=9):
    """Let the sender go round on a day: it is another process each time."""
    at_desk.on(on)
    now = datetime.combine(on, time(hour), tzinfo=UTC)
    at_desk.clock.now = now
    sender_of(at_desk.installation).run_once(now)
    at_desk.installation.projector.catch_up()


def to_police(box):
    said = zip(box.receivers, box.taken, strict=True)
    return [message for to, message in said if to == [MAILBOX]]


def test_a_body_with_an_address_is_told_next_morning_once(sam, box):
    complaint_id = take_back(sam)
    send(sam, PUT_RIGHT, 18)
    assert to_police(box) == []  # whoever put it right has the day to tell it
    send(sam, MORNING, 7)
    assert to_police(box) == []
    for _ in range(2):
        send(sam, MORNING)
    (message,) = to_police(box)
    reference = sam.case.trigger.reference
    assert message["Subject"] == f"Put right in case {reference}"
    text = " ".join(message.get_content().split())
    assert "To Cambridgeshire Constabulary East Cambridgeshire" in text
    said = "complaint put on file, of Monday 2 March 2026"
    assert f"It was recorded in error: {said}." in text
    assert "We put it right on Thursday 12 March 2026." in text
    assert "UK GDPR, Article 19" in text
    told = f"{message['Subject']} {text}".casefold()
    for word in ("marigold", "marker", "another", "http", "noise"):
        assert word not in told
    told = sam.case.rights.recipients_told[complaint_id, POLICE]
    assert (told.told_on, told.how) == (MORNING, Channel.EMAIL)
    page = words(sam.get("/told-in-error"))
    assert "Cambridgeshire Constabulary Told Complaint put on file" in page
    assert "Told on Friday 13 March 2026, by email" in page
    assert page.count("Record that they were told") == len(OTHERS) - 1


def test_a_body_without_an_address_is_told_by_hand(sam, box):
    take_back(sam)
    send(sam, MORNING)
    assert len(box.taken) == 1
    owed = f"recorded in error, and told to {len(OTHERS) - 1}"
    assert owed in words(sam.get())


def test_whoever_was_told_by_hand_that_day_gets_no_email(sam, box):
    sam.reviews.tell_recipient(
        sam.tale.case_id,
        take_back(sam),
        POLICE,
        told_on=PUT_RIGHT,
        how=Channel.PHONE,
        signed=sam.tale.signed(PUT_RIGHT),
    )
    send(sam, MORNING)
    assert to_police(box) == []


def test_an_email_that_is_not_taken_is_said_where_it_is_to_be_told(sam, box):
    complaint_id = take_back(sam)
    box.does_at[At.RCPT] = Does.REFUSES_FOR_GOOD
    send(sam, MORNING)
    asking = sam.reviews.asking(told_id(sam.tale.case_id, complaint_id, POLICE))
    assert asking.status is NoticeStatus.NOT_SENT
    page = words(sam.get("/told-in-error"))
    assert "An email was not sent:" in page
    assert "Tell them otherwise. Record that they were told, or why not" in page
    assert sam.case.rights is None


def test_whoever_had_a_contested_text_is_told_and_not_what_is_said(sam, box):
    signed = sam.tale.signed(PUT_RIGHT)
    sam.reviews.receive_data_request(
        sam.tale.case_id,
        person_id=sam.case.contact.applicant_id,
        right=Right.RECTIFICATION,
        received_on=PUT_RIGHT,
        heard_by=HeardBy.LETTER,
        asked=HE_SAYS,
        identity=Identity.KNOWN,
        signed=signed,
    )
    (request_id,) = sam.case.rights.requests
    logged = next(iter(sam.case.evidence.logged.values()))
    given = AnnotationGiven(
        texts=(logged.account.text_id,),
        decision=Rectified.ANNOTATED,
        decided_on=PUT_RIGHT,
        said=HE_SAYS,
        reasons="Two heard it",
    )
    sam.reviews.annotate_texts(
        sam.tale.case_id, request_id, given, signed=sam.tale.signed(PUT_RIGHT)
    )
    send(sam, MORNING)
    (message,) = to_police(box)
    text = " ".join(message.get_content().split())
    assert "about them, which you had on Monday 2 March 2026, is wrong or" in text
    assert "shouted" not in text
    assert "Two heard it" not in text
    (annotation_id,) = sam.case.rights.annotations
    page = sam.get(f"/data-requests/annotations/{annotation_id}/recipients")
    assert "Told on Friday 13 March 2026, by email" in words(page)


def test_a_restriction_and_its_end_are_told_to_whoever_had_the_text(sam, box):
    case = sam.case
    logged = next(iter(case.evidence.logged.values()))
    sam.reviews.restrict_use(
        case.case_id,
        person_id=case.contact.applicant_id,
        texts=[logged.account.text_id],
        because=RestrictedBecause.ACCURACY,
        reason="It was the other brother",
        signed=sam.tale.signed(PUT_RIGHT),
    )
    send(sam, MORNING)
    (message,) = to_police(box)
    text = " ".join(message.get_content().split())
    assert "is restricted, since Thursday 12 March 2026" in text
    assert "brother" not in text
    page = words(sam.get("/data-requests"))
    said = "Cambridgeshire Constabulary was told of it by email on Friday 13 March 2026"
    assert said in page
    (restriction_id,) = sam.case.rights.restrictions
    sam.reviews.announce_lifting(
        case.case_id,
        restriction_id,
        reason="It was so",
        signed=sam.tale.signed(MORNING),
    )
    sam.tale.post(MORNING)
    sam.reviews.lift_restricted_use(
        case.case_id, restriction_id, signed=sam.tale.signed(MORNING)
    )
    monday = date(2026, 3, 16)
    for _ in range(2):
        send(sam, monday)
    _, ended = to_police(box)
    text = " ".join(ended.get_content().split())
    assert "is restricted, since Thursday 12 March 2026. That ended on Friday" in text


def restricted(sam):
    """Let the police be told that a complaint's use is restricted."""
    logged = next(iter(sam.case.evidence.logged.values()))
    sam.reviews.restrict_use(
        sam.tale.case_id,
        person_id=sam.case.contact.applicant_id,
        texts=[logged.account.text_id],
        because=RestrictedBecause.ACCURACY,
        reason="It was the other brother",
        signed=sam.tale.signed(PUT_RIGHT),
    )
    send(sam, MORNING)
    (restriction_id,) = sam.case.rights.restrictions
    return restriction_id


def lift(sam, restriction_id):
    case_id, signed = sam.tale.case_id, sam.tale.signed
    if restriction_id not in sam.case.rights.lifting_told:
        sam.reviews.announce_lifting(
            case_id, restriction_id, reason="It was so", signed=signed(MORNING)
        )
        sam.tale.post(MORNING)
    sam.reviews.lift_restricted_use(case_id, restriction_id, signed=signed(MORNING))


def was_in_error(sam, topic, item_id, on=MORNING):
    sam.reviews.correct_fact(
        sam.tale.case_id, topic, item_id, reason="So", signed=sam.tale.signed(on)
    )
    sam.on(on)


def says(box):
    return [" ".join(each.get_content().split()) for each in to_police(box)]


def test_a_restriction_that_was_in_error_is_said_to_have_ended(sam, box):
    """They were told that we tell them when it ends: Art. 19."""
    was_in_error(sam, "rights.use-restricted", restricted(sam))
    send(sam, MONDAY)
    _, ended = says(box)
    assert "is restricted, since Thursday 12 March 2026. That ended on Friday" in ended


def test_a_lifting_that_was_in_error_is_told_and_so_is_the_next(sam, box):
    restriction_id = restricted(sam)
    lift(sam, restriction_id)
    send(sam, MONDAY)
    was_in_error(sam, "rights.use-restriction-lifted", restriction_id, MONDAY)
    send(sam, date(2026, 3, 17))
    sam.reviews.lift_restricted_use(
        sam.tale.case_id, restriction_id, signed=sam.tale.signed(date(2026, 3, 17))
    )
    for _ in range(2):
        send(sam, date(2026, 3, 18))
    _, ended, again, at_last = says(box)
    assert "That ended on Friday 13 March 2026" in ended
    assert "is restricted, since Monday 16 March 2026" in again
    assert "That ended on Tuesday 17 March 2026" in at_last


def test_what_waited_for_the_server_and_is_otherwise_by_then_is_not_told(sam, box):
    box.does_at[At.RCPT] = Does.REFUSES_FOR_NOW
    restriction_id = restricted(sam)
    lift(sam, restriction_id)
    box.is_well()
    send(sam, MONDAY)
    assert to_police(box) == []
    asking = sam.reviews.asking(told_id(sam.tale.case_id, restriction_id, POLICE))
    assert asking.because == "it is so no longer"
    send(sam, date(2026, 3, 17))
    assert to_police(box) == []  # nor that it ended: they never knew of it


def test_two_cases_on_which_one_body_was_passed_the_application_in_error(sam, box):
    """What is put right is known by that body's id: on each case it is another."""
    other = Journey(sam.reviews, 2)
    for tale in (sam.tale, other):
        tale.signed = sam.tale.signed
        if tale is other:
            tale.apply()
        tale.decide().post(date(2026, 3, 10)).ask().answer().assess().convene()
        tale.choose().send_papers()
        sam.reviews.correct_fact(
            tale.case_id,
            "trigger.application-passed-on",
            OTHERS[-1].body_id,
            reason="It was not",
            signed=sam.tale.signed(date(2026, 3, 30)),
        )
    send(sam, date(2026, 3, 31))
    told = {message["Subject"] for message in to_police(box)}
    assert told == {
        f"Put right in case {sam.reviews.case(tale.case_id).trigger.reference}"
        for tale in (sam.tale, other)
    }


def test_nobody_is_told_that_it_was_looked_whether_they_applied_before(sam, box):
    """The papers do not say it (0135): nobody had it, and nobody is told of it."""
    tale, on = sam.tale, date(2026, 3, 30)
    earlier = Journey(sam.reviews, 2)
    earlier.signed = tale.signed
    earlier.apply()
    tale.decide().post(date(2026, 3, 10)).ask().answer().assess().convene()
    tale.choose()
    said = {earlier.case_id: SamePerson.YES}
    sam.reviews.compare_earlier(
        tale.case_id, said, signed=tale.signed(date(2026, 3, 26))
    )
    tale.send_papers()
    (compared,) = sam.case.trigger.compared
    was_in_error(sam, "trigger.earlier-cases-compared", compared, on)
    send(sam, date(2026, 3, 31))
    assert to_police(box) == []


def test_the_panel_that_had_the_papers_is_told_and_not_the_one_in_its_place(sam, box):
    tale, on = sam.tale, date(2026, 3, 30)
    tale.decide().post(date(2026, 3, 10)).ask().answer().assess().convene()
    tale.choose().send_papers()
    panel = sam.case.panel.convened
    was_in_error(sam, "panel.panel-convened", panel.panel_id, on)
    tale.convene(on, bodies=tuple(b for b in BODIES if b != POLICE))
    sam.reviews.correct_evidence(
        tale.case_id,
        next(iter(sam.case.evidence.assessments)),
        reason="It was of another",
        signed=tale.signed(on),
    )
    send(sam, date(2026, 3, 31))
    (told,) = says(box)
    assert "It was recorded in error: risk assessed, of Friday 20 March" in told


def test_of_a_case_that_was_destroyed_nobody_is_told_and_nothing_is_tried(sam, box):
    """Nothing is recorded on it any more: it was tried again every ten minutes."""
    take_back(sam)
    it_goes_before_its_time(sam.tale.post(date(2026, 3, 3)), PUT_RIGHT)
    sam.on(MORNING)
    reviews, views = sam.reviews, sam.installation.views
    assert list(owed_to_bodies(reviews, views, PUT_RIGHT, MORNING)) == []
    send(sam, MORNING)
    assert to_police(box) == []
