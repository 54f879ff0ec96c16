"""How events are written down and read back.

Writing seals.  Reading is the hot path: current events go from bytes to objects in
one step, their tokens still closed.  Only an event stored under a retired topic is
taken apart and brought up to date.
"""

import json
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar, get_origin
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from eventsourcing.utils import get_topic, resolve_topic

from asbreview.domain.model import Event, Value
from asbreview.domain.sealed import Sealed
from asbreview.store.keys import KeyRing

A = TypeVar("A")
State = dict[str, Any]
Upcast = Callable[[State], State]
MOST_IN_MIND: Final = 2_000  # events, as read; their tokens are closed
UPCASTS: Final[dict[str, tuple[str, Upcast]]] = {}


class Misplaced(Exception):
    """An event, or a sealed value in it, was found where it was not put."""


def upcasts(retired: str, *, to: str) -> Callable[[Upcast], Upcast]:
    """Register how the state stored under a *retired* topic becomes today's."""

    def register(upcast: Upcast) -> Upcast:
        UPCASTS[retired] = (to, upcast)
        return upcast

    return register


def replay(aggregate: A | None, events: Iterable[Any]) -> A | None:
    """Tell an aggregate its history; the library's own asks each event its protocol."""
    for event in events:
        aggregate = event.mutate(aggregate)
    return aggregate


class EventMapper(Mapper[UUID]):
    """Keeps each event as the JSON its own class writes and reads."""

    def __init__(self, keyring: KeyRing) -> None:
        super().__init__(JSONTranscoder())
        self._keyring = keyring

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Seal an event and write it down."""
        assert isinstance(domain_event, Event)  # noqa: S101
        id_, version = domain_event.originator_id, domain_event.originator_version
        topic = get_topic(type(domain_event))
        sealed: Event = self._seal(domain_event, _place(id_, version, topic))
        return StoredEvent(id_, version, topic, sealed.model_dump_json().encode())

    def to_domain_event(self, stored_event: StoredEvent) -> Event:
        """Read an event back, up to date, its seals closed and in their places."""
        topic, state = stored_event.topic, stored_event.state
        while topic in UPCASTS:
            topic, upcast = UPCASTS[topic]
            state = json.dumps(upcast(json.loads(state))).encode()
        event = _read(topic, state)
        id_, version = event.originator_id, event.originator_version
        if (id_, version) != (
            stored_event.originator_id,
            stored_event.originator_version,
        ):
            raise Misplaced(f"{id_}, {version}")
        if event.HOLDS_SEALED:
            place = _place(id_, version, stored_event.topic)
            if topic != stored_event.topic:
                _check_places(event, place, moved=True)
            else:
                _check_each_place(event, place)
        return event

    def _seal(self, part: Any, place: str, owner: UUID | None = None) -> Any:
        if isinstance(part, Sealed):
            assert owner is not None  # noqa: S101
            return self._keyring.seal(part, owner=owner, place=place)
        if isinstance(part, Value) and part.KEY_OWNER:
            owner = getattr(part, part.KEY_OWNER)
        parts = {
            name: self._seal(inner, f"{place}/{name}", owner)
            for name, inner in _inside(part)
        }
        return _with_parts(part, parts)


@lru_cache(MOST_IN_MIND)
def _read(topic: str, state: bytes) -> Event:
    """Return the event that was written down so; nobody can change one.

    Each command is told its case's whole history.
    """
    event_class: type[Event] = resolve_topic(topic)
    # As `model_validate_json` does, that asks first how it is to be done.
    event: Event = event_class.__pydantic_validator__.validate_json(state)
    return event


def _place(id_: UUID, version: int, topic: str) -> str:
    return f"{id_.hex}|{version}|{topic}|"


def _inside(part: Any) -> Iterable[tuple[str, Any]]:
    """Yield, with its name or number, each part that may hold something sealed."""
    if isinstance(part, tuple):
        return [(str(number), item) for number, item in enumerate(part)]
    return [(name, getattr(part, name)) for name in getattr(part, "HOLDS_SEALED", ())]


def _with_parts(part: Any, parts: dict[str, Any]) -> Any:
    if isinstance(part, Value):
        return part.model_copy(update=parts)
    return tuple(parts.values()) if isinstance(part, tuple) else part


class _Stands(NamedTuple):
    """What is sealed in every event of a kind: how it is reached, and by which path."""

    get: Callable[[Event], Sealed[Any]]
    path: str


@cache
def _that_stand(kind: type[Value]) -> tuple[tuple[_Stands, ...], tuple[str, ...]]:
    """Return what is sealed in every event of a kind, and the fields to be searched.

    A field that may be empty, or hold several, is searched in each event anew.
    """
    stand: list[_Stands] = []
    searched = []
    for name in kind.HOLDS_SEALED:
        paths = _paths(name, kind.model_fields[name].annotation)
        if paths is None:
            searched.append(name)
        else:
            stand += [_Stands(attrgetter(p.replace("/", ".")), p) for p in paths]
    return tuple(stand), tuple(searched)


def _paths(path: str, annotation: Any) -> list[str] | None:
    """Return the paths to what is sealed in a field; nothing if they may differ."""
    if get_origin(annotation) is Sealed:
        return [path]
    if not (isinstance(annotation, type) and issubclass(annotation, Value)):
        return None
    found: list[str] = []
    for name in annotation.HOLDS_SEALED:
        inner = _paths(f"{path}/{name}", annotation.model_fields[name].annotation)
        if inner is None:
            return None
        found += inner
    return found


def _check_each_place(event: Event, place: str) -> None:
    """Refuse a token that was not sealed here, by the paths of the event's kind."""
    stand, searched = _that_stand(type(event))
    for get, path in stand:
        if not get(event).token.startswith(f"{place}/{path}|"):
            raise Misplaced(place)
    for name in searched:
        _check_places(getattr(event, name), f"{place}/{name}", moved=False)


def _check_places(part: Any, place: str, *, moved: bool) -> None:
    """Refuse a token that was not sealed here; an upcast may have moved its field."""
    if isinstance(part, Sealed):
        if not part.token.startswith(place if moved else f"{place}|"):
            raise Misplaced(place)
        return
    for name, inner in _inside(part):
        _check_places(inner, place if moved else f"{place}/{name}", moved=moved)
