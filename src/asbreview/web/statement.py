"""What is said of the pages themselves."""

from litestar import Controller, get

from asbreview.web.page import Page
from asbreview.web.sessions import PUBLIC


class Statement(Controller):
    """The accessibility statement."""

    @get("/accessibility", opt={PUBLIC: True}, sync_to_thread=False)
    def accessibility(self) -> Page:
        """Say how the pages can be used, and what to do where they cannot."""
        return Page("layout/accessibility.html.jinja")
