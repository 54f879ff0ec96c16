"""The areas an account sees: each whose review procedures are in force here."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from litestar.exceptions import PermissionDeniedException

from asbreview.access.accounts import Account
from asbreview.domain.procedure_adoption import Standing
from asbreview.web.given import Installation

NO_AREA: Final = (
    "Your account sees no area yet. Ask whoever keeps the accounts to say which."
)


def own_areas(given: Installation, who: Account) -> dict[str, str]:
    """Return their areas: what each was last called, by its id.

    The installation's own comes first, then by id.  Two may be called alike.  403 where
    there is none: nothing is shown to an account without an area.
    """
    first = given.settings.procedure
    named = {
        area_id: version.procedure.area
        for area_id in sorted(who.areas, key=lambda id_: (id_ != first, id_))
        for version in given.reviews.procedure_versions(area_id)
        if version.standing is Standing.ADOPTED
    }
    if not named:
        raise PermissionDeniedException(NO_AREA)
    return named


def own_area(given: Installation, who: Account) -> str:
    """Return the id of the area that they begin with."""
    return next(iter(own_areas(given, who)))


def area_choices(areas: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what a form offers of some areas, names by id.

    Of those that are called alike, the id says which is which.
    """
    often = Counter(areas.values())
    choices = [
        {"value": id_, "text": name if often[name] == 1 else f"{name} ({id_})"}
        for id_, name in areas.items()
    ]
    return [{"value": "", "text": "Choose one"}, *choices]
