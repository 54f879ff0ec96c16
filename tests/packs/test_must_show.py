"""A pack of 300 pages with 40 files; and an applicant's edition without anybody else.

The time and the memory that it takes are measured by `python -m benchmarks.packing`.
"""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import page
import pytest

from asbreview.domain.contact.facts import Direction
from asbreview.domain.contact.help import Need
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.files import FileKind
from asbreview.domain.people import Channel, HeardBy
from asbreview.reviews.told import ComplaintTold, OfficialTold, PanelTold, PersonTold
from desk import desk
from everything import for_another
from journey import BODIES, FOUR_COMPLAINTS, SAFE
from packs.papers import (
    APPLICANT,
    TODAY,
    bookmarks,
    colours_in,
    contents,
    drawn,
    everything_in,
    give,
    made,
    pages,
    picture,
)

PDFS, PHOTOS = 20, 20
SHEETS = 14  # of each PDF
LONG = "MARKERLONG " * 30
ON = date(2026, 3, 10)
LONDON = ZoneInfo("Europe/London")
OTHERS = "MARKEROTHER"
YOURS = "MARKERYOURS"
GREEN, RED, BLUE = (0, 2, 0), (3, 0, 0), (0, 0, 3)


@pytest.mark.thorough
def test_a_pack_of_300_pages_with_40_files_is_numbered_throughout(tmp_path):
    with desk(tmp_path) as work:
        tale = work.tale.apply().decide().ask().answer().assess().convene().choose()
        paper = drawn(SHEETS)
        for number in range(PDFS):
            name = f"log-{number}.pdf"
            give(work, paper, kind=FileKind.PDF, giver=BODIES[1], called=name)
        for number in range(PHOTOS):
            give(work, picture(), called=f"{number}.jpg", shows=LONG)
        work.on(TODAY)
        pdf = made(work)
        (pack,) = work.reviews.packs_of(tale.case_id)
    read = pages(pdf)
    assert len(read) == pack.made.pages >= 300
    assert pack.made.files_shown == PDFS + PHOTOS
    for number, says in enumerate(read, start=1):
        assert f"Page {number} of {len(read)}" in says
    listed = contents(pdf)
    documents = [title for title, _ in listed if title.startswith("Document ")]
    assert len(documents) == PDFS + PHOTOS
    for title, number in listed:
        assert title in read[number - 1]
    led_to = [(title, number + 1) for title, number in bookmarks(pdf)]
    assert [mark for mark in led_to if mark in listed] == listed
    told = " ".join(read)
    for number in range(1, SHEETS + 1):
        caption = rf"Document \d+, page {number} of {SHEETS}\b"
        assert len(re.findall(caption, told)) == PDFS
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert [failure.rule_id for failure in report.failures] == []


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A case of another, with a marker in every word that is not its applicant's."""
    with desk(tmp_path_factory.mktemp("data")) as work:
        for_somebody_else(work)
        what_bodies_say(work)
        what_people_say(work)
        work.tale.decide(ON).post(date(2026, 3, 11))
        a_panel(work)
        others = {"called": f"{OTHERS}NAME.jpg", "shows": f"{OTHERS}SHOWN"}
        give(work, picture("green"), **others)
        give(work, picture("red"), giver=BODIES[1], **others)
        give(work, picture("blue"), giver=work.case.contact.victim_id, **others)
        told = {"kind": FileKind.TEXT, **others}
        give(work, f"{OTHERS}WRITTEN".encode(), giver=BODIES[0], **told)
        give(work, f"{YOURS}WRITTEN".encode(), **told)
        yield work.on(TODAY)


