"""The templates, the words, and looking at a case as it was."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError
from litestar.exceptions import ClientException
from markupsafe import Markup

from asbreview.web import templating
from asbreview.web.as_of import as_of
from asbreview.web.overview import Step
from asbreview.web.templating import COMPONENTS, MOST_DRAWN, DrawnOnce, templates
from asbreview.web.words import day, due, moment
from visiting import sign_in

BLUE = "govuk-tag--blue"
NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def environment():
    return templates(lambda name: f"/static/{name}")


def test_a_misspelt_name_is_an_error_and_no_gap(environment):
    with pytest.raises(UndefinedError):
        environment.from_string("{{ applicnt }}").render()


def test_what_is_told_is_escaped(environment):
    text = environment.from_string("{{ name }}").render(name="<b>")
    assert text == "&lt;b&gt;"


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_can_be_called(environment, component):
    assert callable(environment.globals[f"govuk_{component.replace('-', '_')}"])


def test_a_component_may_be_told_little(environment):
    button = environment.from_string('{{ govuk_button({"text": "Go"}) }}').render()
    assert "govuk-button" in button


def test_what_was_typed_in_several_lines_is_shown_as_it_was_typed(environment):
    asked = {"name": "why", "id": "why", "label": {"text": "Why?"}, "value": "a\nb\nc"}
    held = environment.globals["govuk_textarea"](asked)
    item = {"value": "no", "text": "No", "conditional": {"html": held}}
    legend = {"legend": {"text": "Do you?"}}
    drawn = environment.globals["govuk_radios"](
        {"name": "do", "items": [item], "fieldset": legend}
    )
    assert ">a\nb\nc</textarea>" in drawn


def test_what_is_drawn_once_is_drawn_as_it_would_be_each_time(environment):
    draw, button = (
        environment.globals["drawn_once"],
        environment.globals["govuk_button"],
    )
    for told in ({"text": "Go"}, {"text": "Stop"}, {"text": "Go", "classes": "a"}):
        assert draw(button, told) == draw(button, told) == button(told)
    told = environment.from_string('{{ drawn_once(govuk_button, {"text": t}) }}')
    assert "&lt;b&gt;" in told.render(t="<b>")
    assert "&lt;b&gt;" not in told.render(t=Markup("<b>"))


def test_no_more_is_kept_in_mind_than_is_used_again(environment):
    draw = DrawnOnce()
    for number in range(MOST_DRAWN + 10):
        draw(environment.globals["govuk_tag"], {"text": str(number)})
        assert len(draw) == number % MOST_DRAWN + 1


def test_the_steps_of_a_case_are_drawn_as_the_task_list_of_gov_uk(environment):
    steps = [
        Step("Read it", "On Monday", "/read", "Completed", None, cannot=False),
        Step("Ask <them>", "", "/ask", "Not yet started", BLUE, cannot=False),
        Step("Meet", "Ask first", None, "Cannot start yet", None, cannot=True),
    ]
    items = [_as_gov_uk(step) for step in steps]
    its_own = environment.globals["govuk_task_list"]
    theirs = its_own({"idPrefix": "steps", "items": items})
    ours = environment.get_template("overview/_steps.html.jinja").render(steps=steps)
    assert "".join(ours.split()) == "".join(theirs.split())


def _as_gov_uk(step):
    classes = "govuk-task-list__status--cannot-start-yet" if step.cannot else ""
    status = {"text": step.status, "classes": classes}
    if step.tag:
        status = {"tag": {"text": step.status, "classes": step.tag}}
    told = {"title": {"text": step.verb}, "href": step.href, "status": status}
    return told | ({"hint": {"text": step.says}} if step.says else {})


MAKES_ROOM = ("add_another(", "who_attended(", "_complaints.html.jinja")


def test_the_enter_key_sends_a_form_and_makes_no_room_for_more():
    """In a line of text it presses the first button of the form, whichever that is.

    And a form that has made room once leaves the row's name out of its address: or the
    browser goes to that row, and the focus to nothing, where something is wrong.
    """
    folder = Path(templating.__file__).parent / "templates"
    seen = 0
    for file in folder.rglob("*.jinja"):
        form = file.read_text().partition("call form_start(")[2]
        makes_room = [form.find(name) for name in MAKES_ROOM if name in form]
        if makes_room:
            assert 0 < form.find("enter_presses(") < min(makes_room), file.name
            assert form.startswith('shown, action="?")'), file.name
            seen += 1
    assert seen >= 7


def test_a_day_has_its_weekday():
    assert day(date(2027, 1, 14)) == "Thursday 14 January 2027"


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        ("2026-06-04T08:32:00Z", "4 June 2026 at 9:32am"),  # summer time
        ("2026-01-04T12:05:00Z", "4 January 2026 at 12:05pm"),
        ("2026-01-04T00:05:00Z", "4 January 2026 at 12:05am"),
        ("2026-06-30T23:30:00Z", "1 July 2026 at 12:30am"),
    ],
)
def test_a_moment_is_londons(instant, said):
    assert moment(datetime.fromisoformat(instant)) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (2, "Due in 2 working days"),
        (1, "Due in 1 working day"),
        (0, "Due today"),
        (-3, "Overdue by 3 working days"),
    ],
)
def test_a_due_date_says_how_far_it_is(days, said):
    assert due(days) == said


def asked(given):
    return as_of(given, now=NOW, position_as_of=lambda instant: instant.day)


def test_a_page_is_looked_at_from_now_unless_it_is_asked_for():
    assert asked(None) == asked("") == asked(None)
    assert asked(None).is_now
    assert (asked(None).position, asked(None).on) == (None, date(2026, 6, 30))


@pytest.mark.parametrize(
    ("given", "instant", "on"),
    [
        ("2026-06-04T08:32:00Z", "2026-06-04T08:32:00+00:00", "2026-06-04"),
        ("2026-06-04T09:32:00+01:00", "2026-06-04T08:32:00+00:00", "2026-06-04"),
        ("2026-06-04T09:32:00 01:00", "2026-06-04T08:32:00+00:00", "2026-06-04"),
        ("2026-06-04", "2026-06-04T22:59:59.999999+00:00", "2026-06-04"),
        ("2026-01-04", "2026-01-04T23:59:59.999999+00:00", "2026-01-04"),
        ("2026-06-30", "2026-06-30T12:00:00+00:00", "2026-06-30"),  # so far
        ("2026-06-03T23:30:00Z", "2026-06-03T23:30:00+00:00", "2026-06-04"),
    ],
)
def test_a_page_may_be_asked_for_as_of_an_instant_or_a_day(given, instant, on):
    found = asked(given)
    assert found.instant == datetime.fromisoformat(instant)
    assert found.on == date.fromisoformat(on)
    assert found.position == found.instant.day
    assert not found.is_now


@pytest.mark.parametrize(
    "given",
    [
        "yesterday",
        "2026-02-30",
        "2026-06-04T09:32:00",
        "12",
        "9999-12-31",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+23:59",
        "2026-07-01",
    ],
)
def test_nonsense_and_days_to_come_are_refused(given):
    with pytest.raises(ClientException):
        asked(given)


def test_a_page_as_it_was_says_so_and_leads_back(browser):
    sign_in(browser)
    page = browser.get("/cases/EF-26-7K3MQ/note?tab=2&as_of=2026-03-01")
    assert "this page as it was on Sunday 1 March 2026" in page.text
    assert 'href="/cases/EF-26-7K3MQ/note?tab=2"' in page.text
    assert "as it was" not in browser.get("/cases/EF-26-7K3MQ/note").text


def test_nonsense_in_the_address_is_told_in_words(browser):
    sign_in(browser)
    page = browser.get("/cases/EF-26-7K3MQ/note?as_of=yesterday")
    assert page.status_code == 400
    assert "Write it as 2026-03-02" in page.text


def test_the_demonstration_says_that_nobody_is_real(environment, browser):
    banners = environment.get_template("layout/_header.html.jinja")
    frame = SimpleNamespace(demonstration=True, account=None)
    assert "Nobody here is real" in banners.render(frame=frame)
    assert "Nobody here is real" not in browser.get("/sign-in").text


def test_nobody_is_told_they_are_gov_uk(browser):
    page = sign_in(browser).text
    assert "crown" not in page.casefold()
    assert ">East Fen partnership" in " ".join(page.split()).replace("> ", ">")
