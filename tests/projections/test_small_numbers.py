"""What may be published of a breakdown, against somebody who knows the rule."""

from collections import defaultdict
from itertools import product

import pytest

from projections.small_numbers import published

NAMES = ("Ely", "Littleport", "Soham", "Witchford")


def told(*numbers):
    found = published(dict(zip(NAMES, numbers, strict=False)))
    return found.shown, found.together, found.sum_together


@pytest.mark.parametrize(
    ("numbers", "shown", "together", "their_sum"),
    [
        ((9, 6, 5), {"Ely": 9, "Littleport": 6, "Soham": 5}, (), 0),
        ((9, 3, 4), {"Ely": 9}, ("Littleport", "Soham"), 7),
        # One that is small would be the total less the rest: another goes with it.
        ((9, 6, 4), {"Littleport": 6}, ("Ely", "Soham"), 13),
        # So would two of which there are four together.
        ((9, 6, 4, 0), {"Littleport": 6}, ("Ely", "Soham", "Witchford"), 13),
        # Two small ones that are eight together could be nothing but four each.
        ((9, 6, 4, 4), {"Littleport": 6}, ("Ely", "Soham", "Witchford"), 17),
        ((9, 6, 0), {"Littleport": 6}, ("Ely", "Soham"), 9),
        # Nothing is left to show: all are of one kind, or too few.
        ((7, 0), {}, ("Ely", "Littleport"), 7),
        ((1, 1, 1), {}, ("Ely", "Littleport", "Soham"), 3),
    ],
)
def test_what_is_told_of_a_breakdown(numbers, shown, together, their_sum):
    assert told(*numbers) == (shown, together, their_sum)


@pytest.mark.parametrize(("parts", "most"), [(2, 20), (3, 18), (4, 14)])
def test_whoever_knows_the_rule_can_reckon_no_number_that_is_not_shown(parts, most):
    """Every breakdown there can be, by what would be published of it.

    Of each number that is not shown there is another breakdown that looks the same.
    """
    looks = defaultdict(list)
    for numbers in product(range(most), repeat=parts):
        shown, together, their_sum = told(*numbers)
        looks[tuple(shown.items()), together, their_sum].append(numbers)
    for (shown, together, their_sum), alike in looks.items():
        assert all(number >= 5 for _, number in shown)
        assert their_sum >= 5 or not (shown and together)
        # Of more, what looks the same was not all tried; and none is none of each.
        if 0 < their_sum < most:
            for place, name in enumerate(NAMES[:parts]):
                if name in together:
                    assert len({numbers[place] for numbers in alike}) > 1, alike
