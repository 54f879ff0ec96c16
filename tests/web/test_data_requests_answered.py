"""What is answered about somebody's data: granted, in part or refused, and told."""

from datetime import date

import pytest

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import LetterKind, Status
from asbreview.domain.rights.in_error import RightsFact
from asbreview.domain.sealed import ERASED
from desk import date_in, filled_in, words
from web.test_data_requests import ask, due, letters, sam
from web.test_keeping import hold

__all__ = ["sam"]
DECIDED_ON = date(2026, 3, 16)
TOLD_ON = date(2026, 3, 18)
REFUSED = {
    "granted": "refused",
    "grounds": [
        "we need it for a duty that the law sets us, or a task in the public interest",
        "it is needed to bring, carry out or defend legal claims",
    ],
    "reasons": "MARKERREASONS: the panel has still to decide",
}
PART = {
    "granted": "granted in part",
    "grounds": REFUSED["grounds"][:1],
    "done": "MARKERDONE: we erase the note of the nights",
    "not_done": "MARKERNOTDONE: we keep the dates",
    "reasons": "MARKERREASONS: the panel has still to decide",
    "sure": "yes",
}
MARKER = "MARKERTEXT"  # in the account of one complaint of the journey


@pytest.fixture
def asked(sam):
    ask(sam)
    return sam.on(DECIDED_ON)


def page_of(at_desk, what):
    (request_id,) = at_desk.case.rights.requests
    return f"/data-requests/{request_id}/{what}"


def fill_in(at_desk, what, typed):
    page = page_of(at_desk, what)
    return at_desk.send(page, filled_in(at_desk.get(page)) | typed)


def the_text(at_desk, form):
    """Return the name of the group of the text that the marker stands in."""
    logged = at_desk.case.evidence.logged.values()
    told = at_desk.installation.keyring.reveal
    (text,) = [x.account for x in logged if MARKER in str(told(x.account.text))]
    return next(
        name.removesuffix("-text_id")
        for name, value in form.items()
        if name.endswith("-text_id") and value == [str(text.text_id)]
    )


def erase(at_desk, fate="remove", **changes):
    page = page_of(at_desk, "erase")
    form = filled_in(at_desk.get(page))
    fates = {f"{the_text(at_desk, form)}-fate": fate} if fate else {}
    return at_desk.send(page, form | PART | fates | changes)


def the_letter(at_desk):
    (letter,) = letters(at_desk, LetterKind.DATA_REQUEST_ANSWERED)
    return letter


def test_a_refusal_says_the_ground_the_reasons_and_where_to_complain(asked):
    told = words(fill_in(asked, "answer", REFUSED))
    assert "It is answered. The letter that says so is drafted." in told
    assert "Refused, to be told" in told
    assert "UK GDPR, Art. 17(3)(b)" in told
    assert "UK GDPR, Art. 17(3)(e)" in told
    written = words(asked.get(f"/letters/{the_letter(asked).letter_id}"))
    assert "we do not do what you ask" in written
    assert "a task in the public interest (UK GDPR, Art. 17(3)(b))" in written
    assert "MARKERREASONS: the panel has still to decide" in written
    assert "You can complain to the Information Commissioner" in written
    assert "You can also ask a court to decide." in written
    assert MARKER in words(asked.get("/complaints"))


def test_a_part_that_is_granted_is_really_erased_and_the_rest_stays(asked):
    assert MARKER in words(asked.get("/complaints"))
    told = words(erase(asked))
    assert "what was granted is erased" in told
    assert "1 text, decided on Monday 16 March 2026." in told
    assert "What they said can be read by nobody any more." in told
    complaints = words(asked.get("/complaints"))
    assert MARKER not in complaints
    assert "[removed]" in complaints
    assert "Shouting" in complaints  # what another complaint says
    assert "MARKERNAME" in words(asked.get("/contacts"))
    written = words(asked.get(f"/letters/{the_letter(asked).letter_id}"))
    assert "MARKERDONE: we erase the note of the nights" in written
    assert "MARKERNOTDONE: we keep the dates" in written
    assert "Copies of letters that were sent stay as they were sent" in written
    reveal = asked.installation.keyring.reveal
    accounts = [x.account.text for x in asked.case.evidence.logged.values()]
    assert [reveal(text) for text in accounts].count(ERASED) == 1


def test_what_is_destroyed_stays_destroyed_at_the_next_start(asked):
    erase(asked)
    (request_id,) = asked.case.rights.requests
    asked.reviews.finish_erasures(signed=asked.tale.signed(DECIDED_ON))
    assert request_id in {
        asked.reviews._erasure(id_).subject_id  # noqa: SLF001
        for id_ in asked.reviews.recorder.erasures()
    }
    assert MARKER not in words(asked.get("/complaints"))


@pytest.mark.parametrize(
    ("typed", "because"),
    [
        ({"fate": ""}, "select at least one text to remove"),
        ({"grounds": []}, "Select on what ground it is refused"),
        ({"reasons": ""}, "Enter the reasons"),
        ({"forgets": "yes"}, "Whoever is forgotten is granted all they asked"),
    ],
)
def test_a_grant_that_erases_nothing_or_gives_no_reasons_is_refused(
    asked, typed, because
):
    end = asked.reviews.end_of_log()
    refused = erase(asked, **typed)
    assert refused.status_code in {409, 422}
    assert because in words(refused)
    assert "MARKERDONE" in refused.text
    assert asked.reviews.end_of_log() == end
    assert MARKER in words(asked.get("/complaints"))