def for_somebody_else(work, **reached):
    signed = work.tale.signed(date(2026, 3, 2))
    work.tale.case_id = signed.new_case_id
    work.reviews.receive_application(
        for_another(),
        procedure_id="east-cambridgeshire",
        applicant=PersonTold(name=f"{OTHERS}NOTPRINTED", safe=SAFE, **reached),
        victim=PersonTold(
            name=f"Oleander {OTHERS}NAME",
            address=f"9 {OTHERS}STREET\nEly\nCB7 4ZZ",
            email="markerother@example.org",
            phone="01632 960777",
            safe=SAFE,
        ),
        account=f"{OTHERS}ACCOUNT",
        complaints=tuple(
            ComplaintTold(
                behaviour_on=each.behaviour_on,
                made_on=each.made_on,
                made_to=each.made_to,
                account=f"{OTHERS}COMPLAINT",
                their_reference=f"{OTHERS}REF",
            )
            for each in FOUR_COMPLAINTS
        ),
        passed_on=True,
        caseworker_id=work.tale.by,
        signed=signed,
    )


def what_bodies_say(work):
    tale, reviews = work.tale, work.reviews
    reviews.request_information(
        tale.case_id,
        bodies=BODIES,
        requested_on=ON,
        questions=f"{OTHERS}QUESTIONS",
        signed=tale.signed(ON),
    )
    other = f"{OTHERS}ANSWER"
    answers = (
        {"answer": f"{YOURS}ALL", "may_be_told": MayBeTold.ALL},
        {"answer": other, "may_be_told": MayBeTold.PART, "part_told": f"{YOURS}PART"},
        {"answer": other, "may_be_told": MayBeTold.NONE, "why_none": f"{OTHERS}WHY"},
        {
            "answer": other,
            "may_be_told": MayBeTold.NONE,
            "kind": AnswerKind.REFUSED,
            "legal_ground": f"{OTHERS}GROUND",
        },
    )
    requests = work.case.evidence.requests
    for request_id, answer in zip(requests, answers, strict=True):
        told = {"kind": AnswerKind.RETURNED, "attends": f"{OTHERS}COMES"} | answer
        reviews.answer_request(
            tale.case_id, request_id, answered_on=ON, **told, signed=tale.signed(ON)
        )
    for may_be_told, did in ((True, f"{YOURS}DID"), (False, f"{OTHERS}DID")):
        reviews.put_response_on_file(
            tale.case_id,
            body_id=BODIES[0],
            done_on=date(2026, 1, 15),
            did=did,
            may_be_told=may_be_told,
            signed=tale.signed(ON),
        )
    reviews.assess_risk(
        tale.case_id,
        assessed_on=ON,
        assessor=OfficialTold(name=f"{OTHERS}ASSESSOR", body_id=BODIES[0]),
        answers={
            "frequency": "daily",
            "worsening": "yes",
            "targeted": "yes",
            "violence": "violence",
            "effect": "severe",
            "support": "no",
        },
        remarks=f"{OTHERS}REMARKS",
        signed=tale.signed(ON),
    )


def what_people_say(work):
    tale, reviews, contact = work.tale, work.reviews, work.case.contact
    said = (
        (contact.victim_id, True, f"{OTHERS}STATEMENT"),
        (contact.applicant_id, False, f"{OTHERS}NOTREADBACK"),
        (contact.applicant_id, True, f"{YOURS}STATEMENT"),
    )
    for person_id, read_back, statement in said:
        reviews.take_down_statement(
            tale.case_id,
            person_id=person_id,
            received_on=ON,
            how=HeardBy.PHONE,
            read_back=read_back,
            statement=statement,
            signed=tale.signed(ON),
        )
    for person_id in (contact.victim_id, contact.applicant_id):
        reviews.make_contact(
            tale.case_id,
            person_id=person_id,
            channel=Channel.PHONE,
            direction=Direction.TO_US,
            made_on=ON,
            said=f"{OTHERS}NOTES",
            signed=tale.signed(ON),
        )
        reviews.ask_for_adjustment(
            tale.case_id,
            person_id=person_id,
            asked=f"{OTHERS}ADJUSTMENT",
            how=HeardBy.PHONE,
            asked_on=ON,
            signed=tale.signed(ON),
        )
    reviews.ask_for_help(
        tale.case_id,
        person_id=contact.victim_id,
        needs=[Need.SAFETY],
        said=f"{OTHERS}HELP",
        signed=tale.signed(ON),
    )


