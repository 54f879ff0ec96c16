"""Reading back what was written: old shapes, and what cannot be read."""

import json
from typing import ClassVar
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from asbreview.domain.contact.facts import ContactFileOpened
from asbreview.domain.model import CaseEvent, Value
from asbreview.domain.people import Prose
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.store.log import EventLog
from asbreview.store.mapper import UPCASTS, Misplaced, upcasts
from journey import Journey

RECORD, CASE = UUID(int=21), UUID(int=22)


class NoteAdded(CaseEvent):
    """An invented event as a release long ago stored it."""

    TOPIC: ClassVar[str] = "invented.note-added"

    note: Sealed[str]


class RemarkMade(CaseEvent):
    """The same as it is today: renamed, its words in another field."""

    TOPIC: ClassVar[str] = "invented.remark-made"

    words: Sealed[str]
    loud: bool


@pytest.fixture
def _today():
    @upcasts(NoteAdded.TOPIC, to=RemarkMade.TOPIC)
    def _(state):
        note = state.pop("note")
        return {**state, "words": note, "loud": False}

    yield
    del UPCASTS[NoteAdded.TOPIC]


@pytest.fixture
def note(reviews):
    """An event of the retired topic, as the release of its time stored it."""
    event = NoteAdded(
        originator_id=RECORD,
        originator_version=1,
        timestamp="2026-03-02T09:30:00Z",
        recorded_by=UUID(int=2),
        recorded_for=UUID(int=3),
        command_id=UUID(int=4),
        case_id=CASE,
        note=Sealed.of("He shouted"),
    )
    return reviews.mapper.to_stored_event(event)


@pytest.mark.usefixtures("_today")
def test_an_event_of_a_retired_topic_is_read_as_todays(reviews, note):
    event = reviews.mapper.to_domain_event(note)
    assert type(event) is RemarkMade
    assert event.loud is False


@pytest.mark.usefixtures("_today")
def test_what_a_retired_topic_sealed_opens_under_the_topic_it_was_stored_by(
    reviews, note
):
    words = reviews.mapper.to_domain_event(note).words
    assert f"|{NoteAdded.TOPIC}|" in words.token
    assert reviews.keyring.reveal(words) == "He shouted"
    reviews.keyring.destroy(CASE)
    assert reviews.keyring.reveal(words) is ERASED


@pytest.mark.usefixtures("_today")
def test_a_retired_topic_is_no_way_in_for_anothers_words(reviews, note):
    state = json.loads(note.state)
    state["note"] = state["note"].replace(RECORD.hex, UUID(int=23).hex)
    moved = StoredEvent(RECORD, 1, note.topic, json.dumps(state).encode())
    with pytest.raises(Misplaced):
        reviews.mapper.to_domain_event(moved)


def test_an_upcast_may_lead_to_a_topic_that_was_retired_in_its_turn(reviews, note):
    upcasts("invented.ancient", to=NoteAdded.TOPIC)(lambda state: state)
    upcasts(NoteAdded.TOPIC, to=RemarkMade.TOPIC)(
        lambda state: {"words": state.pop("note"), "loud": True, **state}
    )
    ancient = StoredEvent(
        RECORD,
        1,
        "invented.ancient",
        note.state.replace(NoteAdded.TOPIC.encode(), b"invented.ancient"),
    )
    try:
        assert reviews.mapper.to_domain_event(ancient).loud is True
    finally:
        del UPCASTS["invented.ancient"], UPCASTS[NoteAdded.TOPIC]


def test_every_event_of_a_case_is_read_back_as_it_was_recorded(reviews):
    case = Journey(reviews).stand().go()
    for line in reviews.recorder.lines(0, limit=1000):
        event = reviews.mapper.to_domain_event(line.stored)
        assert event.model_dump_json().encode() == line.stored.state
    assert reviews.case(case.case_id).ended_as == "closed"


@pytest.mark.parametrize(
    "state",
    [
        b"not JSON",
        b"{}",
        b'{"case_id": "00000000-0000-0000-0000-000000000016"}',
        b'{"case_id": 12}',
        b"[]",
    ],
)
def test_an_event_that_cannot_be_read_stops_only_who_reads_it(reviews, case, state):
    """The log goes on; the entry says whose case it is, where that can be told."""
    last = reviews.end_of_log()
    reviews.recorder.insert_events(
        [StoredEvent(RECORD, 1, ContactFileOpened.TOPIC, state)]
    )
    case.decide()
    log = EventLog(reviews)
    poison, *others = log.after(last, 1000)
    with pytest.raises(ValueError, match=r"."):
        poison.read()
    assert poison.case_id in {None, CASE}
    assert [entry.read().case_id for entry in others] == [case.case_id] * len(others)


def test_an_event_under_anothers_name_is_misplaced(reviews, case):
    line = reviews.recorder.lines(2, limit=1)[0].stored
    moved = StoredEvent(RECORD, line.originator_version, line.topic, line.state)
    with pytest.raises(Misplaced):
        reviews.mapper.to_domain_event(moved)


def test_an_event_that_seals_for_nobody_is_not_defined():
    with pytest.raises(TypeError, match="Whose key seals"):

        class Orphan(CaseEvent):
            TOPIC: ClassVar[str] = "invented.orphan"
            KEY_OWNER: ClassVar[str] = ""

            words: Sealed[str]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_seal_in_a_list_cannot_be_saved(reviews):
    """Only single values and tuples are searched: elsewhere the save fails, loudly."""

    class Listing(CaseEvent):
        TOPIC: ClassVar[str] = "invented.listing"

        names: list[Sealed[str]]

    listing = Listing(
        originator_id=RECORD,
        originator_version=1,
        timestamp="2026-03-02T09:30:00Z",
        recorded_by=UUID(int=2),
        recorded_for=UUID(int=3),
        command_id=UUID(int=4),
        case_id=CASE,
        names=[Sealed.of("Marigold")],
    )
    with pytest.raises(ValueError, match="written down by the store alone"):
        reviews.mapper.to_stored_event(listing)


def test_a_value_with_a_field_it_does_not_know_is_not_read():
    with pytest.raises(ValueError, match="surprise"):
        Prose.model_validate_json(
            '{"text_id": "00000000-0000-0000-0000-000000000001", "text": "x",'
            ' "about": [], "surprise": 1}'
        )


def test_what_was_typed_is_not_repeated_by_an_error():
    class Told(Value):
        number: int

    with pytest.raises(ValueError, match="number") as error:
        Told.model_validate({"number": "MARKERNAME"})
    assert "MARKERNAME" not in str(error.value)
