"""What the environment says of signing in."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from asbreview.access.accounts import Role
from asbreview.access.policy import roles_reaching_far
from asbreview.refusal import CannotStart

VARIABLE: Final = "ASBREVIEW_SECOND_FACTOR"


class SigningInSettings(NamedTuple):
    """How one signs in: the roles that have to have a second factor."""

    two_factors: frozenset[Role] = frozenset()


BY_PASSWORD_ALONE: Final = SigningInSettings()


def read_signing_in(
    told: Mapping[str, str], *, demonstration: bool
) -> SigningInSettings:
    """Read how one signs in; a role that there is not is `CannotStart`.

    The accounts of a demonstration need no second factor, whatever is set.
    """
    if demonstration:
        return BY_PASSWORD_ALONE
    return SigningInSettings(two_factors=_roles(told[VARIABLE]))


def _roles(told: str) -> frozenset[Role]:
    names = {name.strip().casefold() for name in told.split(",") if name.strip()}
    if not names:
        return roles_reaching_far()
    if names == {"none"}:
        return frozenset()
    if unknown := names - set(Role):
        raise CannotStart(
            f"{VARIABLE} names {', '.join(sorted(unknown))}; it must be `none`, or"
            f" roles with commas between them, of: {', '.join(Role)}."
        )
    return frozenset(map(Role, names))
