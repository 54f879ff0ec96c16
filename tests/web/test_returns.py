"""The return of s.104(9): looked at, published, and compared with what came later."""

import csv
import re
from datetime import date
from io import StringIO
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.web import listed
from desk import Day, date_in, desk, filled_in, words
from journey import AREAS, COUNCIL, PROCEDURE
from visiting import PASSWORD, parsed, sign_in

SPRING_2026 = date(2026, 3, 2)
AFTER = date(2026, 4, 20)
YEAR = {
    "area": PROCEDURE,
    **date_in("from_on", date(2025, 4, 1)),
    **date_in("to_on", date(2026, 3, 31)),
}
WHERE = "https://council.example/asb-case-reviews"


def another(at_desk, *, number):
    tale = Day(at_desk.reviews, at_desk.clock)
    tale.seed = UUID(int=1000 + number)
    return tale


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Of the year to March: one not met, one open; a review of the next."""
    with desk(tmp_path_factory.mktemp("returns")) as at_desk:
        at_desk.tale.apply(SPRING_2026).post(date(2026, 3, 3))
        few = another(at_desk, number=2)
        few.apply(date(2026, 3, 4), complaints=()).post(date(2026, 3, 5))
        few.decide(date(2026, 3, 10), met=False)
        at_desk.few = few
        yield at_desk


@pytest.fixture
def at_desk(made):
    return made.on(AFTER)


def shown(at_desk, **otherwise):
    return at_desk.browser.get("/figures/return", params=YEAR | otherwise)


def publish(at_desk, **typed):
    page = at_desk.browser.get("/figures/return/publish", params=YEAR)
    fields = filled_in(page) | {"published_at": WHERE} | typed
    return at_desk.browser.post("/figures/return/publish", data=fields)


def test_at_first_it_is_that_of_the_last_reporting_period_that_is_over(at_desk):
    told = words(at_desk.browser.get("/figures/return"))
    assert "Tuesday 1 April 2025 to Tuesday 31 March 2026" in told
    assert "It is not on record that these figures were published." in told


def test_each_figure_goes_down_to_the_events_that_it_rests_on(at_desk):
    told = words(shown(at_desk))
    assert re.search(r"decided not to be met 1 s\.104\(9\)\(b\)", told)
    assert re.search(r": Tuesday 10 March 2026, recorded 10 March 2026 at", told)
    assert (
        "0 open at the start + 2 received = 2 = 0 reached an end + 2 open at the end"
        in told
    )


def listed_under(page, figure_id):
    """Return the cases listed under a figure, and where all of them are, if said."""
    (figure,) = parsed(page.text).xpath(f"//div[@id='{figure_id}']")
    cases = figure.xpath(".//li/a/text()")
    return cases, figure.xpath(".//a[starts-with(., 'List all')]/@href")


def test_of_many_cases_the_first_are_listed_and_all_where_that_is_asked(
    at_desk, monkeypatch
):
    assert len(listed_under(shown(at_desk), "applications")[0]) == 2
    monkeypatch.setattr(listed, "AT_FIRST", 1)
    page = shown(at_desk)
    told = words(page)
    assert "The first 1 of 2." in told
    assert "Applications for a review: 2" in told  # what is published is all of them
    (first,), (there,) = listed_under(page, "applications")
    assert first == at_desk.case.trigger.reference
    whole = at_desk.browser.get(there)
    cases, no_more = listed_under(whole, "applications")
    assert cases[0] == first
    assert len(cases) == 2
    assert no_more == []
    assert "recorded 10 March 2026 at" in words(whole)
    assert len(listed_under(whole, "undecided")[0]) <= 1


def test_the_words_for_the_website_tell_the_totals_and_nothing_small(at_desk):
    told = words(shown(at_desk))
    assert "Applications for a review: 2" in told
    assert "Times we decided that the threshold for a review was not met: 1" in told
    assert "Applications by" not in told  # there are but two
    table = at_desk.browser.get("/figures/return/csv", params=YEAR)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(table.text)))
    assert {row["part"] for row in rows} == {""}
    numbers = {row["figure"]: row["number"] for row in rows}
    assert (numbers["applications"], numbers["not_met"]) == ("2", "1")


def test_a_period_that_is_none_of_the_procedures_is_shown_and_not_published(at_desk):
    half = date_in("to_on", date(2025, 9, 30))
    assert "Record that they were published" not in words(shown(at_desk, **half))
    asked = YEAR | half
    page = at_desk.browser.get("/figures/return/publish", params=asked)
    fields = filled_in(page) | {"published_at": WHERE}
    refused = at_desk.browser.post("/figures/return/publish", data=fields)
    assert refused.status_code == 409
    assert "not a reporting period of the procedures" in words(refused)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"published_at": ""}, "Enter where they were published"),
        (date_in("published_on", date(2026, 4, 21)), "cannot be in the future"),
        (date_in("published_on", date(2026, 4, 1)), "cannot be before"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_recorded(at_desk, typed, told):
    end = at_desk.reviews.end_of_log()
    page = publish(at_desk, **typed)
    assert page.status_code in {409, 422}
    assert told in words(page)
    assert WHERE in page.text or "published_at" in typed
    assert at_desk.reviews.end_of_log() == end


def test_what_was_published_stays_and_what_changed_since_is_told(at_desk):
    told = words(publish(at_desk))
    assert "It is recorded that the figures were published." in told
    assert f"Published on Monday 20 April 2026. Where: {WHERE}." in told
    assert "Counted again as of that moment, they are the same." in told
    assert "Nothing that changes a figure." in told

    late = another(at_desk, number=7).apply(date(2026, 3, 30))
    few = at_desk.few
    decision = at_desk.reviews.case(few.case_id).trigger.threshold.decision_id
    at_desk.reviews.correct_threshold(
        few.case_id,
        decision,
        reason="It was another case's",
        signed=few.signed(date(2026, 4, 20)),
    )
    at_desk.installation.projector.catch_up()
    told = words(shown(at_desk))
    assert "Counted again as of that moment, they are the same." in told
    assert "Applications for a review: 2" in told
    reference = at_desk.reviews.case(late.case_id).trigger.reference
    assert f"Applications for a review: {reference} is counted now, and was no" in told
    gone = at_desk.reviews.case(few.case_id).trigger.reference
    assert f"not to be met: {gone} was counted then, and is not now." in told
    assert "Threshold decision recorded in error: Monday 20 April 2026, rec" in told

    at_desk.on(date(2026, 4, 22))
    empty = publish(at_desk)
    assert "Enter why they were published again" in words(empty)
    told = words(publish(at_desk, reason="One was recorded late"))
    assert "Applications for a review: 3" in told
    assert "Nothing that changes a figure." in told
    assert "2 applications, 1 not met" in told
    assert "Published again: One was recorded late" in told

    returns = at_desk.reviews.published_returns(PROCEDURE)
    (latest,) = returns.standing
    address = f"/figures/return/{latest.return_id}/in-error"
    fields = filled_in(at_desk.browser.get(address))
    assert "Enter what was wrong" in words(at_desk.browser.post(address, data=fields))
    told = words(at_desk.browser.post(address, data=fields | {"reason": "A draft"}))
    assert "It is recorded that they were not published." in told
    assert "Applications for a review: 2" in told
    assert "Recorded in error: A draft" in told


def as_manager(at_desk):
    """Let somebody sign in who reads the figures, and no case."""
    mo = Account(UUID(int=72), "mo@ely.example", "Mo", Role.MANAGER, COUNCIL, AREAS)
    office = at_desk.installation.office
    open_account(office, mo, password=PASSWORD, at=at_desk.clock())
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name="mo@ely.example")


def test_a_manager_reads_of_how_many_cases_what_does_not_fit_and_changed(tmp_path):
    """One was applied for in March and decided in April; a late one comes after."""
    with desk(tmp_path) as at_desk:
        few = at_desk.tale.apply(SPRING_2026, complaints=()).post(date(2026, 3, 3))
        few.decide(date(2026, 4, 7), met=False)
        wrong = another(at_desk, number=8).apply(date(2026, 3, 4), complaints=())
        wrong.post(date(2026, 3, 5)).decide(date(2026, 3, 10), met=False)
        at_desk.on(AFTER)
        publish(at_desk)
        another(at_desk, number=7).apply(date(2026, 3, 30))
        at_desk.reviews.correct_threshold(
            wrong.case_id,
            at_desk.reviews.case(wrong.case_id).trigger.threshold.decision_id,
            reason="It was another case's",
            signed=wrong.signed(AFTER),
        )
        at_desk.installation.projector.catch_up()
        april = date_in("from_on", date(2026, 4, 1)) | date_in("to_on", AFTER)
        misfit = "What does not fit together"
        told = part(words(shown(at_desk, **april)), misfit)
        assert "decided in this period, and applied for on Monday 2 March" in told
        as_manager(at_desk)
        told = part(words(shown(at_desk, **april)), misfit)
        assert told.endswith("1 case that your account is not shown")
        told = words(shown(at_desk))
        assert part(told, misfit).endswith("No case.")
        since = part(told, "What was recorded since", "How they add up")
        # The late one is an application, undecided, received, and open at the end; the
        # other one's decision was another case's, so that it is undecided, too.
        hidden = "that your account is not shown"
        assert f"Applications for a review: 1 case {hidden}, counted now, and" in since
        assert f"not to be met: 1 case {hidden}, counted then, and not now." in since
        assert f": 2 cases {hidden}, counted now, and not then." in since
        assert since.count("counted now, and not then.") == 4
        assert since.count("counted then, and not now.") == 1
        assert "2026" not in since
        assert "recorded in error" not in since
        assert "more case" not in told
        assert told.count(hidden) == 5
        assert "EC-26-" not in told


def part(told, begins, ends="What they do not say"):
    return told.partition(begins)[2].partition(ends)[0].strip()


def test_who_only_looks_publishes_nothing(at_desk):
    at_desk.as_auditor()
    assert "Record that they were published" not in words(shown(at_desk))
    page = at_desk.browser.get("/figures/return/publish", params=YEAR)
    assert page.status_code == 403
