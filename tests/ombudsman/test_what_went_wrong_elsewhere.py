"""What an ombudsman found at fault elsewhere is refused here, or is there to be seen.

A story, or a few, for each row of the table that the project keeps of their decisions;
each is named by the council and the number.  East Cambridgeshire's procedure, in 2026.
"""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    Wish,
)
from asbreview.domain.letter.facts import LetterKind
from asbreview.reviews.told import FindingsTold, OptionTold
from desk import date_in, desk, filled_in, words
from journey import (
    APPLIED_ON,
    BODIES,
    CASEWORKER,
    COUNCIL,
    FOUR_COMPLAINTS,
    MARIGOLD,
    PROCEDURE,
)
from packs.papers import made, pages
from projections.deadlines import deadlines_of

OUTCOME = "/outcome/decide"
AN_OUTCOME = {
    "findings": "The visits should have been followed up.",
    "options-0-option": "Noise equipment",
    "options-0-chosen": "true",
    "options-0-reasons": "It gives evidence.",
}


@pytest.fixture
def sam(tmp_path):
    """A caseworker, and no case yet."""
    with desk(tmp_path) as sam:
        yield sam


@pytest.fixture
def applied(sam):
    sam.tale.apply()
    return sam


@pytest.fixture
def met(applied):
    """The threshold is met, and she was told so on Monday 9 March."""
    applied.tale.post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
    return applied


@pytest.fixture
def held(met):
    """The panel met on Wednesday 1 April, all the bodies there."""
    met.tale.ask().answer().assess().convene().choose().send_papers().hold()
    return met.on(date(2026, 4, 2))


@pytest.fixture
def told(held):
    """The outcome was told on Tuesday 7 April, with three actions."""
    held.tale.find().post(date(2026, 4, 7))
    return held


def queue(sam, day):
    return words(sam.on(day).browser.get("/"))


def overdue(sam, day):
    """The ids of the steps that are overdue on a day."""
    sam.on(day)
    with sam.installation.views.connect() as db:
        rows = deadlines_of(db, sam.tale.case_id)
    return {row.timer_id for row in rows if row.is_overdue(day)}


# Kensington and Chelsea 21-005-629: handled as a "complaint", the process never ran


def ask_to_complain(sam, how, number):
    """Ask for something, and never say that it is a case review."""
    sam.tale.seed = UUID(int=600 + number)
    signed = sam.tale.signed(APPLIED_ON)
    sam.reviews.receive_application(
        Application(
            applied_on=APPLIED_ON,
            how=how,
            capacity=Capacity.VICTIM,
            category=Category.NEIGHBOUR_DISPUTE,
            place="Ely",
            wish=Wish.ATTEND,
        ),
        procedure_id=PROCEDURE,
        applicant=MARIGOLD,
        account="I want to complain about how my reports were dealt with.",
        caseworker_id=CASEWORKER,
        signed=signed,
    )
    return signed.new_case_id


def test_kensington_and_chelsea_any_request_opens_a_case_whose_clocks_run(sam):
    never_run = {"acknowledge", "pass-on", "ask-partners", "decide-threshold"}
    for number, how in enumerate(HowApplied):
        sam.tale.case_id = ask_to_complain(sam, how, number)
        late = overdue(sam, date(2026, 3, 31))  # the last was due on Monday 30 March
        assert never_run <= late, how
    shown = queue(sam, date(2026, 3, 31))
    assert shown.count("Overdue by") >= len(HowApplied)


def test_kensington_and_chelsea_it_ends_only_by_a_decision_and_a_letter(applied):
    applied.tale.post(date(2026, 3, 3))
    page = applied.on(date(2026, 3, 4)).get("/close")
    assert "closed_on-day" not in page.text  # nothing to close it with is offered
    assert "still to be decided" in words(page)

    applied.tale.decide(date(2026, 3, 4))
    refused = applied.on(date(2026, 3, 4)).get("/close")
    assert "closed_on-day" not in refused.text


