"""Assessing the risk on its page."""

from datetime import date

import pytest

from asbreview.domain.risk import Band
from desk import date_in, desk, filled_in, words

TODAY = date(2026, 3, 13)
AT = "/risk/new"
ANSWERS = {  # 2 + 2 + 2 + 0 + 2 + 0 = 8 points: medium, from 5
    "risk-frequency": "weekly",
    "risk-worsening": "yes",
    "risk-targeted": "yes",
    "risk-violence": "no",
    "risk-effect": "some",
    "risk-support": "yes",
}


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply()
        yield work.on(TODAY)


def made(work):
    return list(work.case.evidence.assessments.values())


def test_the_matrix_is_answered_once_by_whoever_is_signed_in(work):
    assert "The risk has not been assessed yet." in work.get("/risk").text
    form = work.get(AT)
    assert "are an example (example-1), to be replaced" in form.text
    assert filled_in(form)["assessor_name"] == ["Sam Reed"]
    fields = filled_in(form) | ANSWERS
    work.send(AT, fields)
    page = words(work.send(AT, fields))  # a double click
    assert "Medium risk , assessed on Friday 13 March 2026" in page
    assert "Sam Reed, East Cambridgeshire District Council" in page
    assert "8, by the matrix example-1" in page
    assert "Most weeks" in page
    assert [(a.points, a.band, a.overrides) for a in made(work)] == [
        (8, Band.MEDIUM, False)
    ]


def test_another_band_than_the_points_needs_a_reason(work):
    page = work.send(AT, filled_in(work.get(AT)) | ANSWERS | {"band": "high"})
    assert page.status_code == 409
    assert '<a href="#remarks">Enter why the band is not the one' in page.text
    assert filled_in(page)["risk-frequency"] == ["weekly"]
    page = work.send(AT, filled_in(page) | {"remarks": "A threat was made today."})
    assert "own judgement" in words(page)
    assert [(a.band, a.overrides) for a in made(work)] == [(Band.HIGH, True)]


def test_what_is_left_open_is_asked_for(work):
    page = work.fill_in(AT, **date_in("assessed_on", date(2026, 3, 14)))
    assert page.status_code == 422
    assert page.text.count('<a href="#risk-') == 6
    assert '<a href="#risk-violence">Answer: Has there been violence' in page.text
    fields = filled_in(page) | ANSWERS
    page = work.send(AT, fields)
    assert '<a href="#assessed_on-day">The assessment' in page.text
    assert made(work) == []


def test_an_assessment_too_old_for_an_outcome_says_so(work):
    work.tale.assess(date(2026, 3, 3))
    says = "An outcome needs one made in the 28 days before it"
    assert says not in work.on(date(2026, 3, 31)).get("/risk").text
    page = work.on(date(2026, 4, 1)).get("/risk")
    assert f"This assessment is 29 days old. {says}" in words(page)
    assert says not in work.get("/risk", as_of="2026-03-31").text
    assert "/risk/new" not in work.get("/risk", as_of="2026-03-31").text


def test_an_assessment_recorded_in_error_stays_on_the_page(work):
    work.tale.assess(TODAY)
    at = f"/risk/{made(work)[0].assessment_id}/in-error"
    page = words(work.on(TODAY).fill_in(at, reason="Another victim's"))
    assert "because: Another victim's" in page
    assert "The risk has not been assessed yet." in page
    assert made(work) == []
    page = work.as_auditor().get("/risk")
    assert "/risk/new" not in page.text
    assert work.get(AT).status_code == 403
