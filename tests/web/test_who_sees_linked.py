"""A restriction or a conflict of interest says where a linked case still stands open.

A review that was referred back has the people of the case it came from (0074).
"""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from desk import SAM, desk, words
from journey import AREAS, COUNCIL
from visiting import PASSWORD
from web.test_erasure_elsewhere import DECIDED, refer_back

WREN = Account(
    UUID(int=51), "wren@ely.example", "Wren Toll", Role.CASEWORKER, COUNCIL, AREAS
)
LEE = Account(UUID(int=52), "lee@ely.example", "Lee Marsh", Role.LEAD, COUNCIL, AREAS)
NEXT = date(2026, 4, 21)
AFTER = date(2026, 4, 23)
SAME = "The same people, on another case"


@pytest.fixture
def work(tmp_path):
    """A case whose review was referred back, and the review that was opened on it."""
    with desk(tmp_path) as work:
        for account in (WREN, LEE):
            open_account(
                work.installation.office, account, password=PASSWORD, at=work.clock()
            )
        tale = work.tale.apply().post(date(2026, 3, 3)).decide().ask().answer()
        tale.assess().convene().choose().hold().find().post(date(2026, 4, 7))
        tale.challenge(date(2026, 4, 10)).arrange_hearing(date(2026, 4, 13))
        tale.post(date(2026, 4, 14))
        work.linked_id = refer_back(work)
        work.on(NEXT)
        yield work


def linked(work):
    return work.reviews.case(work.linked_id).trigger.reference


def read(work, who, reference, **asked):
    answer = work.sits(who).browser.get(f"/cases/{reference}/who-sees", params=asked)
    return words(answer) if answer.status_code == 200 else answer.status_code


def say(work, command, case_id, *told, on=NEXT, **more):
    signed = work.tale.signed(on)
    getattr(work.reviews, command)(case_id, *told, reason="Cousins", signed=signed)
    work.on(AFTER)


def test_of_cases_that_are_as_open_as_each_other_nothing_is_said(work):
    assert DECIDED < NEXT
    for reference in (work.case.trigger.reference, linked(work)):
        assert SAME not in read(work, LEE, reference)


def test_a_restricted_review_names_the_case_it_came_from_until_that_is_restricted(
    work,
):
    earlier = work.case.trigger.reference
    say(work, "restrict_case", work.linked_id, ())
    assert read(work, WREN, linked(work)) == 404
    told = read(work, LEE, linked(work))
    assert SAME in told
    assert f"{earlier} is not restricted." in told
    say(work, "restrict_case", work.tale.case_id, (), on=AFTER)
    assert SAME not in read(work, LEE, linked(work))
    assert read(work, WREN, earlier) == 404


def test_whoever_has_a_conflict_in_one_is_named_while_they_find_the_other(work):
    earlier = work.case.trigger.reference
    say(work, "declare_conflict", work.tale.case_id, WREN.account_id)
    assert read(work, WREN, earlier) == 404
    assert read(work, WREN, linked(work)) != 404
    told = read(work, LEE, earlier)
    finds = f"Wren Toll has a conflict of interest here, and finds {linked(work)}"
    assert finds in told
    say(work, "declare_conflict", work.linked_id, WREN.account_id, on=AFTER)
    assert SAME not in read(work, LEE, earlier)


def test_a_page_of_then_says_what_was_so_then_to_whoever_may_see_it_today(work):
    earlier = work.case.trigger.reference
    say(work, "restrict_case", work.linked_id, (SAM.account_id,))
    on_the_day = {"as_of": NEXT.isoformat()}
    say(work, "restrict_case", work.tale.case_id, (), on=AFTER)
    assert f"{earlier} is not restricted." in read(
        work, LEE, linked(work), **on_the_day
    )
    assert SAME not in read(work, LEE, earlier, as_of="2026-04-12")  # before the other


def test_it_names_no_linked_case_to_whoever_may_not_see_that(work):
    """Sam is let in to the review; the case before it is kept from them."""
    earlier = work.case.trigger.reference
    say(work, "declare_conflict", work.linked_id, WREN.account_id)
    say(work, "declare_conflict", work.tale.case_id, SAM.account_id, on=AFTER)
    told = read(work, SAM, linked(work))
    assert SAME not in told
    assert f"Wren Toll has a conflict of interest here, and finds {earlier}" in read(
        work, LEE, linked(work)
    )
