"""The lines of a chronology, each with its day, its source and when it was recorded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from asbreview.chronology.kinds import BY_RULE, IS_EVIDENCE, KIND_OF, Kind
from asbreview.domain.asking.reminding import RingingAskedFor
from asbreview.domain.days import in_words, local_day
from asbreview.domain.evidence.facts import (
    ComplaintLogged,
    FileReceived,
    InformationAnswered,
    RequestChased,
)
from asbreview.domain.evidence.responses import ResponsePutOnFile
from asbreview.domain.outcome.facts import (
    ActionCancelled,
    ActionDone,
    RecommendationAnswered,
)
from asbreview.domain.trigger.facts import DeadlineExtended
from asbreview.reviews import Case
from projections.case.standing import name_of
from projections.telling.line import On, step
from projections.timeline import Happened, TextTold

AGENCIES: Final = {
    "council": "the council",
    "police": "the police",
    "housing": "the housing provider",
    "health": "the NHS",
    "other": "another agency",
}
AFTER_THRESHOLD: Final = "After the threshold was decided"
AFTER_PANEL: Final = "After the panel met"


@dataclass(frozen=True)
class Row:
    """A line of a chronology.

    `on` is the day it happened, `recorded_on` that on which it was recorded; both are
    London days.  `source` says who says so.  `after` holds which decisions were taken
    without it.  What was `in_error` is told still, and counts for nothing.
    """

    on: date
    kind: Kind
    topic: str
    title: str
    source: str
    details: tuple[tuple[str, str], ...]
    texts: tuple[TextTold, ...]
    page: On
    position: int
    recorded_at: datetime
    recorded_by: UUID
    after: tuple[str, ...]
    in_error: bool
    item_id: UUID | None

    @property
    def recorded_on(self) -> date:
        """The day on which it was recorded."""
        return local_day(self.recorded_at)


def rows_of(case: Case, lines: Iterable[Happened]) -> list[Row]:
    """Return the chronology of a case, from the lines of its timeline.

    By the day it happened; of one day, in the order of recording.
    """
    told = [line for line in lines if line.topic in KIND_OF]
    found = [row for line in _rung_instead(told) for row in _rows(case, line)]
    return sorted(found, key=lambda row: (row.on, row.position, row.kind is not FIRST))


FELL_DUE: Final = BY_RULE - {RingingAskedFor.TOPIC}
FIRST: Final = Kind.BEHAVIOUR  # of one fact: what happened, then that it was told


def _rung_instead(lines: list[Happened]) -> Iterator[Happened]:
    """Leave out a reminder that could not go: the next entry says that one is to ring.

    What falls due and that nobody can be mailed is saved at once.
    """
    rung = {line.position for line in lines if line.topic == RingingAskedFor.TOPIC}
    for line in lines:
        if line.topic not in FELL_DUE or line.position + 1 not in rung:
            yield line


def _rows(case: Case, line: Happened) -> Iterator[Row]:
    if line.topic == ComplaintLogged.TOPIC and line.item_id:
        yield from _complaint(case, line, line.item_id)
    elif line.topic == ResponsePutOnFile.TOPIC:
        yield _row(
            case, line, title=_responded(case, line), source="what the body says"
        )
    else:
        yield _row(
            case,
            line,
            title=_titled(case, line),
            source=_source(case, line),
            details=_details(case, line),
        )


def _details(case: Case, line: Happened) -> tuple[tuple[str, str], ...]:
    """Name a step as the procedure does, and not by its id."""
    if line.topic != DeadlineExtended.TOPIC:
        return line.details
    timers = {step(timer.timer_id): timer.says for timer in case.procedure.timers}
    return tuple((label, timers.get(said, said)) for label, said in line.details)


def _complaint(case: Case, line: Happened, complaint_id: UUID) -> Iterator[Row]:
    """Tell of one complaint twice: of the behaviour, and of when and to whom told."""
    logged = case.evidence.ever_logged[complaint_id]
    complaint = logged.complaint
    whom = to_whom(complaint.made_to)
    listed = _listed(case, complaint_id)
    yield _row(
        case,
        line,
        on=complaint.behaviour_on,
        kind=Kind.BEHAVIOUR,
        title="The behaviour complained of",
        source=listed or f"the complaint to {whom} of {in_words(complaint.made_on)}",
        details=(),
    )
    yield _row(
        case,
        line,
        on=complaint.made_on,
        title=f"Complaint to {whom}",
        source=listed or "what the applicant says, put on file",
        details=(("About behaviour on", in_words(complaint.behaviour_on)),),
        texts=(),
    )


def _listed(case: Case, complaint_id: UUID) -> str:
    """Say from which list of a body's incidents a complaint came, if it came so."""
    if complaint_id not in case.evidence.imported:
        return ""
    body_id, line = case.evidence.imported[complaint_id]
    return f"line {line} of a list of incidents of {_body(case, body_id)}"


