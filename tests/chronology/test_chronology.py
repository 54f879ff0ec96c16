"""The chronology: in the order of life, each line with its day, source and lateness.

The days, and how far they are apart, are counted by hand.
"""

from datetime import date

import pytest

from asbreview.chronology.gaps import Missing
from asbreview.chronology.kinds import KIND_OF, Kind
from asbreview.chronology.reading import chronology_of
from asbreview.chronology.rows import AFTER_PANEL, AFTER_THRESHOLD, rows_of
from asbreview.domain.contact.facts import Direction
from asbreview.domain.errors import Misrecorded, NoSuchThing, NotPermittedYet
from asbreview.domain.people import Channel
from asbreview.domain.trigger.facts import DeadlineExtended
from desk import desk, words
from journey import BODIES, complaint
from kinds_of_event import EVENTS
from projections.timeline import timeline_of

TODAY = date(2026, 4, 2)


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply()  # on 2 March 2026, with four complaints
        yield work


def read(work, today=TODAY, as_of=None):
    given = work.installation
    given.projector.catch_up()
    case = given.reviews.case(work.tale.case_id, as_of=as_of)
    with given.views.connect() as db:
        return chronology_of(db, case, as_of=as_of, today=today)


def told(chronology, *kinds):
    rows = chronology.rows
    return [(r.on.isoformat(), r.title) for r in rows if not kinds or r.kind in kinds]


def missing(work, *kinds, **when):
    gaps = read(work, **when).gaps
    return [gap.says for gap in gaps if not kinds or gap.kind in kinds]


def respond(work, on=date(2026, 3, 12), **changes):
    told = {
        "body_id": BODIES[0],
        "done_on": date(2026, 1, 15),
        "did": "Two officers visited. MARKERDID",
        "may_be_told": True,
    }
    told |= changes
    work.reviews.put_response_on_file(
        work.tale.case_id, **told, signed=work.tale.signed(on)
    )


def ring(work, on, direction=Direction.FROM_US):
    work.reviews.make_contact(
        work.tale.case_id,
        person_id=work.case.contact.applicant_id,
        channel=Channel.PHONE,
        direction=direction,
        made_on=on,
        said="How it goes",
        signed=work.tale.signed(on),
    )


def test_each_complaint_is_told_on_the_day_of_the_behaviour_and_on_its_own(work):
    assert told(read(work), Kind.BEHAVIOUR, Kind.COMPLAINT) == [
        ("2025-07-01", "The behaviour complained of"),
        ("2025-07-02", "Complaint to the council"),
        ("2026-01-05", "The behaviour complained of"),
        ("2026-01-06", "Complaint to the council"),
        ("2026-01-20", "The behaviour complained of"),
        ("2026-01-21", "Complaint to the police"),
        ("2026-02-10", "The behaviour complained of"),
        ("2026-02-12", "Complaint to the housing provider"),
    ]
    first = read(work).rows[0]
    assert first.recorded_on == date(2026, 3, 2)
    assert first.source == "the complaint to the council of Wednesday 2 July 2025"


def test_what_a_body_did_stands_on_its_day_among_the_complaints(work):
    second = work.case.evidence.complaints[1].complaint_id
    respond(work, to_complaint=second)
    council = work.case.procedure.relevant_bodies[0].name
    assert told(read(work), Kind.COMPLAINT, Kind.RESPONSE)[1:4] == [
        ("2026-01-06", "Complaint to the council"),
        (
            "2026-01-15",
            f"Response of {council} to the complaint of Tuesday 6 January 2026",
        ),
        ("2026-01-21", "Complaint to the police"),
    ]
    (row,) = (r for r in read(work).rows if r.kind is Kind.RESPONSE)
    assert (row.on, row.recorded_on) == (date(2026, 1, 15), date(2026, 3, 12))
    assert row.source == "what the body says"


