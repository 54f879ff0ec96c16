"""Which objects an event names: found in its fields, and in whatever they hold."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from uuid import UUID

from asbreview.domain.model import Value
from asbreview.domain.sealed import types_in

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


def named_in(value: Value) -> Iterator[tuple[str, UUID]]:
    """Yield the type and the id of each object that a value names, as often as it does.

    Those that it names itself stand in its fields; others in the values that it holds.
    """
    for name in that_may_name(type(value)):
        held: Any = getattr(value, name)
        if held is None:
            continue
        if name in NAMED_BY and isinstance(held, UUID):
            yield NAMED_BY[name], held
        elif isinstance(held, Value):
            yield from named_in(held)
        elif isinstance(held, tuple):
            for each in held:
                if isinstance(each, Value):
                    yield from named_in(each)
                elif name in BODIES_IN and isinstance(each, UUID):
                    yield "body", each


@cache
def that_may_name(kind: type[Value]) -> tuple[str, ...]:
    """Return the fields of a kind of value that can name an object at all."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if name in NAMED_BY
        or name in BODIES_IN
        or any(
            issubclass(held, Value) and that_may_name(held)
            for held in types_in(field.annotation)
        )
    )
