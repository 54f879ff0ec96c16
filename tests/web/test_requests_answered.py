"""A partner with an account answers in it what their body was asked, and reports."""

import re
from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import open_account
from asbreview.domain.evidence.facts import AnswerKind, HowAnswered
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.reviews.told import SearchTold
from desk import ANN, COUNCIL, desk, filled_in, words
from journey import Journey
from visiting import PASSWORD, sign_in
from web.test_answer import GIVEN
from web.test_requests import ELSEWHERE, OURS, POLICE, partner

COLLEAGUE = partner(84, POLICE)
THE_COUNCILS = partner(85, COUNCIL)
ON = date(2026, 3, 11)  # a Wednesday; the answer is due on Tuesday 24 March


@pytest.fixture
def police(tmp_path):
    with desk(tmp_path) as work:
        for account in (OURS, COLLEAGUE, THE_COUNCILS, ELSEWHERE):
            open_account(
                work.installation.office, account, password=PASSWORD, at=work.clock()
            )
        work.tale.apply().decide().ask()
        yield Partner(work.on(ON))


class Partner:
    """Somebody of the police, signed in to an account of their own."""

    def __init__(self, work):
        self.work, self.browser = work, work.browser
        self.comes(OURS)

    def comes(self, account):
        self.browser.cookies.clear()
        sign_in(self.browser, name=account.sign_in_name)
        return self

    def request_of(self, body):
        requests = self.work.case.evidence.requests.values()
        (asked,) = [r.request_id for r in requests if r.body_id == body]
        return asked

    @property
    def reference(self):
        return self.work.case.trigger.reference

    @property
    def at(self):
        return f"/requests/{self.reference}/{self.request_of(POLICE)}"

    @property
    def answer(self):
        answers = self.work.case.evidence.answers
        return answers.get(self.request_of(POLICE))

    def type(self, to="", **typed):
        """Send the form of the request with something typed in it."""
        form = filled_in(self.browser.get(self.at)) | typed
        return self.browser.post(f"{self.at}{to}", data=form)

    def queue(self):
        return words(self.browser.get("/requests"))


def test_it_reads_what_to_search_by_in_its_queue_and_on_the_request(police):
    case = police.work.case
    assert "Search for" not in police.queue()  # it was asked before that was asked for
    police.work.tale.answer(ON)
    police.work.reviews.request_information(
        case.case_id,
        bodies=[POLICE],
        requested_on=ON,
        questions="And since?",
        search=SearchTold(by="MARKERSEARCH", from_on=date(2026, 3, 1), to_on=ON),
        signed=police.work.tale.signed(ON),
    )
    police.work.on(ON)
    police.comes(OURS)
    (asked,) = police.work.case.evidence.searches
    for page in ("/requests", f"/requests/{police.reference}/{asked}"):
        assert "MARKERSEARCH" in words(police.browser.get(page)), page


def test_it_opens_a_request_in_its_queue_and_answers_it(police):
    queue = police.browser.get("/requests")
    assert f"{police.reference}: to be answered by Tuesday 24 March" in words(queue)
    assert f'href="{police.at}"' in queue.text
    page = police.browser.get(police.at)
    assert "What reports have you had" in words(page)
    assert "Marigold" not in page.text
    page = police.type(**GIVEN)
    assert str(page.url).endswith("/check")
    assert "This part, and nothing else: That four calls were made" in words(page)
    page = police.browser.post(f"{police.at}/send", data=filled_in(page))
    assert "The request is answered" in words(page)
    assert police.answer.how is HowAnswered.BY_ACCOUNT
    assert police.answer.recorded_by == OURS.account_id
    assert police.answer.recorded_for == POLICE
    assert "answered on Wednesday 11 March 2026" in police.queue()
    told = words(police.work.on(ON).get("/partners"))
    assert "Answered by the body itself on Wednesday 11 March 2026" in told
    assert "Cambridgeshire Constabulary, by the body itself, signed in" in told
    assert "Partner 81" in told


def test_half_an_answer_is_kept_for_colleagues_and_told_in_the_queue(police):
    assert police.type(answer="1. Four so far", save="typed").status_code == 200
    page = police.type(save="yes")
    assert "sign in and open the request again" in words(page)
    police.comes(COLLEAGUE)
    assert "Half an answer is kept, since 11 March 2026" in police.queue()
    assert "1. Four so far" in police.browser.get(police.at).text
    assert police.answer is None


def test_what_a_colleague_keeps_is_not_written_over_or_sent_unseen(police):
    stale = filled_in(police.browser.get(police.at))
    checked = police.type(**GIVEN)
    police.comes(COLLEAGUE).type(**GIVEN | {"answer": "Theirs"}, save="typed")
    police.comes(OURS)
    form = filled_in(checked) | {
        "csrf_token": filled_in(police.browser.get(police.at))["csrf_token"]
    }
    page = police.browser.post(f"{police.at}/send", data=form)
    assert page.status_code == 409
    assert "Theirs</textarea>" in page.text
    page = police.browser.post(
        police.at, data=stale | {"csrf_token": form["csrf_token"], "answer": "Mine"}
    )
    assert page.status_code == 409
    assert "Mine</textarea>" in page.text
    assert police.answer is None


