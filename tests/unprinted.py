"""Letters that are composed and kept, but not laid out: for tests that read none.

To lay one out takes as long as making a whole case.
"""

from contextlib import contextmanager

import pytest

from asbreview.letters import making
from asbreview.letters.pdf import Printed

BLANK = Printed(b"%PDF-1.7\n", pages=1)


@contextmanager
def nothing_printed():
    """Let whoever makes letters make blank sheets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "printed", lambda document: BLANK)
        yield
