"""Recording an application on a caller's behalf."""

import re
from datetime import date

import pytest

from asbreview.domain.application import Capacity, Wish
from desk import date_in, desk, filled_in, words
from journey import APPLIED_ON, CASEWORKER
from visiting import sign_in
from web.form_read import form_read

NEW = "/applications/new"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        yield sam.on(APPLIED_ON)


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """A desk at which nothing comes to be recorded."""
    with desk(tmp_path_factory.mktemp("reading")) as sam:
        yield sam.on(APPLIED_ON)


def a_call(**changed):
    """What is typed while Juniper talks."""
    return {
        "applicant_name": "Juniper Blackwood",
        "address": "12 Heron Way\nSoham\ncb7 5ed",
        "safe": ["write", "ring"],
        "place": "Soham",
        "category": "noise",
        "account": "Shouting at night",
        **changed,
    }


def complaint(number, behaviour, made, **changed):
    at = f"complaints-{number}"
    return {
        **date_in(f"{at}-behaviour_on", behaviour),
        **date_in(f"{at}-made_on", made),
        f"{at}-made_to": "police",
        f"{at}-account": "Shouting",
        **changed,
    }


def record(desk, **typed):
    return send(desk, filled_in(desk.browser.get(NEW)) | typed)


def send(desk, fields):
    return desk.browser.post(NEW, data=fields, follow_redirects=True)


def the_case(desk, page):
    reference = page.url.path.rpartition("/")[2]
    return desk.reviews.case(desk.reviews.case_id_of(reference))


def test_what_is_known_is_filled_in_when_the_page_opens(reading):
    fields = filled_in(reading.browser.get(NEW))
    assert fields["applied_on-day"] == ["2"]
    assert fields["applied_on-year"] == ["2026"]
    assert fields["capacity"] == ["the victim"]
    assert fields["passed_on"] == ["true"]
    assert fields["keep"] == ["true"]
    assert "complaints-3-made_on-day" in fields
    assert "safe" not in fields  # nothing is taken to be safe


def test_one_form_opens_a_case_passes_it_on_and_drafts_the_acknowledgement(sam):
    page = record(
        sam,
        **a_call(wanted="To sleep"),
        **complaint(0, date(2026, 1, 5), date(2026, 1, 6)),
        **complaint(2, date(2026, 2, 5), date(2026, 2, 6)),
    )
    case = the_case(sam, page)
    assert f"recorded as case {case.trigger.reference}" in page.text
    assert "An acknowledgement to the applicant is drafted." in page.text
    assert "Cambridgeshire Constabulary" in page.text
    assert "The caseworker is Sam Reed." in page.text
    assert "What they want: To sleep" in page.text
    assert [c.made_on.day for c in case.evidence.complaints] == [6, 6]
    assert case.trigger.caseworker_id == CASEWORKER
    assert case.contact.applicant.safe.to_write
    assert not case.contact.applicant.safe.to_leave_a_message
    assert case.trigger.application.wish is Wish.UNDECIDED


def test_a_double_click_opens_one_case_and_leads_to_it_twice(sam):
    fields = filled_in(sam.browser.get(NEW)) | a_call()
    first, second = send(sam, fields), send(sam, fields)
    assert first.url == second.url
    assert "My cases (1)" in sam.browser.get("/").text


def test_what_is_not_ticked_is_not_done(sam):
    fields = filled_in(sam.browser.get(NEW)) | a_call()
    page = send(
        sam, {k: v for k, v in fields.items() if k not in {"keep", "passed_on"}}
    )
    case = the_case(sam, page)
    assert case.trigger.caseworker_id is None
    assert case.trigger.passed_to == {}
    assert "It has still to be passed on to the relevant bodies." in page.text


