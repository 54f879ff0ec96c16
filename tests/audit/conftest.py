"""A desk with a case on it and a ledger: in files, or on either kind of database."""

from contextlib import contextmanager

import pytest

from desk import desk
from places import IN_FOLDER_AND_ONCE_MORE


@contextmanager
def a_desk(folder, *, on_server=False):
    with desk(folder, on_server=on_server) as at:
        at.tale.apply().decide()
        yield at


@pytest.fixture
def at(tmp_path):
    with a_desk(tmp_path / "data") as at:
        yield at


@pytest.fixture(params=IN_FOLDER_AND_ONCE_MORE)
def either(request, tmp_path):
    with a_desk(tmp_path / "data", on_server=request.param == "postgres") as at:
        yield at