def test_what_came_in_after_a_decision_says_after_which_and_is_never_hidden(work):
    respond(work, did="Before it was decided")
    work.tale.decide(date(2026, 3, 13))
    respond(work, on=date(2026, 3, 16), did="Between the two")
    work.tale.ask(date(2026, 3, 16)).answer(date(2026, 3, 18)).assess().convene()
    work.tale.choose().hold(date(2026, 4, 1))
    respond(work, on=TODAY, did="After both")
    rows = [r for r in read(work).rows if r.kind is Kind.RESPONSE]
    assert [row.after for row in sorted(rows, key=lambda row: row.position)] == [
        (),
        (AFTER_THRESHOLD,),
        (AFTER_THRESHOLD, AFTER_PANEL),
    ]
    answers = [r for r in read(work).rows if "answered our request" in r.title]
    assert {row.after for row in answers} == {(AFTER_THRESHOLD,)}
    steps = [r for r in read(work).rows if r.kind in {Kind.STEP, Kind.DECISION}]
    assert not any(row.after for row in steps)


def test_what_was_recorded_in_error_is_still_told_and_counts_for_nothing(work):
    ring(work, date(2026, 3, 20))
    assert missing(work, Missing.CONTACT, today=date(2026, 4, 10)) == []
    (contact,) = work.case.contact.contacts
    work.reviews.correct_contact(
        work.tale.case_id,
        contact,
        reason="It was another case",
        signed=work.tale.signed(date(2026, 3, 21)),
    )
    (row,) = (r for r in read(work).rows if r.kind is Kind.CONTACT)
    assert row.in_error
    assert len(missing(work, Missing.CONTACT, today=date(2026, 4, 10))) == 1


def test_as_of_a_position_nothing_later_is_told(work):
    before = work.reviews.end_of_log()
    respond(work)
    assert Kind.RESPONSE in {row.kind for row in read(work).rows}
    assert Kind.RESPONSE not in {row.kind for row in read(work, as_of=before).rows}


def test_a_month_without_contact_is_a_gap_and_four_weeks_are_not(work):
    # From Monday 2 March: 28 days later it is Monday 30 March.
    assert missing(work, Missing.CONTACT, today=date(2026, 3, 30)) == []
    assert missing(work, Missing.CONTACT, today=date(2026, 3, 31)) == [
        (
            "No contact with the applicant or the victim is on record between Monday 2"
            " March 2026 and Tuesday 31 March 2026: 29 days."
        )
    ]
    ring(work, date(2026, 3, 25), Direction.TO_US)
    assert missing(work, Missing.CONTACT, today=date(2026, 4, 22)) == []
    assert len(missing(work, Missing.CONTACT, today=date(2026, 5, 22))) == 1


def test_a_letter_that_went_is_contact(work):
    work.tale.post(date(2026, 3, 20))
    assert missing(work, Missing.CONTACT, today=date(2026, 4, 17)) == []


def test_a_body_that_never_answered_is_named_with_the_days_it_was_asked_and_due(work):
    work.tale.decide().ask(date(2026, 3, 10))
    council = work.case.procedure.relevant_bodies[0].name
    says = missing(work, Missing.ANSWER)
    assert len(says) == len(BODIES)
    assert says[0] == (
        f"No answer from {council} is on record: asked on Tuesday 10 March 2026; the"
        " answer was due on Tuesday 24 March 2026."
    )
    early = missing(work, Missing.ANSWER, today=date(2026, 3, 24))
    assert "the answer is due on Tuesday 24 March 2026" in early[0]


def test_a_late_answer_says_by_how_many_days_and_one_in_time_is_no_gap(work):
    work.tale.decide().ask(date(2026, 3, 10)).answer(date(2026, 3, 24))
    assert missing(work, Missing.ANSWER, Missing.IN_TIME) == []
    first = next(iter(work.case.evidence.answers))
    work.reviews.correct_evidence(
        work.tale.case_id,
        first,
        reason="It was not theirs",
        signed=work.tale.signed(date(2026, 3, 25)),
    )
    work.tale.answer(date(2026, 3, 27))
    (says,) = missing(work, Missing.ANSWER, Missing.IN_TIME)
    assert "answered 3 days after the day the answer was due" in says
    assert "due on Tuesday 24 March 2026, answered on Friday 27 March 2026" in says


