"""A letter, from its draft until it has gone."""

from datetime import date

import pytest

from asbreview.domain.errors import (
    AlreadyDone,
    CaseReviewRefused,
    ContraryToLaw,
    Misrecorded,
    NotPermittedYet,
)
from asbreview.domain.letter.facts import (
    ChosenBecause,
    HeldBecause,
    LetterKind,
    NamedDay,
    Status,
    Way,
)
from asbreview.domain.letter.record import Letter
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.letter.wording import OwnWords, Place
from asbreview.domain.letter.written import NOTHING_TO_TELL
from asbreview.domain.people import Channel
from facts import APPLICANT, TODAY, TOMORROW, YESTERDAY, prose
from story import CASE, SIGNED

CHALLENGE_BY = NamedDay(name="challenge-by", on=date(2026, 3, 30))
DECISIONS = (
    LetterKind.THRESHOLD_MET,
    LetterKind.THRESHOLD_NOT_MET,
    LetterKind.NOT_INVITED,
    LetterKind.OUTCOME,
    LetterKind.CLOSING,
)


def a_letter(kind=LetterKind.ACKNOWLEDGEMENT):
    return Letter.draft(
        CASE,
        kind=kind,
        to=APPLICANT,
        template="standard",
        drawn_from=(),
        days=(CHALLENGE_BY,),
        mentions=(APPLICANT,),
        signed=SIGNED,
    )


def hold_back(letter, because=HeldBecause.NOT_SAFE_TO_WRITE):
    letter.hold_back(because, signed=SIGNED)


def redraw(letter, days=(CHALLENGE_BY,)):
    letter.redraw(drawn_from=(), days=days, signed=SIGNED)


def prepare(letter):
    letter.prepare(sha256="0" * 64, pages=1, made_with=("typst",), signed=SIGNED)


def hand_over(letter):
    because = ChosenBecause.EMAIL_NOT_ASKED_FOR
    letter.hand_over(Way.PRINT_QUEUE, because=because, signed=SIGNED)


def send(letter):
    because = ChosenBecause.EMAIL_ASKED_FOR
    letter.hand_over(Way.NOTIFY_EMAIL, because=because, signed=SIGNED)


def refuse_for_now(letter):
    letter.refuse_for_now(Way.NOTIFY_EMAIL, Obstacle.NOT_NOW, signed=SIGNED)


def accept(letter):
    letter.accept(taken_as="a-number", signed=SIGNED)


def forward(letter):
    letter.forward(signed=SIGNED)


def become_uncertain(letter):
    letter.become_uncertain(Obstacle.NO_ANSWER, signed=SIGNED)


def find_sent(letter):
    letter.find_sent(signed=SIGNED)


def find_unsent(letter):
    letter.find_unsent(signed=SIGNED)


def fail(letter):
    letter.fail(Way.NOTIFY_EMAIL, Obstacle.REFUSED, signed=SIGNED)


def come_back(letter, on=TODAY):
    letter.come_back(returned_on=on, how=prose(), signed=SIGNED)


def set_to_post(letter):
    letter.set_to_post(signed=SIGNED)


def post(letter, on=TODAY):
    letter.post(posted_on=on, days=letter.days, signed=SIGNED)


def tell_otherwise(letter, on=TODAY):
    letter.tell_otherwise(told_on=on, channel=Channel.PHONE, how=prose(), signed=SIGNED)


def wait_for_words(letter):
    letter.wait_for_words(signed=SIGNED)


def write_in(letter):
    words = OwnWords(place=Place.AT_THE_END, words=prose())
    letter.write_in((words,), signed=SIGNED)


def cancel(letter):
    letter.cancel(reason=prose(), signed=SIGNED)


