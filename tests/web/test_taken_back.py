"""A slip about a meeting, a letter, a call or an action, put right on its line."""

import re
from datetime import UTC, date, datetime

import pytest

from asbreview.domain.contact.facts import Direction
from asbreview.domain.contact.help import Need
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.people import Channel
from asbreview.reviews.plans import ActionReport, Became
from desk import desk, filled_in, words

ON = date(2026, 4, 10)


@pytest.fixture
def sam(tmp_path):
    """A case that is in its plan, and whose letters have gone."""
    with desk(tmp_path) as at_desk:
        yield at_desk.on(ON)


def put_off(case):
    case.apply().decide().convene()
    case.reviews.postpone_panel(
        case.case_id,
        meets_at=datetime(2026, 4, 16, 9, tzinfo=UTC),
        reason="The chair is ill.",
        signed=case.signed(ON),
    )


def adjourned(case):
    case.apply().decide().convene().choose().sit().adjourn()


def came_back(case):
    case.apply().post(date(2026, 3, 3))
    case.reviews.letter_came_back(
        case.posted_letter(LetterKind.ACKNOWLEDGEMENT),
        returned_on=ON,
        how="Gone away",
        signed=case.signed(ON),
    )


def cancelled(case):
    case.apply()
    (letter_id,) = (letter.id for letter in case.all_letters())
    case.reviews.cancel_letter(
        letter_id, reason="We rang them", signed=case.signed(date(2026, 3, 3))
    )


def answered(case):
    case.apply()
    id_, reviews = case.case_id, case.reviews
    who = reviews.case(id_).contact.applicant_id
    signed = case.signed(ON)
    reviews.ask_for_help(id_, person_id=who, needs=[Need.CALL], said="", signed=signed)
    (help_id,) = reviews.case(id_).contact.calls
    reviews.answer_help(
        id_,
        help_id,
        channel=Channel.PHONE,
        direction=Direction.FROM_US,
        made_on=ON,
        said="We rang.",
        signed=case.signed(ON),
    )


def reported(became):
    def happens(case):
        case.apply().decide().ask().assess().convene().choose().hold().find()
        first, *_ = case.reviews.case(case.case_id).outcome.actions
        report = ActionReport(action_id=first, became=became, on=ON, says="The lift")
        case.reviews.report_actions(case.case_id, [report], signed=case.signed(ON))

    return happens


KINDS = [
    (put_off, "Panel put off", "putting the panel off"),
    (adjourned, "Meeting adjourned", "adjourning the meeting"),
    (came_back, "Letter came back", "that a letter came back"),
    (cancelled, "Letter not to be sent", "that a letter is not to be sent"),
    (answered, "The call for help was answered", "answering a call for help"),
    (
        reported(Became.PROGRESSED),
        "Progress reported on an action",
        "progress on an action",
    ),
    (
        reported(Became.HELD_UP),
        "An action not done yet, with the reason",
        "why an action is not done yet",
    ),
]


def link_of(page, title):
    """Return where the line of the history that says so is put right."""
    line = page.text[page.text.index(f">{title}") :]
    return re.search(r'href="/cases/[^/"]+(/history/[0-9]+/in-error)"', line)[1]


@pytest.mark.parametrize(("happens", "title", "what"), KINDS)
def test_it_is_put_right_from_its_line(sam, happens, title, what):
    happens(sam.tale)
    sam.on(ON)
    link = link_of(sam.get("/history"), title)
    asked = sam.get(link)
    assert f"Recorded in error: {what}" in words(asked)
    empty = sam.fill_in(link)
    assert empty.status_code == 422
    assert "Enter what was wrong" in words(empty)
    typed = filled_in(asked) | {"reason": "Of another case"}
    for _ in range(2):  # a double click has one effect
        page = sam.send(link, typed)
        assert page.status_code == 200
        assert "It is recorded that this was in error" in words(page)
    assert page.text.count(f">Recorded in error: {what}</h2>") == 1
    assert "It is recorded already" in words(sam.get(link))


@pytest.mark.parametrize(("happens", "title"), [kind[:2] for kind in KINDS[-2:]])
def test_a_report_in_error_is_not_on_the_plan(sam, happens, title):
    happens(sam.tale)
    sam.on(ON)
    assert "The lift" in words(sam.get("/outcome"))
    sam.fill_in(link_of(sam.get("/history"), title), reason="Of another case")
    assert "The lift" not in words(sam.get("/outcome"))


def test_whoever_reads_that_letters_do_not_go_there_is_led_to_put_it_right(sam):
    came_back(sam.tale)
    sam.on(ON)
    page = words(sam.get("/contacts"))
    assert "If none came back, put that right in the history" in page
    sam.fill_in(link_of(sam.get("/history"), "Letter came back"), reason="Next door's")
    assert "Nothing more goes there" not in words(sam.get("/contacts"))


def test_the_letter_says_that_it_had_not_come_back(sam):
    came_back(sam.tale)
    sam.on(ON)
    letter_id = sam.tale.all_letters()[0].id
    assert "Record that it came back" not in words(sam.get(f"/letters/{letter_id}"))
    sam.fill_in(link_of(sam.get("/history"), "Letter came back"), reason="Next door's")
    page = words(sam.get(f"/letters/{letter_id}"))
    assert "It had not come back: it went on Tuesday 3 March 2026." in page
    assert "Next door's" in page
    assert "Record that it came back" in page


def test_what_has_gone_on_since_is_told_and_nothing_typed_is_lost(sam):
    put_off(sam.tale)
    sam.on(ON)
    link = link_of(sam.get("/history"), "Panel put off")
    sam.tale.choose().hold(date(2026, 4, 16))
    refused = sam.on(date(2026, 4, 17)).fill_in(link, reason="Of another case")
    assert refused.status_code == 409
    assert "Record first that the meeting was recorded in error" in words(refused)
    assert filled_in(refused)["reason"] == ["Of another case"]
