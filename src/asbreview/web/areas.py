"""The areas an account sees: each whose review procedures are in force here."""

from collections.abc import Mapping
from typing import Final

from litestar.exceptions import PermissionDeniedException

from asbreview.access.accounts import Account
from asbreview.web.given import Installation

NO_AREA: Final = (
    "Your account sees no area yet. Ask whoever keeps the accounts to say which."
)


def own_areas(given: Installation, who: Account) -> dict[str, str]:
    """Return every name that an area of theirs has had, and its id; the first is own.

    The installation's own comes first, then by id.  403 where there is none: nothing
    is shown to an account without an area.
    """
    first = given.settings.procedure
    named = {
        version.procedure.area: area_id
        for area_id in sorted(who.areas, key=lambda id_: (id_ != first, id_))
        for version in given.reviews.procedure_versions(area_id)
    }
    if not named:
        raise PermissionDeniedException(NO_AREA)
    return named


def own_area(given: Installation, who: Account) -> str:
    """Return the id of the area that they begin with."""
    return next(iter(own_areas(given, who).values()))


def area_choices(areas: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what a form offers of some areas, ids by name: each by its last name."""
    named = {area_id: name for name, area_id in areas.items()}
    choices = [{"value": area_id, "text": name} for area_id, name in named.items()]
    return [{"value": "", "text": "Choose one"}, *choices]
