"""No contact for so long is a due date: each contact, or letter, starts it again.

East Cambridgeshire publishes none: the test adds twenty working days to its file.
"""

from datetime import date

import pytest

from asbreview.domain.contact.facts import Direction
from asbreview.domain.letter.facts import ChosenBecause, LetterKind, Way
from asbreview.domain.letter.record import Letter
from asbreview.domain.people import Channel
from asbreview.domain.terms import Origin
from asbreview.domain.timers import Anchor, Binds, Timer, Unit
from journey import APPLIED_ON, EAST_CAMBRIDGESHIRE
from projections.case.runs import Moot
from projections.deadlines import deadlines_of, explanation, overdue

KEEP = "keep-in-touch"
TIMER = Timer(
    timer_id=KEEP,
    says="Get in touch with the people of the case",
    starts=Anchor.CONTACT,
    length=20,
    unit=Unit.WORKING_DAYS,
    binds=Binds.PARTNERSHIP,
    origin=Origin.OWN_CHOICE,
    reference="A test's own",
)
KEPT = EAST_CAMBRIDGESHIRE.model_copy(
    update={
        "procedure_id": "in-touch",
        "timers": (*EAST_CAMBRIDGESHIRE.timers, TIMER),
    }
)


@pytest.fixture
def case(standing):
    """An application of Monday 2 March 2026."""
    on = date(2024, 4, 1)
    signed = standing.signed(on)
    standing.reviews.record_procedure(KEPT, in_force_from=on, signed=signed)
    return standing.apply(procedure_id="in-touch")


@pytest.fixture
def due(case, ask):
    """Each run of the timer, by the day that started it: due on, and met on."""

    def of_case():
        rows = ask(deadlines_of, case.case_id)
        runs = [r for r in rows if r.timer_id == KEEP and not gone(r)]
        return sorted((r.started_on, r.due_on, r.met_on) for r in runs)

    return of_case


def gone(row):
    return row.moot is Moot.NO_LONGER_RUNS


def ring(case, on):
    signed = case.signed(on)
    case.reviews.make_contact(
        case.case_id,
        person_id=case.reviews.case(case.case_id).contact.applicant_id,
        channel=Channel.PHONE,
        direction=Direction.FROM_US,
        made_on=on,
        said="How are things?",
        signed=signed,
    )
    return next(reversed(case.reviews.case(case.case_id).contact.contacts))


def test_it_runs_from_the_receipt_until_somebody_is_in_touch(case, due):
    assert due() == [(APPLIED_ON, date(2026, 3, 30), None)]


def test_each_contact_meets_it_and_starts_it_again(case, due):
    """Twenty working days from Tuesday 10 March, over Easter, are Thursday 9 April."""
    ring(case, date(2026, 3, 10))
    assert due() == [
        (APPLIED_ON, date(2026, 3, 30), date(2026, 3, 10)),
        (date(2026, 3, 10), date(2026, 4, 9), None),
    ]


def test_a_letter_is_a_contact_once_it_is_posted(case, due):
    assert len(due()) == 1  # the acknowledgement is drafted
    case.post(date(2026, 3, 4))
    assert due()[1] == (date(2026, 3, 4), date(2026, 4, 1), None)


def test_a_letter_that_had_not_gone_was_no_contact(case, due):
    case.post(date(2026, 3, 4))
    letter = next(x for x in case.all_letters() if x.posted_on)
    case.reviews.correct_fact(
        case.case_id,
        "letter.letter-posted",
        letter.id,
        reason="It lay on the desk",
        signed=case.signed(date(2026, 3, 5)),
    )
    assert due() == [(APPLIED_ON, date(2026, 3, 30), None)]


def test_a_contact_that_came_late_was_late_and_stays_so(case, ask, due):
    assert [d.timer_id for d in ask(overdue, on=date(2026, 3, 31))].count(KEEP) == 1
    ring(case, date(2026, 4, 1))
    ring(case, date(2026, 4, 2))
    rows = [r for r in ask(deadlines_of, case.case_id) if r.timer_id == KEEP]
    assert sorted(r.was_met_late for r in rows) == [False, False, True]
    assert KEEP not in [d.timer_id for d in ask(overdue, on=date(2026, 4, 2))]


def test_two_contacts_on_one_day_are_one(case, due):
    ring(case, date(2026, 3, 10))
    ring(case, date(2026, 3, 10))
    assert len(due()) == 2


def test_a_contact_recorded_in_error_started_nothing(case, due):
    made = ring(case, date(2026, 3, 10))
    case.reviews.correct_contact(
        case.case_id, made, reason="Of another", signed=case.signed(date(2026, 3, 11))
    )
    assert due() == [(APPLIED_ON, date(2026, 3, 30), None)]


def test_a_contact_told_later_finds_its_place(case, due):
    ring(case, date(2026, 3, 20))
    ring(case, date(2026, 3, 10))
    assert [started for started, *_ in due()] == [
        APPLIED_ON,
        date(2026, 3, 10),
        date(2026, 3, 20),
    ]


def test_its_day_opens_to_how_it_was_counted(case, ask, views):
    ring(case, date(2026, 3, 10))
    rows = [r for r in ask(deadlines_of, case.case_id) if r.timer_id == KEEP]
    (still_open,) = [row for row in rows if row.is_open]
    with views.connect() as db:
        days = explanation(db, still_open, KEPT)
    skipped = {day.on: day.because for day in days if not day.counts}
    assert skipped[date(2026, 4, 3)] == "Good Friday"
    assert days[-1].on == date(2026, 4, 9)


def test_the_end_of_the_case_ends_it(case, ask):
    on = date(2026, 3, 11)
    case.reviews.withdraw(
        case.case_id, withdrawn_on=on, reason="Moved", signed=case.signed(on)
    )
    rows = [r for r in ask(deadlines_of, case.case_id) if r.timer_id == KEEP]
    assert [(r.moot, r.is_open) for r in rows] == [(Moot.ENDED, False)]


def by_email(case, letter_id, on):
    told = {"sha256": "1", "pages": 1, "made_with": ()}
    case.reviews.prepare_letter(letter_id, **told, signed=case.signed(on))
    case.reviews.hand_over_letter(
        letter_id,
        way=Way.SMTP,
        because=ChosenBecause.EMAIL_ASKED_FOR,
        signed=case.signed(on),
    )


def test_a_progress_letter_meets_it_once_it_has_gone_by_email_too(case, due):
    on = date(2026, 3, 10)
    signed = case.signed(on)
    case.reviews.write_progress(case.case_id, "We asked the police.", signed=signed)
    letter_id = Letter.id_for(LetterKind.PROGRESS, signed)
    by_email(case, letter_id, on)
    assert len(due()) == 1  # it is being sent
    case.reviews.letter_accepted(letter_id, taken_as="1", signed=case.signed(on))
    assert due() == [
        (APPLIED_ON, date(2026, 3, 30), on),
        (on, date(2026, 4, 9), None),
    ]


def test_but_one_that_came_back_was_no_contact(case, due):
    on = date(2026, 3, 10)
    signed = case.signed(on)
    case.reviews.write_progress(case.case_id, "We asked the police.", signed=signed)
    letter_id = Letter.id_for(LetterKind.PROGRESS, signed)
    by_email(case, letter_id, on)
    case.reviews.letter_accepted(letter_id, taken_as="1", signed=case.signed(on))
    case.reviews.letter_came_back(
        letter_id, returned_on=on, how="No such mailbox", signed=case.signed(on)
    )
    assert due() == [(APPLIED_ON, date(2026, 3, 30), None)]
