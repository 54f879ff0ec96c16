"""What the environment says of signing in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, NamedTuple

from asbreview.access.accounts import Role
from asbreview.access.policy import roles_reaching_far
from asbreview.access.sessions import Limits
from asbreview.refusal import CannotStart

VARIABLE: Final = "ASBREVIEW_SECOND_FACTOR"
PROOF: Final = "ASBREVIEW_ASK_AGAIN"
LONGEST: Final = 600  # minutes: no session lasts longer


class SigningInSettings(NamedTuple):
    """How one signs in: the roles that have to have a second factor.

    After `proof` what reaches far asks again who it is.
    """

    two_factors: frozenset[Role] = frozenset()
    proof: timedelta = Limits().proof


BY_PASSWORD_ALONE: Final = SigningInSettings()


def read_signing_in(
    told: Mapping[str, str], *, demonstration: bool
) -> SigningInSettings:
    """Read how one signs in; a role that there is not is `CannotStart`.

    The accounts of a demonstration need no second factor, whatever is set.
    """
    two_factors = frozenset[Role]() if demonstration else _roles(told[VARIABLE])
    return SigningInSettings(two_factors, _minutes(told[PROOF]))


def _minutes(told: str) -> timedelta:
    if not told:
        return Limits().proof
    if not told.isascii() or not told.isdecimal() or not 1 <= int(told) <= LONGEST:
        raise CannotStart(
            f"{PROOF} is {told!r}; it must be a number of minutes from 1 to {LONGEST}."
        )
    return timedelta(minutes=int(told))


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
