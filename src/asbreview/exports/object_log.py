"""The log as events and the objects that they are of, under names made up for it.

No text that anybody typed is in it, no reference, no place and no name but those of
public bodies.  What stands for a case, a person or an officer is made up anew for each
export, from a salt that is thrown away: nobody can find it here again, us included.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any, Final, NamedTuple
from uuid import UUID

from asbreview.domain.days import LONDON, local_day
from asbreview.domain.letter.facts import LetterDrafted
from asbreview.domain.model import CaseEvent, Value
from asbreview.domain.past.facts import (
    PastCaseImported,
    PastCaseImportedAnew,
    PastCaseInError,
)
from asbreview.domain.procedure_adoption import ProcedureAdopted, ProcedureRecorded
from asbreview.domain.trigger.facts import ApplicationReceived, ThresholdDecided
from asbreview.domain.trigger.in_error import ApplicationCorrected
from asbreview.exports.pseudonyms import Pseudonyms
from asbreview.store.log import EventLog
from projections.case.days import happened_on

OF_PAST: Final = (PastCaseImported, PastCaseImportedAnew, PastCaseInError)
"""No events of the day they were recorded on: only the tables tell these cases."""
AT_ONCE: Final = 2_000  # events, read in one go
NOON: Final = time(12, tzinfo=LONDON)
Progress = Callable[[int, int], None]

# Which fields of an event, or of what it holds, name an object of which type.
NAMED_BY: Final = {
    "applicant_id": "applicant",
    "complaint_id": "complaint",
    "body_id": "body",
    "request_id": "request",
    "panel_id": "panel",
    "recommendation_id": "recommendation",
    "action_id": "action",
}
BODIES_IN: Final = frozenset({"bodies", "decided_by", "made_by"})
OBJECT_TYPES: Final = {
    "case": {"area": "string", "category": "string", "channel": "string"},
    "applicant": {},
    "complaint": {},
    "body": {"name": "string"},
    "request": {},
    "panel": {},
    "recommendation": {},
    "action": {},
    "letter": {"kind": "string"},
    "officer": {},
    "procedure version": {},
}
EVENT_ATTRIBUTES: Final = {
    "happened_on": "string",
    "recorded_at": "time",
    "result": "string",
}
QUALIFIERS: Final = {
    "case": "of the case",
    "applicant": "applied for by",
    "officer": "recorded by",
    "body": "about the body",
}


class Related(NamedTuple):
    """An object that an event, or another object, has to do with, and how."""

    object_id: str
    how: str


class Happened(NamedTuple):
    """An event: its type is the topic that it is recorded under.

    `at` is when it happened: the instant it was recorded if that was on the day, else
    noon of the day, in London.
    """

    event_id: str
    kind: str
    at: datetime
    attributes: dict[str, str]
    related: list[Related]


class Attribute(NamedTuple):
    """What is known of an object from an instant on."""

    name: str
    since: datetime
    value: str


@dataclass
class Thing:
    """An object, what is known of it, and what other objects it has to do with."""

    object_id: str
    kind: str
    attributes: list[Attribute] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)

    def relate(self, object_id: str, how: str) -> None:
        """Say that it has to do with another; once is enough."""
        related = Related(object_id, how)
        if related not in self.related:
            self.related.append(related)


class ObjectLog:
    """The log, to be gone through as often as is needed, and always the same.

    `things` are the objects of the events that have been gone through.
    """

    def __init__(self, log: EventLog, *, salt: bytes | None = None) -> None:
        self._log, self._pseudonyms = log, Pseudonyms(salt)
        self._end = log.end()
        self._bodies: dict[UUID, str] = {}
        self.things: dict[str, Thing] = {}

    def events(self, progress: Progress = lambda *_: None) -> Iterator[Happened]:
        """Yield the events of cases, in the order of the log."""
        reached = 0
        while reached < self._end:
            portion = self._log.after(reached, AT_ONCE, up_to=self._end)
            if not len(portion):
                return
            for entry in portion:
                event = entry.read()
                if isinstance(event, ProcedureRecorded | ProcedureAdopted):
                    bodies = event.procedure.relevant_bodies
                    self._bodies |= {body.body_id: body.name for body in bodies}
                elif isinstance(event, CaseEvent) and not isinstance(event, OF_PAST):
                    yield self._happened(event, entry.position, entry.recorded_at)
            reached = portion.end
            progress(reached, self._end)

    def pseudonym(self, kind: str, id_: object) -> str:
        """Return what stands for something in this export, and in no other."""
        return self._pseudonyms.of(kind, id_)

    def _happened(
        self, event: CaseEvent, position: int, recorded_at: datetime
    ) -> Happened:
        at = _when(event)
        case = self._thing("case", event.case_id)
        related = {case.object_id: QUALIFIERS["case"]}
        officer = self._thing("officer", event.recorded_by)
        related[officer.object_id] = QUALIFIERS["officer"]
        for kind, id_ in dict.fromkeys([*_named_in(event), *_letter_of(event)]):
            thing = self._thing(kind, id_, at)
            related[thing.object_id] = QUALIFIERS.get(kind, f"about the {kind}")
            if kind not in {"body", "applicant"}:
                thing.relate(case.object_id, QUALIFIERS["case"])
        if isinstance(event, ApplicationReceived):
            version = f"{event.procedure_id} {event.procedure_version}"
            under = self._thing("procedure version", version)
            related[under.object_id] = "under"
            case.relate(under.object_id, "under")
        self._learn(event, case, at)
        attributes = {
            "happened_on": happened_on(event).isoformat(),
            "recorded_at": stamp(recorded_at),
        }
        if isinstance(event, ThresholdDecided):
            attributes["result"] = "met" if event.met else "not met"
        return Happened(
            f"event-{position}",
            event.TOPIC,
            at,
            attributes,
            [Related(object_id, how) for object_id, how in related.items()],
        )

    def _learn(self, event: CaseEvent, case: Thing, at: datetime) -> None:
        """Take in what an event tells of the case, or of the letter, itself."""
        if isinstance(event, ApplicationReceived):
            applicant = self._thing("applicant", event.applicant_id)
            case.relate(applicant.object_id, QUALIFIERS["applicant"])
            self._know(case, "area", at, event.procedure_id)
        if isinstance(event, ApplicationReceived | ApplicationCorrected):
            self._know(case, "category", at, str(event.application.category))
            self._know(case, "channel", at, str(event.application.how))
        if isinstance(event, LetterDrafted):
            letter = self._thing("letter", event.originator_id)
            self._know(letter, "kind", at, str(event.kind))

    def _know(self, thing: Thing, name: str, since: datetime, value: str) -> None:
        attribute = Attribute(name, since, value)
        if attribute not in thing.attributes:
            thing.attributes.append(attribute)

    def _thing(self, kind: str, id_: object, at: datetime | None = None) -> Thing:
        object_id = self.pseudonym(kind, id_)
        found = self.things.get(object_id)
        if found is None:
            found = self.things[object_id] = Thing(object_id, kind)
            if kind == "body" and isinstance(id_, UUID) and at:
                name = self._bodies.get(id_, "another body")
                self._know(found, "name", at, name)
        return found


def stamp(at: datetime) -> str:
    """Write an instant as others' tools read it: in UTC, to the second at least."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _when(event: CaseEvent) -> datetime:
    on = happened_on(event)
    if on == local_day(event.timestamp):
        return event.timestamp
    return datetime.combine(on, NOON)


def _letter_of(event: CaseEvent) -> Iterator[tuple[str, UUID]]:
    if event.TOPIC.startswith("letter."):
        yield "letter", event.originator_id


def _named_in(value: Value) -> Iterator[tuple[str, UUID]]:
    """Yield the objects that a value names, or anything that it holds."""
    for name in type(value).model_fields:
        held: Any = getattr(value, name)
        if name in NAMED_BY and isinstance(held, UUID):
            yield NAMED_BY[name], held
        elif isinstance(held, Value):
            yield from _named_in(held)
        elif isinstance(held, tuple):
            for each in held:
                if isinstance(each, Value):
                    yield from _named_in(each)
                elif name in BODIES_IN and isinstance(each, UUID):
                    yield "body", each
