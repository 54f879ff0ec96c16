"""Pages looked at while the history was being made are the as-of pages of later.

An auditor looks, who may change nothing, so that what a page offers is the same then
and later; the banner that says from when one looks is left out of both.  The pages are
those of the router; one that is refused, or not there yet, is so later too.  Some
instants and pages here; two hundred, each with every page, in `make soak`.
"""

import random
import re
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from asbreview.demonstration import make, making
from asbreview.demonstration.accounts import SIGN_INS
from asbreview.demonstration.calendar_of_cases import CASES
from asbreview.installation import opened
from asbreview.settings import Settings
from asbreview.telling import FOR_SOME, REMOVED
from desk import ADDRESS, pages_of
from pages_of_then import (
    LED_TO_BY,
    LOOKS,
    NOBODY,
    OF_A_CASE,
    filled,
    led_to,
    left_open,
    pages_of_then,
)
from projections.caseload import caseload
from projections.letters import letters_of
from visiting import sign_in

EVERY_ONE, ODD, EVEN = slice(None), slice(0, None, 2), slice(1, None, 2)
TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OK, REFUSED = 200, 403
# What an auditor was refused so often is asked of their role, which is today's: it is
# looked at no more.
REFUSED_FOR_GOOD = 5
# What whoever looks may see is asked of today: so no case is restricted for a while,
# which would be on no list of then as it was shown then, and is on each today.
RESTRICTED = "restricted for a while"
OPEN_CASES = tuple(
    replace(plan, twists=tuple(each for each in plan.twists if each != RESTRICTED))
    for plan in CASES
)
AUDITOR = next(w for w in SIGN_INS if w.sign_in_name.startswith("harriet"))
# Pages that show more if they are asked for it.
ASKED_FOR = ("/?whose=all&ended=yes", "/cases/{reference:str}/history?detail=yes")
# Pages of then that are not the page of then, character by character, and why.
NOT_COMPARED = {
    "/audit/reads": LOOKS,
    "/audit/reads/csv": LOOKS,
    "/cases/{reference:str}/history/reads": LOOKS,
    "/cases/{reference:str}/history/pack": "the one form an auditor may send: it is"
    " not offered on a page of then, whose other words `/panel` has too",
}
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
    # An invitation says when this copy of it was made, as RFC 5545 has it (3.8.7.2).
    (re.compile(r"DTSTAMP:\w+"), ""),
    # Of then it says that it was by then.
    (re.compile(r"(?<=was brought in) by then"), ""),
)


class Seen(NamedTuple):
    """A page as it was shown at an instant; what it said is kept small."""

    address: str
    at: datetime
    status: int
    kept: bytes

    @property
    def text(self):
        return zlib.decompress(self.kept).decode()

    def is_same(self, later):
        """Is it what was shown, but for what only some are to know today?"""
        was, now = self.text, aside(later)
        if later.status_code != self.status:
            return False
        return was == now or bool(but_for_some(now).fullmatch(was))


def settings(folder):
    told = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "x" * 40}
    told["ASBREVIEW_HOSTS"] = "testserver.local"
    return replace(Settings.read(told, demonstration=True), https=True)


def aside(page):
    """What a page says, but for what no two answers share."""
    text = page.text
    for pattern, instead in ASIDE:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


def but_for_some(page):
    """Return what a page was that has closed or lost a text since.

    A page of then shows no more than today's permissions do (`docs/decisions/0071`),
    and nothing of what was destroyed: in the place of the text stood some words.
    """
    stands = re.split(f"{re.escape(FOR_SOME)}|{re.escape(REMOVED)}", page)
    return re.compile("[^<]+".join(map(re.escape, stands)))


