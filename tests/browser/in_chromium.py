"""Working a page in Chromium: fill in a form, send it, look at what came."""

from contextlib import contextmanager
from datetime import date

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright

from browser.premises import PASSWORD, SAM
from requirements_of_the_machine import chromium

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Every page begins its scripts anew, and axe is the longest: what is made quicker while
# it runs has not run long enough to pay for that.
UNHURRIED = "--js-flags=--no-opt --no-maglev"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FORM = "#main-content form[method=post]"
# The looks of texts in which axe found no want of contrast, on any page so far.
ENOUGH_CONTRAST: set[str] = set()
# A look is what axe reads to measure a text: its own paint, and whatever else is
# painted where it stands, of the elements that axe itself finds there or around it.
BARRIERS = """async ([asked, enough]) => {
  const PAINT = ['color', 'fontSize', 'fontWeight', 'textShadow', 'webkitTextFillColor',
    'webkitTextStrokeColor', 'webkitTextStrokeWidth']
  const GROUND = ['backgroundColor', 'backgroundImage', 'backgroundClip', 'opacity',
    'mixBlendMode', 'filter']
  const NOTHING = 'rgba(0, 0, 0, 0);none;border-box;1;normal;none'
  const read = (element, names) => {
    const style = getComputedStyle(element)
    return names.map(name => style[name]).join(';')
  }
  const grounds = new Map()
  const ground = element => {
    if (!grounds.has(element)) grounds.set(element, read(element, GROUND))
    return grounds.get(element)
  }
  const painted = elements => elements.map(ground).filter(g => g !== NOTHING)
  const around = element => element ? [element, ...around(element.parentElement)] : []
  const look = text => [read(text, PAINT), ...painted(around(text)),
    ...axe.commons.dom.getTextElementStack(text).flatMap(s => ['', ...painted(s)])]
    .join('|')
  const contrast = axe._audit.rules.find(rule => rule.id === 'color-contrast')
  const had = contrast.matches, fine = new Set(enough), looks = []
  contrast.matches = (...one) => {
    if (!had.apply(contrast, one)) return false
    const seen = look(one[0])
    if (fine.has(seen)) return false
    fine.add(seen)
    return looks.push(seen) > 0
  }
  const {violations} = await axe.run(asked)
  return [violations, looks]
}"""


@contextmanager
def chrome(*, whole=False):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(whole=whole),
            args=ARGUMENTS if whole else [*ARGUMENTS, UNHURRIED],
        )
        yield browser
        browser.close()


def sign_in(tab, who=SAM):
    tab.goto("/sign-in")
    tab.locator("[name=sign_in_name]").fill(who.sign_in_name)
    tab.locator("[name=password]").fill(PASSWORD)
    tab.locator("[name=password]").press("Enter")
    tab.wait_for_url(lambda address: "/sign-in" not in address)


def fill_in(tab, typed, form=FORM):
    """Fill in fields by their names: text, a date, a choice, or several to tick."""
    for name, value in typed.items():
        if isinstance(value, date):
            for part in ("day", "month", "year"):
                field = tab.locator(f"{form} [name='{name}-{part}']")
                field.fill(str(getattr(value, part)))
        else:
            _fill(tab.locator(f"{form} [name='{name}']"), value)


def _fill(field, value):
    kind = field.first.evaluate("f => f.type")
    if kind in {"radio", "checkbox"}:
        wanted = value if isinstance(value, (list, tuple)) else [value]
        offered = {box.get_attribute("value") for box in field.all()}
        assert offered.issuperset(wanted), f"{wanted} is not among {offered}"
        for box in field.all():
            ticked = box.get_attribute("value") in wanted
            if ticked or kind == "checkbox":
                box.set_checked(ticked)
    elif kind == "select-one":
        field.select_option(value)
    else:
        field.fill(value)


def send(tab, button):
    """Press a button of the page's form, and wait for the page that comes."""
    with tab.expect_navigation():
        tab.get_by_role("button", name=button, exact=True).click()


def follow(tab, way):
    """Go by a link or a button that was found, and wait for the page that comes."""
    with tab.expect_navigation():
        way.click()


def typed_in(tab, form=FORM):
    """Return what stands in a form, as it would be sent: names and values."""
    return tab.evaluate(
        """selector => [...new FormData(document.querySelector(selector))]
        .filter(([name]) => !['csrf_token', 'command_id'].includes(name))""",
        form,
    )


def knows_axe(context):
    """Let each page of a context have axe from its beginning: it is a long script."""
    context.add_init_script(AXE_SCRIPT)


def violations(tab, tags=WCAG):
    """Return what axe finds; asked for nothing else, it is three times as quick.

    To measure contrast takes two thirds of its time, and most texts look like one that
    was measured before: painted alike upon the same grounds.
    """
    asked = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
    found, looks = tab.evaluate(BARRIERS, [asked, sorted(ENOUGH_CONTRAST)])
    if all(one["id"] != "color-contrast" for one in found):
        ENOUGH_CONTRAST.update(looks)
    return [
        f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for one in found
        for node in one["nodes"]
    ]


def spills(tab):
    """Say what is wider than the screen, if the page can be scrolled sideways."""
    return tab.evaluate(
        """() => document.documentElement.scrollWidth > innerWidth ?
        [...document.querySelectorAll('main *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth)
        .map(e => e.outerHTML.slice(0, 120)) : []"""
    )