@pytest.mark.parametrize("end", ["withdraw", "transfer"])
def test_kensington_and_chelsea_nor_does_it_end_early_without_a_letter(applied, end):
    applied.tale.post(date(2026, 3, 3))
    typed = {"reason": "She moved to Ipswich."}
    there = {"to_area": "Ipswich", "to_whom": "An officer", "handed_over": "All"}
    typed |= there if end == "transfer" else {}
    applied.on(date(2026, 3, 4)).fill_in(f"/{end}", **typed)
    assert applied.tale.all_letters()[-1].kind is LetterKind.CLOSING
    assert "the closing letter" in queue(applied, date(2026, 3, 5))


# Richmond 21-009-778: refused contrary to its own threshold; not told; late


def test_richmond_what_the_threshold_asks_for_cannot_be_refused(applied):
    applied.on(date(2026, 3, 9))
    page = applied.fill_in("/threshold", met="false", reasons="We think not.")
    assert page.status_code == 409
    assert "The threshold must be met: 3 complaints qualify (s.104(4))" in words(page)
    assert applied.case.trigger.threshold is None


def test_richmond_a_decision_that_is_not_told_in_time_is_overdue_until_it_is(applied):
    applied.tale.post(date(2026, 3, 3)).decide()  # 9 March, told by the 16th
    assert "tell-threshold" not in overdue(applied, date(2026, 3, 16))
    assert "tell-threshold" in overdue(applied, date(2026, 3, 17))
    assert "the letter that the threshold is met" in queue(applied, date(2026, 3, 17))
    applied.tale.post(date(2026, 3, 17))
    assert "tell-threshold" not in overdue(applied, date(2026, 3, 18))
    assert "Met late" in words(applied.get("/deadlines"))


def test_richmond_each_issue_is_disposed_of(met):
    met.tale.assess().convene().choose()
    met.on(date(2026, 4, 1))
    page = met.fill_in("/panel/held", issues__0__issue="Nobody rang back")
    assert page.status_code == 422
    assert "Issue 1: select what the panel found" in words(page)
    assert met.case.panel.held is None


# Lewisham 23-008-061: not explained; not invited; a promised meeting never arranged


@pytest.mark.parametrize("met", ["true", "false"])
def test_lewisham_no_decision_goes_without_reasons(sam, met):
    sam.tale.apply(complaints=FOUR_COMPLAINTS[2:])
    page = sam.on(date(2026, 3, 9)).fill_in("/threshold", met=met, reasons=" ")
    assert page.status_code in {409, 422}
    assert sam.case.trigger.threshold is None


def test_lewisham_who_is_not_invited_is_told_why_in_writing(met):
    met.tale.convene()
    met.on(date(2026, 3, 24))
    without = met.fill_in("/panel/participation", participation="not invited")
    assert without.status_code == 409
    assert "Enter why the victim is not invited" in words(without)
    met.fill_in(
        "/panel/participation",
        participation="not invited",
        not_invited_because="A threat was made.",
    )
    assert met.tale.all_letters()[-1].kind is LetterKind.NOT_INVITED


def test_lewisham_a_meeting_that_was_promised_goes_red_until_it_was(met):
    met.on(date(2026, 3, 10)).fill_in(
        "/contacts/new",
        channel="phone",
        direction="from us",
        said="She asked to see somebody.",
        promised="Meet her at the council offices",
        **date_in("promised_by", date(2026, 3, 13)),
    )
    assert "promise" in overdue(met, date(2026, 3, 16))
    overview = words(met.get())
    assert "Meet her at the council offices Overdue by 1 working day" in overview


# Barking and Dagenham 23-009-253: decision not documented; no proper appeal


def test_barking_and_dagenham_no_outcome_without_options_and_reasons(held):
    page = held.fill_in(OUTCOME, findings="Nothing more can be done.")
    assert page.status_code == 409
    assert "Enter each option considered" in words(page)
    page = held.fill_in(OUTCOME, **AN_OUTCOME | {"options-0-reasons": ""})
    assert "Option 1: enter why it was, or was not, chosen" in words(page)
    assert held.case.outcome.findings is None


