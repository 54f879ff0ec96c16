"""Forgetting a person: decided once, then done."""

from uuid import UUID

import pytest

from asbreview.domain.erasure import (
    Basis,
    Erasure,
    ErasureDecided,
    KeysDestroyed,
    Redaction,
)
from asbreview.domain.errors import AlreadyDone
from facts import APPLICANT, TODAY, prose
from story import CASE, SIGNED

OLD = UUID(int=95)


def decided():
    return Erasure.decide(
        CASE,
        person_id=APPLICANT,
        basis=Basis.REQUEST,
        texts=(OLD, UUID(int=96)),
        redactions=(Redaction(text_id=OLD, instead=prose()),),
        remains="Dates, decisions and figures",
        signed=SIGNED,
    )


def test_what_is_to_be_destroyed_is_the_persons_key_and_those_of_rewritten_texts():
    erasure = decided()
    (event,) = erasure.collect_events()
    assert type(event) is ErasureDecided
    assert event.decided_on == TODAY
    assert erasure.owners == (APPLICANT, OLD)
    assert not erasure.is_done


def test_the_destruction_is_recorded_once():
    erasure = decided()
    erasure.destroyed(signed=SIGNED)
    *_, event = erasure.collect_events()
    assert type(event) is KeysDestroyed
    assert event.owners == (APPLICANT, OLD)
    with pytest.raises(AlreadyDone):
        erasure.destroyed(signed=SIGNED)


def test_a_person_is_forgotten_once():
    assert decided().id == Erasure.id_for(APPLICANT) != Erasure.id_for(OLD)


def test_words_that_were_proposed_and_not_used_are_destroyed_with_the_rest():
    draft = UUID(int=97)
    erasure = Erasure.decide(
        CASE,
        person_id=APPLICANT,
        basis=Basis.REQUEST,
        texts=(),
        redactions=(),
        drafts=(draft,),
        proposed_by=UUID(int=41),
        remains="",
        signed=SIGNED,
    )
    assert erasure.owners == (APPLICANT, draft)
    assert not erasure.is_by_one
    assert decided().is_by_one
