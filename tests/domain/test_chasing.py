"""On which day a body is reminded: by the procedure's rules, once, on working days."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.asking.facts import HeldBackBecause, NoticeKind, NoticeStatus
from asbreview.domain.chasing import CHASERS, Chaser, chaser_due, next_chaser
from asbreview.domain.errors import AlreadyDone, NotPermittedYet
from asbreview.domain.people import Prose
from asbreview.domain.terms import Origin
from asbreview.domain.working_days import WorkingCalendar
from domain.test_asking import asking, drafted, handed_over, sent, signed
from journey import EASTER_2026

CALENDAR = WorkingCalendar.of(EASTER_2026, known_until=date(2026, 12, 31))
ASKED_ON = date(2026, 3, 10)
TUESDAY = date(2026, 3, 24)


def due(on, *, due_on=TUESDAY, done=(), chasers=CHASERS, later_than=ASKED_ON):
    found = chaser_due(
        chasers,
        due_on=due_on,
        on=on,
        calendar=CALENDAR,
        done=done,
        later_than=later_than,
    )
    return found.chaser_id if found else None


def chaser(name="mine", days=0, *, before=False):
    return Chaser(
        chaser_id=name,
        working_days=days,
        before=before,
        origin=Origin.OWN_CHOICE,
        reference="Chosen",
    )


@pytest.mark.parametrize(
    ("on", "rule"),
    [
        (date(2026, 3, 19), None),  # Thursday
        (date(2026, 3, 20), "before-due"),  # Friday: two working days before Tuesday
        (date(2026, 3, 21), None),  # Saturday: nobody works
        (date(2026, 3, 22), None),
        (date(2026, 3, 25), "day-after"),  # Wednesday
        (date(2026, 4, 1), "a-week-on"),  # Wednesday, six working days after
        (date(2026, 4, 3), None),  # Good Friday
    ],
)
def test_a_reminder_is_due_on_its_working_day(on, rule):
    before = {"before-due", "day-after"} - {rule}
    done = before if rule == "a-week-on" else ()
    if rule is None:
        assert due(on, done=done) is None
    else:
        assert due(on, done=done) == rule


@pytest.mark.parametrize(
    ("due_on", "on"),
    [
        (date(2026, 4, 2), date(2026, 4, 7)),  # over Good Friday and Easter Monday
        (date(2026, 3, 28), date(2026, 3, 30)),  # due on a Saturday: the Monday
    ],
)
def test_the_day_after_is_a_day_on_which_people_work(due_on, on):
    assert due(on, due_on=due_on) == "day-after"


@pytest.mark.parametrize(
    ("due_on", "on"),
    [
        (TUESDAY, TUESDAY),
        (date(2026, 4, 4), date(2026, 4, 7)),  # the Saturday of Easter: the Tuesday
    ],
)
def test_nought_is_the_day_itself_or_the_next_working_day(due_on, on):
    assert due(on, due_on=due_on, chasers=[chaser()]) == "mine"


def test_each_goes_once():
    assert due(date(2026, 3, 20), done={"before-due"}) is None
    assert due(date(2026, 3, 23), done={"before-due"}) is None


def test_one_that_was_missed_is_made_up_for_within_five_working_days():
    assert due(date(2026, 3, 30)) == "day-after"  # Monday, three working days late
    only = [chaser(days=1)]
    assert due(date(2026, 4, 1), chasers=only) == "mine"  # five working days late
    assert due(date(2026, 4, 2), chasers=only) is None


def test_of_several_that_were_missed_only_the_last_goes():
    assert due(date(2026, 4, 1)) == "a-week-on"
    assert due(date(2026, 4, 1), done={"a-week-on"}) is None


def test_nobody_is_told_before_the_day_when_the_day_is_past():
    only = [chaser(days=2, before=True)]
    assert due(date(2026, 3, 23), chasers=only) == "mine"
    assert due(TUESDAY, chasers=only) == "mine"
    assert due(date(2026, 3, 25), chasers=only) is None


def test_none_goes_on_the_day_of_the_request_or_before():
    early = [chaser(days=10, before=True)]
    assert due(ASKED_ON, chasers=early) is None
    assert due(date(2026, 3, 11), chasers=early) is None


def test_none_goes_while_a_bank_holiday_may_be_unknown():
    assert due(date(2026, 12, 30), due_on=date(2026, 12, 31)) is None


def test_what_is_next_is_told_with_its_day():
    def next_on(on, done=()):
        return next_chaser(
            CHASERS,
            due_on=TUESDAY,
            on=on,
            calendar=CALENDAR,
            done=done,
            later_than=ASKED_ON,
        )

    assert next_on(date(2026, 3, 11)) == (date(2026, 3, 20), CHASERS[0])
    assert next_on(date(2026, 3, 20), {"before-due"}) == (
        date(2026, 3, 25),
        CHASERS[1],
    )
    assert next_on(date(2026, 4, 2)) is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (chaser(), "on the day the answer is due"),
        (chaser(days=1), "1 working day after the answer was due"),
        (chaser(days=3, before=True), "3 working days before the answer is due"),
    ],
)
def test_a_rule_is_said_in_words(given, words):
    assert given.in_words == words


# --- the record


def remind(record, rule="day-after", because=None):
    record.remind_by_rule(
        rule, answer_due_on=TUESDAY, rings_because=because, signed=signed()
    )


def test_a_reminder_is_drafted_once_by_its_rule():
    record = sent()
    remind(record)
    assert record.status is NoticeStatus.DRAFTED
    assert record.to_ring_since is None
    with pytest.raises(AlreadyDone, match="by this rule already"):
        remind(record)


@pytest.mark.parametrize("underway", [drafted, handed_over])
def test_none_is_recorded_while_an_email_is_on_its_way(underway):
    record = underway()
    with pytest.raises(AlreadyDone):
        remind(record)
    assert not record.reminders


def test_where_no_email_can_go_somebody_rings():
    record = asking()
    remind(record, because=HeldBackBecause.NO_ADDRESS)
    assert record.to_ring_since == signed().at
    assert record.rings_because == "the directory of bodies has no email address for it"
    assert record.status is NoticeStatus.NONE


def test_a_reminder_that_is_not_sent_in_the_end_is_rung_too():
    record = sent()
    remind(record)
    record.hold_back(HeldBackBecause.NO_ADDRESS, signed=signed())
    assert record.to_ring_since is not None


def test_a_request_that_is_not_sent_asks_somebody_to_ring():
    record = drafted()
    record.hold_back(HeldBackBecause.NO_ADDRESS, signed=signed())
    assert record.to_ring_since == signed().at
    assert record.rings_because == HeldBackBecause.NO_ADDRESS


def test_a_link_that_was_asked_for_anew_and_is_not_sent_asks_nobody_to_ring():
    record = asking()
    record.draft(NoticeKind.NEW_LINK, signed=signed())
    record.hold_back(HeldBackBecause.NO_ADDRESS, signed=signed())
    assert record.to_ring_since is None


def test_an_email_that_goes_later_ends_the_ringing():
    record = asking()
    remind(record, because=HeldBackBecause.NO_ADDRESS)
    remind(record, "a-week-on")
    record.hand_over(UUID(int=7), signed=signed())
    record.accept(signed=signed())
    assert record.to_ring_since is None


def test_none_goes_while_they_are_held_and_they_can_go_again():
    record = asking()
    why = Prose.of("They rang", text_id=UUID(int=9), about=())
    record.hold_reminders(reason=why, signed=signed())
    with pytest.raises(NotPermittedYet):
        remind(record)
    with pytest.raises(AlreadyDone):
        record.hold_reminders(reason=why, signed=signed())
    record.resume_reminders(signed=signed())
    assert record.resumed_on == date(2026, 3, 10)
    with pytest.raises(AlreadyDone):
        record.resume_reminders(signed=signed())
    remind(record)
