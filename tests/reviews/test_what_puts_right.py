"""Whatever is recorded on a case is put right by a command, or it is said why not."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.model import CaseEvent, Signed
from asbreview.reviews import CaseReviews
from asbreview.reviews.what_puts_right import (
    PUTS_RIGHT,
    Along,
    RecordedAnew,
    TakenBack,
)
from asbreview.reviews.what_stays import Stays
from everything import everything
from kinds_of_event import EVENTS
from projections.telling.in_error import MAY_BE_IN_ERROR, tell

OF_A_CASE = {kind.TOPIC for kind in EVENTS if issubclass(kind, CaseEvent)}
BACK = {topic for topic, row in PUTS_RIGHT.items() if isinstance(row, TakenBack)}
WHOLE = {"past.case-imported"}  # it has a test of its own: a list is of no case


def test_every_topic_of_a_case_has_a_row_and_no_other():
    assert set(PUTS_RIGHT) == OF_A_CASE


def test_every_command_it_names_there_is():
    rows = [r for r in PUTS_RIGHT.values() if isinstance(r, TakenBack | RecordedAnew)]
    for row in rows:
        assert hasattr(getattr(CaseReviews, row.by), "__wrapped__"), row.by


def test_what_is_taken_back_along_is_so_with_something_that_can_be_put_right():
    for row in PUTS_RIGHT.values():
        if isinstance(row, Along):
            assert isinstance(PUTS_RIGHT[row.of], TakenBack | RecordedAnew), row.of


def test_what_stays_says_why():
    stays = [row for row in PUTS_RIGHT.values() if isinstance(row, Stays)]
    assert all(len(row.because.split()) > 5 for row in stays)


def test_the_history_offers_what_it_says_can_be_recorded_in_error():
    by_its_line = {
        t for t, row in PUTS_RIGHT.items() if row == TakenBack("correct_fact")
    }
    assert by_its_line == set(MAY_BE_IN_ERROR)


class Tries:
    """Takes back, whenever a thing was recorded, that it was; and saves nothing."""

    def __init__(self, reviews):
        self.reviews, self.left, self.refused = reviews, BACK - WHOLE, {}
        self.end = reviews.end_of_log()

    def each_new(self):
        start, self.end = self.end + 1, self.reviews.end_of_log()
        if start > self.end:
            return
        for line in self.reviews.recorder.lines(start - 1, limit=1000):
            if line.stored.topic in self.left:
                self.take_back(self.reviews.mapper.to_domain_event(line.stored))

    def take_back(self, event):
        topic, command = event.TOPIC, getattr(self.reviews, PUTS_RIGHT[event.TOPIC].by)
        item_id = id_of(event)
        named = (topic, item_id) if command.__name__ == "correct_fact" else (item_id,)
        try:
            changed = self.reviews.would_change(
                command,
                event.case_id,
                *named,
                reason="Of another",
                signed=signed(event),
            )
        except CaseReviewRefused as refused:
            self.refused[topic] = str(refused)
            return
        taken = [e for record in changed for e in record.pending_events]
        if any(takes_back(each, topic, item_id) for each in taken):
            self.left = self.left - {topic}
        for record in changed:
            assert item_id not in getattr(record, "facts_on_record", {}).get(topic, ())


def id_of(event):
    line = tell(event, str)
    return line.item_id if line else None


def takes_back(event, topic, item_id):
    if isinstance(event, FactRecordedInError):
        return event.corrects == topic and event.item_id == item_id
    return event.TOPIC.endswith("recorded-in-error") and event.item_id == item_id


def signed(event):
    at = max(event.timestamp, datetime(2026, 3, 3, tzinfo=UTC))
    return Signed(
        by=UUID(int=1), for_body=event.recorded_for, at=at, command_id=uuid4()
    )


@pytest.mark.thorough
def test_each_fact_is_really_taken_back_by_the_command_that_it_names(reviews):
    """After each command of every kind there is: what it recorded, was in error."""
    tries, save = Tries(reviews), reviews.save

    def saved(*records, **kwargs):
        done = save(*records, **kwargs)
        tries.each_new()
        return done

    reviews.save = saved
    everything(reviews)
    assert len(BACK) > 70
    assert {topic: tries.refused.get(topic) for topic in tries.left} == {}
