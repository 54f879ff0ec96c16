"""The meeting recorded as it happens: nothing is lost, and the clocks are right."""

from datetime import date

import pytest

from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.panel.facts import Disposal
from desk import date_in, desk, filled_in, words
from journey import BODIES
from projections.deadlines import deadlines_of

SITTING = "/panel/sitting"
CAME = "came to the meeting"
MET_ON, WENT_ON = date(2026, 4, 1), date(2026, 4, 15)
AN_ISSUE = {
    "issue": "Visits were not followed up",
    "disposal": "more should have been done",
    "reasons": "Two letters lay for weeks",
}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        at_desk.tale.convene().choose()
        yield at_desk.on(MET_ON)


def begin(sam):
    return sam.fill_in(f"{SITTING}/begin")


def everybody_comes(sam):
    names = {f"attended__{n}__name": f"Person {n}" for n in range(len(BODIES))}
    return sam.fill_in(f"{SITTING}/came", **names)


def hold_panel_step(sam):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        rows = deadlines_of(db, sam.case.case_id)
    (step,) = [row for row in rows if row.timer_id == "hold-panel"]
    return step


def test_each_part_is_on_record_as_soon_as_it_is_sent(sam):
    assert "Begin the meeting" in words(sam.get(SITTING))
    assert "The meeting has begun." in words(begin(sam))
    form = filled_in(sam.get(f"{SITTING}/came"))
    assert form["attended-0-name"] == ["Odile Fenwick"]  # the chair
    assert "It is recorded who came." in words(everybody_comes(sam))
    chair = str(sam.case.panel.there[0].official_id)
    page = sam.fill_in(
        f"{SITTING}/interest",
        official_id=chair,
        interest="Her brother lives there",
        left="false",
    )
    assert "Declared an interest and stayed: Her brother lives there" in words(page)
    told = words(sam.fill_in(f"{SITTING}/issue", **AN_ISSUE))
    assert "More should have been done Two letters lay for weeks" in told
    told = words(
        sam.fill_in(
            f"{SITTING}/option", option="Mediation", chosen="false", reasons="No wish"
        )
    )
    assert "The panel is not for it No wish" in told
    # Another browser, another day: all of it is there still.
    sam.browser.cookies.clear()
    again = words(sam.on(date(2026, 4, 2)).get(SITTING))
    assert "Her brother lives there" in again
    assert "Two letters lay for weeks" in again
    assert sam.case.panel.held is None


def test_it_ends_with_what_was_recorded_and_the_outcome_is_filled_in(sam):
    begin(sam)
    everybody_comes(sam)
    sam.fill_in(f"{SITTING}/issue", **AN_ISSUE)
    sam.fill_in(
        f"{SITTING}/option", option="Noise equipment", chosen="true", reasons="Proof"
    )
    page = words(sam.fill_in(f"{SITTING}/end", victim_came=CAME))
    assert "The victim came to the meeting." in page
    assert "The meeting is recorded." in page
    assert "Held on Wednesday 1 April 2026" in page
    held = sam.case.panel.held
    assert [issue.disposal for issue in held.issues] == [Disposal.UPHELD]
    assert [person.body_id for person in held.attended][1:] != []
    assert hold_panel_step(sam).met_on == MET_ON
    outcome = filled_in(sam.get("/outcome/decide"))
    assert outcome["options-0-option"] == ["Noise equipment"]
    assert outcome["options-0-chosen"] == ["true"]
    assert outcome["options-0-reasons"] == ["Proof"]
    assert sam.get(f"{SITTING}/issue").status_code == 200
    refused = sam.fill_in(f"{SITTING}/issue", **AN_ISSUE)
    assert refused.status_code == 409
    assert "The panel has been held" in words(refused)


