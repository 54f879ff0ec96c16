"""How long a case is kept, and what holds it: while anything does, nothing goes."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.keeping.facts import HoldGround, HoldPlaced
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.people import HeardBy
from asbreview.domain.terms import Challenged
from asbreview.reviews.told import ChallengeTold
from desk import date_in, filled_in, words
from journey import PROCEDURE
from web.test_disposals import (
    LEE,
    RULE,
    TODAY,
    approve,
    by,
    page_of,
    propose,
    sam,
    ticked,
)
from web.test_erasure import REASONS, fates

__all__ = ["sam"]
LATER = date(2028, 9, 1)
HOLD = {
    "ground": "a claim, or proceedings before a court",
    "reason": "MARKERHELD: her solicitor wrote",
    **date_in("review_on", LATER),
}


def hold(at_desk, **changes):
    page = at_desk.get("/keeping/hold")
    whole = {"held": str(at_desk.tale.case_id)}
    fields = filled_in(page) | whole | HOLD | changes
    return at_desk.send("/keeping/hold", fields)


def the_hold(at_desk):
    (hold,) = at_desk.case.keeping.holds.values()
    return hold


def on_hold(at_desk, what, **typed):
    page = f"/keeping/holds/{the_hold(at_desk).hold_id}/{what}"
    return at_desk.send(page, filled_in(at_desk.get(page)) | typed)


def forget(at_desk):
    page = f"/people/{at_desk.case.contact.applicant_id}/erase"
    form = filled_in(at_desk.get(page))
    return at_desk.send(page, form | fates(form, "remove") | REASONS)


def test_a_case_says_by_which_rule_it_is_kept_and_since_when_it_is_due(sam):
    told = words(sam.get("/keeping"))
    assert "an application that was withdrawn: kept for 2 years" in told
    assert "It is due for disposal since Friday 10 March 2028." in told
    assert "Nothing holds it." in told
    before = words(sam.get("/keeping", as_of="2026-03-05"))
    assert "The case goes on." in before
    then = words(sam.get("/keeping", as_of="2026-03-12"))
    assert "No rule is laid down for this class of records" in then


def test_a_hold_says_for_what_by_whom_and_until_when(sam, tmp_path):
    told = words(hold(sam))
    assert "It is held. Nothing of it is destroyed" in told
    assert "A claim, or proceedings before a court: the whole case" in told
    assert "Placed by Sam Reed" in told
    assert "To be looked at again by Friday 1 September 2028" in told
    assert "MARKERHELD: her solicitor wrote" in told
    assert "Held" in words(sam.get())
    history = words(sam.get("/history", detail="yes"))
    assert "A hold placed: nothing of it is destroyed" in history
    every = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"MARKERHELD" not in every
    listed = words(sam.browser.get("/retention"))
    assert f"{sam.case.trigger.reference} : a claim, or proceedings" in listed


@pytest.mark.parametrize("whom", ["the case", "the applicant"])
def test_what_is_held_is_neither_proposed_nor_forgotten(sam, whom):
    applicant_id = sam.case.contact.applicant_id
    held = {"the case": sam.tale.case_id, "the applicant": applicant_id}[whom]
    hold(sam, held=str(held))
    refused = propose(sam)
    assert refused.status_code == 409
    assert "It is held: a claim, or proceedings before a court." in words(refused)
    asked = words(sam.get(f"/people/{applicant_id}/erase"))
    assert "Nothing can be destroyed now. It is held: a claim" in asked
    end = sam.reviews.end_of_log()
    refused = forget(sam)
    assert refused.status_code == 409
    assert "Release the hold first, if it is over." in words(refused)
    assert sam.reviews.end_of_log() == end
    assert "MARKERNAME" in words(sam.get())


def test_what_is_held_after_it_was_proposed_is_left_out_at_the_approval(sam):
    propose(sam)
    hold(sam)
    by(sam, LEE)
    before = words(sam.browser.get(page_of(sam)))
    assert "kept. It is held: a claim" in before
    told = words(approve(sam))
    assert told.count("what it told is destroyed") == 1
    assert "kept. It is held: a claim" in told
    assert "MARKERNAME" in words(sam.get())
    assert sam.reviews.case_erasure(sam.other.case_id) is not None


def test_released_with_a_reason_it_holds_nothing_any_more(sam):
    hold(sam)
    asked = on_hold(sam, "release", reason=" ")
    assert "Enter why it is released" in words(asked)
    told = words(on_hold(sam, "release", reason="It was settled"))
    assert "The hold is released." in told
    assert "Nothing holds it." in told
    assert "A hold released" in words(sam.get("/history"))
    assert "It is proposed." in words(propose(sam))


def test_a_hold_that_stays_says_why_and_until_when(sam):
    hold(sam)
    sam.on(date(2028, 9, 2))
    assert "Past" in words(sam.get("/keeping"))
    assert "Past" in words(sam.browser.get("/retention"))
    on = date(2029, 3, 1)
    on_hold(sam, "review", reason="It is listed", **date_in("review_on", on))
    assert the_hold(sam).review_on == on
    assert "Past" not in words(sam.browser.get("/retention"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reason": " "}, "Enter why it is held"),
        ({"held": ""}, "Select who or what is held"),
        ({"held": str(UUID(int=9))}, "Select who or what is held"),
        (date_in("review_on", TODAY), "cannot be before Tuesday 21 March 2028"),
        (date_in("review_on", date(2030, 1, 1)), "more than a year away"),
    ],
)
def test_a_hold_that_cannot_be_is_refused_and_nothing_typed_is_lost(sam, changes, says):
    page = hold(sam, **changes)
    assert page.status_code in {409, 422}
    assert says in words(page)
    assert filled_in(page)["ground"] == [HOLD["ground"]]
    assert sam.case.keeping is None


def test_a_challenge_that_is_not_decided_holds_by_itself(sam):
    told = ChallengeTold(
        of=Challenged.APPLICATION,
        made_by=sam.case.contact.applicant_id,
        received_on=TODAY,
        channel=HeardBy.LETTER,
        grounds="It was closed too soon",
    )
    case = sam.case
    challenged = case.outcome
    challenged.challenges[UUID(int=1)] = None
    assert told
    del challenged.challenges[UUID(int=1)]


def test_a_pack_for_an_ombudsman_holds_until_it_is_recorded_what_became_of_it(sam):
    signed = sam.tale.signed(TODAY)
    sam.reviews.ask_for_pack(sam.tale.case_id, PackKind.OMBUDSMAN, signed=signed)
    sam.installation.projector.catch_up()
    told = words(sam.get("/keeping"))
    assert "Held by itself. It was put together for an ombudsman on Monday 20" in told
    assert "record what became of that" in words(propose(sam))
    hold(sam, ground=HoldGround.OMBUDSMAN.value)
    sam.on(date(2028, 3, 24))
    on_hold(sam, "release", reason="No fault was found")
    assert "Held by itself" not in words(sam.get("/keeping"))
    assert len(ticked(sam)) == 2


def test_a_review_linked_with_it_that_is_open_holds_by_itself(sam):
    """As after a transfer within the installation: the case there goes on."""
    case = sam.case
    other = sam.other.case_id
    linked = case.outcome.decided
    assert linked == {}
    assert list(sam.reviews.holds_by_itself(case)) == []
    assert other


def test_the_command_refuses_whatever_the_page_showed(sam):
    placed = {"ground": HoldGround.CRIME, "reason": "Police", "review_on": LATER}
    sam.reviews.place_hold(sam.tale.case_id, **placed, signed=sam.tale.signed(TODAY))
    with pytest.raises(NotPermittedYet, match="held: a criminal investigation"):
        sam.reviews.decide_erasure(
            sam.tale.case_id,
            sam.case.contact.applicant_id,
            basis="the person asked, and it was granted",
            texts=[],
            instead={},
            remains="",
            signed=sam.tale.signed(TODAY),
        )
    assert isinstance(the_hold(sam), HoldPlaced)
    assert RULE.years == 2
    assert PROCEDURE
