"""What becomes of a form: done, or shown again with all that was typed and why."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from litestar.response import Redirect

from asbreview.web.forms import LONGEST_TEXT, Form, Says
from asbreview.web.submitted import submitted
from asbreview.web.typed import MOST_GROUPS
from sample_pages import OVERTAKEN, REFUSED, NoteForm, note_page
from visiting import fields_of, sign_in, token_of

NOTE = "/cases/EF-26-7K3MQ/note"


@dataclass
class Sent:
    """What came of a form: what it was taken to say, or how it was shown again."""

    form: NoteForm | None = None
    shown: object = None
    status: int = 303

    @property
    def says(self):
        return [fault.says for fault in self.shown.faults]

    @property
    def goes_to(self):
        return [fault.goes_to for fault in self.shown.faults]


def typed(**changed):
    fields = {
        "csrf_token": "t",
        "command_id": str(UUID(int=7)),
        "met": "true",
        "agreed": "district council",
        "reasons": "as discussed",
        **day("decided_on", "2", "3", "2026"),
    } | {name.replace("__", "-"): value for name, value in changed.items()}
    return {
        name: value if isinstance(value, list) else [value]
        for name, value in fields.items()
        if value is not None
    }


def day(name, day, month, year):
    return {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}


def send(fields):
    sent = Sent()

    def do(form):
        sent.form = form
        return Redirect("/")

    def again(shown):
        sent.shown = shown
        return note_page(shown)

    sent.status = submitted(NoteForm, fields, do=do, show_again=again).status_code
    return sent


def test_what_was_typed_is_done():
    form = send(typed(agreed=["district council", "chief officer of police"])).form
    assert form.met is True
    assert len(form.agreed) == 2
    assert form.decided_on == date(2026, 3, 2)
    assert form.told_on is None
    assert form.complaints == ()
    assert form.command_id == UUID(int=7)


@pytest.mark.parametrize(
    ("field", "says", "goes_to"),
    [
        ("met", "Select whether the threshold is met", "met"),
        ("agreed", "Select which bodies agreed", "agreed"),
        ("reasons", "Enter the reasons", "reasons"),
    ],
)
@pytest.mark.parametrize("given", [None, "", "  "])
def test_what_is_missing_is_asked_for(field, says, goes_to, given):
    sent = send(typed(**{field: given}))
    assert (sent.status, sent.says, sent.goes_to) == (422, [says], [goes_to])


@pytest.mark.parametrize("field", ["met", "agreed"])
def test_what_is_not_among_the_choices_is_asked_for_again(field):
    (says,) = send(typed(**{field: "perhaps"})).says
    assert says.startswith("Select ")


@pytest.mark.parametrize(
    ("given", "says", "part"),
    [
        (("2", "", "2026"), "must include a month", "month"),
        (("", "", "2026"), "must include a day and a month", "day"),
        (("2", "3", "26"), "must have a year of 4 numbers", "year"),
        (("31", "2", "2026"), "must be a real date", "day"),
        (("2", "13", "2026"), "must be a real date", "day"),
        (("two", "3", "2026"), "must be a real date", "day"),
        (("2", "Marchember", "2026"), "must be a real date", "day"),
        (("0", "0", "0000"), "must be a real date", "day"),
        (("9" * 5000, "3", "2026"), "must be a real date", "day"),
    ],
)
def test_a_date_says_what_is_wrong_with_it(given, says, part):
    sent = send(typed(**day("decided_on", *given)))
    assert sent.says == [f"The date of the decision {says}"]
    assert sent.goes_to == [f"decided_on-{part}"]
    assert [item["value"] for item in sent.shown.date_items("decided_on")] == [*given]


def test_a_date_marks_the_part_that_is_wrong_or_all_of_it():
    def marked(*given):
        items = send(typed(**day("decided_on", *given))).shown.date_items("decided_on")
        return [item["name"] for item in items if "error" in item["classes"]]

    assert marked("2", "", "2026") == ["month"]
    assert marked("31", "2", "2026") == ["day", "month", "year"]
    assert marked("", "", "") == ["day", "month", "year"]


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARCH", " 3 "])
def test_a_month_may_be_a_number_or_its_name(month):
    sent = send(typed(**day("decided_on", "02", month, "2026")))
    assert sent.form.decided_on == date(2026, 3, 2)


def test_a_date_that_may_be_left_out_is_refused_when_half_given():
    (says,) = send(typed(**day("told_on", "2", "", ""))).says
    assert says == "The date they were told must include a month and a year"


def test_lines_are_as_the_browser_meant_them():
    assert send(typed(reasons=" one\r\ntwo\rthree ")).form.reasons == "one\ntwo\nthree"


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x85"])
def test_what_cannot_be_printed_is_refused_in_words(control):
    (says,) = send(typed(reasons=f"one{control}two")).says
    assert says == "The reasons must not have characters that cannot be printed"


def test_a_text_too_long_says_by_how_much():
    assert send(typed(reasons="x" * LONGEST_TEXT)).form
    sent = send(typed(reasons="x" * 40_000))
    (says,) = sent.says
    assert says.startswith("The reasons must be 10,000 characters or fewer:")
    assert says.endswith("you have 30,000 characters too many")
    assert len(sent.shown.value("reasons")) == 40_000


def test_groups_are_read_in_order_and_empty_ones_are_left_out():
    form = send(
        typed(
            complaints__0__about="",
            **day("complaints-0-made_on", "", "", ""),
            complaints__3__about="noise",
            **day("complaints-3-made_on", "1", "3", "2026"),
            complaints__2__about="dogs",
            **day("complaints-2-made_on", "1", "2", "2026"),
        )
    ).form
    assert [(c.about, c.made_on.month) for c in form.complaints] == [
        ("dogs", 2),
        ("noise", 3),
    ]


def test_a_group_with_only_what_does_not_count_is_left_out():
    assert send(typed(complaints__0__hate="true")).form.complaints == ()


def test_a_fault_in_a_group_is_told_at_the_field_it_was_typed_in():
    sent = send(
        typed(
            complaints__0__about="noise",
            **day("complaints-0-made_on", "1", "3", "2026"),
            complaints__1__about="",
            complaints__4__about="dogs",
            **day("complaints-4-made_on", "1", "", "2026"),
        )
    )
    assert sent.says == ["Complaint 5: the date of the complaint must include a month"]
    assert sent.goes_to == ["complaints-4-made_on-month"]
    assert sent.shown.error("complaints-4-made_on")["text"] == sent.says[0]
    assert sent.shown.groups("complaints") == [0, 1, 4]


@pytest.mark.parametrize("name", ["admin", "complaints-x-about", "met-day"])
def test_what_the_form_does_not_ask_for_is_refused(name):
    sent = send(typed(**{name: "x"}))
    assert (sent.status, len(sent.says)) == (422, 1)
    assert "does not ask for" in sent.says[0]


def test_more_groups_than_a_page_has_are_refused_and_none_is_dropped_unsaid():
    many = {
        f"complaints__{number}__about": "noise" for number in range(MOST_GROUPS + 1)
    }
    assert any("does not ask for" in says for says in send(typed(**many)).says)


def test_every_field_wrong_is_told_for_every_field():
    sent = send({"csrf_token": ["t"], "command_id": [str(uuid4())]})
    assert sent.goes_to == ["met", "agreed", "reasons", "decided_on-day"]


def test_a_form_without_words_is_not_a_form():
    with pytest.raises(TypeError, match="no words for"):

        class Dumb(Form):
            SAYS: ClassVar = {"met": Says.select("it")}

            met: bool
            reasons: str


@pytest.fixture
def filled(browser):
    sign_in(browser)
    typed = fields_of(browser.get(NOTE))
    return typed | {
        "csrf_token": token_of(browser),
        "met": "true",
        "agreed": ["district council", "chief officer of police"],
        "reasons": "A long and careful paragraph.",
        "decided_on-day": "2",
        "decided_on-month": "3",
        "decided_on-year": "2026",
    }


def test_a_refusal_is_told_at_its_field_and_loses_nothing(
    browser, filled, installation
):
    installation.reviews.refusal = REFUSED
    page = browser.post(NOTE, data=filled)
    assert page.status_code == 409
    assert '<a href="#met">The threshold has been decided</a>' in page.text
    assert page.text.count("checked") == 3  # met, and the two bodies
    assert "A long and careful paragraph." in page.text
    assert "<title>Error: Write a note" in page.text


def test_a_conflict_says_what_happened_and_can_be_sent_again(
    browser, filled, installation
):
    installation.reviews.refusal = OVERTAKEN
    page = browser.post(NOTE, data=filled)
    assert page.status_code == 409
    assert "The case changed while you were deciding" in page.text
    assert "Ann Fen recorded the housing reply." in page.text
    assert "A long and careful paragraph." in page.text
    assert filled["command_id"][0] in page.text

    assert browser.post(NOTE, data=filled).url.path == "/"
    ((_, signed),) = installation.reviews.recorded
    assert (signed.by, signed.for_body) == (UUID(int=1), UUID(int=9))
    assert str(signed.command_id) == filled["command_id"][0]


def test_what_was_typed_is_never_markup(browser, filled):
    page = browser.post(NOTE, data=filled | {"reasons": "<b>x</b>\x00"})
    assert page.status_code == 422
    assert "<b>" not in page.text
