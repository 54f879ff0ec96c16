"""A case as of a day before its threshold was decided: what was known, and no more."""

import re
from html.parser import HTMLParser

import pytest

from browser.every_page import FORMS, SHOWS, TODAY, case_of
from browser.premises import ANN, SAM, premises
from browser.stages import Stages
from browser.visitor import Visitor
from desk import words

BEFORE = "2026-03-08"  # the Sunday before Monday 9 March, when it was decided
LATER = (
    "Threshold met",
    "Decided on Monday 9 March",
    "Three complaints qualify",
    "Odile Fenwick",
    "Noise equipment",
    "Follow up visits",
    "Install noise",
    "The case was closed",
)
SHOW_TOO = ("/threshold", "/pass-on", "/consent", "/history/pack")  # as well as asking


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    def closed(installation, clock):
        return Stages(installation, clock).until("close").case_id

    with premises(tmp_path_factory.mktemp("then"), TODAY, closed) as there:
        there.settled()
        yield there


@pytest.fixture(scope="module", params=[SAM, ANN], ids=["caseworker", "auditor"])
def visitor(there, request):
    visitor = Visitor(there.address, request.param)
    yield visitor
    visitor.close()


@pytest.fixture(scope="module")
def case(there):
    return case_of(there.installation, there.made)


@pytest.mark.parametrize("page", SHOWS)
def test_a_page_shows_what_was_known_and_offers_nothing(visitor, case, page):
    then = visitor.get(f"{case.address}{page}?as_of={BEFORE}")
    assert then.status_code == 200
    said = words(then)
    assert "as it was on Sunday 8 March 2026" in said
    assert [later for later in LATER if later in said] == []
    _offers_nothing(then)
    _stays_then(then, case)


def test_the_pages_say_what_was_known_then(visitor, case):
    def said(page):
        return words(visitor.get(f"{case.address}{page}?as_of={BEFORE}"))

    assert "Received" in said("")
    assert "Marigold MARKERNAME" in said("")
    assert "Monday 9 March 2026" in said("")  # 5 working days
    assert "Monday 30 March 2026" in said("/deadlines")  # 20 working days after 2 March
    assert "It has not been asked for information" in said("/partners")
    assert "Wednesday 2 July 2025" in said("/complaints")
    assert "Acknowledgement" in said("/letters")


def test_the_queue_shows_where_the_case_stood(visitor, case):
    reference = case.address.removeprefix("/cases/")
    then = visitor.get(f"/?whose=all&as_of={BEFORE}")
    assert reference in then.text
    assert "Received" in words(then)
    assert "Monday 9 March 2026" in words(then)  # 5 working days after 2 March
    _offers_nothing(then)
    now = visitor.get("/?whose=all")
    assert "Post the letter about the action plan" in words(now)  # the first of two


def test_now_the_pages_say_what_came_of_it(visitor, case):
    """What must not be seen of then can be seen of now: the check above can fail."""
    pages = [words(visitor.get(case.address + page)) for page in SHOWS]
    missing = [later for later in LATER if not any(later in page for page in pages)]
    assert missing == []


def test_no_form_is_shown_as_of_then(visitor, case):
    for route, form in FORMS.items():
        if route.startswith("/cases") and "{" not in route.removeprefix("/cases/{"):
            shown = visitor.get(f"{form.shown(case)}?as_of={BEFORE}")
            assert shown.status_code in {200, 403, 404}, route
            _has_no_form(shown)


class _Offers(HTMLParser):
    """Collects what can be sent or followed from a page."""

    def __init__(self, page):
        super().__init__()
        self.posts, self.links = [], []
        before, _, own = page.text.partition("<main")
        self.feed(before)
        number = len(self.links)
        self.feed(own)
        self.links_of_its_own = self.links[number:]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form" and given.get("method", "get").lower() == "post":
            self.posts.append(given.get("action", ""))
        if tag == "a":
            self.links.append(given.get("href", ""))


def _has_no_form(page):
    assert [a for a in _Offers(page).posts if a != "/sign-out"] == [], page.url


def _offers_nothing(page):
    _has_no_form(page)
    forms = [re.compile(_as_pattern(route)) for route in FORMS if route != "/letters"]
    to_forms = [
        link
        for link in _Offers(page).links_of_its_own
        if any(form.fullmatch(link.partition("?")[0]) for form in forms)
        and not link.partition("?")[0].endswith(SHOW_TOO)
    ]
    assert to_forms == [], page.url


def _stays_then(page, case):
    """Every page of the case that is linked is of the same instant, but one: now."""
    address = re.escape(case.address)
    links = [x for x in _Offers(page).links if re.match(rf"{address}(/|\?|$)", x)]
    now = [link for link in links if "as_of=" not in link]
    assert len(now) == 1, now


def _as_pattern(route):
    return re.sub(r"\{[a-z_]+:[a-z]+\}", "[^/]+", route)
