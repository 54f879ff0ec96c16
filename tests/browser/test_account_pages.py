"""The pages of accounts, and of who sees a case, as whoever they are for sees them."""

import pytest

from browser.every_page import TODAY, case_of
from browser.in_chromium import fill_in, follow, send, sign_in
from browser.looking import Look
from browser.premises import ADA, ANN, LEE, ODILE, PETRA, SAM, premises
from browser.stages import Stages

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
OF_SAM = f"/accounts/{SAM.account_id}"


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    def make(installation, clock):
        tale = Stages(installation, clock).until("ask")
        told = {"reason": "They are cousins", "signed": tale.signed(TODAY)}
        tale.reviews.declare_conflict(tale.case_id, ODILE.account_id, **told)
        told = {"reason": "It is in the papers", "signed": tale.signed(TODAY)}
        tale.reviews.restrict_case(tale.case_id, (ODILE.account_id,), **told)
        tale.reviews.let_in(
            tale.case_id, (ODILE.account_id,), signed=tale.signed(TODAY)
        )
        return tale.case_id

    with premises(tmp_path_factory.mktemp("accounts"), TODAY, make) as there:
        there.settled()
        yield there


@pytest.fixture
def look_as(there, chrome):
    looks = []

    def look(who):
        looks.append(Look(there, chrome))
        sign_in(looks[-1].tab, who)
        return looks[-1]

    yield look
    for each in looks:
        each.tab.context.close()


def test_the_pages_of_whoever_keeps_accounts(look_as, capsys):
    ada = look_as(ADA)
    for address in ("/accounts", "/accounts/new", OF_SAM, "/account"):
        ada.open(address)
    ada.open("/accounts/new")
    follow(ada.tab, ada.tab.get_by_role("button", name="Open the account"))
    ada.says("an account of nobody", "There is a problem")
    ada.open(OF_SAM)
    follow(ada.tab, ada.tab.get_by_role("button", name="Give them this password"))
    ada.says("no password", "There is a problem")
    ada.open("/find", status=403)
    ada.done(capsys, "accounts")


def test_the_pages_of_who_sees_a_case(there, look_as, capsys):
    lee, case = look_as(LEE), case_of(there.installation, there.made)
    for page in ("", "/restriction", "/conflict", "/let-in"):
        lee.open(f"{case.address}/who-sees{page}")
    lee.open(f"{case.address}/history")
    lee.done(capsys, "who sees a case")


def test_the_pages_of_how_long_records_are_kept(look_as, capsys):
    lee = look_as(LEE)
    for page in ("", "/rule", "/no-rule"):
        lee.open(f"/retention{page}")
    lee.emptied("/retention/rule")
    lee.done(capsys, "how long records are kept")


def test_the_pages_of_an_emergency(there, look_as, capsys):
    ada, case = look_as(ADA), case_of(there.installation, there.made)
    reference = case.address.rpartition("/")[2]
    ada.open("/emergency")
    ada.emptied("/emergency")
    typed = {"reference": reference, "reason": "Nobody else can be reached"}
    ada.open("/emergency")
    fill_in(ada.tab, typed)
    send(ada.tab, "Open the case")
    told = ada.tab.get_by_role("region", name="Opened in an emergency")
    assert "You have this case open for an emergency" in told.inner_text()
    ada.at("a case that is open")
    ada.open("/emergency")
    ada.done(capsys, "opening a case in an emergency")
    ann, lee = look_as(ANN), look_as(LEE)
    ann.open("/emergency/opened")
    lee.open("/?whose=all")
    lee.says("the queue", "Ada Prior opened")
    send(ada.tab, f"Close {reference} now")
    ada.says("closed again", "The case is open to you no longer")
    for look in (ada, ann, lee):
        look.done(capsys, "whom it concerns")


def test_the_page_of_a_partner(look_as, capsys):
    petra = look_as(PETRA)
    petra.open("/requests")
    petra.done(capsys, "what a body was asked")
