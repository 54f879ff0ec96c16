"""A log, the views made from it, and what feeds them: real files, in a folder."""

import pytest

from asbreview.store.log import EventLog
from journey import Journey, opened
from projections.every import ALL
from projections.projector import Projector
from projections.views import open_views


@pytest.fixture
def reviews(tmp_path):
    with opened(tmp_path) as reviews:
        yield reviews


@pytest.fixture
def views(tmp_path):
    views = open_views(f"sqlite:///{tmp_path}/views.sqlite")
    yield views
    views.dispose()


@pytest.fixture
def projector(reviews, views):
    return Projector(EventLog(reviews), views, ALL)


@pytest.fixture
def standing(reviews):
    """The procedure and the calendar that every case stands on."""
    return Journey(reviews).stand()


@pytest.fixture
def ask(projector, views):
    """Catch up, and ask a query."""

    def asked(query, *args, **kwargs):
        projector.catch_up()
        with views.connect() as db:
            return query(db, *args, **kwargs)

    return asked
