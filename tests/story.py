"""A language for tests: given what happened, when a command, then what follows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.model import ENVELOPE, CaseAggregate, Event, Signed

A = TypeVar("A", bound=CaseAggregate)
CASE = UUID(int=1)
CASEWORKER = UUID(int=2)
COUNCIL = UUID(int=3)
SIGNED = Signed(
    by=CASEWORKER,
    for_body=COUNCIL,
    at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    command_id=UUID(int=4),
)


@dataclass(frozen=True)
class Fact:
    """An event without its envelope."""

    kind: type[Event]
    details: dict[str, Any]


def that(kind: type[Event], /, **details: Any) -> Fact:
    return Fact(kind, details)


@dataclass
class Story(Generic[A]):
    """The history of one record, told in a test."""

    about: type[A]
    happened: list[Fact] = field(default_factory=list)
    outcome: list[Fact] | CaseReviewRefused | None = None

    def given(self, *facts: Fact) -> Self:
        self.happened += facts
        return self

    def when(self, command: Callable[[A], None]) -> Self:
        record = self._replay()
        try:
            command(record)
        except CaseReviewRefused as refusal:
            self.outcome = refusal
        else:
            self.outcome = [
                Fact(type(e), {k: v for k, v in e if k not in ENVELOPE})
                for e in record.collect_events()
            ]
        return self

    def then(self, *facts: Fact) -> None:
        assert self.outcome == list(facts)

    def then_refused(self, kind: type[CaseReviewRefused], because: str) -> None:
        assert isinstance(self.outcome, kind), self.outcome
        assert because in str(self.outcome)

    def _replay(self) -> A:
        record: Any = None
        for version, fact in enumerate(self.happened, start=1):
            opening = {"originator_topic": self.about.TOPIC} if version == 1 else {}
            record = fact.kind(
                originator_id=self.about.id_for(CASE),
                originator_version=version,
                timestamp=SIGNED.at,
                case_id=CASE,
                recorded_by=SIGNED.by,
                recorded_for=SIGNED.for_body,
                command_id=SIGNED.command_id,
                **opening,
                **fact.details,
            ).mutate(record)
        return record
