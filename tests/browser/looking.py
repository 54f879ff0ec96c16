"""Looking at a page as everybody must be able to use it: axe, the keyboard, 320 px."""

import re

from playwright.sync_api import expect

from browser.by_keyboard import presses, wrong_by_tab
from browser.in_chromium import knows_axe, spills, violations

NAMES = re.compile("Marigold|MARKER|Larkspur|Odile|Ines|Sam Reed|Wren|Ann Fen")
PATIENCE = 20_000  # milliseconds
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
BY_KEYBOARD_HEADINGS_AND_TITLE = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true})
  const all = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
  const out = e => e.matches('[tabindex="-1"]')
  const lost = all.filter(e => shown(e) && !e.disabled && !out(e)).filter(e => {
    e.focus({preventScroll: true})
    return document.activeElement !== e && e.type !== 'radio'
  })
  const jumping = all.filter(e => e.tabIndex > 0)
  return [[...lost, ...jumping].map(e => e.outerHTML.slice(0, 120)),
    document.querySelectorAll('h1').length, document.title]
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


class Look:
    """Looks at pages in one tab, and keeps what is wrong with each."""

    def __init__(self, there, chrome):
        self.there = there
        context = chrome.new_context(base_url=there.address, viewport=WIDE)
        knows_axe(context)
        self.tab = context.new_page()
        self._press = presses(context.new_cdp_session(self.tab))
        self.wrong, self.seen = [], 0

    def open(self, address, status=200):
        answer = self.tab.goto(address)
        assert answer.status == status, (address, answer.status)
        self.at(address)

    def at(self, what):
        """Look at the page that is open: as wide as it came, then at the other width.

        The next page comes at the width at which this one was left: half as many
        changes, and pages that are first seen at either.
        """
        self.tab.wait_for_load_state()
        self.seen += 1
        self._as_wide_as_it_is(what)
        self.tab.set_viewport_size(NARROW if self.width == WIDE else WIDE)
        self._as_wide_as_it_is(what)

    @property
    def width(self):
        return self.tab.viewport_size

    def _as_wide_as_it_is(self, what):
        if self.width == NARROW:
            self._note(what, [f"wider than 320 px: {e}" for e in spills(self.tab)])
            return
        self._note(what, violations(self.tab))
        self._note(what, wrong_by_tab(self.tab, self._press))
        lost, number, title = self.tab.evaluate(BY_KEYBOARD_HEADINGS_AND_TITLE)
        self._note(what, [f"not by keyboard: {e}" for e in lost])
        if number != 1:
            self._note(what, [f"{number} main headings"])
        if NAMES.search(title):
            self._note(what, [f"a name in the title: {title}"])

    def says(self, what, words):
        """Look at the page that comes, if it is the one that says this."""
        expect(self.tab.locator("main"), what).to_contain_text(words, timeout=PATIENCE)
        self.at(what)

    def _note(self, what, found):
        if found:
            title = self.tab.title()
            self.wrong += [f"{what} [{title}]: {one}" for one in found]

    def emptied(self, address):
        """Send the page's form with nothing in it, and look at what comes."""
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
        """Say how many pages were looked at; fail with all that was wrong."""
        wrong, seen = self.wrong, self.seen
        self.wrong, self.seen = [], 0
        with capsys.disabled():
            print(f"\n{seen} pages looked at: {what}")
        assert wrong == [], "\n" + "\n".join(wrong)
