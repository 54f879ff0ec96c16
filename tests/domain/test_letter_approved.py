"""A letter that a second officer has to approve: never on its way without it."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from asbreview.domain.errors import CaseReviewRefused, NotPermittedYet
from asbreview.domain.ground import ReliedOn
from asbreview.domain.letter.facts import (
    ChosenBecause,
    HeldBecause,
    LetterKind,
    NamedDay,
    Status,
    Way,
)
from asbreview.domain.letter.record import Letter
from asbreview.domain.letter.wording import OwnWords, Place
from facts import APPLICANT, prose
from story import CASE, SIGNED

PRIYA, OTTO = SIGNED.by, UUID(int=77)
BY = {who: SIGNED.model_copy(update={"by": who}) for who in (PRIYA, OTTO, UUID(int=78))}
RECORD = UUID(int=9)


def records(version):
    return (ReliedOn(record_id=RECORD, version=version),)


def days(number):
    return (NamedDay(name="challenge-by", on=date(2026, 3, number)),)


def a_letter(*, needs_approval=True):
    letter = Letter.draft(
        CASE,
        kind=LetterKind.OUTCOME,
        to=APPLICANT,
        template="standard",
        drawn_from=records(1),
        days=days(1),
        mentions=(APPLICANT,),
        needs_approval=needs_approval,
        signed=BY[PRIYA],
    )
    if needs_approval:
        letter.hold_back(HeldBecause.APPROVAL, signed=BY[PRIYA])
    return letter


def prepare(letter):
    letter.prepare(sha256="0" * 64, pages=1, made_with=("typst",), signed=SIGNED)


def approved():
    letter = a_letter()
    letter.approve(signed=BY[OTTO])
    return letter


def write_in(letter, who):
    words = OwnWords(place=Place.AT_THE_END, words=prose())
    letter.write_in((words,), signed=BY[who])


def test_a_letter_that_needs_no_approval_goes_as_it_always_did():
    letter = a_letter(needs_approval=False)
    prepare(letter)
    with pytest.raises(NotPermittedYet, match="does not wait"):
        letter.approve(signed=BY[OTTO])


def test_nothing_is_made_of_a_letter_that_was_not_approved():
    letter = a_letter(needs_approval=False)
    letter.needs_approval = True  # as if nobody had held it back
    with pytest.raises(NotPermittedYet, match="has not approved"):
        prepare(letter)


def test_once_approved_it_goes():
    letter = approved()
    prepare(letter)
    assert letter.status is Status.PREPARED


def test_whoever_drafted_it_does_not_approve_it():
    for does in (a_letter().approve, a_letter().send_back):
        told = {"reason": prose()} if "send" in does.__name__ else {}
        with pytest.raises(NotPermittedYet, match="another officer has to look at it"):
            does(**told, signed=BY[PRIYA])


def test_nor_does_whoever_wrote_in_it():
    letter = a_letter()
    write_in(letter, OTTO)
    letter.redraw(drawn_from=records(1), days=days(1), signed=BY[OTTO])
    assert letter.awaits_approval
    with pytest.raises(NotPermittedYet, match="another officer"):
        letter.approve(signed=BY[OTTO])
    letter.approve(signed=BY[UUID(int=78)])


def test_nor_whoever_corrected_what_it_tells():
    letter = a_letter()
    letter.hold_back(HeldBecause.CHANGED, signed=BY[OTTO])
    letter.redraw(drawn_from=records(2), days=days(1), signed=BY[OTTO])
    with pytest.raises(NotPermittedYet, match="another officer"):
        letter.approve(signed=BY[OTTO])


def test_but_whoever_drew_it_again_for_a_new_address_may():
    letter = a_letter()
    letter.hold_back(HeldBecause.ADDRESS_CHANGED, signed=BY[OTTO])
    letter.redraw(drawn_from=records(2), days=days(1), signed=BY[OTTO])
    letter.approve(signed=BY[OTTO])


def test_a_letter_sent_back_waits_to_be_drawn_again_and_then_for_approval_anew():
    letter = a_letter()
    letter.send_back(reason=prose(), signed=BY[OTTO])
    assert letter.held_because is HeldBecause.SENT_BACK
    letter.redraw(drawn_from=records(2), days=days(1), signed=BY[PRIYA])
    assert letter.awaits_approval


@pytest.mark.parametrize(
    ("drawn_from", "stands"),
    [
        pytest.param(records(1), Status.DRAFTED, id="its days alone are counted anew"),
        pytest.param(records(2), Status.HELD, id="what it tells may be another"),
    ],
)
def test_an_approval_holds_for_what_was_approved(drawn_from, stands):
    letter = approved()
    letter.redraw(drawn_from=drawn_from, days=days(2), signed=BY[PRIYA])
    assert letter.status is stands
    assert letter.awaits_approval is (stands is Status.HELD)


def test_words_written_after_it_was_approved_are_approved_anew():
    letter = approved()
    write_in(letter, PRIYA)
    letter.redraw(drawn_from=records(1), days=days(1), signed=BY[PRIYA])
    assert letter.awaits_approval


def test_the_author_does_not_have_to_wait_to_write_in_it():
    letter = a_letter()
    letter.wait_for_words(signed=BY[PRIYA])
    assert letter.held_because is HeldBecause.WORDS
    with pytest.raises(NotPermittedYet, match="does not wait"):
        letter.approve(signed=BY[OTTO])


class ApprovedLetter(RuleBasedStateMachine):
    """Two officers and a sender do whatever they may to a letter, in any order.

    The naive model beside it: what the letter says, a number for each version of its
    words, beside the records it is drawn from, and what of that was approved last.
    """

    who = st.sampled_from(sorted(BY))

    def __init__(self):
        super().__init__()
        self.letter = a_letter()
        self.record, self.text = 1, 0
        self.writers, self.seen = {PRIYA}, None

    @property
    def says(self):
        return self.letter.drawn_from, self.text

    def may(self, does, *args, **told):
        try:
            does(*args, **told)
        except CaseReviewRefused:
            return False
        return True

    @rule(who=who)
    def approve(self, who):
        if self.may(self.letter.approve, signed=BY[who]):
            assert who not in self.writers
            self.seen = self.says

    @rule(who=who)
    def send_back(self, who):
        self.may(self.letter.send_back, reason=prose(), signed=BY[who])

    @rule(who=who)
    def write(self, who):
        if self.may(write_in, self.letter, who):
            self.text += 1
            self.writers.add(who)

    @rule(who=who)
    def keep_back(self, who):
        self.may(self.letter.wait_for_words, signed=BY[who])

    @rule(who=who, because=st.sampled_from(["CHANGED", "ADDRESS_CHANGED", "FAILED"]))
    def hold_back(self, who, because):
        cause = HeldBecause[because]
        held = self.may(self.letter.hold_back, cause, signed=BY[who])
        if held and cause is HeldBecause.CHANGED:
            self.record += 1
            self.writers.add(who)

    @rule(who=who, anew=st.booleans(), day=st.integers(1, 9))
    def draw_again(self, who, anew, day):
        drawn = records(self.record) if anew else self.letter.drawn_from
        told = {"drawn_from": drawn, "days": days(day), "signed": BY[who]}
        self.may(self.letter.redraw, **told)

    @rule(who=who)
    def let_go(self, who):
        told = {"drawn_from": self.letter.drawn_from, "days": days(1)}
        self.may(self.letter.redraw, **told, signed=BY[who])
        self.may(prepare, self.letter)

    @rule()
    def something_else_is_recorded(self):
        self.record += 1

    @rule()
    def make(self):
        self.may(prepare, self.letter)

    @rule(way=st.sampled_from(Way))
    def hand_over(self, way):
        because = ChosenBecause.EMAIL_NOT_ASKED_FOR
        self.may(self.letter.hand_over, way, because=because, signed=SIGNED)

    @rule()
    def fail(self):
        self.may(self.letter.find_unsent, signed=SIGNED)

    @invariant()
    def what_is_on_its_way_was_seen_by_another(self):
        if self.letter.status in {Status.PREPARED, Status.HANDED_OVER, Status.SENDING}:
            assert self.says == self.seen


TestApprovedLetter = ApprovedLetter.TestCase
TestApprovedLetter.settings = settings(
    max_examples=80, stateful_step_count=25, deadline=None
)
