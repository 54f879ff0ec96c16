"""Takes the picture of the queue that the README shows: `make screenshot`.

The demonstration of a fixed day is made in a folder of its own and served by the clock
of that day, so that the same release takes the same picture.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from asbreview.demonstration import make
from asbreview.demonstration.accounts import SAM
from asbreview.installation import opened
from asbreview.settings import Settings

# From `tests`, where a server by a clock set by hand is at home.
from browser.in_chromium import ARGUMENTS  # type: ignore[import-not-found]
from browser.premises import WallClock, served, settings  # type: ignore[import-not-found]
from requirements_of_the_machine import chromium  # type: ignore[import-not-found]

PICTURE: Final = Path(__file__).parent.parent / "docs" / "images" / "queue.png"
DAY: Final = date(2026, 6, 16)  # a Tuesday
SIZE: Final = ViewportSize(width=1280, height=900)
LARGEST: Final = 200_000  # bytes


def main() -> None:
    """Make the demonstration, serve it, take the picture."""
    with TemporaryDirectory() as folder:
        told: Settings = settings(Path(folder) / "demonstration")
        county = Settings.read({}, demonstration=True).other_procedures
        told = replace(told, other_procedures=county)
        make(told, today=DAY)
        clock = WallClock(DAY)
        with (
            opened(told, clock=clock) as installation,
            served(installation, clock) as there,
            sync_playwright() as playwright,
        ):
            there.settled()
            launch = playwright.chromium.launch
            chrome = launch(executable_path=chromium(), args=ARGUMENTS)
            taken = _take(chrome, there.address)
            chrome.close()
    if len(taken) > LARGEST:
        raise SystemExit(f"The picture has {len(taken):,} bytes: too many for a page.")
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_bytes(taken)
    print(f"{PICTURE}: {len(taken):,} bytes")


def _take(chrome: Browser, address: str) -> bytes:
    tab = chrome.new_page(base_url=address, viewport=SIZE)
    tab.goto("/sign-in")
    tab.locator("[name=sign_in_name]").fill(SAM.sign_in_name)
    tab.locator("[name=password]").fill(SAM.password or "")
    with tab.expect_navigation():
        tab.locator("[name=password]").press("Enter")
    return tab.screenshot()


if __name__ == "__main__":
    main()
