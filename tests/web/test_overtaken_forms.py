"""Two caseworkers have one form open: the second does not undo the first unseen.

Each form fills in what is on record, and what it records takes the place of all of it.
"""

from uuid import UUID

import pytest

from asbreview.access.accounts import open_account
from asbreview.domain.errors import AlreadyDone
from browser.every_page import CASE, FORMS, TODAY, case_of, typed_in
from browser.premises import WREN
from browser.stages import Stages
from browser.visitor import as_fields
from desk import desk, filled_in, words
from visiting import PASSWORD

# What each of the two typed besides what the form is filled in with.
ROUTES = {
    f"{CASE}/contacts/{{person_id:uuid}}/circumstances": (
        {"language": "Polish"},
        {"vulnerability": "Hears little on the left"},
    ),
    f"{CASE}/contacts/victim/put-right": (
        {"victim_name": "Odile Marsh"},
        {"victim_name": "Peter Marsh"},
    ),
    f"{CASE}/letters/{{letter_id:uuid}}/words": (
        {"at_the_end": "We will ring you on Friday"},
        {"at_the_end": "We will come by on Monday"},
    ),
}


@pytest.fixture(scope="module")
def sam(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("overtaken")) as sam:
        stages = Stages(sam.installation, sam.clock)
        sam.made = {r: FORMS[r].stage(stages).case_id for r in ROUTES}
        open_account(
            sam.installation.office,
            WREN,
            password=PASSWORD,
            at=sam.clock(),
            demonstration=False,
        )
        yield sam.on(TODAY)


@pytest.mark.parametrize("route", ROUTES)
def test_the_second_is_told_and_loses_nothing(sam, route):
    case, form = case_of(sam.installation, sam.made[route]), FORMS[route]
    first, second = (as_fields(typed) for typed in ROUTES[route])

    def opened():
        shown = filled_in(sam.browser.get(form.shown(case)))
        return shown | as_fields(typed_in(form, shown, case))

    ours, theirs = opened() | second, opened() | first

    def send(fields):
        return sam.browser.post(form.address(case), data=fields, follow_redirects=False)

    assert send(theirs).status_code == 303
    end = sam.reviews.end_of_log()
    refused = send(ours)
    assert refused.status_code == 409
    assert "since you opened this page" in words(refused)
    assert "Nothing you typed is lost" in words(refused)
    assert sam.reviews.end_of_log() == end
    kept = filled_in(refused)
    typed = ROUTES[route][1]
    assert {name: kept[name][-1] for name in typed} == typed
    assert send(kept).status_code == 303, "who has seen what stands may record"


def test_a_form_that_was_open_before_there_was_a_mark_still_records(sam):
    """A page that was shown by the version before has no `since`."""
    route = next(iter(ROUTES))
    case, form = case_of(sam.installation, sam.made[route]), FORMS[route]
    fields = filled_in(sam.browser.get(form.shown(case))) | {"landlord": "Fen Homes"}
    del fields["since"]
    sent = sam.browser.post(form.address(case), data=fields, follow_redirects=False)
    assert sent.status_code == 303


@pytest.fixture
def seen(tmp_path):
    """A case that two leads look at."""
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        yield at_desk


def test_a_lead_does_not_restrict_a_case_over_another_lead(seen):
    """Each ticked somebody who is to see it; the second would have unticked one."""
    tale, restrict = seen.tale, seen.reviews.restrict_case
    odile, rufus = UUID(int=91), UUID(int=92)
    told = {"reason": "Threats", "since": 0, "signed": tale.signed(TODAY)}
    restrict(tale.case_id, (odile,), **told)
    for say in (
        lambda told: restrict(tale.case_id, (rufus,), **told),
        lambda told: seen.reviews.lift_restriction(tale.case_id, **told),
    ):
        again = told | {"signed": tale.signed(TODAY)}
        with pytest.raises(AlreadyDone, match="since you opened this page"):
            say(again)
    now = seen.case.trigger.restricted_since
    assert seen.case.trigger.restriction.named == (odile,)
    again = told | {"signed": tale.signed(TODAY), "since": now}
    restrict(tale.case_id, (odile, rufus), **again)
    assert set(seen.case.trigger.restriction.named) == {odile, rufus}


def test_a_chair_who_was_let_in_meanwhile_is_not_shut_out_unseen(seen):
    tale, let_in = seen.tale, seen.reviews.let_in
    odile, rufus = UUID(int=91), UUID(int=92)
    let_in(tale.case_id, (odile,), since=0, signed=tale.signed(TODAY))
    with pytest.raises(AlreadyDone, match="since you opened this page"):
        let_in(tale.case_id, (rufus,), since=0, signed=tale.signed(TODAY))
    assert set(seen.case.trigger.let_in) == {odile}
    now = seen.case.trigger.let_in_since
    let_in(tale.case_id, (odile, rufus), since=now, signed=tale.signed(TODAY))
    assert set(seen.case.trigger.let_in) == {odile, rufus}


@pytest.mark.parametrize("page", ["restriction", "let-in"])
def test_the_pages_of_who_sees_it_say_which_state_they_show(seen, page):
    seen.on(TODAY)
    assert filled_in(seen.get(f"/who-sees/{page}"))["since"][-1] == "0"
