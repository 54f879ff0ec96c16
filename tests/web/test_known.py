"""What was known on a day, against what is known now; and before each decision."""

import re
from datetime import date
from html import unescape

import pytest

from asbreview.domain.outcome.challenge import Upheld
from desk import date_in, desk, parsed, words
from journey import BODIES, complaint

TODAY = date(2026, 4, 20)


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    """A case on which one thing came late, and another was a slip.

    On Monday 9 March the threshold was decided.  A complaint made on 12 February was
    logged on 16 March only; the risk that was assessed on 5 March was another case's.
    """
    with desk(tmp_path_factory.mktemp("known")) as at_desk:
        tale = at_desk.tale
        tale.apply().post(date(2026, 3, 3))
        tale.assess(date(2026, 3, 5))
        slipped = at_desk.case.evidence.last_assessment(by=TODAY).assessment_id
        tale.decide(date(2026, 3, 9))
        at_desk.reviews.log_complaint(
            tale.case_id,
            complaint(date(2026, 2, 11), date(2026, 2, 12), account="It came late"),
            signed=tale.signed(date(2026, 3, 16)),
        )
        at_desk.reviews.correct_evidence(
            tale.case_id,
            slipped,
            reason="That was another case",
            signed=tale.signed(date(2026, 3, 17)),
        )
        tale.post(date(2026, 3, 18)).ask(date(2026, 3, 18)).answer(date(2026, 3, 20))
        tale.assess().convene().choose().send_papers().hold().find()
        yield at_desk.on(TODAY)


def row(page, what):
    found = re.search(
        rf"<th[^>]*>{re.escape(what)}(.*?)</th>\s*"
        r"<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>",
        page.text,
        re.DOTALL,
    )
    marked, knew, true = found.groups()
    return "Differs" in marked, unescape(knew), unescape(true)


def part(page, after, until):
    return words(page).partition(after)[2].partition(until)[0]


LATE = "Had happened, and was recorded later"
GONE = "Was on record, and was later recorded to be in error"
STANDS = "Was on record, and stands"


def test_what_came_late_is_told_with_how_many_days(at_desk):
    """Made on 12 February, logged on 16 March: 16 + 16 days, in a February of 28."""
    page = at_desk.get("/history/known", on="2026-03-09")
    late = part(page, LATE, GONE)
    assert "happened on Thursday 12 February 2026" in late
    assert "Recorded 32 days after it happened, on 16 March 2026" in late
    assert late.count("after it happened") == 1


def test_what_was_in_error_is_told_with_who_took_it_back_and_why(at_desk):
    page = at_desk.get("/history/known", on="2026-03-09")
    gone = part(page, GONE, STANDS)
    assert "Risk assessed" in gone
    assert "recorded on 5 March 2026 at 9:30am as of Thursday 5 March 2026" in gone
    assert "in error on 17 March 2026 at 9:30am by Sam Reed" in gone
    assert "That was another case" in gone


def test_what_was_on_record_and_what_was_so_stand_side_by_side(at_desk):
    """Four complaints came with the application; the one logged late makes five."""
    page = at_desk.get("/history/known", on="2026-03-09")
    assert row(page, "Complaints that had been made") == (True, "4", "5")
    differs, knew, true = row(page, "The risk was assessed")
    assert differs
    assert knew.startswith("Thursday 5 March 2026: ")
    assert true == "Not by then"


def test_a_fact_that_was_recorded_in_time_is_the_same_on_both_sides(at_desk):
    page = at_desk.get("/history/known", on="2026-03-09")
    decided = row(page, "The threshold was decided")
    assert decided == (False, "Monday 9 March 2026: met", "Monday 9 March 2026: met")
    assert row(page, "The panel met") == (False, "Not by then", "Not by then")


def test_a_day_on_which_all_was_known_says_so(at_desk):
    told = words(at_desk.get("/history/known", on="2026-03-18"))
    assert "They are the same" in told
    told = words(at_desk.get("/history/known", on="2026-03-09"))
    assert "They are the same" not in told


def test_before_anything_was_recorded_the_case_had_begun(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        at_desk.on(date(2026, 3, 12))
        page = at_desk.get("/history/known", on="2026-03-01")
        made = row(page, "The application was made")
        assert made == (True, "Nothing of the case was on record", "Not by then")


def test_as_of_a_day_it_is_what_was_known_on_that_day(at_desk):
    page = at_desk.get("/history/known", on="2026-03-09", as_of="2026-03-16")
    assert "after it happened" in part(page, LATE, GONE)
    assert "That was another case" not in words(page)  # taken back a day later


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (date_in("known_on", date(2026, 4, 21)), "must be in the past"),
        ({"known_on-day": "31", "known_on-month": "2"}, "must include a year"),
    ],
)
def test_a_day_that_is_none_or_yet_to_come_is_told(at_desk, typed, told):
    page = at_desk.get("/history/known", **typed)
    assert page.status_code in {409, 422}
    assert told in words(page)
    assert 'href="#known_on-' in page.text