def _row(  # noqa: PLR0913  what differs from the line
    case: Case,
    line: Happened,
    *,
    title: str,
    source: str,
    on: date | None = None,
    kind: Kind | None = None,
    details: tuple[tuple[str, str], ...] | None = None,
    texts: tuple[TextTold, ...] | None = None,
) -> Row:
    told = tuple(each for each in line.texts if _may_stand(line, each))
    return Row(
        on=on or line.happened_on,
        kind=kind or KIND_OF[line.topic],
        topic=line.topic,
        title=title,
        source=source,
        details=line.details if details is None else details,
        texts=told if texts is None else texts,
        page=line.on,
        position=line.position,
        recorded_at=line.said_at,
        recorded_by=line.recorded_by,
        after=_after(case, line),
        in_error=line.in_error,
        item_id=line.item_id,
    )


def _may_stand(line: Happened, told: TextTold) -> bool:
    """Leave out what tells nothing of what happened: the name a file came under."""
    return line.topic != FileReceived.TOPIC or told.label != "name"


def to_whom(made_to: str) -> str:
    """Say to whom a complaint was made."""
    return AGENCIES.get(made_to, made_to)


def _responded(case: Case, line: Happened) -> str:
    response = case.evidence.responses.get(line.item_id) if line.item_id else None
    if response is None:  # taken back since: its line says whose it was
        return line.title
    body = name_of(response.body_id, case.procedure)
    made_on = response.to_complaint and case.evidence.complained_on(
        response.to_complaint
    )
    to = f" to the complaint of {in_words(made_on)}" if made_on else ""
    return f"Response of {body}{to}"


def _titled(case: Case, line: Happened) -> str:
    """Name the body or the giver, where the timeline leaves that to its page."""
    evidence, item = case.evidence, line.item_id
    if line.topic == InformationAnswered.TOPIC and item in evidence.requests:
        return f"{_body(case, evidence.requests[item].body_id)} answered our request"
    if line.topic == RequestChased.TOPIC and item in evidence.chases:
        asked = evidence.requests.get(evidence.chases[item].request_id)
        return f"{_body(case, asked.body_id)} reminded" if asked else line.title
    if body_id := _whose(case, line):
        return f"{line.title}: {_body(case, body_id)}"
    if line.topic == FileReceived.TOPIC and item in evidence.ever_received:
        return (
            f"File received from {giver(case, evidence.ever_received[item].giver_id)}"
        )
    return line.title


def _whose(case: Case, line: Happened) -> UUID | None:
    """Return the body that answered a recommendation, or whose an action is."""
    outcome, item = case.outcome, line.item_id
    if line.topic == RecommendationAnswered.TOPIC and item in outcome.recommendations:
        return outcome.recommendations[item].body_id
    if line.topic in {ActionDone.TOPIC, ActionCancelled.TOPIC} and item:
        return outcome.actions[item].body_id if item in outcome.actions else None
    return None


def _body(case: Case, body_id: UUID) -> str:
    return name_of(body_id, case.procedure)


def giver(case: Case, giver_id: UUID) -> str:
    """Say who gave a file: a person of the case by what they are in it, or a body."""
    contact = case.contact
    if giver_id == contact.applicant_id:
        return "the applicant"
    if giver_id == contact.victim_id:
        return "the victim"
    if giver_id in contact.everyone:
        return "a person of the case"
    return name_of(giver_id, case.procedure)


def _source(case: Case, line: Happened) -> str:
    """Say from whom it is known; what nobody else says is our own record."""
    evidence, item = case.evidence, line.item_id
    if line.topic == InformationAnswered.TOPIC and item in evidence.answers:
        return f"the body's answer, {evidence.answers[item].how}"
    return "our own record"


def _after(case: Case, line: Happened) -> tuple[str, ...]:
    """Say which decisions of those that stand were taken without it."""
    if line.topic not in IS_EVIDENCE:
        return ()
    decided, held = case.trigger.threshold, case.panel.held
    grounds = (
        (AFTER_THRESHOLD, decided.ground if decided else None),
        (AFTER_PANEL, held.ground if held else None),
    )
    return tuple(
        says
        for says, ground in grounds
        if ground and line.position > ground.log_position
    )
