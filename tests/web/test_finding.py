"""Finding a case by a name, an address or a reference; nothing of it in an address."""

import logging
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from asbreview.web.finding import as_part_of_reference, as_reference
from asbreview.web.search_index import SearchIndex
from asbreview.web.search_words import plain
from desk import SAM, desk, words
from journey import APPLIED_ON, MARIGOLD, Journey
from visiting import fields_of, forms_of, parsed, sent_by, sign_in
from web.mistakes import LONG

ZOE = replace(
    MARIGOLD,
    name="Zoë O\N{RIGHT SINGLE QUOTATION MARK}Brien",
    address="3 Elm Row\nSoham\nCB75ED",
)


@contextmanager
def with_zoe(folder):
    with desk(folder) as sam:
        sam.tale.apply(applicant=ZOE)
        yield sam.on(APPLIED_ON)


@pytest.fixture
def sam(tmp_path):
    with with_zoe(tmp_path) as sam:
        yield sam


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """A desk at which nothing is recorded."""
    with with_zoe(tmp_path_factory.mktemp("reading")) as sam:
        yield sam


def find(desk, query):
    fields = fields_of(desk.browser.get("/find"), "/find") | {"query": query}
    return desk.browser.post("/find", data=fields)


def test_forty_thousand_characters_are_too_many_to_look_for(reading):
    found = find(reading, LONG)
    assert found.status_code == 422
    assert "There is a problem" in found.text
    assert "characters" in found.text


@pytest.mark.parametrize(
    "query",
    [
        "zoe",
        "ZOË",
        "obrien",
        "o'brien zoe",
        "o brien",
        "rien",
        "elm row",
        "soham elm",
        "CB7 5ED",
        "cb75ed",
        "5ed zoe",
        "CB 7 5ed",
        "01632 960123",
        "01632960123",
        "(01632) 96-01-23",
        "+44 1632 960123",
        "0044 1632 960 123",
        "960 123",
    ],
)
def test_a_case_is_found_however_a_name_or_an_address_is_typed(reading, query):
    page = find(reading, query)
    assert page.status_code == 200
    assert "1 case for" in page.text
    assert reading.address in page.text


@pytest.mark.parametrize(
    "query", ["zoe smith", "xyz", "CB7 5EE", "!?", "oe", "01632 960124", "0123"]
)
def test_what_fits_nobody_finds_nothing_and_says_what_to_try(reading, query):
    assert "No case was found" in find(reading, query).text


def test_a_reference_leads_straight_to_the_case_however_it_is_typed(reading):
    reference = reading.case.trigger.reference
    for typed in (reference, reference.lower(), reference.replace("-", " ")):
        page = find(reading, f" {typed} ")
        assert str(page.url).endswith(reading.address)


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("ec 26 7k3mo", "EC-26-7K3M0"),
        ("EC-26-LIO1Z", "EC-26-1101Z"),
        ("EC267K3MQ", "EC-26-7K3MQ"),
        ("Elm Row", None),
        ("", None),
    ],
)
def test_a_reference_is_read_as_it_was_heard(typed, reference):
    assert as_reference(typed) == reference


def test_a_reference_of_no_case_is_looked_for_like_a_name(reading):
    assert "No case was found" in find(reading, "EC-26-00000").text


def test_a_part_of_a_reference_finds_its_case(reading):
    reference = reading.case.trigger.reference
    for part in (reference[:8], reference[3:9].lower(), reference[6:].replace("-", "")):
        if any(c.isdigit() for c in part):
            assert reading.address in find(reading, part).text, part


@pytest.mark.parametrize(
    "slip", ["obrein", "obriem", "obrie zoe", "obriien", "sohma", "zoe obrein"]
)
def test_a_slip_of_the_pen_finds_it_under_a_heading_of_its_own(reading, slip):
    page = find(reading, slip).text
    assert reading.address in page
    assert ("Spelled a little differently" in page) == (slip != "obrie zoe")


