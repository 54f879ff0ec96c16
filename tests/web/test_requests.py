"""A partner sees what their own body was asked, and nothing else of any case."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.domain.rights.restricting import RestrictedBecause
from asbreview.domain.timers import PARTNER_ANSWER, Anchor
from desk import ANN, desk, words
from journey import (
    APPLIED_ON,
    AREAS,
    BODIES,
    COUNCIL,
    EAST_CAMBRIDGESHIRE,
    Journey,
)
from projections.answering import answering_between
from projections.deadlines import deadlines_of
from visiting import PASSWORD, sign_in

POLICE = next(body for body in BODIES if body != COUNCIL)

UNTIMED = "no-time-to-answer"


def partner(number, body, areas=AREAS):
    name = f"p{number}@partner.example"
    return Account(
        UUID(int=number), name, f"Partner {number}", Role.PARTNER, body, areas
    )


OURS = partner(81, POLICE)
NOT_ASKED = partner(82, UUID(int=5))
ELSEWHERE = partner(83, POLICE, frozenset({"the-fens"}))


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        for account in (OURS, NOT_ASKED, ELSEWHERE):
            open_account(
                at_desk.installation.office,
                account,
                password=PASSWORD,
                at=at_desk.clock(),
            )
        at_desk.tale.apply().decide().ask()
        at_desk.on(APPLIED_ON)
        yield at_desk


def shown_to(at_desk, account):
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name=account.sign_in_name)
    return at_desk.browser.get("/")


def test_questions_whose_use_is_restricted_are_shown_with_the_notice(at_desk):
    case = at_desk.case
    at_desk.reviews.restrict_use(
        case.case_id,
        person_id=case.contact.applicant_id,
        texts=[each.questions.text_id for each in case.evidence.requests.values()],
        because=RestrictedBecause.ACCURACY,
        reason="It was another",
        signed=at_desk.tale.signed(date(2026, 3, 12)),
    )
    told = words(shown_to(at_desk, OURS))
    notice = "[Use restricted since Thursday 12 March 2026: it is kept, and not to be"
    assert f"{notice} relied on.] What reports have you had" in told


def test_a_partner_begins_at_what_their_body_was_asked(at_desk):
    page = shown_to(at_desk, OURS)
    assert page.url.path == "/requests"
    told = words(page)
    assert f"{at_desk.case.trigger.reference}: to be answered by" in told
    assert "What reports have you had, and what did you do?" in told
    assert "MARKER" not in page.text
    assert "Marigold" not in page.text
    assert "/cases/" not in page.text
    assert at_desk.get().status_code == 403


def test_of_a_case_that_has_ended_nothing_is_asked_any_more(at_desk):
    reference = at_desk.case.trigger.reference
    at_desk.reviews.withdraw(
        at_desk.tale.case_id,
        withdrawn_on=APPLIED_ON,
        reason="She moved away",
        signed=at_desk.tale.signed(APPLIED_ON),
    )
    at_desk.on(APPLIED_ON)
    page = shown_to(at_desk, OURS)
    told = words(page)
    assert "Not to be answered any more" in told
    assert "and the case was withdrawn" in told
    assert f"{reference}: to be answered by" not in told
    assert f'href="/requests/{reference}/' not in page.text


def test_what_is_still_to_be_answered_comes_before_what_was_answered(at_desk):
    at_desk.tale.answer()
    answered = at_desk.case.trigger.reference
    open_yet = Journey(at_desk.reviews, 2).apply().decide().ask(date(2026, 3, 9))
    reference = at_desk.reviews.case(open_yet.case_id).trigger.reference
    at_desk.on(APPLIED_ON)
    told = words(shown_to(at_desk, OURS))
    open_at = told.index(f"{reference}: to be answered by")
    answered_at = told.index(f"{answered}: answered on")
    assert open_at < answered_at


@pytest.mark.parametrize("account", [NOT_ASKED, ELSEWHERE], ids=["body", "area"])
def test_another_body_and_another_area_are_shown_nothing(at_desk, account):
    page = shown_to(at_desk, account)
    assert at_desk.case.trigger.reference not in page.text
    assert "Nothing yet." in page.text


def test_what_was_asked_on_a_restricted_case_is_not_shown(at_desk):
    at_desk.reviews.restrict_case(
        at_desk.tale.case_id,
        (),
        reason="Her name",
        signed=at_desk.tale.signed(APPLIED_ON),
    )
    at_desk.on(APPLIED_ON)
    assert "Nothing yet." in shown_to(at_desk, OURS).text


def test_that_a_partner_read_what_was_asked_is_noted_on_the_case(at_desk):
    shown_to(at_desk, NOT_ASKED)
    shown_to(at_desk, OURS)
    at_desk.browser.cookies.clear()
    sign_in(at_desk.browser, name=ANN.sign_in_name)
    told = words(at_desk.get("/history/reads"))
    assert "Partner 81 2 March 2026 at 9:30am /requests" in told
    assert "Partner 82" not in told


def test_a_request_recorded_in_error_was_none(at_desk):
    asked = at_desk.case.evidence.requests
    (theirs,) = [id_ for id_, each in asked.items() if each.body_id == POLICE]
    at_desk.reviews.correct_fact(
        at_desk.tale.case_id,
        "evidence.information-requested",
        theirs,
        reason="Of another",
        signed=at_desk.tale.signed(APPLIED_ON),
    )
    at_desk.on(APPLIED_ON)
    assert "Nothing yet." in shown_to(at_desk, OURS).text


def test_an_answered_request_says_when(at_desk):
    at_desk.tale.answer()
    at_desk.on(APPLIED_ON)
    told = words(shown_to(at_desk, OURS))
    assert "Nothing is still to be answered. Answered" in told
    assert "answered on Wednesday 18 March 2026" in told


def test_a_partner_sees_the_open_actions_of_their_body_and_which_are_overdue(at_desk):
    at_desk.tale.answer().assess().convene().choose().hold().find()
    at_desk.on(date(2026, 4, 16))  # the day on which it is due
    told = words(shown_to(at_desk, OURS))
    reference = at_desk.case.trigger.reference
    assert f"{reference}, by Thursday 16 April 2026: Visit weekly" in told
    assert "Install noise equipment" not in told  # the council's
    at_desk.on(date(2026, 4, 17))
    told = words(shown_to(at_desk, OURS))
    assert "overdue since Thursday 16 April 2026 : Visit weekly" in told
    for other in (NOT_ASKED, ELSEWHERE):
        assert "Visit weekly" not in shown_to(at_desk, other).text
    at_desk.tale.do_actions(date(2026, 5, 12))
    at_desk.on(date(2026, 5, 12))
    assert "Visit weekly" not in shown_to(at_desk, OURS).text


def test_a_body_that_was_never_asked_sees_and_reports_on_its_actions(tmp_path):
    with desk(tmp_path) as work:
        open_account(work.installation.office, OURS, password=PASSWORD, at=work.clock())
        work.tale.apply().decide().assess().convene().choose().hold().find()
        work.on(date(2026, 4, 16))
        page = shown_to(work, OURS)
        assert "Visit weekly" in words(page)
        page = work.browser.get(f"/requests/{work.case.trigger.reference}/actions")
        assert "Action 2: Visit weekly" in words(page)


def test_what_was_asked_is_shown_where_the_procedure_sets_no_time_to_answer(tmp_path):
    untimed = EAST_CAMBRIDGESHIRE.model_copy(
        update={
            "procedure_id": UNTIMED,
            "timers": tuple(
                each
                for each in EAST_CAMBRIDGESHIRE.timers
                if each.timer_id != PARTNER_ANSWER
            ),
        }
    )
    theirs = partner(86, POLICE, frozenset({UNTIMED}))
    with desk(tmp_path) as work:
        open_account(
            work.installation.office, theirs, password=PASSWORD, at=work.clock()
        )
        work.reviews.record_procedure(
            untimed,
            in_force_from=untimed.effective_from,
            signed=work.tale.signed(untimed.effective_from),
        )
        work.tale.apply(procedure_id=UNTIMED).decide().ask()
        work.on(date(2026, 3, 11))
        reference = work.case.trigger.reference
        told = words(shown_to(work, theirs))
        assert f"{reference}: to be answered Asked on Tuesday 10 March 2026" in told
        times = words(work.browser.get("/requests/times"))
        assert "was asked 1 time and answered 0" in times
        work.tale.answer()
        work.on(date(2026, 3, 18))
        told = words(shown_to(work, theirs))
        assert f"{reference}: answered on Wednesday 18 March 2026" in told
        with work.installation.views.connect() as db:
            of_case = deadlines_of(db, work.tale.case_id)
            march = {"from_": date(2026, 3, 1), "to": date(2026, 3, 31)}
            counted = answering_between(db, area_id=UNTIMED, **march)
        assert not [each for each in of_case if each.starts is Anchor.REQUEST]
        assert [each.days for each in counted] == [8] * len(BODIES)
