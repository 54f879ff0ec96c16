"""The page of the chronology, and the form that puts on file what a body did."""

from datetime import date, timedelta

import pytest

from desk import date_in, desk, filled_in, parsed, words
from journey import BODIES
from projections.timeline import timeline_of

TODAY = date(2026, 3, 12)  # a Thursday
NEW = "/chronology/responses/new"


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply().decide()
        yield work.on(TODAY)


def put(work, **changed):
    fields = filled_in(work.get(NEW)) | {
        "body_id": str(BODIES[0]),
        **date_in("done_on", date(2026, 1, 15)),
        "did": "Two officers visited",
        "tells_of": ["the applicant"],
        "may_be_told": "true",
        **changed,
    }
    return work.send(NEW, fields)


def test_what_a_body_did_is_put_on_file_and_shown_on_its_day(work):
    second = work.case.evidence.complaints[1].complaint_id
    page = put(work, to_complaint=str(second))
    says = words(page)
    assert "What the body did is on file." in says
    at = says.index("to the complaint of Tuesday 6 January 2026")
    row = says[says.rindex("Thursday 15 January 2026", 0, at) : at + 400]
    assert "After the threshold was decided" in row
    assert "Did: Two officers visited" in row
    assert "Source: what the body says. Recorded on Thursday 12 March 2026" in row
    assert "No response to the complaint of Tuesday 6 January 2026" not in says
    assert "No response to the complaint of Wednesday 21 January 2026" in says


def test_the_page_says_what_a_silence_is_measured_by(work):
    says = words(work.get("/chronology"))
    assert "longer than 28 days. That measure is ours" in says


def test_as_of_a_day_before_it_the_response_is_not_there(work):
    put(work)
    work.on(date(2026, 3, 16))
    assert "Two officers visited" in work.get("/chronology").text
    then = work.get("/chronology", as_of="2026-03-11")
    assert "Two officers visited" not in then.text
    assert "Put on file what a body did" not in then.text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"did": ""}, "Enter what the body did"),
        ({"body_id": ""}, "Select which body did it"),
        ({"tells_of": []}, "Select whom it tells of"),
        ({"may_be_told": ""}, "Select whether the applicant may be told"),
        ({"to_complaint": "of-another"}, "Select which complaint it answered"),
        (date_in("done_on", date(2026, 3, 13)), "cannot be in the future"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(work, changed, says):
    before = work.reviews.end_of_log()
    page = put(work, **changed)
    assert says in page.text
    if "did" not in changed:
        assert "Two officers visited" in page.text
    assert work.reviews.end_of_log() == before


def test_it_can_be_recorded_in_error_and_is_struck(work):
    put(work)
    with work.installation.views.connect() as db:
        (line,) = (
            line
            for line in timeline_of(db, work.tale.case_id)
            if line.topic == "evidence.response-put-on-file"
        )
    at = f"/history/{line.position}/in-error"
    work.send(at, filled_in(work.get(at)) | {"reason": "Another street"})
    assert work.case.evidence.responses == {}
    says = words(work.get("/chronology"))
    assert "Recorded in error it counts for nothing" in says
    assert "Two officers visited" in says


def test_an_auditor_reads_it_and_is_offered_nothing_to_record(work):
    work.as_auditor()
    page = work.get("/chronology")
    assert page.status_code == 200
    assert "Put on file what a body did" not in page.text


def test_it_says_by_which_signed_head_its_dates_can_be_shown(work):
    told = words(work.get("/chronology"))
    assert "No head of the log was signed by then: nothing vouches" in told
    signed_at = work.clock()
    head = work.installation.ledger.sign(signed_at)
    told = words(work.get("/chronology"))
    assert f"is over its first {head.size} entries, of all cases" in told
    assert f"Its hash: {head.hash.hex()}" in told
    assert "came in after it" not in told


def test_of_an_instant_it_has_the_head_of_then_and_not_a_later_one(work):
    first = work.installation.ledger.sign(work.clock())
    then = {"as_of": (work.clock() + timedelta(seconds=1)).isoformat()}
    work.on(date(2026, 3, 16))
    put(work)
    second = work.installation.ledger.sign(work.clock())
    said = words(work.get("/chronology", **then))
    assert f"Its hash: {first.hash.hex()}" in said
    assert "A signed head of 12 March 2026" in said
    assert second.hash.hex() not in said
    said = words(work.get("/chronology"))
    assert f"Its hash: {second.hash.hex()}" in said
    assert first.hash.hex() not in said


def test_a_head_that_was_signed_later_vouched_for_nothing_then(work):
    asked_at = work.clock() - timedelta(seconds=1)
    work.installation.ledger.sign(work.clock())
    then = {"as_of": asked_at.isoformat()}
    assert "No head of the log was signed by then" in words(
        work.get("/chronology", **then)
    )


def rows(page):
    """What the rows of a chronology say, in their order."""
    found = parsed(page.text).xpath("//ol/li[contains(@class, 'chronology__row')]")
    return [" ".join(row.text_content().split()) for row in found]


def test_a_long_chronology_comes_in_parts_and_is_printed_whole(work, monkeypatch):
    """What is missing is told of all of it, on each part."""
    whole = work.get("/chronology")
    monkeypatch.setattr("asbreview.web.part_shown.LINES", 5)
    count = -(-len(rows(whole)) // 5)
    assert count >= 3
    parts = [work.get("/chronology", part=str(n + 1)) for n in range(count)]
    assert [row for page in parts for row in rows(page)] == rows(whole)
    for page in parts:
        assert "No response to the complaint of Tuesday 6 January 2026" in words(page)
        assert "the whole chronology is printed from" in words(page)
    assert f"Lines 6 to 10 of {len(rows(whole))}" in words(parts[1])
    assert rows(work.get("/chronology", all="yes")) == rows(whole)
    then = work.get("/chronology", part="2", as_of="2026-03-12")
    (link,) = parsed(then.text).xpath("//a[contains(., 'All on one page')]/@href")
    assert "as_of=2026-03-12" in link
    assert "part=" not in link