def test_a_form_that_comes_again_has_its_first_answer(asked):
    page = page_of(asked, "erase")
    form = filled_in(asked.get(page))
    sent = form | PART | {f"{the_text(asked, form)}-fate": "remove"}
    asked.send(page, sent)
    end = asked.reviews.end_of_log()
    assert "what was granted is erased" in words(asked.send(page, sent))
    assert asked.reviews.end_of_log() == end


def test_a_text_of_another_case_is_not_erased(asked):
    page = page_of(asked, "erase")
    form = filled_in(asked.get(page))
    name = the_text(asked, form)
    other = {f"{name}-text_id": str(asked.tale.case_id), f"{name}-fate": "remove"}
    end = asked.reviews.end_of_log()
    refused = asked.send(page, form | PART | other)
    assert refused.status_code == 409
    assert "Select what becomes of the texts below" in words(refused)
    assert asked.reviews.end_of_log() == end


def test_while_the_case_is_held_nothing_is_erased_and_a_refusal_can_be_told(asked):
    hold(
        asked,
        held=str(asked.case.contact.applicant_id),
        **date_in("review_on", date(2026, 9, 1)),
    )
    assert "Nothing can be destroyed now." in words(asked.get(page_of(asked, "erase")))
    refused = erase(asked)
    assert refused.status_code == 409
    assert "Nothing can be destroyed. It is held" in words(refused)
    assert MARKER in words(asked.get("/complaints"))
    assert "Refused, to be told" in words(fill_in(asked, "answer", REFUSED))


def test_the_letter_can_be_looked_at_before_anything_is_erased(asked):
    end = asked.reviews.end_of_log()
    told = words(erase(asked, preview="yes", sure=[]))
    assert "we do a part of what you ask, and not all of it" in told
    assert asked.reviews.end_of_log() == end
    assert MARKER in words(asked.get("/complaints"))


def test_it_is_answered_when_the_letter_has_gone_and_not_when_it_came_back(asked):
    fill_in(asked, "answer", REFUSED)
    assert due(asked).is_open
    asked.tale.post(TOLD_ON)
    asked.on(TOLD_ON)
    assert due(asked).met_on == TOLD_ON
    assert "told on Wednesday 18 March 2026" in words(asked.get("/data-requests"))
    asked.reviews.letter_came_back(
        the_letter(asked).letter_id,
        returned_on=TOLD_ON,
        how="Gone away",
        signed=asked.tale.signed(TOLD_ON),
    )
    asked.on(TOLD_ON)
    assert due(asked).is_open


def test_an_answer_that_goes_after_its_day_is_late_and_stays_late(asked):
    fill_in(asked, "answer", REFUSED)
    late = date(2026, 4, 8)
    asked.tale.post(late)
    asked.on(late)
    assert due(asked).was_met_late
    assert "told on Wednesday 8 April 2026 , which was late" in words(
        asked.get("/data-requests")
    )


def test_the_letter_of_a_refusal_cannot_be_cancelled(asked):
    fill_in(asked, "answer", REFUSED)
    page = f"/letters/{the_letter(asked).letter_id}/cancel"
    refused = asked.send(page, filled_in(asked.get(page)) | {"reason": "Rung"})
    assert "UK GDPR, Art. 12(4)" in words(refused)


def test_whoever_is_to_be_forgotten_is_told_first(asked):
    told = words(
        erase(
            asked,
            granted="granted",
            fate="",
            forgets="yes",
            grounds=[],
            reasons="",
            not_done="",
        )
    )
    assert "They are still to be forgotten" not in told
    asked.tale.post(TOLD_ON)
    told = words(asked.on(TOLD_ON).get("/data-requests"))
    assert "They are still to be forgotten" in told


def test_an_answer_is_taken_back_while_nothing_was_erased_on_it(asked):
    fill_in(asked, "answer", REFUSED)
    take_back(asked)
    assert "To be answered" in words(asked.get("/data-requests"))
    assert the_letter(asked).status is Status.HELD
    erase(asked)
    with pytest.raises(NotPermittedYet, match="cannot be brought back"):
        take_back(asked)


def take_back(at_desk):
    (request_id,) = at_desk.case.rights.requests
    position = at_desk.reviews.correct_fact(
        at_desk.tale.case_id,
        RightsFact.ANSWERED,
        request_id,
        reason="Not decided yet",
        signed=at_desk.tale.signed(DECIDED_ON),
    )
    at_desk.installation.projector.wait_for(position)


def test_a_ground_of_another_right_is_not_offered(asked):
    page = asked.get(page_of(asked, "answer")).text
    assert "none of the cases applies in which its use is restricted" not in page
    refused = fill_in(
        asked,
        "answer",
        REFUSED | {"grounds": ["it is accurate, and complete for what it is used for"]},
    )
    assert "Select on what ground it is refused" in words(refused)


def test_of_other_requests_all_can_be_answered_on_one_page(sam):
    ask(sam, right="to see what is held about them")
    sam.on(DECIDED_ON)
    told = words(
        fill_in(sam, "answer", {"granted": "granted", "done": "We send you the pack"})
    )
    assert "Granted, to be told" in told
    assert sam.get(page_of(sam, "erase")).status_code == 404
