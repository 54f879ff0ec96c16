"""The log as events and the objects that they are of, under names made up for it.

No text that anybody typed is in it, no reference, no place and no name but those of
public bodies.  What stands for a case, a person or an officer is made up anew for each
export, from a salt that is thrown away: nobody can find it here again, us included.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.days import LONDON, local_day
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.letter.facts import LetterDrafted
from asbreview.domain.model import CaseEvent
from asbreview.domain.past.facts import (
    PastCaseImported,
    PastCaseImportedAnew,
    PastCaseInError,
)
from asbreview.domain.procedure_adoption import ProcedureAdopted, ProcedureRecorded
from asbreview.domain.trigger.facts import (
    ApplicationReceived,
    ThresholdDecided,
    ThresholdRecordedInError,
)
from asbreview.domain.trigger.in_error import ApplicationCorrected
from asbreview.exports.naming import named_in
from asbreview.exports.officers import kind_of_officer
from asbreview.exports.pseudonyms import Pseudonyms
from asbreview.exports.things import Related, Things
from asbreview.store.log import EventLog, Portion
from projections.case.days import happened_on

OF_PAST: Final = (PastCaseImported, PastCaseImportedAnew, PastCaseInError)
"""No events of the day they were recorded on: only the tables tell these cases."""
AT_ONCE: Final = 2_000  # events, read in one go
NOON: Final = time(12, tzinfo=LONDON)
Progress = Callable[[int, int], None]

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
    "officer": {"kind": "string"},
    "procedure version": {},
}
EVENT_ATTRIBUTES: Final = {
    "happened_on": "string",
    "recorded_at": "time",
    "result": "string",
    "applied_on": "string",
    "takes_back": "string",
}
QUALIFIERS: Final = {
    "case": "of the case",
    "applicant": "applied for by",
    "officer": "recorded by",
    "body": "about the body",
}
ABOUT: Final = {
    kind: QUALIFIERS.get(kind, f"about the {kind}") for kind in OBJECT_TYPES
}


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


class ObjectLog:
    """The log, to be gone through as often as is needed, and always the same.

    `things` are the objects of the events that have been gone through to their end,
    `officers` what kind of hand each officer is that recorded any of them.
    """

    def __init__(self, log: EventLog, *, salt: bytes | None = None) -> None:
        self._log, self._pseudonyms = log, Pseudonyms(salt)
        self._end = log.end()
        self._bodies: dict[UUID, str] = {}
        self._named: set[str] = set()
        self.officers: dict[str, str] = {}
        self.things = Things()

    def events(self, progress: Progress = lambda *_: None) -> Iterator[Happened]:
        """Yield the events of cases, in the order of the log."""
        for portion in self.portions(progress):
            yield from portion

    def portions(
        self, progress: Progress = lambda *_: None
    ) -> Iterator[list[Happened]]:
        """Yield the events of cases, in the order of the log, some thousand at once."""
        reached = 0
        while reached < self._end:
            portion = self._log.after(reached, AT_ONCE, up_to=self._end)
            if not len(portion):
                return
            happened = list(self._happened_in(portion))
            self.things.keep()
            yield happened
            reached = portion.end
            progress(reached, self._end)

    def pseudonym(self, kind: str, id_: object) -> str:
        """Return what stands for something in this export, and in no other."""
        return self._pseudonyms.of(kind, id_)

    def _happened_in(self, portion: Portion) -> Iterator[Happened]:
        for entry in portion:
            event = entry.read()
            if isinstance(event, CaseEvent):
                if not isinstance(event, OF_PAST):
                    yield self._happened(event, entry.position, entry.recorded_at)
            elif isinstance(event, ProcedureRecorded | ProcedureAdopted):
                bodies = event.procedure.relevant_bodies
                self._bodies |= {body.body_id: body.name for body in bodies}

    def _happened(
        self, event: CaseEvent, position: int, recorded_at: datetime
    ) -> Happened:
        on = happened_on(event)
        at = _instant_of(event, on)
        case_id = self._seen("case", event.case_id)
        officer_id = self._officer(event.recorded_by, at)
        related = {case_id: QUALIFIERS["case"], officer_id: QUALIFIERS["officer"]}
        for kind, id_ in dict.fromkeys([*named_in(event), *_letter_of(event)]):
            object_id = self._seen(kind, id_)
            related[object_id] = ABOUT[kind]
            if kind == "body":
                self._name(object_id, id_, at)
            elif kind != "applicant":
                self.things.relate(object_id, case_id, QUALIFIERS["case"])
        if isinstance(event, ApplicationReceived):
            version = f"{event.procedure_id} {event.procedure_version}"
            under = self._seen("procedure version", version)
            related[under] = "under"
            self.things.relate(case_id, under, "under")
        self._learn(event, case_id, at)
        attributes = {
            "happened_on": on.isoformat(),
            "recorded_at": stamp(recorded_at),
        }
        return Happened(
            f"event-{position}",
            event.TOPIC,
            at,
            attributes | _own_attributes(event),
            [Related(object_id, how) for object_id, how in related.items()],
        )

    def _learn(self, event: CaseEvent, case_id: str, at: datetime) -> None:
        """Take in what an event tells of the case, or of the letter, itself."""
        know = self.things.know
        if isinstance(event, ApplicationReceived):
            applicant_id = self._seen("applicant", event.applicant_id)
            self.things.relate(case_id, applicant_id, QUALIFIERS["applicant"])
            know(case_id, "area", at, event.procedure_id)
        if isinstance(event, ApplicationReceived | ApplicationCorrected):
            know(case_id, "category", at, str(event.application.category))
            know(case_id, "channel", at, str(event.application.how))
        if isinstance(event, LetterDrafted):
            letter_id = self._seen("letter", event.originator_id)
            know(letter_id, "kind", at, str(event.kind))

    def _officer(self, recorded_by: UUID, at: datetime) -> str:
        officer_id = self._seen("officer", recorded_by)
        if officer_id not in self.officers:
            kind = self.officers[officer_id] = kind_of_officer(recorded_by)
            self.things.know(officer_id, "kind", at, kind)
        return officer_id

    def _name(self, object_id: str, body_id: UUID, at: datetime) -> None:
        """Take in the name that a body has when it is first seen; bodies are few."""
        if object_id not in self._named:
            self._named.add(object_id)
            name = self._bodies.get(body_id, "another body")
            self.things.know(object_id, "name", at, name)

    def _seen(self, kind: str, id_: object) -> str:
        object_id = self.pseudonym(kind, id_)
        self.things.see(object_id, kind)
        return object_id


def stamp(at: datetime) -> str:
    """Write an instant as others' tools read it: in UTC, to the second at least."""
    told = at.isoformat()
    if not told.endswith("+00:00"):
        told = at.astimezone(UTC).isoformat()
    return f"{told[:-6]}Z"


def _instant_of(event: CaseEvent, on: date) -> datetime:
    if on == local_day(event.timestamp):
        return event.timestamp
    return datetime.combine(on, NOON)


def _own_attributes(event: CaseEvent) -> dict[str, str]:
    """Return what the figures of a case need to be told of some events."""
    match event:
        case ThresholdDecided():
            return {"result": "met" if event.met else "not met"}
        case ApplicationReceived():
            return {"applied_on": happened_on(event).isoformat()}
        case ApplicationCorrected():
            return {"applied_on": event.application.applied_on.isoformat()}
        case ThresholdRecordedInError():
            return {"takes_back": ThresholdDecided.TOPIC}
        case FactRecordedInError():
            return {"takes_back": event.corrects}
    return {}


def _letter_of(event: CaseEvent) -> Iterator[tuple[str, UUID]]:
    if event.TOPIC.startswith("letter."):
        yield "letter", event.originator_id
