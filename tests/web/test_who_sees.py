"""Whoever is not to see a case, restricted or for a conflict, finds no trace of it."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from desk import Day, date_in, desk, words
from journey import AREAS, COUNCIL, MARIGOLD
from visiting import PASSWORD, fields_of, sign_in

TODAY = date(2026, 3, 12)
WREN = Account(
    UUID(int=51), "wren@ely.example", "Wren Toll", Role.CASEWORKER, COUNCIL, AREAS
)
LEE = Account(UUID(int=52), "lee@ely.example", "Lee Marsh", Role.LEAD, COUNCIL, AREAS)
MAX = Account(
    UUID(int=53), "max@ely.example", "Max Finch", Role.MANAGER, COUNCIL, AREAS
)
SAM, ANN, ODILE = "sam@ely.example", "ann@ely.example", "odile@ely.example"
RARE = "Wicken Lode"  # a place that no other case is about


@pytest.fixture
def at_desk(tmp_path):
    """Sam's case of Marigold, and another that everybody sees."""
    with desk(tmp_path) as at_desk:
        for account in (WREN, LEE, MAX):
            open_account(
                at_desk.installation.office,
                account,
                password=PASSWORD,
                at=at_desk.clock(),
            )
        at_desk.tale.apply().post(date(2026, 3, 3)).decide()
        other = Day(at_desk.reviews, at_desk.clock)
        other.seed = UUID(int=7000)
        other.apply(applicant=replace(MARIGOLD, name="Oleander Quill", address=""))
        yield at_desk.on(TODAY)


def as_(at_desk, name):
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name=name)
    return at_desk


def restrict(at_desk, **typed):
    told = {"restricted": "yes", "reason": "MARKERREASON: she is a councillor"}
    return at_desk.fill_in("/who-sees/restriction", **(told | typed))


def find(at_desk, query):
    fields = fields_of(at_desk.browser.get("/find"), "/find") | {"query": query}
    return at_desk.browser.post("/find", data=fields)


COUNTS = "/figures/counts"
PERIOD = {
    "area": "east-cambridgeshire",
    **date_in("from_on", date(2026, 3, 1)),
    **date_in("to_on", date(2026, 3, 31)),
}


def trace_of(at_desk):
    """Return where the case, or whoever is on it, is found by who is signed in."""
    reference = at_desk.case.trigger.reference
    found = set()
    for address in (
        "/?whose=all",
        "/?whose=all&ended=yes&as_of=2026-03-11",
        "/letters",
    ):
        if reference in at_desk.browser.get(address).text:
            found.add(address)
    for query in ("marigold", "Larkspur", reference[3:]):
        if f"/cases/{reference}" in find(at_desk, query).text:
            found.add(query)
    if f"/cases/{reference}" in at_desk.browser.get(COUNTS, params=PERIOD).text:
        found.add(COUNTS)
    if find(at_desk, reference).url.path != "/find":
        found.add("reference")
    for page in ("", "/history", "/letters", "/who-sees", "/contacts/new"):
        answer = at_desk.get(page)
        if answer.status_code != 404 or "MARKER" in answer.text:
            found.add(f"page {page}")
    return found


@pytest.mark.parametrize("name", [SAM, LEE.sign_in_name])
def test_a_restricted_case_is_there_for_its_caseworker_and_a_lead(at_desk, name):
    before = trace_of(at_desk)
    assert len(before) >= 11
    done = restrict(at_desk)
    assert "The case is restricted." in done.text
    assert "MARKERREASON" in done.text
    assert trace_of(as_(at_desk, name)) == before


@pytest.mark.parametrize("name", [WREN.sign_in_name, ANN])
def test_of_a_restricted_case_nobody_else_finds_a_trace(at_desk, name):
    restrict(at_desk)
    assert trace_of(as_(at_desk, name)) == set()
    page = words(at_desk.browser.get("/?whose=all"))
    assert "All cases (1)" in page
    assert "My cases (0)" in page


def test_whoever_is_named_sees_it_all_the_same(at_desk):
    restrict(at_desk, named=str(WREN.account_id))
    assert trace_of(as_(at_desk, WREN.sign_in_name)) >= {"marigold", "reference"}
    assert trace_of(as_(at_desk, ANN)) == set()


def test_the_totals_of_the_act_count_it_and_the_list_says_how_many_are_not_named(
    at_desk,
):
    def received(page):
        part = page.text.split("Applications for a review")[1]
        return int(re.search(r'__n">(\d+)<', part)[1])

    assert received(at_desk.browser.get(COUNTS, params=PERIOD)) == 2
    restrict(at_desk)
    as_(at_desk, WREN.sign_in_name)
    page = at_desk.browser.get(COUNTS, params=PERIOD)
    assert received(page) == 2
    assert "and 1 restricted" in page.text
    as_(at_desk, LEE.sign_in_name)
    assert "restricted" not in at_desk.browser.get(COUNTS, params=PERIOD).text


