"""The history of a case, the case as it was, and who read it."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from desk import date_in, desk, parsed, words
from journey import complaint

LATER = date(2026, 3, 12)


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("history")) as at_desk:
        tale = at_desk.tale
        tale.apply().post(date(2026, 3, 3)).decide(date(2026, 3, 9))
        at_desk.reviews.log_complaint(
            tale.case_id,
            complaint(date(2026, 2, 11), date(2026, 2, 12), account="A slip"),
            signed=tale.signed(date(2026, 3, 10)),
        )
        on_file = at_desk.case.evidence.complaints
        at_desk.reviews.correct_evidence(
            tale.case_id,
            on_file[-1].complaint_id,
            reason="That was another case",
            signed=tale.signed(date(2026, 3, 11)),
        )
        yield at_desk


def test_what_happened_stands_newest_first_with_who_for_whom_and_when(at_desk):
    told = words(at_desk.on(LATER).get("/history"))
    assert told.index("Evidence recorded in error") < told.index("Threshold decided")
    assert told.index("Threshold decided") < told.index("Application received")
    assert "by Sam Reed, East Cambridgeshire District Council" in told
    assert "Recorded on 9 March 2026 at 9:30am" in told


def test_what_was_recorded_in_error_is_shown_with_its_correction(at_desk):
    page = at_desk.on(LATER).get("/history")
    told = words(page)
    assert "Recorded in error" in told
    assert "A slip" in told
    assert "That was another case" in told


def test_every_word_is_shown_when_asked_for(at_desk):
    at_desk.on(LATER)
    assert "Event 1 of the log" not in words(at_desk.get("/history"))
    detail = words(at_desk.get("/history", detail="yes"))
    assert "Three complaints qualify. MARKERTEXT" in detail
    assert "of the log, which took it in on" in detail


def test_each_line_leads_to_the_case_as_it_was_then(at_desk):
    at_desk.on(LATER)
    page = at_desk.get("/history").text
    links = [part.partition('"')[0] for part in page.split('href="')]
    then = [link.replace("&amp;", "&") for link in links if "?as_of=" in link]
    first = then[-1]  # the oldest line: the application
    shown = at_desk.browser.get(first.replace("?", "/history?"))
    told = words(shown)
    assert "Application received" in told
    assert "Threshold decided" not in told


def test_the_case_as_of_a_day_is_asked_for_with_three_fields(at_desk):
    at_desk.on(LATER)
    answer = at_desk.browser.get(
        f"{at_desk.address}/history/then",
        params=date_in("seen_on", date(2026, 3, 4)),
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{at_desk.address}?as_of=2026-03-04"


def test_the_case_as_of_a_time_includes_what_was_recorded_in_that_minute(at_desk):
    at_desk.on(LATER)
    answer = at_desk.browser.get(
        f"{at_desk.address}/history/then",
        params={**date_in("seen_on", date(2026, 3, 9)), "seen_at": "9.30am"},
        follow_redirects=False,
    )
    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    told = words(at_desk.get("/history", **{k: v[0] for k, v in asked.items()}))
    assert "Threshold decided" in told
    assert "Evidence recorded in error" not in told


@pytest.mark.parametrize(
    ("typed", "told", "goes_to"),
    [
        ({}, "Enter the day to look at", "seen_on-day"),
        (
            date_in("seen_on", date(2026, 3, 13)),
            "The day and time must be in the past",
            "seen_on-day",
        ),
        (
            {**date_in("seen_on", LATER), "seen_at": "5pm"},
            "The day and time must be in the past",
            "seen_at",
        ),
        (
            {**date_in("seen_on", LATER), "seen_at": "noonish"},
            "The time of day must be a time",
            "seen_at",
        ),
    ],
)
def test_a_day_that_is_none_or_yet_to_come_is_told(at_desk, typed, told, goes_to):
    page = at_desk.on(LATER).get("/history/then", **typed)
    assert page.status_code in {409, 422}
    assert told in words(page)
    assert f'href="#{goes_to}"' in page.text


def test_an_auditor_sees_who_read_the_case_and_a_caseworker_does_not(at_desk):
    at_desk.on(LATER).get("/history")
    assert at_desk.get("/history/reads").status_code == 403
    at_desk.as_auditor()
    assert "See who read the case" in words(at_desk.get("/history"))
    told = words(at_desk.get("/history/reads"))
    assert "Ann Fen 12 March 2026" in told
    assert "Sam Reed 12 March 2026" in told
    assert "/history" in told


def test_an_auditor_is_not_offered_to_forget_anybody(at_desk):
    at_desk.on(LATER)
    assert "/erase" in at_desk.get("/history").text
    assert "/erase" not in at_desk.get("/history", as_of="2026-03-04").text
    at_desk.as_auditor()
    assert "/erase" not in at_desk.get("/history").text


# --- a long history, in parts


@pytest.fixture
def in_parts(monkeypatch):
    """A part of the history has four lines, of which the case here has more."""
    monkeypatch.setattr("asbreview.web.part_shown.LINES", 4)


def shown(page):
    """The positions of the lines that a page shows, in its order."""
    found = parsed(page.text).xpath("//div[starts-with(@id, 'event-')]/@id")
    return [int(each.removeprefix("event-")) for each in found]


def led_to(page, says):
    """Follow the one link of a page that says this."""
    (link,) = parsed(page.text).xpath(f"//a[contains(., '{says}')]/@href")
    return link


def test_a_long_history_comes_in_parts_that_together_are_the_whole(at_desk, in_parts):
    """Each line stands in one part; asked for as a whole, in the same order."""
    at_desk.on(LATER)
    first = at_desk.get("/history")
    whole = at_desk.browser.get(led_to(first, "All on one page"))
    of = len(shown(whole))
    assert of > 8
    assert f"Lines 1 to 4 of {of}" in words(first)
    assert f"Lines 1 to {of} of {of}: all there are" in words(whole)
    parts, page = shown(first), first
    while 'rel="next"' in page.text:
        page = at_desk.browser.get(led_to(page, "Next"))
        parts += shown(page)
    assert parts == shown(whole) == sorted(parts, reverse=True)
    assert "the whole history is printed from" in words(first)
    again = at_desk.browser.get(led_to(whole, "In parts, which open sooner"))
    assert shown(again) == shown(first)


def test_a_part_keeps_the_instant_and_that_every_word_is_asked_for(at_desk, in_parts):
    at_desk.on(LATER)
    first = at_desk.get("/history", as_of="2026-03-09", detail="yes")
    second = at_desk.browser.get(led_to(first, "Next"))
    for page in (first, second):
        assert "You are looking at the case as it was" in words(page)
        assert "of the log, which took it in on" in words(page)
        assert "A slip" not in words(page)  # that was recorded on the day after
    assert not set(shown(first)) & set(shown(second))
    whole = at_desk.browser.get(led_to(second, "All on one page"))
    assert shown(whole)[:8] == [*shown(first), *shown(second)][:8]
    assert "of the log, which took it in on" in words(whole)


def test_a_part_that_is_not_there_is_the_last_and_a_line_leads_to_its_own(
    at_desk, in_parts
):
    at_desk.on(LATER)
    every = shown(at_desk.get("/history", all="yes"))
    assert shown(at_desk.get("/history", part="99"))[-1] == every[-1]
    for asked in ("0", "-1", "x", "²", ""):
        assert shown(at_desk.get("/history", part=asked)) == every[:4]
    for line in every:
        assert line in shown(at_desk.get("/history", line=str(line)))
    assert shown(at_desk.get("/history", line="999999")) == every[:4]


def test_the_first_line_alone_leads_to_nothing_before_it_in_any_part(at_desk, in_parts):
    at_desk.on(LATER)
    parts = [at_desk.get("/history", part=str(n)) for n in (1, 99)]
    before = [page.text.count("The case just before<") for page in parts]
    lines = [len(shown(page)) for page in parts]
    opened = sum(
        1
        for page in parts[1:]
        for item in parsed(page.text).xpath("//div[starts-with(@id, 'event-')]")
        if "The case just before" not in item.text_content()
    )
    assert before[0] == lines[0]
    assert opened >= 1
    assert before[1] == lines[1] - opened


def test_a_history_of_a_part_or_less_says_nothing_of_parts(at_desk):
    told = words(at_desk.on(LATER).get("/history"))
    assert "All on one page" not in told
    assert "In parts" not in told
    assert "Lines 1 to" not in told
