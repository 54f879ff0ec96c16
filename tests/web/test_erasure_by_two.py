"""Forgetting a person where there is a second officer: proposed, looked at, decided."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Role, disable_account, open_account
from asbreview.domain.contact.facts import Direction
from asbreview.domain.erasure import Erasure, ErasureDecided
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.people import Channel
from desk import SAM, desk, filled_in, words
from visiting import PASSWORD, forms_of, sent_by, sign_in

DAY = date(2026, 3, 10)
DRAFT = "MARKERDRAFT at night."
REASONS = {"basis": "the person asked, and it was granted", "confirmation": "ERASE"}
LEE = SAM._replace(
    account_id=UUID(int=72),
    sign_in_name="lee@ely.example",
    name="Lee Wicken",
    role=Role.LEAD,
)
JO = SAM._replace(
    account_id=UUID(int=73), sign_in_name="jo@ely.example", name="Jo Stretham"
)


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        told = {"password": PASSWORD, "at": at_desk.clock(), "demonstration": False}
        for account in (LEE, JO):
            open_account(at_desk.installation.office, account, **told)
        at_desk.tale.apply().post(date(2026, 3, 3)).decide(date(2026, 3, 9))
        yield at_desk.on(DAY)


def by(at_desk, account):
    sign_in(at_desk.browser, name=account.sign_in_name)
    return at_desk


def page_of(at_desk):
    return f"/people/{at_desk.case.contact.applicant_id}/erase"


def propose(at_desk, fate="remove"):
    form = filled_in(at_desk.get(page_of(at_desk)))
    numbers = [name.split("-")[1] for name in form if name.endswith("-text_id")]
    fates = {f"texts-{number}-fate": [fate] for number in numbers}
    written = {"texts-0-fate": "write again", "texts-0-instead": DRAFT}
    return at_desk.send(page_of(at_desk), form | fates | written | REASONS)


def decide(at_desk, what, **typed):
    """Send one of the forms of the proposal: that which goes to an address."""
    page = at_desk.get(page_of(at_desk))
    to = f"{page_of(at_desk)}/{what}"
    (form,) = [f for f in forms_of(page) if f.get("action", "").endswith(to)]
    return at_desk.send(to, sent_by(form) | typed)


def approve(at_desk):
    return decide(at_desk, "approve", confirmation="ERASE")


def the_decision(at_desk):
    return at_desk.reviews.get(Erasure, Erasure.id_for(person_of(at_desk)))


def person_of(at_desk):
    return at_desk.case.contact.applicant_id


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_a_caseworker_says_is_a_proposal_and_destroys_nothing(sam):
    asked = words(sam.get(page_of(sam)))
    assert "before another officer approves it: Lee Wicken" in asked
    told = words(propose(sam))
    assert "It is proposed to forget the person" in told
    assert "Sam Reed proposed it on" in told
    assert "You proposed this: another officer has to approve it, Lee Wicken" in told
    assert "MARKERNAME" in words(sam.get())
    assert "Proposed to forget a person" in words(sam.get("/history", detail="yes"))


def test_a_lead_reads_each_text_and_its_fate_and_approves(sam, tmp_path):
    propose(sam)
    by(sam, LEE)
    told = words(sam.get(page_of(sam)))
    assert "MARKERTEXT: noise next door every night." in told
    assert f"These words would be destroyed. In their place: {DRAFT}" in told
    done = words(approve(sam))
    assert "The person is forgotten" in done
    assert "Sam Reed proposed it, and Lee Wicken approved it." in done
    decided = the_decision(sam)
    assert (decided.proposed_by, decided.decided_by) == (
        SAM.account_id,
        LEE.account_id,
    )
    history = words(sam.get("/history", detail="yes"))
    assert "MARKERDRAFT at night." in history
    assert "by two officers" in history
    left = everything(tmp_path)
    assert b"MARKERNAME" not in left
    assert b"MARKERTEXT" not in left


def test_the_proposer_and_another_caseworker_are_refused_whatever_form_is_sent(sam):
    propose(sam)
    (waiting,) = sam.reviews.erasures_proposed(sam.case, person_of(sam))
    typed = {"proposal_id": str(waiting.proposal_id), "confirmation": "ERASE"}
    end = sam.reviews.end_of_log()
    for who, says in ((SAM, "another officer has to"), (JO, "Lee Wicken")):
        by(sam, who)
        page = filled_in(sam.get(page_of(sam)))
        own = {name: page[name] for name in ("csrf_token", "command_id")}
        refused = sam.send(f"{page_of(sam)}/approve", own | typed)
        assert refused.status_code == 409
        assert says in words(refused)
    with pytest.raises(NotPermittedYet):
        sam.reviews.approve_erasure(
            sam.tale.case_id,
            waiting.proposal_id,
            instead={each.text_id: "x" for each in waiting.redactions},
            signed=sam.tale.signed(DAY),
        )
    assert sam.reviews.end_of_log() == end


def test_returned_with_a_reason_nothing_is_destroyed_and_it_may_be_proposed_again(
    sam, tmp_path
):
    propose(sam)
    by(sam, LEE)
    told = words(decide(sam, "return", reason="MARKERWHY: it names her street"))
    assert "It is returned. Nothing is destroyed." in told
    assert "returned by Lee Wicken" in told
    assert "MARKERWHY" in told
    assert "MARKERNAME" in words(sam.get())
    by(sam, SAM)
    form = filled_in(sam.get(page_of(sam)))
    numbers = [name.split("-")[1] for name in form if name.endswith("-text_id")]
    assert len(numbers) == 7  # the six, and why it was returned
    propose(sam)
    by(sam, LEE)
    approve(sam)
    first, second = sam.reviews.erasures_proposed(sam.case, person_of(sam))
    assert set(first.drafts) | set(second.drafts) <= set(the_decision(sam).owners)
    assert b"MARKERWHY" not in everything(tmp_path)
    assert "MARKERWHY" not in words(sam.get("/history", detail="yes"))


def test_a_text_recorded_after_the_proposal_keeps_it_from_being_approved(sam):
    propose(sam)
    by(sam, LEE)
    page = filled_approval(sam)
    sam.reviews.make_contact(
        sam.tale.case_id,
        person_id=person_of(sam),
        channel=Channel.PHONE,
        direction=Direction.TO_US,
        made_on=DAY,
        said="Rang to say it is worse",
        signed=sam.tale.signed(DAY),
    )
    refused = sam.send(f"{page_of(sam)}/approve", page)
    assert refused.status_code == 409
    told = words(refused)
    assert "A text that tells of this person was recorded after it was proposed" in told
    assert "nothing is proposed about it" in told
    assert "MARKERNAME" in words(sam.get())


def test_what_was_held_after_it_was_proposed_is_kept(sam):
    propose(sam)
    by(sam, LEE)
    page = filled_approval(sam)
    sam.reviews.place_hold(
        sam.tale.case_id,
        ground=HoldGround.CLAIM,
        reason="A claim",
        review_on=date(2026, 9, 1),
        signed=sam.tale.signed(DAY),
    )
    refused = sam.send(f"{page_of(sam)}/approve", page)
    assert refused.status_code == 409
    assert "Nothing can be destroyed" in words(refused)
    assert "MARKERNAME" in words(sam.get())


def test_one_proposal_waits_at_a_time_and_is_decided_once(sam):
    form = filled_in(sam.get(page_of(sam)))
    propose(sam)
    numbers = [name.split("-")[1] for name in form if name.endswith("-text_id")]
    fates = {f"texts-{number}-fate": ["keep"] for number in numbers}
    twice = sam.send(page_of(sam), form | fates | REASONS)
    # the first form had the same command: it is given its first answer
    other = form | fates | REASONS | {"command_id": str(UUID(int=505))}
    again = sam.send(page_of(sam), other)
    assert twice.status_code in {200, 409}
    assert again.status_code == 409
    assert "proposed already" in words(again)
    by(sam, LEE)
    page = filled_approval(sam)
    approve(sam)
    late = sam.send(
        f"{page_of(sam)}/approve", page | {"command_id": str(UUID(int=506))}
    )
    assert late.status_code == 409


def test_without_a_lead_another_officer_approves_and_alone_one_decides(sam):
    office = sam.installation.office
    disable_account(office, sign_in_name=LEE.sign_in_name, at=sam.clock())
    assert "approves it: Jo Stretham" in words(sam.get(page_of(sam)))
    disable_account(office, sign_in_name=JO.sign_in_name, at=sam.clock())
    assert "Nobody else can approve it" in words(sam.get(page_of(sam)))
    told = words(propose(sam))
    assert "Sam Reed decided it alone: nobody else could have approved it." in told
    assert the_decision(sam).is_by_one
    history = words(sam.get("/history", detail="yes"))
    assert "by one officer: nobody else could have approved it" in history
    assert ErasureDecided.TOPIC == "erasure.erasure-decided"


def test_what_waits_is_listed_with_what_is_due_for_those_who_may_see_the_case(sam):
    propose(sam)
    by(sam, LEE)
    page = sam.browser.get("/retention")
    assert "Waiting for a second officer" in words(page)
    assert f"{sam.address}{page_of(sam)}" in page.text
    signed = sam.tale.signed(DAY)
    sam.reviews.declare_conflict(
        sam.tale.case_id, LEE.account_id, reason="Her sister lives there", signed=signed
    )
    sam.installation.projector.catch_up()
    assert f"{sam.address}{page_of(sam)}" not in sam.browser.get("/retention").text


def filled_approval(at_desk):
    page = at_desk.get(page_of(at_desk))
    (form,) = [f for f in forms_of(page) if f.get("action", "").endswith("/approve")]
    return sent_by(form) | {"confirmation": "ERASE"}


def test_nobody_is_alone_because_they_kept_the_case_from_the_others(sam):
    """Any officer may restrict a case first: that lets them decide nothing alone."""
    office, signed = sam.installation.office, sam.tale.signed
    disable_account(office, sign_in_name=LEE.sign_in_name, at=sam.clock())
    case_id = sam.case.case_id
    sam.reviews.restrict_case(
        case_id, (SAM.account_id,), reason="So", signed=signed(DAY)
    )
    says = "this case is kept from everybody who could: Jo Stretham"
    assert says in words(sam.get(page_of(sam)))
    refused = propose(sam)
    assert refused.status_code == 409
    assert says in words(refused)
    sam.reviews.lift_restriction(case_id, reason="So", signed=signed(DAY))
    assert "proposed" in words(propose(sam))


def test_nor_because_they_said_that_the_others_have_a_conflict_of_interest(sam):
    case_id = sam.case.case_id
    for account in (LEE, JO):
        sam.reviews.declare_conflict(
            case_id, account.account_id, reason="So", signed=sam.tale.signed(DAY)
        )
    refused = propose(sam)
    assert refused.status_code == 409
    assert "kept from everybody who could: Lee Wicken" in words(refused)
