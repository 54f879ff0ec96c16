"""A second officer's approval of a letter, on its pages, and what the sender does."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Account, Role, open_account
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.working import sender_of
from desk import desk, filled_in, words
from journey import AREAS, COUNCIL
from projections.letters import letters_of
from projections.queue import case_row
from visiting import PASSWORD, sign_in

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
WREN = Account(
    UUID(int=4), "wren@ely.example", "Wren Toll", Role.CASEWORKER, COUNCIL, AREAS
)
ACKNOWLEDGEMENT = LetterKind.ACKNOWLEDGEMENT


@pytest.fixture
def at_desk(tmp_path):
    with desk(tmp_path) as at_desk:
        office, clock = at_desk.installation.office, at_desk.clock
        open_account(office, WREN, password=PASSWORD, at=clock(), demonstration=False)
        procedure = at_desk.tale.ask_a_second_officer(ACKNOWLEDGEMENT)
        at_desk.tale.apply(procedure_id=procedure)
        at_desk.on(TUESDAY)
        yield at_desk


def as_wren(at_desk):
    sign_in(at_desk.browser, name=WREN.sign_in_name)


def letter(at_desk):
    at_desk.installation.projector.catch_up()
    with at_desk.installation.views.connect() as db:
        rows = letters_of(db, at_desk.tale.case_id)
    return next(row for row in rows if row.kind is ACKNOWLEDGEMENT)


def page(at_desk, then=""):
    return f"/letters/{letter(at_desk).letter_id}{then}"


def press(at_desk, then, **typed):
    shown = filled_in(at_desk.get(page(at_desk)))
    return at_desk.send(page(at_desk, then), shown | typed)


def round_of_the_sender(at_desk):
    sender_of(at_desk.installation).run_once(at_desk.clock())
    return letter(at_desk).status


def next_step(at_desk):
    at_desk.installation.projector.catch_up()
    with at_desk.installation.views.connect() as db:
        return case_row(db, at_desk.tale.case_id).next_step


def test_it_waits_from_the_first_and_no_sender_makes_it(at_desk):
    assert round_of_the_sender(at_desk) is Status.HELD
    assert letter(at_desk).held_because is HeldBecause.APPROVAL
    assert next_step(at_desk) == "Approve the acknowledgement, as a second officer"
    told = words(at_desk.browser.get("/letters"))
    assert "because a second officer has to approve it first" in told


def test_its_author_is_told_to_ask_another(at_desk):
    told = words(at_desk.get(page(at_desk)))
    assert "Ask another officer to look at it" in told
    assert "Approve the letter" not in told
    answer = press(at_desk, "/approve")
    assert "another officer has to look at it" in words(answer)
    assert at_desk.get(page(at_desk, "/send-back")).status_code == 403
    assert letter(at_desk).status is Status.HELD


def test_nor_is_it_approved_from_another_account_of_its_author(at_desk):
    """Two officers are two people, and not two accounts."""
    other = WREN._replace(
        account_id=UUID(int=5), sign_in_name="sam@cambs.example", name="sam  REED"
    )
    office = at_desk.installation.office
    open_account(office, other, password=PASSWORD, at=at_desk.clock())
    sign_in(at_desk.browser, name=other.sign_in_name)
    told = words(at_desk.get(page(at_desk)))
    assert "Somebody of your name drafted this letter" in told
    assert "Ask another officer of another name to look at it" in told
    assert "Approve the letter" not in told
    for then, typed in (("/approve", {}), ("/send-back", {"reason": ["Wrong"]})):
        answer = press(at_desk, then, **typed)
        assert answer.status_code == 409
        assert "an officer of another name has to look at it" in words(answer)
    assert at_desk.get(page(at_desk, "/send-back")).status_code == 403
    assert letter(at_desk).held_because is HeldBecause.APPROVAL


def test_another_officer_approves_it_and_it_goes(at_desk):
    as_wren(at_desk)
    assert "Approve the letter" in words(at_desk.get(page(at_desk)))
    answer = press(at_desk, "/approve")
    assert "The letter is approved" in words(answer)
    assert "Approved by a second officer by Wren Toll" in words(answer)
    assert round_of_the_sender(at_desk) is Status.HANDED_OVER


def test_another_officer_sends_it_back_and_says_why(at_desk):
    as_wren(at_desk)
    answer = press(at_desk, "/send-back", reason=["The landlord is another one."])
    told = words(answer)
    assert "The letter is sent back" in told
    assert "The landlord is another one." in told
    step = "Put right the acknowledgement, which was sent back"
    assert next_step(at_desk) == step
    press(at_desk, "/draw-again")
    assert letter(at_desk).held_because is HeldBecause.APPROVAL


def test_one_sent_back_without_a_reason_is_not(at_desk):
    as_wren(at_desk)
    answer = press(at_desk, "/send-back", reason=[" "])
    assert "Enter what has to be put right" in words(answer)
    assert letter(at_desk).held_because is HeldBecause.APPROVAL


def test_what_the_author_adds_is_approved_with_the_rest(at_desk):
    press(at_desk, "/keep-back")
    asked = filled_in(at_desk.get(page(at_desk, "/words")))
    typed = asked | {"at_the_end": ["We are sorry."], "then": ["goes"]}
    at_desk.send(page(at_desk, "/words"), typed)
    assert letter(at_desk).held_because is HeldBecause.APPROVAL
    as_wren(at_desk)
    assert "We are sorry." in words(at_desk.get(page(at_desk)))


def test_two_who_approve_at_once_approve_once(at_desk):
    as_wren(at_desk)
    shown = filled_in(at_desk.get(page(at_desk)))
    press(at_desk, "/approve")
    again = shown | {"command_id": [str(UUID(int=99))]}
    answer = at_desk.send(page(at_desk, "/approve"), again)
    assert "does not wait for a second officer" in words(answer)
