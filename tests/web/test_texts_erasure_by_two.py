"""Erasing some texts as somebody asked, where there is a second officer to say so."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Role, disable_account, open_account
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.sealed import ERASED
from asbreview.store.keys import StillRead
from desk import SAM, date_in, desk, filled_in, words
from visiting import PASSWORD, forms_of, sent_by, sign_in
from web.test_data_requests import ask, letters
from web.test_data_requests_answered import (
    MARKER,
    PART,
    REFUSED,
    erase,
    fill_in,
    page_of,
    the_text,
)
from web.test_keeping import hold

DAY = date(2026, 3, 16)
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
        at_desk.tale.apply()
        ask(at_desk.on(date(2026, 3, 3)))
        yield at_desk.on(DAY)


def by(at_desk, account):
    sign_in(at_desk.browser, name=account.sign_in_name)
    return at_desk


def the_form(at_desk, what):
    page = at_desk.get(page_of(at_desk, "erase"))
    to = f"{page_of(at_desk, 'erase')}/{what}"
    (form,) = [f for f in forms_of(page) if f.get("action", "").endswith(to)]
    return to, sent_by(form)


def decide(at_desk, what, **typed):
    to, form = the_form(at_desk, what)
    return at_desk.send(to, form | typed)


def proposals(at_desk):
    (request_id,) = at_desk.case.rights.requests
    return at_desk.reviews.texts_erasures_proposed(at_desk.case, request_id)


def answers(at_desk):
    return letters(at_desk, LetterKind.DATA_REQUEST_ANSWERED)


def test_what_is_chosen_is_a_proposal_and_neither_answers_nor_destroys(sam):
    asked = words(sam.get(page_of(sam, "erase")))
    assert "another officer approves it: Lee Wicken" in asked
    told = words(erase(sam))
    assert "Another officer has to approve it before anything is answered" in told
    assert "To be answered" in told
    assert MARKER in words(sam.get("/complaints"))
    assert answers(sam) == []
    waiting = words(sam.get(page_of(sam, "erase")))
    assert "Sam Reed proposed it on" in waiting
    assert "You proposed this: another officer has to approve it, Lee Wicken" in waiting
    history = words(sam.get("/history", detail="yes"))
    assert "Proposed to erase what somebody asked for" in history


def test_a_lead_reads_the_answer_and_the_texts_and_approves(sam):
    group = the_text(sam, filled_in(sam.get(page_of(sam, "erase"))))
    erase(sam, fate="write again", **{f"{group}-instead": "MARKERDRAFT"})
    (proposed,) = proposals(sam)
    by(sam, LEE)
    told = words(sam.get(page_of(sam, "erase")))
    assert "MARKERDONE: we erase the note of the nights" in told
    assert "MARKERNOTDONE: we keep the dates" in told
    assert "MARKERREASONS: the panel has still to decide" in told
    assert "UK GDPR, Art. 17(3)(b)" in told
    assert MARKER in told
    assert "These words would be destroyed. In their place:" in told
    done = words(decide(sam, "approve", confirmation="ERASE"))
    assert "what was granted is erased" in done
    assert "Granted in part on Monday 16 March 2026" in done
    complaints = words(sam.get("/complaints"))
    assert MARKER not in complaints
    assert "MARKERDRAFT" in complaints
    (letter,) = answers(sam)
    written = words(sam.get(f"/letters/{letter.letter_id}"))
    assert "MARKERDONE: we erase the note of the nights" in written
    assert "MARKERNOTDONE: we keep the dates" in written
    (request_id,) = sam.case.rights.requests
    decided = sam.reviews.erased_on(request_id)
    assert decided.proposed_by == SAM.account_id
    assert decided.decided_by == LEE.account_id
    reveal = sam.installation.keyring.reveal
    assert {reveal(each.text) for each in proposed.words} == {ERASED}
    assert "by two officers" in words(sam.get("/history", detail="yes"))


def test_the_proposer_and_another_caseworker_are_refused_whatever_form_is_sent(sam):
    erase(sam)
    (waiting,) = proposals(sam)
    typed = {"proposal_id": str(waiting.proposal_id), "confirmation": "ERASE"}
    end = sam.reviews.end_of_log()
    for who, says in ((SAM, "another officer has to"), (JO, "Lee Wicken")):
        by(sam, who)
        page = filled_in(sam.get(page_of(sam, "erase")))
        own = {name: page[name] for name in ("csrf_token", "command_id")}
        refused = sam.send(f"{page_of(sam, 'erase')}/approve", own | typed)
        assert refused.status_code == 409
        assert says in words(refused)
    with pytest.raises(NotPermittedYet):
        sam.reviews.approve_texts_erasure(
            sam.tale.case_id,
            waiting.proposal_id,
            words={each.text_id: "x" for each in waiting.words},
            signed=sam.tale.signed(DAY),
        )
    assert sam.reviews.end_of_log() == end


def test_returned_with_a_reason_it_is_still_to_be_answered_and_can_be_refused(sam):
    erase(sam)
    by(sam, LEE)
    told = words(decide(sam, "return", reason="MARKERWHY: keep this for the panel"))
    assert "It is returned. Nothing is erased" in told
    assert "To be answered" in told
    by(sam, SAM)
    again = words(sam.get(page_of(sam, "erase")))
    assert "returned by Lee Wicken" in again
    assert "MARKERWHY: keep this for the panel" in again
    refused = words(fill_in(sam, "answer", REFUSED))
    assert "Refused, to be told" in refused
    assert MARKER in words(sam.get("/complaints"))


def test_while_it_waits_nothing_else_is_answered_and_nothing_else_proposed(sam):
    page = page_of(sam, "erase")
    form = filled_in(sam.get(page))
    refusal = filled_in(sam.get(page_of(sam, "answer")))
    erase(sam)
    told = words(sam.get("/data-requests"))
    assert "What is proposed to be erased: approve it, or return it" in told
    assert "Refuse it, with the ground" not in told
    group = next(name for name in form if name.endswith("-fate"))
    for at, fields in (
        (page_of(sam, "answer"), refusal | REFUSED),
        (page, form | PART | {group: "remove", "command_id": str(UUID(int=505))}),
    ):
        refused = sam.send(at, fields)
        assert refused.status_code == 409
        assert "waits for another officer" in words(refused)


def test_approved_twice_it_is_answered_once(sam):
    erase(sam)
    by(sam, LEE)
    to, form = the_form(sam, "approve")
    sam.send(to, form | {"confirmation": "ERASE"})
    end = sam.reviews.end_of_log()
    assert "is erased" in words(sam.send(to, form | {"confirmation": "ERASE"}))
    assert sam.reviews.end_of_log() == end
    other = form | {"confirmation": "ERASE", "command_id": str(UUID(int=506))}
    assert sam.send(to, other).status_code == 409


def test_what_a_reader_held_up_is_finished_at_the_next_start(sam, monkeypatch):
    def held_up(owner):
        raise StillRead(owner)

    erase(sam)
    by(sam, LEE)
    with monkeypatch.context() as held:
        held.setattr("asbreview.web.forgetting.PAUSE", 0)
        held.setattr(sam.reviews.keyring, "destroy", held_up)
        told = words(decide(sam, "approve", confirmation="ERASE"))
    assert "The destruction is not finished" in told
    sam.reviews.finish_erasures(signed=sam.tale.signed(DAY))
    assert "can be read by nobody any more" in words(sam.get("/data-requests"))


def test_what_was_held_after_it_was_proposed_is_kept(sam):
    erase(sam)
    by(sam, LEE)
    to, form = the_form(sam, "approve")
    hold(sam, **date_in("review_on", date(2026, 9, 1)))
    refused = sam.send(to, form | {"confirmation": "ERASE"})
    assert refused.status_code == 409
    told = words(refused)
    assert "Nothing can be destroyed now." in told
    assert "Approve it" not in told
    assert MARKER in words(sam.get("/complaints"))


def test_what_they_withdrew_is_not_erased_and_can_be_returned(sam):
    erase(sam)
    fill_in(sam, "withdrawn", {"said": "Keep it", **date_in("withdrawn_on", DAY)})
    by(sam, LEE)
    (waiting,) = proposals(sam)
    sam.reviews.return_texts_erasure(
        sam.tale.case_id,
        waiting.proposal_id,
        reason="Withdrawn",
        signed=sam.tale.signed(DAY),
    )
    assert not proposals(sam)[0].is_waiting
    assert MARKER in words(sam.get("/complaints"))


def test_alone_one_officer_answers_and_erases_and_the_history_says_so(sam):
    for account in (LEE, JO):
        disable_account(
            sam.installation.office, sign_in_name=account.sign_in_name, at=sam.clock()
        )
    assert "Nobody else can approve it" in words(sam.get(page_of(sam, "erase")))
    assert "what was granted is erased" in words(erase(sam))
    assert "by one officer" in words(sam.get("/history", detail="yes"))


def test_what_waits_is_listed_with_what_is_due(sam):
    erase(sam)
    by(sam, LEE)
    page = sam.browser.get("/retention")
    assert "to erase texts that somebody asked to have erased" in words(page)
    assert f"{sam.address}{page_of(sam, 'erase')}" in page.text
