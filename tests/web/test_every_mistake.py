"""Whatever form there is: every field wrong, too long, yet to come, or another case's.

The forms are those of `every_page.FORMS` (`test_every_route_of_a_form.py` compares them
with the application's routes), the fields those of the pages themselves.
"""

from datetime import timedelta

import pytest

from asbreview.working import sender_of
from browser.every_page import (
    ASK_NOTHING,
    FORMS,
    NOT_OF_A_CASE,
    TODAY,
    case_of,
    typed_in,
)
from browser.stages import Stages
from browser.visitor import as_fields
from desk import date_in, desk, filled_in
from unprinted import nothing_printed
from web.form_read import DATE_PARTS, form_read

pytestmark = pytest.mark.thorough

ASKING = [route for route in FORMS if route not in ASK_NOTHING]
LONG = "x" * 40_000
NOT_BY_LENGTH = {"meets_at", "confirmation", "content"}  # a time, a word, a file
NOT_BY_LENGTH |= {"room_for", "heard_at"}  # a number, a time
AT_ONCE = 20  # so many of them still fit in the largest form that is taken
TO_COME = TODAY + timedelta(days=40)
# Steps that are planned: meetings, due dates.  Whatever else happened, has happened.
PLANNED = (
    "meets_on",
    "review_on",
    "due_on",
    "promised_by",
    "answer_by",
    "from_on",
    "heard_on",
)


@pytest.fixture(scope="module")
def sam(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("mistakes")) as sam:
        stages = Stages(sam.installation, sam.clock)
        made = {
            route: [form.stage(stages).case_id for _ in range(2)]
            for route, form in FORMS.items()
        }
        with nothing_printed():
            sender_of(sam.installation).run_once(sam.clock())
        sam.on(TODAY)
        sam.made = {
            route: [case_of(sam.installation, case_id) for case_id in pair]
            for route, pair in made.items()
        }
        yield sam


class Filling:
    """A form as it is shown, as it would be rightly filled in, and where it is sent."""

    def __init__(self, sam, route, number=0):
        self.sam, form, case = sam, FORMS[route], sam.made[route][number]
        if route in NOT_OF_A_CASE:
            case = case._replace(address=NOT_OF_A_CASE[route])
        self.page = sam.browser.get(form.shown(case))
        self.read = form_read(self.page)
        shown = filled_in(self.page)
        self.right = shown | as_fields(typed_in(form, shown, case))
        self.to = form.address(case)

    def refused(self, wrong):
        """Send it with some of it wrong; nothing is recorded, and it is said why."""
        end = self.sam.reviews.end_of_log()
        page = self.sam.browser.post(
            self.to, data=self.right | wrong, follow_redirects=False
        )
        assert self.sam.reviews.end_of_log() == end, "something was recorded"
        assert page.status_code in {409, 422}, page.status_code
        assert "There is a problem" in page.text
        return page


def wrong_by_kind(read):
    """Return something wrong for every field, of the kind that the field has."""
    wrong = {
        name: f"wrong \a {number}" if kind in {"line", "text"} else "no such choice"
        for number, (name, kind) in enumerate(read.kinds.items())
        if kind not in {"submit", "hidden"}
    }
    return wrong | {f"{day}-{part}": "99" for day in read.days for part in DATE_PARTS}


def field_of(name, read):
    """Return the field to which a link of the error summary leads."""
    day, _, part = name.rpartition("-")
    return day if part in DATE_PARTS and day in read.days else name


def said_of_each_field(page):
    """Return what is said of each field; at the field, in the words of the summary."""
    read = form_read(page)
    said = {field_of(name, read): says for name, says in read.summary.items()}
    said = {name: says for name, says in said.items() if name in _names(read)}
    for name, says in said.items():
        assert read.beside.get(f"{name}-error") == says, (name, says)
    lost = [n for n in read.summary if n not in read.ids and n not in read.of("hidden")]
    assert not lost, f"no such place on the page: {lost}"
    return said


def _names(read):
    """Return what somebody can type or choose, and each date by its one name."""
    kinds = read.kinds.items()
    return {field_of(name, read) for name, kind in kinds if kind != "hidden"}


def kept(page, typed):
    """See that everything typed is in the form that is shown again."""
    again = filled_in(page)
    typed = {name: value for name, value in typed.items() if name in again}
    assert {name: again[name][-1] for name in typed} == typed


@pytest.mark.parametrize("route", ASKING)
def test_with_every_field_wrong_each_says_so_and_keeps_what_was_typed(sam, route):
    filling = Filling(sam, route)
    wrong = wrong_by_kind(filling.read)
    assert wrong, "a form without a field"
    page = filling.refused(wrong)
    assert page.status_code == 422
    said = set(said_of_each_field(page))
    for name in _names(filling.read) - said:  # what the case itself has to be asked
        page_of_one = filling.refused({name: wrong[name]})
        assert name in said_of_each_field(page_of_one), name
        # The area is of a list whose columns can be read.
        assert name in {"incident", "caveats_noted", "on_grounds", "area"}, (
            "told only in the second place"
        )
    texts = set(filling.read.of("line", "text"))
    kept(page, {name: value for name, value in wrong.items() if name in texts})


@pytest.mark.parametrize("route", ASKING)
def test_forty_thousand_characters_are_too_many_for_any_field(sam, route):
    filling = Filling(sam, route)
    texts = filling.read.texts
    for first in range(0, len(texts), AT_ONCE):
        wrong = dict.fromkeys(texts[first : first + AT_ONCE], LONG)
        page = filling.refused(wrong)
        said = said_of_each_field(page)
        assert set(said) >= set(wrong)
        assert all(
            "characters or fewer" in said[n] for n in wrong.keys() - NOT_BY_LENGTH
        )
        kept(page, wrong)


@pytest.mark.parametrize("route", ASKING)
def test_what_happened_did_not_happen_in_the_future(sam, route):
    filling = Filling(sam, route)
    for day in filling.read.days:
        if day.endswith(PLANNED):
            continue
        page = filling.refused(date_in(day, TO_COME))
        assert day in said_of_each_field(page), day


@pytest.mark.parametrize("route", ASKING)
def test_what_is_of_another_case_is_not_taken_in_any_field(sam, route):
    filling, another = Filling(sam, route), Filling(sam, route, 1)
    for name in filling.read.id_fields:
        offered = filling.read.offered[name]
        others = another.read.offered.get(name, set()) - offered - {""}
        for other in sorted(others)[:1]:
            filling.refused({name: other})
