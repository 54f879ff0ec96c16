"""Pages looked at while the history was being made are the as-of pages of later.

An auditor looks, who may change nothing, so that what a page offers is the same then
and later; the banner that says from when one looks is left out of both.  Some instants
and pages here; two hundred, each with every page, in `make soak`.
"""

import random
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from asbreview.demonstration import make, making
from asbreview.demonstration.accounts import SIGN_INS
from asbreview.demonstration.calendar_of_cases import CASES
from asbreview.installation import opened
from asbreview.settings import Settings
from browser.every_page import SHOWS
from desk import ADDRESS, pages_of
from projections.caseload import caseload
from projections.letters import letters_of
from visiting import sign_in

TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AUDITOR = next(w for w in SIGN_INS if w.sign_in_name.startswith("harriet"))
LISTS = (
    "/?whose=all&ended=yes",
    "/figures",
    "/figures/conformance",
    "/figures/return",
    "/figures/what-if",
    "/retention",
    "/meetings",
    "/past",
    "/audit",
    "/letters",
    "/working-days",
    "/procedures",
    "/procedures/1",
    "/directory",
)
OF_A_CASE = (*dict.fromkeys(SHOWS), "/history?detail=yes")
# Made anew for each page that is asked for, or saying from when one looks.
ASIDE = (
    (re.compile(r'<div class="asbreview-as-of".*?</div>', re.DOTALL), ""),
    (re.compile(r'<input type="hidden" name="as_of"[^>]*>'), ""),
    (re.compile(r'(?:name="(?:csrf_token|command_id)" value|nonce)="[^"]*"'), ""),
    (re.compile(r'data-seconds="[^"]*"'), ""),
    (re.compile(r"as_of=[^\"&#]*(?:&amp;|&)?"), ""),
    (re.compile(r"(?:\?|&amp;|&)(?=[\"#])"), ""),
    # What is sent on: offered while the meeting is to come, and of no other day.
    (re.compile(r'<br><a [^>]*/meeting\.ics">[^<]*</a>'), ""),
    # Whether whoever looks may know what a thing says is asked of today, that it is
    # kept, and for whom, is not (`docs/decisions/0071`).
    (re.compile(r'<span class="asbreview-known-today">.*?</span></p>', re.DOTALL), ""),
    (re.compile(r'<p [^>]*asbreview-known-today">[^<]*</p>'), ""),
    # Of then it says that it was by then.
    (re.compile(r"(?<=was brought in) by then"), ""),
    (re.compile(r"\s+"), " "),
)


class Seen(NamedTuple):
    """A page as it was shown at an instant."""

    address: str
    at: datetime
    status: int
    text: str


def settings(folder):
    told = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "x" * 40}
    told["ASBREVIEW_HOSTS"] = "testserver.local"
    return replace(Settings.read(told, demonstration=True), https=True)


def aside(page):
    """What a page says, but for what no two answers share."""
    text = page.text
    for pattern, instead in ASIDE:
        text = pattern.sub(instead, text)
    return text


class Onlooker:
    """An auditor who looks at some pages while the history is being made."""

    def __init__(self, draw, *, instants, each):
        self.draw, self.instants, self.each = draw, instants, each
        self.installation, self.clock = None, None
        self.seen, self.chosen = [], None

    def __call__(self, done, of):
        if self.chosen is None:
            self.chosen = set(
                self.draw.sample(range(1, of + 1), min(self.instants, of))
            )
        if done in self.chosen:
            self.installation.projector.catch_up()
            with looking(self.installation) as browser:
                for address in self.addresses():
                    at = self.clock()
                    page = browser.get(address)
                    self.seen.append(Seen(address, at, page.status_code, aside(page)))

    def addresses(self):
        every = [*LISTS, *self.of_a_case()]
        if self.each is None:
            return every
        return self.draw.sample(every, min(self.each, len(every)))

    def of_a_case(self):
        with self.installation.views.connect() as db:
            query = select(caseload.c.case_id, caseload.c.reference).distinct()
            there = sorted(db.execute(query).all(), key=lambda row: row.reference)
            if not there:
                return []
            case = self.draw.choice(there)
            letters = sorted(x.letter_id for x in letters_of(db, case.case_id))
        case_ = f"/cases/{case.reference}"
        some = [f"{case_}/letters/{self.draw.choice(letters)}"] if letters else []
        return [*(case_ + page for page in OF_A_CASE), *some]


def difference(seen, later):
    """Say where a page differs first: what was there live, and what later."""
    text = aside(later)
    pairs = enumerate(zip(seen.text, text, strict=False))
    at = next(
        (n for n, (was, now) in pairs if was != now), min(len(seen.text), len(text))
    )
    begin = max(0, at - 60)
    return seen.address, str(seen.at), seen.text[begin : at + 90], text[begin : at + 90]


@contextmanager
def looking(installation):
    with TestClient(pages_of(installation), base_url=ADDRESS) as browser:
        sign_in(browser, name=AUDITOR.sign_in_name, password=AUDITOR.password)
        yield browser


@pytest.mark.parametrize(
    ("cases", "instants", "each"),
    [
        pytest.param(CASES[3::30], 30, 5, id="some", marks=pytest.mark.thorough),
        pytest.param(
            CASES[::2],
            200,
            None,
            id="all",
            marks=[pytest.mark.soak, pytest.mark.timeout(0)],
        ),
    ],
)
def test_what_was_shown_live_is_shown_as_of_then(
    tmp_path, monkeypatch, cases, instants, each
):
    onlooker = Onlooker(random.Random(7), instants=instants, each=each)  # noqa: S311

    @contextmanager
    def watched(told, *, clock):
        with opened(told, clock=clock) as installation:
            onlooker.installation, onlooker.clock = installation, clock
            yield installation

    monkeypatch.setattr(making, "opened", watched)
    told = settings(tmp_path / "data")
    make(told, today=TODAY, cases=cases, progress=onlooker)
    assert len(onlooker.seen) > instants * 3
    assert {seen.status for seen in onlooker.seen} == {200}
    with opened(told, clock=lambda: NOW) as installation:
        installation.projector.catch_up()
        differs = []
        with looking(installation) as browser:
            for seen in onlooker.seen:
                sep = "&" if "?" in seen.address else "?"
                at = seen.at.isoformat().replace("+", "%2B")
                later = browser.get(f"{seen.address}{sep}as_of={at}")
                differs += (
                    [difference(seen, later)] if aside(later) != seen.text else []
                )
    assert differs == []
