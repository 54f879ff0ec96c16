"""A version that breaks the Act is stopped; a bank holiday is seen before it moves."""

from datetime import date

import pytest

from asbreview.domain.procedure_adoption import Consultation, Consultee
from browser.in_chromium import fill_in, follow, send, sign_in
from browser.premises import premises
from desk import Day
from journey import PROCEDURE

pytestmark = pytest.mark.thorough

TODAY = date(2026, 3, 4)
MOURNING = date(2026, 3, 12)


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    def told_by_letter(installation, clock):
        return Day(installation.reviews, clock).apply().post(date(2026, 3, 3))

    with premises(tmp_path_factory.mktemp("changes"), TODAY, told_by_letter) as there:
        there.settled()
        yield there


@pytest.fixture
def tab(there, chrome):
    context = chrome.new_context(base_url=there.address)
    tab = context.new_page()
    there.clock.set(TODAY)
    sign_in(tab)
    yield tab
    context.close()


def says(tab):
    return " ".join(tab.locator("main").inner_text().split())


def change_file(tab, *pairs):
    """Change the file as it stands in the form, and have it checked."""
    field = tab.locator("[name=content]")
    text = field.input_value()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    fill_in(tab, {"reason": "Slow answers", "content": text})
    send(tab, "Check it")


def consulted(there):
    """Whoever the Act names is consulted; that form is tried elsewhere."""
    tale = there.made
    for consultee in (Consultee.POLICING_BODY, Consultee.HOUSING):
        said = Consultation(
            consultee=consultee, name="An office", consulted_on=TODAY, said="Agreed"
        )
        there.installation.reviews.record_consultation(
            PROCEDURE, 2, consultation=said, signed=tale.signed(TODAY)
        )


def test_the_linter_stops_a_version_until_it_is_put_right(there, tab):
    tab.goto("/procedures/propose")
    from_april = "effective_from = 2014-10-20", "effective_from = 2026-04-01"
    change_file(tab, from_april, ("[reporting]\n", "[reporting]\nmonths = 13\n"))
    assert "The reporting period is not one to 12 months long" in says(tab)
    assert "cannot be adopted until this is put right" in says(tab)
    send(tab, "Record the proposal")
    consulted(there)
    tab.goto("/procedures/2/adopt")
    assert "It cannot be adopted as it stands" in says(tab)
    adopt(tab)
    assert "There is a problem" in says(tab)
    assert (
        there.installation.reviews.procedure_in_force(
            PROCEDURE, date(2026, 4, 1)
        ).version
        == 1
    )

    tab.goto("/procedures/2/revise")
    change_file(tab, ("\nmonths = 13", ""))
    send(tab, "Record the changed proposal")
    consulted(there)
    tab.goto("/procedures/2/adopt")
    adopt(tab)
    assert says(tab).startswith("Success")
    in_force = there.installation.reviews.procedure_in_force
    assert in_force(PROCEDURE, date(2026, 4, 1)).version == 2
    assert in_force(PROCEDURE, date(2026, 3, 31)).version == 1


def adopt(tab):
    warned = tab.locator("textarea[name^=accepted-]")
    for box in warned.all():
        box.fill("It is advice")
    fill_in(tab, {"adopted_on": TODAY, "adopted_by": "The board"})
    send(tab, "Record that it was adopted")


def test_a_bank_holiday_shows_what_moves_then_moves_it_and_asks_to_tell(there, tab):
    """The acknowledgement named Monday 30 March, 20 working days from 2 March."""
    tab.goto("/working-days/proclaim")
    told = {"name": "A day of mourning", "source": "The London Gazette"}
    fill_in(tab, {"on": MOURNING} | told)
    send(tab, "Show what moves")
    moves = "from Monday 30 March 2026 to Tuesday 31 March 2026"
    assert moves in says(tab)
    assert "(acknowledgement) named Monday 30 March 2026" in says(tab)
    assert there.made.reviews.calendar(
        as_of=there.made.reviews.end_of_log()
    ).is_working(MOURNING)

    send(tab, "Record the bank holiday")
    assert "The bank holiday is recorded." in says(tab)
    tab.goto("/")
    assert "Tell them the new date" in says(tab)
    tab.goto("/working-days")
    follow(tab, tab.locator("#to-tell a"))
    tab.wait_for_url("**/contacts/tellings/*")
    assert "they were told Monday 30 March 2026; it is now Tuesday 31" in says(tab)
    fill_in(tab, {"channel": "phone"})
    send(tab, "Record that they were told")
    assert "It is recorded that they were told the new date." in says(tab)
    tab.goto("/")
    assert "Tell them the new date" not in says(tab)
