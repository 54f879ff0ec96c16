"""Reminders by rule, through a real mail server: each once, on its day."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from asbreview.access.answer_links import is_link, named_by
from asbreview.domain.asking.facts import NoticeStatus
from asbreview.domain.errors import AlreadyDone
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.letters.reminding import Reminding
from journey import opened
from letters.mail_server import At, Does
from letters.test_notices import Asked, box, link_in, served  # noqa: F401

BEFORE, DUE = date(2026, 3, 20), date(2026, 3, 24)  # a Friday; the Tuesday it is due
AFTER, WEEK_ON = date(2026, 3, 25), date(2026, 4, 1)
ASKED_ON = date(2026, 3, 10)


class Reminded(Asked):
    """A case on which the police were asked, and the workers that remind them."""

    def sender(self, port):
        reminding = Reminding(
            self.reviews, lambda _: self.still(), mails=port is not None
        )
        return super().sender(port, reminding=reminding)

    def still(self):
        case = self.reviews.case(self.case.case_id)
        return [(case.case_id, asked) for asked in case.evidence.requests]

    def by(self, day, at=time(9)):
        """Let the worker run at an hour of a day, and then some minutes on."""
        self.now = datetime.combine(day, at, tzinfo=UTC)
        return self.round().round(timedelta(minutes=1)).round(timedelta(minutes=11))

    def answers(self, on):
        self.reviews.answer_request(
            self.case.case_id,
            self.request_id,
            answered_on=on,
            kind=AnswerKind.NIL,
            answer="Nothing is held.",
            may_be_told=MayBeTold.ALL,
            signed=self.case.signed(on),
        )
        return self


@pytest.fixture
def asked(tmp_path, box):  # noqa: F811
    with opened(tmp_path) as reviews:
        asked = Reminded(reviews, tmp_path, box.port)
        asked.has_address().ask().round()
        box.taken.clear()
        yield asked


def told(message):
    return " ".join(message.get_content().split())


def test_a_body_is_reminded_before_the_day_and_after_it_each_once(asked, box):  # noqa: F811
    day = ASKED_ON
    while day < date(2026, 5, 1):
        day += timedelta(days=1)
        asked.by(day)
    dates = [message["Date"].datetime.date() for message in box.taken]
    assert dates == [BEFORE, AFTER, WEEK_ON]


def test_a_reminder_says_what_when_by_which_law_and_how(asked, box):  # noqa: F811
    asked.by(BEFORE)
    (message,) = box.taken
    reference = asked.reviews.case(asked.case.case_id).trigger.reference
    assert message["Subject"] == f"Reminder: Request for information {reference}"
    text = told(message)
    assert "asked you on Tuesday 10 March 2026 for information" in text
    assert "Please answer by: Tuesday 24 March 2026" in text
    assert "Schedule 4, paragraph 7" in text
    assert "A person who has public functions must disclose it" in text
    assert "a nil return" in text
    named = named_by(link_in(message))
    assert is_link(asked.reviews.keyring, asked.asking, named)
    assert asked.asking.link_holds(named.number, asked.now)
    assert not asked.asking.link_holds(1, asked.now)


def test_after_the_day_it_says_that_the_answer_was_due(asked, box):  # noqa: F811
    asked.by(AFTER)
    (message,) = box.taken
    assert "Your answer was due on: Tuesday 24 March 2026" in told(message)


def test_a_reminder_tells_of_nobody_and_of_no_question(asked, box):  # noqa: F811
    asked.by(AFTER)
    (message,) = box.taken
    said = f"{message['Subject']} {message.get_content()}".casefold()
    for word in ("marigold", "marker", "larkspur", "hold on", "noise", "ely,"):
        assert word not in said


def test_none_goes_before_eight_in_the_morning(asked, box):  # noqa: F811
    asked.by(BEFORE, time(7, 30))  # in March, London is where UTC is
    assert not box.taken
    asked.by(BEFORE, time(8))
    assert len(box.taken) == 1


def test_in_summer_eight_is_eight_in_london(asked, box):  # noqa: F811
    asked.by(WEEK_ON, time(7))
    assert len(box.taken) == 1


@pytest.mark.parametrize("then", ["answer", "withdraw", "take back"])
def test_what_needs_no_answer_any_more_is_not_chased(asked, box, then):  # noqa: F811
    on, case = date(2026, 3, 19), asked.case
    if then == "answer":
        asked.answers(on)
    elif then == "withdraw":
        asked.reviews.withdraw(
            case.case_id, withdrawn_on=on, reason="Moved", signed=case.signed(on)
        )
    else:
        asked.reviews.correct_fact(
            case.case_id,
            "evidence.information-requested",
            asked.request_id,
            reason="Of another case",
            signed=case.signed(on),
        )
    for day in (BEFORE, AFTER, WEEK_ON):
        asked.by(day)
    assert not box.taken


def test_one_that_answers_between_the_rule_and_the_server_is_sent_nothing(asked, box):  # noqa: F811
    request = asked.request_id
    asked.reviews.remind_by_rule(
        asked.case.case_id,
        request,
        rule="before-due",
        mails=True,
        signed=asked.case.signed(BEFORE),
    )
    asked.answers(BEFORE).by(BEFORE)
    assert asked.asking.because == "it has answered meanwhile"
    assert not box.taken


def test_two_workers_remind_once(asked, box):  # noqa: F811
    asked.senders.append(asked.sender(box.port))
    asked.by(BEFORE)
    assert len(box.taken) == 1


@pytest.mark.parametrize("step", ["drafted", "handed over"])
def test_a_worker_that_was_killed_leaves_one_reminder(asked, box, step):  # noqa: F811
    asked.reviews.remind_by_rule(
        asked.case.case_id,
        asked.request_id,
        rule="before-due",
        mails=True,
        signed=asked.case.signed(BEFORE),
    )
    if step == "handed over":
        entry = asked.reviews.contact_point(asked.asking.body_id).entries[0][1].entry_id
        asked.reviews.hand_over_notice(
            asked.request_id, entry_id=entry, signed=asked.case.signed(BEFORE)
        )
    asked.senders = [asked.sender(box.port)]  # begun again
    asked.by(BEFORE, time(9, 31))
    assert len(box.taken) == (step == "drafted")
    assert list(asked.asking.reminders) == ["before-due"]


def test_the_same_command_again_is_the_same_reminder(asked):
    signed = asked.case.signed(BEFORE)
    told = {"rule": "before-due", "mails": True, "signed": signed}
    request = asked.request_id
    first = asked.reviews.remind_by_rule(asked.case.case_id, request, **told)
    assert asked.reviews.remind_by_rule(asked.case.case_id, request, **told) == first
    again = told | {"signed": signed.model_copy(update={"command_id": uuid4()})}
    with pytest.raises(AlreadyDone):
        asked.reviews.remind_by_rule(asked.case.case_id, request, **again)


def test_more_time_moves_the_reminders(asked, box):  # noqa: F811
    asked.reviews.extend_deadline(
        asked.case.case_id,
        "partner-answer",
        was_due_on=DUE,
        due_on=date(2026, 3, 31),
        reason="The archive is moving",
        signed=asked.case.signed(date(2026, 3, 18)),
    )
    asked.by(BEFORE).by(AFTER)
    assert not box.taken
    asked.by(date(2026, 3, 27))
    (message,) = box.taken
    assert "Please answer by: Tuesday 31 March 2026" in told(message)


def test_held_reminders_do_not_go_and_are_not_made_up_for(asked, box):  # noqa: F811
    request, reviews = asked.request_id, asked.reviews
    held_on = date(2026, 3, 19)
    reviews.hold_reminders(
        asked.case.case_id,
        request,
        reason="They rang",
        signed=asked.case.signed(held_on),
    )
    asked.by(BEFORE).by(AFTER)
    reviews.resume_reminders(
        asked.case.case_id, request, signed=asked.case.signed(AFTER)
    )
    asked.by(date(2026, 3, 26)).by(date(2026, 3, 27))
    assert not box.taken
    asked.by(WEEK_ON)
    assert len(box.taken) == 1


def test_while_nobody_knows_whether_the_last_went_somebody_rings(asked, box):  # noqa: F811
    box.goes_wrong(At.END, Does.TAKES_AND_HANGS_UP)
    asked.by(BEFORE)
    assert asked.asking.status is NoticeStatus.UNKNOWN
    box.is_well()
    box.taken.clear()
    asked.by(AFTER)
    assert not box.taken
    assert asked.asking.rings_because == (
        "it is not known whether the last email to it went"
    )


def test_where_there_is_no_server_somebody_rings(asked, box):  # noqa: F811
    asked.senders = [asked.sender(None)]
    asked.by(BEFORE)
    assert asked.asking.rings_because == "no mail server is set up"
    assert asked.asking.to_ring_since is not None
