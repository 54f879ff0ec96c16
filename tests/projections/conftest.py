"""A log, the views made from it, and what feeds them: real files, in a folder."""

import pytest

from asbreview.store.log import EventLog
from journey import Journey
from places import IN_FOLDER_AND_ONCE_MORE, place_of
from projections.every import ALL
from projections.projector import Projector


@pytest.fixture(params=IN_FOLDER_AND_ONCE_MORE)
def place(request, tmp_path):
    return place_of(request.param, tmp_path)


@pytest.fixture
def reviews(place):
    with place.opened() as reviews:
        yield reviews


@pytest.fixture
def views(place):
    views = place.views()
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
