"""Pages looked at while the history was being made are the as-of pages of later.

An auditor looks, and somebody of a body at what it was asked: they may change nothing,
so that what a page offers is the same then and later; the banner that says from when
one looks is left out of both.  The pages are those of the router; one that is refused,
or not there yet, is so later too.  Some instants and pages here; two hundred, each with
every page, in `make soak`.

A page that is always refused is like itself whatever becomes of it: so each has to be
shown at some instant, or stands in `never_shown` with its reason.
"""

import random
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from asbreview.demonstration import make, making
from asbreview.demonstration.accounts import LENA, SAM
from asbreview.demonstration.calendar_of_cases import CASES
from asbreview.installation import opened
from asbreview.settings import Settings
from asbreview.telling import FOR_SOME, REMOVED
from demonstration.kept_to_few import (
    OnlookerAtKept,
    kept_as_seen,
    was_asked,
    with_one_kept,
)
from demonstration.never_shown import NEVER_SHOWN, REFUSED_TO_THEM
from demonstration.onlooker import (
    AUDITOR,
    OK,
    ONLOOKERS,
    PARTNER,
    REFUSED,
    Seen,
    aside,
    looking,
)

ODD, EVEN = slice(0, None, 2), slice(1, None, 2)
TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
# What whoever looks may see is asked of today: so no case is restricted for a while,
# which would be on no list of then as it was shown then, and is on each today.  One is
# restricted from its first day to the end, with the auditor let in: `kept_to_few`.
RESTRICTED = "restricted for a while"
OPEN_CASES = tuple(
    replace(plan, twists=tuple(each for each in plan.twists if each != RESTRICTED))
    for plan in CASES
)
MANY = 5  # days of a case
# Forms of what may be recorded now are refused of then, whoever looks: so there is
# nothing to compare, and no second look at it is needed by somebody of another role.
WHO_RECORD = (SAM, LENA)
REFUSED_AS_OF_THEN = {
    path for path, why in NEVER_SHOWN.items() if why == REFUSED_TO_THEM
}
# What is made when the cases have been played: looked at after each.
AT_THE_END = (
    "propose_to_forget",
    "propose_to_dispose",
    "_make_papers",
    "publish_figures",
    "assess_procedures",
    "bring_in_the_past",
)


def settings(folder):
    told = {"ASBREVIEW_DATA": str(folder), "ASBREVIEW_SECRET": "x" * 40}
    told["ASBREVIEW_HOSTS"] = "testserver.local"
    return replace(Settings.read(told, demonstration=True), https=True)


def difference(seen, later):
    """Say where a page differs first: what was there live, and what later."""
    was, now = seen.text, aside(later)
    pairs = enumerate(zip(was, now, strict=False))
    at = next((n for n, (one, other) in pairs if one != other), min(len(was), len(now)))
    begin = max(0, at - 60)
    was, now = was[begin : at + 90], now[begin : at + 90]
    return seen.address, str(seen.at), seen.status, later.status_code, was, now


def test_what_only_some_know_today_is_no_difference_and_anything_else_is():
    """In its place were words; the rest of the page is what it was."""
    was = "<p>He had a gun.</p><p>Asked on Monday</p>"
    seen = Seen("/partners", NOW, OK, zlib.compress(was.encode()), AUDITOR)

    def is_same(text, status=OK):
        page = {"text": text, "status_code": status, "headers": {}}
        return seen.is_same(SimpleNamespace(**page))

    assert is_same(was)
    assert is_same(was.replace("He had a gun.", FOR_SOME))
    assert is_same(was.replace("He had a gun.", REMOVED))
    assert not is_same(was.replace("He had a gun.", FOR_SOME), REFUSED)
    assert not is_same(was.replace("He had a gun.", FOR_SOME).replace("Mon", "Tues"))
    assert not is_same(was.replace("<p>He had a gun.</p>", f"{FOR_SOME}<p></p>"))
    assert not is_same(was.replace("He had a gun.", "He had a knife."))