def test_somebody_may_apply_for_a_victim_with_their_consent(sam):
    page = record(
        sam,
        **a_call(
            capacity=Capacity.REPRESENTATIVE.value,
            victim_name="Vera Plumb",
            consent_how="in writing",
            **date_in("given_on", date(2026, 3, 1)),
        ),
    )
    assert "The victim agreed in writing on Sunday 1 March 2026" in page.text
    assert "Vera Plumb" in page.text


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_page(sam):
    page = record(
        sam,
        **a_call(
            capacity=Capacity.REPRESENTATIVE.value,
            applicant_name="",
            place="12 Heron Way",
            consent_how="in writing",
            **date_in("applied_on", date(2026, 3, 3)),
            **complaint(1, date(2026, 2, 6), date(2026, 2, 5)),
        ),
    )
    assert page.status_code == 422
    skip, *summary = form_read(page).summary
    assert skip == "main-content"
    assert summary == [
        "applicant_name",
        "applied_on-day",
        "victim_name",
        "given_on-day",
        "place",
        "complaints-1-made_on-day",
    ]


@pytest.mark.parametrize(
    "told",
    [
        {"victim_address": "2 Sedge Lane, Ely"},
        {"victim_safe": ["ring"]},
        {"consent_how": "in writing", **date_in("given_on", date(2026, 3, 1))},
    ],
)
def test_what_is_told_of_a_victim_without_a_name_is_not_dropped(sam, told):
    page = record(sam, **a_call(**told))
    assert page.status_code == 422
    assert "Enter the name of the victim they apply for" in words(page)


MORE = {
    "language": "Polish",
    "letter_format": "large print",
    "hate_strands": ["disability", "race or nationality"],
    "vulnerability": "She lives alone",
    "tenure": "housing association tenant",
    "landlord": "Fen Homes",
}


def test_what_later_steps_need_is_asked_once_and_all_of_it_may_be_left_out(sam):
    case = the_case(sam, record(sam, **a_call()))
    assert case.contact.circumstances == {}
    case = the_case(
        sam, record(sam, **a_call(applicant_name="Petal Wick", address="", **MORE))
    )
    at = f"/cases/{case.trigger.reference}"
    told = words(sam.browser.get(f"{at}/contacts"))
    for said in (
        "Language Polish",
        "Letters large print",
        "targeted for disability; race or nationality",
        "What makes it harder She lives alone",
        "Home housing association tenant",
        "Landlord Fen Homes",
    ):
        assert said in told
    assert "Polish, large print" in words(sam.browser.get(at))
    assert "Polish" not in sam.browser.get("/").text


def test_of_two_people_each_has_what_is_theirs(sam):
    page = record(
        sam,
        **a_call(
            victim_name="Vera Plumb", capacity=Capacity.REPRESENTATIVE.value, **MORE
        ),
    )
    contact = the_case(sam, page).contact
    tell = sam.installation.keyring.reveal
    applicant = contact.circumstances[contact.applicant_id]
    victim = contact.circumstances[contact.victim_id]
    assert (tell(applicant.language), tell(applicant.vulnerability)) == ("Polish", "")
    assert (tell(victim.language), tell(victim.landlord)) == ("", "Fen Homes")


def test_what_is_known_is_changed_later_and_is_nowhere_in_the_clear(sam):
    case = the_case(sam, record(sam, **a_call(**MORE)))
    person_id = case.contact.applicant_id
    page = f"/cases/{case.trigger.reference}/contacts/{person_id}/circumstances"
    known = filled_in(sam.browser.get(page))
    assert known["vulnerability"] == ["She lives alone"]
    assert sorted(known["hate_strands"]) == MORE["hate_strands"]
    changed = known | {"vulnerability": "Her sister moved in"}
    done = words(sam.browser.post(page, data=changed, follow_redirects=True))
    assert "What is known of them is recorded." in done
    assert "Her sister moved in" in done
    for file in sam.installation.settings.data.glob("*.sqlite*"):
        assert b"disability" not in file.read_bytes(), file


def test_another_complaint_is_added_with_nothing_saved_or_lost(reading):
    there = reading.browser.get(NEW).text  # its button leads on to the row it makes
    (row,) = re.findall('formaction="#(complaints-[0-9]+)"', there)
    assert f'id="{row}"' not in there
    page = record(reading, **a_call(), add="complaints")
    assert f'id="{row}"' in page.text
    assert page.status_code in {200, 201}
    assert "Complaint 5" in page.text
    assert "Juniper Blackwood" in page.text
    assert "Shouting at night" in page.text
    again = filled_in(page)
    assert "complaints-4-made_on-day" in again
    assert "No case is yours" in reading.browser.get("/").text


