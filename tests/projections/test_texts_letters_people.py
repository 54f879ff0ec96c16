"""What was written, whom it is about, which letters there are, and who is who."""

from datetime import date

import pytest

from asbreview.domain.erasure import Basis
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.sealed import ERASED, Sealed
from asbreview.reviews.told import PersonTold
from journey import MARIGOLD, SAFE, Journey
from projections.letters import letters_of, letters_that_are
from projections.people import Role, everybody, people_of
from projections.texts import redaction_of, texts_about, texts_of

MOVED = PersonTold(name=MARIGOLD.name, address="1 Teasel Way\nEly\nCB7 4ZZ", safe=SAFE)


@pytest.fixture
def case(reviews, standing):
    return Journey(reviews, 7).apply()


def applicant(case):
    return case.reviews.case(case.case_id).contact.applicant_id


def forget(case, *, instead):
    person = applicant(case)
    signed = case.signed(date(2026, 6, 1))
    case.reviews.decide_erasure(
        case.case_id,
        person,
        basis=Basis.REQUEST,
        texts=[*instead],
        instead=instead,
        remains="The dates and the decisions",
        signed=signed,
    )


def test_every_text_is_listed_with_those_it_is_about(case, ask, reviews):
    case.decide()
    texts = ask(texts_about, applicant(case))
    revealed = [reviews.keyring.reveal(text.prose.text) for text in texts]
    assert revealed[0] == "MARKERTEXT: noise next door every night."
    assert [(t.topic, t.path) for t in texts][-1] == (
        "trigger.threshold-decided",
        "reasons",
    )
    assert len(texts) == 6  # the account, four complaints, the reasons
    assert ask(texts_of, case.case_id) == texts
    assert "MARKER" not in repr(texts)


def test_texts_within_texts_are_found(case, ask):
    case.post(date(2026, 3, 3)).decide().post(date(2026, 3, 9)).assess().convene()
    case.choose().hold().find()
    paths = {text.path for text in ask(texts_of, case.case_id)}
    assert {"options/0/option", "options/1/reasons", "issues/0/issue"} <= paths


def test_a_text_written_again_is_read_instead(case, ask, reviews):
    texts = ask(texts_about, applicant(case))
    old = texts[0].prose.text_id
    others = {t.prose.text_id: "-" for t in texts[1:]}
    forget(case, instead={old: "Noise next door every night.", **others})

    redacted = ask(redaction_of, old)
    assert reviews.keyring.reveal(redacted.text) == "Noise next door every night."
    assert ask(redaction_of, redacted.text_id) is None
    assert old not in {t.prose.text_id for t in ask(texts_about, applicant(case))}


def test_a_person_forgotten_is_dropped_from_the_search(case, ask, reviews):
    assert [p.person_id for p in ask(everybody)] == [applicant(case)]
    before = reviews.end_of_log()
    texts = ask(texts_about, applicant(case))
    forget(case, instead={t.prose.text_id: "-" for t in texts})
    person = applicant(case)
    reviews.keyring.destroy(person)
    reviews.record_destroyed(person, signed=case.signed(date(2026, 6, 1)))

    assert ask(everybody) == []
    [then] = ask(everybody, as_of=before)
    assert reviews.keyring.reveal(Sealed(then.name)) is ERASED


def test_people_are_known_by_their_latest_details(case, ask, reviews):
    before = reviews.end_of_log()
    reviews.change_contact_details(
        case.case_id, applicant(case), MOVED, signed=case.signed(date(2026, 3, 5))
    )
    [now], [then] = (
        ask(people_of, case.case_id),
        ask(people_of, case.case_id, as_of=before),
    )
    assert now.role is Role.APPLICANT
    assert reviews.keyring.reveal(Sealed(now.address)) == MOVED.address
    assert reviews.keyring.reveal(Sealed(then.address)) == MARIGOLD.address


def test_a_letter_is_followed_until_it_is_posted(case, ask, reviews):
    [drafted] = ask(letters_that_are, Status.DRAFTED)
    assert (drafted.kind, drafted.to) == (LetterKind.ACKNOWLEDGEMENT, applicant(case))
    case.hand_over(date(2026, 3, 3))
    [queued] = ask(letters_that_are, Status.HANDED_OVER)
    assert queued.sha256 == "0" * 64
    reviews.post_letters(
        [queued.letter_id],
        posted_on=date(2026, 3, 3),
        signed=case.signed(date(2026, 3, 3)),
    )
    [posted] = ask(letters_of, case.case_id)
    assert posted.letter_id == queued.letter_id
    assert (posted.status, posted.posted_on) == (Status.POSTED, date(2026, 3, 3))
    assert ask(letters_that_are, Status.HANDED_OVER) == []


def test_a_letter_held_back_says_why_and_is_drawn_again(case, ask, reviews):
    [letter] = ask(letters_that_are, Status.DRAFTED)
    reviews.hold_back_letter(
        letter.letter_id,
        because=HeldBecause.NO_ADDRESS,
        signed=case.signed(date(2026, 3, 3)),
    )
    held_at = reviews.end_of_log()
    [held] = ask(letters_that_are, Status.HELD)
    assert held.held_because is HeldBecause.NO_ADDRESS
    reviews.redraw_letter(letter.letter_id, signed=case.signed(date(2026, 3, 4)))
    [redrawn] = ask(letters_of, case.case_id)
    assert (redrawn.status, redrawn.dated) == (Status.DRAFTED, date(2026, 3, 4))
    assert ask(letters_of, case.case_id, as_of=held_at) == [held]
