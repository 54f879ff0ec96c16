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


OIDC = {
    "ASBREVIEW_OIDC_ISSUER": "https://login.council.example",
    "ASBREVIEW_OIDC_CLIENT_ID": "asbreview",
    "ASBREVIEW_OIDC_CLIENT_SECRET": "a secret",
}


def oidc(**told):
    named = {f"ASBREVIEW_OIDC_{name}": value for name, value in told.items()}
    return Settings.read(SECRET | OIDC | named)


def test_an_identity_provider_is_told_and_its_secret_is_shown_to_nobody():
    told = oidc(NAME="East Council", BY_EMAIL="yes", SECOND_FACTOR="mfa, otp")
    assert told.oidc.issuer == OIDC["ASBREVIEW_OIDC_ISSUER"]
    assert told.oidc.by_email
    assert told.oidc.second_factor == {"mfa", "otp"}
    assert "a secret" not in repr(told)
    assert Settings.read(SECRET).oidc.issuer == ""
    shown = Settings.read(SECRET | OIDC, demonstration=True)
    assert shown.oidc.issuer == ""


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"ISSUER": "http://login.council.example"}, "ISSUER is"),
        ({"ISSUER": "login.council.example"}, "ISSUER is"),
        ({"ISSUER": "https://login.example?x=y"}, "ISSUER is"),
        ({"CLIENT_SECRET": ""}, "have to be set too"),
        ({"BY_EMAIL": "perhaps"}, "must be yes or no"),
    ],
)
def test_what_is_wrong_with_a_provider_is_told(told, says):
    with pytest.raises(CannotStart, match=says):
        oidc(**told)


def test_one_on_this_machine_may_do_without_https():
    assert oidc(ISSUER="http://localhost:9400").oidc.issuer == "http://localhost:9400"
