"""Several partnerships in one installation: none learns of another's cases."""

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.procedures.writing import as_toml
from desk import Day, date_in, desk, filled_in
from journey import COUNCIL, EAST_CAMBRIDGESHIRE, MARIGOLD, SAFE
from visiting import PASSWORD, fields_of, sign_in, token_of
from web.test_every_form import Another

TODAY = date(2026, 4, 7)
FENS = "the-fens"
FEN_AREA = "The Fens and beyond"
FENELLA = replace(
    MARIGOLD,
    name="Fenella MARKERFEN",
    address="3 MARKERFEN Drove\nMarch\nPE15 8QQ",
    phone="01632 960777",
    safe=SAFE.model_copy(update={"to_write": False}),
)
FLORA = Account(
    UUID(int=41),
    "flora@fens.example",
    "Flora MARKERCOLLEAGUE",
    Role.CASEWORKER,
    COUNCIL,
    frozenset({FENS}),
)
NONE_YET = FLORA._replace(
    account_id=UUID(int=42), sign_in_name="new@ely.example", areas=frozenset()
)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Sam's area, with a case; and the Fens, where Flora works, with another."""
    with desk(tmp_path_factory.mktemp("county")) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        fens = EAST_CAMBRIDGESHIRE.model_copy(
            update={"procedure_id": FENS, "area": FEN_AREA}
        )
        signed = at_desk.tale.signed(fens.effective_from)
        at_desk.reviews.record_procedure(
            fens, in_force_from=fens.effective_from, signed=signed
        )
        for account in (FLORA, NONE_YET):
            open_account(
                at_desk.installation.office,
                account,
                password=PASSWORD,
                at=at_desk.clock(),
            )
        theirs = Another(at_desk, 9001, procedure_id=FENS, applicant=FENELLA)
        at_desk.theirs = theirs.case
        at_desk.their_letters = theirs.letters()
        yield at_desk


@pytest.fixture
def sam(county):
    return county.on(TODAY)


@pytest.fixture
def flora(county):
    county.on(TODAY)
    sign_in(county.browser, name=FLORA.sign_in_name)
    return county


def find(at_desk, query):
    fields = fields_of(at_desk.browser.get("/find"), "/find") | {"query": query}
    return at_desk.browser.post("/find", data=fields, follow_redirects=False)


LISTS = (
    "/",
    "/?whose=all&ended=yes",
    "/?whose=all&as_of=2026-04-05",
    "/letters",
    "/letters/draw-again",
    "/letters?as_of=2026-04-05",
    "/figures",
    "/working-days",
    "/procedures",
    "/procedures/1",
    "/applications/new",
)


@pytest.mark.parametrize("address", LISTS)
def test_no_list_shows_a_case_of_another_area(sam, address):
    page = sam.browser.get(address)
    assert page.status_code == 200
    assert sam.theirs.trigger.reference not in page.text
    assert "MARKERFEN" not in page.text
    assert FEN_AREA not in page.text


def counts_of(page):
    return re.findall(r"(My cases|Unassigned|All cases) \((\d+)\)", page.text)


def test_what_is_counted_is_counted_in_ones_own_area(sam):
    counted = counts_of(sam.browser.get("/?whose=all"))
    assert counted == [("My cases", "1"), ("Unassigned", "0"), ("All cases", "1")]


def test_who_works_there_sees_it_and_not_what_is_here(flora):
    theirs, ours = flora.theirs.trigger.reference, flora.case.trigger.reference
    queue = flora.browser.get("/?whose=all").text
    assert theirs in queue
    assert "MARKERFEN" in queue
    assert ours not in queue
    letters = flora.browser.get("/letters").text
    assert theirs in letters
    assert ours not in letters
    assert FEN_AREA in flora.browser.get("/figures").text
    assert theirs in find(flora, "fenella").text


@pytest.mark.parametrize(
    "query", ["fenella", "MARKERFEN", "PE15 8QQ", "01632 960777", "markerfne"]
)
def test_nobody_there_is_found_from_here(sam, query):
    page = find(sam, query)
    assert "No case was found" in page.text
    assert sam.theirs.trigger.reference not in page.text


def test_a_reference_there_leads_nowhere_like_one_that_there_is_not(sam):
    theirs = sam.theirs.trigger.reference
    for part in (theirs, theirs[:8], theirs[3:]):
        there, not_there = find(sam, part), find(sam, "EC-26-00000"[: len(part)])
        assert there.status_code == not_there.status_code == 200
        assert f"/cases/{theirs}" not in there.text
        assert "No case was found" in there.text


def test_the_figures_of_another_area_are_told_like_those_of_none(sam):
    asked = {"area": FENS, **date_in("from_on", TODAY), **date_in("to_on", TODAY)}
    theirs = sam.browser.get("/figures", params=asked)
    nowhere = sam.browser.get("/figures", params=asked | {"area": "Atlantis"})
    assert theirs.status_code == nowhere.status_code == 409
    assert "Select the area" in theirs.text
    assert "What has to be published" not in theirs.text


