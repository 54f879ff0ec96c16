"""An auditor's day, in Chromium: a late decision, the day before it, proofs at home.

From the question across cases to the program of one file, which runs on its own in an
empty folder on what was saved.
"""

import subprocess
import sys
from datetime import date, datetime
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest

from asbreview.audit.heads import Head
from browser.in_chromium import fill_in, follow, send, sign_in
from browser.premises import ANN, premises, wait_until
from browser.stages import Stages
from projections.timeline import timeline_of
from read_on_paper import words_on

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.thorough]
TODAY = date(2026, 5, 20)
# The panel met on Wednesday 1 April 2026; ten working days over Easter end on the 17th.
FOUND, TOLD = date(2026, 4, 20), date(2026, 4, 22)
DAYS_LATE = "5"
MOST_TABS = 40
# Actions fell due on Monday 18 May: their owner is reminded as soon as work goes on,
# and nothing comes after that unless somebody does it.
REMINDED = {"asking.owner-reminder-fell-due", "asking.ringing-asked-for"}
FOCUSED = (
    "document.activeElement.matches('.asbreview-along a')"
    " ? document.activeElement.textContent.trim() : ''"
)
ASKED = {
    "question": "told-late",
    "from_on": date(2026, 4, 1),
    "to_on": date(2026, 4, 30),
}


@pytest.fixture
def there(tmp_path):
    def told_late(installation, clock):
        tale = Stages(installation, clock).until("hold").post(date(2026, 4, 1))
        return tale.assess(date(2026, 4, 14)).find(FOUND).post(TOLD)

    with premises(tmp_path / "data", TODAY, told_late) as there:
        assert wait_until(lambda: _topics_of(there) >= REMINDED), "Nobody was reminded"
        there.settled()
        yield there


def _topics_of(there):
    there.installation.projector.wait_for(there.installation.reviews.end_of_log())
    with there.installation.views.connect() as db:
        return {line.topic for line in timeline_of(db, there.made.case_id)}


def test_from_a_late_decision_to_proofs_that_are_checked_at_home(
    there, chrome, tmp_path
):
    context = chrome.new_context(base_url=there.address, accept_downloads=True)
    tab = context.new_page()
    sign_in(tab, ANN)
    _finds_the_late_decision(tab)
    _goes_to_the_day_before(tab)
    _sees_what_the_panel_had(tab)
    _prints_it(tab)
    _prints_the_chronology(tab, Head.read(there.installation.ledger.last().note))
    key, packed = _saves_the_proofs(tab)
    context.close()
    _checks_them_at_home(tmp_path / "home", packed, key)


def test_along_the_time_line_with_tab_and_enter_alone(there, chrome):
    """From the first instant of the case past each that was recorded, to the last."""
    case_id = there.made.case_id
    with there.installation.views.connect() as db:
        at = sorted({line.recorded_at for line in timeline_of(db, case_id)})
    context = chrome.new_context(base_url=there.address)
    tab = context.new_page()
    sign_in(tab, ANN)
    reference = there.installation.reviews.case(case_id).trigger.reference
    tab.goto(f"/cases/{reference}/history?as_of=2026-04-21")
    _goes_by_keyboard(tab, "First")
    visited = [_instant(tab)]
    while tab.locator(".asbreview-along a", has_text="Later").count():
        _goes_by_keyboard(tab, "Later")
        visited.append(_instant(tab))
    assert visited == at
    assert "nothing was recorded after this" in tab.locator("body").inner_text()
    context.close()


def _goes_by_keyboard(tab, name):
    """Press Tab until the way of that name has the focus, which shows; then Enter."""
    for _ in range(MOST_TABS):
        tab.keyboard.press("Tab")
        if tab.evaluate(FOCUSED) == name:
            break
    else:
        pytest.fail(f"{name} is not reached with Tab")
    assert tab.evaluate("document.activeElement.matches(':focus-visible')")
    was = tab.url
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.url != was


def _instant(tab):
    return datetime.fromisoformat(parse_qs(urlsplit(tab.url).query)["as_of"][0])


def main(tab):
    return tab.locator("main").inner_text()


def _finds_the_late_decision(tab):
    tab.goto("/audit")
    fill_in(tab, ASKED, form="main form")
    send(tab, "Ask")
    row = tab.locator("tr", has_text="Wednesday 22 April 2026")
    assert "outcome" in row.inner_text().lower()
    assert row.locator("td").last.inner_text() == DAYS_LATE


def _goes_to_the_day_before(tab):
    row = tab.locator("tr", has_text="Wednesday 22 April 2026")
    follow(tab, row.get_by_role("link", name="The case the day before"))
    assert "?as_of=2026-04-21" in tab.url
    assert "as it was on Tuesday 21 April 2026" in tab.locator("body").inner_text()
    assert "Send the outcome letter" in main(tab)


def _sees_what_the_panel_had(tab):
    follow(tab, tab.get_by_role("link", name="History", exact=True))
    follow(tab, tab.get_by_role("link", name="Decisions, and what was before"))
    follow(tab, tab.get_by_role("link", name="Panel held").first)
    before = main(tab)
    assert "Complaint put on file" in before
    assert "answered" in before


def _prints_it(tab):
    """Print the history as of that day: nothing that came later is on the paper."""
    follow(tab, tab.get_by_role("link", name="History", exact=True))
    assert "as_of=2026-04-21" in tab.url
    said = words_on(tab.pdf())
    assert "as the log had it on 21 April 2026" in said
    assert "Findings made" in said
    assert "Applicant told the outcome" not in said


def _prints_the_chronology(tab, last):
    """The head that vouches for its dates is on the paper; there was none that day."""
    history = tab.url
    page = history.partition("/history")[0] + "/chronology"
    tab.goto(page)
    said = words_on(tab.pdf())
    assert f"is over its first {last.size} entries" in said
    assert last.hash.hex() in said.replace(" ", "")
    tab.goto(f"{page}?as_of=2026-04-21")
    said = words_on(tab.pdf())
    assert "No head of the log was signed by then" in said
    assert last.hash.hex() not in said.replace(" ", "")
    tab.goto(history)


def _saves_the_proofs(tab):
    reference = tab.url.split("/cases/")[1].split("/")[0]
    pack = f"/cases/{reference}/history/pack"
    tab.goto(pack)
    fill_in(tab, {"kind": "ombudsman's pack"})
    send(tab, "Put the case together")
    proofs = tab.get_by_role("link", name="Proofs of papers 1")

    def is_made():
        tab.goto(pack)
        return proofs.count() == 1

    assert wait_until(is_made)
    with tab.expect_download() as saved:
        proofs.click()
    tab.goto("/audit/ledger")
    key = tab.locator(".asbreview-key code").inner_text()
    return key, saved.value.path().read_bytes()


def _checks_them_at_home(home, packed, key):
    ZipFile(BytesIO(packed)).extractall(home)
    done = _verify(home, key)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Everything fits" in done.stdout
    assert "outcome.outcome-told" in done.stdout
    proofs = home / "proofs.json"
    earlier = proofs.read_text().replace("2026-04-22T", "2026-04-17T")
    assert earlier != proofs.read_text()
    proofs.write_text(earlier)
    assert _verify(home, key).returncode == 1  # as if it had been told in time


def _verify(home, key):
    """Run the program by itself: nothing of ours can be found from there."""
    told = [sys.executable, "-I", "verify_ledger.py", "proofs.json", "--key", key]
    return subprocess.run(  # noqa: S603  our own program
        [*told, "--list"], cwd=home, capture_output=True, text=True, check=False
    )
