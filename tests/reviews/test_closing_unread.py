"""A case is not closed on words of a body that nobody here has read.

The closing letter tells them to whoever applied, as the letter about the action does,
which waits until a caseworker lets it go.
"""

from datetime import UTC, date, datetime, time

import pytest

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.reviews.owners import OwnersReport
from asbreview.reviews.plans import Became
from asbreview.signing import signed_by_body
from journey import Journey

REPORTED, CLOSED = date(2026, 4, 20), date(2026, 5, 13)
SAID = "We spoke to the tenant of number 9. MARKEROWNER"


@pytest.fixture
def planned(reviews):
    case = Journey(reviews).stand().apply().post(date(2026, 3, 3)).decide()
    case.post(date(2026, 3, 9)).ask().answer().assess().convene().choose()
    return case.send_papers().hold().find().post(date(2026, 4, 7)).respond()


def report(case: Journey, *, may_be_told: bool = True):
    """Have a body report the first action done; return the action and its letter."""
    action = case.reviews.case(case.case_id).outcome.open_actions[0]
    told = OwnersReport(
        action_id=action.action_id,
        became=Became.DONE,
        says=SAID,
        may_be_told=may_be_told,
    )
    at = datetime.combine(REPORTED, time(9, 30), tzinfo=UTC)
    command = case.signed(REPORTED).command_id
    signed = signed_by_body(at, body_id=action.body_id, command_id=command)
    case.reviews.report_by_owner(case.case_id, action.body_id, [told], signed=signed)
    letters = case.all_letters()
    letter = next(each for each in letters if each.kind is LetterKind.PLAN_UPDATE)
    assert letter.held_because is HeldBecause.UNREAD
    case.do_actions()
    return action.action_id, letter.id


def test_words_that_nobody_read_close_no_case(planned):
    _, letter = report(planned)
    with pytest.raises(NotPermittedYet, match="action 1, and nobody here has let"):
        planned.close(CLOSED)
    planned.reviews.redraw_letter(letter, signed=planned.signed(CLOSED))  # let go
    planned.close(CLOSED)


def test_words_that_may_not_be_told_are_recorded_otherwise_first(planned):
    action, letter = report(planned)
    signed = planned.signed(CLOSED)
    planned.reviews.cancel_letter(letter, reason="It tells of others", signed=signed)
    with pytest.raises(NotPermittedYet, match="in words that may be told"):
        planned.close(CLOSED)
    planned.reviews.correct_fact(
        planned.case_id,
        OutcomeFact.DONE,
        action,
        reason="It tells of others",
        signed=planned.signed(CLOSED),
    )
    planned.do_actions(CLOSED).close(CLOSED)


def test_where_none_of_their_words_are_told_there_is_nothing_to_read(planned):
    report(planned, may_be_told=False)
    planned.close(CLOSED)
