"""Many things, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield things in lists of a size; the last may be shorter, and none is empty."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
