"""Onlookers who look at every page while the demonstration's history is made.

An auditor at all that they may see; somebody of a body at what their body was asked.

What a page's address leaves open is filled in from a case that has it, wherever one
has: a page of nothing is not there, then and later, and shows nothing by being equal.
"""

import re
import zlib
from collections import Counter, defaultdict
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import NamedTuple
from urllib.parse import urlencode

from litestar.testing import TestClient
from sqlalchemy import select

from asbreview.audit.leaves import case_of
from asbreview.demonstration.accounts import HARRIET, POLICE, SignIn
from asbreview.telling import FOR_SOME, REMOVED
from asbreview.web.audit_questions import QUESTIONS
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
from projections.packs import packs_of
from projections.telling.in_error import MAY_BE_IN_ERROR
from projections.timeline import timeline_of
from visiting import forms_of, sent_by, sign_in

EVERY_ONE = slice(None)
OK, REFUSED = 200, 403
# What an auditor was refused so often is asked of their role, which is today's: it is
# looked at no more.
REFUSED_FOR_GOOD = 5
AUDITOR, PARTNER = HARRIET, POLICE
ONLOOKERS = (AUDITOR, PARTNER)
OF_A_BODY = "/requests"  # and below it: a body's own, which no auditor is shown
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
# What is shown only to whoever asks something: the form it is asked by, and of what is
# asked besides, all there is to choose from.
ANSWERS = {
    "/audit": ("/audit", {"question": list(QUESTIONS)}),
    "/audit/csv": ("/audit", {"question": list(QUESTIONS)}),
    "/figures/what-if/csv": ("/figures/what-if", {}),
}
ON_A_DAY = "/cases/{reference:str}/history/then"
# Made anew for each page that is asked for, or saying from when one looks.
ASIDE = (
    (re.compile(r'<div class="asbreview-as-of".*?</div>', re.DOTALL), ""),
    (re.compile(r'<input type="hidden" name="as_of"[^>]*>'), ""),
    (re.compile(r'(?:name="(?:csrf_token|command_id)" value|nonce)="[^"]*"'), ""),
    (re.compile(r'data-seconds="[^"]*"'), ""),
    (re.compile(r"as_of=[^\"&#]*(?:&amp;|&)?"), ""),
    (re.compile(r"(?:\?|&amp;|&)(?=[\"#])"), ""),
    # What leads a body to a form, to answer or to report: offered now, and of no day.
    (
        re.compile(
            r'\s*<p [^>]*><a [^>]*href="/requests/[^"]+">.*?</a></p>', re.DOTALL
        ),
        "",
    ),
    (re.compile(r'\s*<a [^>]*href="/requests/[^"]+/actions">.*?</a>', re.DOTALL), ""),
    # What is sent on: offered while the meeting is to come, and of no other day.
    (re.compile(r'<br><a [^>]*/meeting\.ics">[^<]*</a>'), ""),
    # Whether whoever looks may know what a thing says is asked of today, that it is
    # kept, and for whom, is not (`docs/decisions/0071`).
    (re.compile(r'<span class="asbreview-known-today">.*?</span></p>', re.DOTALL), ""),
    (re.compile(r'<p [^>]*asbreview-known-today">[^<]*</p>'), ""),
    # An invitation says when this copy of it was made, as RFC 5545 has it (3.8.7.2).
    (re.compile(r"DTSTAMP:\w+"), ""),
    # Of then it says that it was by then, or is counted as of then.
    (re.compile(r"(?<=was brought in) by then"), ""),
    (re.compile(r"(?<=Counted )(?:today|as of this day)(?=, some)"), ""),
)


class Seen(NamedTuple):
    """A page as it was shown at an instant; what it said is kept small."""

    address: str
    at: datetime
    status: int
    kept: bytes
    who: SignIn

    @property
    def text(self):
        return zlib.decompress(self.kept).decode()

    def is_same(self, later):
        """Is it what was shown, but for what only some are to know today?"""
        was, now = self.text, aside(later)
        if later.status_code != self.status:
            return False
        return was == now or bool(but_for_some(now).fullmatch(was))


def is_of_a_body(path):
    """Say whether a page is of what a body was asked, and of nobody else."""
    return path == OF_A_BODY or path.startswith(f"{OF_A_BODY}/")


def aside(page):
    """What a page says, but for what no two answers share; of a file, its bytes."""
    if page.headers.get("content-type", "").startswith(("application/", "image/")):
        return page.content.decode("latin-1")
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


@contextmanager
def looking(installation, who):
    with TestClient(pages_of(installation), base_url=ADDRESS) as browser:
        sign_in(browser, name=who.sign_in_name, password=who.password)
        yield browser


