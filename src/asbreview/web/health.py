"""Whether the program runs, and whether it can do its work: for whoever watches it."""

from typing import Any, Final

from eventsourcing.persistence import PersistenceError
from litestar import Controller, get
from litestar.response import Response
from sqlalchemy.exc import SQLAlchemyError

from asbreview.web.given import Given, Installation
from asbreview.web.sessions import ASKS_NOBODY
from projections.health import Standing, standing_of

MOST_BEHIND: Final = 5_000
"""So many events may a view lag; beyond, its pages tell of a past too far away."""


class Health(Controller):
    """Two addresses that a proxy or a watchman asks every few seconds."""

    @get("/healthz", opt={ASKS_NOBODY: True}, sync_to_thread=False)
    def runs(self) -> Response[Any]:
        """Say that the process answers, whatever becomes of the databases."""
        return Response({"status": "running"})

    @get("/readyz", opt={ASKS_NOBODY: True}, sync_to_thread=True)
    def can_work(self, installation: Given) -> Response[Any]:
        """Say whether the databases can be had and the views keep up; 503 if not."""
        told = readiness(installation)
        return Response(told, status_code=200 if told["ready"] else 503)


def readiness(given: Installation) -> dict[str, Any]:
    """Return how things stand, in numbers and names of views; nothing of any case."""
    try:
        end = given.reviews.end_of_log()
        with given.views.connect() as db:
            views = standing_of(db)
        with given.office.reading():
            pass
        given.keyring.destructions()
    except (PersistenceError, SQLAlchemyError) as away:
        return {"ready": False, "because": f"a database is away: {type(away).__name__}"}
    return {
        "ready": all(_keeps_up(view, end) for view in views),
        "log": end,
        "views": {
            view.projection: {
                "behind": max(0, end - view.position),
                "parked": view.parked,
                "halted": view.halted,
            }
            for view in views
        },
    }


def _keeps_up(view: Standing, end: int) -> bool:
    return not view.halted and end - view.position <= MOST_BEHIND