def test_a_complaint_without_a_response_is_told_until_one_is_on_file(work):
    assert len(missing(work, Missing.RESPONSE)) == 4
    assert missing(work, Missing.RESPONSE)[-1] == (
        "No response to the complaint of Thursday 12 February 2026 to the housing"
        " provider is on record from the agency itself."
    )
    last = work.case.evidence.complaints[3].complaint_id
    respond(work, to_complaint=last, done_on=date(2026, 2, 12))
    respond(work)  # of itself: it answers none
    assert len(missing(work, Missing.RESPONSE)) == 3


def test_nothing_on_record_is_told_from_the_first_day_there_is(work):
    says = missing(work, Missing.ANYTHING, today=date(2026, 3, 10))
    assert says == [
        (
            "Nothing is on record between Wednesday 2 July 2025 and Monday 5 January"
            " 2026: 187 days."
        )
    ]


def test_no_silence_is_told_after_the_end_of_a_case(work):
    work.reviews.withdraw(
        work.tale.case_id,
        withdrawn_on=date(2026, 3, 9),
        reason="It has stopped",
        signed=work.tale.signed(date(2026, 3, 9)),
    )
    assert missing(work, Missing.CONTACT, today=date(2026, 6, 1)) == []


def test_a_gap_blames_nobody(work):
    work.tale.decide().ask(date(2026, 3, 10))
    for says in missing(work, today=date(2026, 6, 1)):
        for word in ("fail", "should", "fault", "ignored", "delay", "unaccept"):
            assert word not in says.lower()


@pytest.mark.parametrize(
    ("changes", "refused", "field"),
    [
        ({"did": " "}, Misrecorded, "did"),
        ({"done_on": date(2026, 3, 13)}, Misrecorded, "done_on"),  # tomorrow
        ({"done_on": date(1999, 12, 31)}, Misrecorded, "done_on"),
        ({"body_id": BODIES[0].__class__(int=9)}, NoSuchThing, "body_id"),
        (
            {"to_complaint": BODIES[0].__class__(int=9)},
            Misrecorded,
            "to_complaint",
        ),
    ],
)
def test_a_response_that_cannot_be_is_refused_at_its_field(
    work, changes, refused, field
):
    before = work.reviews.end_of_log()
    with pytest.raises(refused) as because:
        respond(work, on=date(2026, 3, 12), **changes)
    assert because.value.field == field
    assert work.reviews.end_of_log() == before


def test_a_response_does_not_come_before_the_complaint_that_it_answers(work):
    last = work.case.evidence.complaints[3].complaint_id  # of 12 February
    with pytest.raises(Misrecorded, match="had not been made"):
        respond(work, to_complaint=last, done_on=date(2026, 2, 11))


def test_nothing_is_put_on_file_of_a_case_that_has_ended(work):
    on = date(2026, 3, 9)
    work.reviews.withdraw(
        work.tale.case_id, withdrawn_on=on, reason="-", signed=work.tale.signed(on)
    )
    with pytest.raises(NotPermittedYet):
        respond(work)


def test_a_complaint_put_on_file_late_is_marked_in_both_its_lines(work):
    work.tale.decide(date(2026, 3, 9))
    work.reviews.log_complaint(
        work.tale.case_id,
        complaint(date(2026, 2, 20), date(2026, 2, 21)),
        signed=work.tale.signed(date(2026, 3, 11)),
    )
    late = [row for row in read(work).rows if row.after]
    assert [row.on for row in late] == [date(2026, 2, 20), date(2026, 2, 21)]


