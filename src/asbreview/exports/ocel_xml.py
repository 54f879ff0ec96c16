"""OCEL 2.0 as XML, and XES, which knows but one case for each event."""

from collections.abc import Mapping
from io import TextIOWrapper
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from asbreview.exports.object_log import (
    EVENT_ATTRIBUTES,
    OBJECT_TYPES,
    Happened,
    ObjectLog,
    Progress,
    Related,
    Thing,
    stamp,
)


class _Elements(XMLGenerator):
    """Writes elements, each at once or with others in it."""

    def begin(self, tag: str, /, **attributes: str) -> None:
        written = {key.replace("_", "-"): value for key, value in attributes.items()}
        self.startElement(tag, AttributesImpl(written))

    def end(self, tag: str) -> None:
        self.endElement(tag)
        self.ignorableWhitespace("\n")

    def one(self, tag: str, says: str = "", /, **attributes: str) -> None:
        self.begin(tag, **attributes)
        self.characters(says)
        self.end(tag)


def write_xml(log: ObjectLog, file: TextIOWrapper, progress: Progress) -> None:
    """Write the log; it is gone through twice, since objects stand before events."""
    kinds = sorted({event.kind for event in log.events()})
    xml = _Elements(file, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.begin("log")
    _types(xml, "object", OBJECT_TYPES)
    _types(xml, "event", dict.fromkeys(kinds, EVENT_ATTRIBUTES))
    xml.begin("objects")
    for thing in log.things.values():
        _object(xml, thing)
    xml.end("objects")
    xml.begin("events")
    for event in log.events(progress):
        _event(xml, event)
    xml.end("events")
    xml.end("log")


def _types(xml: _Elements, what: str, types: Mapping[str, Mapping[str, str]]) -> None:
    xml.begin(f"{what}-types")
    for name, attributes in types.items():
        xml.begin(f"{what}-type", name=name)
        xml.begin("attributes")
        for each, kind in attributes.items():
            xml.one("attribute", name=each, type=kind)
        xml.end("attributes")
        xml.end(f"{what}-type")
    xml.end(f"{what}-types")


def _object(xml: _Elements, thing: Thing) -> None:
    xml.begin("object", id=thing.object_id, type=thing.kind)
    xml.begin("attributes")
    for each in thing.attributes:
        xml.one("attribute", each.value, name=each.name, time=stamp(each.since))
    xml.end("attributes")
    _related(xml, thing.related)
    xml.end("object")


def _event(xml: _Elements, event: Happened) -> None:
    xml.begin("event", id=event.event_id, type=event.kind, time=stamp(event.at))
    xml.begin("attributes")
    for name, value in event.attributes.items():
        xml.one("attribute", value, name=name)
    xml.end("attributes")
    _related(xml, event.related)
    xml.end("event")


def _related(xml: _Elements, related: list[Related]) -> None:
    xml.begin("objects")
    for object_id, how in related:
        xml.one("relationship", object_id=object_id, qualifier=how)
    xml.end("objects")


def write_xes(log: ObjectLog, file: TextIOWrapper, progress: Progress) -> None:
    """Write the cases as XES (IEEE 1849): the events of each, in order of time."""
    by_case: dict[str, list[Happened]] = {}
    for event in log.events(progress):
        by_case.setdefault(event.related[0].object_id, []).append(event)
    xml = _Elements(file, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement(
        "log",
        AttributesImpl(
            {"xes.version": "1849-2016", "xmlns": "http://www.xes-standard.org/"}
        ),
    )
    for name, prefix in (("Concept", "concept"), ("Time", "time"), ("Org", "org")):
        xml.one("extension", name=name, prefix=prefix, uri=f"{XES}{prefix}.xesext")
    for case_id, events in by_case.items():
        xml.begin("trace")
        xml.one("string", key="concept:name", value=case_id)
        for event in sorted(events, key=lambda each: each.at):
            _xes_event(xml, event)
        xml.end("trace")
    xml.end("log")


XES = "http://www.xes-standard.org/"


def _xes_event(xml: _Elements, event: Happened) -> None:
    xml.begin("event")
    xml.one("string", key="concept:name", value=event.kind)
    xml.one("date", key="time:timestamp", value=stamp(event.at))
    xml.one("string", key="org:resource", value=event.related[1].object_id)
    for name, value in event.attributes.items():
        tag = "date" if EVENT_ATTRIBUTES[name] == "time" else "string"
        xml.one(tag, key=name, value=value)
    xml.end("event")
