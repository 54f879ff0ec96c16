"""Forms by which somebody comes in: 40,000 characters in each field let nobody in."""

import pytest

from desk import desk
from journey import APPLIED_ON
from visiting import fields_of
from web.mistakes import LONG
from web.test_status import open_form

TYPED = {"/sign-in": ("sign_in_name", "password"), "/status": ("reference", "code")}


@pytest.fixture(scope="module")
def sam(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("coming-in")) as sam:
        sam.clock.set(APPLIED_ON)
        yield sam


@pytest.mark.parametrize("page", TYPED)
def test_too_long_a_name_or_a_code_lets_nobody_in_and_is_told(sam, page):
    sam.browser.cookies.clear()
    shown = sam.browser.get(page) if page == "/sign-in" else open_form(sam.browser)
    fields = fields_of(shown, page) | dict.fromkeys(TYPED[page], LONG)
    end = sam.reviews.end_of_log()
    told = sam.browser.post(page, data=fields)
    assert told.status_code in {401, 409, 422}
    assert "There is a problem" in told.text
    assert sam.reviews.end_of_log() == end
    assert str(sam.browser.get("/").url).endswith("/sign-in")
