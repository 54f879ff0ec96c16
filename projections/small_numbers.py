"""A breakdown as it may be published: nothing below five, and nothing to reckon it by.

What is too small is put together with others, and only their sum is told.  Whoever
knows the total, every number shown and this very rule still cannot reckon a single one
that is not shown (`docs/decisions/0080`).
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

FEWEST: Final = 5  # that a published breakdown tells of


class Breakdown(NamedTuple):
    """What may be told of each part, and which parts are told together, and their sum.

    Without `shown` there is nothing to tell but the total.
    """

    shown: dict[str, int]
    together: tuple[str, ...]
    sum_together: int


def published(parts: Mapping[str, int]) -> Breakdown:
    """Return a breakdown as it may be published; the parts in the order given.

    Parts are to be all there may be, those of which there is none included: that there
    is none of one is a small number too.  They are put together in an order that has
    nothing to do with how many there are, or the choice would tell.
    """
    small = [name for name, n in parts.items() if n < FEWEST]
    if not small:
        return Breakdown(dict(parts), (), 0)
    with_them = iter(sorted(parts.keys() - set(small)))
    together = set(small)
    while _could_be_reckoned(parts[name] for name in together):
        more = next(with_them, None)
        if more is None:
            return Breakdown({}, tuple(parts), sum(parts.values()))
        together.add(more)
    shown = {name: n for name, n in parts.items() if name not in together}
    if not shown:
        return Breakdown({}, tuple(parts), sum(parts.values()))
    told = tuple(name for name in parts if name in together)
    return Breakdown(shown, told, sum(parts[name] for name in told))


def _could_be_reckoned(parts: Iterable[int]) -> bool:
    """Say whether a sum tells too much of its parts.

    It does if it is itself small; and where each is as large as what is small can be,
    since then none could be less.
    """
    numbers = list(parts)
    total = sum(numbers)
    most = (FEWEST - 1) * len(numbers)
    return total < FEWEST or (total == most and max(numbers) < FEWEST)
