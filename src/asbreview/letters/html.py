"""A letter as a fragment of a page: for whoever checks it before it goes."""

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from asbreview.letters.document import Document

HERE: Final = Path(__file__).parent


def fragment(document: Document, *, level: int = 2) -> Markup:
    """Return a letter as HTML, its title a heading of the given level."""
    return Markup(  # noqa: S704  the template escapes whatever it is given
        _template().render(letter=document, level=level, says=document.labels)
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["a"] = lambda block, kind: type(block).__name__ == kind
    return environment.get_template("letter.html.jinja")
