"""What every event has in common: it says what happened, and declares types only."""

import re
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from asbreview.domain.model import (
    ENVELOPE,
    CaseEvent,
    Event,
    OpeningEvent,
    ReliedUpon,
    Value,
)
from kinds_of_event import EVENTS

EACH = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TOPIC)
AT_MOST_OPTIONAL = 2


def own_fields(event):
    return {n: f for n, f in event.model_fields.items() if n not in ENVELOPE}


def holds(annotation):
    """Every kind of thing that an annotation is made of."""
    yield get_origin(annotation) or annotation
    for argument in get_args(annotation):
        if argument is not ...:
            yield from holds(argument)


def values_in(kind):
    """An event and every value it holds, however deep."""
    yield kind
    for field in kind.model_fields.values():
        for held in holds(field.annotation):
            if isinstance(held, type) and issubclass(held, Value):
                yield from values_in(held)


def is_optional(field):
    return not field.is_required() or NoneType in get_args(field.annotation)


@EACH
def test_an_event_says_in_a_sentence_what_happened(event):
    sentence = (event.__dict__.get("__doc__") or "").strip()
    assert re.match(r"[A-Z].*\.$", sentence.split("\n\n")[0], re.DOTALL)


@EACH
def test_a_topic_names_the_record_and_what_happened_to_it(event):
    record, _, happened = event.TOPIC.partition(".")
    assert record in re.split("[._]", event.__module__)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", happened)


@EACH
def test_an_event_has_at_most_two_optional_fields(event):
    optional = [name for name, field in own_fields(event).items() if is_optional(field)]
    assert len(optional) <= AT_MOST_OPTIONAL, optional


@EACH
def test_an_event_declares_types_and_no_rule(event):
    """A rule in an event would be applied to the past each time it is read."""
    for value in values_in(event):
        found = value.__pydantic_decorators__
        assert not found.validators
        assert not found.field_validators
        assert not found.root_validators
        assert not found.model_validators
        assert all(not field.metadata for field in value.model_fields.values()), value


@EACH
def test_an_event_holds_tuples_and_nothing_that_can_be_changed(event):
    """A seal in a list or a mapping would not be found."""
    for value in values_in(event):
        for name, field in value.model_fields.items():
            assert not {list, dict, set, frozenset} & set(holds(field.annotation)), name
        assert value.model_config["frozen"] is True
        assert value.model_config["extra"] == "forbid"


@EACH
def test_a_union_is_of_one_kind_and_nothing(event):
    for value in values_in(event):
        for field in value.model_fields.values():
            for part in holds(field.annotation):
                assert (
                    part not in {Union, UnionType}
                    or len([a for a in get_args(field.annotation) if a is not NoneType])
                    == 1
                )


@EACH
def test_what_an_event_seals_has_an_owner(event):
    assert all(owner for _, owner in event.key_owners())


@EACH
def test_an_event_opens_a_record_or_is_applied_to_one(event):
    opens = issubclass(event, OpeningEvent)
    applies = any(
        "apply" in kind.__dict__
        for kind in event.__mro__[:-1]
        if issubclass(kind, BaseModel) and kind is not Event
    )
    assert opens != applies


def test_no_two_kinds_of_event_have_one_topic():
    topics = [event.TOPIC for event in EVENTS]
    assert len(set(topics)) == len(topics) > 50
    assert not {CaseEvent, ReliedUpon, OpeningEvent} & set(EVENTS)
