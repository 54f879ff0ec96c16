"""Owners of actions are told by rule: given, before the day, after it; each once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from asbreview.domain.asking.record import Asking
from asbreview.letters.reminding import Reminding
from asbreview.reviews.told import ActionTold
from journey import BODIES, opened
from letters.test_notices import Asked, box, link_in, served  # noqa: F401

POLICE, MAILBOX = BODIES[1], "asb.desk@constabulary.example"
GIVEN = date(2026, 4, 2)  # a Thursday; Good Friday and Easter Monday follow it
DUE = date(2026, 4, 16)  # a Thursday
BEFORE, AFTER, WEEK_ON = date(2026, 4, 14), date(2026, 4, 17), date(2026, 4, 24)


class Owner(Asked):
    """The police, who own an action, and the workers that tell them of it."""

    def sender(self, port):
        reminding = Reminding(
            self.reviews,
            lambda _: [],
            mails=port is not None,
            owners=self.owners,
        )
        return super().sender(port, reminding=reminding)

    def owners(self):
        case = self.reviews.case(self.case.case_id)
        still = len(case.outcome.open_actions_of(POLICE))
        return [(case.case_id, POLICE, still)] if still else []

    def by(self, day, at=time(9)):
        self.now = datetime.combine(day, at, tzinfo=UTC)
        return self.round().round(timedelta(minutes=1)).round(timedelta(minutes=11))

    def until(self, last, since=GIVEN):
        """Let the worker run every day."""
        day = since
        while day <= last:
            self.by(day)
            day += timedelta(days=1)

    @property
    def asking(self):
        return self.reviews.asking(Asking.of_actions(self.case.case_id, POLICE))


@pytest.fixture
def owner(tmp_path, box):  # noqa: F811
    with opened(tmp_path) as reviews:
        owner = Owner(reviews, tmp_path, box.port)
        owner.case.decide().ask().answer().assess()
        owner.case.convene().choose().send_papers().hold().find()
        yield owner


@pytest.fixture
def reached(owner):
    owner.reviews.record_contact_point(
        POLICE,
        from_on=date(2026, 3, 10),
        email=MAILBOX,
        signed=owner.case.signed(GIVEN),
    )
    return owner


def days(box):  # noqa: F811
    return [message["Date"].datetime.date() for message in box.taken]


def told(message):
    return " ".join(message.get_content().split())


def test_it_is_told_when_given_before_the_day_and_after_it_each_once(reached, box):  # noqa: F811
    reached.until(date(2026, 5, 8))
    assert days(box) == [GIVEN, BEFORE, AFTER, WEEK_ON]
    given, before, late, _ = map(told, box.taken)
    assert "you now own an action" in given
    assert "Next due on: Thursday 16 April 2026" in given
    assert box.taken[1]["Subject"].startswith("Reminder: Your actions on case")
    assert "asks you again about an action" in before
    assert "Overdue, since Thursday 16 April 2026: 1 of 1" in late


def test_each_email_has_a_link_of_its_own_and_tells_nothing_of_the_action(reached, box):  # noqa: F811
    reached.until(AFTER)
    links = [link_in(message) for message in box.taken]
    assert len(set(links)) == len(links) == 3
    for message in box.taken:
        said = f"{message['Subject']} {message.get_content()}".casefold()
        for word in ("marigold", "marker", "visit weekly", "noise"):
            assert word not in said


def test_an_action_that_is_added_later_is_told_of_once_too(reached, box):  # noqa: F811
    reached.by(GIVEN)
    later = date(2026, 4, 8)
    reached.reviews.add_action(
        reached.case.case_id,
        ActionTold(
            action="Ring every Friday", body_id=POLICE, due_on=date(2026, 5, 29)
        ),
        signed=reached.case.signed(later),
    )
    reached.until(date(2026, 4, 13), since=later)
    assert days(box) == [GIVEN, later]
    assert "you now own 2 actions" in told(box.taken[-1])


def test_what_is_done_is_not_asked_after(reached, box):  # noqa: F811
    reached.by(GIVEN)
    reached.case.do_actions(date(2026, 4, 9))
    reached.until(WEEK_ON, since=date(2026, 4, 10))
    assert days(box) == [GIVEN]


def test_on_a_bank_holiday_nobody_is_written_to_and_it_goes_on_the_next_day(
    reached,
    box,  # noqa: F811
):
    reached.by(date(2026, 4, 3))  # Good Friday
    assert not box.taken
    reached.by(date(2026, 4, 6)).by(date(2026, 4, 7))  # Easter Monday, and the Tuesday
    assert days(box) == [date(2026, 4, 7)]


def test_of_actions_of_long_ago_nobody_is_told_when_it_begins(reached, box):  # noqa: F811
    reached.until(date(2026, 6, 5), since=date(2026, 6, 1))
    assert not box.taken


def test_without_an_address_somebody_is_to_ring(owner, box):  # noqa: F811
    owner.by(GIVEN)
    assert not box.taken
    assert owner.asking.to_ring_since is not None
    because = "the directory of bodies has no email address for it"
    assert owner.asking.rings_because == because


def test_of_two_workers_one_tells(reached, box):  # noqa: F811
    reached.senders.append(reached.sender(box.port))
    reached.until(BEFORE)
    assert days(box) == [GIVEN, BEFORE]
