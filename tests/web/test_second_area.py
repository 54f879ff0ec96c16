"""The second area of a joint case, in a county of six: what it sees, and whose it is.

East Cambridgeshire leads on the joint cases, Fenland reads them, and the other four
know nothing of them (`docs/decisions/0075`).
"""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.domain.contact.moved_days import DayMoved
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.letter.facts import Status
from asbreview.domain.terms import Body
from asbreview.domain.working_days import Holiday
from asbreview.reviews.moved_days import MovedOnCase
from asbreview.standing import make_ready
from desk import SAM, Day, date_in, desk, pages_of, words
from journey import APPLIED_ON, BODIES
from visiting import PASSWORD, fields_of, parsed

FENLAND = "fenland"
OTHERS = ("cambridge-city", "huntingdonshire", "south-cambridgeshire", "peterborough")
FDC_ID = Body.id_for("fenland-district-council")
FDC = "Fenland District Council"
ASKED_ON = date(2026, 3, 17)  # a Tuesday
TODAY = date(2026, 4, 1)  # a Wednesday
LEADS = "Joint: East Cambridgeshire leads and records on it, your area reads it"
READS_ONLY = (
    "/assign",
    "/clock/stop",
    "/complaints/new",
    "/contacts/new",
    "/joint",
    "/panel/convene",
    "/partners/ask",
    "/transfer",
    "/who-sees/restriction",
)


def officer(number, area, role=Role.CASEWORKER):
    name = f"Officer {number}"
    account_id, body = UUID(int=800 + number), FDC_ID
    address = f"officer{number}@council.example"
    return Account(account_id, address, name, role, body, frozenset({area}))


WYN = officer(1, FENLAND)
ELSEWHERE = [officer(n, area) for n, area in enumerate(OTHERS, start=2)]


class County:
    """Six areas in one installation, and the cases of two of them."""

    def __init__(self, work):
        self.work, self.made = work, 0
        installation = work.installation
        told = replace(installation.settings, other_procedures=(FENLAND, *OTHERS))
        self.shared = replace(installation, settings=told)
        make_ready(self.shared)
        work.browser.app.state = pages_of(self.shared).state
        for who in (WYN, *ELSEWHERE):
            open_account(installation.office, who, password=PASSWORD, at=work.clock())
        self.joint = work.tale.apply()
        self.share(self.joint)
        self.joint.decide(date(2026, 3, 16)).post(date(2026, 3, 16))
        self.unassigned = self.share(self.another(caseworker_id=None))
        self.hidden = self.share(self.another())
        self.give("restrict_case", self.hidden, (), reason="Her name is known")
        self.easts = self.another()
        self.theirs = self.another(procedure_id=FENLAND)
        self.asks_both()
        installation.projector.catch_up()

    def another(self, **applied):
        tale = Day(self.work.reviews, self.work.clock)
        self.made += 1
        tale.seed = UUID(int=8800 + self.made)
        return tale.apply(**applied)

    def give(self, command, tale, *told, on=APPLIED_ON, **more):
        signed = tale.signed(on)
        getattr(self.work.reviews, command)(tale.case_id, *told, **more, signed=signed)

    def share(self, tale):
        told = {"with_area": FENLAND, "since": APPLIED_ON, "reason": "The yard"}
        self.give("make_joint", tale, **told)
        return tale

    def asks_both(self):
        """Ask the bodies of both; those of the area that leads answer at once."""
        bodies, told = (*BODIES, FDC_ID), {"on": ASKED_ON}
        asks = {"requested_on": ASKED_ON, "questions": "What did you do?"}
        self.give("request_information", self.joint, bodies=bodies, **asks, **told)
        answer = {"kind": AnswerKind.NIL, "answer": "", "may_be_told": MayBeTold.ALL}
        for asked in self.work.case.evidence.unanswered:
            if asked.body_id != FDC_ID:
                more = answer | {"answered_on": ASKED_ON}
                self.give(
                    "answer_request", self.joint, asked.request_id, **more, **told
                )

    def reference(self, tale):
        return self.work.reviews.case(tale.case_id).trigger.reference

    def found_by(self, who):
        """Return the page on which somebody looks for whoever applied."""
        self.work.clock.set(TODAY)
        browser = self.work.sits(who).browser
        told = fields_of(browser.get("/find"), "/find") | {"query": "Marigold"}
        found = browser.post("/find", data=told)
        assert found.status_code == 200
        return found.text

    def rows(self, who, **asked):
        """Return what the queue says of each case that is shown, by its reference."""
        self.work.clock.set(TODAY)
        page = self.work.sits(who).browser.get("/", params={"whose": "all"} | asked)
        assert page.status_code == 200
        told = {}
        for row in parsed(page.text).xpath("//tbody/tr"):
            says = " ".join(row.text_content().split())
            (name,) = (n for n in CASES if self.reference(vars(self)[n]) in says)
            told[name] = says
        return told, words(page)


