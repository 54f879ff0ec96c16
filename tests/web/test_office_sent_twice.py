"""The forms that change the office, or end a draft, sent twice: one effect of each.

At once, and one after the other: whoever sends one is told what is true both times.
Those that change a case are in `browser/test_sent_twice.py` and
`browser/test_others_sent_twice.py`.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from threading import Barrier

import pytest
from litestar.testing import TestClient

from applying import REST, THREE, WHO, Applicant, filled_in
from asbreview.access.accounts import open_account
from asbreview.access.identities import Identity, identity_of, link
from asbreview.access.keeping import changes_of
from asbreview.access.second_factors import SecondFactors
from asbreview.settings_of_oidc import OidcSettings
from browser.every_page import OTHERWISE
from browser.premises import ADA
from desk import ADDRESS, ANN, SAM, desk, pages_of
from evidence_files import made_files as made
from journey import APPLIED_ON
from one_time_codes import code_at
from visiting import PASSWORD, fields_of, sign_in
from web.test_apply_files import add

COUNCIL = OidcSettings("https://login.council.example", "asbreview", "s", "The Council")
SUBJECT = "248289761001"
FACTOR = "/account/second-factor"
CODES = re.compile("<li>([A-Z0-9]{5}-[A-Z0-9]{5})</li>")
SHOWN_BEFORE = "Your recovery codes were made when it came first"
OVER = "Your session has ended"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        office, at = sam.installation.office, sam.clock()
        open_account(office, ADA, password=PASSWORD, at=at)
        yield sam.on(APPLIED_ON)


@contextmanager
def two_browsers(installation):
    """Open the same pages twice: what one sends waits for nothing of the other."""
    with ExitStack() as until_the_end:
        yield [
            until_the_end.enter_context(
                TestClient(pages_of(installation), base_url=ADDRESS)
            )
            for _ in range(2)
        ]


class Twice:
    """A form that is sent twice by one browser, which heard of no answer between."""

    def __init__(self, browsers, *, at_once):
        self.browsers, self.at_once = browsers, at_once
        self.browser = browsers[0]

    def send(self, to, fields, **how):
        cookies = dict(self.browser.cookies)
        for each in self.browsers:
            each.cookies.clear()
        header = {"Cookie": "; ".join(f"{n}={v}" for n, v in cookies.items())}
        ready = Barrier(2)

        def send_by(browser):
            if self.at_once:
                ready.wait()
            return browser.post(
                to, data=fields, headers=header, follow_redirects=False, **how
            )

        with ThreadPoolExecutor(2 if self.at_once else 1) as pool:
            return list(pool.map(send_by, self.browsers))


@pytest.fixture(params=["at once", "one after the other"])
def twice(request, sam):
    given = sam.installation
    told = replace(given.settings, oidc=COUNCIL, pages_at=ADDRESS)
    by_council = replace(given, settings=told)
    with two_browsers(by_council) as browsers:
        yield Twice(browsers, at_once=request.param == "at once")


def test_the_office_has_no_form_that_is_sent_twice_nowhere():
    assert {
        "/apply/send",
        f"{FACTOR}/new",
        f"{FACTOR}/codes",
        f"{FACTOR}/remove",
        "/accounts/{account_id:uuid}/identity",
        "/accounts/{account_id:uuid}/identity/remove",
        "/emergency/end",
    } == OTHERWISE


def test_an_application_opens_one_case_with_each_file_once(sam, twice):
    juniper = Applicant(twice.browser)
    juniper.come_to_the_end()
    add(juniper, made.jpeg())
    juniper.answer("files", another="false")
    fields = fields_of(juniper.open("check"))
    before = sam.reviews.end_of_log()
    first, second = twice.send("/apply/send", fields)
    for answer in (first, second):
        assert answer.status_code == 303, answer.text
        assert answer.headers["location"] == "/apply/sent"
    events = events_since(sam, before)
    cases = {e.case_id for e in events if e.TOPIC == "trigger.application-received"}
    assert len(cases) == 1
    (case_id,) = cases
    assert len(sam.reviews.case(case_id).evidence.files) == 1


def at_the_files(twice):
    juniper = Applicant(twice.browser)
    juniper.begin()
    juniper.answer_all(WHO)
    juniper.complain(*THREE)
    juniper.answer_all({s: a for s, a in REST.items() if s != "files"})
    return juniper


def test_a_complaint_is_added_once_and_another_besides_it(twice):
    """As the same form is sent; going back and telling of another day is another."""
    juniper = at_the_files(twice)
    cookies = dict(twice.browser.cookies)
    fields = filled_in(juniper.open("complaints/new")) | THREE[1]
    for answer in twice.send("/apply/complaints/new", fields):
        assert answer.headers["location"] == "/apply/complaints"
    twice.browser.cookies.update(cookies)
    assert juniper.open("complaints").text.count("You told") == 4
    juniper.send("complaints/new", fields | THREE[2])
    assert juniper.open("complaints").text.count("You told") == 5


def test_a_file_is_added_once_to_an_application_and_kept_once(sam, twice):
    juniper = at_the_files(twice)
    cookies = dict(twice.browser.cookies)
    fields = filled_in(juniper.open("files/new")) | {"description": "The door"}
    fields.pop("file", None)
    file = {"file": ("door.jpg", made.jpeg())}
    for answer in twice.send("/apply/files/new", fields, files=file):
        assert answer.headers["location"] == "/apply/files"
    twice.browser.cookies.update(cookies)
    kept = sam.installation.files_folder
    assert juniper.open("files").text.count("door.jpg") == 1
    assert (
        len([f for f in kept.rglob("*") if f.is_file() and "copy" not in f.name]) == 1
    )


def events_since(sam, before):
    found = sam.reviews.recorder.select_notifications(before + 1, 999)
    return [sam.reviews.mapper.to_domain_event(each) for each in found]


def factors_of(sam):
    return SecondFactors(sam.installation.office, sam.installation.keyring)


def changed(sam, account=SAM):
    changes = changes_of(sam.installation.office, account.account_id)
    return [each.what for each in changes]


def with_a_second_factor(sam, twice):
    """Let Sam sign in, and have one; return the codes that were made with it."""
    sign_in(twice.browser)
    factors = factors_of(sam)
    sealed = factors.new_secret(SAM.account_id)
    code = code_at(factors.shown(SAM.account_id, sealed), sam.clock())
    return factors.add(SAM.account_id, sealed, code, at=sam.clock())


def holds(sam, code):
    return factors_of(sam).takes_recovery(SAM.account_id, code)


def one_page_of_codes(answers):
    """Return the codes that one answer shows; the other says that it shows none."""
    shown = [CODES.findall(answer.text) for answer in answers]
    (codes,) = [each for each in shown if each]
    assert len(codes) == 10
    return codes


def test_a_second_factor_is_added_once_and_the_codes_shown_are_those_that_hold(
    sam, twice
):
    sign_in(twice.browser)
    asked = twice.browser.get(f"{FACTOR}/new")
    key = re.search(r'id="key">([A-Z2-7 ]+)<', asked.text)[1].replace(" ", "")
    fields = fields_of(asked, f"{FACTOR}/new") | {"code": code_at(key, sam.clock())}
    answers = twice.send(f"{FACTOR}/new", fields)
    codes = one_page_of_codes(answers)
    told_of_the_second(twice, answers)
    assert changed(sam) == ["second factor added"]
    assert all(holds(sam, code) for code in codes)


def told_of_the_second(twice, answers):
    """It came while the first was being done; or later, and its session had gone on."""
    (other,) = [answer for answer in answers if not CODES.findall(answer.text)]
    assert other.status_code in ({200, 401} if twice.at_once else {401})
    says = SHOWN_BEFORE if other.status_code == 200 else OVER
    assert says in other.text


def test_recovery_codes_are_made_once_and_those_shown_are_those_that_hold(sam, twice):
    before = with_a_second_factor(sam, twice)
    fields = fields_of(twice.browser.get(FACTOR), f"{FACTOR}/codes")
    answers = twice.send(f"{FACTOR}/codes", fields)
    codes = one_page_of_codes(answers)
    told_of_the_second(twice, answers)
    assert changed(sam) == ["new recovery codes made"]
    assert all(holds(sam, code) for code in codes)
    assert not any(holds(sam, code) for code in before)


def test_a_second_factor_is_removed_once(sam, twice):
    with_a_second_factor(sam, twice)
    fields = fields_of(twice.browser.get(FACTOR), f"{FACTOR}/remove")
    answers = twice.send(f"{FACTOR}/remove", fields)
    assert answers[0].status_code == 303 or twice.at_once
    for answer in answers:  # everybody who is signed in to it is signed out
        assert answer.headers.get("location") == "/sign-in" or OVER in answer.text
    assert changed(sam) == ["second factor removed"]
    assert factors_of(sam).held(SAM.account_id) is None


def keeper_at(sam, twice):
    sign_in(twice.browser, name=ADA.sign_in_name)
    return f"/accounts/{ANN.account_id}"


def of_anns(twice, page, to):
    return fields_of(twice.browser.get(page), to)


def test_an_account_is_linked_once(sam, twice):
    page = keeper_at(sam, twice)
    to = f"{page}/identity"
    fields = of_anns(twice, page, to) | {"subject": SUBJECT}
    for answer in twice.send(to, fields):
        assert answer.status_code == 303, answer.text
        assert answer.headers["location"] == f"{page}?done=linked"
    assert changed(sam, ANN) == ["linked to The Council"]


def test_an_account_is_unlinked_once_and_not_again_after_it_was_linked_anew(sam, twice):
    office, identity = sam.installation.office, Identity(COUNCIL.issuer, SUBJECT)
    link(office, ANN.account_id, identity, at=sam.clock())
    page = keeper_at(sam, twice)
    to = f"{page}/identity/remove"
    fields, cookies = of_anns(twice, page, to), dict(twice.browser.cookies)
    for answer in twice.send(to, fields):
        assert answer.status_code == 303, answer.text
        assert answer.headers["location"] == f"{page}?done=unlinked"
    assert changed(sam, ANN) == ["linked to The Council no longer"]
    link(office, ANN.account_id, identity, at=sam.clock())
    twice.browser.cookies.update(cookies)
    twice.send(to, fields)
    assert identity_of(office, ANN.account_id) is not None


def test_what_was_opened_in_an_emergency_ends_once_and_what_is_opened_after_stays(
    sam, twice
):
    sam.tale.apply()
    sam.on(APPLIED_ON)
    reference = sam.case.trigger.reference
    sign_in(twice.browser, name=ADA.sign_in_name)
    opens = {"reference": reference, "reason": "Nobody answers"}

    def open_it():
        asked = fields_of(twice.browser.get("/emergency"), "/emergency")
        answer = twice.browser.post("/emergency", data=asked | opens)
        assert str(answer.url).endswith(reference), answer.text

    open_it()
    fields = fields_of(twice.browser.get("/emergency"), "/emergency/end")
    fields, cookies = fields | {"reference": reference}, dict(twice.browser.cookies)
    before = sam.reviews.end_of_log()
    for answer in twice.send("/emergency/end", fields):
        assert answer.status_code == 303, answer.text
        assert answer.headers["location"] == "/emergency?done=ended"
    ours = [e for e in events_since(sam, before) if e.recorded_by == ADA.account_id]
    assert len(ours) == 1
    twice.browser.cookies.update(cookies)
    assert twice.browser.get(f"/cases/{reference}").status_code != 200
    open_it()
    twice.send("/emergency/end", fields)
    twice.browser.cookies.update(cookies)
    assert twice.browser.get(f"/cases/{reference}").status_code == 200