class Onlooker:
    """Looks at some pages while the history is being made, as one and as another."""

    def __init__(self, draw, *, instants, each, part=EVERY_ONE):
        self.draw, self.instants, self.each, self.part = draw, instants, each, part
        self.installation, self.clock = None, None
        self.seen, self.chosen, self.looks = [], None, 0
        self.answered = defaultdict(Counter)  # by path: how often with which status
        self.there = set()  # the paths of which there was what they leave open
        self.has, self.read_up_to = {}, 0  # by case: what it has, of each kind

    def __call__(self, done, of):
        if self.chosen is None:
            steps = self.draw.sample(range(1, of + 1), min(self.instants, of))
            self.chosen = frozenset(sorted(steps)[self.part])
        if done in self.chosen:
            self.look()

    def after(self, act):
        """Return an act of the making after which one looks, an instant later."""

        @wraps(act)
        def acting(*given):
            done = act(*given)
            self.look()
            self.clock.set(self.clock() + timedelta(seconds=1))
            return done

        return acting

    def look(self):
        """Look at the pages as they are now."""
        self.looks += 1
        self.installation.projector.catch_up()
        with looking(self.installation, AUDITOR) as browser:
            addresses = self.addresses(browser)
            of_a_body = [path for path in self.pages(browser) if is_of_a_body(path)]
            for path, address in addresses:
                self.look_at(browser, path, address, AUDITOR)
            self.look_besides(browser)
        with looking(self.installation, PARTNER) as browser:
            for path in of_a_body:
                self.look_at(browser, path, path, PARTNER)
        print(f"{self.clock():%d %B %Y}: {len(self.seen)} pages", flush=True)

    def look_besides(self, browser):
        """Look at more as an auditor, whatever was drawn: at nothing."""

    def look_at(self, browser, path, address, who):
        at = self.clock()
        page = browser.get(address)
        self.answered[path][page.status_code] += 1
        if str(NOBODY) not in address:
            self.there.add(path)
        kept = zlib.compress(aside(page).encode(), level=1)
        self.seen.append(Seen(address, at, page.status_code, kept, who))

    def pages(self, browser):
        return [*ASKED_FOR, *pages_of_then(browser.app, NOT_COMPARED)]

    def addresses(self, browser):
        """Return what is looked at now: each path, with what is filled in there."""
        paths = [path for path in self.pages(browser) if not is_of_a_body(path)]
        paths = [p for p in paths if self.answered[p][REFUSED] < REFUSED_FOR_GOOD]
        if self.each is not None:
            paths = self.draw.sample(paths, min(self.each, len(paths)))
        self.read_what_is_new()
        of_no_case = {
            at: led_to(browser.get(by), below) for at, (by, below) in LED_TO_BY.items()
        }
        had = [has | of_no_case for _, has in sorted(self.has.items())]
        if not had:
            paths = [path for path in paths if not left_open(path)]
        this = partial(self.address_of, had, had and self.draw.choice(had))
        return [(path, this(path) + self.question(browser, path)) for path in paths]

    def read_what_is_new(self):
        """Note what each case has of which something was recorded since."""
        new = set()
        while lines := self.installation.reviews.recorder.lines(
            self.read_up_to, limit=1000
        ):
            self.read_up_to = lines[-1].position
            new |= {case_of(line.stored.state) for line in lines}
        with self.installation.views.connect() as db:
            there = {case_id for (case_id,) in db.execute(select(caseload.c.case_id))}
            for case_id in sorted(new & there):
                self.has[case_id] = self.of_a_case(db, case_id)

    def of_a_case(self, db, case_id):
        case = self.installation.reviews.case(case_id)
        timeline = timeline_of(db, case_id)
        has = {name: list(of(case)) for name, of in OF_A_CASE.items()}
        may_be = [x for x in timeline if x.topic in MAY_BE_IN_ERROR and x.item_id]
        made = [pack for pack in packs_of(db, case_id) if pack.pages]
        return has | {
            "letter_id": sorted(x.letter_id for x in letters_of(db, case_id)),
            "position": [x.position for x in may_be if not x.in_error],
            "pack_number": [pack.number for pack in made],
        }

    def address_of(self, had, this, path):
        """Fill in what a case has; where it lacks something, what another one has."""
        asked = left_open(path)
        if not asked:
            return path

        def whole(has):
            return all(has[name] for name in asked)

        if not whole(this):
            this = self.draw.choice([has for has in had if whole(has)] or [this])
        ids = {name: self.draw.choice(this[name] or [NOBODY]) for name in asked}
        return filled(path, ids)

    def address_filled_in(self, browser, path):
        """Return an address of a path, of whichever case has what it leaves open."""
        had = [has for _, has in sorted(self.has.items())]
        asked = left_open(path)
        if not asked or not had:
            return filled(path, dict.fromkeys(asked, NOBODY))
        some = {name: [NOBODY] for name in LED_TO_BY}
        return self.address_of([some | has for has in had], some | had[0], path)

    def question(self, browser, path):
        """Return what is asked of a page that answers only what it is asked."""
        if path == ON_A_DAY:
            day = self.clock() - timedelta(days=self.draw.randrange(1, 30))
            named = {"day": day.day, "month": day.month, "year": day.year}
            return "?" + urlencode({f"seen_on-{k}": v for k, v in named.items()})
        if path not in ANSWERS:
            return ""
        by, offered = ANSWERS[path]
        asked = {name: [self.draw.choice(each)] for name, each in offered.items()}
        form = max(map(sent_by, forms_of(browser.get(by), by)), key=len)
        return "?" + urlencode(form | asked, doseq=True)

    def never_shown(self):
        """Return the paths that were asked for and never shown, and the answers."""
        asked = sorted(self.answered.items())
        return {path: dict(told) for path, told in asked if told and not told[OK]}

    def least_shown(self):
        """Return how often that page was shown which was shown least, and which."""
        shown = ((told[OK], path) for path, told in self.answered.items() if told[OK])
        return min(shown, default=(0, ""))
