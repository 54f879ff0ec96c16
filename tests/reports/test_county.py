"""The report to the local policing body: areas side by side, and what is not known."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import page
import pytest

from asbreview.domain.reporting_period import Period
from asbreview.domain.returns.facts import BrokenDown
from asbreview.reports.making import Making
from asbreview.reports.printing import printed_report
from asbreview.reviews.returns import ReturnTold
from asbreview.store.log import EventLog
from asbreview.web.returns_told import counted_of
from desk import Day
from journey import EAST_CAMBRIDGESHIRE, PROCEDURE, HandClock
from places import place_of
from projections.every import ALL
from projections.projector import Projector
from projections.reporting import statutory

FENS, EMPTY = "the-fens", "the-empty-quarter"
YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
ON = date(2026, 5, 20)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Three areas: one with a return, one without, and one without any case."""
    place = place_of("sqlite", tmp_path_factory.mktemp("county"))
    views = place.views()
    clock = HandClock(date(2024, 4, 1))
    with place.opened(clock) as reviews:
        journey, on = Day(reviews, clock).stand(), date(2024, 4, 1)
        for id_, name in ((FENS, "The Fens"), (EMPTY, "The Empty Quarter")):
            told = {"procedure_id": id_, "area": name}
            own = EAST_CAMBRIDGESHIRE.model_copy(update=told)
            reviews.record_procedure(own, in_force_from=on, signed=journey.signed(on))
        another(reviews, clock, 2).go()
        in_fens = another(reviews, clock, 3)
        in_fens.apply(date(2026, 3, 9), procedure_id=FENS, complaints=())
        in_fens.decide(date(2026, 3, 12), met=False)
        Projector(EventLog(reviews), views, ALL).catch_up()
        publish(reviews, views, journey)
        reviews.clock = clock
        yield reviews, views
    views.dispose()


def another(reviews, clock, number):
    case = Day(reviews, clock)
    case.seed = UUID(int=number)
    return case


def publish(reviews, views, journey):
    signed = journey.signed(ON)
    with views.connect() as db:
        figures = statutory(db, area_id=PROCEDURE, from_=YEAR.from_, to=YEAR.to)
    told = ReturnTold(
        period=YEAR,
        counted_as_of=signed.at,
        figures=counted_of(figures),
        broken_down=(BrokenDown(by="place", shown=(), together=(), sum_together=0),),
        published_on=ON,
        published_at="https://council.example/asb",
    )
    reviews.publish_return(PROCEDURE, told=told, signed=signed)


def report(county, period=YEAR, on=ON + timedelta(days=1)):
    reviews, views = county
    noon = datetime.combine(on, time(12), UTC)
    position = reviews.recorder.position_as_of
    making = Making(reviews, views, position, noon, on, position(noon))
    return making.county((PROCEDURE, FENS, EMPTY), period)


def table(made, section_id):
    (section,) = (s for s in made.sections if s.section_id == section_id)
    found = next(b for b in section.blocks if b.kind == "Table")
    return {row[0]: row[1:] for row in found.rows}


def test_each_areas_four_totals_stand_side_by_side(county):
    assert table(report(county), "figures") == {
        "East Cambridgeshire": ("1", "0", "0", "0"),
        "The Fens": ("1", "1", "0", "0"),
        "The Empty Quarter": ("\u2013",) * 4,  # not none: nothing is known
        "Together": ("2", "1", "0", "0"),
    }


def test_an_area_without_a_return_is_said_to_have_none(county):
    made = report(county)
    assert table(made, "returns") == {
        "East Cambridgeshire": ("1", "0", "0", "0", "20 May 2026"),
        "The Fens": (*["\u2013"] * 4, "No return is on record"),
        "The Empty Quarter": (*["\u2013"] * 4, "No return is on record"),
    }
    said = "\n".join(made.words)
    assert (
        "1 of 3 areas has published the figures of the last reporting period." in said
    )
    assert "not been published by The Fens and The Empty Quarter." in said
    assert "Nothing at all is on record of The Empty Quarter." in said


def test_before_it_was_published_no_return_is_told(county):
    made = report(county, on=date(2026, 4, 30))
    assert "0 of 3 areas have published" in "\n".join(made.words)


def test_a_joint_case_counts_in_each_area_and_once_together(county):
    reviews, views = county
    shared = another(reviews, reviews.clock, 5).apply(date(2026, 3, 10))
    reviews.make_joint(
        shared.case_id,
        with_area=FENS,
        since=date(2026, 3, 10),
        reason="The brook is the border",
        signed=shared.signed(date(2026, 5, 21)),
    )
    Projector(EventLog(reviews), views, ALL).catch_up()
    made = report(county, on=date(2026, 5, 22))
    figures = table(made, "figures")
    assert [figures[a][0] for a in ("East Cambridgeshire", "The Fens")] == ["2", "2"]
    assert figures["Together"][0] == "3"
    assert "A case of two areas is counted in each" in "\n".join(made.words)


def test_it_is_printed_for_everybody_and_names_nobody(county):
    made = report(county)
    pdf = printed_report(made)
    assert page.validate_pdf_bytes(pdf, profile="ua1").failures == []
    said = "\n".join(made.words)
    assert "MARKER" not in said
    assert "EC-26" not in said
    assert str(UUID(int=2)) not in said
