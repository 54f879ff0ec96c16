"""What is wrong with a file: the line, the field, and what is allowed there."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError

from asbreview.procedures.positions import Path, line_of

# What an item of a list is known by, so that nobody has to count.
KNOWN_BY: Final = (
    "timer_id", "chaser_id", "rule_id", "caveat_id", "consideration_id", "tier_id",
    "slug", "of", "about", "title", "name",
)  # fmt: skip

ALLOWED: Final = {
    "int_type": "it has to be a whole number, as 10",
    "int_from_float": "it has to be a whole number, as 10",
    "int_parsing": "it has to be a whole number, as 10, without quotation marks",
    "string_type": 'it has to be a text in quotation marks, as "receipt"',
    "bool_type": "it has to be true or false, without quotation marks",
    "bool_parsing": "it has to be true or false, without quotation marks",
    "date_type": "it has to be a day, as 2026-04-03, without quotation marks",
    "date_from_datetime_parsing": "it has to be a day, as 2026-04-03",
    "date_from_datetime_inexact": "it has to be a day, as 2026-04-03, with no time",
    "tuple_type": "it has to be a list, in square brackets",
    "model_type": "it has to be a table, with a name for each of its values",
    "missing": "it is missing, and has no default",
    "extra_forbidden": "nothing of that name is known: correct it, or leave it out",
}


class Problem(Exception):
    """Something in a file that cannot stand, and where: a path into it."""

    def __init__(self, path: Path, says: str) -> None:
        super().__init__(says)
        self.path = path
        self.says = says


def told(
    problem: Problem, described: Mapping[str, Any], lines: Mapping[Path, int]
) -> str:
    """Tell a problem: "line 12, timers “acknowledge”, unit: …"."""
    number = line_of(problem.path, lines)
    field = ", ".join(_named(problem.path, described))
    where = f"line {number}, {field}" if number else field
    return f"{where}: {problem.says}"


def of_values(error: ValidationError) -> Iterator[Problem]:
    """Yield each value that is not what its field holds."""
    for each in error.errors(include_url=False):
        if each["loc"][-1] == "body_id":
            continue  # made of the slug: that it is missing is told of the slug
        yield Problem(each["loc"], _says(each["type"], each["input"], each))


def _says(kind: str, given: object, details: Mapping[str, Any]) -> str:
    if kind == "enum":
        allowed = details["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
        return f"{given!r} is not allowed; it is one of: {allowed}"
    return ALLOWED.get(kind, str(details["msg"]))


def _named(path: Path, described: Any) -> Iterator[str]:
    """Name each step of a path, an item of a list by what it is known by."""
    inside, name = described, ""
    for step in path:
        inside = _step(inside, step)
        if isinstance(step, int):
            yield f"{name} {_called(inside, step)}"
            name = ""
        else:
            if name:
                yield name
            name = step
    if name:
        yield name


def _step(inside: Any, step: str | int) -> Any:
    try:
        return inside[step]
    except (KeyError, IndexError, TypeError):
        return None


def _called(item: Any, number: int) -> str:
    if isinstance(item, dict):
        for name in KNOWN_BY:
            if isinstance(item.get(name), str):
                return f"“{item[name]}”"
    return f"no. {number + 1}"
