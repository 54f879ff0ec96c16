"""One officer proposes it and another approves it, whatever it is that would go."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from asbreview.domain.erasure import Basis, Redaction
from asbreview.domain.erasure_of_case import CaseErasureGround
from asbreview.domain.errors import AlreadyDone, NoSuchThing, NotPermittedYet
from asbreview.domain.retention.disposals import CaseDue, Disposals
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.rights.answering import Answer, Granted, RefusalGround
from asbreview.domain.sealed import Sealed
from asbreview.domain.terms import Origin
from facts import APPLICANT, VICTIM, prose
from story import CASE, SIGNED

OTHER_CASE = UUID(int=12)
FIRST, SECOND = UUID(int=501), UUID(int=502)
ANOTHER = SIGNED.model_copy(update={"by": UUID(int=909)})
RULE = RetentionRule(
    of=RecordKind.WITH_OUTCOME,
    years=6,
    counted_from=CountedFrom.ENDED,
    origin=Origin.OWN_CHOICE,
    source="Our own choice",
    from_on=date(2026, 3, 2),
)


ANSWER = Answer(
    granted=Granted.PART,
    grounds=(RefusalGround.DUTY,),
    done=prose(4),
    not_done=prose(5),
    reasons=prose(6),
    forgets=False,
)


class Kind(NamedTuple):
    """One kind of thing that goes by two officers, and the words of its commands."""

    where: str
    propose: Any
    approve: Any
    give_back: Any


def a_person(record, proposal_id, *, signed=SIGNED, of=APPLICANT):
    record.propose_erasure(
        proposal_id,
        case_id=CASE,
        person_id=of,
        basis=Basis.REQUEST,
        texts=(UUID(int=95),),
        redactions=(Redaction(text_id=UUID(int=95), instead=prose()),),
        remains="Dates, decisions and figures",
        signed=signed,
    )


def some_texts(record, proposal_id, *, signed=SIGNED):
    record.propose_texts_erasure(
        proposal_id,
        case_id=CASE,
        request_id=UUID(int=61),
        person_id=APPLICANT,
        answer=ANSWER,
        redactions=(Redaction(text_id=UUID(int=95), instead=prose()),),
        signed=signed,
    )


def a_case(record, proposal_id, *, signed=SIGNED):
    record.propose_case_erasure(
        proposal_id,
        case_id=CASE,
        because=CaseErasureGround.ORDER,
        reason=prose(2),
        signed=signed,
    )


def what_is_due(record, proposal_id, *, signed=SIGNED):
    due = CaseDue(case_id=CASE, due_on=date(2026, 3, 1))
    record.propose(proposal_id, rule=RULE, cases=(due,), signed=signed)


KINDS = {
    "a person": Kind(
        "erasures",
        a_person,
        lambda record, id_, signed: record.approve_erasure(CASE, id_, signed=signed),
        lambda record, id_, signed: record.return_erasure(
            CASE, id_, reason=prose(3), signed=signed
        ),
    ),
    "some texts": Kind(
        "texts_erasures",
        some_texts,
        lambda record, id_, signed: record.approve_texts_erasure(
            CASE, id_, signed=signed
        ),
        lambda record, id_, signed: record.return_texts_erasure(
            CASE, id_, reason=prose(3), signed=signed
        ),
    ),
    "a case": Kind(
        "case_erasures",
        a_case,
        lambda record, id_, signed: record.approve_case_erasure(
            CASE, id_, signed=signed
        ),
        lambda record, id_, signed: record.return_case_erasure(
            CASE, id_, reason=prose(3), signed=signed
        ),
    ),
    "the cases of a class": Kind(
        "disposals",
        what_is_due,
        lambda record, id_, signed: record.approve(
            id_, cases=(CASE,), left_out=(), signed=signed
        ),
        lambda record, id_, signed: record.give_back(
            id_, reason=Sealed("a token"), signed=signed
        ),
    ),
}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@pytest.fixture
def record():
    return Disposals.open_for("an-area", signed=SIGNED)


@every_kind
def test_what_is_proposed_waits_and_is_not_decided(kind, record):
    kind.propose(record, FIRST)
    (waiting,) = getattr(record, kind.where).waiting
    assert (waiting.proposal_id, waiting.proposed_by) == (FIRST, SIGNED.by)
    assert waiting.proposed_at == SIGNED.at
    assert waiting.decided_by is None


@every_kind
def test_whoever_proposed_it_cannot_approve_it(kind, record):
    kind.propose(record, FIRST)
    with pytest.raises(NotPermittedYet, match="another officer has to approve it"):
        kind.approve(record, FIRST, SIGNED)
    assert getattr(record, kind.where).waiting


@every_kind
def test_another_officer_approves_it_once(kind, record):
    kind.propose(record, FIRST)
    kind.approve(record, FIRST, ANOTHER)
    decided = getattr(record, kind.where)[FIRST]
    assert (decided.decided_by, decided.decided_at) == (ANOTHER.by, ANOTHER.at)
    assert decided.returned_because is None
    assert not getattr(record, kind.where).waiting
    for again in (kind.approve, kind.give_back):
        with pytest.raises(AlreadyDone, match="has been decided"):
            again(record, FIRST, ANOTHER)


@every_kind
@pytest.mark.parametrize("by", [SIGNED, ANOTHER], ids=["proposer", "another"])
def test_either_officer_returns_it_with_a_reason_and_it_may_be_proposed_again(
    kind, record, by
):
    kind.propose(record, FIRST)
    kind.give_back(record, FIRST, by)
    returned = getattr(record, kind.where)[FIRST]
    assert returned.decided_by == by.by
    assert returned.returned_because is not None
    kind.propose(record, SECOND)
    (waiting,) = getattr(record, kind.where).waiting
    assert waiting.proposal_id == SECOND


@every_kind
def test_one_proposal_of_the_same_waits_at_a_time(kind, record):
    kind.propose(record, FIRST)
    with pytest.raises(AlreadyDone):
        kind.propose(record, SECOND, signed=ANOTHER)


@every_kind
def test_what_nobody_proposed_is_neither_approved_nor_returned(kind, record):
    for decide in (kind.approve, kind.give_back):
        with pytest.raises(NoSuchThing, match="no such proposal"):
            decide(record, FIRST, ANOTHER)


def test_nor_is_what_was_proposed_on_another_case(record):
    a_person(record, FIRST)
    with pytest.raises(NoSuchThing):
        record.approve_erasure(OTHER_CASE, FIRST, signed=ANOTHER)
    with pytest.raises(NoSuchThing):
        record.return_erasure(OTHER_CASE, FIRST, reason=prose(3), signed=ANOTHER)


def test_what_is_proposed_of_one_person_keeps_no_other_from_being_proposed(record):
    a_person(record, FIRST)
    a_person(record, SECOND, of=VICTIM)
    assert len(record.erasures.waiting) == 2


def test_every_word_proposed_for_texts_of_a_case_goes_with_whoever_is_forgotten(record):
    some_texts(record, FIRST)
    answered = [prose(number).text_id for number in (4, 5, 6)]
    assert record.every_draft(CASE, VICTIM) == (*answered, prose().text_id)
    assert record.every_draft(OTHER_CASE, VICTIM) == ()