@pytest.mark.parametrize("other", ["obrixyn", "zeo", "cb75ef", "obrein smith"])
def test_two_slips_or_another_number_find_nobody(reading, other):
    assert reading.address not in find(reading, other).text


def test_a_part_of_a_reference_has_a_digit_in_it():
    assert as_part_of_reference("26-7k3") == "267K3"
    assert as_part_of_reference("7K3MO") == "7K3M0"
    assert as_part_of_reference("EC-26-7K") == "EC267K"
    assert not as_part_of_reference("marigold")
    assert not as_part_of_reference("7K")


def test_an_empty_search_asks_what_to_look_for(reading):
    page = find(reading, "  ")
    assert page.status_code == 422
    assert "Enter a name, an address, a telephone number or a reference" in page.text


def test_what_is_looked_for_is_in_no_address_and_no_log(reading, caplog):
    with caplog.at_level(logging.DEBUG):
        page = find(reading, "obrien")
    assert str(page.url).endswith("/find")
    assert "obrien" not in caplog.text


def test_an_auditor_may_look_for_a_case(sam):
    sam.browser.cookies.clear()
    sign_in(sam.browser, name="ann@ely.example")
    assert sam.address in find(sam, "zoe").text


def test_a_case_recorded_since_is_found(sam):
    assert "No case was found" in find(sam, "marigold").text
    sam.tale.seed = sam.tale.seed.__class__(int=7777)
    sam.tale.apply()
    sam.installation.projector.catch_up()
    assert "1 case for" in find(sam, "marigold").text


def test_new_details_are_found_and_the_old_are_not(sam):
    applicant = sam.case.contact.applicant_id
    moved = replace(ZOE, address="9 Oak Lane\nEly\nCB7 4AA")
    find(sam, "elm")
    sam.reviews.change_contact_details(
        sam.case.case_id, applicant, moved, signed=sam.tale.signed(APPLIED_ON)
    )
    sam.installation.projector.catch_up()
    assert "1 case for" in find(sam, "oak lane").text
    assert "No case was found" in find(sam, "elm").text


def test_who_is_forgotten_is_not_found_before_the_views_know_of_it(sam):
    assert "1 case for" in find(sam, "zoe").text
    sam.installation.keyring.destroy(sam.case.contact.applicant_id)
    assert "No case was found" in find(sam, "zoe").text


def test_the_index_is_the_same_after_the_views_were_made_anew(sam):
    index = SearchIndex(sam.installation.keyring, sam.installation.views)
    before = index.find("zoe")
    sam.installation.projector.rebuild()
    assert index.find("zoe") == before == [sam.case.case_id]


def test_words_are_plain():
    assert plain("  Zoë   O\N{RIGHT SINGLE QUOTATION MARK}Brien-Smith, 3b ") == (
        "zoe obrien smith 3b"
    )


# --- as of then


MARRIED, LATER = date(2026, 3, 9), date(2026, 3, 16)
BEFORE, AFTER = "2026-03-06", "2026-03-10"
MARRIED_NAME = "Zoë Underwood"


@contextmanager
def with_another_name(folder, **where):
    """Zoë has another name since 9 March, and somebody applied after that."""
    with desk(folder, **where) as sam:
        sam.tale.apply(applicant=ZOE)
        case = sam.case
        sam.reviews.change_contact_details(
            case.case_id,
            case.contact.applicant_id,
            replace(ZOE, name=MARRIED_NAME),
            signed=sam.tale.signed(MARRIED),
        )
        later = Journey(sam.reviews, 77)
        sam.clock.set(LATER)
        later.apply(applicant=replace(MARIGOLD, name="Zoë Aldous"))
        sam.later = later.case_id
        yield sam.on(date(2026, 3, 17))


@pytest.fixture(scope="module")
def married(tmp_path_factory):
    with with_another_name(tmp_path_factory.mktemp("as-of")) as sam:
        yield sam


