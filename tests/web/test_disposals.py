"""Disposing of what is due: one proposes, another approves, and nobody can read it."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Role, open_account
from asbreview.domain.erasure_of_case import CaseErasureDecided
from asbreview.domain.errors import NotPermittedYet, PersonErased
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.people import HeardBy
from asbreview.domain.retention.disposals import DisposalApproved
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.rights.facts import Identity, Right
from asbreview.domain.terms import Origin
from asbreview.domain.trigger.facts import ApplicationWithdrawn
from asbreview.store.keys import StillRead
from desk import ANN, SAM, Day, desk, filled_in, words
from journey import MARIGOLD, PROCEDURE
from visiting import PASSWORD, sign_in

ENDED = date(2026, 3, 10)
TODAY = date(2028, 3, 20)
WITHDRAWN = RecordKind.WITHDRAWN
LEE = SAM._replace(
    account_id=UUID(int=72),
    sign_in_name="lee@ely.example",
    name="Lee Wicken",
    role=Role.LEAD,
)
RULE = RetentionRule(
    of=WITHDRAWN,
    years=2,
    counted_from=CountedFrom.ENDED,
    origin=Origin.OWN_CHOICE,
    source="Nothing was decided on it",
    from_on=TODAY,
)
ASKED = {"area": PROCEDURE, "of": WITHDRAWN.value}


def withdrawn(at_desk, tale):
    tale.apply().post(date(2026, 3, 3))
    told = {"reason": "MARKERREASON", "withdrawn_on": ENDED}
    at_desk.reviews.withdraw(tale.case_id, **told, signed=tale.signed(ENDED))
    tale.post(date(2026, 3, 11))
    return tale


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        given = at_desk.installation
        told = {"password": PASSWORD, "at": at_desk.clock(), "demonstration": False}
        open_account(given.office, LEE, **told)
        withdrawn(at_desk, at_desk.tale)
        other = Day(at_desk.reviews, at_desk.clock)
        other.seed = UUID(int=7000)
        at_desk.other = withdrawn(at_desk, other)
        signed = at_desk.tale.signed(TODAY)
        at_desk.reviews.set_retention_rule(PROCEDURE, RULE, signed=signed)
        yield at_desk.on(TODAY)


def by(at_desk, account):
    sign_in(at_desk.browser, name=account.sign_in_name)
    return at_desk


def propose(at_desk, **changes):
    page = at_desk.browser.get("/retention/dispose", params=ASKED)
    fields = filled_in(page) | changes
    return at_desk.browser.post(
        "/retention/dispose", data=fields, follow_redirects=True
    )


def ticked(at_desk):
    page = at_desk.browser.get("/retention/dispose", params=ASKED)
    return filled_in(page)["cases"]


def proposal(at_desk):
    *_, latest = at_desk.reviews.disposals(PROCEDURE).disposals.values()
    return latest


def page_of(at_desk):
    return f"/retention/disposals/{proposal(at_desk).disposal_id}"


def bound(at_desk, here):
    """What each form of the page sends besides what is typed in it."""
    there = filled_in(at_desk.browser.get(here))
    return {name: there[name] for name in ("csrf_token", "command_id")}


def decide(at_desk, what, **typed):
    here = page_of(at_desk)
    fields = bound(at_desk, here) | typed
    return at_desk.browser.post(f"{here}/{what}", data=fields, follow_redirects=True)


def approve(at_desk, confirmation="DISPOSE"):
    return decide(at_desk, "approve", confirmation=confirmation)


def events(at_desk, kind):
    lines = at_desk.reviews.recorder.select_notifications(1, 10_000)
    every = map(at_desk.reviews.mapper.to_domain_event, lines)
    return [event for event in every if isinstance(event, kind)]


def everything(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_whatever_is_due_is_proposed_and_nothing_is_destroyed_by_that(sam):
    assert len(ticked(sam)) == 2
    told = words(propose(sam))
    assert "It is proposed. Another officer has to approve it" in told
    assert "2 cases, proposed on" in told
    assert "MARKERNAME" in words(sam.get())
    again = words(sam.browser.get("/retention/dispose", params=ASKED))
    assert "No case of this class can be proposed" in again


def test_another_approves_it_and_nobody_can_read_the_cases_again(sam, tmp_path):
    propose(sam)
    by(sam, LEE)
    before = words(sam.browser.get(page_of(sam)))
    assert "due since Friday 10 March 2028" in before
    assert "Sam Reed" in before
    told = words(approve(sam))
    assert "It is approved. What these cases told is destroyed." in told
    assert told.count("what it told is destroyed") == 2
    case = words(sam.get())
    assert "MARKER" not in case
    assert "[removed]" in case
    assert "What this case told was destroyed: its time was over" in case
    history = words(sam.get("/history", detail="yes"))
    assert "Decided to dispose of the case" in history
    assert "an application that was withdrawn: 2 years from" in history
    assert "MARKER" not in history
    assert b"MARKER" not in everything(tmp_path)


def test_each_case_is_recorded_by_itself_with_who_proposed_and_who_approved(sam):
    propose(sam)
    by(sam, LEE)
    approve(sam)
    forgotten = events(sam, CaseErasureDecided)
    assert {e.case_id for e in forgotten} == {sam.tale.case_id, sam.other.case_id}
    assert {(e.proposed_by, e.recorded_by) for e in forgotten} == {
        (SAM.account_id, LEE.account_id)
    }
    by(sam, ANN)
    told = words(sam.browser.get("/retention"))
    assert "2 cases, approved on" in told
    assert "0 cases of this class are kept" in told
    assert "Lee Wicken" in words(sam.browser.get(page_of(sam)))


def test_whoever_proposed_it_cannot_approve_it(sam):
    """Also where the form is sent all the same: the command refuses."""
    by(sam, LEE)
    propose(sam)
    page = words(sam.browser.get(page_of(sam)))
    assert "You proposed this: another officer has to approve it." in page
    end = sam.reviews.end_of_log()
    refused = approve(sam)
    assert refused.status_code == 409
    assert "another officer has to approve it" in words(refused)
    assert sam.reviews.end_of_log() == end
    assert "MARKERNAME" in words(sam.get())


def test_nor_can_they_by_another_account_of_theirs(sam):
    """Two officers are two people, and not two accounts."""
    propose(sam)
    other = LEE._replace(
        account_id=UUID(int=73), sign_in_name="sam@cambs.example", name="sam  REED"
    )
    open_account(sam.installation.office, other, password=PASSWORD, at=sam.clock())
    by(sam, other)
    told = words(sam.browser.get(page_of(sam)))
    assert "an officer of another name has to approve it" in told
    here = page_of(sam)
    fields = bound(sam, here) | {"confirmation": "DISPOSE"}
    assert sam.browser.post(f"{here}/approve", data=fields).status_code == 409
    assert not events(sam, CaseErasureDecided)


def test_a_caseworker_approves_nothing(sam):
    by(sam, LEE)
    propose(sam)
    by(sam, SAM)
    told = words(sam.browser.get(page_of(sam)))
    assert "It waits for a case review lead" in told
    own = {"csrf_token": "x", "command_id": str(UUID(int=5))}
    answer = sam.browser.post(f"{page_of(sam)}/approve", data=own)
    assert answer.status_code == 403


def test_it_is_returned_with_a_reason_and_can_be_proposed_again(sam, tmp_path):
    propose(sam)
    by(sam, LEE)
    asked = decide(sam, "return", reason=" ")
    assert "Enter why it is returned" in words(asked)
    told = words(decide(sam, "return", reason="MARKERWHY: her solicitor rang"))
    assert "It is returned. The cases stay as they are." in told
    assert "MARKERWHY: her solicitor rang" in told
    assert b"MARKERWHY" not in everything(tmp_path)  # what is typed is sealed
    assert len(ticked(sam)) == 2
    assert "2 cases, returned on" in words(sam.browser.get("/retention"))


def test_only_what_is_ticked_goes(sam):
    first, _ = ticked(sam)
    propose(sam, cases=[first])
    by(sam, LEE)
    approve(sam)
    forgotten = {e.case_id for e in events(sam, CaseErasureDecided)}
    assert forgotten == {UUID(first)}
    kept = {sam.tale.case_id, sam.other.case_id} - forgotten
    contact = sam.reviews.case(kept.pop()).contact
    assert "MARKER" in str(sam.reviews.keyring.reveal(contact.applicant.name))


def test_nothing_but_what_is_due_is_proposed(sam):
    end = sam.reviews.end_of_log()
    page = propose(sam, cases=[])
    assert "Select at least one case" in words(page)
    page = propose(sam, cases=[str(UUID(int=404))])
    assert "Select from the cases that are due" in words(page)
    assert sam.reviews.end_of_log() == end


def test_nothing_is_destroyed_before_it_is_typed(sam):
    propose(sam)
    by(sam, LEE)
    page = approve(sam, confirmation="yes")
    assert page.status_code == 422
    assert "Type DISPOSE to confirm" in words(page)
    assert "MARKERNAME" in words(sam.get())


def test_what_is_due_no_longer_is_kept_whatever_was_proposed(sam):
    """Its class is to be kept for longer since: by the rule as it is now."""
    propose(sam)
    longer = RULE.model_copy(update={"years": 5})
    signed = sam.tale.signed(TODAY)
    sam.reviews.set_retention_rule(PROCEDURE, longer, signed=signed)
    by(sam, LEE)
    told = words(sam.browser.get(page_of(sam)))
    assert told.count("kept. It is not due for disposal.") == 2
    refused = approve(sam)
    assert refused.status_code == 409
    assert "Nothing can be disposed of. It is not due for disposal." in words(refused)


def test_a_case_that_came_back_is_left_out_and_the_approval_says_why(sam):
    propose(sam)
    other = sam.other.case_id
    sam.reviews.correct_fact(
        other,
        ApplicationWithdrawn.TOPIC,
        other,
        reason="A slip",
        signed=sam.tale.signed(TODAY),
    )
    by(sam, LEE)
    approve(sam)
    (approved,) = events(sam, DisposalApproved)
    assert approved.cases == (sam.tale.case_id,)
    (left_out,) = approved.left_out
    assert left_out.because == "It is no longer an application that was withdrawn."
    assert "kept. It is no longer" in words(sam.browser.get(page_of(sam)))


def test_nothing_is_recorded_on_it_any_more(sam):
    propose(sam)
    by(sam, LEE)
    approve(sam)
    case = sam.case
    with pytest.raises((NotPermittedYet, PersonErased)):
        sam.reviews.change_contact_details(
            case.case_id,
            case.contact.applicant_id,
            MARIGOLD,
            signed=sam.tale.signed(TODAY),
        )
    assert sam.get("/contacts/new").status_code == 403


def test_a_hold_placed_at_that_moment_keeps_its_case(sam, monkeypatch):
    """Whoever approves has seen no hold; the save has, and destroys nothing."""
    propose(sam)
    by(sam, LEE)
    save = sam.reviews.save

    def held_first(*changed, **told):
        monkeypatch.setattr(sam.reviews, "save", save)
        sam.reviews.place_hold(
            sam.case.case_id,
            ground=HoldGround.INQUIRY,
            reason="An inquest",
            review_on=date(2028, 6, 1),
            signed=sam.tale.signed(TODAY),
        )
        return save(*changed, **told)

    monkeypatch.setattr(sam.reviews, "save", held_first)
    assert approve(sam).status_code == 409
    assert not events(sam, CaseErasureDecided)
    assert "kept. It is held: an inquiry" in words(approve(sam))
    assert len(events(sam, CaseErasureDecided)) == 1  # of the two the other one


def test_whoever_waits_for_an_answer_about_their_data_keeps_their_case(sam):
    """The request comes in after the proposal, from somebody who wants to see it."""
    propose(sam)
    case = sam.case
    sam.reviews.receive_data_request(
        case.case_id,
        person_id=case.contact.applicant_id,
        right=Right.ACCESS,
        received_on=TODAY,
        heard_by=HeardBy.EMAIL,
        asked="What do you have about me?",
        identity=Identity.KNOWN,
        signed=sam.tale.signed(TODAY),
    )
    sam.on(TODAY)
    by(sam, LEE)
    waits = "The request of Monday 20 March 2028 to see what is held about them"
    assert f"kept. {waits} has not been" in words(sam.browser.get(page_of(sam)))
    approve(sam)
    assert {e.case_id for e in events(sam, CaseErasureDecided)} == {sam.other.case_id}
    assert "MARKERNAME" in words(sam.get())


def test_a_second_click_has_no_second_effect(sam):
    propose(sam)
    by(sam, LEE)
    here = page_of(sam)
    fields = bound(sam, here) | {"confirmation": "DISPOSE"}
    for _ in range(2):
        done = sam.browser.post(f"{here}/approve", data=fields, follow_redirects=True)
        assert "What these cases told is destroyed" in words(done)
    assert len(events(sam, CaseErasureDecided)) == 2


def test_what_a_reader_held_up_is_finished_by_hand_or_at_the_next_start(
    sam, monkeypatch
):
    def held_up(owner):
        raise StillRead(owner)

    propose(sam)
    by(sam, LEE)
    with monkeypatch.context() as held:
        held.setattr("asbreview.web.forgetting.PAUSE", 0)
        held.setattr(sam.reviews.keyring, "destroy", held_up)
        told = words(approve(sam))
    assert "The destruction is not finished" in told
    assert sam.reviews.cases_being_erased() == {sam.tale.case_id, sam.other.case_id}
    sam.reviews.finish_erasures(signed=sam.tale.signed(TODAY))
    assert sam.reviews.cases_being_erased() == set()
    assert "The destruction is not finished" not in words(sam.browser.get(page_of(sam)))


def test_a_proposal_that_is_sent_again_gets_the_answer_of_the_first(sam):
    page = sam.browser.get("/retention/dispose", params=ASKED)
    first = sam.browser.post("/retention/dispose", data=filled_in(page))
    end = sam.reviews.end_of_log()
    again = sam.browser.post("/retention/dispose", data=filled_in(page))
    assert (again.status_code, again.url) == (200, first.url)
    assert sam.reviews.end_of_log() == end
