"""What somebody says is wrong: the text stays, and what they say stands beside it."""

from datetime import date

import pytest

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.rights.in_error import RightsFact
from asbreview.recipients import Had, recipients_of
from desk import date_in, desk, filled_in, words
from journey import BODIES, COUNCIL, EAST_CAMBRIDGESHIRE, PROCEDURE
from packs.papers import APPLICANT, FULL, TODAY, made, pages
from web.test_data_requests import ask, fill_in, letters, sam
from web.test_data_restricted import account
from web.test_keeping import REASONS, fates

__all__ = ["sam"]
ON = date(2026, 3, 9)  # a Monday; it was asked on the 3rd
HEARD_ON = date(2026, 3, 18)
MARKER = "MARKERTEXT"
SAID = "MARKERSAID: it was a party of five"
WHY = "MARKERWHY: two neighbours heard it"
ASKS = {"right": "to have something put right", "asked": "I never shouted"}
STAYS = "it stays as it was given, and what they say stands beside it"
REFUSED = "it is accurate, and complete for what it is used for: it is not changed"
BESIDE = (
    f"[Contested (UK GDPR, Art. 16). Whoever it tells of says: “{SAID}”. Decided on"
    f" Monday 9 March 2026 by Sam Reed: {STAYS}. Why: “{WHY}”]"
)


@pytest.fixture
def asked(sam):
    ask(sam, **ASKS)
    return sam.on(ON)


def annotate(at_desk, **changes):
    typed = {
        "texts": [str(account(at_desk).text_id)],
        "said": SAID,
        "decision": STAYS,
        "reasons": WHY,
        **date_in("decided_on", ON),
    }
    return fill_in(at_desk, "annotate", **(typed | changes))


def answer(at_desk, **changes):
    typed = {
        "granted": "granted in part",
        "grounds": "it is accurate, and complete for what it is used for",
        "done": "What you say stands beside it",
        "not_done": "We do not change it",
        "reasons": WHY,
    }
    return fill_in(at_desk, "answer", **(typed | changes))


def test_what_they_say_stands_beside_the_text_wherever_it_is_shown(asked):
    assert BESIDE not in words(asked.get("/complaints"))
    told = words(annotate(asked))
    assert "What they say stands beside the text now." in told
    for page in ("/complaints", "/chronology"):
        shown = words(asked.get(page))
        assert MARKER in shown, page
        assert shown.count(BESIDE) == 1, page
    assert BESIDE in words(asked.get("/history", detail="yes"))


def test_a_page_as_of_an_earlier_instant_knows_nothing_of_it(asked):
    annotate(asked)
    then = words(asked.get("/complaints", as_of="2026-03-05"))
    assert MARKER in then
    assert SAID not in then
    assert BESIDE in words(asked.get("/complaints", as_of=ON.isoformat()))


def test_the_text_itself_stays_as_it_was_given(asked):
    before = asked.installation.keyring.reveal(account(asked).text)
    annotate(asked)
    assert asked.installation.keyring.reveal(account(asked).text) == before


@pytest.mark.parametrize("decision", [STAYS, REFUSED])
def test_where_it_is_not_changed_the_reasons_are_asked_for(asked, decision):
    page = annotate(asked, decision=decision, reasons="")
    assert page.status_code in {409, 422}
    assert "Enter the reasons: it is not changed as they ask" in words(page)
    assert SAID in page.text  # nothing typed is lost


def test_a_statement_that_completes_it_needs_no_reasons(asked):
    adds = "it was incomplete: what they add stands beside it"
    annotate(asked, decision=adds, reasons="")
    shown = words(asked.get("/complaints"))
    assert (
        f"says: “{SAID}”. Decided on Monday 9 March 2026 by Sam Reed: {adds}.]" in shown
    )


def test_nothing_is_chosen(asked):
    page = annotate(asked, texts=[])
    assert "Select what they say is wrong" in words(page)