def test_barking_and_dagenham_a_refusal_says_how_and_by_when_to_challenge_it(sam):
    sam.tale.apply(complaints=FOUR_COMPLAINTS[2:]).post(date(2026, 3, 3))
    sam.on(date(2026, 3, 9))
    shown = filled_in(sam.get("/threshold"))
    headings = [line for line in shown["reasons"][-1].splitlines() if line]
    reasons = "\n\n".join(f"{heading}\nIt was weighed." for heading in headings)
    typed = shown | {"met": "false", "reasons": reasons, "preview": "yes"}
    letter = words(sam.send("/threshold", typed))
    assert "Monday 6 April 2026" in letter  # four weeks from Monday 9 March
    assert "Write to us, email us or ring us" in letter
    assert "A senior manager of the council who took no part" in letter


def test_barking_and_dagenham_the_outcome_says_so_too(held):
    letter = words(held.fill_in(OUTCOME, **AN_OUTCOME, preview="yes"))
    assert "Thursday 30 April 2026" in letter  # four weeks from Thursday 2 April
    assert "Write to us, email us or ring us" in letter


# Bristol 23-018-415: actions not monitored, the applicant not kept up to date


@pytest.mark.parametrize("missing", ["body_id", "due_on"])
def test_bristol_each_action_has_an_owner_and_a_day(held, missing):
    action = {
        "not_consulted_because": "She is away.",
        "actions-0-action": "Install noise equipment",
        "actions-0-body_id": str(COUNCIL),
        **date_in("actions-0-due_on", date(2026, 4, 30)),
    }
    kept = {k: v for k, v in action.items() if missing not in k}
    page = held.fill_in(OUTCOME, **AN_OUTCOME, **kept)
    assert page.status_code in {409, 422}
    assert "Action 1:" in words(page)
    assert held.case.outcome.findings is None


def test_bristol_an_action_that_is_not_done_is_overdue_wherever_the_case_is_seen(told):
    assert "action" in overdue(told, date(2026, 4, 17))  # one was due on the 16th
    assert "Overdue by 1 day" in words(told.get("/outcome"))
    assert "Get news of the action of" in queue(told, date(2026, 4, 17))


def test_bristol_for_how_long_nobody_heard_from_us_stands_on_the_first_page(told):
    page = words(told.on(date(2026, 4, 20)).get())
    assert "They last heard from us on Tuesday 7 April 2026, 13 days ago" in page
    assert "No contact for" not in page
    page = words(told.on(date(2026, 5, 6)).get())
    assert "No contact for 29 days" in page


def test_bristol_that_nobody_heard_from_us_for_four_weeks_is_overdue(told):
    """Four weeks after Tuesday 7 April are Tuesday 5 May 2026."""
    assert "contact-gap" not in overdue(told, date(2026, 5, 5))
    assert "contact-gap" in overdue(told, date(2026, 5, 6))


# Cherwell 23-015-369: the report was late; a reasoned "no further action" was no fault


def test_cherwell_the_time_to_tell_the_outcome_runs_from_the_meeting(held):
    """Ten working days from Wednesday 1 April, over Easter, end on Friday 17 April."""
    assert "tell-outcome" not in overdue(held, date(2026, 4, 17))
    assert "tell-outcome" in overdue(held, date(2026, 4, 18))


def test_cherwell_a_reasoned_no_further_action_passes_and_closes(held):
    tale = held.tale
    held.reviews.decide_outcome(
        tale.case_id,
        FindingsTold(
            made_on=date(2026, 4, 2),
            made_by=BODIES,
            findings="All that could be done was done, and in time.",
            options=[
                OptionTold(
                    option="No further action",
                    chosen=True,
                    reasons="The neighbour has moved away.",
                )
            ],
        ),
        signed=tale.signed(date(2026, 4, 2)),
    )
    tale.post(date(2026, 4, 7)).close(date(2026, 4, 8))
    assert held.case.ended_as == "closed"
    assert not held.case.outcome.recommendations


# Lambeth 24-000-401: inaccurate records, actions not completed


