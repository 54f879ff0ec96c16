"""Every page in every state: no barrier, no sideways scroll, one heading, no names.

The list of pages comes from the application's own routes: one that is not looked at
here fails.
"""

import re

import pytest

from asbreview.serving import create
from browser.every_page import (
    CASE,
    FORMS,
    NOT_OF_A_CASE,
    SHOWS,
    TODAY,
    case_of,
    routes,
)
from browser.in_chromium import sign_in, spills, violations
from browser.premises import ANN, premises
from browser.stages import Stages

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NO_MISTAKE_TO_MAKE = {
    f"{CASE}/letters/{{letter_id:uuid}}/draw-again",
    f"{CASE}/people/{{person_id:uuid}}/erase/finish",
}
NOT_A_PAGE = {"/static/{name:path}", f"{CASE}/letters/{{letter_id:uuid}}/letter.pdf"}
NOT_A_PAGE |= {"/healthz", "/readyz"}  # for programs that watch
GOES_ELSEWHERE = {f"{CASE}/history/then"}
ALONE = ("/", "/find", "/figures", "/accessibility", "/letters", "/applications/new")
NAMES = re.compile("Marigold|MARKER|Larkspur|Odile|Ines|Sam Reed|Wren|Ann Fen")
PARTS = 3  # so that several can look at once
THEN = "2026-03-08"  # a Sunday: the day before the threshold was decided
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
SEEN_IN_WORDS = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true})
  const all = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
  const out = e => e.matches('[tabindex="-1"]')
  const lost = all.filter(e => shown(e) && !e.disabled && !out(e)).filter(e => {
    e.focus({preventScroll: true})
    return document.activeElement !== e && e.type !== 'radio'
  })
  const jumping = all.filter(e => e.tabIndex > 0)
  return [...lost, ...jumping].map(e => e.outerHTML.slice(0, 120))
}"""
EMPTIED = """() => {
  const form = document.querySelector('#main-content form[method=post]')
  for (const field of form.elements) {
    if (['radio', 'checkbox'].includes(field.type)) field.checked = false
    else if (field.type !== 'hidden' && field.type !== 'submit') field.value = ''
  }
  form.noValidate = true
  const buttons = [...form.querySelectorAll('button')]
  const button = buttons.find(b => !b.name && b.tabIndex >= 0)
  form.requestSubmit(button)
}"""


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
    return {"forms": forms, "shown": shown}


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    folder = tmp_path_factory.mktemp("every")
    with premises(folder, TODAY, _cases) as there:
        there.settled()
        yield there


class Look:
    """Looks at pages, and keeps what is wrong with each, and which were seen."""

    def __init__(self, there, chrome):
        self.there = there
        context = chrome.new_context(base_url=there.address, viewport=WIDE)
        self.tab = context.new_page()
        self.wrong, self.seen, self.said = [], 0, []
        self.tab.on("console", lambda said: self.said.append(said.text))

    def open(self, address, status=200):
        answer = self.tab.goto(address)
        assert answer.status == status, (address, answer.status)
        self.at(address)

    def at(self, what):
        """Look at the page that is open."""
        self.seen += 1
        self.tab.set_viewport_size(WIDE)
        self._note(what, violations(self.tab))
        self._note(what, [f"not by keyboard: {e}" for e in self._out_of_reach()])
        self.tab.set_viewport_size(NARROW)
        self._note(what, [f"wider than 320 px: {e}" for e in spills(self.tab)])
        if (number := self.tab.locator("h1").count()) != 1:
            self._note(what, [f"{number} main headings"])
        if NAMES.search(self.tab.title()):
            self._note(what, [f"a name in the title: {self.tab.title()}"])

    def _out_of_reach(self):
        return self.tab.evaluate(SEEN_IN_WORDS)

    def _note(self, what, found):
        self.wrong += [f"{what} [{self.tab.title()}]: {one}" for one in found]

    def emptied(self, address):
        """Send the page's form with nothing in it, and look at what comes."""
        self.tab.set_viewport_size(WIDE)
        with self.tab.expect_navigation():
            self.tab.evaluate(EMPTIED)
        said = self.tab.locator("main").inner_text()
        if "There is a problem" not in said:
            self._note(f"{address} emptied", ["no error summary"])
        elif not self.tab.title().startswith("Error: "):
            self._note(f"{address} emptied", ["the title does not say Error"])
        else:
            self.at(f"{address} emptied")

    def done(self, capsys, what):
        with capsys.disabled():
            print(f"\n{self.seen} pages looked at: {what}")
        self.tab.context.close()
        assert self.wrong == [], "\n" + "\n".join(self.wrong)


@pytest.fixture
def look(there, chrome):
    look = Look(there, chrome)
    sign_in(look.tab)
    return look


def test_every_page_there_is_has_a_row(there):
    """Of forms, those that are shown by their own address; the rest are `SHOWS`."""
    shown = {f"{CASE}{page}" for page in SHOWS} | set(ALONE) | {"/sign-in"}
    shown |= {f"{CASE}/letters/{{letter_id:uuid}}", f"{CASE}/history/reads"}
    asked = {route for route, form in FORMS.items() if form.shown_at is None}
    every = shown | asked | NOT_A_PAGE | GOES_ELSEWHERE
    assert routes(create(there.installation), "GET") == every


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_and_its_mistakes(there, look, capsys, part):
    for route, form in list(FORMS.items())[part::PARTS]:
        case = case_of(there.installation, there.made["forms"][route])
        if route in NOT_OF_A_CASE:
            case = case._replace(address=route)
        look.open(form.shown(case))
        if route not in NO_MISTAKE_TO_MAKE:
            look.emptied(form.shown(case))
    look.open("/find")
    look.emptied("/find")
    look.done(capsys, f"forms, part {part + 1} of {PARTS}, and each emptied")


@pytest.mark.parametrize("stage", ["received", "found", "closed"])
def test_every_page_of_a_case(there, look, capsys, stage):
    case = case_of(there.installation, there.made["shown"][stage])
    for page in SHOWS:
        look.open(case.address + page)
    look.open(case.address + case.letter)
    if stage == "closed":
        look.open(f"{case.address}/history?detail=yes")
    look.done(capsys, f"a case that is {stage}")


def test_the_other_pages_and_stages(there, look, capsys):
    for address in ALONE:
        look.open(address)
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


def test_every_page_as_it_was(there, look, capsys):
    case = case_of(there.installation, there.made["shown"]["closed"])
    for page in SHOWS:
        look.open(f"{case.address}{page}?as_of={THEN}")
    look.open(f"/?as_of={THEN}")
    look.done(capsys, "as they were")


def test_what_an_auditor_sees(there, chrome, capsys):
    look = Look(there, chrome)
    look.open("/sign-in")
    sign_in(look.tab, ANN)
    case = case_of(there.installation, there.made["shown"]["found"])
    for page in (*SHOWS, "/history/reads", case.letter):
        look.open(case.address + page)
    for address in ("/", "/letters", "/figures"):
        look.open(address)
    look.open("/applications/new", status=403)
    look.done(capsys, "an auditor's")
