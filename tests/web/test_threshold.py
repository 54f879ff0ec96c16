"""Deciding the threshold on its page, with what the rules find beside it."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.threshold import Complaint, ThresholdRules, find_threshold
from asbreview.web.threshold_found import Found
from desk import date_in, desk, filled_in, words
from journey import APPLIED_ON, BODIES, EAST_CAMBRIDGESHIRE, FOUR_COMPLAINTS

TODAY = date(2026, 3, 13)  # a Friday
AT = "/threshold"
NOT_CLOSED = {"caveats-0-answer": "false"}  # "Has the investigation been completed?"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A case that no test changes."""
    with desk(tmp_path_factory.mktemp("untouched")) as work:
        work.tale.apply().ask(date(2026, 3, 10))
        yield work.on(TODAY)


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply()
        yield work.on(TODAY)


@pytest.fixture
def two_qualify(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply(complaints=FOUR_COMPLAINTS[:3])
        yield work.on(TODAY)


def typed(work, **changed):
    return filled_in(work.get(AT)) | {
        "met": "true",
        "reasons": "Three complaints qualify, and none of us could find a reason.",
        **changed,
    }


def decided(work):
    return work.case.trigger.threshold


def test_the_finding_stands_beside_the_form(untouched):
    page = words(untouched.get(AT))
    assert "must decide that the threshold is met. ( s.104(4) )" in page
    assert "3 qualifying complaints; 3 needed." in page
    assert page.count("Counted:") == 3
    assert page.count("Not counted:") == 1
    assert "How persistent is the anti-social behaviour?" not in page
    asked = "Has the investigation been completed? If no, the decision notes: The"
    assert f"{asked} procedure asks for a completed investigation" in page
    assert "Whatever you answer here, the threshold is met: enough complaints" in page
    assert "version 1" in page


def test_where_the_number_does_not_settle_it_the_considerations_are_listed(two_qualify):
    shown = two_qualify.get(AT)
    page = words(shown)
    assert "in accordance with the review procedures. ( s.104(5) )" in page
    assert "2 qualifying complaints; 3 needed." in page
    reasons = filled_in(shown)["reasons"][-1]
    for asked in ("How persistent", "What harm", "How adequate"):
        assert f"{asked} " in page
        assert asked in reasons


def test_headings_alone_are_no_reasons(two_qualify):
    page = two_qualify.send(AT, filled_in(two_qualify.get(AT)) | {"met": "false"})
    assert page.status_code == 409
    assert '<a href="#reasons">Enter the reasons under each heading</a>' in page.text
    assert decided(two_qualify) is None


def answered(shown):
    """The reasons as the page begins them, with an answer under each heading."""
    headings = filter(None, filled_in(shown)["reasons"][-1].splitlines())
    return "\n\n".join(f"{heading}\nIt was weighed." for heading in headings)


@pytest.mark.parametrize("left", ["How persistent", "What harm", "How adequate"])
def test_each_question_of_the_act_is_answered_before_a_refusal(two_qualify, left):
    """The letter says that the bodies asked it (s.104(5))."""
    shown = two_qualify.get(AT)
    lines = answered(shown).splitlines()
    without = "\n".join(line for line in lines if left not in line)
    page = two_qualify.send(AT, filled_in(shown) | {"met": "false", "reasons": without})
    assert page.status_code == 409
    assert "Enter the reasons under each heading" in page.text
    assert filled_in(page)["reasons"][-1].strip() == without.strip()
    assert decided(two_qualify) is None


def test_the_decision_is_recorded_with_its_whole_ground(work):
    page = words(work.send(AT, typed(work, **NOT_CLOSED)))
    assert "The decision is recorded." in page
    assert "The threshold is met" in page
    assert "Decided on Friday 13 March 2026" in page
    assert "Cambridgeshire Constabulary" in page
    assert "none of us could find a reason" in page
    assert (
        "The procedure asks for a completed investigation, and this one is not" in page
    )
    assert "version 1" in page
    assert "The evidence, up to its entry 5" in page  # the file and four complaints
    assert "Threshold met : Being made" in page
    assert "The applicant was told Not yet" in page
    assert set(decided(work).decided_by) == set(BODIES)


def test_not_met_with_three_qualifying_complaints_is_refused_by_the_act(untouched):
    page = untouched.send(AT, typed(untouched, met="false", **NOT_CLOSED))
    assert page.status_code == 409
    says = "The threshold must be met: 3 complaints qualify (s.104(4))"
    assert f'<a href="#met">{says}</a>' in page.text
    assert page.text.count(says) == 2
    kept = filled_in(page)
    assert kept["reasons"][-1].startswith("Three complaints qualify")
    assert kept["met"] == ["false"]
    assert kept["caveats-0-answer"] == ["false"]
    assert len(kept["decided_by"]) == 4
    assert decided(untouched) is None


def test_only_the_answer_that_calls_for_advice_is_noted(work):
    """Yes, it is completed; one report was made to nobody; the third is not asked."""
    yes_and_no = {"caveats-0-answer": "true", "caveats-2-answer": "false"}
    work.send(AT, typed(work, **yes_and_no))
    assert decided(work).finding.advice == (
        "The procedure asks that each report was made to an agency of the partnership.",
    )


def test_where_the_bodies_have_a_choice_no_answer_takes_it_from_them(two_qualify):
    page = words(two_qualify.get(AT))
    assert "No answer decides anything by itself." in page
    assert "Whatever you answer here" not in page


def test_what_the_procedure_does_not_ask_is_refused(untouched):
    strange = {"caveats-0-caveat_id": "anonymous", **NOT_CLOSED}
    page = untouched.send(AT, typed(untouched, **strange))
    assert page.status_code == 409
    assert "The procedure does not ask about anonymous" in words(page)
    assert decided(untouched) is None


def test_the_bodies_decide_together(untouched):
    page = untouched.send(AT, typed(untouched, decided_by=[str(BODIES[0])]))
    assert page.status_code == 409
    assert '<a href="#decided_by">The relevant bodies decide together' in page.text
    assert "(s.104(1))" in page.text
    assert decided(untouched) is None


def test_what_is_wrong_is_told_and_nothing_is_decided(untouched):
    for changed, says in (
        ({"met": ""}, "Select whether the threshold is met"),
        ({"decided_by": ""}, "Select the bodies that decided"),
        ({"reasons": " "}, "Enter the reasons for the decision"),
        (date_in("decided_on", date(2026, 3, 14)), "The decision"),
        (date_in("decided_on", date(2026, 3, 1)), "The decision"),
    ):
        page = untouched.send(AT, typed(untouched, **changed))
        assert page.status_code in {409, 422}
        assert f">{says}" in page.text
    assert decided(untouched) is None


def test_a_double_click_decides_once(work):
    fields = typed(work)
    work.send(AT, fields)
    assert "The threshold is met" in work.send(AT, fields).text
    assert len(work.tale.letters()) == 2  # the acknowledgement, and this one


def test_whoever_decides_second_is_told_and_keeps_what_they_typed(work):
    fields = typed(work, reasons="A long and careful paragraph.")
    work.tale.decide(TODAY)
    page = work.send(AT, fields)
    assert page.status_code == 409
    assert "The threshold has been decided" in page.text
    assert "A long and careful paragraph." in page.text


def test_the_letter_is_previewed_and_nothing_is_recorded(work):
    page = work.send(AT, typed(work, preview="yes"))
    assert page.status_code == 200
    assert "Nothing is recorded yet" in page.text
    assert "There will be a review" in page.text
    assert "This letter has a reading age of" in page.text
    assert "The words that people wrote into it" in page.text
    assert "none of us could find a reason" in words(page)
    assert filled_in(page)["met"] == ["true"]
    assert decided(work) is None
    work.send(AT, filled_in(page))
    assert decided(work).met


def test_a_preview_of_not_met_prints_the_day_until_which_it_can_be_challenged(
    two_qualify,
):
    reasons = answered(two_qualify.get(AT))
    sent = typed(two_qualify, met="false", preview="yes", reasons=reasons)
    page = words(two_qualify.send(AT, sent))
    assert "the threshold for an ASB case review is not met" in page
    assert "Friday 10 April 2026" in page  # 28 days after 13 March


def test_a_decision_recorded_in_error_stays_on_the_page(work):
    work.send(AT, typed(work))
    at = f"/threshold/{decided(work).decision_id}/in-error"
    page = words(work.fill_in(at, reason="The police had not agreed"))
    assert "Its letter is held back." in page
    assert "Decide the threshold" in page
    assert "because: The police had not agreed" in page
    assert decided(work) is None


def test_once_the_applicant_is_told_the_decision_cannot_be_corrected(work):
    work.tale.decide(TODAY).post(TODAY)
    work.on(TODAY)
    page = work.get(AT)
    assert "it changes only on a challenge" in page.text
    assert "/in-error" not in page.text
    at = f"/threshold/{decided(work).decision_id}/in-error"
    refused = work.fill_in(at, reason="Wrong")
    assert refused.status_code == 409
    assert "The applicant has been told this decision" in refused.text


def test_an_application_not_passed_on_cannot_be_decided_yet(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply(passed_on=False)
        page = work.on(TODAY).get(AT)
    assert "The threshold cannot be decided yet" in page.text
    assert "/pass-on" in page.text
    assert 'name="met"' not in page.text


def test_who_has_not_answered_is_before_the_deciders(untouched):
    page = words(untouched.get(AT))
    # ten working days from Tuesday 10 March
    says = "has not answered (due in 7 working days, Tuesday 24 March 2026)"
    assert page.count(says) == 4


def test_as_of_a_day_before_it_the_decision_is_not_known(work):
    work.tale.decide(date(2026, 3, 12))
    work.on(TODAY)
    then = work.get(AT, as_of="2026-03-11")
    assert "The threshold has not been decided." in then.text
    assert 'name="met"' not in then.text
    assert "The threshold is met" in work.get(AT).text


def test_an_auditor_sees_the_finding_and_no_form(two_qualify):
    page = two_qualify.as_auditor().get(AT)
    assert "What the rules find" in page.text
    assert "No body has been asked for information." in page.text
    assert 'name="met"' not in page.text


def test_the_acts_own_count_stands_before_that_of_a_procedure_that_counts_incidents():
    """s.104(4) counts complaints; three bodies told of one incident are three."""
    told = [
        Complaint(
            complaint_id=UUID(int=number),
            behaviour_on=date(2026, 2, 10),
            made_on=date(2026, 2, 11),
            made_to=to,
            incident="a",
        )
        for number, to in enumerate(("council", "police", "housing"), start=1)
    ]
    rules = ThresholdRules(complaints_needed=3, one_incident_counts_once=True)
    finding = find_threshold(told, applied_on=APPLIED_ON, rules=rules)
    found = Found(finding, (), EAST_CAMBRIDGESHIRE)
    assert found.must_be_met
    assert found.count_says == (
        "3 qualifying complaints; 3 needed. Counting one incident once, as the"
        " procedure does: 1."
    )