def test_lambeth_what_was_recorded_stays_and_is_struck_with_who_and_why(applied):
    applied.on(date(2026, 3, 9))
    recorded = applied.reviews.recorder.lines(0, limit=10_000)
    complaint_id = next(iter(applied.case.evidence.logged))
    applied.fill_in(f"/complaints/{complaint_id}/in-error", reason="Of another case")
    after = applied.reviews.recorder.lines(0, limit=10_000)
    assert after[: len(recorded)] == recorded
    history = words(applied.get("/history"))
    assert "Of another case" in words(applied.get("/complaints"))
    assert "recorded in error" in history


def test_lambeth_no_case_is_closed_while_an_action_is_open(told):
    page = told.on(date(2026, 5, 1)).get("/close")
    assert "closed_on-day" not in page.text
    told.tale.do_actions()
    assert "closed_on-day" in told.on(date(2026, 5, 13)).get("/close").text


# East Hampshire 24-012-010: the victim not involved or updated for months


def test_east_hampshire_no_panel_meets_before_the_victims_part_is_known(met):
    met.tale.assess().convene()
    met.on(date(2026, 4, 1))
    page = met.fill_in(
        "/panel/held",
        issues__0__issue="Nobody rang back",
        issues__0__disposal="more should have been done",
    )
    assert page.status_code in {403, 409}
    assert "how the victim takes part" in words(page)
    assert met.case.panel.held is None


def test_east_hampshire_months_of_silence_are_told_before_any_decision(applied):
    applied.tale.post(date(2026, 3, 3))
    page = words(applied.on(date(2026, 5, 5)).get())
    assert "No contact for 63 days" in page  # 28 of March, 30 of April, 5 of May


def test_east_hampshire_silence_is_a_day_in_the_queue_before_it_is_too_late(met):
    """The letter of 9 March is the last they had; the meeting is not fixed yet."""
    met.tale.ask().answer()
    assert "Let the applicant hear how the case is going" in queue(
        met, date(2026, 4, 7)
    )
    assert "contact-gap" in overdue(met, date(2026, 4, 7))


# Croydon 22-004-658: the panel relied on incomplete information from the agencies


def test_croydon_whoever_has_not_answered_is_named_before_the_panel_and_after_it(met):
    met.tale.ask().convene().choose()
    beside = words(met.on(date(2026, 4, 1)).get("/panel/held"))
    assert beside.count("has not answered") == len(BODIES)
    met.tale.assess().hold()
    deciding = words(met.on(date(2026, 4, 2)).get(OUTCOME))
    assert deciding.count("has not answered") == len(BODIES)


def test_croydon_what_came_after_the_meeting_is_marked_so_and_no_part_of_it(met):
    met.tale.ask().assess().convene().choose().hold()
    met.tale.answer(date(2026, 4, 2))
    partners = words(met.on(date(2026, 4, 2)).get("/partners"))
    late = "After the decision the panel did not have it when it met"
    assert partners.count(late) == len(BODIES)
    assert words(met.get("/panel")).count("has not answered") == len(BODIES)


def test_croydon_nor_what_came_after_the_outcome(met):
    met.tale.ask().assess().convene().choose().hold().find()
    met.tale.answer(date(2026, 4, 3))
    partners = words(met.on(date(2026, 4, 3)).get("/partners"))
    late = "After the decision the bodies did not have it when they decided the outcome"
    assert partners.count(late) == len(BODIES)


def test_croydon_what_the_panel_had_is_marked_as_later_than_the_threshold_alone(held):
    partners = words(held.get("/partners"))
    late = "the bodies did not have it when they decided the threshold"
    assert partners.count(f"After the decision {late}") == len(BODIES)


def test_croydon_the_papers_say_who_has_not_answered_and_what_came_too_late(met):
    met.tale.ask().convene().choose()
    before = " ".join(pages(made(met.on(date(2026, 3, 26)))))
    assert before.count("It has not answered.") == len(BODIES)
    met.tale.assess().hold().answer(date(2026, 4, 2))
    after = " ".join(pages(made(met.on(date(2026, 4, 2)))))
    assert "It has not answered." not in after
    late = "AFTER THE PANEL MET: it was not before the deciders"
    assert after.count(late) == len(BODIES)
