"""Consulting the victim on the plan: proposed, answered, told in the outcome."""

from datetime import date

import pytest

from asbreview.domain.errors import Misrecorded, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.people import Channel, HeardBy
from asbreview.signing import APPLICANT
from asbreview.working import sender_of
from browser.every_page import PROPOSAL, TODAY
from browser.stages import Stages
from browser.visitor import as_fields
from desk import desk, filled_in, words
from projections.deadlines import overdue
from projections.queue import case_row
from web.test_status import follow, known, no_waiting

__all__ = ["no_waiting"]
BY = date(2026, 6, 15)
VIEW = "MARKER could it begin a week earlier?"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale = Stages(sam.installation, sam.clock).until("hold")
        yield sam.on(TODAY)


def propose(sam):
    page = "/outcome/consult/propose"
    shown = filled_in(sam.get(page))
    names = {b.name: str(b.body_id) for b in sam.case.procedure.relevant_bodies}
    council = next(id_ for name, id_ in names.items() if "Council" in name)
    typed = {**PROPOSAL, "actions-0-body_id": council}
    return sam.send(page, shown | as_fields(typed))


def give_online(sam, **typed):
    sam.browser.cookies.clear()
    follow(sam.browser, *known(sam, sam.tale.case_id))
    fields = filled_in(sam.browser.get("/status/plan")) | typed
    return sam.browser.post("/status/plan", data=fields)


def standing(sam):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        return case_row(db, sam.tale.case_id)


def test_a_proposal_by_letter_is_drafted_to_the_victim_and_the_case_waits_for_them(sam):
    page = propose(sam)
    assert "What is proposed to the victim is recorded" in words(page)
    letter = sam.tale.all_letters()[-1]
    assert letter.kind is LetterKind.PLAN_CONSULTATION
    assert letter.to == sam.case.contact.victim_id
    sam.tale.post(TODAY)
    row = standing(sam)
    assert row.waits_for_whom == "the applicant"
    assert (
        row.next_step == "Get the victim\u2019s view of the plan by Monday 15 June 2026"
    )
    with sam.installation.views.connect() as db:
        (late,) = overdue(db, on=date(2026, 6, 16))[-1:]
        assert "consultation" not in {d.timer_id for d in overdue(db, on=BY)}
        assert "consultation" in {
            d.timer_id for d in overdue(db, on=date(2026, 6, 16))
        }, late
    sam.on(TODAY)
    assert "To be answered by Monday 15 June 2026" in words(sam.get())
    assert "Plan proposed to the victim" in words(sam.get("/history"))


def test_they_answer_online_in_their_own_words_and_nothing_of_the_plan_is_shown(sam):
    propose(sam)
    sam.tale.post(TODAY)
    sam.installation.projector.catch_up()
    sam.browser.cookies.clear()
    follow(sam.browser, *known(sam, sam.tale.case_id))
    shown = sam.browser.get("/status/case")
    assert "Say what you think of it by Monday 15 June 2026" in words(shown)
    form = sam.browser.get("/status/plan")
    assert "Install noise equipment" not in form.text + shown.text
    empty = give_online(sam, view=" ")
    assert empty.status_code == 422
    page = give_online(sam, view=VIEW)
    assert "What you think of the plan is on record" in words(page)
    assert "MARKER" not in page.text
    (view,) = sam.case.outcome.views
    assert (view.how, view.recorded_by) == (HeardBy.ONLINE, APPLICANT)
    assert sam.installation.keyring.reveal(view.view.text) == VIEW
    assert standing(sam).next_step == "Record the outcome"
    sam.on(TODAY)
    assert VIEW in sam.get("/outcome").text
    assert VIEW in sam.get("/outcome/decide").text


def test_whoever_was_asked_nothing_finds_no_form_and_who_is_late_is_told(sam):
    follow(sam.browser, *known(sam, sam.tale.case_id))
    assert sam.browser.get("/status/plan").status_code == 404
    sam.tale.propose(TODAY, answer_by=BY)
    sam.tale.assess(TODAY).find(TODAY)
    late = sam.browser.get("/status/plan")
    assert "The plan is final now" in words(late)
    assert "<textarea" not in late.text


