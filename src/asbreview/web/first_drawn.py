"""What is drawn first: the templates that are compiled before it is said to serve.

To compile one takes some five milliseconds, and whoever asks for a page first would
wait for each that it is made of.  All there are would take two seconds of each start.
"""

from typing import Final

from litestar import Litestar
from litestar.plugins.jinja import JinjaTemplateEngine

FIRST: Final = (
    "layout/",
    "signing_in/show.",
    "queue/",
    "overview/",
    "figures/show.",
    "figures/_",
)
"""How the names begin: the frame of every page, signing in, queue, case, figures."""


def compile_first(app: Litestar) -> None:
    """Compile what the first pages are drawn by."""
    engine = app.template_engine
    assert isinstance(engine, JinjaTemplateEngine)  # noqa: S101  `routes_to` gives it
    templates = engine.engine
    for name in templates.list_templates():
        if name.startswith(FIRST):
            templates.get_template(name)
