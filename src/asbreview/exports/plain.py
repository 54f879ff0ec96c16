"""What an event tells, read from its bytes without making the event.

To make an event is to read all of it: what was typed, what is sealed, and whether each
seal stands in its place.  An export has no use for that, and most kinds of event name
no more than ids and days.  Those are read here; whatever is not of the form that its
class gives today is left to the class, which reads it or says what is wrong.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from eventsourcing.utils import resolve_topic
from msgspec import Meta, MsgspecError, Raw, ValidationError, convert, defstruct
from msgspec.json import Decoder

from asbreview.domain.days import local_day
from asbreview.domain.model import CaseEvent, Event, Value
from asbreview.domain.sealed import types_in
from asbreview.exports.naming import BODIES_IN, NAMED_BY, that_may_name
from asbreview.exports.told import LETTERS, Told, noon_of
from asbreview.store.mapper import UPCASTS
from projections.case.days import WITHIN, day_field_of

Reads = Callable[[StoredEvent], Told]
_AWARE: Final = Annotated[datetime, Meta(tz=True)]
_ENVELOPE: Final[dict[str, type]] = {
    "originator_id": UUID,
    "originator_version": int,
    "timestamp": str,
    "recorded_by": str,
    "case_id": str,
}


class NotPlain(Exception):
    """A kind of event that only its class can read."""


class _Names(NamedTuple):
    """A field that names objects: of a type, or as the values in it do."""

    field: str
    kind: str = ""
    inner: tuple["_Names", ...] = ()
    several: bool = False


def told_plainly(stored: StoredEvent) -> Told | None:
    """Return what an event tells; nothing if its class must be asked."""
    reads = reader_of(stored.topic)
    if reads is None:
        return None
    try:
        return reads(stored)
    except (MsgspecError, UnicodeDecodeError):
        return None


@cache
def reader_of(topic: str) -> Reads | None:
    """Return how events of a topic are read; nothing where only the class can."""
    kind: type[Event] = resolve_topic(topic) if topic not in UPCASTS else Event
    if not issubclass(kind, CaseEvent) or issubclass(kind, WITHIN):
        return None
    try:
        form, names = _form_of(kind)
        return _reader(kind, Decoder(form), names)
    except NotPlain:
        return None


def _reader(kind: type[CaseEvent], decoder: Decoder[Any], names: Any) -> Reads:
    topic, of_letter = kind.TOPIC, kind.TOPIC.startswith(LETTERS)
    day_field = day_field_of(kind)
    decode = decoder.decode

    def reads(stored: StoredEvent) -> Told:
        event = decode(stored.state)
        id_ = event.originator_id
        if id_ != stored.originator_id or (
            event.originator_version != stored.originator_version
        ):
            raise ValidationError("found where it was not put")
        at, day = _moment(event.timestamp)
        on = getattr(event, day_field) if day_field else day
        named = list(_named(event, names)) if names else []
        if of_letter:
            named.append(("letter", str(id_)))
        if on != day:
            at = noon_of(on)
        return Told(topic, event.case_id, event.recorded_by, on, at, named)

    return reads


def _named(held: Any, names: tuple[_Names, ...]) -> Iterator[tuple[str, str]]:
    """Yield what the fields of an event, or of a value in it, name, in their order."""
    for field, kind, inner, several in names:
        found = getattr(held, field)
        if found is None:
            continue
        for each in found if several else (found,):
            if inner:
                yield from _named(each, inner)
            else:
                yield kind, each


@lru_cache(4096)
def _moment(timestamp: str) -> tuple[datetime, date]:
    """Return an instant, and the day it was: events saved together share it."""
    at = convert(timestamp, _AWARE)
    return at, local_day(at)


@cache
def _form_of(kind: type[Value]) -> tuple[type, tuple[_Names, ...]]:
    """Return how a kind of value is written, and which of its fields name objects.

    What is of no use here is passed over unread, but must be there.
    """
    own: dict[str, Any] = {}
    if issubclass(kind, CaseEvent):
        own = dict(_ENVELOPE)
        if day := day_field_of(kind):
            if kind.model_fields[day].annotation is not date:
                raise NotPlain
            own[day] = date
    names = []
    for field in that_may_name(kind):
        annotation = kind.model_fields[field].annotation
        if any(issubclass(held, UUID | Value) for held in types_in(annotation)):
            own[field], naming = _field_form(field, annotation)
            names += [naming] if naming.kind or naming.inner else []
    fields = [
        (name, own.get(name, Raw), *_default(name in own, field))
        for name, field in kind.model_fields.items()
    ]
    form = defstruct(
        kind.__name__, fields, kw_only=True, forbid_unknown_fields=True, gc=False
    )
    return form, tuple(names)


def _default(read: bool, field: Any) -> tuple[Any, ...]:  # noqa: FBT001
    """Return what a field that may be missing is then; naught, or the class knows."""
    if field.is_required():
        return ()
    if read and field.default not in (None, ()):
        raise NotPlain
    return (None,)


def _field_form(name: str, annotation: Any) -> tuple[Any, _Names]:
    """Return how a field is written that may name objects, and what it names."""
    if get_origin(annotation) in (Union, UnionType):
        options = [each for each in get_args(annotation) if each is not NoneType]
        if len(options) != 1:
            raise NotPlain
        form, names = _field_form(name, options[0])
        return form | None, names
    if get_origin(annotation) is tuple:
        held, *rest = get_args(annotation)
        if rest != [...]:
            raise NotPlain
        if held is UUID:
            of = "body" if name in BODIES_IN else ""
            return list[str], _Names(name, of, several=True)
        form, inner = _form_of_value(held)
        return list[form], _Names(name, inner=inner, several=True)  # type: ignore[valid-type]
    if annotation is UUID:
        return str, _Names(name, NAMED_BY.get(name, ""))
    form, inner = _form_of_value(annotation)
    return form, _Names(name, inner=inner)


def _form_of_value(held: Any) -> tuple[Any, tuple[_Names, ...]]:
    if not (isinstance(held, type) and issubclass(held, Value)):
        raise NotPlain
    return _form_of(held)
