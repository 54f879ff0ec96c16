"""What the Act says of a procedure before it is adopted; each finding cites it.

Errors are only what the Act requires.  Warnings are adopted with a recorded reason.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from asbreview.domain.corresponding import ENGLISH
from asbreview.domain.model import Value
from asbreview.domain.procedure import BodyKind, Challenged, Procedure
from asbreview.domain.procedure_lint_timers import timer_warnings
from asbreview.domain.statute import (
    CHALLENGE,
    EFFECTIVENESS,
    PASSED_ON,
    PROCEDURES_PUBLISHED,
    PUBLISHED_FIGURES,
    RELEVANT_BODIES,
    THRESHOLD_BY_NUMBER,
    THRESHOLD_BY_PROCEDURES,
    TOLD_THRESHOLD,
    Provision,
    implements,
)

MOST_COMPLAINTS: Final = 3
MOST_MONTHS: Final = 12
ALWAYS_RELEVANT: Final = (BodyKind.COUNCIL, BodyKind.POLICE, BodyKind.HEALTH)

SAYS_NO_MORE: Final = "the notes on the Act say no more than three"
IS_ADVICE: Final = "cannot stand against the number of complaints: it is advice"


class Severity(StrEnum):
    """Whether a procedure with the finding can be adopted at all."""

    ERROR = "error"
    WARNING = "warning"


class LintFinding(Value):
    """Something in a procedure that the Act forbids, or that needs a reason."""

    severity: Severity
    says: str
    provision: str


def lint(procedure: Procedure) -> tuple[LintFinding, ...]:
    """Return what is to be found on a procedure, errors first."""
    return (
        *(_finding(Severity.ERROR, *found) for found in _errors(procedure)),
        *(_finding(Severity.WARNING, *found) for found in _warnings(procedure)),
    )


Found = tuple[str, Provision]


def _finding(severity: Severity, says: str, provision: Provision) -> LintFinding:
    return LintFinding(severity=severity, says=says, provision=provision.pinpoint)


@implements(PASSED_ON, PROCEDURES_PUBLISHED, EFFECTIVENESS, PUBLISHED_FIGURES)
def _errors(procedure: Procedure) -> Iterator[Found]:
    if not _has_point_of_contact(procedure):
        yield "No point of contact for applications", PASSED_ON
    if not procedure.passed_on_to_every_body:
        yield "Applications are not passed on to all the relevant bodies", PASSED_ON
    yield from _bodies_missing(procedure)
    yield from _challenges_missing(procedure)
    if not procedure.effectiveness:
        yield "No assessment of the procedure's effectiveness", EFFECTIVENESS
    if not (procedure.published_at or procedure.publications):
        yield "The procedure is not published", PROCEDURES_PUBLISHED
    if not 1 <= procedure.reporting.months <= MOST_MONTHS:
        yield "The reporting period is not one to 12 months long", PUBLISHED_FIGURES


def _has_point_of_contact(procedure: Procedure) -> bool:
    contact = procedure.partnership
    return bool(
        contact.name and (contact.address or contact.phone or contact.email)
    ) or any(each.phone or each.email for each in procedure.points_of_contact)


@implements(RELEVANT_BODIES)
def _bodies_missing(procedure: Procedure) -> Iterator[Found]:
    kinds = {b.kind for b in procedure.bodies_on(procedure.effective_from)}
    for kind in ALWAYS_RELEVANT:
        if kind not in kinds:
            yield f"No relevant body of this kind: {kind}", RELEVANT_BODIES


@implements(CHALLENGE)
def _challenges_missing(procedure: Procedure) -> Iterator[Found]:
    for challenged in Challenged:
        if procedure.challenge_of(challenged) is None:
            yield f"No way to challenge how the {challenged} was dealt with", CHALLENGE


@implements(THRESHOLD_BY_NUMBER, THRESHOLD_BY_PROCEDURES)
def _warnings(procedure: Procedure) -> Iterator[Found]:
    rules = procedure.threshold
    needed = rules.complaints_needed
    if needed > MOST_COMPLAINTS:
        yield f"{needed} complaints are asked for; {SAYS_NO_MORE}", THRESHOLD_BY_NUMBER
    for caveat in rules.caveats:
        yield f"The caveat “{caveat.caveat_id}” {IS_ADVICE}", THRESHOLD_BY_NUMBER
    if not rules.considerations:
        yield (
            "Nothing is considered when the number alone does not settle the question",
            THRESHOLD_BY_PROCEDURES,
        )
    yield from _texts_missing(procedure)
    yield from timer_warnings(procedure)


@implements(TOLD_THRESHOLD)
def _texts_missing(procedure: Procedure) -> Iterator[Found]:
    """Find the languages that are promised and cannot be written in yet."""
    for code in procedure.languages:
        missing = tuple(procedure.letters.missing_in(code))
        if code == ENGLISH or not missing:
            continue
        which = ", ".join(f"{kind} ({written_for})" for written_for, kind in missing)
        if procedure.letters.language(code) is None:
            which = "any letter"
        says = f"Letters are promised in {code!r}, and there is no text for {which}"
        yield f"{says}: whoever asks for it waits for a translation", TOLD_THRESHOLD
