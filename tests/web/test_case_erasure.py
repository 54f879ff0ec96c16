"""A case that has to go before its time: two officers, a reason, and no hold."""

from datetime import date
from uuid import UUID

import pytest
from eventsourcing.persistence import IntegrityError

from asbreview.access.accounts import Role, open_account
from asbreview.domain.erasure_of_case import CaseErasureGround, CaseErasureOrdered
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.keeping.facts import HoldGround
from asbreview.reviews.disposing import Sealing
from asbreview.store.keys import StillRead
from desk import SAM, desk, filled_in, words
from visiting import PASSWORD, forms_of, sent_by, sign_in
from web.test_disposals import by, events

ENDED, TODAY = date(2026, 3, 10), date(2026, 3, 20)
PAGE = "/keeping/erase"
WHY = {
    "because": CaseErasureGround.ORDER.value,
    "reason": "MARKERORDER of the county court, 18 March",
    "confirmation": "ERASE",
}
LEE = SAM._replace(
    account_id=UUID(int=72),
    sign_in_name="lee@ely.example",
    name="Lee Wicken",
    role=Role.LEAD,
)


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        told = {"password": PASSWORD, "at": at_desk.clock(), "demonstration": False}
        open_account(at_desk.installation.office, LEE, **told)
        at_desk.tale.apply().post(date(2026, 3, 3))
        yield at_desk


@pytest.fixture
def ended(sam):
    told = {"reason": "MARKERREASON", "withdrawn_on": ENDED}
    sam.reviews.withdraw(sam.tale.case_id, **told, signed=sam.tale.signed(ENDED))
    sam.tale.post(date(2026, 3, 11))
    return sam.on(TODAY)


def propose(at_desk, **changes):
    return at_desk.send(PAGE, filled_in(at_desk.get(PAGE)) | WHY | changes)


def decide(at_desk, what, **typed):
    """Send one of the forms of the proposal: that which goes to an address."""
    to = f"{PAGE}/{what}"
    forms = forms_of(at_desk.get(PAGE))
    (form,) = [f for f in forms if f.get("action", "").endswith(to)]
    return at_desk.send(to, sent_by(form) | typed)


def hold(at_desk):
    at_desk.reviews.place_hold(
        at_desk.case.case_id,
        ground=HoldGround.INQUIRY,
        reason="An inquest",
        review_on=date(2026, 6, 1),
        signed=at_desk.tale.signed(TODAY),
    )
    return at_desk.on(TODAY)


def the_proposal(at_desk):
    (area_id,) = {at_desk.case.procedure.procedure_id}
    (waiting,) = at_desk.reviews.disposals(area_id).case_erasures.waiting
    return waiting


def test_one_proposes_with_a_reason_and_another_approves(ended):
    told = words(propose(ended))
    assert "It is proposed. Another officer has to approve it" in told
    assert "MARKERORDER of the county court, 18 March" in told
    assert "another officer has to approve it, Lee Wicken" in told
    assert "MARKERNAME" in words(ended.get())
    reference = ended.case.trigger.reference
    listed = words(ended.browser.get("/retention"))
    assert f"{reference} : to forget the whole case, proposed on" in listed
    by(ended, LEE)
    done = words(decide(ended, "approve", confirmation="ERASE"))
    assert "The case is forgotten. What it told is destroyed." in done
    assert "destroyed: a court, a tribunal or the Information Commissioner" in done
    for page in ("", "/history", "/chronology"):
        shown = words(ended.get(page, detail="yes"))
        assert "MARKER" not in shown, page
    (ordered,) = events(ended, CaseErasureOrdered)
    assert ordered.because is CaseErasureGround.ORDER
    assert (ordered.proposed_by, ordered.recorded_by) == (
        SAM.account_id,
        LEE.account_id,
    )
    assert ended.get("/contacts/new").status_code == 403
    listed = words(ended.browser.get("/retention"))
    assert "to forget the whole case" not in listed


def test_it_says_why_and_is_typed_to_confirm(ended):
    end = ended.reviews.end_of_log()
    asked = words(propose(ended, reason=" "))
    assert "Enter who ordered or asked it, and when" in asked
    assert "Type ERASE to confirm" in words(propose(ended, confirmation="yes"))
    assert ended.reviews.end_of_log() == end