CASES = ("joint", "unassigned", "hidden", "easts", "theirs")


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("county")) as work:
        yield County(work)


def test_it_sees_its_own_cases_and_those_it_shares_and_who_leads_on_them(county):
    rows, page = county.rows(WYN)
    assert set(rows) == {"joint", "unassigned", "theirs"}
    assert "All cases (3)" in page
    assert LEADS in rows["joint"]
    assert LEADS in rows["unassigned"]
    assert LEADS not in rows["theirs"]
    assert "Caseworker: Sam Reed" in rows["joint"]


def test_the_area_that_leads_is_not_told_so(county):
    rows, page = county.rows(SAM)
    assert set(rows) == {"joint", "unassigned", "hidden", "easts"}
    assert LEADS not in page


def test_what_nobody_has_taken_is_offered_to_the_area_that_can_take_it(county):
    rows, page = county.rows(WYN, whose="unassigned")
    assert rows == {}
    assert "Unassigned (0)" in page
    rows, page = county.rows(SAM, whose="unassigned")
    assert set(rows) == {"unassigned"}
    assert "Unassigned (1)" in page


def test_what_waits_for_us_is_what_waits_for_the_area_of_whoever_looks(county):
    rows, _ = county.rows(WYN)
    assert "Waits for: Us" in rows["theirs"]
    assert "Waits for: East Cambridgeshire Caseworker" in rows["unassigned"]
    assert set(county.rows(WYN, waits_for="us")[0]) == {"theirs"}
    rows, _ = county.rows(SAM)
    assert "Waits for: Us" in rows["unassigned"]
    assert "unassigned" in county.rows(SAM, waits_for="us")[0]


def test_what_waits_for_its_own_body_is_found_by_that_body(county):
    """The council of Fenland was asked on 17 March, and had ten working days."""
    rows, _ = county.rows(WYN, waits_for=str(FDC_ID))
    assert set(rows) == {"joint"}
    assert f"Get the answer of {FDC}" in rows["joint"]
    assert "Tuesday 31 March 2026" in rows["joint"]
    assert "Overdue by 1 working day" in rows["joint"]


def test_the_deadlines_say_whose_they_are_and_by_whose_procedures(county):
    county.work.clock.set(TODAY)
    county.work.sits(WYN)
    page = words(county.work.get("/deadlines"))
    assert f"For {FDC} to do." in page
    still_open = page[page.index(" Open ") : page.index("Why this day")]
    assert "Answer a request for information" in still_open
    assert "Tuesday 31 March 2026" in still_open
    assert "procedure of the East Cambridgeshire Community Safety Partnership" in page
    assert "procedure of the Fenland" not in page


def test_a_step_that_the_other_area_has_to_take_is_not_said_to_be_ours(county):
    county.work.clock.set(TODAY)
    at = f"/cases/{county.reference(county.unassigned)}"
    for who, us in ((WYN, "East Cambridgeshire"), (SAM, "us")):
        browser = county.work.sits(who).browser
        assert f"For {us} to do." in words(browser.get(f"{at}/deadlines"))
        said = f"Waiting for {us[0].upper()}{us[1:]}, since"
        assert said in words(browser.get(at))


