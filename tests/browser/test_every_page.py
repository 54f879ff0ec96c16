"""Every page in every state: no barrier, no sideways scroll, one heading, no names.

The list of pages comes from the application's own routes: one that is not looked at
here fails.
"""

import pytest

from asbreview.serving import create
from asbreview.web.figures_board import SECTIONS
from browser.every_page import (
    ACCOUNTS_SHOWN,
    ASK_NOTHING,
    CASE,
    FORMS,
    IN_STATES,
    MEETS,
    NOT_OF_A_CASE,
    PAST,
    PUBLIC_FORMS,
    PUBLIC_SHOWS,
    SHOWS,
    TODAY,
    case_of,
    routes,
)
from browser.in_chromium import sign_in
from browser.looking import Look
from browser.premises import ANN, premises
from browser.stages import ASKED_OF_THE_PAST, GROUP_MEETING, Stages
from journey import COUNCIL, PROCEDURE
from unprinted import nothing_printed

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
NO_MISTAKE_TO_MAKE = ASK_NOTHING
CASES_OF_NUMBERS = (
    *("/figures/time/cases", "/figures/open/months/cases"),
    *("/figures/again/cases", "/figures/bodies/cases"),
    *(f"/figures/{which}/by" for which in ("time", "again", "bodies")),
)
NOT_A_PAGE = {"/static/{name:path}", f"{CASE}/letters/{{letter_id:uuid}}/letter.pdf"}
NOT_A_PAGE |= {f"{CASE}/documents/{{file_id:uuid}}/{a}" for a in ("copy", "original")}
NOT_A_PAGE |= {f"{CASE}/outcome/addressees/{{addressee_id:uuid}}/letter.pdf"}
NOT_A_PAGE |= {f"{CASE}/panel/meeting.ics", "/status/case/meeting.ics"}
NOT_A_PAGE |= {
    f"{CASE}/panel/packs/{{pack_number:int}}/{file}"
    for file in ("pack.pdf", "proofs.zip")
}
NOT_A_PAGE |= {f"{CASE}/panel/packs/{{pack_number:int}}/pack.pdf"}
NOT_A_PAGE |= {"/requests/times/csv", "/figures/bodies/{body_id:uuid}/csv"}
NOT_A_PAGE |= {"/healthz", "/readyz"}  # for programs that watch
NOT_A_PAGE |= {f"{section.address}/csv" for section in SECTIONS}
NOT_A_PAGE |= {f"/figures/open/{t}/csv" for t in ("late", "cases", "months", "chart")}
NOT_A_PAGE |= {"/figures/time/chart/csv", "/figures/again/repeat/csv"}
NOT_A_PAGE |= {f"{page}/csv" for page in CASES_OF_NUMBERS}
NOT_A_PAGE |= {
    "/figures/what-if/csv",
    "/figures/conformance/csv",
}  # to be saved
NOT_A_PAGE |= {"/procedures/{number:int}/file", "/figures/return/csv"}  # to be saved
NOT_A_PAGE |= {
    f"/figures/reports/{which}/{saved}"
    for which in ("committee", "county", "effectiveness")
    for saved in ("report.pdf", "csv")
}
NOT_A_PAGE |= {"/audit/ledger/heads/{number:int}", "/audit/ledger/verify_ledger.py"}
NOT_A_PAGE |= {"/sign-in/provider", "/sign-in/provider/back"}  # `test_provider.py`
NOT_A_PAGE |= {"/signed-in"}  # for the script that warns before a session ends
NOT_A_PAGE |= {"/audit/csv", "/audit/reads/csv"}  # to be saved
FOR_AUDITORS = ("/audit", "/audit/reads")
ASKED_OF_JUNE = (
    f"/audit?question=more-time&area={PROCEDURE}&from_on-day=1&from_on-month=1"
    "&from_on-year=2026&to_on-day=1&to_on-month=6&to_on-year=2026"
)
GOES_ELSEWHERE = {f"{CASE}/history/then"}
ALONE = ("/", "/find", "/figures", "/accessibility", "/letters", "/applications/new")
ALONE += ("/working-days", "/procedures", "/directory", "/meetings")
ALONE += ("/figures/return", "/retention")
ALONE += ("/figures/return", "/figures/what-if")
ALONE += ("/figures/return", "/figures/what-if", "/figures/conformance")
ALONE += ("/figures/return", "/past")
ALONE += tuple(
    f"/figures/reports/{which}" for which in ("committee", "county", "effectiveness")
)
ALONE += ("/figures/return", "/past", *(section.address for section in SECTIONS[1:]))
ALONE += CASES_OF_NUMBERS
VERSION = "/procedures/{number:int}"
RECIPIENTS = f"{CASE}/data-requests/annotations/{{annotation_id:uuid}}/recipients"
BY_ID = {
    "/figures/bodies/{body_id:uuid}": f"/figures/bodies/{COUNCIL}",
    "/figures/what-if/{what_if_id:uuid}": f"/figures/what-if/{ASKED_OF_THE_PAST}",
}
ALONE_BY_NUMBER = (VERSION, f"{VERSION}/changes")
PARTS = 2  # so that two can look at once
THEN = "2026-03-08"  # a Sunday: the day before the threshold was decided


def _cases(installation, clock):
    stages = Stages(installation, clock)
    closed = stages.until("close").case_id  # first: the log's clock never goes back
    forms = {route: form.stage(stages).case_id for route, form in FORMS.items()}
    shown = {
        "received": stages.until("apply").case_id,
        "found": stages.until("find").case_id,
        "closed": closed,
        "withdrawn": stages.withdrawn().case_id,
        "for another": stages.for_another().case_id,
        "in touch": stages.with_contact().case_id,
        "held back": stages.with_letter_held().case_id,
    }
    states = {what: row.stage(stages).case_id for what, row in IN_STATES.items()}
    return {"forms": forms, "shown": shown, "states": states}


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    folder = tmp_path_factory.mktemp("every")
    with nothing_printed(), premises(folder, TODAY, _cases) as there:
        there.settled()
        yield there


