"""On which days something can have become of an action of the plan."""

from datetime import date

import pytest

from asbreview.domain.errors import Misrecorded
from asbreview.reviews.plans import ActionReport, Became
from journey import Journey

REPORTED = date(2026, 4, 20)


@pytest.fixture
def planned(reviews):
    """A case applied for on 2 March 2026, its outcome decided on 2 April."""
    case = Journey(reviews).stand().apply().post(date(2026, 3, 3)).decide()
    case.post(date(2026, 3, 9)).ask().answer().assess().convene().choose()
    return case.send_papers().hold().find().post(date(2026, 4, 7))


def report(case: Journey, became: Became, on: date) -> None:
    action_id = case.reviews.case(case.case_id).outcome.open_actions[0].action_id
    told = ActionReport(action_id=action_id, became=became, on=on, says="Said")
    case.reviews.report_actions(case.case_id, [told], signed=case.signed(REPORTED))


@pytest.mark.parametrize("became", list(Became))
def test_nothing_became_of_an_action_before_the_case_was_applied_for(planned, became):
    with pytest.raises(Misrecorded, match=r"2 March 2026.*check the year") as refused:
        report(planned, became, date(2026, 3, 1))
    assert refused.value.field == "reports-0-on"
    with pytest.raises(Misrecorded, match="2 March 2026"):
        report(planned, became, date(2001, 4, 20))


def test_an_action_may_have_been_done_before_it_was_put_on_the_plan(planned):
    report(planned, Became.DONE, date(2026, 3, 2))
    (done,) = planned.reviews.case(planned.case_id).outcome.done.values()
    assert done.done_on == date(2026, 3, 2)


def test_nobody_cancels_what_nobody_had_decided(planned):
    with pytest.raises(Misrecorded, match=r"2 April 2026, when the outcome was"):
        report(planned, Became.CANCELLED, date(2026, 4, 1))
    report(planned, Became.CANCELLED, date(2026, 4, 2))
    (cancelled,) = planned.reviews.case(planned.case_id).outcome.cancelled.values()
    assert cancelled.cancelled_on == date(2026, 4, 2)
