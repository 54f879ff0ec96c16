"""A case whose letters are read, in a folder of its own."""

import pytest

from journey import opened
from letters.posting import Post


@pytest.fixture
def post(tmp_path):
    with opened(tmp_path) as reviews:
        yield Post(reviews).stand()
