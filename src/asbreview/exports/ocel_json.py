"""OCEL 2.0 as JSON: https://www.ocel-standard.org.

What stands for a thing, the types and the words for relations are letters, digits,
hyphens, full stops and spaces: values alone have to be escaped.
"""

import json
from collections.abc import Iterable
from io import TextIOWrapper
from json.encoder import encode_basestring
from typing import Any, Final

from asbreview.exports.object_log import (
    EVENT_ATTRIBUTES,
    OBJECT_TYPES,
    Happened,
    ObjectLog,
    Progress,
    stamp,
)
from asbreview.exports.things import Thing

_quoted: Final = encode_basestring


def write_json(log: ObjectLog, file: TextIOWrapper, progress: Progress) -> None:
    """Write the log, some thousand events at a time, and then the objects."""
    kinds: set[str] = set()
    between = "\n"
    file.write('{"events": [')
    for events in log.portions(progress):
        if events:
            file.write(between + ",\n".join(map(_event, events)))
            between = ",\n"
        kinds.update(event.kind for event in events)
    file.write('\n], "objects": [')
    between = "\n"
    for thing in log.things:
        file.write(between + _object(thing))
        between = ",\n"
    types = dict.fromkeys(sorted(kinds), EVENT_ATTRIBUTES)
    file.write('\n], "eventTypes": ')
    json.dump([_type(*each) for each in types.items()], file)
    file.write(',\n"objectTypes": ')
    json.dump([_type(*each) for each in OBJECT_TYPES.items()], file)
    file.write("}\n")


def _event(event: Happened) -> str:
    """Write an event: what is written of each is the same but for its values."""
    told = ", ".join(
        [
            f'{{"name": "{name}", "value": {_quoted(value)}}}'
            for name, value in event.attributes.items()
        ]
    )
    return (
        f'{{"id": "{event.event_id}", "type": "{event.kind}",'
        f' "time": "{stamp(event.at)}", "attributes": [{told}],'
        f' "relationships": [{_related(event.related.items())}]}}'
    )


def _object(thing: Thing) -> str:
    known = ", ".join(
        [
            f'{{"name": "{name}", "time": "{stamp(since)}", "value": {_quoted(value)}}}'
            for name, since, value in thing.attributes
        ]
    )
    return (
        f'{{"id": "{thing.object_id}", "type": "{thing.kind}",'
        f' "attributes": [{known}], "relationships": [{_related(thing.related)}]}}'
    )


def _related(related: Iterable[tuple[str, str]]) -> str:
    return ", ".join(
        [
            f'{{"objectId": "{object_id}", "qualifier": "{how}"}}'
            for object_id, how in related
        ]
    )


def _type(name: str, attributes: dict[str, str]) -> dict[str, Any]:
    told = [{"name": each, "type": kind} for each, kind in attributes.items()]
    return {"name": name, "attributes": told}
