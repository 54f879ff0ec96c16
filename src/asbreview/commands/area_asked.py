"""An area, as the command line asks for it: by its id, or by any name it has had."""

from collections.abc import Mapping

import click
from sqlalchemy import Connection

from asbreview.domain.procedure_adoption import Standing
from asbreview.installation import Installation
from asbreview.procedures.reading import read_procedure
from projections.reporting import areas


def area_asked(installation: Installation, db: Connection, area: str) -> str:
    """Return the id of the area asked for; wrong usage where that is none, or several.

    The areas are those that have cases, and those that the installation is set up for.
    """
    settings = installation.settings
    shipped = (settings.procedure, *settings.other_procedures)
    own = {read_procedure(name).procedure_id for name in shipped}
    names = {
        area_id: _names(installation, area_id) for area_id in sorted({*own, *areas(db)})
    }
    return _id_of(area, names)


def _names(installation: Installation, area_id: str) -> tuple[str, ...]:
    """Return what an area has been called, the last first."""
    versions = reversed(installation.reviews.procedure_versions(area_id))
    adopted = (each for each in versions if each.standing is Standing.ADOPTED)
    return tuple(dict.fromkeys(each.procedure.area for each in adopted))


def _id_of(area: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """Return the id of the area asked for, by its id or by any name it has had."""
    found = [area] if area in names else [i for i in names if area in names[i]]
    if len(found) == 1:
        return found[0]
    if found:
        says = f"several are called that; choose one of {', '.join(found)}"
    else:
        known = sorted({name for called in names.values() for name in called[:1]})
        says = f"no such area here; choose one of {', '.join(known)}"
    raise click.BadParameter(says, param_hint="--area")
