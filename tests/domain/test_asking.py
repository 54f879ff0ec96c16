"""How a body is asked: what goes to it once, and for how long its link holds."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from asbreview.domain.asking.facts import HeldBackBecause, NoticeKind, NoticeStatus
from asbreview.domain.asking.record import Asking
from asbreview.domain.errors import AlreadyDone, NotPermittedYet
from asbreview.domain.letter.sending import Obstacle
from asbreview.domain.model import Signed
from journey import BODIES, CASEWORKER, COUNCIL

NINE = datetime(2026, 3, 10, 9, tzinfo=UTC)  # a Tuesday
DAY = timedelta(days=1)
LAST_SECOND = timedelta(seconds=1)
ENTRY = UUID(int=7)


def signed(at=NINE):
    return Signed(by=CASEWORKER, for_body=COUNCIL, at=at, command_id=uuid4())


def asking():
    return Asking.open_for(
        UUID(int=1),
        request_id=UUID(int=2),
        body_id=BODIES[1],
        secret="MARKER",
        signed=signed(),
    )


def drafted():
    record = asking()
    record.draft(NoticeKind.REQUEST, signed=signed())
    return record


def handed_over(at=NINE):
    record = drafted()
    record.hand_over(ENTRY, signed=signed(at))
    return record


def sent(at=NINE):
    record = handed_over(at)
    record.accept(signed=signed(at))
    return record


def test_no_link_holds_before_it_went_out():
    assert not drafted().link_holds(1, NINE)


def test_a_link_holds_seven_days_to_the_second():
    record = sent()
    assert record.link_holds(1, NINE)
    assert record.link_holds(1, NINE + 7 * DAY - LAST_SECOND)
    assert not record.link_holds(1, NINE + 7 * DAY)
    assert record.link_holds(1, NINE - LAST_SECOND)  # by a clock that is behind
    assert not record.link_holds(2, NINE)
    assert not record.link_holds(0, NINE)


def test_a_new_link_ends_the_one_before_once_it_has_gone_out_and_no_sooner():
    record = sent()
    record.draft(NoticeKind.NEW_LINK, signed=signed(NINE + DAY))
    assert record.link_holds(1, NINE + DAY)
    record.hand_over(ENTRY, signed=signed(NINE + DAY))
    assert not record.link_holds(1, NINE + DAY)
    assert record.link_holds(2, NINE + 7 * DAY)


@pytest.mark.parametrize("how", ["refused for now", "failed"])
def test_a_link_that_reached_nobody_ends_none(how):
    record = sent()
    record.draft(NoticeKind.NEW_LINK, signed=signed())
    record.hand_over(ENTRY, signed=signed())
    refuse = record.refuse_for_now if how == "refused for now" else record.fail
    refuse(Obstacle.NOT_NOW, signed=signed())
    assert record.link_holds(1, NINE)
    assert not record.link_holds(2, NINE)


def test_one_that_may_have_gone_opens_and_is_not_sent_again_by_anybody_but_the_body():
    record = handed_over()
    record.become_uncertain(Obstacle.NO_ANSWER, signed=signed())
    assert record.link_holds(1, NINE)
    with pytest.raises(NotPermittedYet):
        record.draft(NoticeKind.REQUEST, signed=signed())
    record.draft(NoticeKind.NEW_LINK, signed=signed())
    assert record.status is NoticeStatus.DRAFTED


def test_what_a_person_found_out_settles_it():
    for was_sent, status in ((True, NoticeStatus.ACCEPTED), (False, "was not sent")):
        record = handed_over()
        record.become_uncertain(Obstacle.NO_ANSWER, signed=signed())
        record.find(sent=was_sent, signed=signed())
        assert record.status == status
        assert record.link_holds(1, NINE) is was_sent
        with pytest.raises(AlreadyDone):
            record.find(sent=was_sent, signed=signed())


def test_while_one_is_on_its_way_there_is_no_other():
    for record in (drafted(), handed_over()):
        for again in (NoticeKind.REQUEST, NoticeKind.NEW_LINK):
            with pytest.raises(AlreadyDone):
                record.draft(again, signed=signed())
        with pytest.raises(AlreadyDone):
            record.make_link(signed=signed())


def test_one_is_handed_over_once():
    record = handed_over()
    with pytest.raises(AlreadyDone):
        record.hand_over(ENTRY, signed=signed())
    with pytest.raises(AlreadyDone):
        record.hold_back(HeldBackBecause.ENDED, signed=signed())


def test_nothing_is_said_of_what_did_not_go_out():
    record = asking()
    for says in (
        lambda: record.accept(signed=signed()),
        lambda: record.fail(Obstacle.REFUSED, signed=signed()),
        lambda: record.become_uncertain(Obstacle.NO_END, signed=signed()),
        lambda: record.hold_back(HeldBackBecause.ANSWERED, signed=signed()),
    ):
        with pytest.raises(AlreadyDone):
            says()


def test_a_link_passed_on_by_hand_holds_as_one_that_was_sent():
    record = sent()
    record.make_link(signed=signed(NINE + DAY))
    assert record.by_hand == 2
    assert record.link_holds(2, NINE + DAY)
    assert not record.link_holds(1, NINE + DAY)
