"""The work queue: whose cases, what next, by when."""

from datetime import date

import pytest

from asbreview.domain.contact.help import Need
from desk import date_in, desk, words
from journey import APPLIED_ON, CASEWORKER
from visiting import sign_in


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        yield sam


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """A desk with one case, at which nothing is recorded."""
    with desk(tmp_path_factory.mktemp("reading")) as sam:
        sam.tale.apply()
        yield sam.on(APPLIED_ON)


def queue(desk, **asked):
    return desk.browser.get("/", params=asked).text


def said(desk, page="/"):
    return words(desk.browser.get(page))


def test_a_caseworker_sees_first_the_cases_that_are_theirs(reading):
    page = queue(reading)
    assert "My cases (1)" in page
    assert "1 case" in page
    assert "Marigold MARKERNAME" in page
    assert "Send the acknowledgement" in page


def test_each_row_says_how_far_off_its_day_is_and_which_day_it_is(reading):
    page = queue(reading)
    assert "Due in 5 working days" in page  # to acknowledge: Monday to Monday
    assert "Monday 9 March 2026" in page
    assert f"{reading.address}/deadlines#acknowledge" in page


def test_what_is_late_says_by_how_many_working_days_over_easter(sam):
    sam.tale.apply()
    page = queue(sam.on(date(2026, 4, 7)))  # Tuesday after Easter
    # 9 March to 7 April: 29 days, less 8 days of weekends, Good Friday, Easter Monday
    assert "Overdue by 19 working days" in page


def test_a_case_of_nobody_is_among_the_unassigned_and_not_among_mine(sam):
    sam.tale.apply(caseworker_id=None)
    sam.on(APPLIED_ON)
    assert "No case is yours" in queue(sam)
    assert sam.case.trigger.reference in queue(sam, whose="unassigned")
    assert sam.case.trigger.reference in queue(sam, whose="all")


def test_a_filter_is_said_in_the_result_and_can_be_taken_away(reading):
    page = queue(reading, place="Ely")
    assert "1 result for \N{LEFT SINGLE QUOTATION MARK}Ely" in page
    assert 'href="/?whose=mine"' in page
    page = queue(reading, place="Soham")
    assert "No case fits these filters" in page


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"overdue": "yes"}, False),
        ({"stage": "received"}, True),
        ({"stage": "panel convened"}, False),
        ({"waits_for": "us"}, True),
        ({"waits_for": "the applicant"}, False),
        ({"waits_for": "9a3f0f52-0c1e-5d7b-b1a6-58d0c4a7e302"}, False),
        ({"stage": "no such stage", "whose": "no such list", "page": "x"}, True),
        ({"page": "99"}, True),
    ],
)
def test_a_filter_lets_through_what_fits_it(reading, asked, shown):
    assert (reading.case.trigger.reference in queue(reading, **asked)) is shown


def test_a_long_list_has_pages_that_keep_the_filters(sam):
    for number in range(30):
        sam.tale.seed = sam.tale.seed.__class__(int=5000 + number)
        sam.tale.apply()
    page = queue(sam.on(APPLIED_ON), place="Ely")
    assert "30 results" in page
    assert "/?whose=mine&amp;place=Ely&amp;page=2" in page
    assert page.count("asbreview-cases__reference") == 25
    page = queue(sam, place="Ely", page="2")
    assert page.count("asbreview-cases__reference") == 5


def test_an_ended_case_is_listed_only_when_it_is_asked_for(sam):
    sam.tale.go()
    sam.on(date(2026, 5, 20))
    assert sam.case.trigger.reference not in queue(sam, whose="all")
    page = queue(sam, whose="all", ended="yes")
    assert sam.case.trigger.reference in page
    assert "with cases that have ended" in page


def test_the_queue_can_be_seen_as_it_was(sam):
    sam.tale.apply().post(date(2026, 3, 3)).decide()
    sam.on(date(2026, 3, 10))
    now = queue(sam)
    then = queue(sam, as_of="2026-03-02")
    assert "Send the letter that the threshold is met" in now
    assert "Send the acknowledgement" in then
    assert f"{sam.address}?as_of=2026-03-02" in then
    assert "as it was on" in then