def test_a_complaint_from_a_list_of_incidents_says_from_which_line(work):
    (first, *_) = work.case.evidence.complaints
    imported = {first.complaint_id: (BODIES[1], 14)}
    case = work.reviews.case(work.tale.case_id)
    case.evidence.imported = imported
    work.installation.projector.catch_up()
    with work.installation.views.connect() as db:
        rows = rows_of(case, timeline_of(db, case.case_id))
    police = case.procedure.relevant_bodies[1].name
    sources = [r.source for r in rows if r.item_id == first.complaint_id]
    assert sources == [f"line 14 of a list of incidents of {police}"] * 2


NOT_OF_LIFE = {
    "contact.address-looked-at",
    "contact.circumstances-recorded",  # which may tell where somebody hides
    "contact.details-changed",
    "contact.letter-came-back",  # its letter's own line says that it returned
    "contact.moved-days-told",  # told by a contact or a letter that has its own line
    "contact.progress-reported",  # what the letter says that tells it
    "contact.status-code-replaced",
    "contact.telling-lapsed",
    "contact.telling-owed",
    "contact.updates-ended",
    "contact.updates-promised",
    "contact.victim-put-right",
    "evidence.answer-came",  # said beside the answer
    "evidence.attendee-named",
    "evidence.complaints-imported",  # each complaint has its line
    "evidence.search-named",  # said beside the request
    "evidence.tells-of-said",  # said beside the answer
    "letter.addressee-told",
    "letter.letter-approved",  # what became of a letter on its way to the post
    "letter.letter-cancelled",
    "letter.letter-drafted",
    "letter.letter-failed",
    "letter.letter-forwarded",
    "letter.letter-found-unsent",
    "letter.letter-handed-over",
    "letter.letter-held-back",
    "letter.letter-left-as-it-is",
    "letter.letter-prepared",
    "letter.letter-redrawn",
    "letter.letter-refused-for-now",
    "letter.letter-sent-back",
    "letter.letter-set-to-post",
    "letter.letter-uncertain",
    "letter.own-words-written",
    "outcome.addressee-named",  # said beside the recommendation
    "outcome.addressee-written-to",
    "outcome.challenge-may-be-passed",
    "panel.attendance-corrected",  # said beside the meeting
    "panel.chair-checked",
    "panel.chair-from-outside",
    "panel.issue-considered",
    "panel.option-weighed",
    "panel.participation-corrected",
    "panel.person-came",
    "panel.put-on-agenda",
    "panel.sitting-begun",  # the meeting's own line says when it was held
    "trigger.account-let-in",  # who may see the case
    "trigger.account-shut-out",
    "trigger.application-corrected",
    "trigger.case-restricted",
    "trigger.conflict-declared",
    "trigger.conflict-ended",
    "trigger.earlier-cases-compared",
    "trigger.emergency-ended",
    "trigger.item-kept-to-some",
    "trigger.item-shown-to-all",
    "trigger.opened-in-emergency",
    "trigger.restriction-lifted",
    "trigger.victim-corrected",
}
OF_EVERY_STREAM = ("file-opened", "relied-on", "in-error")


def test_every_fact_of_a_case_is_told_or_left_out_on_purpose():
    of_life = {"trigger", "evidence", "panel", "outcome", "contact", "letter"}
    unsaid = [
        topic
        for topic in sorted(event.TOPIC for event in EVENTS)
        if topic.partition(".")[0] in of_life
        and topic not in {*KIND_OF, *NOT_OF_LIFE}
        and not topic.endswith(OF_EVERY_STREAM)
    ]
    assert unsaid == []
    assert not set(KIND_OF) & NOT_OF_LIFE


def test_more_time_names_the_step_as_the_procedures_do(work):
    work.reviews.extend_deadline(
        work.tale.case_id,
        "decide-threshold",
        was_due_on=date(2026, 3, 30),
        due_on=date(2026, 4, 13),
        reason="The police need longer",
        signed=work.tale.signed(date(2026, 3, 20)),
    )
    (row,) = (r for r in read(work).rows if r.topic == DeadlineExtended.TOPIC)
    assert row.details[0] == ("Step", "Decide whether the threshold is met")
    work.on(date(2026, 3, 20))
    assert "Decide threshold" in words(work.get("/history"))
