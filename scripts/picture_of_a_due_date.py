"""Takes the picture of a due date opened to its explanation: `make screenshot`.

The case is invented.  Its time to decide the threshold runs over Good Friday and Easter
Monday, stands still while consent is waited for, and is given more: 20 working days
from Thursday 26 March 2026 are Friday 1 May, with four that stood still; then 15 May.
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from asbreview.domain.timers import WaitingFor
from asbreview.installation import Installation

# From `tests`, where a server by a clock set by hand is at home.
from browser.in_chromium import ARGUMENTS, sign_in  # type: ignore[import-not-found]
from browser.premises import premises  # type: ignore[import-not-found]
from desk import Day  # type: ignore[import-not-found]
from requirements_of_the_machine import chromium  # type: ignore[import-not-found]

PICTURE: Final = Path(__file__).parent.parent / "docs" / "images" / "due-date.png"
APPLIED_ON: Final = date(2026, 3, 26)
ASKED_ON, ANSWERED_ON = date(2026, 4, 9), date(2026, 4, 15)
TODAY: Final = date(2026, 4, 20)
SIZE: Final = ViewportSize(width=1000, height=900)
LARGEST: Final = 300_000  # bytes


def a_case(installation: Installation, clock: Any) -> str:
    """Make the case, and return its reference."""
    reviews, tale = installation.reviews, Day(installation.reviews, clock)
    case_id = tale.apply(APPLIED_ON).post(date(2026, 3, 27)).case_id
    reviews.pause_clock(
        case_id,
        WaitingFor.CONSENT,
        paused_on=ASKED_ON,
        reason="We asked by letter whether the victim agrees to the application.",
        signed=tale.signed(ASKED_ON),
    )
    (pause_id,) = reviews.case(case_id).trigger.paused
    reviews.resume_clock(
        case_id, pause_id, resumed_on=ANSWERED_ON, signed=tale.signed(ANSWERED_ON)
    )
    reviews.extend_deadline(
        case_id,
        "decide-threshold",
        was_due_on=date(2026, 5, 1),
        due_on=date(2026, 5, 15),
        reason="The housing provider has not told us yet what it did.",
        signed=tale.signed(TODAY),
    )
    return reviews.case(case_id).trigger.reference


def main() -> None:
    """Make the case, serve it, take the picture."""
    with (
        TemporaryDirectory() as folder,
        premises(Path(folder) / "data", TODAY, a_case) as there,
        sync_playwright() as playwright,
    ):
        there.settled()
        launch = playwright.chromium.launch
        chrome = launch(executable_path=chromium(), args=ARGUMENTS)
        taken = _take(chrome, there.address, there.made)
        chrome.close()
    if len(taken) > LARGEST:
        raise SystemExit(f"The picture has {len(taken):,} bytes: too many for a page.")
    PICTURE.write_bytes(taken)
    print(f"{PICTURE}: {len(taken):,} bytes")


def _take(chrome: Browser, address: str, reference: str) -> bytes:
    tab = chrome.new_page(base_url=address, viewport=SIZE)
    sign_in(tab)
    tab.goto(f"/cases/{reference}/deadlines")
    due = tab.locator("#decide-threshold")
    due.locator("summary").click()
    return due.screenshot()


if __name__ == "__main__":
    main()
