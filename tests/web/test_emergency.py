"""Breaking the glass: one case, for a reason, for an hour, to read; told at once."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from litestar.testing import TestClient
from sqlalchemy.exc import OperationalError

from asbreview.access.accounts import Account, Role, disable_account, open_account
from asbreview.access.alerts_due import take_alerts
from asbreview.access.read_log import reads_of
from asbreview.keeping_alerts import send_alerts
from asbreview.serving import as_given
from asbreview.web import alerts
from asbreview.web.app import given_to
from desk import ADDRESS, ANN, SAM, desk, filled_in, pages_of, words
from journey import AREAS, COUNCIL
from visiting import PASSWORD, fields_of, sign_in
from web.test_every_form import Another
from web.test_second_factor import Postbox

TODAY = date(2026, 4, 7)
ADA = Account(
    UUID(int=61), "ada@ely.example", "Ada Prior", Role.ADMINISTRATOR, COUNCIL, AREAS
)
LEE = Account(UUID(int=52), "lee@ely.example", "Lee Marsh", Role.LEAD, COUNCIL, AREAS)
WREN = Account(
    UUID(int=51), "wren@ely.example", "Wren Toll", Role.CASEWORKER, COUNCIL, AREAS
)
HERE = "/emergency"
REASON = "MARKERWHY: he has her new address, and nobody of the team answers"


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        for account in (ADA, LEE, WREN):
            open_account(
                at_desk.installation.office,
                account,
                password=PASSWORD,
                at=at_desk.clock(),
            )
        at_desk.tale.apply().post(date(2026, 3, 3)).decide()
        yield as_(at_desk.on(TODAY), ADA)


def as_(at_desk, who):
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name=who.sign_in_name)
    return at_desk


def open_case(at_desk, **typed):
    fields = filled_in(at_desk.browser.get(HERE))
    told = {"reference": at_desk.case.trigger.reference, "reason": REASON}
    return at_desk.browser.post(HERE, data=fields | told | typed)


def close_case(at_desk):
    form = fields_of(at_desk.browser.get(HERE), f"{HERE}/end")
    return at_desk.browser.post(f"{HERE}/end", data=form)


def test_one_case_is_opened_to_read_and_no_other(at_desk):
    other = Another(at_desk, 9000).case.trigger.reference
    as_(at_desk.on(TODAY), ADA)
    assert at_desk.get().status_code == 403
    page = open_case(at_desk)
    assert page.url.path == at_desk.address
    assert "You have this case open for an emergency, to read, until" in words(page)
    assert "7 April 2026 at 11:30am" in words(page)  # summer time
    for section in ("/contacts", "/complaints", "/history", "/documents"):
        assert at_desk.get(section).status_code == 200
    assert at_desk.browser.get(f"/cases/{other}").status_code == 404
    for address in ("/find", "/letters", "/figures", "/procedures"):
        assert at_desk.browser.get(address).status_code == 403
    assert at_desk.browser.get("/").url.path == "/accounts"


def test_nothing_is_recorded_by_whoever_only_reads(at_desk):
    open_case(at_desk)
    end = at_desk.reviews.end_of_log()
    token = fields_of(at_desk.browser.get("/account"), "/sign-out")
    for page in ("/contacts/new", "/who-sees/restriction", "/complaints/new"):
        assert at_desk.get(page).status_code == 403
        fields = token | {"command_id": str(uuid4())}
        assert at_desk.send(page, fields).status_code == 403
    assert "Record a contact" not in words(at_desk.get("/contacts"))
    assert at_desk.reviews.end_of_log() == end


def test_each_page_that_is_read_is_logged(at_desk):
    open_case(at_desk)
    at_desk.get("/contacts")
    read = reads_of(at_desk.installation.office, at_desk.tale.case_id)[0]
    assert read.account_id == ADA.account_id
    assert read.path == f"{at_desk.address}/contacts"


def test_it_ends_by_itself_after_an_hour(at_desk):
    open_case(at_desk)
    at_desk.clock.now += timedelta(minutes=29)
    assert at_desk.get().status_code == 200
    at_desk.clock.now += timedelta(minutes=29)
    assert at_desk.get().status_code == 200
    at_desk.clock.now += timedelta(minutes=3)
    assert at_desk.get().status_code == 403


def test_it_ends_by_a_button_and_can_be_opened_again(at_desk):
    open_case(at_desk)
    assert "The case is open to you no longer" in close_case(at_desk).text
    assert at_desk.get().status_code == 403
    assert open_case(at_desk).url.path == at_desk.address


def test_it_ends_with_the_account(at_desk):
    open_case(at_desk)
    office, now = at_desk.installation.office, at_desk.clock()
    disable_account(office, sign_in_name=ADA.sign_in_name, at=now)
    assert at_desk.get().url.path == "/sign-in"


def test_a_form_that_is_sent_again_opens_it_for_no_longer(at_desk):
    fields = filled_in(at_desk.browser.get(HERE))
    fields |= {"reference": at_desk.case.trigger.reference, "reason": REASON}
    for _ in range(2):
        page = at_desk.browser.post(HERE, data=fields)
        assert page.url.path == at_desk.address
        assert "11:30am" in words(page)
        at_desk.clock.now += timedelta(minutes=5)
    close_case(at_desk)
    at_desk.browser.post(HERE, data=fields)
    assert at_desk.get().status_code == 403


@pytest.mark.parametrize("who", [SAM, LEE], ids=["whose case it is", "a lead"])
def test_whom_it_concerns_sees_it_at_once_on_the_case_and_on_the_queue(at_desk, who):
    open_case(at_desk)
    at_desk.installation.projector.catch_up()
    queue = words(as_(at_desk, who).browser.get("/?whose=all"))
    told = "Ada Prior opened EC-26-"
    assert told in queue
    assert "in an emergency on 7 April 2026 at 10:30am" in queue
    case = words(at_desk.get())
    assert "Ada Prior opened this case in an emergency" in case
    history = words(at_desk.get("/history"))
    assert "Opened in an emergency, to read" in history
    assert REASON in history


def test_a_colleague_sees_it_on_the_case_and_not_on_the_queue(at_desk):
    open_case(at_desk)
    assert "in an emergency" not in words(as_(at_desk, WREN).browser.get("/?whose=all"))
    assert "Ada Prior opened this case in an emergency" in words(at_desk.get())


def test_an_auditor_lists_all_of_them(at_desk):
    assert open_case(at_desk).status_code == 200
    close_case(at_desk)
    page = as_(at_desk, ANN).browser.get("/emergency/opened")
    said = words(page)
    assert f"{at_desk.case.trigger.reference} Ada Prior 7 April 2026" in said
    assert "Open now" not in said
    assert REASON not in page.text
    assert as_(at_desk, ADA).browser.get("/emergency/opened").status_code == 403
    assert as_(at_desk, SAM).browser.get("/emergency/opened").status_code == 403


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"reference": "EC-26-00000"}, "There is no case of your areas with this"),
        ({"reference": ""}, "Enter the reference of the case"),
        ({"reason": " "}, "Enter why it has to be opened"),
    ],
)
def test_a_mistake_opens_nothing_and_loses_nothing(at_desk, typed, says):
    end = at_desk.reviews.end_of_log()
    page = open_case(at_desk, **typed)
    assert says in page.text
    kept = "MARKERWHY" if "reason" not in typed else at_desk.case.trigger.reference
    assert kept in page.text
    assert at_desk.reviews.end_of_log() == end
    assert at_desk.get().status_code == 403


def test_a_case_of_another_area_is_as_one_that_there_is_not(at_desk):
    there = at_desk.case.trigger.reference
    nowhere = ADA._replace(
        account_id=UUID(int=64),
        sign_in_name="far@ely.example",
        areas=frozenset({"the-fens"}),
    )
    office = at_desk.installation.office
    open_account(office, nowhere, password=PASSWORD, at=at_desk.clock())
    as_(at_desk, nowhere)
    for reference in (there, "EC-26-00000"):
        page = open_case(at_desk, reference=reference)
        assert "There is no case of your areas with this reference" in page.text


def test_a_conflict_of_interest_stands_against_it(at_desk):
    told = {"reason": "Her brother", "signed": at_desk.tale.signed(TODAY)}
    at_desk.reviews.declare_conflict(at_desk.tale.case_id, ADA.account_id, **told)
    at_desk.installation.projector.catch_up()
    assert "There is no case of your areas" in open_case(at_desk).text


def test_who_is_asked_again_loses_neither_reference_nor_reason(at_desk):
    fields = filled_in(at_desk.browser.get(HERE))
    fields |= {"reference": at_desk.case.trigger.reference, "reason": REASON}
    at_desk.clock.now += timedelta(minutes=15)
    asked = at_desk.browser.post(HERE, data=fields)
    assert "Confirm that it is you" in asked.text
    shown = fields_of(asked, "/confirm") | {"password": PASSWORD}
    kept = fields_of(at_desk.browser.post("/confirm", data=shown), HERE)
    assert kept["reason"] == [REASON]
    assert at_desk.browser.post(HERE, data=kept).url.path == at_desk.address


@contextmanager
def with_mail(at_desk):
    post = Postbox(failing=False)
    given = replace(as_given(at_desk.installation), mail=post)
    pages = given_to(pages_of(at_desk.installation), given)
    with TestClient(pages, base_url=ADDRESS) as browser:
        sign_in(browser, name=ADA.sign_in_name)
        yield post, browser


def test_nobody_is_let_in_of_whom_nobody_will_be_told(at_desk, monkeypatch):
    def full(*_):
        raise OperationalError("INSERT", {}, Exception("disk is full"))

    monkeypatch.setattr(alerts, "note_alert", full)
    with with_mail(at_desk) as (_, browser):
        fields = filled_in(browser.get(HERE)) | {"reason": REASON}
        fields |= {"reference": at_desk.case.trigger.reference}
        assert "The database is away" in browser.post(HERE, data=fields).text
        assert browser.get(at_desk.address).status_code in {403, 404}
        monkeypatch.undo()
        opened = browser.post(HERE, data=fields)  # sent again: on record once, and told
        assert opened.url.path == at_desk.address
    assert len(take_alerts(at_desk.installation.office, at=at_desk.clock())) == 2


def test_whose_case_it_is_and_the_leads_are_written_to(at_desk):
    with with_mail(at_desk) as (post, browser):
        fields = filled_in(browser.get(HERE)) | {"reason": REASON}
        fields |= {"reference": at_desk.case.trigger.reference}
        browser.post(HERE, data=fields)
        assert post.got == []  # nobody waits for a mail server in an emergency
        browser.post(HERE, data=fields)  # the same once more: told of once
    send_alerts(at_desk.installation.office, post, at_desk.clock())
    assert len(post.got) == 2
    assert {mail.to for mail in post.got} == {SAM.sign_in_name, LEE.sign_in_name}
    for mail in post.got:
        assert "Ada Prior, administrator, opened the case EC-26-" in mail.text
        assert "MARKER" not in mail.text + mail.subject
