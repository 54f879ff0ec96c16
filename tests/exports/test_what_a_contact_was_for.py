"""What a contact was for is told in each export, where somebody said it."""

from datetime import date

from sqlalchemy import create_engine

from any_history import in_memory
from asbreview.domain.contact.facts import Direction, WasFor
from asbreview.domain.people import Channel
from asbreview.exports.object_log import ObjectLog
from asbreview.exports.pseudonyms import Pseudonyms
from asbreview.exports.table_rows import TableRows
from asbreview.exports.tables import TABLES
from asbreview.store.log import EventLog
from journey import Journey
from projections.every import ALL
from projections.projector import Projector

ON = date(2026, 3, 4)
SAID = [None, WasFor.HOW_IT_GOES, WasFor.ANSWERED_US]
AS_WRITTEN = [None, "they asked how it is going", "they answered us"]


def they_ring(reviews):
    case = Journey(reviews, 7).stand().apply()
    for was_for in SAID:
        reviews.make_contact(
            case.case_id,
            person_id=reviews.case(case.case_id).contact.applicant_id,
            channel=Channel.PHONE,
            direction=Direction.TO_US,
            made_on=ON,
            said="MARKERSAID",
            was_for=was_for,
            signed=case.signed(ON),
        )


def test_of_a_contact_the_events_and_the_steps_say_what_it_was_for():
    with in_memory() as reviews:
        they_ring(reviews)
        log = EventLog(reviews)
        told = list(ObjectLog(log).events())
        views = create_engine("sqlite://")
        Projector(log, views, ALL).catch_up()
        with views.connect() as db:
            rows = list(TableRows(db, Pseudonyms(b"s" * 32)).of("steps"))
        views.dispose()
    calls = [each for each in told if each.kind == "contact.contact-made"]
    assert [each.attributes.get("was_for") for each in calls] == AS_WRITTEN
    assert sum("was_for" in each.attributes for each in told) == 2
    names = [column.name for column in TABLES["steps"]]
    steps = [dict(zip(names, row, strict=True)) for row in rows]
    rung = [s["was_for"] for s in steps if s["happened"] == "contact.contact-made"]
    assert rung == AS_WRITTEN
    assert sum(s["was_for"] is not None for s in steps) == 2
