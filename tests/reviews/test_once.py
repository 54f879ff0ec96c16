"""A command has one effect and one answer, however often it is given."""

from uuid import UUID

import pytest

from asbreview.reviews import CaseReviews
from everything import everything
from journey import APPLIED_ON, Journey, opened

COMMANDS = sorted(
    name
    for name in dir(CaseReviews)
    if "signed" in getattr(getattr(CaseReviews, name), "__annotations__", {})
    and hasattr(getattr(CaseReviews, name), "__wrapped__")
)


class Twice:
    """Gives each command a second time, as a double click or a retry does."""

    def __init__(self, reviews):
        self.reviews = reviews
        self.answers = {}
        self.given = []

    def __getattr__(self, name):
        whole = getattr(self.reviews, name)
        if name not in COMMANDS:
            return whole

        def give(*args, **kwargs):
            before = self.reviews.end_of_log()
            first = whole(*args, **kwargs)
            reached = self.reviews.end_of_log()
            again = whole(*args, **kwargs)
            after = self.reviews.end_of_log()
            self.answers.setdefault(name, []).append(
                (before, first, reached, again, after)
            )
            self.given.append((name, args, kwargs, first))
            return first

        return give


# Given from inside by `finish_erasure`, and by `say_how_to_reach`.
FROM_INSIDE = {"record_destroyed", "_say_how_to_reach"}


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("log")) as reviews:
        twice = Twice(reviews)
        everything(twice)
        yield twice


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_given_twice_has_one_effect_and_the_same_answer(twice, command):
    if command in FROM_INSIDE:
        return
    for before, first, reached, again, after in twice.answers[command]:
        assert before < first == reached == again == after


def test_a_command_given_again_at_the_end_of_the_day_has_its_first_answer(twice):
    """Somebody goes back in the browser and sends an old page once more."""
    end = twice.reviews.end_of_log()
    for name, args, kwargs, first in twice.given:
        assert getattr(twice.reviews, name)(*args, **kwargs) == first
    assert twice.reviews.end_of_log() == end


def test_the_answer_is_where_the_commands_own_events_end(reviews):
    case = Journey(reviews).stand().apply()
    position = reviews.end_of_log()
    line = reviews.recorder.lines(position - 1, limit=1)[0]
    event = reviews.mapper.to_domain_event(line.stored)
    assert reviews.recorder.position_of(event.command_id) == position
    assert event.case_id == case.case_id


def test_what_would_change_is_told_and_nothing_is_saved(case):
    reviews = case.reviews
    before = reviews.end_of_log()
    signed = case.signed(APPLIED_ON)
    changed = reviews.would_change(
        reviews.assign, case.case_id, UUID(int=77), signed=signed
    )
    assert [record.caseworker_id for record in changed] == [UUID(int=77)]
    assert reviews.end_of_log() == before
    assert reviews.recorder.position_of(signed.command_id) is None
    reviews.assign(case.case_id, UUID(int=77), signed=signed)
    assert reviews.end_of_log() == before + 1