def test_a_manager_is_shown_numbers_and_no_case(at_desk):
    as_(at_desk, MAX.sign_in_name)
    page = at_desk.browser.get("/")
    assert page.url.path == "/figures"
    page = at_desk.browser.get(COUNTS, params=PERIOD)
    assert "Your account is shown the number, and not the cases." in page.text
    assert "/cases/" not in page.text
    reference = at_desk.case.trigger.reference
    for address in ("/figures", "/figures/csv", "/figures/return"):
        shown = at_desk.browser.get(address, params=PERIOD)
        assert shown.status_code == 200
        assert reference not in shown.text


def test_only_a_lead_lifts_a_restriction_or_changes_for_whom_it_is_not_meant(at_desk):
    restrict(at_desk)
    for typed in ({"restricted": "no"}, {"named": str(WREN.account_id)}):
        page = restrict(at_desk, **typed)
        assert "only they change or lift a restriction" in page.text
        assert "MARKERREASON" in page.text  # nothing typed is lost
    assert at_desk.case.known.is_restricted
    as_(at_desk, LEE.sign_in_name)
    assert "restricted no longer" in restrict(at_desk, restricted="no").text
    assert "marigold" in trace_of(as_(at_desk, WREN.sign_in_name))


def test_nobody_is_named_who_would_not_see_it_anyway(at_desk):
    page = restrict(at_desk, named=str(MAX.account_id))
    assert "Select who else may see it" in page.text
    assert not at_desk.case.known.is_restricted


def test_whoever_declares_a_conflict_of_interest_loses_the_case_at_once(at_desk):
    page = at_desk.fill_in("/who-sees/conflict", reason="MARKERREASON: my cousin")
    assert page.url.path == "/"
    assert trace_of(at_desk) == set()
    as_(at_desk, LEE.sign_in_name)
    told = words(at_desk.get("/who-sees"))
    assert "Sam Reed does not find the case: MARKERREASON: my cousin" in told
    assert "The case is still theirs" in told
    assert "Sam Reed" not in at_desk.get("/assign").text.split("<form")[-1]


def test_a_lead_says_it_of_another_and_that_it_is_over(at_desk):
    as_(at_desk, LEE.sign_in_name)
    told = {"account_id": str(WREN.account_id), "reason": "A neighbour"}
    done = at_desk.fill_in("/who-sees/conflict", **told)
    assert "The conflict of interest is recorded" in done.text
    assert trace_of(as_(at_desk, WREN.sign_in_name)) == set()
    as_(at_desk, LEE.sign_in_name)
    at_desk.fill_in("/who-sees/conflict", **told, conflict="over")
    assert "marigold" in trace_of(as_(at_desk, WREN.sign_in_name))


def test_a_caseworker_says_it_of_nobody_else(at_desk):
    told = {"account_id": str(WREN.account_id), "reason": "A neighbour"}
    page = at_desk.fill_in("/who-sees/conflict", **told)
    assert "Select who has the conflict of interest" in page.text
    assert at_desk.case.known.conflicted == ()


def test_a_chair_sees_the_cases_they_were_let_in_to_and_none_after_they_are_removed(
    at_desk,
):
    as_(at_desk, ODILE)
    assert trace_of(at_desk) == set()
    as_(at_desk, SAM)
    at_desk.fill_in("/who-sees/let-in", accounts=str(UUID(int=71)))
    as_(at_desk, ODILE)
    assert {"/?whose=all", "marigold", "reference", "page "} <= trace_of(at_desk)
    assert "Oleander" not in at_desk.browser.get("/?whose=all").text
    assert at_desk.get("/contacts/new").status_code == 403
    as_(at_desk, SAM)
    at_desk.fill_in("/who-sees/let-in", accounts=[])
    assert trace_of(as_(at_desk, ODILE)) == set()


def test_the_places_of_cases_that_are_not_seen_are_not_offered(at_desk):
    tale = Day(at_desk.reviews, at_desk.clock)
    tale.seed = UUID(int=7100)
    tale.apply()
    at_desk.reviews.correct_application(
        tale.case_id,
        tale.reviews.case(tale.case_id).trigger.application.model_copy(
            update={"place": RARE}
        ),
        reason="Next village",
        signed=tale.signed(date(2026, 3, 4)),
    )
    at_desk.on(TODAY)
    assert RARE in at_desk.browser.get("/").text
    at_desk.reviews.restrict_case(
        tale.case_id, (), reason="Her name", signed=tale.signed(TODAY)
    )
    at_desk.on(TODAY)
    assert RARE in at_desk.browser.get("/").text
    as_(at_desk, WREN.sign_in_name)
    for address in ("/", "/applications/new"):
        assert RARE not in at_desk.browser.get(address).text
