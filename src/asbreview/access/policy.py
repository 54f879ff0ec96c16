"""What each account may do to which case, and see: the one place that answers.

What is not allowed here is refused.  Area first: a case of another area is nobody's
business, whatever the role.  Then whoever has a conflict of interest, then a case that
is restricted, then how far a role reaches at all (`docs/decisions/0058`).
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from asbreview.access.accounts import Account, Role


class Action(StrEnum):
    """Something an account may want to do."""

    STAY = "sign in, stay signed in and sign out"
    READ_CASES = "look for cases, and read the queue, the letters and the procedures"
    READ_CASE = "read a case"
    READ_HISTORY = "read a case as it was"
    READ_READS = "read who read a case"
    ASK_ACROSS = "ask across all cases what happened late, wrongly or not at all"
    WRITE = "record anything"
    ERASE = "forget a person"
    MAKE_PACKS = "have a case put together for an ombudsman"
    SAY_WHO_SEES = "restrict a case, and say who has a conflict of interest in it"
    READ_REQUESTS = "read what their own body was asked"
    ANSWER = "answer what their own body was asked, and report on its actions"
    READ_FIGURES = "read the figures"
    KEEP_QUESTIONS = "keep a question put to the figures under a name, or let it go"
    NAME_CHANGES = "name what an area changed, for its charts, or take it back"
    READ_LEDGER = "read the ledger, and save proofs of it"
    READ_DUE = "see how long records are kept, and what is due for disposal"
    SAY_HOW_LONG = "lay down how long records are kept"
    APPROVE_DISPOSAL = "approve what another proposed to dispose of, or return it"
    OPEN_IN_EMERGENCY = "open a case to read in an emergency, for an hour"
    KEEP_ACCOUNTS = "open, change and disable accounts"


class Reach(StrEnum):
    """Which of the cases of its areas a role reaches, where nothing stands against."""

    ALL = "every case"
    PANEL = "cases that a caseworker let them in to read"
    ASKED = "cases about which their body was asked, or in which it has actions"
    NONE = "no case"


class Granted(NamedTuple):
    """What a role may do, to which cases; `says` tells whoever has it."""

    actions: frozenset[Action]
    reach: Reach
    says: str


class CaseKnown(NamedTuple):
    """What has to be known of a case to say who may see it; never what a form says.

    `area` is the id of the procedures that it is under, `joint_with` that of another
    area that reads it, too.  `let_in` are the accounts a
    caseworker let in to read it, `named` those for whom a restriction is not meant,
    `conflicted` those with a conflict of interest; `asked` are the
    bodies that were asked for information, or that own an action.
    """

    case_id: UUID
    area: str
    caseworker_id: UUID | None = None
    is_restricted: bool = False
    named: tuple[UUID, ...] = ()
    conflicted: tuple[UUID, ...] = ()
    let_in: tuple[UUID, ...] = ()
    asked: tuple[UUID, ...] = ()
    joint_with: str = ""

    @property
    def is_special(self) -> bool:
        """May somebody who reaches every case of the area not see this one?"""
        return self.is_restricted or bool(self.conflicted)


class ItemKept(NamedTuple):
    """To whom what one item of a case says was kept: bodies, roles, and who said so."""

    bodies: tuple[UUID, ...]
    roles: tuple[str, ...]
    by: UUID


READS: Final = frozenset({Action.READ_CASE, Action.READ_HISTORY})
OWN_BODY: Final = frozenset({Action.READ_REQUESTS, Action.ANSWER})
"""Of a case that is joint, the bodies of both areas are asked, and own actions."""
LOOKS: Final = READS | {Action.READ_CASES, Action.READ_FIGURES}
ALLOWED: Final[Mapping[Role, Granted]] = {
    Role.CASEWORKER: Granted(
        LOOKS
        | {Action.WRITE, Action.ERASE, Action.MAKE_PACKS, Action.READ_DUE}
        | {Action.KEEP_QUESTIONS, Action.NAME_CHANGES},
        Reach.ALL,
        "A caseworker reads and records on the cases of their areas.",
    ),
    Role.LEAD: Granted(
        LOOKS
        | {Action.WRITE, Action.ERASE, Action.MAKE_PACKS, Action.SAY_WHO_SEES}
        | {Action.READ_DUE, Action.SAY_HOW_LONG, Action.APPROVE_DISPOSAL}
        | {Action.KEEP_QUESTIONS, Action.NAME_CHANGES},
        Reach.ALL,
        "A case review lead does what a caseworker does, says who sees a case and how"
        " long records are kept, and approves what another proposed to dispose of.",
    ),
    Role.CHAIR: Granted(
        READS | {Action.READ_CASES},
        Reach.PANEL,
        "A chair reads the cases that they were let in to, and records nothing.",
    ),
    Role.PARTNER: Granted(
        OWN_BODY,
        Reach.ASKED,
        "A partner sees and answers what their own body was asked, reports on its"
        " actions, and sees nothing else of a case.",
    ),
    Role.AUDITOR: Granted(
        LOOKS
        | {
            Action.READ_READS,
            Action.READ_LEDGER,
            Action.READ_DUE,
            Action.ASK_ACROSS,
            Action.MAKE_PACKS,
        },
        Reach.ALL,
        "An auditor reads everything and records nothing. They may have a case put"
        " together for an ombudsman.",
    ),
    Role.MANAGER: Granted(
        frozenset({Action.READ_FIGURES, Action.KEEP_QUESTIONS, Action.NAME_CHANGES}),
        Reach.NONE,
        "A manager reads the figures, keeps questions put to them, names what changed,"
        " and reads no case.",
    ),
    Role.ADMINISTRATOR: Granted(
        frozenset({Action.KEEP_ACCOUNTS, Action.OPEN_IN_EMERGENCY}),
        Reach.NONE,
        "An administrator keeps the accounts, and reads no case but in an emergency.",
    ),
}
FAR_REACHING: Final = frozenset(
    {
        Action.ERASE,
        Action.APPROVE_DISPOSAL,
        Action.SAY_WHO_SEES,
        Action.KEEP_ACCOUNTS,
        Action.OPEN_IN_EMERGENCY,
    }
)
NOTHING: Final = Granted(frozenset(), Reach.NONE, "This account may do nothing.")


def may(account: Account | None, action: Action, case: CaseKnown | None = None) -> bool:
    """Say whether an account may do this; to this case, where one is given.

    Without a case: whether it may do it at all, to some case or to none.  A case that
    an account has opened in an emergency it may read, and nothing more.
    """
    if account is None:
        return False
    if case is not None and action in READS and _has_opened(account, case):
        return True
    if action not in _actions(account):
        return False
    return case is None or (
        _is_of_theirs(account, action, case) and _reaches(account, case)
    )


def _is_of_theirs(account: Account, action: Action, case: CaseKnown) -> bool:
    """Say whether it is a case of their areas; what is joint the other area reads."""
    if case.area in account.areas:
        return True
    return action in READS | OWN_BODY and case.joint_with in account.areas


def may_know(account: Account | None, kept: ItemKept | None, case: CaseKnown) -> bool:
    """Say whether an account may know what an item of a case says, and not only see it.

    What is kept to nobody in particular, whoever reads the case knows.  A role's name
    lets nobody in who does not read the case.
    """
    if account is None or not may(account, Action.READ_CASE, case):
        return False
    return is_named(account, kept)


def is_named(account: Account, kept: ItemKept | None) -> bool:
    """Say whether an account kept an item, or is of those it was kept to, if to any."""
    if kept is None or account.account_id == kept.by:
        return True
    return account.body_id in kept.bodies or account.role in kept.roles


def may_say_who_knows(
    account: Account | None, kept: ItemKept | None, case: CaseKnown
) -> bool:
    """Say whether an account may say who is to know what an item says.

    Whoever records on the case and knows it; and a lead, who may have to undo what
    somebody said who has left.
    """
    if not may(account, Action.WRITE, case):
        return False
    return may_know(account, kept, case) or may(account, Action.SAY_WHO_SEES, case)


def may_open_challenge(
    account: Account | None, case: CaseKnown, hearers: Collection[UUID]
) -> bool:
    """Say whether an account may open the papers of a challenge.

    Those who hear it, and the caseworker of the case; where it has none, whoever
    records on it.  Nobody else, and nobody whom the case is kept from.
    """
    if account is None or not may(account, Action.READ_CASE, case):
        return False
    if account.account_id in hearers:
        return True
    has_it = case.caseworker_id in {None, account.account_id}
    return has_it and may(account, Action.WRITE, case)


def may_open(account: Account | None, case: CaseKnown) -> bool:
    """Say whether an account may open a case in an emergency, also one restricted."""
    return (
        account is not None
        and may(account, Action.OPEN_IN_EMERGENCY)
        and case.area in account.areas
        and account.account_id not in case.conflicted
    )


def may_keep(account: Account | None, kept: Account) -> bool:
    """Say whether an account may change another: never itself.

    All areas of the other have to be its own, so that nobody lets anybody in elsewhere.
    """
    return (
        account is not None
        and may(account, Action.KEEP_ACCOUNTS)
        and account.account_id != kept.account_id
        and kept.areas <= account.areas
    )


def granted(account: Account) -> Granted:
    """Return what the role of an account is granted; nothing to one unknown."""
    return ALLOWED.get(account.role, NOTHING)


def roles_reaching_far() -> frozenset[Role]:
    """Return the roles that may do what reaches far, or cannot be undone."""
    return frozenset(
        role for role, granted in ALLOWED.items() if granted.actions & FAR_REACHING
    )


def _actions(account: Account) -> frozenset[Action]:
    actions = granted(account).actions
    return actions | {Action.STAY} if actions else actions


def _has_opened(account: Account, case: CaseKnown) -> bool:
    return case.case_id in account.opened and may_open(account, case)


def _reaches(account: Account, case: CaseKnown) -> bool:
    """Say whether a case of the account's own areas is in its reach."""
    if account.account_id in case.conflicted:
        return False
    if case.is_restricted and not _is_excepted(account, case):
        return False
    match granted(account).reach:
        case Reach.ALL:
            return True
        case Reach.PANEL:
            return account.account_id in case.let_in
        case Reach.ASKED:
            return account.body_id in case.asked
    return False


def _is_excepted(account: Account, case: CaseKnown) -> bool:
    """Say whether a restriction is not meant for them: owner, lead, or named."""
    return (
        account.role is Role.LEAD
        or account.account_id == case.caseworker_id
        or account.account_id in case.named
    )
