"""The bodies of a case: asked, answering, and who has not."""

from datetime import date

import pytest

from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from desk import date_in, desk, filled_in, words
from journey import BODIES

ASKED_ON = date(2026, 3, 10)  # a Tuesday; the answers are due ten working days on
DUE = "Tuesday 24 March 2026"
POLICE = 1


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply()
        yield work.on(ASKED_ON)


@pytest.fixture
def asked(work):
    work.tale.ask(ASKED_ON)
    return work.on(ASKED_ON)


def request_of(work, number=POLICE):
    requests = work.case.evidence.requests.values()
    return next(r.request_id for r in requests if r.body_id == BODIES[number])


def return_nil(work, number=POLICE):
    at = f"/partners/{request_of(work, number)}/answer"
    return work.send(at, filled_in(work.get(at, nil="yes")))


def answer_of(work, number=POLICE):
    return work.case.evidence.answers.get(request_of(work, number))


def test_all_the_relevant_bodies_are_asked_in_one_form(work):
    assert "No body has been asked for information yet." in work.get("/partners").text
    form = work.get("/partners/ask")
    assert "Sch.4 para 7" in form.text
    fields = filled_in(form)
    assert len(fields["bodies"]) == 4
    for asks in ("Reports", "Actions not taken", "What may be told", "Who will attend"):
        assert asks in fields["questions"][-1]
    work.send("/partners/ask", fields)
    page = words(work.send("/partners/ask", fields))  # a double click
    assert "4 of 4 still to answer" in page
    assert page.count(f"due in 10 working days, {DUE}") == 4
    assert len(work.case.evidence.requests) == 4
    assert "no body to ask until one of them has answered" in words(
        work.get("/partners/ask")
    )


def test_each_body_is_asked_besides_what_it_knows_best(work):
    fields = filled_in(work.get("/partners/ask"))
    number = {fields[f"own-{n}-body_id"][0]: n for n in range(4)}
    police, council = (number[str(BODIES[n])] for n in (POLICE, 0))
    assert "incidents and calls" in fields[f"own-{police}-questions"][0]
    fields[f"own-{police}-questions"] = "What became of call 1234?"
    fields[f"own-{council}-questions"] = ""
    fields["questions"] = "What did you do?"
    fields["bodies"] = [str(BODIES[n]) for n in (POLICE, 0)]
    work.send("/partners/ask", fields)
    ring = work.installation.keyring
    asked = {
        request.body_id: ring.reveal(request.questions.text)
        for request in work.case.evidence.requests.values()
    }
    assert asked == {
        BODIES[POLICE]: "What did you do?\n\nWhat became of call 1234?",
        BODIES[0]: "What did you do?",
    }


def test_what_is_typed_for_one_body_is_not_lost_when_something_else_is_wrong(work):
    fields = filled_in(work.get("/partners/ask"))
    page = work.send(
        "/partners/ask",
        fields | {"questions": "", "own-1-questions": "What became of call 1234?"},
    )
    assert page.status_code == 422
    assert "Enter the questions" in words(page)
    assert "What became of call 1234?" in words(page)
    assert not work.case.evidence.requests


@pytest.mark.parametrize("named", ["nobody", "00000000-0000-0000-0000-000000000099"])
def test_a_text_for_a_body_that_is_none_of_the_case_is_nobodys(work, named):
    fields = filled_in(work.get("/partners/ask"))
    changed = fields | {"questions": "", "own-0-body_id": named}
    page = work.send("/partners/ask", changed)
    assert page.status_code == 422
    assert "Enter the questions" in words(page)
    assert not work.case.evidence.requests


def test_what_is_wrong_with_a_request_is_told(work):
    for changed, says in (
        ({"bodies": ""}, "Select the bodies to ask"),
        ({"questions": ""}, "Enter the questions"),
        (date_in("requested_on", date(2026, 3, 11)), "The request"),
    ):
        page = work.fill_in("/partners/ask", **changed)
        assert page.status_code in {409, 422}
        assert f">{says}" in page.text
    assert not work.case.evidence.requests


def test_who_has_not_answered_stands_out_and_by_how_much(asked):
    return_nil(asked, number=0)
    page = words(asked.on(date(2026, 3, 26)).get("/partners"))
    assert "3 of 4 still to answer" in page
    assert page.count(f"overdue by 2 working days, {DUE}") == 3
    assert page.count("Has not answered Overdue by 2 working days") == 3
    then = words(asked.get("/partners", as_of="2026-03-12"))
    assert page.count("Nothing held (nil return)") == 3
    assert "Nothing held (nil return)" not in then
    assert "due in 8 working days" in then


