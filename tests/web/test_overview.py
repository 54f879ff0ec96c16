"""A case at a glance, and the small steps taken from there."""

from datetime import date

import pytest

from asbreview.domain.application import (
    Application,
    Capacity,
    Category,
    HowApplied,
    Wish,
)
from asbreview.domain.contact.facts import Direction
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.people import Channel
from asbreview.reviews.told import PersonTold, PromiseTold
from desk import date_in, desk, filled_in, words
from journey import APPLIED_ON, MARIGOLD, SAFE
from visiting import fields_of, sign_in

OTHER = "00000000-0000-0000-0000-000000000009"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        yield sam


def for_another():
    """An application that somebody makes for a victim."""
    return {
        "application": Application(
            applied_on=APPLIED_ON,
            how=HowApplied.EMAIL,
            capacity=Capacity.REPRESENTATIVE,
            category=Category.NOISE,
            place="Soham",
            wish=Wish.UNDECIDED,
        ),
        "victim": PersonTold(name="Vera Plumb", safe=SAFE),
    }


def apply_for_another(tale):
    signed = tale.signed(APPLIED_ON)
    tale.case_id = signed.new_case_id
    told = for_another()
    tale.reviews.receive_application(
        told["application"],
        procedure_id="east-cambridgeshire",
        applicant=MARIGOLD,
        victim=told["victim"],
        account="For my neighbour",
        signed=signed,
    )


def test_one_screen_says_where_the_case_is_what_is_next_by_when_and_why(sam):
    sam.tale.apply()
    page = sam.on(APPLIED_ON).get().text
    assert "Send the acknowledgement" in page
    assert "Due in 5 working days" in page
    assert "Monday 9 March 2026" in page
    assert "Acknowledge the application: 5 working days from the application" in page
    assert "not published" in page
    assert "MARKERTEXT: noise next door every night." in page
    assert "Complaint put on file (4)" in page
    assert "Nothing is promised" in page


def test_each_page_of_a_case_says_what_is_next_and_the_overview_once(sam):
    """What was just recorded is rarely the last thing to do."""
    sam.tale.apply()
    for page in ("/partners", "/contacts", "/threshold"):
        there = sam.on(APPLIED_ON).get(page)
        assert "What to do first Send the acknowledgement" in words(there), page
    overview = words(sam.get())
    assert overview.count("What to do first") == 1


def test_no_title_names_a_person(sam):
    sam.tale.apply()
    title = sam.on(APPLIED_ON).get().text.split("</title>")[0].split("<title>")[1]
    assert sam.case.trigger.reference in title
    assert "Marigold" not in title


def test_the_steps_say_what_can_be_done_and_why_the_rest_cannot_yet(sam):
    sam.tale.apply()
    page = sam.on(APPLIED_ON).get().text
    assert f'href="{sam.address}/threshold"' in page
    assert "Decide first that the threshold is met" in page
    assert f'href="{sam.address}/panel/convene"' not in page
    sam.tale.post(date(2026, 3, 3)).decide()
    page = sam.on(date(2026, 3, 10)).get().text
    assert f'href="{sam.address}/panel/convene"' in page
    assert "Decided on Monday 9 March 2026: met" in page


def test_a_threshold_that_is_not_met_has_no_steps_of_a_review(sam):
    sam.tale.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False)
    page = sam.on(date(2026, 3, 10)).get().text
    assert "Convene the panel" not in page
    assert "Tell the applicant the decision on the threshold first" in page


def test_a_promise_is_shown_until_it_is_kept_and_with_its_day(sam):
    sam.tale.apply()
    sam.reviews.make_contact(
        sam.tale.case_id,
        person_id=sam.case.contact.applicant_id,
        channel=Channel.PHONE,
        direction=Direction.TO_US,
        made_on=APPLIED_ON,
        said="She rang",
        promise=PromiseTold(promised="Ring her back", due_on=date(2026, 3, 4)),
        signed=sam.tale.signed(APPLIED_ON),
    )
    page = sam.on(date(2026, 3, 6)).get().text
    assert "Ring her back" in page
    assert "Overdue by 2 working days" in page


