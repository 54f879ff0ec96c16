"""Pages that are made once, and then shared by the installations of many tests."""

from litestar.events import BaseEventEmitterBackend


class NoEvents(BaseEventEmitterBackend):
    """The pages emit none; Litestar's own backend is for one server at a time."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        """Nothing was begun."""

    def emit(self, event_id, *args, **kwargs):
        raise NotImplementedError(event_id)


def without_events(pages):
    """Return pages that may be served more than once at a time."""
    pages.event_emitter = NoEvents([])
    return pages
