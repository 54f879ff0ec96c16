"""Who has to have a second factor: set, and found wrong at the start."""

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
