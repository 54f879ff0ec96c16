"""What one version of the procedures changes of another."""

from datetime import date

import pytest

from asbreview.domain.procedure_changes import changes
from asbreview.procedures.reading import parse_procedure, read_procedure, shipped
from asbreview.procedures.writing import as_toml

EAST = read_procedure("east-cambridgeshire")


def with_timer(timer_id, **changed):
    timers = tuple(
        t.model_copy(update=changed) if t.timer_id == timer_id else t
        for t in EAST.timers
    )
    return EAST.model_copy(update={"version": 2, "timers": timers})


def told(after, before=EAST):
    return [(c.subject, c.what, c.before, c.after) for c in changes(before, after)]


def test_nothing_changes_but_the_number():
    assert told(EAST.model_copy(update={"version": 2})) == []


def test_a_time_is_told_whole():
    assert told(with_timer("partner-answer", length=14)) == [
        (
            "Timers: Answer a request for information",
            "Time",
            "10 working days after request",
            "14 working days after request",
        )
    ]


def test_what_is_added_and_taken_away_says_what_it_is():
    fewer = EAST.model_copy(update={"timers": EAST.timers[1:]})
    gone = "Timers: Acknowledge the application"
    counted = "5 working days after receipt"
    assert told(fewer) == [(gone, "taken away", counted, "")]
    assert told(EAST, fewer) == [(gone, "added", "", counted)]


def test_the_order_of_a_list_is_nothing():
    assert told(EAST.model_copy(update={"timers": EAST.timers[::-1]})) == []


def test_what_is_set_deep_inside_says_where():
    threshold = EAST.threshold.model_copy(update={"complaints_needed": 2})
    changed = {"threshold": threshold, "effective_from": date(2026, 4, 1)}
    assert told(EAST.model_copy(update=changed)) == [
        ("", "Effective from", "2014-10-20", "2026-04-01"),
        ("Threshold", "Complaints needed", "3", "2"),
    ]


def test_a_yes_or_no_and_a_list_are_said_in_words():
    threshold = EAST.threshold.model_copy(update={"one_incident_counts_once": True})
    panel = EAST.panel.model_copy(update={"ways_to_take_part": ("attend", "write")})
    after = EAST.model_copy(update={"threshold": threshold, "panel": panel})
    assert [each[2:] for each in told(after) if each[0] == "Threshold"] == [
        ("no", "yes")
    ]
    assert [each[3] for each in told(after) if each[0] == "Panel"] == ["attend; write"]


@pytest.mark.parametrize("name", shipped())
def test_a_procedure_written_reads_back_the_same(name):
    procedure = read_procedure(name)
    again = parse_procedure(as_toml(procedure), where=name)
    assert again == procedure
    assert changes(procedure, again) == ()


def test_whatever_changes_is_told():
    """No field is left out of the comparison but the number of the version."""
    blank = EAST.model_validate(
        {
            "procedure_id": "b",
            "version": 9,
            "effective_from": date(2001, 1, 1),
            "name": "B",
            "area": "B",
            "day_zero": "day itself",
        }
    )
    first = {c.subject.split(":")[0] or c.what for c in changes(EAST, blank)}
    names = {n.replace("_", " ").capitalize() for n in type(EAST).model_fields}
    differ = {
        n.replace("_", " ").capitalize()
        for n in type(EAST).model_fields
        if getattr(EAST, n) != getattr(blank, n)
    }
    assert first == (names & differ) - {"Version"}
