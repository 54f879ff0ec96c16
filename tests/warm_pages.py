"""Pages that are made before a server of theirs is forked, for `warm_start`.

To find out what each address asks for and to compile the components takes a server
more than a second of a core.  Every installation's are the same, and nothing runs in
them yet.  The templates of all pages are left to whoever shows them: to compile them
all takes longer than it saves.
"""

import threading

from asbreview.web import app

_made = app.routes_to(app.PAGES)
app.routes_to = lambda _pages: _made
assert threading.active_count() == 1, "what is forked has begun nothing"
