"""The forms of others than a caseworker: with whatever may be wrong in each.

Every field wrong, 40,000 characters, a day to come, what is another case's.  Those of a
caseworker are in `test_every_mistake.py`; those of somebody who has not sent an
application yet in `test_apply_mistakes.py`.
"""

from contextlib import contextmanager

import pytest
from sqlalchemy import select

from asbreview.access.office import TABLES
from browser.others import Others, form_that_goes_to, on_their_days, signed_in
from browser.others_forms import OTHERS_ASK_NOTHING, OTHERS_FORMS
from desk import date_in
from web.form_read import form_read
from web.mistakes import (
    LONG,
    NOTHING_HAS,
    SMUGGLED,
    days_that_were,
    ids_in,
    names_of,
    said_of_each_field,
    to_come,
    wrong_by_kind,
)

pytestmark = pytest.mark.thorough
ASKING = [route for route in OTHERS_FORMS if route not in OTHERS_ASK_NOTHING]
# What a body sends is what was kept of it: what it did not ask is not looked at, as
# `test_others_planted.py` shows.
ANSWERS = [r for r in OTHERS_FORMS if r.startswith(("/answering", "/requests/"))]
NEVER_AGAIN = {"password", "file"}  # what is shown to nobody, once it was typed
# What passes: who is here, who read what, how often; and the letters made meanwhile.
PASSES = {"sessions", "drafts", "read_log", "buckets", "sign_in_tries", "forms_sent"}
PASSES |= {"ledger_checks"}  # of the ledger, which checks itself
PASSES |= {"answers_begun"}  # kept for the body alone, as far as it was typed
PASSES |= {name for name in TABLES.tables if name.startswith(("outbox", "letter"))}


@pytest.fixture(scope="module")
def place_on(tmp_path_factory):
    with on_their_days(tmp_path_factory, each=2) as on:
        yield on


class Filling:
    """A form as its sender is shown it, and as it would be rightly filled in."""

    def __init__(self, there, others, visitor):
        self.there, self.others, self.visitor = there, others, visitor
        self.right = others.filled_in(visitor)
        self.to = others.place.to
        self.read = form_read(visitor.get(others.place.shown), self.to)

    def refused(self, wrong, to=None):
        """Send it with some of it wrong; nothing is saved, and it is said why."""
        page = self.sent(wrong, to)
        assert page.status_code in {409, 422}, page.status_code
        assert "There is a problem" in page.text
        assert "<title>Error: " in page.text
        return page

    def sent(self, wrong, to=None):
        end, before = self._end(), self._office()
        page = self.others.send(self.visitor, self.right | wrong, to)
        assert self.others.recorded(end) == []
        assert self._office() == before
        return page

    def kept(self, page, typed):
        """See that everything typed is in the form that is shown again."""
        again = form_that_goes_to(self.to, page)
        typed = {n: v for n, v in typed.items() if n not in NEVER_AGAIN}
        assert {name: again[name][-1] for name in typed} == typed

    def _end(self):
        return self.there.installation.reviews.end_of_log()

    def _office(self):
        tables = (t for t in TABLES.sorted_tables if t.name not in PASSES)
        with self.there.installation.office.reading() as db:
            return {t.name: sorted(map(repr, db.execute(select(t)))) for t in tables}


@contextmanager
def filling(place_on, route, which=0):
    form = OTHERS_FORMS[route]
    there = place_on(form.on)
    others = Others(there, form, there.made[route][which])
    with signed_in(there, form, others.place) as visitor:
        yield Filling(there, others, visitor)


@pytest.mark.parametrize("route", sorted(OTHERS_ASK_NOTHING))
def test_a_form_that_asks_nothing_has_nothing_to_fill_in(place_on, route):
    with filling(place_on, route) as it:
        assert names_of(it.read) == set()


@pytest.mark.parametrize("route", ASKING)
def test_with_every_field_wrong_each_says_so_and_keeps_what_was_typed(place_on, route):
    with filling(place_on, route) as it:
        wrong = wrong_by_kind(it.read)
        assert wrong, "a form without a field"
        page = it.refused(wrong)
        said = set(said_of_each_field(page, it.to))
        for name in names_of(it.read) - said:  # what the case itself has to be asked
            assert name == "on_grounds", "told only in the second place"
            assert name in said_of_each_field(it.refused({name: wrong[name]}), it.to)
        it.kept(page, {n: wrong[n] for n in it.read.of("line", "text")})


@pytest.mark.parametrize("route", ASKING)
def test_forty_thousand_characters_are_too_many_for_any_field(place_on, route):
    with filling(place_on, route) as it:
        long = dict.fromkeys(it.read.texts, LONG)
        if not long:
            return
        page = it.refused(long)
        assert set(said_of_each_field(page, it.to)) >= set(long)
        it.kept(page, long)


@pytest.mark.parametrize("route", ASKING)
def test_what_happened_did_not_happen_in_the_future(place_on, route):
    with filling(place_on, route) as it:
        for day in days_that_were(it.read):
            page = it.refused(date_in(day, to_come(it.others.form.on)))
            assert day in said_of_each_field(page, it.to), day


@pytest.mark.parametrize("route", [r for r in OTHERS_FORMS if r not in ANSWERS])
def test_what_a_form_does_not_ask_is_not_taken_beside_what_it_asks(place_on, route):
    """All that it asks is filled in: each of these alone is why it is refused."""
    with filling(place_on, route) as it:
        for name in SMUGGLED - it.right.keys():
            assert it.sent({name: str(NOTHING_HAS)}).status_code == 422, name


@pytest.mark.parametrize("route", [r for r in OTHERS_FORMS if "uuid}" in r])
def test_what_is_of_another_in_the_address_is_not_there(place_on, route):
    """Beside a reference, another case's; alone, one that nothing has."""
    with filling(place_on, route) as it:
        another = it.there.made[route][1].to
        for own, others in zip(*map(ids_in, (it.to, another)), strict=True):
            for other in {str(NOTHING_HAS), others} - {own}:
                if (to := it.to.replace(own, other)) != another:
                    page = it.sent({}, to)
                    assert page.status_code == 404, (to, page.status_code)
                    assert "There is no such page" in page.text


@pytest.mark.parametrize("route", OTHERS_FORMS)
def test_what_is_of_another_case_is_not_taken_in_any_field(place_on, route):
    with filling(place_on, route) as it, filling(place_on, route, 1) as another:
        for name in it.read.id_fields:
            others = another.read.offered.get(name, set()) - it.read.offered[name]
            for other in sorted(others - {""})[:1]:
                it.refused({name: other})