def test_nil_takes_one_click_and_asks_where_an_answer_was_begun(police):
    police.type(answer="1. Four so far", save="typed")
    asked = police.type("/nil")
    assert asked.status_code == 409
    page = police.browser.post(f"{police.at}/nil", data=filled_in(asked))
    assert "nothing held" in words(page)
    assert police.answer.kind is AnswerKind.NIL
    assert police.answer.how is HowAnswered.BY_ACCOUNT


def test_a_refusal_names_the_law_and_what_is_late_says_so(police):
    police.work.clock.set(date(2026, 3, 25))
    police.comes(OURS)
    assert "overdue since Tuesday 24 March 2026" in police.queue()
    refusal = {
        "kind": "refused",
        "answer": "We cannot",
        "tells_of": ["nobody in particular"],
        "may_be_told": "none of it",
    }
    page = police.type(**refusal)
    assert page.status_code == 422
    assert "Select which law forbids it" in words(page)
    page = police.type(
        **refusal,
        forbidden_by="the Investigatory Powers Act 2016",
        provision="section 57",
        why_none="It would show the source",
    )
    page = police.browser.post(f"{police.at}/send", data=filled_in(page))
    assert "recorded as late" in words(page)
    assert police.answer.kind is AnswerKind.REFUSED


def test_the_same_answer_twice_is_one_and_another_is_refused_in_words(police):
    form = filled_in(police.browser.get(police.at))
    fields = filled_in(police.type(**GIVEN))
    police.browser.post(f"{police.at}/send", data=fields)
    end = police.work.reviews.end_of_log()
    again = police.browser.post(f"{police.at}/send", data=fields)
    assert "The request is answered" in words(again)
    late = police.browser.post(police.at, data=form | {"answer": "MARKERLATE"})
    assert late.status_code == 409
    assert "MARKERLATE" in late.text
    assert police.work.reviews.end_of_log() == end


def alike(page):
    return page.status_code, re.sub(r"[0-9a-f]{64}|nonce[^ >]+", "*", page.text)


def test_what_another_body_was_asked_is_not_there(police):
    another = Journey(police.work.reviews, 2).apply().decide()
    reference = police.work.reviews.case(another.case_id).trigger.reference
    police.work.on(ON)
    police.comes(OURS)
    form = filled_in(police.browser.get(police.at)) | GIVEN
    nowhere = alike(police.browser.get(f"/requests/EC-26-00000/{UUID(int=1)}"))
    assert nowhere[0] == 404
    theirs = f"/requests/{police.reference}/{police.request_of(COUNCIL)}"
    of_another = f"/requests/{reference}/{police.request_of(POLICE)}"
    none_owned = f"/requests/{police.reference}/actions"
    for at in (theirs, of_another, none_owned):
        assert alike(police.browser.get(at)) == nowhere
        assert police.browser.post(at, data=form).status_code == 404
    assert police.browser.post(f"{theirs}/nil", data=form).status_code == 404
    assert not police.work.case.evidence.answers
    own = police.at
    for account in (THE_COUNCILS, ELSEWHERE):
        assert alike(police.comes(account).browser.get(own))[0] == 404


def test_it_is_read_by_name_and_by_nobody_of_the_staff(police):
    police.browser.get(police.at)
    own = police.at
    police.comes(ANN)
    assert police.browser.get(own).status_code == 403
    told = words(police.work.get("/history/reads"))
    assert f"Partner 81 11 March 2026 at 9:30am /{own.rpartition('/')[2]}" in told


def test_progress_is_reported_on_the_bodys_own_actions(police):
    work = police.work
    work.tale.answer().assess().convene().choose().send_papers().hold().find()
    work.on(date(2026, 4, 17))  # the police's was due the day before
    police.comes(OURS)
    queue = police.browser.get("/requests")
    assert "overdue since Thursday 16 April 2026 : Visit weekly" in words(queue)
    at = f"/requests/{police.reference}/actions"
    assert f'href="{at}"' in queue.text
    page = police.browser.get(at)
    assert "noise equipment" not in page.text
    nothing_said = {"reports-0-became": "done"}
    page = police.browser.post(at, data=filled_in(page) | nothing_said)
    assert page.status_code == 422
    said = {"reports-0-says": "Visits on four evenings. MARKEROWNER"}
    page = police.browser.post(at, data=filled_in(page) | said)
    assert "What you reported is recorded" in words(page)
    (done,) = work.case.outcome.done.values()
    assert done.recorded_by == OURS.account_id
    letters = {each.kind: each for each in work.tale.all_letters()}
    assert letters[LetterKind.PLAN_UPDATE].held_because is HeldBecause.UNREAD
    assert "Visit weekly" not in police.queue()
