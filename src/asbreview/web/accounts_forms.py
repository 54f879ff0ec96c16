"""What may be typed about accounts."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from asbreview.access.accounts import Role
from asbreview.web.forms import Form, Line, RestingForm, Says


class AccountForm(Form):
    """What an account is to be."""

    SAYS: ClassVar = {
        "role": Says.select("the role"),
        "body_id": Says.select("the body they act for"),
        "areas": Says.select("the areas whose cases they see"),
    }

    role: Role
    body_id: UUID
    areas: tuple[str, ...] = ()


Password = Annotated[str, Field(max_length=1_000)]


class ChangeForm(AccountForm, RestingForm):
    """What an account is to be, that was something else."""


class OpenForm(AccountForm):
    """Somebody who is to sign in."""

    SAYS: ClassVar = {
        "sign_in_name": Says.enter("their email address"),
        "name": Says.enter("their name"),
        "password": Says.enter("a first password"),
        **AccountForm.SAYS,
    }

    sign_in_name: Line
    name: Line
    password: Password


class PasswordForm(Form):
    """Another password."""

    SAYS: ClassVar = {"password": Says.enter("another password")}

    password: Password


class IdentityForm(Form):
    """By which subject the identity provider knows somebody."""

    SAYS: ClassVar = {"subject": Says.enter("the subject")}

    subject: Line


class SureForm(Form):
    """Nothing but that it is meant."""
