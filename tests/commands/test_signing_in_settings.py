"""Who has to have a second factor, and what asks again: set, and found wrong."""

from datetime import timedelta

import pytest

from asbreview.access.accounts import Role
from asbreview.refusal import CannotStart
from asbreview.settings import Settings

SECRET = {"ASBREVIEW_SECRET": "s" * 32}


def roles(told="", **how):
    told = SECRET | {"ASBREVIEW_SECOND_FACTOR": told}
    return Settings.read(told, **how).signing_in.two_factors


def test_whoever_keeps_accounts_leads_or_may_forget_a_person_has_to_unless_told():
    assert roles() == {Role.ADMINISTRATOR, Role.LEAD, Role.CASEWORKER}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("none", set()),
        ("administrator", {Role.ADMINISTRATOR}),
        (" Lead, auditor ", {Role.LEAD, Role.AUDITOR}),
        (",".join(Role), set(Role)),
    ],
)
def test_other_roles_may_be_told(told, expected):
    assert roles(told) == expected


def test_in_a_demonstration_nobody_has_to():
    assert roles("administrator", demonstration=True) == set()


@pytest.mark.parametrize("told", ["admin", "none,lead", "yes"])
def test_a_role_that_there_is_not_is_told(told):
    with pytest.raises(CannotStart, match="must be `none`, or roles with commas"):
        roles(told)


def proof(told):
    return Settings.read(SECRET | {"ASBREVIEW_ASK_AGAIN": told}).signing_in.proof


def test_what_reaches_far_asks_again_after_a_quarter_of_an_hour_unless_told():
    assert proof("") == timedelta(minutes=15)
    assert proof("5") == timedelta(minutes=5)


@pytest.mark.parametrize("told", ["0", "-5", "601", "ten", "1.5"])
def test_a_time_that_cannot_be_is_told(told):
    with pytest.raises(CannotStart, match="a number of minutes from 1 to 600"):
        proof(told)
