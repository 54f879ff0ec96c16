"""What is said beside a request, an answer, or what a body did.

Each of these is recorded in one save with that which it is said of.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from asbreview.domain.dates import has_happened, is_not_before
from asbreview.domain.evidence.given_files import HoldsFiles
from asbreview.domain.evidence.tells_of import NOT_SAID, Whom, in_order
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose


class CameBy(StrEnum):
    """How an answer came that was entered for a body."""

    EMAIL = "by email"
    PHONE = "by telephone"
    LETTER = "by letter"
    MEETING = "at a meeting"


class TellsOfSaid(CaseEvent):
    """It was said whom an answer, or something that a body did, tells of.

    `item_id` is the request that was answered, or what was put on file as done.
    """

    TOPIC: ClassVar[str] = "evidence.tells-of-said"

    item_id: UUID
    tells_of: tuple[Whom, ...]

    def apply(self, aggregate: "HoldsMarks") -> None:
        """Remember of whom."""
        aggregate.whom[self.item_id] = self.tells_of


class AnswerCame(CaseEvent):
    """An answer came, on its day, that was entered for the body; and from whom."""

    TOPIC: ClassVar[str] = "evidence.answer-came"

    request_id: UUID
    came_by: CameBy
    given_by: Prose

    def apply(self, aggregate: "HoldsMarks") -> None:
        """Remember how."""
        aggregate.came[self.request_id] = self


class SearchNamed(CaseEvent):
    """A body was told what to search its records by, from a day to a day.

    A request is for information that is specified (Sch.4 para 7); `by` names whom and
    which address to search for.
    """

    TOPIC: ClassVar[str] = "evidence.search-named"

    request_id: UUID
    from_on: date
    to_on: date
    by: Prose

    def apply(self, aggregate: "HoldsMarks") -> None:
        """Remember what to search by."""
        aggregate.searches[self.request_id] = self


class HoldsMarks(HoldsFiles):
    """A record of what was said beside requests, answers and what bodies did."""

    def __init__(self, case_id: UUID) -> None:
        super().__init__(case_id)
        self.whom: dict[UUID, tuple[Whom, ...]] = {}
        self.came: dict[UUID, AnswerCame] = {}
        self.searches: dict[UUID, SearchNamed] = {}

    def tells_of(self, item_id: UUID) -> tuple[Whom, ...]:
        """Return whom an answer or a thing done tells of; nobody where it is unsaid."""
        return self.whom.get(item_id, NOT_SAID)

    def answered_anew(self, request_id: UUID) -> None:
        """Leave out of account what was said beside an earlier answer."""
        self.whom.pop(request_id, None)
        self.came.pop(request_id, None)

    def name_search(
        self, request_id: UUID, *, by: Prose, from_on: date, to_on: date, signed: Signed
    ) -> None:
        """Record what a body is to search by.

        Refused (`Misrecorded`) for days yet to come, or that end before they begin.
        """
        first, last = "The first day to search", "The last day to search"
        has_happened(from_on, what=first, field="search_from", signed=signed)
        has_happened(to_on, what=last, field="search_to", signed=signed)
        is_not_before(to_on, from_on, what=last, field="search_to")
        self._record(
            SearchNamed,
            signed,
            request_id=request_id,
            from_on=from_on,
            to_on=to_on,
            by=by,
        )

    def _mark(
        self, item_id: UUID, tells_of: Collection[Whom], *, signed: Signed
    ) -> None:
        if tells_of:
            whom = in_order(tells_of)
            self._record(TellsOfSaid, signed, item_id=item_id, tells_of=whom)