def found_then(desk, query, as_of):
    """Send the form that is shown as of then, where it says."""
    shown = desk.browser.get("/find", params={"as_of": as_of})
    (form,) = [f for f in forms_of(shown) if f.get("action", "").startswith("/find")]
    fields = sent_by(form) | {"query": query}
    return desk.browser.post(form.get("action"), data=fields, follow_redirects=False)


def test_people_are_found_by_the_names_that_they_had_then(married):
    reference = married.case.trigger.reference
    then, now = found_then(married, "brien", BEFORE), find(married, "brien")
    assert reference in words(then)
    assert "Underwood" not in words(then)
    assert reference not in words(now)
    assert reference not in words(found_then(married, "Underwood", BEFORE))
    assert reference in words(found_then(married, "Underwood", AFTER))
    assert reference not in words(found_then(married, "brien", AFTER))


def test_also_spelled_a_little_differently(married):
    """By the words that there were then."""
    told = words(found_then(married, "obriem", BEFORE))
    assert "Spelled a little differently" in told
    assert married.case.trigger.reference in told
    assert "Spelled a little differently" not in words(find(married, "obriem"))


def test_a_case_that_came_later_is_not_found_as_of_then(married):
    later = married.reviews.case(married.later).trigger.reference
    assert later in words(find(married, "zoe"))
    then = words(found_then(married, "zoe", BEFORE))
    assert "1 case for" in then
    assert later not in then
    assert later not in words(found_then(married, later[3:], BEFORE))


def test_what_is_found_of_then_leads_to_the_case_as_it_was(married):
    page = found_then(married, "brien", BEFORE)
    reference = married.case.trigger.reference
    assert "as it was on Friday 6 March 2026" in words(page)
    (link,) = parsed(page.text).xpath(f"//li//a[contains(@href, '{reference}')]/@href")
    case = words(married.browser.get(link))
    assert "as it was on Friday 6 March 2026" in case
    straight = found_then(married, reference, BEFORE)
    assert straight.headers["location"] == link


def test_a_case_that_is_kept_from_whoever_looks_today_is_found_as_of_no_day(tmp_path):
    with with_zoe(tmp_path) as sam:
        sam.reviews.declare_conflict(
            sam.tale.case_id,
            SAM.account_id,
            reason="Her cousin",
            signed=sam.tale.signed(MARRIED),
        )
        sam.on(LATER)
        reference = sam.case.trigger.reference
        for query in ("zoe", reference[3:], reference):
            answer = found_then(sam, query, BEFORE)
            assert answer.status_code == 200
            assert f"/cases/{reference}" not in answer.text


def test_a_day_that_cannot_be_read_is_refused_before_anybody_is_looked_for(reading):
    fields = fields_of(reading.browser.get("/find"), "/find") | {"query": "zoe"}
    answer = reading.browser.post("/find?as_of=then", data=fields)
    assert answer.status_code == 400
    assert "Soham" not in words(answer)


def test_an_answer_to_nothing_typed_is_still_of_then(married):
    answer = found_then(married, "", BEFORE)
    assert answer.status_code == 422
    assert "as it was on Friday 6 March 2026" in words(answer)
    (form,) = [f for f in forms_of(answer) if f.get("action", "").startswith("/find")]
    assert "as_of=" in form.get("action")


@pytest.mark.postgres
@pytest.mark.thorough
def test_on_a_server_people_are_found_by_the_names_of_then_too(tmp_path):
    with with_another_name(tmp_path, on_server=True) as sam:
        later = sam.reviews.case(sam.later).trigger.reference
        reference = sam.case.trigger.reference
        then = words(found_then(sam, "zoe", BEFORE))
        assert reference in then
        assert later not in then
        assert reference in words(found_then(sam, "brien", BEFORE))
        assert reference not in words(found_then(sam, "brien", AFTER))