def test_a_link_to_what_was_sent_is_there_once_anything_was(asked):
    told = words(asked.get("/partners"))
    assert "Nothing was sent from here. Ask it by a link :" in told
    assert "see what was sent" not in told
    assert "is due. Hold reminders by rule" in told


def test_a_nil_return_takes_one_button_and_no_words(asked):
    page = words(return_nil(asked))
    assert "The answer is on record." in page
    assert "A nil return: nothing is held." in page
    assert answer_of(asked).kind is AnswerKind.NIL


def test_an_answer_says_what_may_be_told_and_that_it_was_late(asked):
    late = date(2026, 3, 25)
    page = words(
        asked.on(late).fill_in(
            f"/partners/{request_of(asked)}/answer",
            kind="information returned",
            answer="Four calls, one warning",
            may_be_told="part of it",
            part_told="That four calls were made",
        )
    )
    assert f"Answered on Wednesday 25 March 2026, late : it was due on {DUE}" in page
    assert "Four calls, one warning" in page
    assert "The applicant may be told Part of it: That four calls were made" in page
    for prepared in ("/threshold", "/panel/papers"):
        if prepared == "/panel/papers":
            asked.tale.decide(late).assess(late).convene(late, date(2026, 4, 20))
            asked.on(late)
        told = words(asked.get(prepared))
        assert "may be told part of it: That four calls were made" in told, prepared
    assert answer_of(asked).may_be_told is MayBeTold.PART


def test_part_of_it_asks_which_part_and_nothing_typed_is_lost(asked):
    at = f"/partners/{request_of(asked)}/answer"
    typed = {"kind": "information returned", "answer": "Four calls"}
    page = asked.fill_in(at, **typed, may_be_told="part of it")
    assert page.status_code == 409
    says = "Enter the part that the applicant may be told"
    assert f'<a href="#part_told">{says}' in page.text
    assert "Four calls" in page.text
    assert answer_of(asked) is None


def test_a_reminder_is_on_the_page_and_in_the_history_and_moves_no_date(asked):
    at = f"/partners/{request_of(asked)}/chase"
    asked.on(date(2026, 3, 25))
    page = words(
        asked.fill_in(at, channel="phone", said="The inspector is back Friday")
    )
    assert "The reminder is on record." in page
    assert "Reminded on Wednesday 25 March 2026, by phone, recorded by Sam Reed" in page
    assert "The inspector is back Friday" in page
    assert page.count(f"it was due on {DUE}") == 4
    assert "Body reminded of a request" in words(asked.get("/history"))
    return_nil(asked)
    late = asked.send(
        at,
        filled_in(asked.get(f"/partners/{request_of(asked, 0)}/chase"))
        | {"channel": "phone"},
    )
    assert late.status_code == 409
    assert "This request has been answered" in late.text


def test_a_refusal_names_its_ground_and_nothing_typed_is_lost(asked):
    at = f"/partners/{request_of(asked)}/answer"
    typed = {"kind": "refused", "answer": "It would harm", "may_be_told": "none of it"}
    page = asked.fill_in(at, **typed)
    assert page.status_code == 409
    assert '<a href="#legal_ground">Enter the legal ground' in page.text
    assert "It would harm" in page.text
    assert answer_of(asked) is None
    page = asked.send(at, filled_in(page) | {"legal_ground": "DPA 2018, Schedule 2"})
    assert "on this legal ground: DPA 2018, Schedule 2" in words(page)


def test_an_answer_recorded_in_error_is_asked_for_again(asked):
    at = f"/partners/{request_of(asked)}"
    return_nil(asked)
    page = words(asked.fill_in(f"{at}/in-error", reason="It was the council's"))
    assert "because: It was the council's" in page
    assert "4 of 4 still to answer" in page
    asked.fill_in(
        f"{at}/answer",
        kind="information returned",
        answer="The right one",
        may_be_told="all of it",
    )
    page = words(asked.get("/partners"))
    assert "The right one" in page
    assert "because: It was the council's" in page
    assert "3 of 4 still to answer" in page


def test_an_application_not_passed_on_says_to_whom_and_an_auditor_only_reads(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply(passed_on=False)
        page = work.on(ASKED_ON).get("/partners")
        assert "has still to be passed on to East Cambridgeshire District" in page.text
        assert "/pass-on" in page.text
        page = work.as_auditor().get("/partners")
        assert "/pass-on" not in page.text
        assert "/partners/ask" not in page.text
