"""The file of the epochs' secrets, replaced by one process while another reads it."""

from pathlib import Path
from uuid import UUID

import pytest

from asbreview.store.epochs import PARTS, Epoch, Epochs

KEK = b"k" * 32


@pytest.fixture
def file(tmp_path):
    return tmp_path / "epochs"


def test_a_file_that_is_replaced_while_it_is_read_is_read_anew(file, monkeypatch):
    """What was opened before is blotted out: nothing of it can be told."""
    ours, theirs = Epochs(file, KEK), Epochs(file, KEK)
    names = ours.start()
    opened, begun = Path.open, []

    def opening(path, mode="r", *told, **more):
        there = opened(path, mode, *told, **more)
        if path == file and mode == "rb" and not begun:
            begun.append(None)  # the other reads it, too
            begun[0] = theirs.begin(7)
        return there

    monkeypatch.setattr(Path, "open", opening)
    ours.forget()
    wraps = ours.wrapping(Epoch(9, names[9]))
    owner, key = UUID(int=1), b"d" * 32
    assert wraps.unwrap(owner, wraps.wrap(owner, key)) == key
    assert ours.wrapping(begun[0])
    assert len(file.read_text("ascii").splitlines()) == PARTS + 1
