"""A case that went the whole way, and reports on the area that it is of."""

from datetime import UTC, date, datetime, time

import pytest

from asbreview.domain.outcome.satisfaction import Answer, Answers
from asbreview.domain.people import HeardBy
from asbreview.domain.reporting_period import Period
from asbreview.reports.committee import committee_report
from asbreview.reports.gathering import gathered
from asbreview.store.log import EventLog
from journey import EAST_CAMBRIDGESHIRE, Journey
from places import place_of
from projections.every import ALL
from projections.projector import Projector

EVERYTHING = 1_000_000  # recorded in time: a position after all of them
LOOKED_AT = date(2026, 10, 5)
CLOSED_ON = date(2026, 5, 15)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A log with one case, and the views of it."""
    place = place_of("sqlite", tmp_path_factory.mktemp("whole"))
    views = place.views()
    with place.opened() as reviews:
        case = Journey(reviews).stand().go()
        reviews.say_how_it_was(
            case.case_id,
            person_id=reviews.case(case.case_id).contact.applicant_id,
            told_on=CLOSED_ON,
            how=HeardBy.PHONE,
            answers=Answers(
                process=Answer.DISSATISFIED,
                outcome=Answer.NEITHER,
                informed=Answer.NOT_ANSWERED,
            ),
            said="MARKERSAID",
            signed=case.signed(CLOSED_ON),
        )
        Projector(EventLog(reviews), views, ALL).catch_up()
        yield views, reviews.case(case.case_id)
    views.dispose()


@pytest.fixture(scope="module")
def facts_on(whole):
    """Gather the facts of a period, looked at from a day."""
    views, _ = whole

    def made(from_, to, *, on=LOOKED_AT):
        with views.connect() as db:
            return gathered(
                db,
                EAST_CAMBRIDGESHIRE,
                period=Period(from_, to),
                on=on,
                as_of=None,
                published=None,
                published_from=None,
                position_as_of=lambda _: EVERYTHING,
            )

    return made


@pytest.fixture(scope="module")
def report_on(facts_on):
    """Make the report on a period, looked at from a day."""

    def made(from_, to, *, on=LOOKED_AT):
        noon = datetime.combine(on, time(12), UTC)
        return committee_report(facts_on(from_, to, on=on), counted_at=noon)

    return made