def test_a_closed_case_and_an_auditor_are_offered_nothing_to_do(sam):
    sam.tale.go()
    page = sam.on(date(2026, 5, 20)).get().text
    assert "It was closed" in page
    for step in ("assign", "withdraw", "transfer"):
        assert f'"{sam.address}/{step}"' not in page
        assert sam.get(f"/{step}").status_code == 403
    sam.browser.cookies.clear()
    sign_in(sam.browser, name="ann@ely.example")
    assert sam.get().status_code == 200
    assert sam.get("/assign").status_code == 403


def test_the_case_can_be_seen_as_it_was_and_offers_nothing(sam):
    sam.tale.apply().post(date(2026, 3, 3)).decide()
    page = sam.on(date(2026, 3, 10)).get("", as_of="2026-03-02").text
    assert "Send the acknowledgement" in page
    assert "Decided on" not in page
    assert "Record that the applicant withdrew" not in page
    assert sam.get("/withdraw", as_of="2026-03-02").status_code == 403


def test_before_a_case_was_opened_nothing_was_recorded_of_it(sam):
    sam.tale.apply()
    page = sam.on(date(2026, 3, 10)).get("", as_of="2026-03-01")
    assert page.status_code == 404
    assert "Nothing was recorded of this case then" in page.text
    assert f'href="{sam.address}"' in page.text  # as it is now
    nowhere = sam.browser.get("/cases/EC-26-00000?as_of=2026-03-01")
    assert "There is no such page or case" in nowhere.text
    assert "Nothing was recorded of this case" not in nowhere.text


def test_a_case_of_nobody_is_made_mine_in_one_click(sam):
    sam.tale.apply(caseworker_id=None)
    sam.on(APPLIED_ON)
    fields = fields_of(sam.get(), f"{sam.address}/assign")
    for _ in range(2):  # a double click
        page = sam.send("/assign", fields)
        assert "The case has a new caseworker." in page.text
    assert sam.case.trigger.caseworker_id == sam.tale.signed(APPLIED_ON).by


def test_only_a_caseworker_can_be_given_a_case(sam):
    sam.tale.apply()
    sam.on(APPLIED_ON)
    page = sam.fill_in("/assign", caseworker_id=OTHER)
    assert page.status_code == 409
    assert "Select one of the caseworkers" in page.text
    assert "Ann Fen" not in sam.get("/assign").text


def test_an_application_is_passed_on_to_those_not_yet_told(sam):
    sam.tale.apply(passed_on=False)
    sam.on(date(2026, 3, 3))
    assert "Not yet passed on" in sam.get("/pass-on").text
    early = sam.fill_in("/pass-on", **date_in("passed_on", date(2026, 3, 1)))
    assert early.status_code == 409
    assert "cannot be before Monday 2 March 2026" in early.text
    assert 'href="#passed_on-day"' in early.text
    done = sam.fill_in("/pass-on")
    assert "It is recorded that the application was passed on." in done.text
    assert len(sam.case.trigger.passed_to) == 4
    assert "passed on to every one of them" in sam.get("/pass-on").text


def test_a_victims_consent_is_recorded_when_it_comes(sam):
    apply_for_another(sam.tale)
    sam.on(APPLIED_ON)
    assert "not known to agree" in sam.get().text
    missing = sam.fill_in("/consent")
    assert missing.status_code == 422
    assert "Select how the victim said so" in missing.text
    done = sam.fill_in("/consent", victim="agrees", how="in writing")
    assert "The victim&#39;s consent is recorded." in done.text
    assert "The victim agreed in writing on Monday 2 March 2026" in done.text


def test_a_victim_who_takes_it_back_is_on_every_page_with_what_follows(sam):
    apply_for_another(sam.tale)
    sam.on(APPLIED_ON)
    sam.fill_in("/consent", victim="agrees", how="in writing")
    done = sam.fill_in(
        "/consent",
        victim="withdraws their consent",
        how="by word of mouth",
        said="He will know it was me",
    )
    told = words(done)
    assert "The victim withdrew it, by word of mouth, on Monday 2 March 2026." in told
    assert "He will know it was me" in told
    assert "The case goes on." in told
    assert "nothing about the victim that the applicant did not tell you" in told
    assert "Withdrawn what follows" in words(sam.get("/letters"))
    assert "Victim withdrew their consent" in words(sam.get("/history"))


