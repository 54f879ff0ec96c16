"""What a letter tells is what makes it read otherwise when it is left out of account.

Each fact that a letter was drawn from is taken away in turn, and the letter written
again: whatever then reads otherwise, or cannot be written, has to be in the tables.
"""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from asbreview.domain.errors import CaseReviewRefused
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.tells import APPLIED, tells
from asbreview.letters.composing import CannotBeComposed, compose
from facts import SIGNED, prose

NOT_THERE = "it cannot be written"


def on_record(case):
    """Yield each fact that may turn out to be in error, by record, topic and item."""
    for number, record in enumerate(case.records):
        for topic, items in getattr(record, "facts_on_record", {}).items():
            assert isinstance(items, Iterable), topic
            for item_id in items:
                yield number, topic, item_id
    for item_id in case.contact.adjustments:
        yield -1, "contact.adjustment-asked-for", item_id


def written(case, letter, post):
    try:
        return compose(case, letter, post.reviews.keyring.reveal)
    except (CannotBeComposed, LookupError, AssertionError, AttributeError):
        return NOT_THERE


def without(case, number, topic, item_id):
    if number < 0:
        case.contact.take_back_adjustment(item_id, reason=prose(), signed=SIGNED)
    else:
        case.records[number].take_back(topic, item_id, reason=prose(), signed=SIGNED)


@pytest.mark.parametrize("kind", sorted(LetterKind))
def test_whatever_changes_a_letter_is_what_it_tells(post, kind):
    post.on_to(kind)
    letter = next(x for x in reversed(post.all_letters()) if x.kind is kind)

    def drawn():
        return post.reviews.case_as(letter.case_id, letter.drawn_from)

    as_it_went = written(drawn(), letter, post)
    assert as_it_went != NOT_THERE
    for number, topic, item_id in list(on_record(drawn())):
        case = drawn()
        try:
            without(case, number, topic, item_id)
        except CaseReviewRefused:
            continue
        if written(case, letter, post) != as_it_went:
            assert tells(kind, topic, its_own=True), topic
    case = drawn()
    said = case.trigger.application
    earlier = {"applied_on": said.applied_on - timedelta(days=3)}
    case.trigger.application = said.model_copy(update=earlier)
    if written(case, letter, post) != as_it_went:
        assert tells(kind, APPLIED, its_own=True), APPLIED
