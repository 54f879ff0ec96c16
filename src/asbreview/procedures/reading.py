"""From a TOML file to a procedure: by the name it is shipped under, or by its path."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from asbreview.domain.procedure import Body, Origin, Procedure

# Each of these says where it comes from; nothing is published by default.
SUBJECTS: Final = (
    "threshold",
    "caveats",
    "considerations",
    "relevant_bodies",
    "partnership",
    "panel",
    "day_zero",
    "reporting",
    "effectiveness",
)


class NoSuchProcedure(Exception):
    """No procedure is shipped under the name, and no file is at the path."""


class UnreadableProcedure(Exception):
    """The file is not a procedure; the problems say what has to be put right."""

    def __init__(self, where: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{where} is not a procedure: {'; '.join(self.problems)}")


def shipped() -> tuple[str, ...]:
    """Return the names of the procedures that come with the program."""
    here = files("asbreview.procedures").iterdir()
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in here if f.name.endswith(".toml"))
    )


def read_procedure(name_or_path: str) -> Procedure:
    """Return a procedure by the name it is shipped under, or from a TOML file."""
    if name_or_path in shipped():
        source = files("asbreview.procedures") / f"{name_or_path}.toml"
        return parse_procedure(source.read_text("utf-8"), where=name_or_path)
    path = Path(name_or_path)
    if not path.is_file():
        raise NoSuchProcedure(
            f"There is no procedure {name_or_path!r}. Give the path of a TOML file, or "
            f"one of: {', '.join(shipped())}"
        )
    try:
        return parse_procedure(path.read_text("utf-8"), where=path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableProcedure(path.name, ["it is not a text in UTF-8"]) from error


def parse_procedure(text: str, *, where: str) -> Procedure:
    """Return the procedure that a TOML text describes."""
    try:
        procedure = Procedure.model_validate(_with_body_ids(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableProcedure(where, [f"not TOML: {error}"]) from error
    except ValidationError as error:
        raise UnreadableProcedure(where, _told(error)) from error
    if problems := tuple(_contradictions(procedure)):
        raise UnreadableProcedure(where, problems)
    return procedure


def _with_body_ids(described: dict[str, Any]) -> dict[str, Any]:
    bodies = described.get("relevant_bodies", [])
    if isinstance(bodies, list):
        for body in bodies:
            if isinstance(body, dict) and isinstance(body.get("slug"), str):
                body["body_id"] = Body.id_for(body["slug"])
    return described


def _told(error: ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False, include_input=False):
        yield f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"


def _contradictions(procedure: Procedure) -> Iterator[str]:
    """Yield what each value alone cannot show."""
    timers = {timer.timer_id for timer in procedure.timers}
    yield from _twice("timer", (t.timer_id for t in procedure.timers))
    yield from _twice("relevant body", (b.slug for b in procedure.relevant_bodies))
    yield from _twice("local rule", (r.rule_id for r in procedure.threshold.any_of))
    yield from _impossible_numbers(procedure)
    slugs = {body.slug for body in procedure.relevant_bodies}
    if slugs and procedure.lead not in slugs:
        yield f"lead: {procedure.lead!r} is not one of the relevant bodies"
    for route in procedure.challenges:
        if route.window not in timers:
            yield f"challenges: the window {route.window!r} is not one of the timers"
    yield from _unsourced(procedure)


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, number in Counter(names).items():
        if number > 1:
            yield f"{what} {name!r} is there {number} times"


def _impossible_numbers(procedure: Procedure) -> Iterator[str]:
    for timer in procedure.timers:
        if timer.length < 0:
            yield f"timer {timer.timer_id!r}: its length is below nought"
    if procedure.threshold.complaints_needed < 1:
        yield "threshold.complaints_needed: at least one is needed"
    for rule in procedure.threshold.any_of:
        if min(rule.count, rule.within.length, rule.fewest_people) < 1:
            yield f"local rule {rule.rule_id!r}: its numbers begin with one"
    if not 1 <= procedure.reporting.starts_in_month <= 12:  # noqa: PLR2004 - months
        yield "reporting.starts_in_month: it is the number of a month"


def _unsourced(procedure: Procedure) -> Iterator[str]:
    """Yield what does not say where it comes from, or is published nowhere."""
    told = {source.about for source in procedure.sources}
    for subject in SUBJECTS:
        if subject not in told:
            yield f"sources: nothing says where {subject!r} comes from"
    claims = [
        *((timer.origin, timer.reference) for timer in procedure.timers),
        *((route.origin, route.reference) for route in procedure.challenges),
        *((source.origin, source.reference) for source in procedure.sources),
    ]
    for origin, reference in claims:
        if origin is Origin.PUBLISHED and "https://" not in reference:
            yield f"published, but the reference names no address: {reference!r}"
