"""Charts: drawn without a style of their own, and told in words."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from asbreview.web.charts import chart
from asbreview.web.figures import HowLong
from projections.process_charts import Observed, Rebased, process_chart

NEW_YEAR = date(2026, 1, 1)
NHS = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(values, *events):
    points = [
        Observed(NEW_YEAR + timedelta(i), v, f"EC-26-{i:05}")
        for i, v in enumerate(values)
    ]
    return chart("c", "Days <by> case", process_chart(points, events), of="days")


def tree(told):
    return ET.fromstring(told.svg)  # noqa: S314  we drew it


def test_a_chart_says_what_is_usual_and_what_stands_out():
    told = drawn(NHS)
    assert told.sentence == (
        "n = 18. 2 days on average; from 0 to 5 is usual."
        " 1 point not to be put down to chance: EC-26-00004 (10)."
    )
    assert told.n == 18


def test_few_points_are_on_trial_and_one_says_no_more():
    assert "These are trial limits: fewer than 12 points." in drawn([3, 4, 3]).sentence
    assert drawn([3]).sentence == "n = 1. One value, 3 days: no more is known."
    empty = drawn([])
    assert (empty.sentence, empty.svg) == (
        "There is nothing to show in this period.",
        "",
    )


def test_one_rule_says_that_it_is_too_early_on_the_chart_and_above_it():
    told = drawn([30, 31, 30, 31, 30, 31, 30, 31, 30, 31, 600])
    assert "It is too early to say what stands out." in told.sentence
    assert "put down to chance" not in told.sentence
    assert "polygon" not in told.svg
    assert HowLong(11, told.phases, 0).better == "Too early to say"


def test_too_early_is_said_of_the_time_since_the_change_where_others_stand_out():
    """A diamond of before is no answer to whether it gets better now."""
    event = Rebased(NEW_YEAR + timedelta(len(NHS)), "A second caseworker")
    told = drawn([*NHS, 2, 1, 2], event)
    assert "polygon" in told.svg
    assert told.sentence.endswith(
        "It is too early to say what stands out. Before that, 1 point not to be put"
        " down to chance."
    )
    long = HowLong(21, told.phases, 0)
    assert long.better == "Too early to say since the change"
    assert "What else stands out on the chart came earlier: 1." in long.why
    assert "Reckoned from a second caseworker, Monday 19 January 2026." in long.why


def test_shorter_since_a_change_is_said_before_the_latest_review_is():
    """But not while some under a new version are open, whose quickest were told."""
    event = Rebased(NEW_YEAR + timedelta(12), "A morning kept free")
    told = drawn([50, 52] * 6 + [30, 36] * 6, event)
    long = HowLong(24, told.phases, 0)
    assert long.better == "Shorter since the change"
    assert long.why.startswith("The latest 7 took less than the average before.")
    assert "Before: 51 days on average, of 12 reviews." in long.why
    assert HowLong(24, told.phases, 3).better == "Neither better nor worse"
    other = drawn([30, 36] * 6 + [50, 52] * 6, event)
    assert HowLong(24, other.phases, 0).better == "Longer since the change"


def test_where_limits_begin_anew_is_drawn_and_listed():
    event = Rebased(NEW_YEAR + timedelta(3), "A second caseworker")
    told, plain = drawn([9, 8, 9, 3, 4], event), drawn([9, 8, 9, 3, 4])
    assert told.begun_anew == [event]
    assert told.svg.count("2 3") == 1
    assert not plain.begun_anew
    assert "2 3" not in plain.svg


def test_what_holds_since_a_dated_event_is_said_of_it():
    event = Rebased(NEW_YEAR + timedelta(3), "Version 2 in force")
    told = drawn([9, 8, 9, 3, 4], event)
    assert told.sentence.startswith(
        "Version 2 in force: Sunday 4 January 2026. Reckoned from there (n = 2): 4 days"
    )


def test_the_drawing_names_itself_and_has_no_style_and_no_script():
    root = tree(drawn(NHS))
    assert root.get("role") == "img"
    title, says = root.get("aria-labelledby").split()
    found = {each.get("id"): each.text for each in root if each.get("id")}
    assert found[title] == "Days <by> case"
    assert found[says] == drawn(NHS).sentence
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert tags <= {"svg", "title", "desc", "g", "rect", "line", "path", "text"} | {
        "circle",
        "polygon",
    }
    for each in root.iter():
        assert not [name for name in each.attrib if name == "style" or name[:2] == "on"]
    assert not re.search(r"url\(|href|<style|<script", drawn(NHS).svg)


def test_a_point_that_stands_out_has_another_form():
    shapes = [each.tag.removeprefix(SVG) for each in tree(drawn(NHS)).iter()]
    assert (shapes.count("polygon"), shapes.count("circle")) == (1, 17)


def test_nothing_is_drawn_below_nothing():
    lines = list(tree(drawn(NHS)).iter(f"{SVG}path"))
    assert len(lines) == 4
    for line in lines:
        heights = re.findall(r"[ML] [\d.]+ (-?[\d.]+)", line.get("d"))
        assert all(float(height) >= 0 for height in heights)