def test_a_case_that_goes_on_is_not_forgotten(sam):
    sam.on(date(2026, 3, 4))
    assert "The case goes on" in words(sam.get(PAGE))
    refused = propose(sam)
    assert refused.status_code == 409
    assert "record first that it was closed" in words(refused)


def test_nor_one_that_is_held_whether_before_it_is_proposed_or_after(ended):
    propose(ended)
    hold(ended)
    by(ended, LEE)
    page = ended.get(PAGE)
    assert "It is held: an inquiry" in words(page)
    assert "Approve it" not in words(page)
    waiting = the_proposal(ended)
    with pytest.raises(NotPermittedYet, match="It is held"):
        approve_by_command(ended, waiting)
    assert "MARKERNAME" in words(ended.get())
    decide(ended, "return", reason="An inquest needs it")
    refused = propose(ended)
    assert refused.status_code == 409
    assert "It is held: an inquiry" in words(refused)


def approve_by_command(at_desk, waiting, how=None):
    reviews, case_id = at_desk.reviews, at_desk.case.case_id
    signed = at_desk.tale.signed(TODAY).model_copy(update={"by": LEE.account_id})
    told = {"sealing": Sealing((), reviews.end_of_log()), "signed": signed}
    about = case_id, waiting.proposal_id
    if how is None:
        return reviews.approve_case_erasure(*about, **told)
    return how(reviews.approve_case_erasure, *about, **told), signed.command_id


def test_a_hold_placed_at_that_moment_is_not_overlooked(ended):
    propose(ended)
    begun, command_id = approve_by_command(
        ended, the_proposal(ended), ended.reviews.would_change
    )
    hold(ended)
    with pytest.raises(IntegrityError):
        ended.reviews.save(*begun, command_id=command_id)


def test_whoever_proposed_it_is_refused_and_so_is_another_account_of_theirs(ended):
    other = LEE._replace(
        account_id=UUID(int=73), sign_in_name="sam@cambs.example", name="sam  REED"
    )
    office = ended.installation.office
    open_account(office, other, password=PASSWORD, at=ended.clock())
    propose(ended)
    form = {"proposal_id": str(the_proposal(ended).proposal_id)}
    form |= {"confirmation": "ERASE"}
    for who in (SAM, other):
        sign_in(ended.browser, name=who.sign_in_name)
        page = filled_in(ended.get(PAGE))
        bound = {name: page[name] for name in ("csrf_token", "command_id")}
        refused = ended.send(f"{PAGE}/approve", bound | form)
        assert refused.status_code == 409
        assert "to approve it" in words(refused)
    assert not events(ended, CaseErasureOrdered)


def test_it_is_returned_with_a_reason_that_goes_with_the_case(ended):
    propose(ended)
    by(ended, LEE)
    asked = decide(ended, "return", reason=" ")
    assert "Enter why it is returned" in words(asked)
    told = words(decide(ended, "return", reason="MARKERBACK: it is another case"))
    assert "It is returned. Nothing is destroyed." in told
    assert "MARKERBACK: it is another case" in told
    propose(ended)
    by(ended, SAM)
    assert "The case is forgotten" not in words(ended.get(PAGE))


@pytest.mark.parametrize("at_a_start", [False, True], ids=["by hand", "at a start"])
def test_what_a_reader_held_up_is_finished(ended, monkeypatch, at_a_start):
    propose(ended)
    by(ended, LEE)
    destroy = ended.reviews.keyring.destroy

    def held_up(owner):
        raise StillRead

    monkeypatch.setattr("asbreview.web.forgetting.PAUSE", 0)
    monkeypatch.setattr(ended.reviews.keyring, "destroy", held_up)
    assert "not finished" in words(decide(ended, "approve", confirmation="ERASE"))
    monkeypatch.setattr(ended.reviews.keyring, "destroy", destroy)
    if at_a_start:
        ended.reviews.finish_erasures(signed=ended.tale.signed(ended.clock().date()))
    else:
        assert "What it told is destroyed" in words(decide(ended, "finish"))
    assert ended.reviews.erasure_of(ended.tale.case_id).is_done
    assert "MARKER" not in words(ended.get())
