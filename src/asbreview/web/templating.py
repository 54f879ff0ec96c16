"""The templates: ours strict, the GOV.UK macros as lenient as they are written."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import (
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.runtime import Macro

from asbreview.domain.evidence.tells_of import says_whom, told_of
from asbreview.web.typed import SECRET
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
    "exit-this-page",
    "fieldset",
    "file-upload",
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
MOST_DRAWN: Final = 1_000
FILTERS: Final = {
    "day": day,
    "moment": moment,
    "due": due,
    "counted": counted,
    "told_of": told_of,
    "says_whom": says_whom,
}


class DrawnOnce:
    """Draws a component as it was drawn before, where it is told the same.

    A third of a page's time went into drawing its frame and its filters.  Only what
    holds words of the program's own is drawn so, never what tells of a person: it
    would be kept in mind after the person was forgotten.
    """

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, str], str] = {}

    def __len__(self) -> int:
        """Return how many drawings are kept in mind."""
        return len(self._drawn)

    def __call__(self, component: Macro, told: Mapping[str, Any]) -> str:
        """Return the component; what is marked safe and what is not differ."""
        key = component.name, repr(told)
        drawn = self._drawn.get(key)
        if drawn is None:
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            drawn = self._drawn[key] = component(told)
        return drawn


def _as_drawn(drawn: str, *_: object) -> str:
    """Return what a component draws as it is.

    The macros indent what they are given to hold: a text of several lines that
    somebody typed would be longer by some spaces whenever it is shown again.
    """
    return drawn


@cache
def templates(address_of: Callable[[str], str]) -> Environment:
    """Return the environment in which a misspelt name of ours is an error.

    The macros read many names that may be missing, so they are compiled where that
    is allowed; here they are only called, as `govuk_error_summary` and so on.
    `asset("govuk.css")` gives a file's address, by `address_of`; `drawn_once` draws a
    component that tells of nobody.  It is made once in a process: compiling the macros
    takes a second.
    """
    strict = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    lenient = Environment(
        loader=PrefixLoader(
            {"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}
        ),
        autoescape=True,
        auto_reload=False,
    )
    lenient.filters["indent"] = _as_drawn
    for component in COMPONENTS:
        path = f"govuk_frontend_jinja/components/{component}/macro.html"
        macro = getattr(lenient.get_template(path).module, _macro(component))
        strict.globals[f"govuk_{component.replace('-', '_')}"] = macro
    strict.globals["asset"] = address_of
    strict.globals["secret_fields"] = SECRET
    strict.globals["drawn_once"] = DrawnOnce()
    strict.filters |= FILTERS
    return strict


def _macro(component: str) -> str:
    return "govuk" + "".join(word.title() for word in component.split("-"))