def a_panel(work):
    on = date(2026, 3, 12)
    work.reviews.convene_panel(
        work.tale.case_id,
        PanelTold(
            meets_at=datetime.combine(date(2026, 4, 1), time(14), LONDON),
            place=f"{OTHERS}PLACE",
            bodies=BODIES,
            chair=OfficialTold(name=f"{OTHERS}CHAIR", body_id=BODIES[1]),
            chair_was_involved=False,
            independence=f"{OTHERS}INDEPENDENT",
        ),
        signed=work.tale.signed(on),
    )


@pytest.fixture(scope="module")
def theirs(work):
    return made(work, APPLICANT)


def forms_of(word):
    """Return how a word may be written in a PDF."""
    for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
        for text in (word, word.lower()):
            yield text.encode(encoding)
            yield text.encode(encoding).hex().encode()
            yield text.encode(encoding).hex().upper().encode()


def occurs(word, pdf):
    found = everything_in(pdf)
    return any(form in found for form in forms_of(word))


def test_the_full_edition_holds_what_is_looked_for(work):
    """Or looking for it in the other edition would say nothing."""
    pdf = made(work)
    says = " ".join(pages(pdf))
    for what in ("NAME", "ACCOUNT", "COMPLAINT", "REF", "ANSWER", "WHY", "GROUND"):
        assert f"{OTHERS}{what}" in says, what
    for what in ("DID", "ASSESSOR", "REMARKS", "STATEMENT", "NOTES", "PLACE", "CHAIR"):
        assert f"{OTHERS}{what}" in says, what
    for what in ("SHOWN", "WRITTEN", "NOTREADBACK", "HELP", "COMES"):
        assert f"{OTHERS}{what}" in says, what
    assert set(colours_in(pdf)) == {GREEN, RED, BLUE}
    assert occurs(OTHERS, pdf)


def test_the_applicants_edition_holds_nothing_of_anybody_else(theirs):
    assert not occurs(OTHERS, theirs)
    assert set(colours_in(theirs)) == {GREEN}
    says = " ".join(pages(theirs))
    for never in ("Oleander", "Larkspur", "01632 960777", "Sam Reed", "high"):
        assert never not in says, never
    assert "safe now" not in says  # it would tell of the band


def test_it_holds_what_the_applicant_may_be_told(theirs):
    says = " ".join(pages(theirs))
    for what in ("ALL", "PART", "DID", "STATEMENT", "WRITTEN"):
        assert f"{YOURS}{what}" in says, what
    assert "Three complaints qualify. MARKERTEXT" in says  # as the letter told them
    assert says.count("It says that its answer may not be passed on.") == 2
    assert "You got in touch with us (phone)" in says
    assert "If it is not safe to keep them, tell us" in says


def test_what_no_letter_has_told_is_not_told_by_the_papers(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply().decide()
        work.on(TODAY)
        says = " ".join(pages(made(work, APPLICANT)))
    assert "Three complaints qualify" not in says
    assert "We will write to you about the decision on the threshold." in says


def test_its_metadata_names_nobody(theirs, work):
    said = everything_in(theirs).decode("utf-8", "replace")
    assert "Papers for the panel" in said
    assert work.case.trigger.reference in " ".join(pages(theirs))
    for program in ("/Author (Marigold", "xmp:CreatorTool>pdfium", "/JavaScript"):
        assert program not in said


def test_how_many_files_there_are_besides_is_not_told(theirs):
    says = " ".join(pages(theirs))
    assert set(re.findall(r"[Dd]ocument (\d+)", says)) == {"1", "2"}
