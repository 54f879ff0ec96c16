"""Earlier cases: a list is looked at, brought in, found, counted, taken back."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.domain.erasure import Basis
from desk import ANN, desk, filled_in, words
from journey import AREAS, COUNCIL, MARIGOLD
from visiting import PASSWORD, sign_in
from web.test_applications import a_call, record
from web.test_case_letters import page_of
from web.test_documents import on_disk

TODAY, MONDAY = date(2026, 3, 13), date(2026, 3, 16)
HEADINGS = (
    "Case ref,Date received,Decision,Decision date,Review date,Recommendations,"
    "Date closed,Ward,Applicant name,Address,Recommendation text"
)
LIST = f"""{HEADINGS}
CT 1/24,02/04/2024,met,19/04/2024,20/05/2024,3,01/09/2024,Ely North,Marigold \
MARKERONE Penrose,7 Larkspur Row,Move the drums
CT 2/24,10/05/2024,not met,24/05/2024,,,24/05/2024,Ely North,,,
CT 3/24,,met,,,,,,,,
CT 4/24,31/02/2024,perhaps,,,many,,,,,
CT 1/24,02/04/2024,met,,,,,,,,
CT 5/24,03/06/2024,met,,,,,Littleport,Rowan MARKERFIVE,,
Mrs Smith,04/06/2024,met,,,,,,,,
CT 6/24,04/06/2024,met,01/06/2024,,,,,,,
"""
YEAR = {
    "area": "east-cambridgeshire",
    "from_on-day": "1",
    "from_on-month": "4",
    "from_on-year": "2024",
    "to_on-day": "31",
    "to_on-month": "3",
    "to_on-year": "2025",
}


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply()
        yield work.on(TODAY)


def get(work, address, **asked):
    return work.browser.get(address, params=asked)


def look(work, content=LIST, fields=None):
    fields = fields or filled_in(get(work, "/past/import"))
    file = ("", b"") if content is None else ("old cases.csv", content.encode())
    return work.browser.post("/past/import/look", data=fields, files={"file": file})


def take(work, looked, **changed):
    return work.browser.post("/past/import", data=filled_in(looked) | changed)


def figure(page, name):
    return words(page).split(name)[1].split()[0]


def test_a_list_is_looked_at_line_by_line_and_nothing_is_recorded(work):
    end = work.reviews.end_of_log()
    page = look(work)
    told = words(page)
    assert "8 lines were read: 4 new, 1 on record already, 3 wrong." in told
    assert "Line 6, CT 1/24: the same as line 2." in told
    line = told.split("Line 5:")[1].split("Line 8:")[0]
    assert "the day it was applied for cannot be read: write it as 31/03/2024" in line
    assert "the decision is none of: met, yes, y" in line
    assert "the recommendations are neither a number nor yes or no" in line
    assert "Line 8: the reference is none: at most 40 letters" in told
    assert (
        "Line 9: the day of the decision is before the day it was applied for" in told
    )
    assert filled_in(page)["take"] == ["2", "3", "4", "7"]
    assert work.reviews.end_of_log() == end


def test_the_lines_are_brought_in_at_once_and_the_list_is_not_kept(work):
    page = take(work, look(work))
    told = words(page)
    assert "The earlier cases are on record." in told
    assert "4 earlier cases, of which 3 are not counted in every figure" in told
    assert "it is not known when it was applied for" in told.split("CT 3/24")[1]
    data = work.installation.settings.data
    assert not on_disk(data)
    log = (data / "events.sqlite").read_bytes()
    assert b"MARKERONE" not in log
    assert b"drums" not in log
    again = words(look(work))
    assert "0 new, 5 on record already, 3 wrong" in again
    assert "Line 2, CT 1/24: the same as CT 1/24, brought in already." in again


@pytest.mark.parametrize(
    ("ticked", "says"),
    [
        ([], "Select the lines to bring in"),
        (["2", "6"], "Line 6 cannot be brought in"),  # there already
        (["2", "5"], "Line 5 cannot be brought in"),  # wrong
        (["2", "77"], "Line 77 cannot be brought in"),
    ],
)
def test_what_cannot_be_brought_in_brings_in_nothing(work, ticked, says):
    end = work.reviews.end_of_log()
    page = take(work, look(work), take=ticked)
    assert page.status_code == 409
    assert says in words(page)
    assert work.reviews.end_of_log() == end


def test_the_columns_are_asked_once(work):
    own = "A,B\nCT 8/24,2/4/2024\n"
    page = look(work, own)
    assert "Say which column has the reference" in words(page)
    fields = filled_in(page) | {"reference": "0", "applied_on": "1"}
    take(work, look(work, None, fields=fields))
    later = filled_in(look(work, "A,B\nCT 9/24,3/4/2024\n"))
    assert (later["reference"], later["applied_on"]) == (["0"], ["1"])


def test_the_return_counts_each_as_far_as_its_facts_go(work):
    take(work, look(work))
    page = get(work, "/figures/return", **YEAR)
    told = words(page)
    # CT 1, 2 and 5 were applied for in the year; CT 3 on no day that is known.
    assert figure(page, "Applications for a review") == "3"
    assert figure(page, "Times the threshold was decided not to be met") == "1"
    assert figure(page, "Reviews carried out") == "1"
    # Three were recommended, and on which day the list does not say.
    assert figure(page, "Reviews that resulted in recommendations") == "0"
    assert "0 open at the start + 2 received = 2 = 2 reached an end + 0 open" in told
    left = told.split("Earlier cases that are not in every figure")[1]
    assert "CT 5/24 : Not counted among the cases received, ended and open" in left
    assert "CT 3/24 : Not counted in any figure" in left
    assert "CT 1/24 : Not counted among the reviews that resulted" in left
    assert "CT 2/24" not in left.split("What they do not say")[0]
    assert "CT 1/24 (earlier case, brought in)" in told
    assert "Brought in from a list of earlier cases" in told


def test_it_is_known_from_the_day_of_the_import_on(work):
    take(work, look(work))
    before = datetime(2026, 3, 12, tzinfo=UTC).isoformat()
    assert "No earlier case was brought in by then" in words(
        get(work, "/past", as_of=before)
    )
    page = get(work, "/figures/return", **YEAR, as_of=before)
    assert figure(page, "Applications for a review") == "0"


def test_it_is_found_by_name_and_by_reference_and_marked(work):
    take(work, look(work))
    fields = filled_in(get(work, "/find"))
    for query in ("penrose markerone", "ct1/24"):
        told = words(work.browser.post("/find", data=fields | {"query": query}))
        assert "Earlier cases, brought in from a list CT 1/24" in told, query


def one(work, reference="CT 1/24"):
    page = get(work, "/past")
    at = page.text.index(f">{reference}</a>")
    return page.text[:at].rpartition('href="')[2].partition('"')[0]


def test_the_page_of_one_says_what_is_known_and_what_is_not(work):
    take(work, look(work))
    told = words(get(work, one(work)))
    assert "Marigold MARKERONE Penrose" in told
    assert "Move the drums" in told
    assert "How it ended not known" in told
    assert "Brought in from a list on" in told


def test_that_it_was_read_is_noted_for_an_auditor(work):
    take(work, look(work))
    assert "MARKERONE" in get(work, one(work)).text
    work.browser.cookies.clear()
    sign_in(work.browser, name=ANN.sign_in_name)
    told = words(get(work, "/audit/reads"))
    assert "Sam Reed 13 March 2026 at 9:30am CT 1/24 /past" in told


def test_it_is_told_of_no_case_of_another_area_that_there_is_one(work):
    reference = work.case.trigger.reference
    told = work.reviews.past_there("east-cambridgeshire", reference.lower())
    assert told == f"the case {reference} that is kept here"
    assert work.reviews.past_there("fenland", reference) == ""


def test_one_taken_back_is_not_counted_and_can_be_brought_in_again(work):
    take(work, look(work))
    address = f"{one(work)}/in-error"
    fields = filled_in(get(work, address))
    refused = work.browser.post(address, data=fields)
    assert "Enter what was wrong" in words(refused)
    done = work.browser.post(address, data=fields | {"reason": "MARKERWRONG"})
    assert "It is not counted any more" in words(done)
    assert "CT 1/24" not in words(done)
    page = get(work, "/figures/return", **YEAR)
    assert figure(page, "Applications for a review") == "2"
    fields = filled_in(get(work, "/find")) | {"query": "markerone"}
    assert "CT 1/24" not in words(work.browser.post("/find", data=fields))
    assert "1 new, 4 on record already" in words(look(work))
    take(work, look(work))
    assert "Brought in again from a list" in words(get(work, one(work)))


def test_one_taken_back_is_found_as_of_the_day_before(work):
    take(work, look(work))
    address = f"{one(work)}/in-error"
    work.on(MONDAY)
    fields = filled_in(get(work, address)) | {"reason": "MARKERWRONG"}
    work.browser.post(address, data=fields)
    for of_then, is_found in (("", False), (f"?as_of={TODAY}", True)):
        fields = filled_in(get(work, f"/find{of_then}")) | {"query": "markerone"}
        page = work.browser.post(f"/find{of_then}", data=fields)
        assert page.status_code == 200
        assert ("CT 1/24" in words(page)) == is_found


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CHAIR])
def test_whoever_sees_no_case_of_the_area_sees_no_earlier_one(work, role):
    take(work, look(work))
    address = one(work)
    who = Account(UUID(int=72), "mo@ely.example", "Mo Lane", role, COUNCIL, AREAS)
    office = work.installation.office
    open_account(office, who, password=PASSWORD, at=work.clock())
    work.browser.cookies.clear()
    sign_in(work.browser, name="mo@ely.example")
    for page in ("/past", address, f"{address}/in-error", "/past/import"):
        assert get(work, page).status_code in {403, 404}, page
    if role is Role.MANAGER:
        told = words(get(work, "/figures/return", **YEAR))
        assert (
            figure(get(work, "/figures/return", **YEAR), "Applications for a review")
            == "3"
        )
        assert "CT 1/24" not in told


def test_whoever_applied_can_be_forgotten_and_the_days_stay(work):
    take(work, look(work))
    address = one(work)
    past_id = UUID(address.rpartition("/")[2])
    signed = work.tale.signed(TODAY)
    work.reviews.forget_past_person(past_id, basis=Basis.REQUEST, signed=signed)
    person_id = work.reviews.past_case(past_id).person.person_id
    position = work.reviews.finish_erasure(person_id, signed=work.tale.signed(TODAY))
    work.installation.projector.wait_for(position)
    told = words(get(work, address))
    assert "MARKERONE" not in told
    assert "drums" not in told
    assert "2 April 2024" in told
    fields = filled_in(get(work, "/find")) | {"query": "markerone"}
    assert "CT 1/24" not in words(work.browser.post("/find", data=fields))


def test_an_earlier_case_of_somebody_keeps_none_of_their_letters_from_the_post(work):
    take(work, look(work, f"Case ref,Applicant name\nCT 9/24,{MARIGOLD.name}\n"))
    waiting = get(work, "/letters")
    assert waiting.status_code == 200
    assert work.case.trigger.reference in words(waiting)
    assert work.get(page_of(work)).status_code == 200


def test_somebody_who_had_an_earlier_case_can_apply_by_telephone(work):
    take(work, look(work, f"Case ref,Applicant name\nCT 9/24,{MARIGOLD.name}\n"))
    page = record(work, **a_call(applicant_name=MARIGOLD.name))
    assert page.status_code == 200  # and asks whether it is the case she has now
    assert work.case.trigger.reference in words(page)
