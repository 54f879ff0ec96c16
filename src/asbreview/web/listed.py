"""How many cases are listed under a figure before all of them are asked for.

A year may have ten thousand, which nobody reads at one go, and a page of them takes
seconds.  Each list names the first, and says where all of it is.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

AT_FIRST: Final = 500  # cases
WHOLE: Final = "whole"  # in an address: the list that is asked for whole

T = TypeVar("T")


def listed(of: Sequence[T], name: str, whole: str) -> Sequence[T]:
    """Return what is listed at first; all of it where that list is asked for whole."""
    return of if name == whole else of[:AT_FIRST]
