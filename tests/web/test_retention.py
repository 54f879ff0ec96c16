"""What is due for disposal: by which rule, since when, and nothing by itself."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Role, open_account
from asbreview.domain.model import CaseEvent
from desk import SAM, date_in, desk, filled_in, words
from journey import PROCEDURE
from visiting import PASSWORD, sign_in

ENDED = date(2026, 3, 10)
TODAY = date(2028, 3, 20)
RULE = {
    "area": PROCEDURE,
    "of": "an application that was withdrawn",
    "years": "2",
    "counted_from": "the day the case ended",
    "origin": "own choice",
    "source": "Nothing was decided on it",
    **date_in("from_on", TODAY),
}
LEE = SAM._replace(
    account_id=UUID(int=72),
    sign_in_name="lee@ely.example",
    name="Lee Wicken",
    role=Role.LEAD,
)


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        given = at_desk.installation
        told = {"password": PASSWORD, "at": at_desk.clock(), "demonstration": False}
        open_account(given.office, LEE, **told)
        at_desk.tale.apply().post(date(2026, 3, 3))
        at_desk.reviews.withdraw(
            at_desk.tale.case_id,
            reason="Moved away",
            withdrawn_on=ENDED,
            signed=at_desk.tale.signed(ENDED),
        )
        at_desk.on(TODAY)
        sign_in(at_desk.browser, name=LEE.sign_in_name)
        yield at_desk


def shown(at_desk, **asked):
    return words(at_desk.browser.get("/retention", params=asked))


def lay_down(at_desk, **changes):
    page = at_desk.browser.get("/retention/rule")
    fields = filled_in(page) | RULE | changes
    return at_desk.browser.post("/retention/rule", data=fields, follow_redirects=True)


def test_without_a_rule_nothing_is_due_and_the_page_says_so(at_desk):
    told = shown(at_desk)
    assert told.count("No rule is laid down, so nothing of this class falls due.") == 5
    assert "An application that was withdrawn" in told
    assert "1 case of this class is kept." in told


def test_a_rule_says_what_is_due_since_when_and_whose_choice_it_is(at_desk):
    told = words(lay_down(at_desk))
    assert "It is laid down." in told
    assert (
        "Kept for 2 years from the day the case ended. The area\u2019s own choice:"
        " Nothing was decided on it. It has applied since Monday 20 March 2028." in told
    )
    assert "1 case of this class is kept; 1 is due for disposal." in told
    reference = at_desk.case.trigger.reference
    assert (
        f"{reference} : ended on Tuesday 10 March 2026, due since Friday 10 March 2028"
        in told
    )


def test_a_case_is_due_on_the_day_and_not_the_day_before(at_desk):
    lay_down(at_desk, years="3")
    for day, due in ((date(2029, 3, 9), "none are"), (date(2029, 3, 10), "1 is")):
        at_desk.on(day)
        assert f"; {due} due for disposal." in shown(at_desk)


def test_of_what_was_never_told_the_years_are_not_counted_from_being_told(at_desk):
    lay_down(at_desk, counted_from="the day the applicant was told the decision")
    told = shown(at_desk)
    assert "1 case of this class is kept; none are due for disposal." in told
    assert "Of 1 case it is not on record that the applicant was told" in told


def test_as_of_a_day_it_says_what_was_due_then(at_desk):
    lay_down(at_desk)
    then = shown(at_desk, as_of="2028-03-19")
    assert "due for disposal." not in then
    assert "Lay down a rule" not in then
    page = at_desk.browser.get("/retention/rule", params={"as_of": "2028-03-19"})
    assert page.status_code == 403


def test_a_class_can_have_no_rule_any_more(at_desk):
    lay_down(at_desk)
    page = at_desk.browser.get("/retention/no-rule", params={"of": RULE["of"]})
    fields = filled_in(page) | {"area": PROCEDURE, "reason": "An inquiry was set up"}
    done = at_desk.browser.post("/retention/no-rule", data=fields)
    assert "there is no rule from that day on" in words(done)
    assert "due for disposal." not in shown(at_desk)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"years": "none"}, "Enter a number of years from 1 to 100"),
        ({"years": "0"}, "Enter a number of years from 1 to 100"),
        ({"source": " "}, "Enter where this is laid down, or for an own choice why"),
        ({"area": "elsewhere"}, "Select the area"),
        (date_in("from_on", ENDED), "It can apply from today, Monday 20 March 2028"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(at_desk, changes, says):
    end = at_desk.reviews.end_of_log()
    page = lay_down(at_desk, **changes)
    assert page.status_code in {409, 422}
    assert says in words(page)
    typed = filled_in(page)
    assert typed["counted_from"] == [RULE["counted_from"]]
    assert at_desk.reviews.end_of_log() == end


def test_nothing_goes_by_itself(at_desk):
    """However long it has been due, no event of the case is recorded."""
    lay_down(at_desk)
    at_desk.on(date(2040, 1, 2))
    sign_in(at_desk.browser, name=LEE.sign_in_name)
    shown(at_desk)
    lines = at_desk.reviews.recorder.select_notifications(1, 10_000)
    events = map(at_desk.reviews.mapper.to_domain_event, lines)
    of_case = [e.timestamp.year for e in events if isinstance(e, CaseEvent)]
    assert max(of_case) == 2026
    assert "MARKERNAME" in words(at_desk.get())