# Twelve pages a look, and of the case that is kept to few besides every fourth time.
SOME = {"instants": 30, "each": 12, "besides_each": 4}
ALL = {"instants": 200, "each": None, "besides_each": 10}
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
    onlooker = OnlookerAtKept(random.Random(7), **looks)  # noqa: S311
    cases = with_one_kept(monkeypatch, cases)

    @contextmanager
    def watched(told, *, clock):
        with opened(told, clock=clock) as installation:
            onlooker.installation, onlooker.clock = installation, clock
            yield installation

    monkeypatch.setattr(making, "opened", watched)
    for name in AT_THE_END:
        monkeypatch.setattr(making, name, onlooker.after(getattr(making, name)))
    told = settings(tmp_path / "data")
    make(told, today=TODAY, cases=cases, progress=onlooker)
    shown = Counter(seen.status for seen in onlooker.seen)
    assert shown[OK] > len(onlooker.chosen) * 3
    looked = f"{len(onlooker.seen)} pages at {onlooker.looks} instants"
    least, path = onlooker.least_shown()
    print(f"\n{looked}, {shown[OK]} of them shown; {path} least often: {least} times")
    each_is_shown(onlooker, are_all=looks is not SOME)
    with opened(told, clock=lambda: NOW) as installation:
        installation.projector.catch_up()
        who_was_shown_the_case_that_is_kept(installation, onlooker)
        differs = []
        for who in ONLOOKERS:
            seen = [page for page in onlooker.seen if page.who is who]
            with looking(installation, who) as browser:
                differs += differences(browser, seen)
        shown_to_others = list(shown_as_of_then(installation, onlooker))
    assert differs == []
    assert shown_to_others == [], "Somebody sees these as they were: compare them."


def who_was_shown_the_case_that_is_kept(installation, onlooker):
    """The auditor who was let in was; the body that was asked about it was not.

    Nor is that shown it later, as of then: each page of theirs is what it was.
    """
    to_auditor, to_body = kept_as_seen(onlooker)
    days = {page.at.date() for page in to_auditor}
    print(f"{len(to_auditor)} pages of what is kept to few, on {len(days)} days")
    assert {page.who for page in to_auditor} == {AUDITOR}
    assert len(days) > MANY
    assert to_body == []
    assert was_asked(installation, PARTNER)


def shown_as_of_then(installation, onlooker):
    """Yield what is never compared, and shown as it was to those who record."""
    last = onlooker.seen[-1].at.isoformat().replace("+", "%2B")
    for who in WHO_RECORD:
        with looking(installation, who) as browser:
            for path in sorted(REFUSED_AS_OF_THEN):
                address = onlooker.address_filled_in(browser, path)
                sep = "&" if "?" in address else "?"
                page = browser.get(f"{address}{sep}as_of={last}")
                if page.status_code == OK and "<main" in page.text:
                    yield who.name, path


def each_is_shown(onlooker, *, are_all):
    """Let no page be like itself only since it is never shown.

    Of some cases and pages only those count of which there was what they leave open.
    """
    never = onlooker.never_shown()
    if not are_all:
        never = {path: told for path, told in never.items() if path in onlooker.there}
    unexplained = {p: told for p, told in never.items() if p not in NEVER_SHOWN}
    assert unexplained == {}, "Find an address of it, or say in `never_shown` why not."
    refused = {p for p, why in NEVER_SHOWN.items() if why == REFUSED_TO_THEM}
    for path in refused & never.keys():
        assert REFUSED in never[path], f"{path} was not refused: {never[path]}"
    if are_all:
        assert NEVER_SHOWN.keys() - never.keys() == set(), (
            "These are shown, or no page."
        )


def differences(browser, pages):
    """Look at each page as of when it was seen, and tell those that differ."""
    for seen in pages:
        sep = "&" if "?" in seen.address else "?"
        at = seen.at.isoformat().replace("+", "%2B")
        later = browser.get(f"{seen.address}{sep}as_of={at}")
        if not seen.is_same(later):
            print(differs := difference(seen, later), flush=True)
            yield differs