@pytest.mark.parametrize("page", READS_ONLY)
def test_it_records_nothing_on_what_another_leads(county, page):
    county.work.clock.set(TODAY)
    county.work.sits(WYN)
    assert county.work.get().status_code == 200
    assert county.work.get(page).status_code == 403


@pytest.mark.parametrize("name", ["hidden", "easts"])
def test_what_is_restricted_or_not_joint_is_not_there(county, name):
    county.work.clock.set(TODAY)
    browser = county.work.sits(WYN).browser
    for page in ("", "/deadlines", "/history"):
        case = county.reference(vars(county)[name])
        assert browser.get(f"/cases/{case}{page}").status_code == 404


@pytest.mark.parametrize("who", ELSEWHERE, ids=lambda who: min(who.areas))
def test_the_other_four_areas_know_nothing_of_it(county, who):
    rows, page = county.rows(who)
    assert rows == {}
    assert "All cases (0)" in page
    assert county.work.get().status_code == 404
    assert "MARKERNAME" not in county.found_by(who)


def test_the_search_finds_what_each_may_read(county):
    for who in (WYN, SAM):
        page = county.found_by(who)
        there = {name for name in CASES if county.reference(vars(county)[name]) in page}
        assert there == set(county.rows(who)[0])
        assert {"joint", "unassigned"} < there


def print_queue_of(county, who):
    """Return the letters of all cases as somebody sees them, and their browser."""
    county.work.clock.set(TODAY)
    county.work.installation.projector.catch_up()
    browser = county.work.sits(who).browser
    return browser, browser.get("/letters")


def posted_by(county, who, letters):
    """Return the answer to somebody who says that some letters were posted."""
    browser, page = print_queue_of(county, who)
    told = {
        "csrf_token": fields_of(page, "/sign-out")["csrf_token"],
        "command_id": str(uuid4()),
        "letters": [str(letter_id) for letter_id in letters],
        **date_in("posted_on", TODAY),
    }
    return browser.post("/letters", data=told)


def test_the_letters_of_what_another_area_leads_are_that_areas_to_post(county):
    """Posted from two offices a letter comes twice, and one of them says it went."""
    tale = county.share(county.another())
    waiting = tale.letters()
    tale.hand_over(TODAY)
    case = county.reference(tale)
    refused = posted_by(county, WYN, waiting)
    stand = {county.work.reviews.letter(id_).status for id_ in waiting}
    assert stand == {Status.HANDED_OVER}
    assert "There is no such case" in words(refused)
    assert case in print_queue_of(county, SAM)[1].text
    assert case not in print_queue_of(county, WYN)[1].text
    assert posted_by(county, SAM, waiting).url.query == b"done=posted"


def test_nor_are_they_another_areas_to_draw_again(county):
    tale = county.share(county.another())
    waiting = tale.letters()
    tale.hand_over(APPLIED_ON)
    browser, page = print_queue_of(county, WYN)
    told = {
        "csrf_token": fields_of(page, "/sign-out")["csrf_token"],
        "command_id": str(uuid4()),
        "letters": [str(letter_id) for letter_id in waiting],
    }
    refused = browser.post("/letters/draw-again", data=told)
    assert "There is no such case" in words(refused)
    for page in ("/letters", "/letters/draw-again"):
        assert county.reference(tale) not in browser.get(page).text


def test_whom_to_tell_a_day_that_moved_is_for_the_area_that_leads_to_do(county):
    tale = county.share(county.another())
    reviews, reference = county.work.reviews, county.reference(tale)
    applicant_id = reviews.case(tale.case_id).contact.applicant_id
    moved = DayMoved(
        timer_id="decide-threshold", told=date(2026, 4, 13), now=date(2026, 4, 14)
    )
    reviews.add_closures(
        (Holiday(on=date(2026, 4, 8), name="The offices are shut"),),
        moved=(MovedOnCase(tale.case_id, (moved,), {applicant_id: (moved,)}),),
        signed=tale.signed(TODAY),
    )
    county.work.installation.projector.catch_up()
    for who, shows in ((SAM, True), (WYN, False)):
        page = county.work.sits(who).browser.get("/working-days")
        assert (reference in page.text) is shows, who
