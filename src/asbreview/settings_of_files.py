"""What the environment may set of the files given as evidence, and of packs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from asbreview.evidence_files.scanner import Scanner, no_scanner, scanner_at
from asbreview.evidence_files.scanner_tried import TriedScanner
from asbreview.refusal import CannotStart

MEGABYTE: Final = 1_000_000  # bytes
LARGEST_THERE_CAN_BE: Final = 90  # a form with one is at most 100
MOST_THERE_CAN_BE: Final = 10_000
LARGEST: Final = "ASBREVIEW_LARGEST_FILE"
MOST: Final = "ASBREVIEW_FILES_OF_A_CASE"
SCANNER: Final = "ASBREVIEW_SCANNER"
PACK_MINUTES: Final = "ASBREVIEW_PACK_MINUTES"
LONGEST_THERE_CAN_BE: Final = 120  # minutes
A_MINUTE: Final = 60.0  # seconds


@dataclass(frozen=True)
class FileSettings:
    """How large a file may be, and all those of a case, in bytes; who scans them.

    `seconds_of_a_pack` is how long the laying out of a pack with many of them may take.
    """

    largest: int = 25 * MEGABYTE
    most_of_a_case: int = 250 * MEGABYTE
    scanner: str = ""
    seconds_of_a_pack: float = 10 * A_MINUTE

    def scanner_tried(self) -> Scanner:
        """Return who scans, if anybody; *clean* counts once a test file was found."""
        if not self.scanner:
            return no_scanner
        return TriedScanner(scanner_at(self.scanner), largest=self.largest)


AS_IS_USUAL: Final = FileSettings()


def read_file_settings(told: Mapping[str, str]) -> FileSettings:
    """Read the settings of files; what is wrong is `CannotStart`."""
    largest = _megabytes(LARGEST, told[LARGEST] or "25", most=LARGEST_THERE_CAN_BE)
    most = _megabytes(MOST, told[MOST] or "250", most=MOST_THERE_CAN_BE)
    if most < largest:
        raise CannotStart(
            f"{MOST} is less than {LARGEST}: no file of that size could ever be taken."
        )
    scanner_at(told[SCANNER])  # a wrong address is found when a command starts
    return FileSettings(largest, most, told[SCANNER], _minutes(told[PACK_MINUTES]))


def _minutes(told: str) -> float:
    most = LONGEST_THERE_CAN_BE
    given = told or "10"
    if not (given.isascii() and given.isdecimal() and 0 < int(given) <= most):
        raise CannotStart(
            f"{PACK_MINUTES} is {told!r}; it must be a number of minutes from 1 to"
            f" {most}."
        )
    return int(given) * A_MINUTE


def _megabytes(variable: str, told: str, *, most: int) -> int:
    if not (told.isascii() and told.isdecimal() and 0 < int(told) <= most):
        raise CannotStart(
            f"{variable} is {told!r}; it must be a number of megabytes from 1 to"
            f" {most}."
        )
    return int(told) * MEGABYTE
