"""Whatever form there is: every field wrong, too long, yet to come, or another case's.

The forms are those of `every_page.FORMS` (`test_every_route_of_a_form.py` compares them
with the application's routes), the fields those of the pages themselves.
"""

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
from web.form_read import form_read
from web.mistakes import (
    AT_ONCE,
    LONG,
    NOT_BY_LENGTH,
    NOTHING_HAS,
    SMUGGLED,
    days_that_were,
    ids_in,
    kept,
    names_of,
    said_of_each_field,
    to_come,
    wrong_by_kind,
)

pytestmark = pytest.mark.thorough

ASKING = [route for route in FORMS if route not in ASK_NOTHING]


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

    def not_there(self, to):
        """Send it somewhere else, rightly filled in; there is nothing there."""
        end = self.sam.reviews.end_of_log()
        page = self.sam.browser.post(to, data=self.right, follow_redirects=False)
        assert self.sam.reviews.end_of_log() == end, "something was recorded"
        assert page.status_code == 404, (to, page.status_code)
        assert "There is no such page" in page.text


@pytest.mark.parametrize("route", ASKING)
def test_with_every_field_wrong_each_says_so_and_keeps_what_was_typed(sam, route):
    filling = Filling(sam, route)
    wrong = wrong_by_kind(filling.read)
    assert wrong, "a form without a field"
    page = filling.refused(wrong)
    assert page.status_code == 422
    said = set(said_of_each_field(page))
    for name in names_of(filling.read) - said:  # what the case itself has to be asked
        page_of_one = filling.refused({name: wrong[name]})
        assert name in said_of_each_field(page_of_one), name
        # The area is of a list whose columns can be read.
        assert name in {"incident", "on_grounds", "area"}, (
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
    for day in days_that_were(filling.read):
        page = filling.refused(date_in(day, to_come()))
        assert day in said_of_each_field(page), day


@pytest.mark.parametrize("route", ASKING)
def test_what_a_form_does_not_ask_is_not_taken_beside_what_it_asks(sam, route):
    """All that it asks is filled in: each of these alone is why it is refused."""
    filling, end = Filling(sam, route), sam.reviews.end_of_log()
    for name in SMUGGLED - filling.right.keys():
        sent = filling.right | {name: str(NOTHING_HAS)}
        page = sam.browser.post(filling.to, data=sent, follow_redirects=False)
        assert page.status_code in {400, 422}, name
        assert sam.reviews.end_of_log() == end, name


@pytest.mark.parametrize("route", ASKING)
def test_what_is_of_another_case_is_not_taken_in_any_field(sam, route):
    filling, another = Filling(sam, route), Filling(sam, route, 1)
    for name in filling.read.id_fields:
        offered = filling.read.offered[name]
        others = another.read.offered.get(name, set()) - offered - {""}
        for other in sorted(others)[:1]:
            filling.refused({name: other})


@pytest.mark.parametrize("route", [r for r in FORMS if "uuid}" in r])
def test_what_is_of_another_case_in_the_address_is_not_there(sam, route):
    """As what nothing has: neither is recorded, nor told from the other."""
    filling, another = Filling(sam, route), Filling(sam, route, 1)
    for own, others in zip(*map(ids_in, (filling.to, another.to)), strict=True):
        for other in {str(NOTHING_HAS), others} - {own}:
            if (to := filling.to.replace(own, other)) != another.to:
                filling.not_there(to)
