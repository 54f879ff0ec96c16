"""The templates: ours strict, the GOV.UK macros as lenient as they are written."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import (
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)

from asbreview.web.words import counted, day, due, moment

TEMPLATES: Final = Path(__file__).parent / "templates"
COMPONENTS: Final = (
    "back-link",
    "breadcrumbs",
    "button",
    "character-count",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "generic-header",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "panel",
    "password-input",
    "phase-banner",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tabs",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
)
FILTERS: Final = {"day": day, "moment": moment, "due": due, "counted": counted}


@cache
def templates(address_of: Callable[[str], str]) -> Environment:
    """Return the environment in which a misspelt name of ours is an error.

    The macros read many names that may be missing, so they are compiled where that
    is allowed; here they are only called, as `govuk_error_summary` and so on.
    `asset("govuk.css")` gives a file's address, by `address_of`.  It is made once in a
    process: compiling the macros takes a second.
    """
    strict = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    lenient = Environment(
        loader=PrefixLoader(
            {"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}
        ),
        autoescape=True,
    )
    for component in COMPONENTS:
        path = f"govuk_frontend_jinja/components/{component}/macro.html"
        macro = getattr(lenient.get_template(path).module, _macro(component))
        strict.globals[f"govuk_{component.replace('-', '_')}"] = macro
    strict.globals["asset"] = address_of
    strict.filters |= FILTERS
    return strict


def _macro(component: str) -> str:
    return "govuk" + "".join(word.title() for word in component.split("-"))