@pytest.mark.parametrize(
    ("typed", "says", "goes_to"),
    [
        (
            {"applicant_name": ""},
            "Enter the name of the applicant",
            "applicant_name",
        ),
        ({"place": " "}, "Enter the town or village where it happens", "place"),
        ({"category": ""}, "Select what the behaviour mostly is", "category"),
        (
            date_in("applied_on", date(2026, 3, 3)),
            "The application cannot be in the future: today is Monday 2 March 2026",
            "applied_on-day",
        ),
        (
            {"capacity": Capacity.REPRESENTATIVE.value},
            "Enter the name of the victim they apply for",
            "victim_name",
        ),
        (
            {"consent_how": "in writing"},
            "Enter the date on which the victim agreed",
            "given_on-day",
        ),
        (
            complaint(1, date(2026, 2, 6), date(2026, 2, 5)),
            "Complaint 2: the complaint cannot be before Friday 6 February 2026",
            "complaints-1-made_on-day",
        ),
        (
            {"complaints-3-account": "Shouting"},
            "Complaint 4: enter the date of the behaviour",
            "complaints-3-behaviour_on-day",
        ),
        (
            {"account": "x" * 50_000},
            "What happens must be 10,000 characters or fewer",
            "account",
        ),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    reading, typed, says, goes_to
):
    page = record(reading, **{**a_call(), **typed})
    assert page.status_code in {409, 422}
    assert says in page.text
    assert f'href="#{goes_to}"' in page.text
    assert f'id="{goes_to}"' in page.text
    assert "12 Heron Way" in page.text
    assert "<title>Error: Record an application" in page.text
    assert "No case is yours" in reading.browser.get("/").text


@pytest.mark.parametrize(
    "alike",
    [
        {"applicant_name": "JUNIPER blackwood", "address": "1 Elsewhere\nEly\nCB7 4AA"},
        {"applicant_name": "Ash Grey", "address": "12 Heron Way, Soham, CB7 5ED"},
    ],
)
def test_what_may_be_a_case_already_is_said_and_can_be_recorded_all_the_same(
    sam, alike
):
    first = the_case(sam, record(sam, **a_call()))
    page = record(sam, **a_call(**alike))
    assert "This may be a case already" in page.text
    assert f"/cases/{first.trigger.reference}" in page.text
    assert "My cases (1)" in sam.browser.get("/").text
    page = send(sam, filled_in(page))
    assert the_case(sam, page).case_id != first.case_id
    assert "My cases (2)" in sam.browser.get("/").text


def test_an_ended_case_is_no_reason_to_ask(sam):
    first = the_case(sam, record(sam, **a_call()))
    sam.reviews.withdraw(
        first.case_id,
        withdrawn_on=APPLIED_ON,
        reason="Settled",
        signed=sam.tale.signed(APPLIED_ON),
    )
    sam.installation.projector.catch_up()
    assert "recorded as case" in record(sam, **a_call()).text


def test_an_ended_case_is_one_if_it_was_not_safe_to_write_to_them_there(sam):
    first = the_case(sam, record(sam, **a_call(safe=[])))
    sam.reviews.withdraw(
        first.case_id,
        withdrawn_on=APPLIED_ON,
        reason="Settled",
        signed=sam.tale.signed(APPLIED_ON),
    )
    sam.installation.projector.catch_up()
    page = record(sam, **a_call())
    assert "It is not marked as safe to write to everybody there." in page.text
    assert f"/cases/{first.trigger.reference}" in page.text
    page = send(sam, filled_in(page))
    assert the_case(sam, page).case_id != first.case_id


def test_places_that_are_known_are_suggested(sam):
    record(sam, **a_call())
    assert '<option value="Soham">' in sam.browser.get(NEW).text


def test_an_auditor_records_no_application(sam):
    sam.browser.cookies.clear()
    sign_in(sam.browser, name="ann@ely.example")
    assert sam.browser.get(NEW).status_code == 403
