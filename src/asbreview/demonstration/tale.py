"""What the cases of the demonstration tell, read from the texts beside this module."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from asbreview.domain.application import Category

TALES: Final = Path(__file__).parent / "tales"


@dataclass(frozen=True)
class Complaint:
    """A complaint in an applicant's words, to whom, and whether it came in time."""

    made_to: str
    account: str
    old: bool = False
    slow: bool = False
    hate: bool = False


@dataclass(frozen=True)
class Tale:
    """What one applicant tells; `review` says what comes of it, if there is one."""

    key: str
    category: Category
    place: str
    review: str
    account: str
    complaints: tuple[Complaint, ...]


@dataclass(frozen=True)
class Action:
    """An action: whose, how many days it has, of which recommendation, its result."""

    body: str
    days: int
    recommendation: int
    action: str
    result: str


@dataclass(frozen=True)
class Review:
    """What the bodies answer to a kind of case, and what comes of the panel.

    `view` is what the victim says of the plan, `became_of_view` what came of that.
    In these texts {name} stands for the applicant, as "Mrs Haylock".
    """

    key: str
    answers: dict[str, str]
    reasons: str
    remarks: str
    issues: tuple[tuple[str, str], ...]
    findings: str
    options: tuple[tuple[bool, str, str], ...]
    view: str
    became_of_view: str
    recommendations: tuple[tuple[str, str], ...]
    responses: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Said:
    """Something said on the telephone or at the door, and what was promised."""

    key: str
    channel: str
    direction: str
    said: str
    promised: str = ""
    was_for: str = ""


@cache
def tales() -> dict[str, Tale]:
    """Return every tale, by its key."""
    return {told["key"]: _tale(told) for told in _read("tale")}


@cache
def reviews() -> dict[str, Review]:
    """Return every review, by its key."""
    return {told["key"]: _review(told) for told in _read("review")}


@cache
def discretion() -> dict[str, str]:
    """Return why a threshold was decided as it was where the number left it open."""
    return {told["key"]: told["reasons"] for told in _read("discretion")}


@cache
def words() -> dict[str, str]:
    """Return what is written in cases of every kind, by its key."""
    return {told["key"]: told["words"] for told in _read("said_in_writing")}


@cache
def said() -> dict[str, Said]:
    """Return everything said, by its key."""
    return {told["key"]: Said(**told) for told in _read("said")}


def _read(what: str) -> Iterator[dict[str, Any]]:
    for path in sorted(TALES.glob("*.toml")):
        for told in tomllib.loads(path.read_text("utf-8")).get(what, ()):
            yield {
                key: " ".join(value.split()) if isinstance(value, str) else value
                for key, value in told.items()
            }


def _tale(told: dict[str, Any]) -> Tale:
    complaints = tuple(map(_complaint, told.pop("complaints")))
    return TypeAdapter(Tale).validate_python({**told, "complaints": complaints})


def _complaint(line: str) -> Complaint:
    """Read "police, slow: what was reported"."""
    head, account = _parted(line, ": ")
    made_to, *marks = head.split(", ")
    return Complaint(made_to, account, **dict.fromkeys(marks, True))


def _review(told: dict[str, Any]) -> Review:
    options = [_parted(line, " | ") for line in told["options"]]
    return TypeAdapter(Review).validate_python(
        {
            **told,
            "issues": [_parted(line, ": ") for line in told["issues"]],
            "options": [(*_parted(option, ": "), why) for option, why in options],
            "recommendations": [
                _parted(line, ": ") for line in told["recommendations"]
            ],
            "responses": [_parted(line, ": ") for line in told["responses"]],
            "actions": [_action(line) for line in told["actions"]],
        }
    )


def _action(line: str) -> Action:
    """Read "council 28 1: what is to be done | what came of it"."""
    told, result = _parted(line, " | ")
    head, action = _parted(told, ": ")
    body, days, recommendation = head.split()
    return Action(body, int(days), int(recommendation), action, result)


def _parted(line: str, mark: str) -> tuple[str, str]:
    first, found, rest = line.partition(mark)
    if not found:
        raise ValueError(f"There is no {mark!r} in: {line}")
    return first, rest
