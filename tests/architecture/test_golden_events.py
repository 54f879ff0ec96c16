"""Whatever any release has stored stays readable."""

import json
import re
from pathlib import Path
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import resolve_topic
from pydantic import BaseModel

from asbreview.domain.contact.facts import ContactMade, WasFor
from asbreview.domain.counterfactual.record import WhatIfKept
from asbreview.domain.evidence.facts import HowAnswered, InformationAnswered
from asbreview.domain.model import Event
from asbreview.domain.panel.facts import AttendanceCorrected, PanelHeld, VictimCame
from asbreview.store.mapper import UPCASTS, EventMapper, Misplaced
from everything import everything
from journey import opened
from kinds_of_event import EVENTS

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
TO_WRITE_IT = "PYTHONPATH=tests .venv/bin/python scripts/write_golden.py"
FILES = sorted(GOLDEN.glob("*.json"))


def read(topic, state):
    stored = StoredEvent(
        originator_id=UUID(state["originator_id"]),
        originator_version=state["originator_version"],
        topic=topic,
        state=json.dumps(state).encode(),
    )
    return EventMapper(keyring=None).to_domain_event(stored)


def test_each_kind_of_event_has_a_golden_file():
    topics = {event.TOPIC for event in EVENTS} | UPCASTS.keys()
    missing = topics - {file.stem for file in FILES}
    assert not missing, f"No golden file for {sorted(missing)}. To write: {TO_WRITE_IT}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_file_is_read_as_it_was_stored(file):
    state = json.loads(file.read_text(encoding="utf-8"))
    event = read(file.stem, state)
    if file.stem not in UPCASTS:
        assert type(event) is resolve_topic(file.stem)
        told = json.loads(event.model_dump_json())
        assert told == with_what_was_gained(state, told, event)


def with_what_was_gained(state, told, value):
    """What was stored, with the default of each field that it gained since.

    So of the values in it, and of those in them.
    """
    if not (isinstance(value, BaseModel) and isinstance(told, dict)):
        return state
    fields = type(value).model_fields
    gained = told.keys() - state.keys()
    return {
        name: with_what_was_gained(stored, told.get(name), getattr(value, name, None))
        for name, stored in state.items()
    } | {name: fields[name].default for name in gained}


def test_a_value_in_an_event_gains_fields_by_their_default_alone():
    file = GOLDEN / f"{WhatIfKept.TOPIC}.json"
    state = json.loads(file.read_text(encoding="utf-8"))
    event = read(file.stem, state)
    assert "way_added" not in state["kept"]["asked"]["changed"]
    told = json.loads(event.model_dump_json())
    told["kept"]["asked"]["changed"]["way_added"] = {"complaints": 3}
    assert told != with_what_was_gained(state, told, event)


@pytest.mark.parametrize("came", VictimCame)
@pytest.mark.parametrize("kind", [PanelHeld, AttendanceCorrected])
def test_whether_the_victim_came_is_read_where_it_was_recorded(kind, came):
    """The golden files are of before it was asked."""
    file = GOLDEN / f"{kind.TOPIC}.json"
    state = json.loads(file.read_text(encoding="utf-8"))
    assert "victim_came" not in state
    assert read(file.stem, state).victim_came is None
    state["victim_came"] = came.value
    assert json.loads(read(file.stem, state).model_dump_json()) == state


@pytest.mark.parametrize("was_for", WasFor)
def test_what_a_contact_was_for_is_read_where_it_was_said(was_for):
    """The golden file is of before it was asked."""
    file = GOLDEN / f"{ContactMade.TOPIC}.json"
    state = json.loads(file.read_text(encoding="utf-8"))
    assert "was_for" not in state
    assert read(file.stem, state).was_for is None
    state["was_for"] = was_for.value
    assert json.loads(read(file.stem, state).model_dump_json()) == state


@pytest.mark.parametrize("how", HowAnswered)
def test_an_answer_is_read_however_it_came_to_be_on_record(how):
    """Its golden file is of one way: those that were added since are read as well."""
    file = GOLDEN / f"{InformationAnswered.TOPIC}.json"
    state = json.loads(file.read_text(encoding="utf-8")) | {"how": how.value}
    assert json.loads(read(file.stem, state).model_dump_json()) == state


TOKEN = re.compile(r"(?<=[|]/)([^|\"]+)(?=[|][0-9a-f]{32}[|])")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_token_is_read_in_another_field_than_it_was_sealed_for(file):
    """Of every kind of event, every field that is sealed: each is looked at."""
    if file.stem in UPCASTS:
        return  # an upcast may have moved its field
    state = file.read_text(encoding="utf-8")
    told = json.loads(state)
    for token in TOKEN.finditer(state):
        elsewhere = f"{state[: token.start()]}elsewhere{state[token.end() :]}"
        moved = StoredEvent(
            originator_id=UUID(told["originator_id"]),
            originator_version=told["originator_version"],
            topic=file.stem,
            state=elsewhere.encode(),
        )
        with pytest.raises(Misplaced):
            EventMapper(keyring=None).to_domain_event(moved)


def test_there_are_tokens_in_the_golden_files():
    states = [file.read_text(encoding="utf-8") for file in FILES]
    assert sum(len(TOKEN.findall(state)) for state in states) > len(FILES) / 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_file_tells_of_nobody(file):
    """What it seals is invented and stays sealed; it names no person in the open."""
    told = file.read_text(encoding="utf-8")
    for name in ("Marigold", "Oleander", "Fenwick", "Calloway", "MARKER", "Larkspur"):
        assert name not in told


def test_everything_that_can_be_recorded_is_recorded_by_the_commands(tmp_path):
    with opened(tmp_path) as reviews:
        everything(reviews)
        lines = reviews.recorder.lines(0, limit=100_000)
        recorded = {type(reviews.mapper.to_domain_event(x.stored)) for x in lines}
    assert recorded == set(EVENTS)
    assert all(issubclass(kind, Event) for kind in recorded)