def test_it_is_not_granted_as_a_whole_while_a_text_stays(asked):
    annotate(asked)
    page = answer(asked, granted="granted", grounds=[], not_done="", reasons="")
    assert "A text stays as it was given: it is granted in part, or refused" in words(
        page
    )


def test_the_letter_tells_what_stands_beside_it_and_where_to_complain(asked):
    annotate(asked)
    assert "It is answered." in words(answer(asked))
    (letter,) = letters(asked, LetterKind.DATA_REQUEST_ANSWERED)
    told = words(asked.get(f"/letters/{letter.letter_id}"))
    assert SAID in told
    assert "the text stays as it was given to us." in told
    assert "Information Commissioner" in told
    assert "Ask us if you want to know whom we have given the text to." in told


def test_only_a_request_to_put_something_right_annotates(sam):
    ask(sam)
    (request_id,) = sam.case.rights.requests
    page = sam.get(f"/data-requests/{request_id}/annotate")
    assert page.status_code == 404


def test_it_can_be_recorded_in_error_until_the_answer_tells_of_it(asked):
    annotate(asked)
    (id_,) = asked.case.rights.annotations
    (request_id,) = asked.case.rights.requests
    signed = asked.tale.signed
    with pytest.raises(NotPermittedYet, match="Texts were annotated because of it"):
        asked.reviews.correct_fact(
            asked.tale.case_id,
            RightsFact.RECEIVED,
            request_id,
            reason="x",
            signed=signed(ON),
        )
    asked.reviews.correct_fact(
        asked.tale.case_id, RightsFact.ANNOTATED, id_, reason="x", signed=signed(ON)
    )
    asked.on(ON)
    assert SAID not in words(asked.get("/complaints"))
    annotate(asked)
    answer(asked)
    (id_,) = asked.case.rights.annotations
    with pytest.raises(NotPermittedYet, match="The answer tells of it"):
        asked.reviews.correct_fact(
            asked.tale.case_id, RightsFact.ANNOTATED, id_, reason="x", signed=signed(ON)
        )


def test_it_goes_with_whoever_said_it(asked):
    """They are forgotten; the text of the complaint is kept, and nothing beside it."""
    annotate(asked)
    answer(asked)
    asked.tale.post(ON)
    asked.on(ON)
    said = next(iter(asked.case.rights.annotations.values())).said
    page = f"/people/{asked.case.contact.applicant_id}/erase"
    form = filled_in(asked.get(page))
    asked.send(page, form | fates(form, "keep") | REASONS)
    assert str(asked.installation.keyring.reveal(said.text)) != SAID
    assert SAID not in words(asked.get("/complaints"))
    assert "Contested" not in words(asked.get("/complaints"))


def test_an_auditor_asks_which_texts_are_contested(asked):
    annotate(asked)
    in_march = {
        **date_in("from_on", date(2026, 3, 1)),
        **date_in("to_on", date(2026, 3, 31)),
        "area": PROCEDURE,
        "question": "annotated",
        "days": "28",
    }
    page = asked.as_auditor().browser.get("/audit", params=in_march)
    told = words(page)
    assert "n = 1 , on 1 case" in told
    assert f"{asked.case.trigger.reference} Monday 9 March 2026" in told
    assert f"Decision: {STAYS}" in told
    then = asked.browser.get("/audit", params=in_march | {"as_of": "2026-03-08"})
    assert "n = 0" in words(then)


def test_no_word_of_it_is_in_clear(asked, tmp_path):
    annotate(asked)
    every = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"MARKERSAID" not in every
    assert b"MARKERWHY" not in every


def recipients(at_desk):
    (id_,) = at_desk.case.rights.annotations
    return f"/data-requests/annotations/{id_}/recipients"


def settle(at_desk, body_id, **typed):
    page = f"{recipients(at_desk)}/{body_id}"
    return at_desk.send(page, filled_in(at_desk.get(page)) | typed)


