"""From a TOML file to a procedure: by the name it is shipped under, or by its path."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from asbreview.domain.procedure import Body, Procedure
from asbreview.procedures.contradictions import contradictions
from asbreview.procedures.positions import lines_of
from asbreview.procedures.problems import Problem, of_values, told


class NoSuchProcedure(Exception):
    """No procedure is shipped under the name, and no file is at the path."""


class UnreadableProcedure(Exception):
    """The file is not a procedure; the problems say what has to be put right."""

    def __init__(self, where: str, problems: Iterable[str]) -> None:
        self.where = where
        self.problems = tuple(problems)
        super().__init__(f"{where} is not a procedure: {'; '.join(self.problems)}")


@cache
def shipped() -> tuple[str, ...]:
    """Return the names of the procedures that come with the program."""
    here = files("asbreview.procedures").iterdir()
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in here if f.name.endswith(".toml"))
    )


def read_procedure(name_or_path: str) -> Procedure:
    """Return a procedure by the name it is shipped under, or from a TOML file."""
    if name_or_path in shipped():
        return _shipped(name_or_path)
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


@cache
def _shipped(name: str) -> Procedure:
    """Return what comes with the program: it stays as it is while that runs."""
    source = files("asbreview.procedures") / f"{name}.toml"
    return parse_procedure(source.read_text("utf-8"), where=name)


def parse_procedure(text: str, *, where: str) -> Procedure:
    """Return the procedure that a TOML text describes.

    `UnreadableProcedure` tells every problem with its line, its field and what is
    allowed there; *where* is what the text is called.
    """
    try:
        described = _with_body_ids(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableProcedure(where, [f"not TOML: {error}"]) from error
    problems: list[Problem]
    try:
        procedure = Procedure.model_validate(described)
    except ValidationError as error:
        problems = list(of_values(error))
    else:
        problems = list(contradictions(procedure))
        if not problems:
            return procedure
    lines = lines_of(text)
    raise UnreadableProcedure(
        where, [told(each, described, lines) for each in problems]
    )


def _with_body_ids(described: dict[str, Any]) -> dict[str, Any]:
    bodies = described.get("relevant_bodies", [])
    if isinstance(bodies, list):
        for body in bodies:
            if isinstance(body, dict) and isinstance(body.get("slug"), str):
                body["body_id"] = Body.id_for(body["slug"])
    return described
