"""Who sees a case: restricting it, conflicts of interest, and letting somebody in.

Who may say so is asked of the policy before: a record knows no roles.
"""

from datetime import datetime
from uuid import UUID

from asbreview.domain.model import Signed
from asbreview.reviews.case import must_say
from asbreview.reviews.commanding import Changed, Commands, once


class SeeingCommands(Commands):
    """What is said of who sees a case; on one that ended, too."""

    @once
    def restrict_case(
        self,
        case_id: UUID,
        named: tuple[UUID, ...],
        *,
        reason: str,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Restrict a case to its caseworker, the leads, and the accounts named.

        *since* says which restriction was changed into this: refused (`AlreadyDone`)
        where another was made since.
        """
        must_say(reason, asks="Enter why it is restricted", field="reason")
        case = self.case(case_id)
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.restrict(named, reason=why, since=since, signed=signed)
        return (case.trigger,)

    @once
    def lift_restriction(
        self, case_id: UUID, *, reason: str, since: int | None = None, signed: Signed
    ) -> Changed:
        """Say that a case is restricted no longer; *since* as when it is restricted."""
        must_say(reason, asks="Enter why it is not restricted any more", field="reason")
        case = self.case(case_id)
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.lift_restriction(reason=why, since=since, signed=signed)
        return (case.trigger,)

    @once
    def declare_conflict(
        self, case_id: UUID, account_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Say that an account has a conflict of interest in a case, and why."""
        must_say(reason, asks="Enter what the conflict of interest is", field="reason")
        case = self.case(case_id)
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.declare_conflict(account_id, reason=why, signed=signed)
        return (case.trigger,)

    @once
    def end_conflict(
        self, case_id: UUID, account_id: UUID, *, reason: str, signed: Signed
    ) -> Changed:
        """Say that an account has no conflict of interest in a case any more."""
        must_say(reason, asks="Enter why there is none any more", field="reason")
        case = self.case(case_id)
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.end_conflict(account_id, reason=why, signed=signed)
        return (case.trigger,)

    @once
    def let_in(
        self,
        case_id: UUID,
        accounts: tuple[UUID, ...],
        *,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Let these accounts, and no others, in to read a case.

        *since* says which of them were changed into these: refused (`AlreadyDone`)
        where they were changed since.
        """
        case = self.case(case_id)
        case.trigger.let_in_only(accounts, since=since, signed=signed)
        return (case.trigger,)

    @once
    def open_in_emergency(
        self, case_id: UUID, *, until: datetime, reason: str, signed: Signed
    ) -> Changed:
        """Let whoever signs, who reads no cases otherwise, read this one until then."""
        must_say(reason, asks="Enter why it has to be opened", field="reason")
        case = self.case(case_id)
        why = case.prose(reason, "reason", signed=signed)
        case.trigger.open_in_emergency(until, reason=why, signed=signed)
        return (case.trigger,)

    @once
    def end_emergency(self, case_id: UUID, *, signed: Signed) -> Changed:
        """Let whoever signs read the case no longer, before the time is over."""
        case = self.case(case_id)
        case.trigger.end_emergency(signed=signed)
        return (case.trigger,)
