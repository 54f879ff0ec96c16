"""OCEL 2.0 as JSON: https://www.ocel-standard.org."""

import json
from io import TextIOWrapper
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

_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def write_json(log: ObjectLog, file: TextIOWrapper, progress: Progress) -> None:
    """Write the log, some thousand events at a time, and then the objects."""
    kinds: set[str] = set()
    between = "\n"
    file.write('{"events": [')
    for events in log.portions(progress):
        for event in events:
            file.write(between + _WRITTEN(_event(event)))
            between = ",\n"
        kinds.update(event.kind for event in events)
    file.write('\n], "objects": [')
    between = "\n"
    for thing in log.things:
        file.write(between + _WRITTEN(_object(thing)))
        between = ",\n"
    types = dict.fromkeys(sorted(kinds), EVENT_ATTRIBUTES)
    file.write('\n], "eventTypes": ')
    json.dump([_type(*each) for each in types.items()], file)
    file.write(',\n"objectTypes": ')
    json.dump([_type(*each) for each in OBJECT_TYPES.items()], file)
    file.write("}\n")


def _event(event: Happened) -> dict[str, Any]:
    return {
        "id": event.event_id,
        "type": event.kind,
        "time": stamp(event.at),
        "attributes": [
            {"name": name, "value": value} for name, value in event.attributes.items()
        ],
        "relationships": [
            {"objectId": object_id, "qualifier": how}
            for object_id, how in event.related
        ],
    }


def _object(thing: Thing) -> dict[str, Any]:
    return {
        "id": thing.object_id,
        "type": thing.kind,
        "attributes": [
            {"name": each.name, "time": stamp(each.since), "value": each.value}
            for each in thing.attributes
        ],
        "relationships": [
            {"objectId": object_id, "qualifier": how}
            for object_id, how in thing.related
        ],
    }


def _type(name: str, attributes: dict[str, str]) -> dict[str, Any]:
    told = [{"name": each, "type": kind} for each, kind in attributes.items()]
    return {"name": name, "attributes": told}