@pytest.fixture(scope="module")
def sam(there, chrome):
    sam = Look(there, chrome)
    sign_in(sam.tab)
    yield sam
    sam.tab.context.close()


@pytest.fixture
def look(sam):
    sam.wrong, sam.seen = [], 0
    return sam


def test_every_page_there_is_has_a_row(there):
    """Of forms, those that are shown by their own address; the rest are `SHOWS`."""
    shown = {f"{CASE}{page}" for page in SHOWS} | set(ALONE) | {"/sign-in"}
    shown |= set(ALONE_BY_NUMBER) | PUBLIC_FORMS | PUBLIC_SHOWS
    shown |= {f"{CASE}/letters/{{letter_id:uuid}}", f"{CASE}/history/reads"}
    shown |= {f"/meetings/{MEETS}", "/audit/ledger", f"/past/{PAST}"}
    shown |= {f"{CASE}/partners/{{request_id:uuid}}/sent"}  # with its forms
    shown |= {f"{CASE}/decisions/{{command_id:uuid}}", RECIPIENTS}
    shown |= set(FOR_AUDITORS) | set(BY_ID)
    shown |= {"/figures/what-if/keep", "/requests/times"}  # as `test_what_if.py` does
    asked = {route for route, form in FORMS.items() if form.shown_at is None}
    every = shown | asked | NOT_A_PAGE | GOES_ELSEWHERE | ACCOUNTS_SHOWN
    assert routes(create(there.installation), "GET") == every
    assert len(SHOWS) == len(set(SHOWS))  # twice looked at is looked at in vain


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_and_its_mistakes(there, look, capsys, part):
    for route, form in list(FORMS.items())[part::PARTS]:
        case = case_of(there.installation, there.made["forms"][route])
        if route in NOT_OF_A_CASE:
            case = case._replace(address=NOT_OF_A_CASE[route])
        look.open(form.shown(case))
        if route not in NO_MISTAKE_TO_MAKE:
            look.emptied(form.shown(case))
        if route.startswith(RECIPIENTS):
            look.open(form.shown(case).rpartition("/")[0])
    look.open("/find")
    look.emptied("/find")
    look.done(capsys, f"forms, part {part + 1} of {PARTS}, and each emptied")


def decision_of(case):
    return f"/decisions/{case.records.trigger.threshold.command_id}"


@pytest.mark.parametrize("stage", ["received", "found", "closed"])
def test_every_page_of_a_case(there, look, capsys, stage):
    case = case_of(there.installation, there.made["shown"][stage])
    for page in SHOWS:
        look.open(case.address + page)
    look.open(case.address + case.letter)
    if stage != "received":
        look.open(f"{case.address}{decision_of(case)}")
        look.open(f"{case.address}/history/known?on={THEN}")
    if stage == "closed":
        look.open(f"{case.address}/history?detail=yes")
    look.done(capsys, f"a case that is {stage}")


def test_the_other_pages_and_stages(there, look, capsys):
    for address in (*ALONE, *BY_ID.values()):
        look.open(address)
    for number in (1, 2):
        for route in ALONE_BY_NUMBER:
            look.open(route.replace("{number:int}", str(number)))
    look.open(f"/meetings/{GROUP_MEETING}")
    look.open("/?page=2&whose=mine")
    assert "Previous" in look.tab.locator("main").inner_text()
    look.open(
        "/?place=Ely&stage=panel+convened&waits_for=us&overdue=yes&ended=yes&whose=all"
    )
    for stage in ("withdrawn", "for another", "in touch", "held back"):
        case = case_of(there.installation, there.made["shown"][stage])
        for page in ("", "/contacts", "/letters"):
            look.open(case.address + page)
    look.open(f"{case.address}{case.letter}")
    look.open(
        "/figures?area=East+Cambridgeshire&from_on-day=31&to_on-day=x", status=422
    )
    look.open(f"{case.address}/history/then?seen_on-day=99", status=422)
    look.open("/nowhere", status=404)
    look.open(f"{case.address}/history/reads", status=403)
    look.done(capsys, "pages of no case, other stages, no such page, not yours")


def test_every_page_in_a_state_of_its_own(there, look, capsys):
    for what, row in IN_STATES.items():
        case = case_of(there.installation, there.made["states"][what])
        look.open(case.address + row.page(case))
        assert row.says in look.tab.locator("main").inner_text(), what
    look.done(capsys, "in states of their own")


def test_every_page_as_it_was(there, look, capsys):
    case = case_of(there.installation, there.made["shown"]["closed"])
    for page in SHOWS:
        look.open(f"{case.address}{page}?as_of={THEN}")
    look.open(f"{case.address}/history/between?from={THEN}")
    look.open(f"/?as_of={THEN}")
    look.done(capsys, "as they were")


def test_what_an_auditor_sees(there, chrome, capsys):
    look = Look(there, chrome)
    look.open("/sign-in")
    sign_in(look.tab, ANN)
    case = case_of(there.installation, there.made["shown"]["found"])
    for page in (*SHOWS, "/history/reads", case.letter):
        look.open(case.address + page)
    for address in (
        "/",
        "/letters",
        "/figures",
        "/working-days",
        "/procedures",
        "/directory",
        "/audit/ledger",
        *FOR_AUDITORS,
        ASKED_OF_JUNE,
    ):
        look.open(address)
    look.open("/applications/new", status=403)
    look.tab.context.close()
    look.done(capsys, "an auditor's")
