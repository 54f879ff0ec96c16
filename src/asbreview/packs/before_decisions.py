"""What was before those who took a decision, and what was not: by the log."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from asbreview.chronology.kinds import Kind
from asbreview.chronology.rows import Row
from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import (
    FileReceived,
    InformationAnswered,
    InformationRequested,
    RiskAssessed,
    StatementReceived,
    StatementTakenDown,
)
from asbreview.domain.evidence.responses import ResponsePutOnFile
from asbreview.domain.ground import Ground
from asbreview.packs.document import Block, Points, Words
from asbreview.packs.of_case import OfCase

STATEMENTS: Final = frozenset({StatementReceived.TOPIC, StatementTakenDown.TOPIC})


def before_told(of: OfCase, ground: Ground) -> Iterator[Block]:
    """Say what had been recorded when a decision was taken, and what was missing."""
    rows = [r for r in of.chronology.rows if r.position <= ground.log_position]
    yield Words(
        "Before those who decided, as the log had it (up to its entry"
        f" {ground.log_position}), under version {ground.procedure_version} of the"
        " review procedures:"
    )
    yield Points(tuple(_before(of, rows)))


def _before(of: OfCase, rows: list[Row]) -> Iterator[str]:
    complaints = [row for row in rows if row.kind is Kind.COMPLAINT]
    yield f"Complaints on file: {len(complaints)}{_in_error(complaints)}"
    asked = _bodies(of, rows, InformationRequested.TOPIC)
    answered = _bodies(of, rows, InformationAnswered.TOPIC)
    yield f"Answers of bodies: {', '.join(answered) or 'none'}"
    missing = [body for body in asked if body not in answered]
    if missing:
        yield f"NOT before them, though asked for: the answers of {', '.join(missing)}"
    did = [row for row in rows if row.topic == ResponsePutOnFile.TOPIC]
    if did:
        yield f"Things that a body said it did: {len(did)}{_in_error(did)}"
    yield f"Risk: {_risk(of, rows)}"
    said = [row for row in rows if row.topic in STATEMENTS]
    yield f"Statements: {len(said) or 'none'}{_in_error(said)}"
    files = [row for row in rows if row.topic == FileReceived.TOPIC]
    yield f"Files: {len(files) or 'none'}{_in_error(files)}"


def _in_error(rows: list[Row]) -> str:
    count = sum(row.in_error for row in rows)
    return f", of which {count} turned out later to be in error" if count else ""


def _bodies(of: OfCase, rows: list[Row], topic: str) -> list[str]:
    requests = of.case.evidence.requests
    ids: list[UUID] = [r.item_id for r in rows if r.topic == topic and r.item_id]
    named = (of.body(requests[id_].body_id) for id_ in ids if id_ in requests)
    return list(dict.fromkeys(named))


def _risk(of: OfCase, rows: list[Row]) -> str:
    ids = {r.item_id for r in rows if r.topic == RiskAssessed.TOPIC and not r.in_error}
    made = [a for id_, a in of.case.evidence.assessments.items() if id_ in ids]
    if not made:
        return "not assessed"
    last = max(made, key=lambda each: each.assessed_on)
    return f"assessed on {in_words(last.assessed_on)}, {last.band}"
