"""What differed in a case between two instants, in plain words: only what does."""

import re
from datetime import date
from html import unescape

import pytest

from desk import date_in, desk, words
from journey import complaint

LATER = date(2026, 3, 12)


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("between")) as at_desk:
        tale = at_desk.tale
        tale.apply().post(date(2026, 3, 3))
        at_desk.reviews.log_complaint(
            tale.case_id,
            complaint(date(2026, 2, 11), date(2026, 2, 12), account="A slip"),
            signed=tale.signed(date(2026, 3, 5)),
        )
        at_desk.reviews.correct_evidence(
            tale.case_id,
            at_desk.case.evidence.complaints[-1].complaint_id,
            reason="That was another case",
            signed=tale.signed(date(2026, 3, 6)),
        )
        tale.decide(date(2026, 3, 9))
        yield at_desk.on(LATER)


def between(at_desk, **asked):
    return at_desk.get("/history/between", **asked)


def row(page, what):
    """The cells of the row of a table: what was said then, and what later."""
    found = re.search(
        rf"<th[^>]*>{re.escape(what)}(?:<br>.*?)?</th>\s*"
        r"<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>",
        page.text,
        re.DOTALL,
    )
    return tuple(unescape(cell) for cell in found.groups()) if found else None


def test_what_was_decided_in_between_stands_on_both_sides(at_desk):
    page = between(at_desk, **{"from": "2026-03-08", "to": "2026-03-09"})
    assert page.status_code == 200
    then, later = row(page, "Threshold")
    assert then == "Not yet"
    assert later.startswith("Met, decided on Monday 9 March 2026 by ")
    told = words(page)
    recorded = told[told.index("Recorded in between") :]
    assert "Threshold decided" in recorded
    assert "Three complaints qualify" in recorded
    assert "Application received" not in recorded


def test_what_is_the_same_is_not_told(at_desk):
    page = between(at_desk, **{"from": "2026-03-08", "to": "2026-03-09"})
    for what in ("Caseworker", "Place", "Panel", "Acknowledged", "Who sees it"):
        assert row(page, what) is None, what


def test_a_step_that_was_due_is_told_with_its_rule(at_desk):
    """Twenty working days after Monday 2 March are over on Monday 30 March."""
    page = between(at_desk, **{"from": "2026-03-08", "to": "2026-03-09"})
    due = page.text.partition('id="due-caption"')[2].partition("</table>")[0]
    assert "Monday 30 March 2026: due" in due
    assert "Monday 30 March 2026: met on Monday 9 March 2026" in due
    assert "20 working days from the application" in due


def test_a_letter_is_told_from_nothing_to_where_it_stands(at_desk):
    page = between(at_desk, **{"from": "2026-03-08", "to": "2026-03-12"})
    then, later = row(page, "Threshold met, to Marigold MARKERNAME")
    assert (then, later) == ("There was none", "Drafted")
    assert row(page, "Acknowledgement, to Marigold MARKERNAME") is None
    page = between(at_desk, **{"from": "2026-03-02", "to": "2026-03-04"})
    _, later = row(page, "Acknowledgement, to Marigold MARKERNAME")
    assert later == "Posted on Tuesday 3 March 2026"


def test_what_was_taken_back_in_between_is_told_as_that(at_desk):
    told = words(between(at_desk, **{"from": "2026-03-05", "to": "2026-03-06"}))
    taken_back = told.partition("Taken back")[2].partition("Recorded in between")[0]
    assert "A slip" in taken_back
    # On the fifth it was recorded: nothing had been taken back by then.
    told = words(between(at_desk, **{"from": "2026-03-04", "to": "2026-03-05"}))
    assert "Taken back" not in told
    # What was recorded in between and taken back in between is told once, marked.
    told = words(between(at_desk, **{"from": "2026-03-04", "to": "2026-03-06"}))
    assert "Taken back" not in told
    assert "Recorded in error" in told.partition("Recorded in between")[2]


def test_from_before_the_case_all_of_it_is_new(at_desk):
    page = between(at_desk, **{"from": "2026-03-01", "to": "2026-03-02"})
    told = words(page)
    assert "when the case had not been opened" in told
    assert "Application received" in told
    assert row(page, "Stage") == ("The case had not been opened", "Received")


