"""What was typed in a form: flat names from the browser, nested as the form asks.

A name is that of a field; of a part of a date, `made_on-day`; or of a field in the
third group of a kind, `complaints-2-made_on-day`.  Names no form asks for are kept, so
that the form refuses them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, get_args, get_origin

from asbreview.web.forms import Asked, Group, Typed

Fields = Mapping[str, Sequence[str]]
# What opens something to whoever types it: in no page that is shown afterwards, hidden
# or not; by its field, and as it is asked for once more.
SECRET: Final = {
    "password": "The password",
    "code": "The code",
    "recovery": "The recovery code",
}
MOST_GROUPS: Final = 500  # as many texts as a long case has, and more


class Nested(NamedTuple):
    """What was typed, as a form nests it, and the number of each group in it."""

    values: dict[str, Any]
    groups: dict[str, list[int]]


def nested(asked: type[Asked], fields: Fields) -> Nested:
    """Return what was typed as `asked` nests it; what was left empty is left out."""
    values: dict[str, Any] = {}
    groups: dict[str, list[int]] = {}
    unknown = set(fields)
    for name, field in asked.model_fields.items():
        unknown -= set(_names(name, field.annotation, fields))
        if (group := group_in(field.annotation)) is not None:
            filled = dict(_filled(group, name, fields))
            groups[name] = list(filled)
            values |= {name: list(filled.values())} if filled else {}
        elif (value := _value(name, field.annotation, fields)) is not None:
            values[name] = value
    return Nested(values | dict.fromkeys(unknown, ""), groups)


def _names(name: str, annotation: Any, fields: Fields) -> list[str]:
    """Return the flat names under which a field may come."""
    if group_in(annotation) is not None:
        own = tuple(f"{name}-{number}-" for number in group_numbers(name, fields))
        return [given for given in fields if given.startswith(own)] if own else []
    return _parts(name) if _asks_for(date, annotation) else [name]


def group_numbers(name: str, fields: Fields) -> list[int]:
    """Return the numbers of the groups of a name that are on a page."""
    found = (re.match(rf"{re.escape(name)}-(\d{{1,3}})-", given) for given in fields)
    return sorted({int(number[1]) for number in found if number})[:MOST_GROUPS]


def group_in(annotation: Any) -> type[Group] | None:
    """Return the group a field is a tuple of, if it is."""
    if get_origin(annotation) is not tuple:
        return None
    first = get_args(annotation)[0]
    return first if isinstance(first, type) and issubclass(first, Group) else None


def is_day(asked: type[Asked], name: str) -> bool:
    """Say whether a field is a date, asked for with three fields."""
    return _asks_for(date, asked.model_fields[name].annotation)


def _filled(
    group: type[Group], name: str, fields: Fields
) -> Iterator[tuple[int, dict[str, Any]]]:
    for number in group_numbers(name, fields):
        prefix = f"{name}-{number}-"
        own = {
            given.removeprefix(prefix): typed
            for given, typed in fields.items()
            if given.startswith(prefix)
        }
        values = nested(group, own).values
        if any(
            value for key, value in values.items() if key not in group.NOT_FILLED_IN
        ):
            yield number, values


def _value(name: str, annotation: Any, fields: Fields) -> Any:
    if _asks_for(date, annotation):
        typed = Typed(*(_last(fields, part).strip() for part in _parts(name)))
        return typed if any(typed) else None
    if get_origin(annotation) is tuple:
        return [value for value in fields.get(name, ()) if value] or None
    return _last(fields, name) if _last(fields, name).strip() else None


def _asks_for(kind: type, annotation: Any) -> bool:
    return annotation is kind or any(
        _asks_for(kind, argument) for argument in get_args(annotation)
    )


def _parts(name: str) -> list[str]:
    return [f"{name}-{part}" for part in Typed._fields]


def _last(fields: Fields, name: str) -> str:
    given = fields.get(name, ())
    return given[-1] if given else ""