def test_the_threshold_is_decided_though_the_victim_does_not_agree(sam):
    apply_for_another(sam.tale)
    sam.on(APPLIED_ON)
    sam.fill_in("/consent", victim="does not agree", how="in writing")
    sam.fill_in("/pass-on")
    asked = words(sam.get("/threshold"))
    assert "cannot be decided yet" not in asked
    assert "The victim does not agree to the application." in asked


def test_a_withdrawal_ends_the_case_and_says_so_before(sam):
    sam.tale.apply().ask(date(2026, 3, 3))
    sam.on(date(2026, 3, 4))
    assert "cannot be undone" in sam.get("/withdraw").text
    refused = sam.fill_in(
        "/withdraw", reason="Moved away", **date_in("ended_on", date(2026, 4, 4))
    )
    assert refused.status_code == 409
    assert "cannot be in the future" in refused.text
    assert "Moved away" in refused.text
    done = sam.fill_in("/withdraw", reason="Moved away")
    assert "The application is withdrawn. The case has ended." in done.text
    assert "The closing letter is drafted." in done.text
    told = words(sam.get())
    assert "Still to be told" not in told
    assert "Cannot start yet" not in told
    assert "Hold the panel Not done" in told
    assert "0 of 4 requests answered Not done" in told
    assert sam.case.ended_as == "withdrawn"


def test_a_transfer_names_the_area_and_why(sam):
    sam.tale.apply()
    sam.on(date(2026, 3, 4))
    missing = sam.fill_in("/transfer")
    assert "Enter why it belongs there" in missing.text
    assert "Enter to whom there it was handed over" in missing.text
    told = {"reason": "It happens in March", "to_whom": "An officer"}
    told |= {"handed_over": "The application"}
    missing = sam.fill_in("/transfer", **told)
    assert "Enter the area it belongs to" in missing.text
    done = sam.fill_in("/transfer", **told, to_area="Fenland")
    assert "The application is transferred" in done.text
    assert sam.case.ended_as == "transferred"


def test_what_to_do_first_leads_to_where_it_is_done(sam):
    sam.tale.apply()
    letters = f'<a class="govuk-link" href="{sam.address}/letters">Send the'
    assert letters in sam.on(APPLIED_ON).get().text
    sam.tale.post(date(2026, 3, 3)).ask(date(2026, 3, 10)).answer(date(2026, 3, 11))
    page = sam.on(date(2026, 3, 12)).get().text
    assert f'href="{sam.address}/threshold">Decide the threshold</a>' in page
    assert ">Decide the threshold</a>" not in sam.as_auditor().get().text


def test_a_letter_held_back_is_a_task_and_one_that_holds_no_more_the_last(sam):
    """The meeting was held before the invitation went: nobody is to be invited."""
    """The meeting was held before the invitation went: it invites to nothing."""
    sam.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9)).assess()
    sam.tale.convene().choose().hold()
    sam.on(date(2026, 4, 2))
    (invitation,) = [
        letter
        for letter in sam.tale.all_letters()
        if letter.kind is LetterKind.INVITATION
    ]
    sam.reviews.hold_back_letter(
        invitation.id,
        because=HeldBecause.OVERTAKEN,
        signed=sam.tale.signed(date(2026, 4, 1)),
    )
    page = words(sam.on(date(2026, 4, 2)).get())
    task = "Record that the invitation to the panel is not sent: it holds no more"
    assert task in page
    assert page.index("Record the outcome") < page.index(task)
    assert page.index(task) < page.index("Close the case")
    assert "No letter is held back 1 letter held back" in words(sam.get("/close"))
    cancel = f"/letters/{invitation.id}/cancel"
    assert cancel in sam.get(f"/letters/{invitation.id}").text
    form = filled_in(sam.get(cancel))
    says = "The meeting that the letter is about has been held."
    assert form["reason"] == [says]
    done = sam.send(cancel, form)
    assert "The letter is not sent." in words(done)
    assert task not in words(sam.get())
