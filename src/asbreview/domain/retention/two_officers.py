"""What is destroyed for ever goes by two officers: one proposes it, another approves.

Whatever is proposed, a person, some texts, a case or the cases of a class, it waits
until it is approved or returned, and is decided once.  Who else may approve it is asked
of the accounts (`access/second_officer.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from asbreview.domain.errors import AlreadyDone, NoSuchThing, NotPermittedYet
from asbreview.domain.model import Aggregate, Event, Signed
from asbreview.domain.people import Prose

ANOTHER: Final = "You proposed this: another officer has to approve it"
NONE_SUCH: Final = "There is no such proposal"
R = TypeVar("R")


@dataclass(kw_only=True)
class Proposed(Generic[R]):
    """What one officer proposed, and what became of it; `R` is how a reason is held."""

    proposal_id: UUID
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    returned_because: R | None = None

    @property
    def is_waiting(self) -> bool:
        """Does it still wait for another officer?"""
        return self.decided_by is None

    def was_decided(self, event: Event, because: R | None = None) -> None:
        """Remember who approved it, or returned it and why."""
        self.decided_by, self.decided_at = event.recorded_by, event.timestamp
        self.returned_because = because


P = TypeVar("P", bound=Proposed[Any])


class Proposals(dict[UUID, P], Generic[P]):
    """What was ever proposed of one kind, the first of it first."""

    @property
    def waiting(self) -> list[P]:
        """The proposals that wait for another officer, the first of them first."""
        return [each for each in self.values() if each.is_waiting]

    def those(self, of: Callable[[P], bool]) -> list[P]:
        """Return what was ever proposed of somebody or something."""
        return [each for each in self.values() if of(each)]

    def must_not_wait(self, of: Callable[[P], bool], *, says: str) -> None:
        """Refuse (`AlreadyDone`) a second proposal of what waits in one already."""
        if any(each.is_waiting for each in self.those(of)):
            raise AlreadyDone(says)

    def that_waits(self, proposal_id: UUID) -> P:
        """Return a proposal that waits (`NoSuchThing`, `AlreadyDone` otherwise)."""
        proposed = self.get(proposal_id)
        if proposed is None:
            raise NoSuchThing(NONE_SUCH)
        if not proposed.is_waiting:
            raise AlreadyDone("This proposal has been decided")
        return proposed

    def of_another(self, proposal_id: UUID, *, signed: Signed) -> P:
        """Return a proposal that waits, for an officer who did not make it.

        Whoever proposed it is refused (`NotPermittedYet`).
        """
        proposed = self.that_waits(proposal_id)
        if signed.by == proposed.proposed_by:
            raise NotPermittedYet(ANOTHER)
        return proposed


@dataclass(kw_only=True)
class ProposedOnCase(Proposed[Prose]):
    """What was proposed on one case; a reason to return it is a text of the case."""

    case_id: UUID


C = TypeVar("C", bound=ProposedOnCase)


class ByTwoOfficers(Aggregate):
    """The part of `Disposals` by which what is proposed on a case is decided."""

    TOPIC = "by-two-officers"

    def _approved(
        self,
        kind: type[Event],
        proposals: Proposals[C],
        proposal_id: UUID,
        *,
        case_id: UUID,
        signed: Signed,
    ) -> C:
        """Record that it is approved, never by whoever proposed it."""
        _must_be_of(case_id, proposals.get(proposal_id))
        proposed = proposals.of_another(proposal_id, signed=signed)
        self._record(kind, signed, case_id=case_id, proposal_id=proposal_id)
        return proposed

    def _returned(  # noqa: PLR0913  what, of which case, and why
        self,
        kind: type[Event],
        proposals: Proposals[C],
        proposal_id: UUID,
        *,
        case_id: UUID,
        reason: Prose,
        signed: Signed,
    ) -> None:
        """Record that it is returned; whoever made it may so take it back."""
        _must_be_of(case_id, proposals.get(proposal_id))
        proposals.that_waits(proposal_id)
        self._record(
            kind, signed, case_id=case_id, proposal_id=proposal_id, reason=reason
        )


def _must_be_of(case_id: UUID, proposed: ProposedOnCase | None) -> None:
    """Refuse (`NoSuchThing`) what was proposed on another case."""
    if proposed is None or proposed.case_id != case_id:
        raise NoSuchThing(NONE_SUCH)
