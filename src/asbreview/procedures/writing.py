"""From a procedure to its TOML: what reads back is the same procedure."""

from typing import Any, Final

import tomli_w

from asbreview.domain.procedure import Procedure

MADE_FROM_OTHERS: Final = "body_id"  # of its slug


def as_toml(procedure: Procedure) -> str:
    """Return the text of a procedure, whole; defaults are left out."""
    told = procedure.model_dump(mode="python", exclude_defaults=True)
    return tomli_w.dumps(_plain(told), multiline_strings=False)


def _plain(value: Any) -> Any:
    """Leave out what a TOML has no word for, and what follows from the rest."""
    match value:
        case dict():
            return {
                name: _plain(inner)
                for name, inner in value.items()
                if inner is not None and name != MADE_FROM_OTHERS
            }
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return value
