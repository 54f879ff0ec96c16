"""Pages of what is of no one case, each with something on it, as its reader sees it."""

from datetime import date
from urllib.parse import urlencode

import pytest

from asbreview.domain.past.columns import PastColumns
from asbreview.domain.past.facts import EndedAs, PastFacts
from asbreview.domain.retention.rules import RecordKind
from asbreview.reviews.past import PastTold
from browser.in_chromium import sign_in
from browser.looking import Look
from browser.others_forms import SHORTER
from browser.premises import LEE, PETRA, SAM, premises
from browser.stages import Stages
from journey import PROCEDURE
from web.something_of_everything import TO_GO, TO_STAY, TODAY, of_the_installation

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
STILL = "CT 3/15"
TO_DISPOSE = urlencode({"area": PROCEDURE, "of": RecordKind.PAST.value})


@pytest.fixture
def look(there, chrome):
    made = Look(there, chrome)
    yield made
    made.tab.context.close()


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    def make(installation, clock):
        tale = Stages(installation, clock).until("ask")
        has = of_the_installation(tale)  # one earlier case is proposed to go
        facts = PastFacts(
            reference=STILL, ended_on=date(2015, 3, 3), ended_as=EndedAs.CLOSED
        )
        tale.reviews.import_past(
            PROCEDURE,
            cases={2: PastTold(facts, name="Marigold Earlier")},
            headings=("Ref",),
            columns=PastColumns(reference=0),
            signed=tale.signed(TODAY),
        )
        return has

    with premises(tmp_path_factory.mktemp("of-no-case"), TODAY, make) as there:
        there.settled()
        yield there


@pytest.mark.parametrize(
    ("who", "address", "says"),
    [
        (PETRA, "/requests/times", "How soon"),
        (SAM, f"/figures/what-if/keep?{SHORTER}", "Keep"),
        (SAM, f"/past/{TO_STAY}", "CT 2/24"),
        (SAM, f"/past/{TO_GO}", "CT 1/15"),
        (LEE, f"/retention/dispose?{TO_DISPOSE}", STILL),
        (LEE, "/retention/disposals/{disposal_id}", "CT 1/15"),
    ],
)
def test_a_page_of_no_one_case_is_for_everybody(look, capsys, who, address, says):
    sign_in(look.tab, who)
    look.open(address.format(**look.there.made._asdict()))
    look.says(address, says)
    look.done(capsys, address)
