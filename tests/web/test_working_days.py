"""The page "Working days": what is known, who recorded it, and recording more."""

from datetime import date

import pytest

from desk import date_in, desk, filled_in, words
from projections.deadlines import deadlines_of

TODAY = date(2026, 3, 4)  # a Wednesday; the application is of Monday 2 March
HERE = "/working-days"
THURSDAY, FRIDAY, MONDAY = date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 16)


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3))
        yield at_desk.on(TODAY)


def send(sam, page, fields):
    return sam.browser.post(f"{HERE}{page}", data=fields, follow_redirects=True)


def fill_in(sam, page, **typed):
    shown = sam.browser.get(f"{HERE}{page}")
    return send(sam, page, filled_in(shown) | typed)


def close(sam, first, last=None, reason="The offices are shut", **more):
    days = date_in("first_on", first) | (date_in("last_on", last) if last else {})
    return fill_in(sam, "/close", **days, reason=reason, **more)


def confirm(sam, page, checked, agreed):
    return send(sam, page, filled_in(checked) | {"confirmed": agreed})


def due(sam):
    with sam.installation.views.connect() as db:
        rows = deadlines_of(db, sam.tale.case_id)
    return {row.timer_id: row.due_on for row in rows}


def end(sam):
    return sam.reviews.end_of_log()


def test_the_page_says_what_is_known_until_when_and_offers_to_record_more(sam):
    page = words(sam.browser.get(HERE))
    assert "known until Sunday 31 December 2028" in page
    assert "Friday 3 April 2026: Good Friday" in page
    assert "None is recorded since" in page
    assert 'href="/working-days/close"' in sam.browser.get(HERE).text
    assert 'href="/working-days"' in sam.browser.get("/").text  # in the footer


def test_a_closure_says_what_moves_and_records_nothing_until_it_is_confirmed(sam):
    """Twenty working days after 2 March: the 30th; with two fewer, 1 April."""
    before = end(sam)
    checked = close(sam, THURSDAY, FRIDAY)
    said = words(checked)
    assert checked.status_code == 200
    assert end(sam) == before
    reference = sam.case.trigger.reference
    assert "2 days: Thursday 12 March 2026, Friday 13 March 2026." in said
    assert f"{reference} : decide" in said
    assert "from Monday 30 March 2026 to Wednesday 1 April 2026" in said
    assert "acknowledge the" not in said.partition("what moves")[2].lower()  # met
    assert filled_in(checked)["reason"] == ["The offices are shut"]

    done = confirm(sam, "/close", checked, "2026-03-12/2026-03-13")
    assert end(sam) == before + 3  # two days, and whom to tell
    assert due(sam)["decide-threshold"] == date(2026, 4, 1)
    said = words(done)
    assert "The closure is recorded." in said
    assert (
        "Thursday 12 March 2026 : The offices are shut. Recorded by Sam Reed, "
        "4 March 2026 at 9:30am." in said
    )


def test_what_was_confirmed_for_other_days_is_shown_anew(sam):
    before = end(sam)
    checked = close(sam, THURSDAY)
    other = filled_in(checked) | date_in("first_on", FRIDAY)
    shown = send(sam, "/close", other | {"confirmed": "2026-03-12/2026-03-12"})
    assert end(sam) == before
    assert "1 day: Friday 13 March 2026." in words(shown)


def test_a_confirmed_closure_that_is_sent_again_has_one_effect(sam):
    checked = close(sam, THURSDAY)
    fields = filled_in(checked) | {"confirmed": "2026-03-12/2026-03-12"}
    send(sam, "/close", fields)
    once = end(sam)
    again = send(sam, "/close", fields)
    assert end(sam) == once
    assert "The closure is recorded." in words(again)


