"""What is read of an event plainly is what its own class tells, of every kind."""

import json
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import resolve_topic

from asbreview.domain.model import CaseEvent
from asbreview.exports.object_log import ObjectLog
from asbreview.exports.ocel_json import write_json
from asbreview.exports.plain import reader_of, told_plainly
from asbreview.exports.told import told_by
from asbreview.store.log import EventLog
from asbreview.store.mapper import UPCASTS, EventMapper
from everything import everything
from places import place_of

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
OF_CASES = [
    file
    for file in sorted(GOLDEN.glob("*.json"))
    if file.stem not in UPCASTS and issubclass(resolve_topic(file.stem), CaseEvent)
]
BY_THEIR_CLASS = {"trigger.application-received", "trigger.consent-recorded"}
"""Their day stands in a value that they hold."""
PASSED_ON = "trigger.application-passed-on"


def stored(topic, **changed):
    state = json.loads((GOLDEN / f"{topic}.json").read_text("utf-8"))
    id_, version = UUID(state["originator_id"]), state["originator_version"]
    return StoredEvent(id_, version, topic, json.dumps(state | changed).encode())


def by_its_class(event):
    return told_by(EventMapper(keyring=None).to_domain_event(event))


@pytest.mark.parametrize("topic", [file.stem for file in OF_CASES])
def test_every_golden_event_of_a_case_tells_the_same_both_ways(topic):
    event = stored(topic)
    plainly = told_plainly(event)
    assert (plainly is None) == (topic in BY_THEIR_CLASS)
    assert plainly in (None, by_its_class(event))


def test_of_all_that_happens_everything_tells_the_same_both_ways(tmp_path):
    with place_of("sqlite", tmp_path / "place").opened() as reviews:
        everything(reviews)
        lines = reviews.recorder.lines(0, limit=100_000)
    named = set()
    for line in lines:
        plainly = told_plainly(line.stored)
        if plainly is not None:
            assert plainly == by_its_class(line.stored)
            named |= {kind for kind, _ in plainly.named}
    assert named > {"complaint", "body", "request", "panel", "action", "letter"}


def test_a_day_other_than_that_of_recording_is_at_noon_in_london():
    """28 June is in summer time: noon in London is eleven o'clock in UTC."""
    event = stored(PASSED_ON, timestamp="2026-07-01T09:00:00Z", passed_on="2026-06-28")
    told = told_plainly(event)
    assert told.on == date(2026, 6, 28)
    assert told.at == datetime.fromisoformat("2026-06-28T11:00:00Z")


def test_just_before_midnight_in_utc_it_is_the_next_day_in_summer():
    late = "2026-06-30T23:30:00Z"
    told = told_plainly(stored(PASSED_ON, timestamp=late, passed_on="2026-07-01"))
    assert told.at == datetime.fromisoformat(late)


@pytest.mark.parametrize(
    "changed",
    [
        {"unheard_of": 1},
        {"passed_on": "yesterday"},
        {"timestamp": "2026-07-01T09:00:00"},
        {"case_id": None},
        {"originator_version": 99},
        {"originator_id": str(UUID(int=7))},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_is_not_as_its_class_writes_it_is_left_to_its_class(changed):
    event = stored(PASSED_ON, **changed)
    assert told_plainly(event) is None
    with pytest.raises(Exception):  # noqa: B017, PT011  as the class says it
        by_its_class(event)


def test_what_is_missing_is_left_to_its_class():
    event = stored(PASSED_ON)
    state = json.loads(event.state)
    del state["body_id"]
    broken = StoredEvent(
        event.originator_id,
        event.originator_version,
        event.topic,
        json.dumps(state).encode(),
    )
    assert told_plainly(broken) is None


def test_what_was_stored_under_a_retired_topic_is_left_to_its_class(monkeypatch):
    monkeypatch.setitem(UPCASTS, PASSED_ON, (PASSED_ON, lambda state: state))
    reader_of.cache_clear()
    assert told_plainly(stored(PASSED_ON)) is None
    monkeypatch.undo()
    reader_of.cache_clear()


def test_each_line_of_the_json_is_as_the_encoder_of_json_writes_it(tmp_path):
    file = tmp_path / "log.json"
    with place_of("sqlite", tmp_path / "place").opened() as reviews:
        everything(reviews)
        with file.open("w", encoding="utf-8") as into:
            write_json(ObjectLog(EventLog(reviews)), into, lambda *_: None)
    lines = [
        line.removesuffix(",")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith('{"id"')
    ]
    assert len(lines) > 500
    for line in lines:
        assert line == json.dumps(json.loads(line), ensure_ascii=False)
