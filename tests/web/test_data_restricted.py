"""Data whose use is restricted: kept, shown with a notice, lifted once that is told."""

from datetime import date
from types import SimpleNamespace

import pytest

from asbreview.domain.errors import ContraryToLaw, NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind
from asbreview.domain.rights.in_error import RightsFact
from asbreview.letters.holding import why_held
from asbreview.letters.saying import Telling
from desk import filled_in, words
from web.test_data_requests import letters, sam
from web.test_keeping import forget

__all__ = ["sam"]
ON, LATER = date(2026, 3, 9), date(2026, 3, 16)
MARKER = "MARKERTEXT"  # in the account of one complaint of the journey
NOTICE = (
    "[Use restricted since Monday 9 March 2026: it is kept, and not to be relied on.]"
)
TYPED = {
    "because": "they say that it is not accurate, and that is being looked into",
    "reason": "MARKERREASON: she says that it was the other brother",
}


def account(at_desk):
    told = at_desk.installation.keyring.reveal
    logged = at_desk.case.evidence.logged.values()
    (text,) = [x.account for x in logged if MARKER in str(told(x.account.text))]
    return text


def restrict(at_desk, **changes):
    at_desk.on(ON)
    page = "/data-requests/restrict"
    chosen = {
        "person_id": str(at_desk.case.contact.applicant_id),
        "texts": [str(account(at_desk).text_id)],
    }
    return at_desk.send(page, filled_in(at_desk.get(page)) | chosen | TYPED | changes)


def on_restriction(at_desk, what, **typed):
    (restriction_id,) = at_desk.case.rights.restrictions
    page = f"/data-requests/restrictions/{restriction_id}/{what}"
    return at_desk.send(page, filled_in(at_desk.get(page)) | typed)


def lift(at_desk):
    (restriction_id,) = at_desk.case.rights.restrictions
    page = f"/data-requests/restrictions/{restriction_id}/lifted"
    asked = at_desk.get("/data-requests")
    return at_desk.send(page, filled_in(asked))


def test_what_is_restricted_is_shown_with_the_notice_wherever_it_is_shown(sam):
    assert NOTICE not in words(sam.get("/complaints"))
    told = words(restrict(sam))
    assert "Its use is restricted. It is shown with a notice from now on." in told
    assert "(UK GDPR, Art. 18(1)(a))" in told
    for page in ("/complaints", "/chronology"):
        shown = words(sam.get(page))
        assert f"{NOTICE} {MARKER}" in shown, page
        assert f"{NOTICE} Shouting" not in shown
    assert f"{NOTICE} {MARKER}" in words(sam.get("/history", detail="yes"))
    assert "Use restricted" in words(sam.get())


def test_the_form_that_comes_again_when_nothing_is_left_to_choose_is_answered_alike(
    sam,
):
    page = "/data-requests/restrict"
    command = filled_in(sam.on(ON).get(page))["command_id"]
    for _ in range(2):
        told = words(restrict(sam, command_id=command))
        assert "Its use is restricted. It is shown with a notice from now on." in told
    assert len(sam.case.rights.restrictions) == 1


def test_the_notice_stands_on_pages_as_of_an_earlier_day_too(sam):
    restrict(sam)
    assert f"{NOTICE} {MARKER}" in words(sam.get("/complaints", as_of="2026-03-05"))


def test_a_letter_that_was_drafted_before_is_held_to_be_drawn_again(sam):
    (letter_id,) = sam.tale.letters()
    restrict(sam)
    letter, reviews = sam.reviews.letter(letter_id), sam.reviews
    then = reviews.case_as(letter.case_id, letter.drawn_from)
    reveal = reviews.keyring.reveal
    assert why_held(letter, now=then, then=then, reveal=reveal) is None
    held = why_held(letter, now=sam.case, then=then, reveal=reveal)
    assert held is HeldBecause.CHANGED


@pytest.mark.parametrize("to", ["the person", "another"])
def test_it_is_told_to_nobody_else_by_a_letter(sam, to):
    restrict(sam)
    applicant_id = sam.case.contact.applicant_id
    drafted = SimpleNamespace(
        to=applicant_id if to == "the person" else sam.tale.case_id
    )
    telling = Telling(sam.case, drafted, sam.reviews.keyring.reveal)
    told = str(telling.prose(account(sam)))
    assert (MARKER in told) is (to == "the person")
    assert ("its use is restricted" in told) is (to == "another")


def test_nothing_that_is_restricted_is_destroyed(sam):
    restrict(sam)
    refused = forget(sam)
    assert refused.status_code == 409
    assert "it is kept until that is lifted" in words(refused)
    assert "it is kept until that is lifted" in words(sam.get("/keeping"))
    assert MARKER in words(sam.get("/complaints"))


def test_it_is_lifted_only_after_the_person_was_told(sam):
    restrict(sam)
    told = words(on_restriction(sam, "lift", reason="MARKERWHY: it was so"))
    assert "They have not been told yet" in told
    (letter,) = letters(sam, LetterKind.RESTRICTION_LIFTED)
    written = words(sam.get(f"/letters/{letter.letter_id}"))
    assert "MARKERWHY: it was so" in written
    assert "Since Monday 9 March 2026 we have kept some" in written
    assert "Lift it now" not in words(sam.get("/data-requests"))
    (restriction_id,) = sam.case.rights.restrictions
    with pytest.raises(ContraryToLaw, match=r"told first.*Art. 18\(3\)"):
        sam.reviews.lift_restricted_use(
            sam.tale.case_id, restriction_id, signed=sam.tale.signed(ON)
        )
    sam.tale.post(LATER)
    sam.on(LATER)
    assert "They were told on Monday 16 March 2026" in words(sam.get("/data-requests"))
    assert NOTICE in words(sam.get("/complaints"))
    assert "The restriction is lifted." in words(lift(sam))
    assert NOTICE not in words(sam.get("/complaints"))


def test_all_that_is_missing_is_told_at_once(sam):
    page = "/data-requests/restrict"
    refused = sam.send(page, filled_in(sam.get(page)))
    assert refused.status_code == 422
    for missing in (
        "Select whose data it is about",
        "Select for what it is restricted",
        "Select what is restricted",
        "Enter why it is restricted",
    ):
        assert missing in words(refused)


def test_a_restriction_recorded_in_error_is_left_out_of_account(sam):
    restrict(sam)
    (restriction_id,) = sam.case.rights.restrictions
    signed = sam.tale.signed
    in_error = {"item_id": restriction_id, "reason": "Of another case"}
    on_restriction(sam, "lift", reason="It was so")
    with pytest.raises(NotPermittedYet, match="record first"):
        sam.reviews.correct_fact(
            sam.tale.case_id, RightsFact.RESTRICTED, **in_error, signed=signed(ON)
        )
    for fact in (RightsFact.ANNOUNCED, RightsFact.RESTRICTED):
        sam.reviews.correct_fact(sam.tale.case_id, fact, **in_error, signed=signed(ON))
    sam.on(ON)
    assert NOTICE not in words(sam.get("/complaints"))
