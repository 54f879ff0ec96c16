"""The forms of others than a caseworker: 40,000 characters in each."""

import pytest

from browser.others import Others, signed_in
from browser.others_forms import OTHERS_FORMS, TODAY
from browser.premises import premises
from browser.stages import Stages
from unprinted import nothing_printed
from web.form_read import form_read

pytestmark = pytest.mark.thorough
LONG = "x" * 40_000
HERE = {
    route: form
    for route, form in OTHERS_FORMS.items()
    if form.on == TODAY and form.typed
}


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    def made(installation, clock):
        stages = Stages(installation, clock)
        return {route: form.make(stages) for route, form in HERE.items()}

    folder = tmp_path_factory.mktemp("mistakes")
    with nothing_printed(), premises(folder, TODAY, made) as there:
        of = there.installation
        of.projector.wait_for(of.reviews.end_of_log())
        yield there


@pytest.mark.parametrize("route", HERE)
def test_too_long_a_text_is_told_at_its_field_kept_and_not_recorded(there, route):
    others = Others(there, HERE[route], there.made[route])
    texts = [n for n, v in HERE[route].typed.items() if isinstance(v, str)]
    with signed_in(there, HERE[route], others.place) as visitor:
        fields = others.filled_in(visitor) | dict.fromkeys(texts, LONG)
        end = there.installation.reviews.end_of_log()
        page = others.send(visitor, fields)
    assert page.status_code in {409, 422}, page.status_code
    assert others.recorded(end) == []
    assert "There is a problem" in page.text
    assert form_read(page).summary
    # A password, and a word that is not offered, go back to no page.
    written = set(form_read(page).of("line", "text")) & set(texts) - {"password"}
    assert not written or LONG in page.text
