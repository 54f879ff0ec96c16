"""Figures for whoever watches a process, on a port of their own.

They are asked of the installation when somebody asks for them.  Nothing in them tells
of a case or a person: names of views and numbers.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from eventsourcing.persistence import PersistenceError
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from asbreview.domain.letter.facts import Status
from asbreview.installation import Installation
from asbreview.keeping_files import missing_files
from asbreview.refusal import CannotStart
from projections.health import Standing, standing_of
from projections.letters import letters_that_are

TEN_MINUTES: Final = 600.0  # seconds
OPEN: Final = (
    Status.DRAFTED,
    Status.PREPARED,
    Status.HANDED_OVER,
    Status.SENDING,
    Status.UNKNOWN,
    Status.HELD,
)


@contextmanager
def measured(installation: Installation) -> Iterator[None]:
    """Serve the figures, if a port is set for them; `CannotStart` if it is taken."""
    settings = installation.settings
    if settings.metrics_port is None:
        yield
        return
    registry = CollectorRegistry()
    for collector in (Figures(installation), ProcessCollector(registry=None)):
        registry.register(collector)
    GCCollector(registry=registry)
    try:
        server, thread = start_http_server(
            settings.metrics_port, settings.metrics_address, registry
        )
    except OSError as taken:
        raise CannotStart(
            f"Port {settings.metrics_port} cannot be used for the figures"
            f" ({taken.strerror}). Choose another with ASBREVIEW_METRICS_PORT,"
            " or another address with ASBREVIEW_METRICS_ADDRESS."
        ) from taken
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Figures(Collector):
    """What an installation can say of itself at this moment."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._missing, self._looked_at = 0, float("-inf")

    def collect(self) -> Iterable[Metric]:
        """Ask the databases; where one is away, say just that."""
        up = GaugeMetricFamily(
            "asbreview_databases_up", "1 if every database answers, 0 if one is away"
        )
        try:
            found = list(self._found())
        except (PersistenceError, SQLAlchemyError):
            up.add_metric([], 0)
            return [up]
        up.add_metric([], 1)
        return [up, *found]

    def _found(self) -> Iterator[Metric]:
        end = self._installation.reviews.end_of_log()
        yield GaugeMetricFamily(
            "asbreview_log_position", "Position of the last event", value=end
        )
        with self._installation.views.connect() as db:
            views = standing_of(db)
            letters = [row.status for row in letters_that_are(db, *OPEN)]
        yield from _of_views(views, end)
        says = "Letters that have not gone, by status"
        waiting = GaugeMetricFamily("asbreview_letters", says, labels=["status"])
        for status in OPEN:
            waiting.add_metric([status.value], letters.count(status))
        yield waiting
        yield GaugeMetricFamily(
            "asbreview_evidence_missing",
            "Files given as evidence that are on record and are not there",
            value=self._files_missing(),
        )

    def _files_missing(self) -> int:
        """Count them, every ten minutes at most: each file is looked for."""
        if monotonic() - self._looked_at >= TEN_MINUTES:
            self._missing = len(missing_files(self._installation))
            self._looked_at = monotonic()
        return self._missing


def _of_views(views: list[Standing], end: int) -> Iterator[Metric]:
    label = ["view"]
    behind = GaugeMetricFamily(
        "asbreview_view_behind_events", "Events a view has not taken in", labels=label
    )
    parked = GaugeMetricFamily(
        "asbreview_view_parked_cases", "Cases a view has set aside", labels=label
    )
    halted = GaugeMetricFamily(
        "asbreview_view_halted", "1 if a view takes in nothing more", labels=label
    )
    for view in views:
        behind.add_metric([view.projection], max(0, end - view.position))
        parked.add_metric([view.projection], view.parked)
        halted.add_metric([view.projection], int(view.halted))
    yield from (behind, parked, halted)
