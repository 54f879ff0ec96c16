"""Pages that are made before a server of theirs is forked, for `warm_start`.

To find out what each address asks for and to compile the templates takes a server a
second of a core.  Every installation's are the same, and nothing runs in them yet.
"""

import threading

from asbreview.web import app

_made = app.routes_to(app.PAGES)
for _name in _made.template_engine.engine.list_templates():
    _made.template_engine.engine.get_template(_name)
app.routes_to = lambda _pages: _made
assert threading.active_count() == 1, "what is forked has begun nothing"
