"""What a changed procedure would have meant: beside the present, with the cases.

What follows from the record stands apart from what rests on an assumption.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import Engine

from asbreview.domain.counterfactual.facts import WhatIf
from asbreview.domain.procedure import Procedure
from asbreview.reviews import CaseReviews
from asbreview.reviews.what_ifs import ThresholdThen
from asbreview.web.what_if_compared import (
    Compared,
    asked_at_once,
    conflicts,
    last_answers,
    meeting_of_group,
    steps,
)
from asbreview.web.what_if_thresholds import of_thresholds
from projections.replaying import Replayed, lives_asked, replayed
from projections.supposing import first_meeting
from projections.waits import Life
from projections.walking import portions

AT_ONCE: Final = 200  # cases
Seen = Callable[[int], object]


@dataclass(frozen=True)
class Answer:
    """All that follows from a question to the past, and what would if it is assumed."""

    lives: list[Life]
    deducible: list[Compared] = field(default_factory=list)
    supposed: list[Compared] = field(default_factory=list)
    not_counted: int = 0

    @property
    def differs(self) -> bool:
        """Does anything differ at all?"""
        told = (*self.deducible, *self.supposed)
        return any(each.cases or each.was != each.would for each in told)


@dataclass(frozen=True)
class Asking:
    """A question to the past, and what it is answered from, as of a position."""

    reviews: CaseReviews
    views: Engine
    asked: WhatIf
    position: int
    on: date

    def answer(self, seen: Seen = lambda _: None) -> Answer:
        """Replay the cases; *seen* is told how many have been looked at."""
        known: dict[tuple[str, int], Procedure] = {}

        def procedure_of(id_: str, version: int) -> Procedure:
            if (id_, version) not in known:
                found = self.reviews.procedure_version(id_, version)
                known[id_, version] = found.procedure
            return known[id_, version]

        found = list[Replayed]()
        with self.views.connect() as db:
            for case in replayed(db, self.asked, procedure_of, as_of=self.position):
                found.append(case)
                seen(len(found) // 2)
            thresholds = list(self._thresholds([c.life for c in found], seen))
        meetings = self._meetings(found, procedure_of)
        return Answer(
            lives=[case.life for case in found],
            deducible=[
                *steps(self.asked, found, self.on),
                *asked_at_once(self.asked, found),
                *conflicts(found),
                *of_thresholds(self.asked, thresholds, procedure_of),
            ],
            supposed=[*last_answers(self.asked, found), *meetings],
            not_counted=sum(case.not_counted for case in found),
        )

    def to_look_at(self) -> int:
        """Return how many cases are asked about."""
        with self.views.connect() as db:
            return len(lives_asked(db, self.asked, as_of=self.position))

    def _thresholds(
        self, lives: Sequence[Life], seen: Seen
    ) -> Iterator[tuple[Life, ThresholdThen]]:
        if not self.asked.changed.is_of_threshold:
            return
        by_id = {life.case_id: life for life in lives}
        looked_at = len(lives) // 2
        for portion in portions(by_id, AT_ONCE):
            for then in self.reviews.thresholds_then(portion, as_of=self.position):
                yield by_id[then.trigger.case_id], then
            looked_at += len(portion) // 2
            seen(looked_at)

    def _meetings(
        self,
        found: Sequence[Replayed],
        procedure_of: Callable[[str, int], Procedure],
    ) -> list[Compared]:
        meets = self.asked.changed.group_meets
        if meets is None:
            return []
        calendar = self.reviews.calendar(as_of=self.position)
        held = [
            sooner
            for case in found
            for sooner in (
                first_meeting(
                    case,
                    meets,
                    procedure_of(case.life.area_id, case.life.version),
                    calendar,
                ),
            )
            if sooner is not None
        ]
        return [meeting_of_group(held)]