def test_staff_record_what_they_said_that_they_would_not_or_why_not_asked(sam):
    propose(sam)
    page = "/outcome/consult/view"
    how = sam.fill_in(page, came="heard", view=VIEW)
    assert "Select how they said it" in words(how)
    none = sam.fill_in(page, came="not asked", view="")
    assert "enter why they were not consulted" in words(none)
    done = sam.fill_in(page, came="not asked", view="She is in hospital")
    assert "What came of asking the victim is recorded" in words(done)
    assert "They were not asked, or did not answer" in words(sam.get("/outcome"))
    sam.fill_in(page, came="declined")
    assert sam.case.outcome.consulted.value == "they do not wish to be asked"
    sam.fill_in(page, came="heard", view=VIEW, how="in person")
    assert [v.how for v in sam.case.outcome.views] == [HeardBy.IN_PERSON]


def test_a_plan_is_not_final_without_a_record_or_what_became_of_their_view(sam):
    tale = sam.tale.assess(TODAY)
    told = {"not_consulted_because": ""}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(tale), "account_taken", told)
        with pytest.raises(Misrecorded, match="no record that the victim") as refused:
            tale.find(TODAY)
        assert refused.value.field == "not_consulted_because"
        tale.propose(TODAY, answer_by=BY)
        tale.say_of_plan(on=TODAY)
        with pytest.raises(Misrecorded, match="what was changed") as refused:
            tale.find(TODAY)
        assert refused.value.field == "became_of_view"
    tale.find(TODAY)
    assert sam.case.outcome.considered.considered_on == TODAY


def test_the_form_asks_why_not_and_fills_in_what_was_proposed(sam):
    sam.tale.assess(TODAY)
    sam.on(TODAY)
    assert "If they are not consulted, why?" in words(sam.get("/outcome/decide"))
    sam.tale.propose(TODAY, how=Channel.PHONE, answer_by=TODAY)
    sam.tale.say_of_plan(on=TODAY)
    form = sam.get("/outcome/decide")
    assert "What was changed because of what the victim said" in words(form)
    assert filled_in(form)["actions-0-action"] == ["Install noise equipment"]


def test_what_was_proposed_is_filled_in_to_be_proposed_anew(sam):
    page = "/outcome/consult/propose"
    assert not any(filled_in(sam.get(page))["actions-0-action"])
    propose(sam)
    again = sam.get(page)
    assert filled_in(again)["actions-0-action"] == ["Install noise equipment"]
    assert "What you record here takes its place" in words(again)


def test_the_outcome_letter_says_what_was_said_and_what_became_of_it(sam):
    sam.tale.propose(TODAY, how=Channel.PHONE, answer_by=TODAY)
    sam.tale.say_of_plan("Could it begin a week earlier?", on=TODAY)
    sam.tale.assess(TODAY).find(TODAY)
    sam.on(TODAY)
    letter = sam.tale.all_letters()[-1]
    assert letter.kind is LetterKind.OUTCOME
    told = words(sam.get(f"/letters/{letter.id}"))
    assert "Before the plan was final, you were asked about it" in told
    assert told.index("Could it begin a week earlier?") < told.index(
        "The visits begin a week earlier."
    )


def test_a_letter_that_asks_is_held_back_once_they_have_said(sam):
    propose(sam)
    sam.tale.say_of_plan(on=TODAY)
    sender_of(sam.installation).run_once(sam.clock())
    letter = next(
        x for x in sam.tale.all_letters() if x.kind is LetterKind.PLAN_CONSULTATION
    )
    assert letter.held_because is HeldBecause.SUPERSEDED


def test_nothing_is_proposed_before_the_panel_met_and_it_can_be_taken_back(sam):
    early = Stages(sam.installation, sam.clock)
    early.number = 70
    with pytest.raises(NotPermittedYet, match="meeting first"):
        early.until("choose").propose(TODAY)
    propose(sam)
    held = "panel.panel-held"
    args = {"reason": "Slip", "signed": sam.tale.signed(TODAY)}
    with pytest.raises(NotPermittedYet, match="proposed in error"):
        sam.reviews.correct_fact(sam.tale.case_id, held, sam.tale.case_id, **args)
    (plan,) = sam.case.outcome.proposals
    args["signed"] = sam.tale.signed(TODAY)
    sam.reviews.correct_fact(sam.tale.case_id, "outcome.plan-proposed", plan, **args)
    assert not sam.case.outcome.proposals
    letter = next(
        x for x in sam.tale.all_letters() if x.kind is LetterKind.PLAN_CONSULTATION
    )
    assert letter.held_because is HeldBecause.CORRECTED
    assert standing(sam).next_step.startswith(("Look at", "Send", "Consult"))