def test_an_auditor_starts_from_all_the_cases(sam):
    sam.tale.apply()
    sam.on(APPLIED_ON)
    sam.browser.cookies.clear()
    sign_in(sam.browser, name="ann@ely.example")
    page = queue(sam)
    assert sam.case.trigger.reference in page
    assert "Record an application" not in page


def test_the_caseworker_of_a_case_is_named_in_the_list_of_all(sam):
    sam.tale.apply(caseworker_id=CASEWORKER)
    assert "Caseworker: Sam Reed" in queue(sam.on(APPLIED_ON), whose="all")


def promised(sam):
    """A promise of two days, made while a case waits for a body that has ten."""
    sam.tale.apply().post(date(2026, 3, 3)).ask(date(2026, 3, 10))
    sam.on(date(2026, 3, 10)).fill_in(
        "/contacts/new",
        channel="phone",
        direction="to us",
        said="She asked when the panel meets.",
        promised="Ring her with the date",
        **date_in("promised_by", date(2026, 3, 12)),
    )
    return sam


def test_what_is_not_late_comes_besides_with_its_own_day(sam):
    page = said(promised(sam).on(date(2026, 3, 11)))
    assert "Get the answer of East Cambridgeshire District Council" in page
    assert "Also: Do what was promised (due in 1 working day, Thursday 12" in page
    assert "Due in 9 working days Tuesday 24 March 2026" in page


def test_what_is_late_comes_first_with_its_own_day_and_the_step_then(sam):
    page = said(promised(sam).on(date(2026, 3, 13)))
    first = page.index("Do what was promised")
    then = page.index("Then: Get the answer of East Cambridgeshire District Council")
    assert first < then
    assert "(due in 7 working days, Tuesday 24 March 2026)" in page
    assert "Overdue by 1 working day Thursday 12 March 2026" in page


def test_the_page_of_a_case_says_the_same_as_its_row(sam):
    promised(sam).on(date(2026, 3, 13))
    page = words(sam.get())
    assert "What to do first Do what was promised By when Overdue by 1 working" in page
    assert "Why that day Do what was promised, by the day it was promised for" in page
    assert "Then Get the answer of East Cambridgeshire District Council" in page
    council = "East Cambridgeshire District Council"
    assert f"Waiting for For what comes then: {council}" in page
    elsewhere = words(sam.get("/partners"))
    assert "Next due Thursday 12 March 2026 : Do what was promised" in elsewhere
    assert "What to do first" not in elsewhere, "it is said twice"


def test_on_other_pages_what_comes_first_stands_beside_what_is_due_first(sam):
    promised(sam).on(date(2026, 3, 11))
    elsewhere = words(sam.get("/partners"))
    assert "Next due Thursday 12 March 2026 : Do what was promised" in elsewhere
    assert (
        "What to do first Get the answer of East Cambridgeshire District" in elsewhere
    )


def test_whom_the_step_waits_for_is_not_said_of_what_is_late(sam):
    late = said(promised(sam).on(date(2026, 3, 13)))
    whom = "Waits for: For what comes then: East Cambridgeshire District Council"
    assert whom in late
    assert whom not in said(sam.on(date(2026, 3, 11)))


def test_a_call_for_help_comes_before_whatever_is_late(sam):
    tale = promised(sam).tale
    tale.reviews.ask_for_help(
        tale.case_id,
        person_id=sam.case.contact.applicant_id,
        needs=(Need.CALL,),
        said="",
        signed=tale.signed(date(2026, 3, 12)),
    )
    page = said(sam.on(date(2026, 3, 13)))
    first = page.index("Answer their call for help")
    assert first < page.index("Also: Do what was promised (overdue by 1 working day")


def test_a_step_without_a_day_says_so(sam):
    sam.tale.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False)
    sam.tale.post(date(2026, 3, 10))
    page = said(sam.on(date(2026, 3, 11)))
    assert "Close the case" in page
    assert "No day is set for this" in page
    assert "Also: Let the applicant hear how the case is going" in page