def test_an_adjourned_meeting_is_told_by_letter_and_stops_no_clock(sam):
    begin(sam)
    everybody_comes(sam)
    sam.fill_in(f"{SITTING}/issue", **AN_ISSUE)
    due = hold_panel_step(sam).due_on
    before = len(sam.tale.letters())
    page = sam.fill_in(
        f"{SITTING}/adjourn",
        **date_in("meets_on", WENT_ON),
        meets_at="10am",
        reason="The landlord was not there.",
    )
    told = words(page)
    assert "The meeting is adjourned." in told
    assert "Wednesday 15 April 2026 at 10:00am" in told
    assert "Began on Wednesday 1 April 2026 and adjourned, because:" in told
    step = hold_panel_step(sam)
    assert (step.met_on, step.due_on) == (None, due)
    letters = sam.tale.letters()
    assert len(letters) == before + 1
    letter = letters[-1]
    assert sam.reviews.letter(letter).kind is LetterKind.INVITATION
    said = words(sam.get(f"/letters/{letter}"))
    assert "The meeting began on Wednesday 1 April 2026" in said
    assert "The landlord was not there." in said
    sam.on(WENT_ON)
    assert "Go on with the meeting" in words(sam.get(SITTING))
    begin(sam)
    assert "Held on Wednesday 15 April 2026" in words(
        sam.fill_in(f"{SITTING}/end", victim_came=CAME)
    )
    assert hold_panel_step(sam).met_on == WENT_ON


def test_the_letter_of_an_adjourning_is_read_before_it_is_recorded(sam):
    begin(sam)
    page = sam.fill_in(
        f"{SITTING}/adjourn",
        **date_in("meets_on", WENT_ON),
        meets_at="10am",
        reason="A fire alarm.",
        preview="yes",
    )
    assert "A fire alarm." in words(page)
    assert sam.case.panel.sitting is not None


def test_fewer_bodies_than_asked_for_end_it_only_with_a_reason(sam):
    begin(sam)
    sam.fill_in(f"{SITTING}/came", attended__0__name="Odile Fenwick")
    sam.fill_in(f"{SITTING}/issue", **AN_ISSUE)
    page = sam.fill_in(f"{SITTING}/end", victim_came=CAME)
    assert page.status_code == 409
    assert 'href="#went_on_because"' in page.text
    done = sam.fill_in(
        f"{SITTING}/end", victim_came=CAME, went_on_because="The victim wished it"
    )
    assert "The meeting is recorded." in words(done)


@pytest.mark.parametrize("left", [True, False])
def test_who_declares_an_interest_and_leaves_is_none_of_those_that_meet(sam, left):
    """The procedure asks for three bodies: three came, and somebody of one may go."""
    begin(sam)
    names = {f"attended__{n}__name": f"Person {n}" for n in range(3)}
    sam.fill_in(f"{SITTING}/came", **names)
    who = sam.case.panel.there[-1]
    assert len({each.body_id for each in sam.case.panel.there}) == 3
    sam.fill_in(
        f"{SITTING}/interest",
        official_id=str(who.official_id),
        interest="Her brother lives there",
        left=str(left).lower(),
    )
    sam.fill_in(f"{SITTING}/issue", **AN_ISSUE)
    page = sam.fill_in(f"{SITTING}/end", victim_came=CAME)
    assert (page.status_code == 409) is left
    if left:
        assert "somebody of 2 is named" in words(page)
        page = sam.fill_in(
            f"{SITTING}/end", victim_came=CAME, went_on_because="It was urgent"
        )
    assert "The meeting is recorded." in words(page)
    assert len(sam.case.panel.held.attended) == 3  # who came stands in the minutes


def test_a_meeting_is_not_recorded_in_two_ways(sam):
    begin(sam)
    page = sam.get("/panel")
    assert "/panel/held" not in page.text
    assert "/panel/postpone" not in page.text
    refused = sam.fill_in(
        "/panel/held",
        attended__0__name="Odile Fenwick",
        issues__0__issue="Visits",
        issues__0__disposal="more should have been done",
        went_on_because="As before",
        victim_came=CAME,
    )
    assert refused.status_code == 409
    assert "recorded as it happens: adjourn it or end it there" in words(refused)


def test_a_slip_is_put_right_in_the_history(sam):
    begin(sam)
    sam.fill_in(f"{SITTING}/issue", **AN_ISSUE)
    sam.installation.projector.catch_up()
    history = sam.get("/history").text
    assert "Issue considered" in history
    (issue_id,) = sam.case.panel.issues
    sam.reviews.correct_fact(
        sam.case.case_id,
        "panel.issue-considered",
        issue_id,
        reason="Of another case",
        signed=sam.tale.signed(MET_ON),
    )
    assert "None yet." in words(sam.get(SITTING))


def test_it_does_not_begin_before_it_is_known_how_the_victim_takes_part(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().decide().convene()
        page = at_desk.on(MET_ON).fill_in(f"{SITTING}/begin")
        assert page.status_code == 409
        assert "Record first how the victim takes part" in words(page)
