"""What the first pages are drawn by is compiled before pages are said to be served."""

from asbreview.web.app import PAGES, routes_to
from asbreview.web.first_drawn import FIRST, compile_first


def test_each_name_begins_some_template_that_there_is_and_they_are_kept():
    app = routes_to(PAGES)
    compile_first(app)
    templates = app.template_engine.engine
    kept = {name for _, name in templates.cache}
    for first in FIRST:
        assert [name for name in kept if name.startswith(first)]


def test_not_all_of_them_are_for_that_takes_long():
    there = routes_to(PAGES).template_engine.engine.list_templates()
    assert sum(name.startswith(FIRST) for name in there) < len(there) / 4
