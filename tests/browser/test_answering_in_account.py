"""A partner with an account answers in it, returns nil for another, and reports."""

from datetime import date

import pytest

from asbreview.domain.evidence.facts import AnswerKind, HowAnswered, MayBeTold
from asbreview.domain.evidence.tells_of import Whom
from browser.in_chromium import fill_in, follow, send, sign_in
from browser.looking import Look
from browser.premises import PETRA, premises
from browser.stages import Stages
from journey import BODIES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
POLICE = BODIES[1]
TODAY = date(2026, 4, 17)  # the action of the police was due the day before
FORM = "#answer-form"


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    def make(installation, clock):
        stages = Stages(installation, clock)
        found = stages.until("find")
        return [stages.until("ask"), stages.until("ask"), found]

    with premises(tmp_path_factory.mktemp("in_account"), TODAY, make) as there:
        there.settled()
        yield there


def answer_of(there, tale):
    evidence = there.installation.reviews.case(tale.case_id).evidence
    (own,) = [r for r in evidence.requests.values() if r.body_id == POLICE]
    return evidence.answers.get(own.request_id)


def test_a_partner_answers_one_returns_nil_for_another_and_reports(
    there, chrome, capsys
):
    one, another, found = there.made
    references = [
        there.installation.reviews.case(tale.case_id).trigger.reference
        for tale in there.made
    ]
    look = Look(there, chrome)
    tab = look.tab
    sign_in(tab, PETRA)
    look.says("the queue", "overdue since")
    follow(tab, tab.get_by_role("link", name=f"Answer to {references[0]}"))
    look.says("the request", "What reports have you had")
    tab.locator("#answer").fill("1. Four calls since January.")
    tab.get_by_text("What you typed is kept.").wait_for()
    send(tab, "Save and come back later")
    look.says("what is kept", "not sent yet")
    follow(
        tab, tab.get_by_role("link", name="What your body was asked", exact=True).last
    )
    look.says("the queue with half an answer", "Half an answer is kept")
    follow(
        tab, tab.get_by_role("link", name=f"Go on with the answer to {references[0]}")
    )
    send(tab, "We hold nothing: send a nil return")
    look.says("what is asked of nil", "what was begun is then destroyed")
    follow(tab, tab.get_by_role("link", name="Go on with the answer that was begun"))
    send(tab, "Continue")
    look.says("its mistakes", "There is a problem")
    given = {
        "kind": AnswerKind.RETURNED.value,
        "tells_of": [Whom.APPLICANT.value],
        "may_be_told": MayBeTold.ALL.value,
    }
    fill_in(tab, given, FORM)
    send(tab, "Continue")
    look.says("the check", "Four calls since January")
    send(tab, "Send the answer")
    look.says("the end", "The request is answered")
    assert answer_of(there, one).how is HowAnswered.BY_ACCOUNT
    tab.goto("/requests")
    follow(tab, tab.get_by_role("link", name=f"Answer to {references[1]}"))
    send(tab, "We hold nothing: send a nil return")
    look.says("a nil return", "nothing held")
    assert answer_of(there, another).kind is AnswerKind.NIL
    tab.goto("/requests")
    follow(
        tab, tab.get_by_role("link", name=f"Report on the actions of {references[2]}")
    )
    look.says("the actions", "Visit weekly")
    fill_in(tab, {"reports-0-became": "not done yet"}, form="#main-content form")
    send(tab, "Send the report")
    look.says("its mistakes", "why it is not done yet")
    fill_in(tab, {"reports-0-says": "From May on."}, form="#main-content form")
    send(tab, "Send the report")
    look.says("what is recorded", "What you reported is recorded")
    outcome = there.installation.reviews.case(found.case_id).outcome
    assert outcome.news
    look.done(capsys, "for answering in an account")
    tab.context.close()
