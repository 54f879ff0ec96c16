"""The evidence on a case as it was kept: what was corrected too, and what came late.

The record leaves out of account what was recorded in error; a page still shows it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar
from uuid import UUID

from litestar.exceptions import NotFoundException

from asbreview.domain.evidence.facts import (
    ComplaintLogged,
    EvidenceRecordedInError,
    FileReceived,
    InformationAnswered,
    RiskAssessed,
)
from asbreview.reviews import Case, CaseReviews

Kept = ComplaintLogged | InformationAnswered | RiskAssessed | FileReceived
Fact = TypeVar("Fact", bound=Kept)


class Late(StrEnum):
    """The last decision that was taken without a thing, in the words of a page."""

    THRESHOLD = "the bodies did not have it when they decided the threshold"
    PANEL = "the panel did not have it when it met"
    OUTCOME = "the bodies did not have it when they decided the outcome"


@dataclass(frozen=True)
class Filed(Generic[Fact]):
    """Something put on file, and what became of it since.

    `after_decision` says which decision was taken last of those that came before it.
    """

    fact: Fact
    in_error: EvidenceRecordedInError | None
    after_decision: Late | None


@dataclass(frozen=True)
class EvidenceFile:
    """Everything put on file, in the order in which it was recorded."""

    complaints: tuple[Filed[ComplaintLogged], ...]
    answers: tuple[Filed[InformationAnswered], ...]
    assessments: tuple[Filed[RiskAssessed], ...]
    files: tuple[Filed[FileReceived], ...]

    def complaint(self, complaint_id: UUID) -> Filed[ComplaintLogged]:
        """Return a complaint, corrected or not; 404 if none was ever on file."""
        try:
            return self._by_complaint[complaint_id]
        except KeyError:
            raise NotFoundException from None

    def answer(self, request_id: UUID) -> Filed[InformationAnswered]:
        """Return the last answer to a request; 404 if there never was one."""
        return _last(self.answers, request_id)

    def assessment(self, assessment_id: UUID) -> Filed[RiskAssessed]:
        """Return an assessment, corrected or not; 404 if there never was one."""
        return _last(self.assessments, assessment_id)

    def answers_to(self, request_id: UUID) -> list[Filed[InformationAnswered]]:
        """Return the answers to a request; all but the last were in error."""
        return [each for each in self.answers if each.fact.request_id == request_id]

    @cached_property
    def _by_complaint(self) -> dict[UUID, Filed[ComplaintLogged]]:
        """The complaints by their ids: a page asks for each of hundreds."""
        return {id_of(each.fact): each for each in self.complaints}


def evidence_file(reviews: CaseReviews, case: Case) -> EvidenceFile:
    """Read the file of a case, as far as the case itself was read."""
    kept = _kept(reviews, case)
    return EvidenceFile(
        complaints=tuple(_of_kind(ComplaintLogged, kept)),
        answers=tuple(_of_kind(InformationAnswered, kept)),
        assessments=tuple(_of_kind(RiskAssessed, kept)),
        files=tuple(_of_kind(FileReceived, kept)),
    )


def id_of(fact: Kept) -> UUID:
    """Return the id under which a thing is corrected."""
    match fact:
        case ComplaintLogged():
            return fact.complaint.complaint_id
        case InformationAnswered():
            return fact.request_id
        case RiskAssessed():
            return fact.assessment_id
        case FileReceived():
            return fact.file_id


def _kept(reviews: CaseReviews, case: Case) -> list[Filed[Kept]]:
    decided_at = list(_evidence_before_each_decision(case))
    kept: list[Filed[Kept]] = []
    for event in reviews.events.get(case.evidence.id, lte=case.evidence.version):
        match event:
            case (
                ComplaintLogged()
                | InformationAnswered()
                | RiskAssessed()
                | FileReceived()
            ):
                after = [d for d, at in decided_at if event.originator_version > at]
                late = after[-1] if after else None
                kept.append(Filed(event, in_error=None, after_decision=late))
            case EvidenceRecordedInError():
                at = max(
                    n for n, k in enumerate(kept) if id_of(k.fact) == event.item_id
                )
                kept[at] = replace(kept[at], in_error=event)
    return kept


def _evidence_before_each_decision(case: Case) -> Iterator[tuple[Late, int]]:
    """Yield, of each decision in its order, the version of the file it rests on."""
    taken = (
        (Late.THRESHOLD, case.trigger.threshold),
        (Late.PANEL, case.panel.held),
        (Late.OUTCOME, case.outcome.findings),
    )
    for decision, fact in taken:
        for relied_on in fact.ground.relied_on if fact else ():
            if relied_on.record_id == case.evidence.id:
                yield decision, relied_on.version


def _of_kind(kind: type[Fact], kept: Iterable[Filed[Kept]]) -> Iterator[Filed[Fact]]:
    for each in kept:
        if isinstance(each.fact, kind):
            yield Filed(each.fact, each.in_error, each.after_decision)


def _last(kept: tuple[Filed[Fact], ...], item_id: UUID) -> Filed[Fact]:
    for each in reversed(kept):
        if id_of(each.fact) == item_id:
            return each
    raise NotFoundException
