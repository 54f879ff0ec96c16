"""What one version of the procedures changes of another, item by item.

It knows procedures only by their shape: what a later release adds to them is compared
too, under its own name.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from asbreview.domain.chasing import Chaser
from asbreview.domain.model import Value
from asbreview.domain.procedure import Procedure

# What an item of a list is known by, and what it is called; the first it has.
KNOWN_BY: Final = (
    "timer_id",
    "chaser_id",
    "rule_id",
    "caveat_id",
    "consideration_id",
    "slug",
    "of",
    "tier_id",
    "title",
)
CALLED: Final = ("says", "asks", "name", "title", "of", "chaser_id")
NOT_COMPARED: Final = frozenset({"version", "body_id"})
COUNTED: Final = ("length", "unit", "before", "starts")


class Changed(Value):
    """One thing that is set otherwise; an empty text is nothing set."""

    subject: str
    what: str
    before: str
    after: str


def changes(before: Procedure, after: Procedure) -> tuple[Changed, ...]:
    """Return what *after* sets otherwise than *before*, in the order of a file."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return tuple(_of_fields((), old, new))


def _of_fields(
    path: tuple[str, ...], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Changed]:
    for name in dict.fromkeys((*new, *old)):
        if name not in NOT_COMPARED and old.get(name) != new.get(name):
            yield from _of_value((*path, _words(name)), old.get(name), new.get(name))


def _of_value(path: tuple[str, ...], old: Any, new: Any) -> Iterator[Changed]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _of_fields(path, old, new)
    elif known_by := _known_by(old, new):
        yield from _of_items(path, known_by, old or [], new or [])
    else:
        *subject, what = path
        yield Changed(
            subject=": ".join(subject),
            what=what,
            before=_told(old),
            after=_told(new),
        )


def _of_items(
    path: tuple[str, ...],
    known_by: str,
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
) -> Iterator[Changed]:
    """Compare the items of a list that have the same name; their order is nothing."""
    were = {item[known_by]: item for item in old}
    are = {item[known_by]: item for item in new}
    for key in dict.fromkeys((*are, *were)):
        item, was = are.get(key), were.get(key)
        called = (*path, _called(item or was or {}))
        if item is None or was is None:
            yield Changed(
                subject=": ".join(called),
                what="taken away" if item is None else "added",
                before=_summary(was),
                after=_summary(item),
            )
        else:
            yield from _of_fields(called, _as_read(was), _as_read(item))


def _known_by(*lists: Any) -> str:
    """Return the field by which every item of both lists is known, each once."""
    items = [item for each in lists if isinstance(each, list) for item in each]
    if not items or not all(isinstance(item, dict) for item in items):
        return ""
    for name in KNOWN_BY:
        if all(name in item for item in items) and all(
            len({item[name] for item in each}) == len(each) for each in lists if each
        ):
            return name
    return ""


def _as_read(item: Mapping[str, Any]) -> dict[str, Any]:
    """Take together what is read together: "20 working days after receipt"."""
    if "chaser_id" in item:
        return {**item, "time": Chaser.model_validate(item).in_words}
    if not all(name in item for name in COUNTED):
        return dict(item)
    left = {name: value for name, value in item.items() if name not in COUNTED}
    direction = "before" if item["before"] else "after"
    starts = item["starts"].replace("-", " ")
    return {"time": f"{item['length']} {item['unit']} {direction} {starts}", **left}


def _summary(item: Mapping[str, Any] | None) -> str:
    read = _as_read(item) if item else {}
    return next((str(read[name]) for name in ("time", *CALLED) if name in read), "")


def _called(item: Mapping[str, Any]) -> str:
    return next((str(item[name]) for name in CALLED if item.get(name)), "")


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _told(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(_told(each) for each in value)
        case dict():
            return ", ".join(_told(each) for each in value.values() if each)
        case _:
            return str(value)
