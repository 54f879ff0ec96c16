"""How large files may be, and who scans them: set, and found wrong at the start."""

import pytest

from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.settings_of_files import FileSettings
from asbreview.web.files_sent import LARGEST_BODY, MOST_TYPED

SECRET = {"ASBREVIEW_SECRET": "s" * 32}


def read(**told):
    return Settings.read(SECRET | told).files


def test_what_is_not_set():
    assert read() == FileSettings(25_000_000, 250_000_000, "", 600.0)


def test_what_is_set():
    told = {
        "ASBREVIEW_LARGEST_FILE": "10",
        "ASBREVIEW_FILES_OF_A_CASE": "60",
        "ASBREVIEW_SCANNER": "tcp://clamd.example:3310",
        "ASBREVIEW_PACK_MINUTES": "3",
    }
    found = FileSettings(10_000_000, 60_000_000, "tcp://clamd.example:3310", 180.0)
    assert read(**told) == found


def test_the_largest_file_that_can_be_set_fits_in_the_largest_form():
    assert read(ASBREVIEW_LARGEST_FILE="90").largest + MOST_TYPED < LARGEST_BODY


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"ASBREVIEW_LARGEST_FILE": "0"}, "a number of megabytes"),
        ({"ASBREVIEW_LARGEST_FILE": "25 MB"}, "a number of megabytes"),
        ({"ASBREVIEW_LARGEST_FILE": "91"}, "a number of megabytes from 1 to 90"),
        ({"ASBREVIEW_FILES_OF_A_CASE": "10001"}, "a number of megabytes"),
        ({"ASBREVIEW_FILES_OF_A_CASE": "many"}, "a number of megabytes"),
        ({"ASBREVIEW_FILES_OF_A_CASE": "24"}, "is less than"),
        ({"ASBREVIEW_PACK_MINUTES": "0"}, "a number of minutes from 1 to 120"),
        ({"ASBREVIEW_PACK_MINUTES": "121"}, "a number of minutes from 1 to 120"),
        ({"ASBREVIEW_PACK_MINUTES": "ten"}, "a number of minutes"),
        ({"ASBREVIEW_SCANNER": "clamd"}, "no address of a scanner"),
    ],
)
def test_what_is_wrong_is_found_at_the_start(told, says):
    with pytest.raises(CannotStart, match=says):
        read(**told)
