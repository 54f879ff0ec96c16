"""The bodies of a case: asked, answering, and who has not."""

from dataclasses import replace
from datetime import date

import pytest

from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.evidence.marks import CameBy
from asbreview.domain.people import Safety
from desk import date_in, desk, filled_in, words
from journey import BODIES, MARIGOLD

ASKED_ON = date(2026, 3, 10)  # a Tuesday; the answers are due ten working days on
DUE = "Tuesday 24 March 2026"
POLICE = 1
PARTS = ("day", "month", "year")
NO_DAY = {f"search_from-{part}": "" for part in PARTS}
CAME = {"came_by": "by telephone", "given_by": "PC Larkspur, MARKERDESK"}


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
    return work.send(at, filled_in(work.get(at, nil="yes")) | CAME)


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


def test_each_body_is_told_what_to_search_by(work):
    fields = filled_in(work.get("/partners/ask"))
    # the victim, from the first behaviour complained of to the day of the request
    assert fields["search_by"] == ["Marigold MARKERNAME\n7 Larkspur Row\nEly\nCB7 4ZZ"]
    days = [f"search_{end}-{part}" for end in ("from", "to") for part in PARTS]
    assert [fields[name] for name in days] == [
        *(["1"], ["7"], ["2025"]),
        *(["10"], ["3"], ["2026"]),
    ]
    names = "Marigold MARKERNAME\nSaul Teasel, next door"
    page = words(work.send("/partners/ask", fields | {"search_by": names}))
    said = "in the records from Tuesday 1 July 2025 to Tuesday 10 March 2026 : Marigold"
    assert page.count(f"{said} MARKERNAME Saul Teasel, next door") == 4
    searches = work.case.evidence.searches
    assert set(searches) == set(work.case.evidence.requests)
    at = f"/partners/{request_of(work)}/answer"
    assert "Saul Teasel" in words(work.get(at))


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"search_by": ""}, "search_by", "Enter whom, and which address,"),
        (
            {f"search_from-{part}": "" for part in PARTS},
            "search_from-day",
            "Enter the first",
        ),
        (
            date_in("search_to", date(2026, 3, 11)),
            "search_to-day",
            "The last day to search cannot be in the future",
        ),
        (
            date_in("search_to", date(2025, 6, 30)),
            "search_to-day",
            "The last day to search cannot be before Tuesday 1 July 2025",
        ),
    ],
)
def test_a_request_names_whom_and_which_days(work, changed, field, says):
    page = work.send("/partners/ask", filled_in(work.get("/partners/ask")) | changed)
    assert page.status_code in {409, 422}
    assert f'<a href="#{field}">{says}' in page.text
    assert not work.case.evidence.requests


def test_an_address_to_which_it_is_not_safe_to_write_is_not_filled_in(tmp_path):
    """It may be where they went, and every body would read it."""
    with desk(tmp_path) as work:
        unsafe = Safety(
            to_write=False, to_email=True, to_ring=True, to_leave_a_message=False
        )
        work.tale.apply(applicant=replace(MARIGOLD, safe=unsafe))
        fields = filled_in(work.on(ASKED_ON).get("/partners/ask"))
    assert fields["search_by"] == ["Marigold MARKERNAME"]


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
    assert "asks you to ring. Hold reminders by rule" in told


def test_a_nil_return_takes_no_words_but_who_gave_it_and_how(asked):
    page = words(return_nil(asked))
    assert "The answer is on record." in page
    assert "A nil return: nothing is held." in page
    assert answer_of(asked).kind is AnswerKind.NIL


def test_an_answer_says_what_may_be_told_and_that_it_was_late(asked):
    late = date(2026, 3, 25)
    page = words(
        asked.on(late).fill_in(
            f"/partners/{request_of(asked)}/answer",
            **CAME,
            kind="information returned",
            answer="Four calls, one warning",
            tells_of=["the applicant", "the person complained of"],
            may_be_told="part of it",
            part_told="That four calls were made",
        )
    )
    assert f"Answered on Wednesday 25 March 2026, late : it was due on {DUE}" in page
    assert "Four calls, one warning" in page
    assert "It tells of The applicant, the person complained of" in page
    assert "The applicant may be told Part of it: That four calls were made" in page
    for prepared in ("/threshold", "/panel/papers"):
        if prepared == "/panel/papers":
            asked.tale.decide(late).assess(late).convene(late, date(2026, 4, 20))
            asked.on(late)
        told = words(asked.get(prepared))
        assert "may be told part of it: That four calls were made" in told, prepared
    assert answer_of(asked).may_be_told is MayBeTold.PART


def test_an_answer_that_tells_of_somebody_else_is_not_told_whole(asked):
    at = f"/partners/{request_of(asked)}/answer"
    assert "The applicant, who is the victim" in words(asked.get(at))
    typed = CAME | {"kind": "information returned", "answer": "Her son was there"}
    typed |= {"may_be_told": "all of it"}
    page = asked.fill_in(at, **typed)
    assert page.status_code == 422
    assert '<a href="#tells_of">Select whom the answer tells of' in page.text
    page = asked.fill_in(at, **typed, tells_of=["somebody who lives with the victim"])
    assert page.status_code == 409
    says = "It tells of somebody who lives with the victim: select part of it"
    assert f'<a href="#may_be_told">{says}' in page.text
    assert "Her son was there" in page.text
    assert answer_of(asked) is None


def test_an_answer_entered_for_a_body_says_how_it_came_and_from_whom(asked):
    at = f"/partners/{request_of(asked)}/answer"
    nil = filled_in(asked.get(at, nil="yes"))
    page = asked.send(at, nil)
    assert page.status_code == 422
    for field, says in (
        ("came_by", "Select how the answer came"),
        ("given_by", "Enter who gave the answer for the body"),
    ):
        assert f'<a href="#{field}">{says}' in page.text
    asked.send(at, nil | CAME)
    assert asked.case.evidence.came[request_of(asked)].came_by is CameBy.PHONE
    came = "It came by telephone, from PC Larkspur, MARKERDESK"
    assert f"{came}." in words(asked.get("/partners"))
    came += ", and was entered for the body."
    assert came in words(asked.get("/threshold"))
    asked.tale.decide(ASKED_ON).assess(ASKED_ON).convene(ASKED_ON, date(2026, 4, 20))
    assert came in words(asked.on(ASKED_ON).get("/panel/papers"))
    assert "It came by telephone" in words(asked.get("/history", detail="yes"))


def test_part_of_it_asks_which_part_and_nothing_typed_is_lost(asked):
    at = f"/partners/{request_of(asked)}/answer"
    typed = {
        **CAME,
        "kind": "information returned",
        "answer": "Four calls",
        "tells_of": ["the applicant"],
    }
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
    typed = {
        **CAME,
        "kind": "refused",
        "answer": "It would harm",
        "tells_of": ["nobody in particular"],
        "may_be_told": "none of it",
    }
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
        **CAME,
        kind="information returned",
        answer="The right one",
        tells_of=["the applicant"],
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
