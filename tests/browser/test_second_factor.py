"""A second factor, in Chromium: added, pasted at sign-in, lost."""

from datetime import timedelta

import pytest

from asbreview.access.accounts import Role
from asbreview.settings_of_signing_in import SigningInSettings
from browser.every_page import TODAY
from browser.in_chromium import follow, send
from browser.looking import Look
from browser.premises import ADA, PASSWORD, SAM, premises
from one_time_codes import code_at

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
# What a browser does with what was copied: into the field, wherever it came from.
PASTED = """(field, text) => {
  field.focus()
  document.execCommand('insertText', false, text)
}"""


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    strict = SigningInSettings(two_factors=frozenset({Role.ADMINISTRATOR}))
    folder = tmp_path_factory.mktemp("second-factor")
    with premises(folder, TODAY, signing_in=strict) as there:
        yield there


@pytest.fixture
def look(there, chrome):
    look = Look(there, chrome)
    yield look
    look.tab.context.close()


def show_password(tab, who):
    tab.goto("/sign-in")
    tab.get_by_label("Email address").fill(who.sign_in_name)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    send(tab, "Sign in")


def paste(tab, there, key, button):
    """Copy the code from the app, as it shows it, and paste it."""
    there.clock.pass_(timedelta(minutes=1))
    code = code_at(key, there.clock())
    field = tab.get_by_label("Code from your app")
    field.evaluate(PASTED, f"{code[:3]} {code[3:]}")
    send(tab, button)


def test_a_second_factor_from_the_first_sign_in_to_a_lost_phone(there, look, capsys):
    tab = look.tab
    show_password(tab, ADA)
    look.says("adding", "Your role has to have one before anything else")
    picture = tab.get_by_alt_text("QR code")
    assert picture.evaluate("p => p.complete && p.naturalWidth > 100")
    send(tab, "Use this second factor")
    look.says("adding, emptied", "Enter the code that your app shows")
    key = tab.locator("#key").inner_text().replace(" ", "")
    paste(tab, there, key, "Use this second factor")
    look.says("recovery codes", "They are shown this once")
    codes = tab.locator("#recovery-codes li").all_inner_texts()
    follow(tab, tab.get_by_role("button", name="I have kept them: go on"))
    tab.wait_for_url("**/accounts")

    send(tab, "Sign out")
    show_password(tab, ADA)
    look.says("the code", "Enter your code")
    field = tab.get_by_label("Code from your app")
    asked = {name: field.get_attribute(name) for name in ("autocomplete", "inputmode")}
    assert asked == {"autocomplete": "one-time-code", "inputmode": "numeric"}
    send(tab, "Sign in")
    look.says("the code, emptied", "There is a problem")
    paste(tab, there, key, "Sign in")
    assert tab.url.endswith("/accounts")

    send(tab, "Sign out")
    show_password(tab, ADA)
    tab.get_by_text("I do not have my phone").click()
    tab.get_by_label("A recovery code").fill("K3MQ9-TXR4C")
    send(tab, "Sign in")
    look.says("a wrong recovery code", "The recovery code is wrong")
    tab.get_by_label("A recovery code").fill(codes[0].lower())
    send(tab, "Sign in")
    look.says("with a recovery code", "9 are left")
    look.open("/account")
    look.done(capsys, "a second factor")


def test_whoever_need_not_have_one_may_add_it_and_go_without_again(there, look, capsys):
    tab = look.tab
    show_password(tab, SAM)
    look.open("/account/second-factor")
    follow(tab, tab.get_by_role("button", name="Add a second factor"))
    tab.wait_for_url("**/new")
    key = tab.locator("#key").inner_text().replace(" ", "")
    paste(tab, there, key, "Use this second factor")
    look.open("/account/second-factor")
    send(tab, "Remove the second factor")
    show_password(tab, SAM)
    assert "Signed in as" in tab.locator("body").inner_text()
    look.done(capsys, "a second factor of one's own accord")
