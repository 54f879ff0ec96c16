"""What a procedure file may hold: `docs/procedures.md` is made from this.

The tables, kinds, defaults and allowed values are those of the code; only what each
field means is said here.  A field without a meaning, or a meaning without a field, is
an error.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, Final, get_args, get_origin

from pydantic.fields import FieldInfo

from asbreview.domain.chasing import Chaser
from asbreview.domain.model import Value
from asbreview.domain.procedure import Procedure
from asbreview.procedures.schema_meanings import MEANINGS

LEFT_TO_US: Final = {"Body": {"body_id"}}  # made of the slug
KINDS: Final[dict[type, str]] = {
    str: "text",
    int: "whole number",
    bool: "`true` or `false`",
    date: "day",
}


def tables() -> Iterator[str]:
    """Yield a part of the page for each table of a procedure file."""
    yield from _table("", Procedure)


def _table(header: str, model: type[Value]) -> Iterator[str]:
    fields = {
        name: field
        for name, field in model.model_fields.items()
        if name not in LEFT_TO_US.get(model.__name__, set())
    }
    meanings = MEANINGS[model.__name__]
    if unknown := set(meanings) ^ set(fields):
        raise LookupError(f"{model.__name__}: {sorted(unknown)} without its other half")
    yield f"### `{header}`" if header else "### At the top"
    yield ""
    yield "| Field | Kind | When left out | Meaning |"
    yield "| --- | --- | --- | --- |"
    for name, field in fields.items():
        told = (f"`{name}`", kind(field.annotation), _left_out(field), meanings[name])
        yield f"| {' | '.join(told)} |"
    yield ""
    for name, field in fields.items():
        yield from _within(header.strip("[]"), name, field.annotation)


def _within(inside: str, name: str, annotation: Any) -> Iterator[str]:
    """Yield the tables within a table; a span is told with the field that holds it."""
    path = f"{inside}.{name}" if inside else name
    model = _model(annotation)
    if model and model.__name__ != "Span":
        is_list = get_origin(annotation) is tuple
        yield from _table(f"[[{path}]]" if is_list else f"[{path}]", model)


def _model(annotation: Any) -> type[Value] | None:
    kinds = [annotation, *get_args(annotation)]
    models = [k for k in kinds if isinstance(k, type) and issubclass(k, Value)]
    return models[0] if models else None


def kind(annotation: Any) -> str:
    """Say what kind of value a field holds, and which are allowed."""
    if model := _model(annotation):
        if model.__name__ == "Span":
            return 'a span, as `{ length = 6, unit = "months" }`, or in `days`'
        return "tables, below" if get_origin(annotation) is tuple else "a table, below"
    arguments = [a for a in get_args(annotation) if a not in {type(None), ...}]
    inner = arguments[0] if arguments else annotation
    told = KINDS.get(inner) or _one_of(inner)
    return f"list of: {told}" if get_origin(annotation) is tuple else told


def _one_of(allowed: type[StrEnum]) -> str:
    return "one of " + ", ".join(f"`{each.value}`" for each in allowed)


def _left_out(field: FieldInfo) -> str:
    if field.is_required():
        return "**needed**"
    default = field.get_default()
    match default:
        case bool():
            return f"`{str(default).lower()}`"
        case "" | () | None:
            return "nothing"
        case Value():
            is_span = "length" in type(default).model_fields
            return "six months" if is_span else "as its fields are"
        case tuple():
            return ", ".join(_item(each) for each in default)
        case _:
            return f"`{default}`"


def _item(default: Any) -> str:
    return default.in_words if isinstance(default, Chaser) else f"`{default}`"
