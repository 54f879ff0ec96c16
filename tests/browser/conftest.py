"""What every test in a browser may ask for."""

import pytest

from browser import in_chromium


@pytest.fixture(scope="module")
def chrome():
    with in_chromium.chrome() as chrome:
        yield chrome
