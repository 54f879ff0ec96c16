"""Tables of the figures that are saved: whole, and enough to draw a chart anew."""

import csv
from datetime import date, timedelta
from io import StringIO
from uuid import UUID

import pytest

from asbreview.web.charts import chart_rows
from asbreview.web.comma_separated import as_csv
from desk import Day, desk, words
from projections.process_charts import Observed, Rebased, process_chart
from visiting import parsed

SUMMER = date(2026, 6, 15)
SPRING = {
    "area": "east-cambridgeshire",
    "from_on-day": "1",
    "from_on-month": "3",
    "from_on-year": "2026",
    "to_on-day": "30",
    "to_on-month": "6",
    "to_on-year": "2026",
}


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """One told in April, one withdrawn in May, one not decided since June."""
    with desk(tmp_path_factory.mktemp("saved")) as at_desk:
        at_desk.tale.go()
        for number, on in ((2, date(2026, 5, 4)), (3, date(2026, 6, 1))):
            tale = Day(at_desk.reviews, at_desk.clock)
            tale.seed = UUID(int=1000 + number)
            tale.apply(on)
            if number == 2:
                at_desk.reviews.withdraw(
                    tale.case_id,
                    withdrawn_on=date(2026, 5, 20),
                    reason="Moved",
                    signed=tale.signed(date(2026, 5, 20)),
                )
        yield at_desk.on(SUMMER).browser


def saved(browser, page):
    answer = browser.get(f"/figures/{page}/csv", params=SPRING)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.text)))


def test_what_came_and_went_adds_up_month_by_month(browser):
    rows = [tuple(row.values()) for row in saved(browser, "open/months")]
    assert rows == [
        ("2026-03", "1", "0", "0", "1"),
        ("2026-04", "0", "1", "1", "0"),
        ("2026-05", "1", "1", "0", "0"),
        ("2026-06", "1", "0", "0", "1"),
    ]
    page = browser.get("/figures/open", params=SPRING)
    told = words(page)
    assert "No cases were open at the start, 3 came and 2 left: 1 was open at" in told
    (may,) = parsed(page.text).xpath("//tr[th='May 2026']")
    assert [cell.text_content()[:1] for cell in may.xpath("td")] == list("1100")


def test_what_is_open_and_late_is_saved_whole(browser):
    (row,) = saved(browser, "open/cases")
    assert (row["received_on"], row["days_old"]) == ("2026-06-01", "14")
    assert (row["took_longer"], row["of_those_told"]) == ("1", "1")
    late = saved(browser, "open/late")
    page = words(browser.get("/figures/open", params=SPRING))
    assert f"Past their day on Monday 15 June 2026 (n = {len(late)})" in page
    assert all(int(each["days_late"]) > 0 for each in late)


def test_a_chart_can_be_drawn_anew_from_what_is_saved(browser):
    (row,) = saved(browser, "time/chart")
    assert (row["value"], row["mean"], row["on_trial"]) == ("36", "", "yes")
    assert len(saved(browser, "open/chart")) == 2

    on = date(2026, 1, 1)
    values = [3, 5] * 7 + [40, 44, 41]
    points = [Observed(on + timedelta(n), v, f"EC-{n}") for n, v in enumerate(values)]
    event = Rebased(on + timedelta(14), "Version 2 of the procedures in force")
    text = as_csv(chart_rows(process_chart(points, [event])))
    rows = list(csv.DictReader(StringIO(text)))
    assert [float(row["value"]) for row in rows] == values
    assert [row["phase"] for row in rows] == ["1"] * 14 + ["2"] * 3
    # Of 3 and 5 in turn the mean is 4, and each moving range 2.
    first, last = rows[0], rows[-1]
    limits = [float(first[n]) for n in ("mean", "lower_limit", "upper_limit")]
    assert limits == pytest.approx([4, 4 - 2.66 * 2, 4 + 2.66 * 2])
    assert float(last["mean"]) == pytest.approx(125 / 3)
    assert (first["on_trial"], last["on_trial"]) == ("no", "yes")
    assert (first["stands_out"], last["stands_out"]) == ("nothing", "too early to say")
    assert (first["phase_from"], last["phase_from"]) == ("", "2026-01-15")


def test_each_part_of_a_breakdown_opens_to_its_cases(browser):
    told = words(browser.get("/figures/time", params=SPRING))
    opened = told.partition("By category")[2].partition("By place")[0]
    assert "neighbour dispute: 1 case EC-26-" in opened
    assert ", 36 days" in opened
    assert "version 1: 1 case" in told
    numbers = told.partition("What stands out")[2].partition("Save as CSV")[0]
    assert numbers.strip().endswith("36 too early to say")