def test_the_weekend_in_a_closure_is_left_out(sam):
    said = words(close(sam, FRIDAY, MONDAY))
    assert "2 days: Friday 13 March 2026, Monday 16 March 2026." in said


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (date(2026, 3, 14), None, "Nobody works then already: Saturday 14 March 2026"),
        (date(2026, 4, 3), date(2026, 4, 6), "(Good Friday)"),
        (FRIDAY, THURSDAY, "The last day must not be before the first"),
        (date(2028, 3, 6), None, "more than two years from now: check the year"),
        (date(2029, 3, 5), None, "are known from"),
        (date(2026, 6, 1), date(2026, 9, 1), "That is 93 days: check the dates"),
        # acknowledged on 3 March, by a count from 2 March
        (date(2026, 3, 3), None, "is past, and a step that was taken"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    sam, first, last, says
):
    before = end(sam)
    page = close(sam, first, last, reason="Snow")
    assert page.status_code == 409
    assert says in words(page)
    assert filled_in(page)["reason"] == ["Snow"]
    assert filled_in(page)["first_on-day"] == [str(first.day)]
    assert end(sam) == before


def test_a_bank_holiday_proclaimed_late_says_where_it_was_announced(sam):
    typed = date_in("on", THURSDAY)
    typed |= {"name": "A day of mourning", "source": "The London Gazette"}
    checked = fill_in(sam, "/proclaim", **typed)
    assert "from Monday 30 March 2026 to Tuesday 31 March 2026" in words(checked)
    done = words(confirm(sam, "/proclaim", checked, "2026-03-12"))
    assert "Thursday 12 March 2026: A day of mourning. Proclaimed late" in done
    assert "Announced in: The London Gazette. Recorded by Sam Reed" in done
    assert due(sam)["decide-threshold"] == date(2026, 3, 31)


def test_a_closure_recorded_in_error_moves_back_and_stays_on_the_list(sam):
    checked = close(sam, THURSDAY)
    confirm(sam, "/close", checked, "2026-03-12/2026-03-12")
    checked = fill_in(sam, "/in-error?on=2026-03-12", reason="The week after")
    assert "from Tuesday 31 March 2026 to Monday 30 March 2026" in words(checked)
    done = words(confirm(sam, "/in-error", checked, "2026-03-12"))
    assert "Recorded in error by Sam Reed, 4 March 2026 at 9:30am: The week" in done
    assert due(sam)["decide-threshold"] == date(2026, 3, 30)


@pytest.mark.parametrize("on", ["2026-03-12", "2026-04-03", "neither"])
def test_what_is_no_closure_is_not_taken_back(sam, on):
    confirm(sam, "/close", close(sam, FRIDAY), "2026-03-13/2026-03-13")
    before = end(sam)
    page = fill_in(sam, "/in-error", on=on, reason="A mistake", confirmed=on)
    assert "There is a problem" in words(page)
    assert end(sam) == before


def test_the_days_as_they_were_known(sam):
    before = sam.clock().isoformat().replace("+", "%2B")
    sam.on(date(2026, 3, 5))
    confirm(sam, "/close", close(sam, THURSDAY), "2026-03-12/2026-03-12")
    assert "The offices are shut" in words(sam.browser.get(HERE))
    then = sam.browser.get(f"{HERE}?as_of={before}")
    assert "The offices are shut" not in words(then)
    assert "/working-days/close" not in then.text


def test_an_auditor_reads_and_records_nothing(sam):
    ann = sam.as_auditor()
    page = ann.browser.get(HERE)
    assert "Good Friday" in words(page)
    assert "/working-days/close" not in page.text
    for form in ("/close", "/proclaim", "/in-error"):
        assert ann.browser.get(f"{HERE}{form}").status_code == 403


def test_it_says_which_letters_named_a_day_that_would_move(sam):
    """The acknowledgement of 2 March named 30 March; a letter not gone named nothing.

    With Thursday and Friday closed the twentieth working day is Wednesday 1 April.
    """
    page = words(close(sam, THURSDAY, FRIDAY))
    letter = "the letter of Monday 2 March 2026 (acknowledgement) named"
    assert f"{letter} Monday 30 March 2026" in page
    assert "it would be Wednesday 1 April 2026" in page


def test_a_day_that_no_letter_named_moves_without_a_word_of_letters(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()  # the acknowledgement is drafted, and has not gone
        page = words(close(at_desk.on(TODAY), THURSDAY))
        assert "open deadlines would move" in page
        assert "named a day" not in page
