"""Who is to be told a day that moved: on the queue and among what is due."""

from datetime import date

import pytest
from eventsourcing.persistence import IntegrityError

from asbreview.domain.contact.moved_days import DayMoved
from asbreview.domain.people import Channel
from asbreview.domain.working_days import Holiday
from asbreview.reviews.moved_days import MovedOnCase
from journey import APPLIED_ON, PROCEDURE
from projections.case.stages import WaitsFor
from projections.deadlines import deadlines_of
from projections.moves import still_to_tell
from projections.queue import case_row
from projections.scope import Scope

OURS = Scope((PROCEDURE,))
MONDAY, TUESDAY = date(2026, 3, 30), date(2026, 3, 31)
SHUT = date(2026, 3, 12)


@pytest.fixture
def case(standing):
    """Somebody was told Monday; it is Tuesday since the offices are shut one day."""
    standing.apply().post(APPLIED_ON)
    move(standing, MONDAY, TUESDAY, SHUT)
    return standing


def move(case, told, now, shut, *, by_letter=True):
    moved = DayMoved(timer_id="decide-threshold", told=told, now=now)
    applicant_id = case.reviews.case(case.case_id).contact.applicant_id
    named = {applicant_id: (moved,)} if by_letter else {}
    case.reviews.add_closures(
        (Holiday(on=shut, name="The offices are shut"),),
        moved=(MovedOnCase(case.case_id, (moved,), named),),
        signed=case.signed(APPLIED_ON),
    )


def tell(case, on=date(2026, 3, 5)):
    (owed,) = case.reviews.case(case.case_id).contact.tellings
    case.reviews.tell_moved_days(
        case.case_id,
        owed,
        channel=Channel.PHONE,
        told_on=on,
        said="A day later",
        signed=case.signed(on),
    )


def telling(case, ask):
    rows = ask(deadlines_of, case.case_id)
    return [row for row in rows if row.timer_id == "telling"]


def test_it_is_due_before_the_day_they_were_told_and_waits_for_us(case, ask):
    (row,) = telling(case, ask)
    assert (row.started_on, row.due_on) == (APPLIED_ON, MONDAY)
    assert row.is_open
    stands = ask(case_row, case.case_id)
    assert stands.waits_for is WaitsFor.US
    assert stands.next_step == "Tell them the new date"
    (to_tell,) = ask(still_to_tell, OURS)
    assert to_tell.reference == stands.reference


def test_whoever_was_told_need_not_be_told(case, ask):
    tell(case)
    (row,) = telling(case, ask)
    assert row.met_on == date(2026, 3, 5)
    assert ask(still_to_tell, OURS) == []
    assert ask(case_row, case.case_id).next_step != "Tell them the new date"


def test_a_day_that_moves_again_is_one_telling(case, ask):
    move(case, TUESDAY, date(2026, 4, 1), date(2026, 3, 13), by_letter=False)
    still_open = [row for row in telling(case, ask) if row.is_open]
    assert [row.due_on for row in still_open] == [MONDAY]


def test_a_day_that_moves_back_need_not_be_told(case, ask):
    back = DayMoved(timer_id="decide-threshold", told=TUESDAY, now=MONDAY)
    case.reviews.take_back_closure(
        SHUT,
        reason="They are open",
        moved=(MovedOnCase(case.case_id, (back,)),),
        signed=case.signed(APPLIED_ON),
    )
    assert ask(still_to_tell, OURS) == []


def test_the_calendar_and_the_telling_are_saved_together_or_not_at_all(case):
    """What is recorded on the case meanwhile makes the whole change fail."""
    reviews, signed = case.reviews, case.signed(APPLIED_ON)
    before = reviews.calendar(as_of=reviews.end_of_log()).holidays
    moved = DayMoved(timer_id="decide-threshold", told=TUESDAY, now=date(2026, 4, 1))
    applicant_id = reviews.case(case.case_id).contact.applicant_id
    of_case = MovedOnCase(case.case_id, (moved,), {applicant_id: (moved,)})
    changed = reviews.would_change(
        type(reviews).add_closures,
        (Holiday(on=date(2026, 3, 16), name="The offices are shut"),),
        moved=(of_case,),
        signed=signed,
    )
    tell(case)
    with pytest.raises(IntegrityError):
        reviews.save(*changed, command_id=signed.command_id)
    assert reviews.calendar(as_of=reviews.end_of_log()).holidays == before