def test_whoever_had_the_text_is_listed_and_told(asked):
    """The complaint came with the application, which was passed on to every body."""
    annotate(asked)
    told = words(asked.get(recipients(asked)))
    council, *others = EAST_CAMBRIDGESHIRE.relevant_bodies
    assert council.name not in told  # it keeps the case: it is us
    for body in others:
        assert (
            f"{body.name} To be told Had it on Monday 2 March 2026, by the application"
            " that was passed on to them."
        ) in told
    _, police, health, *_ = BODIES
    settle(asked, police, settled="they were told", how="email")
    told = words(
        settle(
            asked,
            health,
            settled="to tell them would take a disproportionate effort",
            reason="MARKERLEFT: they keep the file",
        )
    )
    assert "Told on Monday 9 March 2026, by email; recorded by Sam Reed." in told
    assert "To tell them would take a disproportionate effort: MARKERLEFT" in told
    assert told.count("To be told") == len(BODIES) - 3
    again = asked.get(f"{recipients(asked)}/{police}")
    assert "Record it" in words(again)
    refused = settle(asked, police, settled="they were told", how="email")
    assert "Whether they are told is on record already" in words(refused)


def test_what_is_missing_is_asked_for(asked):
    annotate(asked)
    page = settle(asked, BODIES[1], settled="they were told")
    assert "Select how they were told" in words(page)
    page = settle(asked, BODIES[1], settled="it is impossible to tell them")
    assert "Enter why they are not told" in words(page)


def test_nobody_is_told_of_what_was_refused(asked):
    annotate(asked, decision=REFUSED)
    told = words(asked.get(recipients(asked)))
    assert "Had it on" in told
    assert "To be told" not in told


def test_what_only_we_noted_nobody_else_had(asked):
    """What they ask about their data is in no request, paper or pack."""
    (request,) = asked.case.rights.requests.values()
    found = recipients_of(
        asked.reviews,
        asked.installation.views,
        asked.case,
        {request.asked.text_id},
    )
    assert found == []


def test_the_papers_for_the_panel_go_to_the_bodies_on_it(tmp_path):
    """The remarks on the risk are in the papers of 27 March, as all that is noted."""
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale.apply().decide().post(date(2026, 3, 10)).ask().answer()
        tale.assess().convene().choose().send_papers()
        at_desk.on(date(2026, 4, 1))
        case = at_desk.case
        requests = {r.body_id: r for r in case.evidence.requests.values()}
        (risk,) = case.evidence.assessments.values()
        request = requests[BODIES[1]]
        had = {
            text.text_id: {
                (each.recipient_id, each.had, each.on)
                for each in recipients_of(
                    at_desk.reviews, at_desk.installation.views, case, {text.text_id}
                )
            }
            for text in (risk.remarks, request.questions)
        }
        others = set(BODIES) - {COUNCIL}
        papers = {(body, Had.PAPERS, date(2026, 3, 27)) for body in others}
        assert had[risk.remarks.text_id] == papers
        asked = (request.body_id, Had.REQUEST, date(2026, 3, 10))
        assert asked in had[request.questions.text_id]


@pytest.mark.parametrize("kind", [FULL, APPLICANT])
def test_the_papers_show_it_beside_the_text_that_is_in_them(sam, kind):
    """What a body answered may be told to all: it is in both editions."""
    sam.tale.decide(ON).ask().answer()
    sam.on(HEARD_ON)
    ask(sam, **ASKS, **date_in("received_on", HEARD_ON))
    answered = next(iter(sam.case.evidence.answers.values())).answer
    annotate(sam, texts=[str(answered.text_id)], **date_in("decided_on", HEARD_ON))
    sam.tale.assess().convene().choose()
    sam.on(TODAY)
    said = " ".join(" ".join(pages(made(sam, kind))).split())
    beside = BESIDE.replace("Monday 9 March", "Wednesday 18 March")
    assert beside in said.replace("- ", "-")
