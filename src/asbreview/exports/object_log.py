"""The log as events and the objects that they are of, under names made up for it.

No text that anybody typed is in it, no reference, no place and no name but those of
public bodies.  What stands for a case, a person or an officer is made up anew for each
export, from a salt that is thrown away: nobody can find it here again, us included.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.domain.letter.facts import LetterDrafted
from asbreview.domain.model import CaseEvent, Event
from asbreview.domain.procedure_adoption import ProcedureAdopted, ProcedureRecorded
from asbreview.domain.trigger.facts import ApplicationReceived
from asbreview.domain.trigger.in_error import ApplicationCorrected
from asbreview.exports.earlier import SaidOfEarlier
from asbreview.exports.officers import kind_of_officer
from asbreview.exports.plain import told_plainly
from asbreview.exports.pseudonyms import AT_HAND, Pseudonyms
from asbreview.exports.reckoning import (
    ATTRIBUTES,
    PROCEDURE_VERSION,
    UNDER,
    Reckoning,
    version_of,
)
from asbreview.exports.things import Things
from asbreview.exports.told import Told, told_by
from asbreview.exports.told_more import OF_PAST, own_attributes, tells_more
from asbreview.store.log import EventLog, Portion
from asbreview.store.recording import Line

AT_ONCE: Final = 2_000  # events, read in one go
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
    **ATTRIBUTES,
}
EVENT_ATTRIBUTES: Final = {
    "happened_on": "string",
    "recorded_at": "time",
    "result": "string",
    "applied_on": "string",
    "takes_back": "string",
    "was_for": "string",
}
QUALIFIERS: Final = {
    "case": "of the case",
    "applicant": "applied for by",
    "officer": "recorded by",
    "body": "about the body",
}
FURTHER: Final = "further application after"
ABOUT: Final = {
    kind: QUALIFIERS.get(kind, f"about the {kind}") for kind in OBJECT_TYPES
}


class Happened(NamedTuple):
    """An event: its type is the topic that it is recorded under.

    `at` is when it happened: the instant it was recorded if that was on the day, else
    noon of the day, in London.  `related` says of each object how: the case is first,
    then whoever recorded it.
    """

    event_id: str
    kind: str
    at: datetime
    attributes: dict[str, str]
    related: dict[str, str]


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
        self._reckoning = Reckoning(self.things)
        self._earlier = SaidOfEarlier()
        self._seen = lru_cache(AT_HAND)(self._see)

    def events(self, progress: Progress = lambda *_: None) -> Iterator[Happened]:
        """Yield the events of cases, in the order of the log."""
        for portion in self.portions(progress):
            yield from portion

    def portions(
        self, progress: Progress = lambda *_: None
    ) -> Iterator[list[Happened]]:
        """Yield the events of cases, in the order of the log, some thousand at once."""
        reached, self._earlier = 0, SaidOfEarlier()
        while reached < self._end:
            portion = self._log.after(reached, AT_ONCE, up_to=self._end)
            if not len(portion):
                return
            happened = list(self._happened_in(portion))
            if portion.end >= self._end:
                self._relate_earlier()
            self.things.keep()
            yield happened
            reached = portion.end
            progress(reached, self._end)

    def _relate_earlier(self) -> None:
        """Relate each case to the earlier ones that are said to be of the same person.

        The events of neither are the other's.
        """
        for case_id, earlier_id in self._earlier:
            case, earlier = self._seen("case", case_id), self._seen("case", earlier_id)
            self.things.relate(case, earlier, FURTHER)

    def pseudonym(self, kind: str, id_: object) -> str:
        """Return what stands for something in this export, and in no other."""
        return self._pseudonyms.of(kind, id_)

    def _happened_in(self, portion: Portion) -> Iterator[Happened]:
        for line in portion.lines:
            told, event = None, None
            if not tells_more(line.stored.topic):
                told = told_plainly(line.stored)
            if told is None:
                event = portion.read(line)
                told = self._told(event)
            if told is not None:
                yield self._happened(told, event, line)

    def _told(self, event: Event) -> Told | None:
        """Return what an event of a case tells; take in what one of no case does."""
        if not isinstance(event, CaseEvent):
            self._reckon_by(event)
            return None
        return None if isinstance(event, OF_PAST) else told_by(event)

    def _reckon_by(self, event: Event) -> None:
        """Take in what days are reckoned by, and what bodies are called."""
        if isinstance(event, ProcedureRecorded | ProcedureAdopted):
            told = event.procedure
            self._bodies |= {body.body_id: body.name for body in told.relevant_bodies}
            version = self._version(told.procedure_id, told.version)
            self._reckoning.learn_version(version, told, event.timestamp)
        self._reckoning.learn(event)

    def _happened(self, told: Told, event: Event | None, line: Line) -> Happened:
        at = told.at
        case_id = self._seen("case", told.case_id)
        officer_id = self._officer(told.recorded_by, at)
        related = {case_id: QUALIFIERS["case"], officer_id: QUALIFIERS["officer"]}
        for kind, id_ in told.named:
            object_id = self._seen(kind, id_)
            related[object_id] = ABOUT[kind]
            if kind == "body":
                self._name(object_id, id_, at)
            elif kind != "applicant":
                self.things.relate(object_id, case_id, QUALIFIERS["case"])
        attributes = {
            "happened_on": told.on.isoformat(),
            "recorded_at": stamp(line.recorded_at),
        }
        if event is not None:
            related |= self._under(event, case_id)
            self._learn(event, case_id, at)
            attributes |= own_attributes(event)
        event_id = f"event-{line.position}"
        return Happened(event_id, told.topic, at, attributes, related)

    def _under(self, event: Event, case_id: str) -> dict[str, str]:
        """Return the version of the procedures, and the calendar, of a new case."""
        if not isinstance(event, ApplicationReceived):
            return {}
        version = self._version(event.procedure_id, event.procedure_version)
        self.things.relate(case_id, version, UNDER)
        return self._reckoning.show(version)

    def _version(self, procedure_id: str, version: int) -> str:
        return self.pseudonym(PROCEDURE_VERSION, version_of(procedure_id, version))

    def _learn(self, event: Event, case_id: str, at: datetime) -> None:
        """Take in what an event tells of the case, or of the letter, itself."""
        know = self.things.know
        self._earlier.take(event)
        if isinstance(event, ApplicationReceived):
            applicant_id = self._seen("applicant", str(event.applicant_id))
            self.things.relate(case_id, applicant_id, QUALIFIERS["applicant"])
            know(case_id, "area", at, event.procedure_id)
        if isinstance(event, ApplicationReceived | ApplicationCorrected):
            know(case_id, "category", at, str(event.application.category))
            know(case_id, "channel", at, str(event.application.how))
        if isinstance(event, LetterDrafted):
            letter_id = self._seen("letter", str(event.originator_id))
            know(letter_id, "kind", at, str(event.kind))

    def _officer(self, recorded_by: str, at: datetime) -> str:
        officer_id = self._seen("officer", recorded_by)
        if officer_id not in self.officers:
            kind = kind_of_officer(UUID(recorded_by))
            self.officers[officer_id] = kind
            self.things.know(officer_id, "kind", at, kind)
        return officer_id

    def _name(self, object_id: str, body_id: str, at: datetime) -> None:
        """Take in the name that a body has when it is first seen; bodies are few."""
        if object_id not in self._named:
            self._named.add(object_id)
            name = self._bodies.get(UUID(body_id), "another body")
            self.things.know(object_id, "name", at, name)

    def _see(self, kind: str, id_: str) -> str:
        """Take in an object; what was seen lately is not asked for again."""
        return self._take(kind, UUID(id_))

    def _take(self, kind: str, id_: object) -> str:
        object_id = self.pseudonym(kind, id_)
        self.things.see(object_id, kind)
        return object_id


@lru_cache(4096)
def stamp(at: datetime) -> str:
    """Write an instant as others' tools read it: in UTC, to the second at least."""
    told = at.isoformat()
    if not told.endswith("+00:00"):
        told = at.astimezone(UTC).isoformat()
    return f"{told[:-6]}Z"