WAYS_TO = {
    Status.DRAFTED: (),
    Status.HELD: (hold_back,),
    Status.PREPARED: (prepare,),
    Status.HANDED_OVER: (prepare, hand_over),
    Status.POSTED: (prepare, hand_over, post),
    Status.TOLD_OTHERWISE: (tell_otherwise,),
    Status.CANCELLED: (cancel,),
    Status.SENDING: (prepare, send),
    Status.UNKNOWN: (prepare, send, become_uncertain),
    Status.ACCEPTED: (prepare, send, accept),
}
MAY = {
    # What a letter tells may turn out wrong while it is on its way.
    hold_back: {
        Status.DRAFTED,
        Status.HELD,
        Status.PREPARED,
        Status.HANDED_OVER,
        Status.SENDING,
        Status.UNKNOWN,
    },
    send: {Status.PREPARED},
    refuse_for_now: {Status.PREPARED, Status.SENDING, Status.UNKNOWN},
    accept: {Status.SENDING, Status.UNKNOWN},
    forward: {Status.ACCEPTED},
    become_uncertain: {Status.SENDING},
    find_sent: {Status.UNKNOWN},
    find_unsent: {Status.UNKNOWN},
    fail: {Status.PREPARED, Status.SENDING, Status.UNKNOWN, Status.ACCEPTED},
    come_back: {Status.POSTED, Status.ACCEPTED},
    set_to_post: set(),  # see below: one that could not be sent
    redraw: {Status.HELD},
    wait_for_words: {
        Status.DRAFTED,
        Status.HELD,
        Status.PREPARED,
        Status.HANDED_OVER,
    },
    write_in: {
        Status.DRAFTED,
        Status.HELD,
        Status.PREPARED,
        Status.HANDED_OVER,
    },
    prepare: {Status.DRAFTED},
    hand_over: {Status.PREPARED},
    post: {Status.HANDED_OVER},
    tell_otherwise: {
        Status.DRAFTED,
        Status.HELD,
        Status.PREPARED,
        Status.HANDED_OVER,
        Status.UNKNOWN,
    },
    cancel: {Status.DRAFTED, Status.HELD, Status.PREPARED, Status.HANDED_OVER},
}
BECOMES = {
    hold_back: Status.HELD,
    redraw: Status.DRAFTED,
    wait_for_words: Status.HELD,
    write_in: Status.HELD,
    prepare: Status.PREPARED,
    hand_over: Status.HANDED_OVER,
    post: Status.POSTED,
    tell_otherwise: Status.TOLD_OTHERWISE,
    cancel: Status.CANCELLED,
    send: Status.SENDING,
    refuse_for_now: Status.PREPARED,
    accept: Status.ACCEPTED,
    forward: Status.ACCEPTED,
    become_uncertain: Status.UNKNOWN,
    find_sent: Status.ACCEPTED,
    find_unsent: Status.HELD,
    fail: Status.HELD,
    come_back: Status.HELD,
}


def brought_to(status, kind=LetterKind.ACKNOWLEDGEMENT):
    letter = a_letter(kind)
    for step in WAYS_TO[status]:
        step(letter)
    assert letter.status is status
    return letter


def replayed(letter):
    again = None
    for event in letter.collect_events():
        again = event.mutate(again)
    return again


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("step", MAY, ids=lambda step: step.__name__)
def test_each_step_is_taken_from_where_it_may_be_and_from_nowhere_else(status, step):
    letter = brought_to(status)
    if status in MAY[step]:
        step(letter)
        assert letter.status is BECOMES[step]
    else:
        with pytest.raises(CaseReviewRefused):
            step(letter)
        assert letter.status is status


@pytest.mark.parametrize("status", Status)
def test_a_letter_read_back_stands_where_it_stood(status):
    letter = brought_to(status)
    again = replayed(letter)
    assert vars(again).keys() == vars(letter).keys()
    for name in vars(again).keys() - {"_pending_events"}:
        assert getattr(again, name) == getattr(letter, name), name


