"""What each role may do, to which case; whatever is not said here is refused.

The tables are what `design.md` 7 says of each role, written out by hand.
"""

from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role
from asbreview.access.policy import ALLOWED, Action, CaseKnown, may

WHO, OTHER, POLICE, COUNCIL = (UUID(int=n) for n in (1, 2, 8, 9))
CASE = UUID(int=3)
ELY = "ely"
OPEN = CaseKnown(CASE, ELY)

A = Action
DOES = {
    Role.CASEWORKER: {
        A.KEEP_QUESTIONS,
        A.NAME_CHANGES,
        A.STAY,
        A.READ_CASES,
        A.READ_CASE,
        A.READ_HISTORY,
        A.READ_FIGURES,
        A.WRITE,
        A.ERASE,
        A.MAKE_PACKS,
        A.READ_DUE,
    },
    Role.LEAD: {
        A.KEEP_QUESTIONS,
        A.NAME_CHANGES,
        A.STAY,
        A.READ_CASES,
        A.READ_CASE,
        A.READ_HISTORY,
        A.READ_FIGURES,
        A.WRITE,
        A.ERASE,
        A.MAKE_PACKS,
        A.SAY_WHO_SEES,
        A.READ_DUE,
        A.SAY_HOW_LONG,
        A.APPROVE_DISPOSAL,
    },
    Role.CHAIR: {A.STAY, A.READ_CASES, A.READ_CASE, A.READ_HISTORY},
    Role.PARTNER: {A.STAY, A.READ_REQUESTS, A.ANSWER},
    Role.AUDITOR: {
        A.STAY,
        A.READ_CASES,
        A.READ_CASE,
        A.READ_HISTORY,
        A.READ_READS,
        A.ASK_ACROSS,
        A.MAKE_PACKS,
        A.READ_FIGURES,
        A.READ_LEDGER,
        A.READ_DUE,
    },
    Role.MANAGER: {A.STAY, A.READ_FIGURES, A.KEEP_QUESTIONS, A.NAME_CHANGES},
    Role.ADMINISTRATOR: {A.STAY, A.KEEP_ACCOUNTS, A.OPEN_IN_EMERGENCY},
}
CASES = {
    "nobody's yet": OPEN,
    "theirs": OPEN._replace(caseworker_id=WHO),
    "of another area": OPEN._replace(area="fens", caseworker_id=WHO, let_in=(WHO,)),
    "restricted": OPEN._replace(is_restricted=True, let_in=(WHO,), asked=(COUNCIL,)),
    "restricted, and theirs": OPEN._replace(is_restricted=True, caseworker_id=WHO),
    "restricted, and they are named": OPEN._replace(is_restricted=True, named=(WHO,)),
    "with their conflict of interest": OPEN._replace(
        caseworker_id=WHO, named=(WHO,), conflicted=(WHO,), let_in=(WHO,)
    ),
    "with another's conflict of interest": OPEN._replace(conflicted=(OTHER,)),
    "they were let in to": OPEN._replace(let_in=(OTHER, WHO)),
    "about which their body was asked": OPEN._replace(asked=(POLICE, COUNCIL)),
    "about which another body was asked": OPEN._replace(asked=(POLICE,)),
    "of another area, joint, and their body was asked": OPEN._replace(
        area="fens", joint_with=ELY, asked=(COUNCIL,)
    ),
    "of another area, and their body was asked": OPEN._replace(
        area="fens", asked=(COUNCIL,)
    ),
}
ASKED_AS_JOINT = "of another area, joint, and their body was asked"
NOT_SEEN = {"of another area", "restricted", "with their conflict of interest"}
NOT_SEEN |= {"of another area, and their body was asked"}
READ = {
    Role.CASEWORKER: set(CASES) - NOT_SEEN,
    Role.LEAD: set(CASES) - NOT_SEEN | {"restricted"},
    Role.CHAIR: {"they were let in to"},
    Role.AUDITOR: set(CASES) - NOT_SEEN,
}
WRITTEN = {role: READ[role] - {ASKED_AS_JOINT} for role in (Role.CASEWORKER, Role.LEAD)}


def account(role):
    return Account(WHO, "sam@ely.example", "Sam", role, COUNCIL, frozenset({ELY}))


@pytest.mark.parametrize("action", Action)
def test_nobody_may_do_nothing_without_signing_in(action):
    assert not may(None, action)
    assert not may(None, action, OPEN)


@pytest.mark.parametrize("role", Role)
def test_a_role_does_what_it_is_for_and_nothing_else(role):
    assert {action for action in Action if may(account(role), action)} == DOES[role]


@pytest.mark.parametrize("which", CASES)
@pytest.mark.parametrize("role", Role)
def test_a_case_is_read_and_written_by_whom_it_concerns(role, which):
    who, case = account(role), CASES[which]
    assert may(who, Action.READ_CASE, case) is (which in READ.get(role, ()))
    assert may(who, Action.WRITE, case) is (which in WRITTEN.get(role, ()))


@pytest.mark.parametrize("which", CASES)
@pytest.mark.parametrize("action", [A.READ_REQUESTS, A.ANSWER])
def test_a_partner_sees_what_their_body_was_asked_unless_it_is_restricted(
    action, which
):
    sees = may(account(Role.PARTNER), action, CASES[which])
    assert sees is (which in {"about which their body was asked", ASKED_AS_JOINT})


@pytest.mark.parametrize("which", CASES)
def test_an_account_without_an_area_sees_no_case(which):
    nowhere = account(Role.LEAD)._replace(areas=frozenset())
    assert not any(may(nowhere, action, CASES[which]) for action in Action)


@pytest.mark.parametrize("which", CASES)
def test_a_role_nobody_thought_of_may_do_nothing(which):
    visitor = account("visitor")
    assert not any(may(visitor, action) for action in Action)
    assert not any(may(visitor, action, CASES[which]) for action in Action)


def test_every_role_has_been_thought_of():
    assert set(ALLOWED) == set(Role)