class Onlooker:
    """An auditor who looks at some pages while the history is being made."""

    def __init__(self, draw, *, instants, each, part=EVERY_ONE):
        self.draw, self.instants, self.each, self.part = draw, instants, each, part
        self.installation, self.clock = None, None
        self.seen, self.chosen = [], None
        self.refused = Counter()

    def __call__(self, done, of):
        if self.chosen is None:
            steps = self.draw.sample(range(1, of + 1), min(self.instants, of))
            self.chosen = frozenset(sorted(steps)[self.part])
        if done in self.chosen:
            self.installation.projector.catch_up()
            with looking(self.installation) as browser:
                for path, address in self.addresses(browser):
                    self.look(browser, path, address)
            print(f"{self.clock():%d %B %Y}: {len(self.seen)} pages", flush=True)

    def look(self, browser, path, address):
        at = self.clock()
        page = browser.get(address)
        self.refused[path] += page.status_code == REFUSED
        kept = zlib.compress(aside(page).encode(), level=1)
        self.seen.append(Seen(address, at, page.status_code, kept))

    def addresses(self, browser):
        """Return what is looked at now: each path, with what is filled in there."""
        paths = [*ASKED_FOR, *pages_of_then(browser.app, NOT_COMPARED)]
        paths = [path for path in paths if self.refused[path] < REFUSED_FOR_GOOD]
        if self.each is not None:
            paths = self.draw.sample(paths, min(self.each, len(paths)))
        ids = self.ids(browser)
        if ids is None:
            return [(path, path) for path in paths if not left_open(path)]
        return [(path, filled(path, ids)) for path in paths]

    def ids(self, browser):
        """Choose what is looked at: a case, something of each kind on it, and else."""
        with self.installation.views.connect() as db:
            query = select(caseload.c.case_id, caseload.c.reference).distinct()
            there = sorted(db.execute(query).all(), key=lambda row: row.reference)
            if not there:
                return None
            case_id = self.draw.choice(there).case_id
            letters = sorted(x.letter_id for x in letters_of(db, case_id))
        case = self.installation.reviews.case(case_id)
        ids = {name: list(of(case)) for name, of in OF_A_CASE.items()}
        ids |= {at: led_to(browser.get(by), by) for at, by in LED_TO_BY.items()}
        ids["letter_id"] = letters
        return {name: self.draw.choice(of or [NOBODY]) for name, of in ids.items()}


def difference(seen, later):
    """Say where a page differs first: what was there live, and what later."""
    was, now = seen.text, aside(later)
    pairs = enumerate(zip(was, now, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(was), len(now)))
    begin = max(0, at - 60)
    was, now = was[begin : at + 90], now[begin : at + 90]
    return seen.address, str(seen.at), seen.status, later.status_code, was, now


@contextmanager
def looking(installation):
    with TestClient(pages_of(installation), base_url=ADDRESS) as browser:
        sign_in(browser, name=AUDITOR.sign_in_name, password=AUDITOR.password)
        yield browser


def test_what_only_some_know_today_is_no_difference_and_anything_else_is():
    """In its place were words; the rest of the page is what it was."""
    was = "<p>He had a gun.</p><p>Asked on Monday</p>"
    seen = Seen("/partners", NOW, OK, zlib.compress(was.encode()))

    def is_same(text, status=OK):
        return seen.is_same(SimpleNamespace(text=text, status_code=status))

    assert is_same(was)
    assert is_same(was.replace("He had a gun.", FOR_SOME))
    assert is_same(was.replace("He had a gun.", REMOVED))
    assert not is_same(was.replace("He had a gun.", FOR_SOME), REFUSED)
    assert not is_same(was.replace("He had a gun.", FOR_SOME).replace("Mon", "Tues"))
    assert not is_same(was.replace("<p>He had a gun.</p>", f"{FOR_SOME}<p></p>"))
    assert not is_same(was.replace("He had a gun.", "He had a knife."))


SOME, ALL = {"instants": 30, "each": 15}, {"instants": 200, "each": None}
LONG = (pytest.mark.soak, pytest.mark.timeout(0))


@pytest.mark.parametrize(
    ("cases", "looks"),
    [
        pytest.param(OPEN_CASES[3::30], SOME, id="some", marks=pytest.mark.thorough),
        # In two halves, so that they may run beside each other.
        pytest.param(
            OPEN_CASES, ALL | {"part": ODD}, id="all, the odd ones", marks=LONG
        ),
        pytest.param(
            OPEN_CASES, ALL | {"part": EVEN}, id="all, the even ones", marks=LONG
        ),
    ],
)
def test_what_was_shown_live_is_shown_as_of_then(tmp_path, monkeypatch, cases, looks):
    onlooker = Onlooker(random.Random(7), **looks)  # noqa: S311

    @contextmanager
    def watched(told, *, clock):
        with opened(told, clock=clock) as installation:
            onlooker.installation, onlooker.clock = installation, clock
            yield installation

    monkeypatch.setattr(making, "opened", watched)
    told = settings(tmp_path / "data")
    make(told, today=TODAY, cases=cases, progress=onlooker)
    shown = Counter(seen.status for seen in onlooker.seen)
    assert shown[OK] > len(onlooker.chosen) * 3
    looked = f"{len(onlooker.seen)} pages at {len(onlooker.chosen)} instants"
    print(f"\n{looked}, {shown[OK]} of them shown", flush=True)
    with opened(told, clock=lambda: NOW) as installation:
        installation.projector.catch_up()
        with looking(installation) as browser:
            differs = list(differences(browser, onlooker.seen))
    assert differs == []


def differences(browser, pages):
    """Look at each page as of when it was seen, and tell those that differ."""
    for seen in pages:
        sep = "&" if "?" in seen.address else "?"
        at = seen.at.isoformat().replace("+", "%2B")
        later = browser.get(f"{seen.address}{sep}as_of={at}")
        if not seen.is_same(later):
            print(differs := difference(seen, later), flush=True)
            yield differs