@pytest.mark.parametrize(
    ("status", "step", "kind", "because"),
    [
        (Status.POSTED, hold_back, AlreadyDone, "The letter is posted"),
        (Status.DRAFTED, redraw, NotPermittedYet, "held back"),
        (Status.HELD, prepare, AlreadyDone, "not a draft"),
        (Status.DRAFTED, hand_over, AlreadyDone, "not waiting"),
        (Status.PREPARED, post, NotPermittedYet, "not ready to post"),
        (Status.CANCELLED, tell_otherwise, AlreadyDone, "cancelled"),
        (Status.TOLD_OTHERWISE, cancel, AlreadyDone, "told in another way"),
        (Status.SENDING, redraw, NotPermittedYet, "being sent: wait"),
        (Status.SENDING, tell_otherwise, NotPermittedYet, "being sent: wait"),
        (Status.UNKNOWN, redraw, NotPermittedYet, "say first what you found out"),
        (Status.UNKNOWN, cancel, NotPermittedYet, "say first what you found out"),
        (Status.PREPARED, accept, AlreadyDone, "No answer is awaited"),
        (Status.ACCEPTED, find_sent, AlreadyDone, "known already"),
        (Status.SENDING, come_back, NotPermittedYet, "Only a letter that has gone"),
        (Status.DRAFTED, set_to_post, NotPermittedYet, "could not be sent"),
    ],
)
def test_a_refusal_says_where_the_letter_stands(status, step, kind, because):
    with pytest.raises(kind, match=because):
        step(brought_to(status))


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (Status.HANDED_OVER, post),
        (Status.DRAFTED, tell_otherwise),
        (Status.POSTED, come_back),
        (Status.ACCEPTED, come_back),
    ],
)
def test_a_letter_is_not_told_tomorrow_nor_before_it_was_drafted(status, step):
    with pytest.raises(Misrecorded, match="future"):
        step(brought_to(status), TOMORROW)
    with pytest.raises(Misrecorded, match="before Monday 2 March 2026"):
        step(brought_to(status), YESTERDAY)


@pytest.mark.parametrize("kind", DECISIONS)
def test_a_letter_that_tells_a_decision_is_not_cancelled(kind):
    with pytest.raises(ContraryToLaw, match=r"must be told.*(s\.104\([68]\)|Sch\.4 p)"):
        cancel(a_letter(kind))


@pytest.mark.parametrize("because", sorted(NOTHING_TO_TELL))
def test_but_for_one_that_was_not_taken_or_that_nobody_is_left_to_be_told(because):
    letter = a_letter(LetterKind.THRESHOLD_MET)
    hold_back(letter, because)
    cancel(letter)
    assert letter.status is Status.CANCELLED


@pytest.mark.parametrize("step", [redraw, tell_otherwise])
def test_what_another_decision_took_the_place_of_is_never_told(step):
    letter = a_letter(LetterKind.NOT_INVITED)
    hold_back(letter, HeldBecause.SUPERSEDED)
    with pytest.raises(NotPermittedYet, match="holds no more"):
        step(letter)


@pytest.mark.parametrize("step", [redraw, tell_otherwise])
def test_what_was_recorded_in_error_is_never_told(step):
    letter = a_letter(LetterKind.THRESHOLD_MET)
    hold_back(letter, HeldBecause.CORRECTED)
    with pytest.raises(NotPermittedYet, match="recorded in error"):
        step(letter)


@pytest.mark.parametrize("step", [wait_for_words, write_in])
@pytest.mark.parametrize(
    ("because", "says"),
    [
        (HeldBecause.CORRECTED, "recorded in error"),
        (HeldBecause.SUPERSEDED, "holds no more"),
    ],
)
def test_nobody_writes_in_a_letter_that_tells_nothing_any_more(step, because, says):
    letter = a_letter()
    hold_back(letter, because)
    assert not letter.can_be_written_in
    with pytest.raises(NotPermittedYet, match=says):
        step(letter)


def test_nor_to_somebody_who_was_forgotten():
    letter = a_letter()
    hold_back(letter, HeldBecause.ERASED)
    with pytest.raises(NotPermittedYet, match="Nobody is left"):
        write_in(letter)


def test_a_letter_that_waits_for_words_goes_when_it_is_drawn_again_and_keeps_them():
    letter = a_letter()
    wait_for_words(letter)
    with pytest.raises(AlreadyDone, match="waits for words already"):
        wait_for_words(letter)
    write_in(letter)
    assert (letter.status, letter.awaits_words) == (Status.HELD, True)

    redraw(letter)

    assert (letter.status, letter.awaits_words) == (Status.DRAFTED, False)
    assert len(letter.own_words) == 1