def test_a_day_is_asked_for_in_fields_and_named_in_the_address(at_desk):
    page = at_desk.get("/history/known", **date_in("known_on", date(2026, 3, 9)))
    assert str(page.url).endswith("/history/known?on=2026-03-09")


def decision(at_desk, page, **asked):
    """Open what was before whoever decided, from the page that shows the decision."""
    shown = at_desk.get(page, **asked).text.partition("<main")[2]
    links = re.findall(r'href="([^"]*/decisions/[^"]*)"', shown)
    return at_desk.browser.get(unescape(links[0]))


BEFORE_THEM = "Was before them, and was later recorded to be in error"


def test_what_was_before_the_deciders_of_the_threshold(at_desk):
    page = decision(at_desk, "/threshold")
    late = part(page, "Had happened, and was not before them", BEFORE_THEM)
    assert "Recorded 32 days after it happened" in late
    gone = words(page).partition(BEFORE_THEM)[2].partition("Came after")[0]
    assert "That was another case" in gone
    there, after = words(page).split("Came after")
    there = there.rpartition("Was before them")[2]
    assert "Application received" in there
    assert "Risk assessed" in there
    assert "Threshold decided" not in there
    assert "It came late" not in there + after  # told once: as what came late
    assert "Panel held" in after
    assert "Application received" not in after


def test_long_lists_before_a_decision_begin_and_say_how_many_more(at_desk, monkeypatch):
    """Every line is there on one page for whoever prints it as a proof."""
    whole = decision(at_desk, "/threshold")
    lines = len(parsed(whole.text).xpath("//ul[contains(@class, 'recorded')]/li"))
    assert "more line" not in words(whole)
    monkeypatch.setattr("asbreview.web.part_shown.LINES", 2)
    page = decision(at_desk, "/threshold")
    told = [int(n) for n in re.findall(r"(\d+) more lines?\.", words(page))]
    begun = len(parsed(page.text).xpath("//ul[contains(@class, 'recorded')]/li"))
    assert told
    assert begun + sum(told) == lines
    assert "They are printed from" in words(page)
    (link, *_) = re.findall(r'href="([^"]*all=yes[^"]*)"', page.text)
    every = at_desk.browser.get(unescape(link))
    assert words(every).count("Recorded on") == words(whole).count("Recorded on")
    assert "more line" not in words(every)


def test_the_panel_and_the_outcome_open_to_what_was_before_them(at_desk):
    held = words(decision(at_desk, "/panel"))
    there = held.partition("Was before them")[2].partition("Came after")[0]
    assert "It came late" in there  # by the first of April it was on record
    found = decision(at_desk, "/outcome")
    assert "What was before whoever decided: Findings" in words(found)
    assert "Panel held" in words(found).partition("Came after")[0]


def test_a_challenge_opens_to_what_was_before_whoever_decided_it(tmp_path):
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale
        tale.apply().decide(date(2026, 3, 9)).post(date(2026, 3, 10))
        tale.convene().challenge(date(2026, 3, 21))
        tale.arrange_hearing(date(2026, 3, 22))
        at_desk.reviews.decide_challenge(
            tale.case_id,
            next(iter(at_desk.case.outcome.challenges)),
            upheld=Upheld.NOT_UPHELD,
            decided_on=date(2026, 3, 23),
            reasons="They were rung twice",
            follows="",
            signed=tale.signed(date(2026, 3, 23)),
        )
        at_desk.on(TODAY)
        page = decision(at_desk, "/outcome")
        before, after = words(page).split("Came after")
        assert "Nobody rang back" in before
        assert "They were rung twice" in before  # the decision itself
        assert "They were rung twice" not in after


def test_the_pages_it_leads_to_are_as_they_were_just_before(at_desk):
    page = decision(at_desk, "/threshold")
    links = [unescape(x) for x in re.findall(r'href="([^"]*as_of=[^"]*)"', page.text)]
    complaints = next(link for link in links if "/complaints?" in link)
    told = words(at_desk.browser.get(complaints))
    assert "MARKERTEXT at night" in told
    assert "It came late" not in told


def test_the_decisions_of_a_case_are_listed_the_latest_first(at_desk):
    told = words(at_desk.get("/decisions")).partition("Each was recorded")[2]
    titles = ["Findings", "Panel held", "Threshold decided"]
    places = [told.index(title) for title in titles]
    assert places == sorted(places)
    assert "Application received" not in told


def test_as_of_a_day_later_decisions_and_events_are_not_there(at_desk):
    told = words(at_desk.get("/decisions", as_of="2026-03-10"))
    assert "Threshold decided" in told
    assert "Panel held" not in told
    page = decision(at_desk, "/threshold", as_of="2026-03-10")
    assert "It came late" not in words(page)
    assert "Panel held" not in words(page)


def test_a_decision_of_another_case_is_none_of_this(at_desk):
    other = BODIES[0]  # an id of something else
    assert at_desk.get(f"/decisions/{other}").status_code == 404
