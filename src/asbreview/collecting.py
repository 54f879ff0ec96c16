"""How seldom garbage is looked for, where little of it lies among much that is kept.

Python looks through all there is whenever a quarter has been added.  What is there when
it begins, some hundred thousand objects of a program and its pages, stays to the end;
to look through that took a fifth of a second, while whoever asked waited.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

Often = tuple[int, int, int]
SERVING: Final[Often] = (50_000, 10, 10)
"""What pages make is soon let go of: some has cycles, so it is looked for still."""
EXPORTING: Final[Often] = (100_000, 50, 50)
"""Events have no cycles, and it took a quarter of the time."""


@contextmanager
def seldom_collected(how: Often) -> Iterator[None]:
    """Look for cycles so seldom, and never among what is there when it begins."""
    often = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*how)
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()


@contextmanager
def not_collected() -> Iterator[None]:
    """Look for no garbage while a program is loaded: what it loads stays to the end.

    To look through it again and again took a fifth of the time of a start.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
