"""Who sees a case: restricted, a conflict of interest, let in; each said once."""

from datetime import timedelta
from uuid import UUID

import pytest

from asbreview.domain.errors import AlreadyDone, Misrecorded, NoSuchThing
from asbreview.domain.trigger.who_sees import AccountLetIn, AccountShutOut
from journey import APPLIED_ON, Journey, opened

EVE, WREN = UUID(int=40), UUID(int=41)


@pytest.fixture
def case(tmp_path):
    with opened(tmp_path) as reviews:
        yield Journey(reviews).stand().apply()


def give(case, command, *told, **more):
    getattr(case.reviews, command)(
        case.case_id, *told, **more, signed=case.signed(APPLIED_ON)
    )
    return case.reviews.case(case.case_id).known


def test_a_restricted_case_knows_for_whom_the_restriction_is_not_meant(case):
    known = give(case, "restrict_case", (EVE,), reason="Her name is in the papers")
    assert (known.is_restricted, known.named, known.is_special) == (True, (EVE,), True)
    known = give(case, "restrict_case", (EVE, WREN), reason="Wren stands in")
    assert known.named == (EVE, WREN)
    with pytest.raises(AlreadyDone):
        give(case, "restrict_case", (WREN, EVE), reason="Again")
    known = give(case, "lift_restriction", reason="It is over")
    assert (known.is_restricted, known.named, known.is_special) == (False, (), False)
    with pytest.raises(AlreadyDone):
        give(case, "lift_restriction", reason="It is over")


def test_a_conflict_of_interest_stands_until_it_is_said_to_be_over(case):
    assert give(case, "declare_conflict", EVE, reason="A cousin").conflicted == (EVE,)
    with pytest.raises(AlreadyDone):
        give(case, "declare_conflict", EVE, reason="A cousin")
    with pytest.raises(NoSuchThing):
        give(case, "end_conflict", WREN, reason="None")
    assert give(case, "end_conflict", EVE, reason="No cousin").conflicted == ()


def test_who_is_let_in_is_said_as_a_whole_and_recorded_one_by_one(case):
    before = case.reviews.end_of_log()
    give(case, "let_in", (EVE, WREN, EVE))
    assert give(case, "let_in", (WREN,)).let_in == (WREN,)
    with pytest.raises(AlreadyDone):
        give(case, "let_in", (WREN,))
    lines = case.reviews.recorder.select_notifications(before + 1, 10)
    events = [case.reviews.mapper.to_domain_event(line) for line in lines]
    assert [(type(e), e.account_id) for e in events] == [
        (AccountLetIn, EVE),
        (AccountLetIn, WREN),
        (AccountShutOut, EVE),
    ]


def test_a_case_is_open_for_an_emergency_until_its_time_or_until_it_is_closed(case):
    reviews, signed = case.reviews, case.signed(APPLIED_ON)
    until = signed.at + timedelta(hours=1)

    def opened(minutes):
        at = signed.at + timedelta(minutes=minutes)
        again = case.signed(APPLIED_ON).model_copy(update={"at": at})
        told = {"until": at + timedelta(hours=1), "reason": "Threats"}
        reviews.open_in_emergency(case.case_id, **told, signed=again)
        return reviews.case(case.case_id).trigger.emergencies[signed.by].until

    with pytest.raises(Misrecorded, match="why it has to be opened"):
        give(case, "open_in_emergency", until=until, reason=" ")
    with pytest.raises(NoSuchThing):
        give(case, "end_emergency")
    assert opened(0) == until
    with pytest.raises(AlreadyDone):
        opened(59)
    assert opened(60) == until + timedelta(hours=1)
    with pytest.raises(NoSuchThing):
        reviews.end_emergency(
            case.case_id,
            signed=signed.model_copy(update={"at": until + timedelta(hours=1)}),
        )
    give(case, "end_emergency")
    assert not reviews.case(case.case_id).trigger.emergencies


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("restrict_case", ((EVE,),)),
        ("lift_restriction", ()),
        ("declare_conflict", (EVE,)),
        ("end_conflict", (EVE,)),
    ],
)
def test_each_is_said_with_its_reason(case, command, told):
    with pytest.raises(Misrecorded):
        give(case, command, *told, reason=" ")
