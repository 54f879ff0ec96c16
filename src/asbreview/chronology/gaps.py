"""What is missing in a chronology: silences, and what nobody answered.

Each is a fact with its days, and says what it was measured by.  Whether anybody was to
blame for one is for the panel to say, and for nobody here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final
from uuid import UUID

from asbreview.chronology.kinds import BY_RULE, IN_TOUCH
from asbreview.chronology.rows import Row, to_whom
from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import InformationRequested
from asbreview.reviews import Case

LONGEST_SILENCE: Final = 28  # days
BY_WHAT: Final = (
    f"A silence is told when it is longer than {LONGEST_SILENCE} days. That measure is"
    " ours: it is in no law and in no procedure. An answer is late when it came after"
    " the day that the review procedures set for it."
)


class Missing(StrEnum):
    """What is missing."""

    CONTACT = "contact"
    ANSWER = "answer"
    IN_TIME = "answer in time"
    RESPONSE = "response to a complaint"
    ANYTHING = "anything on record"


@dataclass(frozen=True)
class Gap:
    """Something missing from a day on, and to another where it ended.

    `says` is a sentence; `item_id` names the complaint or request that it is about.
    """

    kind: Missing
    begins: date
    ends: date | None
    says: str
    item_id: UUID | None = None


def gaps_of(
    case: Case,
    rows: Iterable[Row],
    *,
    due: Mapping[UUID, date | None],
    body_name: Callable[[UUID], str],
    today: date,
) -> list[Gap]:
    """Return what is missing, in the order in which it began.

    *due* holds the day each request was to be answered by, by its id.
    """
    standing = [row for row in rows if not row.in_error]
    until = _ended_on(case) or today
    found = [
        *_out_of_touch(case, standing, until=until),
        *_unanswered(case, due, body_name, today=today),
        *_without_response(case),
        *_quiet(standing, until=until),
    ]
    return sorted(found, key=lambda gap: (gap.begins, gap.kind))


def _ended_on(case: Case) -> date | None:
    return case.outcome.closed_on or case.trigger.ended_on


def _out_of_touch(case: Case, rows: list[Row], *, until: date) -> Iterator[Gap]:
    """Tell of each time in which nobody was in touch, from the application on."""
    applied_on = case.trigger.application.applied_on
    days = {r.on for r in rows if r.topic in IN_TOUCH and applied_on < r.on <= until}
    for begins, ends in pairwise(sorted({applied_on, *days, until})):
        if _is_long(begins, ends):
            says = (
                "No contact with the applicant or the victim is on record"
                f" {_between(begins, ends)}."
            )
            yield Gap(Missing.CONTACT, begins, ends, says)


def _unanswered(
    case: Case,
    due: Mapping[UUID, date | None],
    body_name: Callable[[UUID], str],
    *,
    today: date,
) -> Iterator[Gap]:
    for id_, request in case.evidence.requests.items():
        by, name = due.get(id_), body_name(request.body_id)
        answer = case.evidence.answers.get(id_)
        asked = f"asked on {in_words(request.requested_on)}"
        if answer is None:
            yield _no_answer(request, name, asked, by, today=today)
        elif by is not None and answer.answered_on > by:
            late = _days((answer.answered_on - by).days)
            says = (
                f"{name} answered {late} after the day the answer was due: {asked}, due"
                f" on {in_words(by)}, answered on {in_words(answer.answered_on)}."
            )
            yield Gap(Missing.IN_TIME, by, answer.answered_on, says, id_)


def _no_answer(
    request: InformationRequested,
    name: str,
    asked: str,
    by: date | None,
    *,
    today: date,
) -> Gap:
    says = f"No answer from {name} is on record: {asked}"
    if by is not None:
        was = "was" if by < today else "is"
        says += f"; the answer {was} due on {in_words(by)}"
    id_, begins = request.request_id, request.requested_on
    return Gap(Missing.ANSWER, begins, None, f"{says}.", id_)


def _without_response(case: Case) -> Iterator[Gap]:
    answered = {done.to_complaint for done in case.evidence.responses.values()}
    for complaint in case.evidence.complaints:
        if complaint.complaint_id not in answered:
            says = (
                f"No response to the complaint of {in_words(complaint.made_on)} to"
                f" {to_whom(complaint.made_to)} is on record from the agency itself."
            )
            id_, begins = complaint.complaint_id, complaint.made_on
            yield Gap(Missing.RESPONSE, begins, None, says, id_)


def _quiet(rows: list[Row], *, until: date) -> Iterator[Gap]:
    """Tell of each time of which nothing at all is on record that anybody did."""
    days = {r.on for r in rows if r.on <= until and r.topic not in BY_RULE}
    for begins, ends in pairwise(sorted({*days, until})):
        if _is_long(begins, ends):
            says = f"Nothing is on record {_between(begins, ends)}."
            yield Gap(Missing.ANYTHING, begins, ends, says)


def _is_long(begins: date, ends: date) -> bool:
    return (ends - begins).days > LONGEST_SILENCE


def _between(begins: date, ends: date) -> str:
    days = _days((ends - begins).days)
    return f"between {in_words(begins)} and {in_words(ends)}: {days}"


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