def test_two_instants_with_nothing_between_say_so(at_desk):
    told = words(between(at_desk, **{"from": "2026-03-10", "to": "2026-03-11"}))
    assert "Nothing differs" in told


def test_that_a_day_passed_is_told_though_nothing_was_recorded(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        at_desk.on(date(2026, 3, 12))
        page = between(at_desk, **{"from": "2026-03-07", "to": "2026-03-10"})
        due = page.text.partition('id="due-caption"')[2].partition("</table>")[0]
        assert "Monday 9 March 2026: overdue" in due
        assert "Recorded in between" not in words(page)


def test_two_days_are_asked_for_in_fields_and_named_in_the_address(at_desk):
    answer = at_desk.browser.get(
        f"{at_desk.address}/history/between",
        params={
            **date_in("from_on", date(2026, 3, 4)),
            **date_in("to_on", date(2026, 3, 9)),
            "to_at": "9.30am",
        },
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == (
        f"{at_desk.address}/history/between?from=2026-03-04"
        "&to=2026-03-09T09%3A30%3A59.999999%2B00%3A00"
    )
    assert "Threshold decided" in words(at_desk.browser.get(answer.headers["location"]))


def test_no_second_day_means_now(at_desk):
    page = between(at_desk, **date_in("from_on", date(2026, 3, 8)))
    assert page.status_code == 200
    assert row(page, "Threshold")[0] == "Not yet"
    assert "Thursday 12 March 2026" in words(page)


@pytest.mark.parametrize(
    ("typed", "told", "goes_to"),
    [
        (
            date_in("to_on", date(2026, 3, 9)),
            "Enter the first day to compare",
            "from_on-day",
        ),
        (
            date_in("from_on", date(2026, 3, 13)),
            "The day and time must be in the past",
            "from_on-day",
        ),
        (
            date_in("from_on", date(2026, 3, 9)) | {"to_at": "2pm"},
            "Enter the second day, or leave out its time",
            "to_on-day",
        ),
        (
            date_in("from_on", date(2026, 3, 9)) | date_in("to_on", date(2026, 3, 9)),
            "The second day must be after the first",
            "to_on-day",
        ),
        (
            date_in("from_on", date(2026, 2, 1)) | date_in("to_on", date(2026, 2, 2)),
            "The case had not been opened by the second day",
            "to_on-day",
        ),
        (
            date_in("from_on", LATER),  # until the end of today, which is now
            "The second day must be after the first",
            "from_on-day",
        ),
    ],
)
def test_what_cannot_be_compared_is_told_at_its_field(at_desk, typed, told, goes_to):
    page = between(at_desk, **typed)
    assert page.status_code in {409, 422}
    assert told in words(page)
    assert f'href="#{goes_to}"' in page.text
    for name, value in typed.items():
        assert re.search(rf'name="{name}"[^>]*value="{value}"', page.text), name


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ({"from": "x"}, 400, "The address asks for a day that cannot be read"),
        ({"from": "2026-03-13"}, 400, "a day that is yet to come"),
        ({"from": "2026-03-09", "to": "2026-03-08"}, 400, "not in order"),
        ({"from": "2026-02-01", "to": "2026-02-02"}, 404, "Nothing was recorded"),
    ],
)
def test_an_address_that_cannot_be_compared_is_told(at_desk, asked, status, told):
    page = between(at_desk, **asked)
    assert page.status_code == status
    assert told in words(page)


def test_as_of_a_day_nothing_later_is_compared(at_desk):
    page = between(at_desk, **{"from": "2026-03-04", "as_of": "2026-03-06"})
    own = words(page).partition("What differs between two days")[2]
    assert "Threshold decided" not in own
    assert "A slip" in own
    page = between(
        at_desk, **{"from": "2026-03-04", "to": "2026-03-09", "as_of": "2026-03-06"}
    )
    assert page.status_code == 400


def test_the_history_leads_there(at_desk):
    assert f'href="{at_desk.address}/history/between"' in at_desk.get("/history").text
