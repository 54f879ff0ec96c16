"""Who is the second officer: a lead, where there is one; else any other officer."""

from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role
from asbreview.access.policy import CaseKnown
from asbreview.access.second_officer import second_officers

ELY = "ely"


def account(number, role, areas=(ELY,)):
    name = f"{role} {number}"
    return Account(UUID(int=number), name, name, role, UUID(int=9), frozenset(areas))


PROPOSES = account(1, Role.CASEWORKER)
OTHER = account(2, Role.CASEWORKER)
LEAD = account(3, Role.LEAD)
SECOND_LEAD = account(4, Role.LEAD)
AUDITOR = account(5, Role.AUDITOR)
KEEPER = account(6, Role.ADMINISTRATOR)
ELSEWHERE = account(7, Role.LEAD, areas=("march",))
OPEN = CaseKnown(UUID(int=50), ELY)
RESTRICTED = OPEN._replace(is_restricted=True, named=(PROPOSES.account_id,))
CONFLICTED = OPEN._replace(conflicted=(LEAD.account_id,))


@pytest.mark.parametrize(
    ("accounts", "case", "found"),
    [
        pytest.param([PROPOSES], OPEN, [], id="alone"),
        pytest.param([PROPOSES, OTHER, LEAD], OPEN, [LEAD], id="a lead"),
        pytest.param([PROPOSES, OTHER], OPEN, [OTHER], id="no lead: another officer"),
        pytest.param([PROPOSES, AUDITOR, KEEPER], OPEN, [], id="nobody records"),
        pytest.param([PROPOSES, ELSEWHERE], OPEN, [], id="a lead of another area"),
        pytest.param([PROPOSES, OTHER, LEAD], CONFLICTED, [OTHER], id="in conflict"),
        pytest.param([PROPOSES, OTHER], RESTRICTED, [], id="restricted to one"),
    ],
)
def test_who_may_approve_what_a_caseworker_proposes(accounts, case, found):
    assert (
        second_officers(accounts, case, beside=PROPOSES.account_id, named=PROPOSES.name)
        == found
    )


def test_a_lead_who_proposes_is_approved_by_another_lead_and_never_by_themselves():
    beside = {"beside": LEAD.account_id, "named": LEAD.name}
    both = [PROPOSES, LEAD, SECOND_LEAD]
    assert second_officers(both, OPEN, **beside) == [SECOND_LEAD]
    assert second_officers([PROPOSES, LEAD], OPEN, **beside) == [PROPOSES]
    assert second_officers([LEAD], OPEN, **beside) == []


def test_another_account_of_the_same_name_may_be_the_same_person_and_approves_nothing():
    twin = account(8, Role.LEAD)._replace(name=PROPOSES.name.upper())
    beside = {"beside": PROPOSES.account_id, "named": PROPOSES.name}
    assert second_officers([PROPOSES, twin], OPEN, **beside) == []
    assert second_officers([PROPOSES, twin, LEAD], OPEN, **beside) == [LEAD]