def test_no_letter_there_is_marked_as_posted_or_drawn_again_from_here(sam):
    end = sam.reviews.end_of_log()
    token = {"csrf_token": token_of(sam.browser)}
    posted = date_in("posted_on", TODAY)
    for address, typed in (("/letters", posted), ("/letters/draw-again", {})):
        told = []
        for letters in (sam.their_letters, [uuid4()]):
            fields = (
                token
                | typed
                | {
                    "command_id": str(uuid4()),
                    "letters": list(map(str, letters)),
                }
            )
            page = sam.browser.post(address, data=fields)
            assert page.status_code == 409
            assert "There is no such case" in page.text
            told.append(page.text.count("letter"))
        assert told[0] == told[1]
    assert sam.reviews.end_of_log() == end


def test_what_a_closure_moves_is_shown_of_ones_own_cases(sam):
    shown = sam.browser.get("/working-days/close")
    typed = filled_in(shown) | date_in("first_on", date(2026, 4, 8))
    page = sam.browser.post("/working-days/close", data=typed | {"reason": "Shut"})
    assert "would move" in page.text
    assert sam.theirs.trigger.reference not in page.text


def test_an_application_like_one_there_is_recorded_without_a_word_of_it(sam):
    shown = sam.browser.get("/applications/new")
    typed = filled_in(shown) | {"applicant_name": FENELLA.name}
    typed |= {"address": FENELLA.address, "csrf_token": token_of(sam.browser)}
    page = sam.browser.post("/applications/new", data=typed)
    assert sam.theirs.trigger.reference not in page.text


def test_a_case_is_given_to_nobody_of_another_area(sam):
    assert "Sam Reed" in sam.get("/assign").text
    assert "MARKERCOLLEAGUE" not in sam.get("/assign").text
    page = sam.fill_in("/assign", caseworker_id=str(FLORA.account_id))
    assert "Select one of the caseworkers" in page.text


def test_an_account_without_an_area_is_told_so_and_sees_nothing(county):
    county.on(TODAY)
    sign_in(county.browser, name=NONE_YET.sign_in_name)
    assert ("All cases", "0") in counts_of(county.browser.get("/?whose=all"))
    assert county.get().status_code == 404
    for address in ("/figures", "/procedures"):
        page = county.browser.get(address)
        assert page.status_code == 403
        assert "sees no area yet" in page.text


def test_a_case_received_this_moment_is_there_before_the_views_know_of_it(sam):
    tale = Day(sam.reviews, sam.clock)
    tale.seed = UUID(int=9100)
    tale.apply()
    reference = sam.reviews.case(tale.case_id).trigger.reference
    assert sam.browser.get(f"/cases/{reference}").status_code == 200
    tale.apply(procedure_id=FENS)
    reference = sam.reviews.case(tale.case_id).trigger.reference
    assert sam.browser.get(f"/cases/{reference}").status_code == 404


def proposed(at_desk, of, reason="Ours is better"):
    """Return what a proposal for the procedures of an area is answered with."""
    page = at_desk.browser.get("/procedures/propose")
    own = filled_in(page)
    content = own["content"][0].replace(
        'procedure_id = "east-cambridgeshire"', f'procedure_id = "{of}"'
    )
    assert f'procedure_id = "{of}"' in content
    told = own | {"reason": reason, "content": content}
    return at_desk.browser.post("/procedures/propose", data=told)


def test_nobody_proposes_the_procedures_of_another_area(sam):
    page, unknown = proposed(sam, FENS), proposed(sam, "atlantis")
    for answer, named in ((page, FENS), (unknown, "atlantis")):
        assert answer.status_code == 409
        assert f"No procedures called &#39;{named}&#39; are in force" in answer.text
        assert "Before you confirm" not in answer.text
    assert "Before you confirm" in proposed(sam, "east-cambridgeshire").text


def test_nobody_changes_what_another_area_proposes(flora):
    sign_in(flora.browser)
    own = filled_in(flora.browser.get("/procedures/propose"))
    theirs = EAST_CAMBRIDGESHIRE.model_copy(
        update={"procedure_id": FENS, "area": FEN_AREA, "version": 2}
    )
    signed = flora.tale.signed(TODAY)
    flora.reviews.propose_procedure(theirs, reason="A trial", signed=signed)
    before = flora.reviews.end_of_log()
    content = as_toml(theirs.model_copy(update={"area": "Ours"}))
    told = own | {"reason": "Ours is better", "content": content}
    told |= {"confirmed": sha256(content.encode()).hexdigest()[:16]}
    page = flora.browser.post("/procedures/2/revise", data=told)
    assert page.status_code == 409
    assert flora.reviews.end_of_log() == before
