"""Who sees an application's case, besides whose it is: on a case that ended, too."""

from datetime import datetime
from typing import Final
from uuid import UUID

from asbreview.domain.errors import AlreadyDone, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand
from asbreview.domain.people import Prose
from asbreview.domain.trigger.standing_still import ClockOnFile
from asbreview.domain.trigger.who_sees import (
    AccountLetIn,
    AccountShutOut,
    CaseOpenedInEmergency,
    CaseRestricted,
    ConflictDeclared,
    ConflictEnded,
    EmergencyEnded,
    RestrictionLifted,
)

OVERTAKEN: Final = (
    "Who sees the case was changed since you opened this page, by a colleague. It"
    " stands on the page before. Nothing you typed is lost: look at it, change what is"
    " not so any more, and send it again"
)


class SeenOnFile(ClockOnFile):
    """Whether the case is restricted, and who may not see it, or may though outside."""

    def restrict(
        self,
        named: tuple[UUID, ...],
        *,
        reason: Prose,
        since: int | None = None,
        signed: Signed,
    ) -> None:
        """Restrict the case to its caseworker, the leads, and the accounts named.

        One that is restricted is restricted to others from now on; to the same is
        `AlreadyDone`, and so is one that was changed *since* a version of this record.
        """
        must_stand(since, self.restricted_since, says=OVERTAKEN)
        if self.restriction and set(self.restriction.named) == set(named):
            raise AlreadyDone("The case is restricted so already", field="named")
        self._record(CaseRestricted, signed, named=named, reason=reason)

    def lift_restriction(
        self, *, reason: Prose, since: int | None = None, signed: Signed
    ) -> None:
        """Say that the case is restricted no longer.

        `AlreadyDone` if it is not, or was restricted to others *since*.
        """
        must_stand(since, self.restricted_since, says=OVERTAKEN)
        if self.restriction is None:
            raise AlreadyDone("The case is not restricted", field="restricted")
        self._record(RestrictionLifted, signed, reason=reason)

    def declare_conflict(
        self, account_id: UUID, *, reason: Prose, signed: Signed
    ) -> None:
        """Say that somebody has a conflict of interest (`AlreadyDone` if known)."""
        if account_id in self.conflicts:
            raise AlreadyDone("They have declared it already", field="account_id")
        self._record(ConflictDeclared, signed, account_id=account_id, reason=reason)

    def end_conflict(self, account_id: UUID, *, reason: Prose, signed: Signed) -> None:
        """Say that somebody has none any more (`NoSuchThing` if none was declared)."""
        if account_id not in self.conflicts:
            raise NoSuchThing("They have declared none", field="account_id")
        self._record(ConflictEnded, signed, account_id=account_id, reason=reason)

    def let_in_only(
        self, accounts: tuple[UUID, ...], *, since: int | None = None, signed: Signed
    ) -> None:
        """Let these accounts in to read, and nobody else.

        `AlreadyDone` if just these are, or if others were let in or shut out *since*.
        """
        must_stand(since, self.let_in_since, says=OVERTAKEN)
        new = [id_ for id_ in dict.fromkeys(accounts) if id_ not in self.let_in]
        over = [id_ for id_ in self.let_in if id_ not in accounts]
        if not new and not over:
            raise AlreadyDone("Just these are let in already", field="accounts")
        for account_id in new:
            self._record(AccountLetIn, signed, account_id=account_id)
        for account_id in over:
            self._record(AccountShutOut, signed, account_id=account_id)

    def open_in_emergency(
        self, until: datetime, *, reason: Prose, signed: Signed
    ) -> None:
        """Let whoever signs read until then; `AlreadyDone` while they read already."""
        before = self.emergencies.get(signed.by)
        if before and signed.at < before.until:
            raise AlreadyDone("You have opened this case already", field="reference")
        told = {"account_id": signed.by, "until": until, "reason": reason}
        self._record(CaseOpenedInEmergency, signed, **told)

    def end_emergency(self, *, signed: Signed) -> None:
        """Let whoever signs read no longer (`NoSuchThing` if they do not)."""
        before = self.emergencies.get(signed.by)
        if before is None or signed.at >= before.until:
            raise NoSuchThing("You have not opened this case, or not any more")
        self._record(EmergencyEnded, signed, account_id=signed.by)