def test_what_is_corrected_while_somebody_writes_does_not_let_the_letter_go():
    letter = a_letter(LetterKind.OUTCOME)
    wait_for_words(letter)
    hold_back(letter, HeldBecause.CHANGED)
    redraw(letter)
    assert letter.held_because is HeldBecause.WORDS
    redraw(letter)
    assert letter.status is Status.DRAFTED


def test_words_are_asked_about_again_once_what_the_letter_tells_has_changed():
    letter = a_letter(LetterKind.OUTCOME)
    write_in(letter)
    redraw(letter)
    hold_back(letter, HeldBecause.CHANGED)
    redraw(letter)
    assert letter.held_because is HeldBecause.WORDS


def test_but_not_because_the_address_has():
    letter = a_letter(LetterKind.OUTCOME)
    write_in(letter)
    redraw(letter)
    hold_back(letter, HeldBecause.ADDRESS_CHANGED)
    redraw(letter)
    assert letter.status is Status.DRAFTED


def test_words_are_taken_out_again():
    letter = a_letter()
    write_in(letter)
    letter.write_in((), signed=SIGNED)
    assert letter.own_words == ()


def test_a_letter_redrawn_is_drawn_from_what_holds_today():
    letter = brought_to(Status.HELD)
    redraw(letter, days=())
    assert (letter.days, letter.held_because) == ((), None)


@pytest.mark.parametrize(
    "status", [Status.DRAFTED, Status.PREPARED, Status.HANDED_OVER]
)
def test_a_letter_whose_days_have_moved_on_is_drawn_again_before_it_goes(status):
    letter = brought_to(status)
    later = NamedDay(name="challenge-by", on=date(2026, 3, 31))
    redraw(letter, days=(later,))
    assert (letter.status, letter.days) == (Status.DRAFTED, (later,))


def test_a_letter_that_prints_another_day_than_its_posting_gives_does_not_go():
    letter = brought_to(Status.HANDED_OVER)
    later = NamedDay(name="challenge-by", on=date(2026, 3, 31))
    says = "prints Monday 30 March 2026, and counted from the posting it is Tuesday 31"
    with pytest.raises(NotPermittedYet, match=says):
        letter.post(posted_on=TODAY, days=(later,), signed=SIGNED)
    assert letter.status is Status.HANDED_OVER


def test_a_command_causes_one_letter_of_a_kind():
    assert a_letter().id == a_letter().id
    assert a_letter().id != a_letter(LetterKind.CLOSING).id


def test_a_letter_that_could_not_be_sent_may_be_set_to_post_once():
    letter = brought_to(Status.SENDING)
    fail(letter)
    assert letter.held_because is HeldBecause.NOT_TAKEN
    set_to_post(letter)
    assert letter.is_set_to_post
    with pytest.raises(NotPermittedYet):
        set_to_post(letter)


def test_a_letter_that_came_back_has_told_nobody_anything():
    letter = brought_to(Status.POSTED)
    assert letter.has_told
    come_back(letter)
    assert (letter.has_told, letter.posted_on, letter.told_by) == (False, None, None)
    assert letter.held_because is HeldBecause.RETURNED


@pytest.mark.parametrize("before", [become_uncertain, hold_back])
def test_a_letter_may_turn_out_to_have_been_taken_after_all(before):
    """The answer came late, or it was held back while it was being sent."""
    letter = brought_to(Status.SENDING)
    before(letter)
    accept(letter)
    assert (letter.status, letter.posted_on) == (Status.ACCEPTED, TODAY)
    assert letter.held_because is None


def test_the_answer_to_a_letter_that_was_drawn_again_since_is_not_taken_for_this_one():
    letter = brought_to(Status.SENDING)
    hold_back(letter, HeldBecause.CHANGED)
    redraw(letter)
    prepare(letter)
    with pytest.raises(AlreadyDone):
        accept(letter)


def test_the_tries_are_counted_until_a_person_has_looked_at_the_letter():
    letter = brought_to(Status.SENDING)
    refuse_for_now(letter)
    send(letter)
    refuse_for_now(letter)
    assert (letter.tries, letter.tried_at) == (2, SIGNED.at)
    fail(letter)
    redraw(letter)
    assert (letter.tries, letter.tried_at) == (0, None)
