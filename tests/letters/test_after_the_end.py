"""What still goes once a case has ended, and what tells of things that do not come."""

from datetime import date

import pytest

from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.outcome.facts import ClosedAs
from asbreview.domain.terms import Challenged
from asbreview.letters.holding import why_held
from asbreview.reviews.cross_border import TransferTold
from journey import Journey
from letters.bench import Bench
from letters.posting import Post

NO_MORE = [
    LetterKind.ACKNOWLEDGEMENT,
    LetterKind.CONSENT,
    LetterKind.INVITATION,
    LetterKind.NOT_INVITED,
    LetterKind.DELAY,
    LetterKind.CLOCK_STOPPED,
    LetterKind.CLOCK_STARTED,
    LetterKind.PLAN_CONSULTATION,
    LetterKind.PROGRESS,
    LetterKind.REQUEST,
    LetterKind.DAYS_MOVED,
]
STILL = [
    LetterKind.THRESHOLD_MET,
    LetterKind.THRESHOLD_NOT_MET,
    LetterKind.OUTCOME,
    LetterKind.PLAN_UPDATE,
    LetterKind.CHALLENGE_RECEIVED,
    LetterKind.CHALLENGE_HEARING,
    LetterKind.CHALLENGE_DECIDED,
    LetterKind.JOINT_CASE,
    LetterKind.DATA_REQUEST_RECEIVED,
    LetterKind.DATA_REQUEST_LONGER,
    LetterKind.DATA_REQUEST_ANSWERED,
]
ON = date(2026, 5, 14)


def withdraw(post: Journey, on: date = ON) -> None:
    reason, signed = "They moved away", post.signed(on)
    post.reviews.withdraw(post.case_id, withdrawn_on=on, reason=reason, signed=signed)


def transfer(post: Journey, on: date = ON) -> None:
    post.reviews.transfer(
        post.case_id,
        TransferTold(
            transferred_on=on,
            to_area="Fenland",
            reason="The address is in March",
            to_whom="The community safety officer",
            handed_over="The application and what was told",
        ),
        signed=post.signed(on),
    )


def end(post: Journey, how: str):
    """Return a case as it is when it has ended; none closes without its outcome told.

    So of what is only drafted a closing is put on its record here.
    """
    if how == "withdrawn":
        withdraw(post)
    elif how == "transferred":
        transfer(post)
    case = post.reviews.case(post.case_id)
    if how == "closed":
        signed = post.signed(ON)
        for number, action in enumerate(case.outcome.open_actions):
            why = case.prose("Not needed", f"why/{number}", signed=signed)
            case.outcome.cancel(
                action.action_id, cancelled_on=ON, reason=why, signed=signed
            )
        case.outcome.close(
            closed_on=ON,
            closed_as=ClosedAs.REVIEWED,
            ground=case.ground(*case.records),
            signed=signed,
        )
    assert case.ended_as == how
    return case


def held(post: Post, kind: LetterKind, how: str) -> HeldBecause | None:
    letter = post.on_to(kind).last(kind)
    reviews = post.reviews
    then = reviews.case_as(post.case_id, letter.drawn_from)
    reveal = reviews.keyring.reveal
    assert why_held(letter, now=then, then=then, reveal=reveal) is None
    return why_held(letter, now=end(post, how), then=then, reveal=reveal)


@pytest.mark.thorough
@pytest.mark.parametrize("how", ["withdrawn", "transferred", "closed"])
@pytest.mark.parametrize("kind", NO_MORE)
def test_what_tells_of_something_to_come_goes_no_more(post, kind, how):
    assert held(post, kind, how) is HeldBecause.SUPERSEDED


@pytest.mark.thorough
@pytest.mark.parametrize("how", ["withdrawn", "transferred", "closed"])
@pytest.mark.parametrize("kind", STILL)
def test_what_was_decided_or_done_is_told_all_the_same(post, kind, how):
    assert held(post, kind, how) is None


def test_every_kind_is_one_or_the_other():
    others = {
        LetterKind.CLOSING,  # it is drafted at the end
        LetterKind.RESTRICTION_LIFTED,  # nothing of it is of the case
        LetterKind.LINKED_REVIEW,  # as the acknowledgement of another case
    }
    assert {*NO_MORE, *STILL, *others} == set(LetterKind)


def test_an_invitation_in_the_tray_is_neither_posted_nor_left_there(post, tmp_path):
    bench = Bench(post.reviews, tmp_path)
    invitation = post.on_to(LetterKind.INVITATION).last(LetterKind.INVITATION).id
    bench.round()
    assert post.reviews.letter(invitation).status is Status.HANDED_OVER
    on = date(2026, 3, 20)
    withdraw(post, on)
    with pytest.raises(NotPermittedYet, match="not to come any more: take it out"):
        post.reviews.post_letters([invitation], posted_on=on, signed=post.signed(on))

    bench.round()

    letter = post.reviews.letter(invitation)
    assert (letter.status, letter.held_because) == (
        Status.HELD,
        HeldBecause.SUPERSEDED,
    )
    closing = next(x for x in post.all_letters() if x.kind is LetterKind.CLOSING)
    assert closing.status is Status.HANDED_OVER
    post.reviews.post_letters([closing.id], posted_on=on, signed=post.signed(on))
    bench.office.close()


def test_an_invitation_that_went_the_day_before_is_recorded_as_it_was(post, tmp_path):
    bench = Bench(post.reviews, tmp_path)
    invitation = post.on_to(LetterKind.INVITATION).last(LetterKind.INVITATION).id
    bench.round()
    withdraw(post, date(2026, 3, 21))
    signed = post.signed(date(2026, 3, 21))
    post.reviews.post_letters([invitation], posted_on=date(2026, 3, 20), signed=signed)
    assert post.reviews.letter(invitation).status is Status.POSTED
    bench.office.close()


def test_more_time_to_challenge_is_told_after_the_end_too(post):
    case = post.apply(complaints=()).post(date(2026, 3, 3)).decide(met=False)
    case.post(date(2026, 3, 9))
    on = date(2026, 3, 30)
    case.reviews.extend_deadline(
        case.case_id,
        case.reviews.case(case.case_id)
        .procedure.challenge_of(Challenged.APPLICATION)
        .window,
        was_due_on=date(2026, 4, 6),
        due_on=date(2026, 4, 20),
        reason="She is in hospital",
        signed=case.signed(on),
    )
    case.close(on)
    now = case.reviews.case(case.case_id)
    delay = post.last(LetterKind.DELAY)
    then = case.reviews.case_as(case.case_id, delay.drawn_from)
    reveal = case.reviews.keyring.reveal
    assert why_held(delay, now=now, then=then, reveal=reveal) is None
    case.post(on)
    assert case.reviews.letter(delay.id).status is Status.POSTED
