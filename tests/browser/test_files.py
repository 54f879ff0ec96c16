"""Files as evidence in a real browser: chosen, sent, and looked at."""

from datetime import date

import pytest

from applying import REST, THREE, WHO
from asbreview.access.status_codes import code_of
from browser.in_chromium import fill_in, follow, send, sign_in
from browser.looking import Look
from browser.premises import premises
from browser.stages import Stages
from evidence_files import made_files as made

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
TODAY = date(2026, 6, 1)  # a Monday
PHOTO = {"name": "MARKER gate.jpg", "mimeType": "image/jpeg", "buffer": made.photo()}
PAGE = {"name": "page.jpg", "mimeType": "image/jpeg", "buffer": made.HTML}


def _cases(installation, clock):
    stages = Stages(installation, clock)
    return {
        "with file": stages.with_file().case_id,
        "found": stages.until("find").case_id,
    }


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    with premises(tmp_path_factory.mktemp("files"), TODAY, _cases) as there:
        there.settled()
        yield there


def address(there, which):
    case = there.installation.reviews.case(there.made[which])
    return f"/cases/{case.trigger.reference}/documents"


def test_a_caseworker_puts_a_photo_on_record_and_opens_its_copy(there, chrome, capsys):
    look = Look(there, chrome)
    tab, documents = look.tab, address(there, "found")
    sign_in(tab)
    look.open(documents)
    look.says(documents, "No file is on record yet")
    look.open(address(there, "with file"))
    look.open(f"{documents}/new")
    look.emptied(f"{documents}/new")
    tab.goto(f"{documents}/new")
    tab.set_input_files("#file", PAGE)
    fill_in(tab, {"description": "The gate"})
    tab.get_by_label("The applicant").check()
    send(tab, "Put it on record")
    look.says("a web page called a photo", "print it as a PDF")
    tab.set_input_files("#file", PHOTO)
    fill_in(tab, {"description": ""})
    send(tab, "Put it on record")
    look.says("the file is kept", "The file you chose is kept")
    fill_in(tab, {"description": "The gate, broken"})
    send(tab, "Put it on record")
    look.says(documents, "The file is on record")
    with tab.expect_download() as saved:
        tab.get_by_role("link", name="Save it as it came").click()
    assert saved.value.suggested_filename.endswith("-document-1.jpg")
    assert saved.value.path().read_bytes() == made.photo()
    follow(tab, tab.get_by_role("link", name="Open the viewing copy"))
    tab.wait_for_url("**/copy")
    assert tab.evaluate("document.images[0].naturalWidth") == 320
    look.done(capsys, "of files on a case")
    tab.context.close()


def test_without_scripts_an_applicant_adds_a_file_and_a_follower_sends_one(
    there, chrome, capsys
):
    look = Look(there, chrome)
    tab = look.tab
    tab.goto("/apply")
    follow(tab, tab.get_by_role("button", name="Start now"))
    send(tab, "Continue")
    for typed in WHO.values():
        fill_in(tab, typed)
        send(tab, "Save and continue")
    fill_in(tab, {"another": "true"})
    send(tab, "Continue")
    fill_in(tab, THREE[0])
    send(tab, "Save and continue")
    fill_in(tab, {"another": "false"})
    send(tab, "Continue")
    for step, typed in REST.items():
        if step != "files":
            fill_in(tab, typed)
            send(tab, "Save and continue")
    look.open("/apply/files/new")
    look.emptied("/apply/files/new")
    tab.set_input_files("#file", PHOTO)
    fill_in(tab, {"description": "The gate"})
    send(tab, "Add the file")
    look.says("/apply/files", "The gate")
    look.open("/apply/files/1/remove")
    tab.goto("/apply/files")
    fill_in(tab, {"another": "false"})
    send(tab, "Save and continue")
    look.says("/apply/check", "MARKER gate.jpg")
    send(tab, "Send the application")
    look.says("/apply/sent", "Application sent")
    case = there.installation.reviews.case(there.made["found"])
    code = code_of(case.contact, there.installation.keyring)
    tab.goto("/status/exit-this-page")
    tab.goto("/status")
    fill_in(tab, {"reference": case.trigger.reference, "code": code})
    send(tab, "Continue")
    look.open("/status/file")
    look.emptied("/status/file")
    tab.set_input_files("#file", PHOTO)
    fill_in(tab, {"description": "The gate"})
    send(tab, "Send the file")
    look.says("/status/case", "Your file is on record")
    look.done(capsys, "for sending files")
    tab.context.close()
