"""What each role may do; whatever is not said here is refused."""

from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role
from asbreview.access.policy import ALLOWED, Action, may

CASE = UUID(int=3)


def account(role):
    return Account(UUID(int=1), "sam@ely.example", "Sam", role, UUID(int=9))


@pytest.mark.parametrize("action", Action)
def test_nobody_may_do_nothing_without_signing_in(action):
    assert not may(None, action, CASE)


@pytest.mark.parametrize("action", Action)
def test_a_caseworker_reads_and_records_but_is_not_shown_who_read(action):
    allowed = action is not Action.READ_READS
    assert may(account(Role.CASEWORKER), action, CASE) is allowed


@pytest.mark.parametrize("action", Action)
def test_an_auditor_reads_everything_and_records_nothing(action):
    assert may(account(Role.AUDITOR), action, CASE) is (action is not Action.WRITE)


def test_a_role_nobody_thought_of_may_do_nothing():
    assert not any(may(account("visitor"), action, CASE) for action in Action)


def test_every_role_has_been_thought_of():
    assert set(ALLOWED) == set(Role)
