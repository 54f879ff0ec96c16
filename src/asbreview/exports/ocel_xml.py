"""OCEL 2.0 as XML.

What stands for a thing in an export is made of letters, digits and hyphens, and the
types and the words for relations are ours: nothing in them has to be escaped.
"""

from collections.abc import Iterable, Mapping
from io import TextIOWrapper
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from xml.sax.saxutils import escape

from asbreview.exports.object_log import (
    EVENT_ATTRIBUTES,
    OBJECT_TYPES,
    Happened,
    ObjectLog,
    Progress,
    stamp,
)
from asbreview.exports.things import Thing

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def write_xml(log: ObjectLog, file: TextIOWrapper, progress: Progress) -> None:
    """Write the log: objects, known when all events are, stand before the events.

    So the events are written beside the file first, and copied.
    """
    beside = Path(file.name).parent
    kinds: set[str] = set()
    with TemporaryFile("w+", encoding="utf-8", newline="\n", dir=beside) as aside:
        for events in log.portions(progress):
            aside.writelines(map(_event, events))
            kinds.update(event.kind for event in events)
        file.write(f"{HEAD}<log>")
        file.write(_types("object", OBJECT_TYPES))
        file.write(_types("event", dict.fromkeys(sorted(kinds), EVENT_ATTRIBUTES)))
        file.write("<objects>")
        file.writelines(map(_object, log.things))
        file.write("</objects>\n<events>")
        aside.seek(0)
        copyfileobj(aside, file)
    file.write("</events>\n</log>\n")


def _types(what: str, types: Mapping[str, Mapping[str, str]]) -> str:
    told = "".join(
        f'<{what}-type name="{name}">{_all("attributes", _declared(own))}'
        f"</{what}-type>\n"
        for name, own in types.items()
    )
    return f"<{what}-types>{told}</{what}-types>\n"


def _declared(attributes: Mapping[str, str]) -> str:
    return "".join(
        f'<attribute name="{name}" type="{kind}"/>\n'
        for name, kind in attributes.items()
    )


def _object(thing: Thing) -> str:
    known = "".join(
        f'<attribute name="{name}" time="{stamp(since)}">{escape(value)}</attribute>\n'
        for name, since, value in thing.attributes
    )
    return (
        f'<object id="{thing.object_id}" type="{thing.kind}">'
        f"{_all('attributes', known)}{_all('objects', _related(thing.related))}"
        "</object>\n"
    )


def _event(event: Happened) -> str:
    told = "".join(
        f'<attribute name="{name}">{value}</attribute>\n'
        for name, value in event.attributes.items()
    )
    return (
        f'<event id="{event.event_id}" type="{event.kind}" time="{stamp(event.at)}">'
        f"{_all('attributes', told)}{_all('objects', _related(event.related.items()))}"
        "</event>\n"
    )


def _all(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag}>\n" if inside else f"<{tag}/>\n"


def _related(related: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<relationship object-id="{object_id}" qualifier="{how}"/>\n'
        for object_id, how in related
    )
