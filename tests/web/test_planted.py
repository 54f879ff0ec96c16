"""A script, a formula and a template, planted in every field in which words are typed.

The forms are those of the application's routes (`every_page.FORMS`), the fields those
of the pages: a form that is added is planted, too.  What is planted is looked for, as
anything but words, on the page that answers, on every page of the case, in each of its
letters, and in every table that is saved as CSV.
"""

import csv
from html import unescape
from io import StringIO

import pytest
from lxml import html

from asbreview.working import sender_of
from browser.every_page import (
    ASK_NOTHING,
    FORMS,
    NOT_OF_A_CASE,
    SHOWS,
    TODAY,
    case_of,
    typed_in,
)
from browser.stages import Stages
from browser.visitor import as_fields
from desk import desk, filled_in
from unprinted import nothing_printed
from web.form_read import form_read
from web.mistakes import said_of_each_field

pytestmark = pytest.mark.thorough

PLANTED = (
    "=HYPERLINK(9)'\"><script>alert(7)</script><img src=x onerror=alert(7)>"
    "{{99991*99989}}${99991*99989}#(99991*99989)"
)
RECKONED = str(99991 * 99989)  # 9998000099: what a template would make of it
SHORT = "=9'\"><b onclick=alert(7)>{{99991*99989}}"  # where less room is given
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
ALL_YEAR = (
    "area=east-cambridgeshire&from_on-day=1&from_on-month=1&from_on-year=2026"
    "&to_on-day=31&to_on-month=12&to_on-year=2026"
)
# A whole procedure in a field, and what has to be typed as it stands on the page.
AS_THEY_ARE = {"content", "confirmation", "confirmed"}
# What is looked at after each form: the others after all, since many share a case.
AT_ONCE = ("", "/history", "/contacts")
PLANTING = [route for route in FORMS if route not in ASK_NOTHING]


@pytest.fixture(scope="module")
def sam(tmp_path_factory):
    with nothing_printed(), desk(tmp_path_factory.mktemp("planted")) as sam:
        stages = Stages(sam.installation, sam.clock)
        sam.tale.apply()
        cases = {route: form.stage(stages).case_id for route, form in FORMS.items()}
        sender_of(sam.installation).run_once(sam.clock())
        sam.on(TODAY)
        sam.made = {
            route: case_of(sam.installation, id_) for route, id_ in cases.items()
        }
        sam.planted, sam.shown = {}, set()
        yield sam


def is_harmless(page):
    """See that nothing that was planted is more on a page than words."""
    assert RECKONED not in page.text
    root = html.fromstring(page.text)
    assert not root.xpath("//script[contains(., 'alert(7)')]")
    assert not root.xpath("//@onerror | //@onclick")
    assert not root.xpath("//img[@src='x']")


def planted(sam, route):
    """Send a form with all its words planted; return which fields took them.

    A field that takes no such words says so, on a page that shows them again: it is
    then filled in rightly.  Where that helps nothing, each is planted by itself.
    """
    form, case = FORMS[route], sam.made[route]
    if route in NOT_OF_A_CASE:
        case = case._replace(address=NOT_OF_A_CASE[route])
    page = sam.browser.get(form.shown(case))
    right = filled_in(page) | as_fields(typed_in(form, filled_in(page), case))
    fields = set(form_read(page).texts) - AS_THEY_ARE

    def is_taken(names, words):
        sent = right | dict.fromkeys(names, words)
        page = sam.browser.post(form.address(case), data=sent)
        is_harmless(page)
        refused = page.status_code in {409, 422}
        return not refused, set(said_of_each_field(page)) if refused else set()

    for words in (PLANTED, SHORT):
        taken = set(fields)
        for _ in range(3):  # what the case is asked may be told in the second place
            done, refused = is_taken(taken, words)
            if done:
                return taken
            taken -= refused
    return {name for name in sorted(fields) if is_taken([name], SHORT)[0]}


@pytest.mark.parametrize("route", PLANTING)
def test_what_is_planted_in_a_form_is_words(sam, route):
    sam.planted[route] = taken = planted(sam, route)
    sam.installation.projector.catch_up()
    case = case_of(sam.installation, sam.made[route].records.case_id)
    if taken and may_still_read(sam, case):
        shown = read_through(sam, case, AT_ONCE)
        if any(words in shown for words in (PLANTED, SHORT)):
            sam.shown.add(route)


def read_through(sam, case, pages):
    """See that what was planted is no more than words on pages of a case."""
    shown = ""
    for each in sorted({*pages, case.letter}):
        page = sam.browser.get(case.address + each)
        assert page.status_code == 200, each
        is_harmless(page)
        shown += unescape(page.text)
    return shown


def may_still_read(sam, case):
    """Whoever said that they have a conflict of interest reads the case no longer."""
    return sam.browser.get(case.address).status_code == 200


def test_on_every_page_of_each_case_it_is_words_when_all_was_planted(sam):
    sender_of(sam.installation).run_once(sam.clock())
    sam.installation.projector.catch_up()
    shown = ""
    for case_id in {made.records.case_id for made in sam.made.values()}:
        case = case_of(sam.installation, case_id)
        if may_still_read(sam, case):
            shown += read_through(sam, case, SHOWS)
    if len(sam.planted) == len(PLANTING):
        assert shown.count(PLANTED) > 200  # else this says nothing


def test_there_was_much_to_plant_in_and_much_of_it_was_shown(sam):
    """Else all of the above says nothing."""
    if len(sam.planted) < len(PLANTING):
        pytest.skip("Only some of the forms were filled in")
    took = [route for route, names in sam.planted.items() if names]
    assert len(took) > 60
    assert sum(map(len, sam.planted.values())) > 100
    assert len(sam.shown) > 40


def test_no_table_that_is_saved_has_a_formula_in_it(sam):
    """After all the forms above: whatever tables there are, of the routes."""
    there = [r.path for r in sam.browser.app.routes if "GET" in r.methods]
    # A body's own is for its own account, and has no word that somebody typed.
    tables = [
        path
        for path in there
        if "csv" in path and "{" not in path and not path.startswith("/requests")
    ]
    assert len(tables) >= 3
    sam.as_auditor()
    found, saved = set(), set()
    for address in [*tables, *(f"{table}?{ALL_YEAR}" for table in tables)]:
        page = sam.browser.get(address)
        assert page.status_code in {200, 422}, address
        if page.status_code == 200:
            saved.add(address.partition("?")[0])
        for row in csv.reader(StringIO(page.text)):
            assert not any(cell.startswith(BEGINS_A_FORMULA) for cell in row), address
            found |= {address for cell in row if "{{99991*99989}}" in cell}
    asked_besides = set(tables) - saved  # each asks a question of its own
    assert asked_besides <= {"/audit/csv", "/figures/what-if/csv"}
    if len(sam.planted) == len(PLANTING):
        assert found  # else nothing that was planted was in any table
