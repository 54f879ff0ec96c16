"""What is asked about who is to know what an item says."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from asbreview.access.accounts import Role
from asbreview.web.forms import RestingForm, Says, Text


class Shows(StrEnum):
    """Who is shown what an item says."""

    SOME = "some"
    ALL = "all"


class KeepForm(RestingForm):
    """Whom what an item says is for, and why."""

    SAYS: ClassVar = {
        "shows": Says.select("who is to know what it says"),
        "bodies": Says.select("the bodies that are to know it"),
        "roles": Says.select("the roles that are to know it"),
        "reason": Says("Enter why", "The reason"),
    }

    shows: Shows
    bodies: tuple[UUID, ...] = ()
    roles: tuple[Role, ...] = ()
    reason: Text
