"""`asbreview threshold`: is the threshold for a review met, and why?"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import click
from pydantic import ConfigDict, ValidationError

from asbreview.commands.naming import procedure_option
from asbreview.domain.model import Value
from asbreview.domain.procedure import Procedure
from asbreview.domain.threshold import (
    Caveat,
    Complaint,
    ComplaintFinding,
    ThresholdDuty,
    ThresholdFinding,
    find_threshold,
    why_not,
)
from asbreview.procedures import read_procedure, shipped

Facts = Mapping[str, Any]

DUTIES: Final = {
    ThresholdDuty.MUST_BE_MET: "The threshold must be met",
    ThresholdDuty.FOR_THE_BODIES: "It is for the relevant bodies to decide",
}


class ComplaintGiven(Value):
    """A complaint as the file gives it."""

    behaviour_on: date
    made_on: date
    made_to: str = "other"
    by: str = "applicant"
    incident: str | None = None
    location: str | None = None
    source: str | None = None
    hate: bool = False

    def numbered(self, number: int) -> Complaint:
        """Return the complaint, known by its place in the file."""
        given = self.model_dump(exclude={"by"})
        return Complaint(complaint_id=UUID(int=number), made_by=self.by, **given)


class ApplicationGiven(Value):
    """An application as the file gives it; what is not named here is a fact."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)

    applied_on: date
    complaints: tuple[ComplaintGiven, ...]

    @property
    def facts(self) -> Facts:
        """What the file says besides: whether the case is closed, and the like."""
        given = self.model_extra or {}
        return {name.replace("_", "-"): value for name, value in given.items()}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@procedure_option
@click.option(
    "--json/--words",
    "as_json",
    default=True,
    help="Print the finding as JSON (so unless told otherwise), or in words.",
)
def threshold(file: Path, procedure: Procedure, *, as_json: bool) -> None:
    """Find whether the threshold for a review is met, and say why.

    FILE is JSON: {"applied_on": …, "complaints": [{"behaviour_on": …, "made_on": …,
    "made_to": …, "incident": …, "location": …, "by": …, "source": …, "hate": …}]},
    and a yes or no for what the procedure asks besides ("case_closed": false).  A fact
    that no procedure asks about ends with exit code 1: it may be one misspelt.
    """
    application = _read(file)
    complaints = [c.numbered(n) for n, c in enumerate(application.complaints, start=1)]
    caveats = procedure.threshold.caveats
    finding = find_threshold(
        complaints,
        applied_on=application.applied_on,
        rules=procedure.threshold,
        caveats_noted=frozenset(_noted(application.facts, caveats)),
    )
    ignored = sorted(application.facts.keys() - {c.caveat_id for c in caveats})
    answer = _answer(finding, ignored)
    click.echo(
        json.dumps(answer, indent=2, ensure_ascii=False)
        if as_json
        else "\n".join(_in_words(answer, finding, procedure))
    )
    _must_be_known(ignored)


def _must_be_known(ignored: Sequence[str]) -> None:
    """Refuse to let a fact pass that no procedure asks about."""
    if not ignored:
        return
    everywhere = [read_procedure(name).threshold.caveats for name in shipped()]
    known = {caveat.caveat_id for caveats in everywhere for caveat in caveats}
    if unknown := sorted(set(ignored) - known):
        raise click.ClickException(
            f"No procedure asks about {', '.join(unknown)}, so the finding takes no"
            " account of it. Correct its name, or leave it out."
        )


def _read(file: Path) -> ApplicationGiven:
    try:
        return ApplicationGiven.model_validate_json(file.read_bytes())
    except ValidationError as error:
        problems = [
            ".".join(map(str, problem["loc"])) + ": " + problem["msg"]
            for problem in error.errors(include_url=False, include_input=False)
        ]
        raise click.BadParameter("; ".join(problems), param_hint="FILE") from error


def _noted(facts: Facts, caveats: Iterable[Caveat]) -> Iterator[str]:
    """Yield the caveats to note."""
    for caveat in caveats:
        caveat_id = caveat.caveat_id
        if caveat_id in facts and _is_so(caveat_id, facts) is caveat.noted_when:
            yield caveat_id


def _is_so(name: str, facts: Facts) -> bool:
    """Read a fact: a yes or no, or the day since when it is so, if any."""
    fact = facts[name]
    if fact is None or isinstance(fact, bool):
        return bool(fact)
    try:
        return bool(date.fromisoformat(fact))
    except (TypeError, ValueError) as error:
        reason = f"{name}: it is true, false, or a day such as 2026-03-02"
        raise click.BadParameter(reason, param_hint="FILE") from error


def _answer(finding: ThresholdFinding, ignored: Iterable[str]) -> dict[str, Any]:
    """Return the finding with the complaints in the order of the file."""
    found = sorted(finding.complaints, key=lambda c: c.complaint_id)
    return {
        "duty": finding.duty,
        "rule": finding.rule,
        "provision": finding.provision,
        "qualifying": finding.qualifying,
        "counted_each": finding.counted_each,
        "needed": finding.needed,
        "complaints": [_complaint(complaint) for complaint in found],
        "advice": list(finding.advice),
        "not_asked": list(ignored),
    }


def _complaint(found: ComplaintFinding) -> dict[str, Any]:
    return {
        "complaint": found.complaint_id.int,
        "qualifies": found.qualifies,
        "because": [why_not(because) for because in found.because],
        "missed": [
            {"window": because.window, "days_over": because.days_over}
            for because in found.because
        ],
        "provision": found.provision,
    }


def _in_words(
    answer: Mapping[str, Any], finding: ThresholdFinding, procedure: Procedure
) -> Iterator[str]:
    yield f"{DUTIES[finding.duty]}: {finding.rule} ({procedure.name})."
    yield f"{finding.counted_each} qualifying; {finding.needed} needed."
    if finding.qualifying != finding.counted_each:
        once = (
            f"Counting one incident once, as the procedure does: {finding.qualifying}"
        )
        yield f"{once}."
    for complaint in answer["complaints"]:
        counts = "qualifies" if complaint["qualifies"] else "does not qualify"
        because = "; ".join(complaint["because"])
        why = f": {because}" if because else ""
        number, provision = complaint["complaint"], complaint["provision"]
        yield f"Complaint {number} {counts}{why} ({provision})."
    yield from (f"Advice: {advice}" for advice in finding.advice)
    yield from (f"Not asked by the procedure: {name}" for name in answer["not_asked"])
