"""Whether a letter can go to an address, and the lines that stand in the window."""

import re
from typing import Final

FEWEST_LINES: Final = 3
MOST_LINES: Final = 7
# What can be read in a window of 95.4 mm: the longer the line, the smaller the letters.
MOST_CHARACTERS: Final = 46
NO_FIXED_ABODE: Final = re.compile(
    r"\bno\s+fixed\s+(abode|address)\b|^\s*NFA\s*$", re.IGNORECASE | re.MULTILINE
)
# Sorting machines take a line that begins with one of these for something else.
NEVER_FIRST: Final = tuple('@()=[]"\\/,<>~')
# As Royal Mail lays them out: area and district, a space, sector and unit.
POSTCODE: Final = re.compile(
    r"(GIR\s*0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]"
    r"|[A-HK-Y][0-9][ABEHMNPRVWXY])\s*[0-9][ABD-HJLNP-UW-Z]{2})",
    re.IGNORECASE,
)


def lines_of(address: str) -> tuple[str, ...]:
    """Return the lines of an address as it was typed, the postcode written well.

    An address typed on one line is taken apart at its commas.
    """
    lines = address.splitlines()
    if len(lines) == 1:
        lines = address.split(",")
    kept = [" ".join(line.split()).rstrip(",") for line in lines]
    kept = [line for line in kept if line]
    if kept and POSTCODE.fullmatch(kept[-1]):
        kept[-1] = written_well(kept[-1])
    return tuple(kept)


def written_well(postcode: str) -> str:
    """Write a postcode in capitals, with one space before its last three."""
    joined = "".join(postcode.split()).upper()
    return f"{joined[:-3]} {joined[-3:]}"


def postable(name: str, address: str) -> str | None:
    """Say why no letter can go to a person at an address; None if one can."""
    lines = (name, *lines_of(address))
    if NO_FIXED_ABODE.search(address):
        return "A letter cannot be posted to somebody of no fixed abode"
    if not POSTCODE.fullmatch(lines[-1]):
        return "The last line of the address is not a UK postcode"
    if not FEWEST_LINES <= len(lines) <= MOST_LINES:
        return f"With the name, an address has {FEWEST_LINES} to {MOST_LINES} lines"
    if any(line.startswith(NEVER_FIRST) for line in lines):
        return f"No line of an address may begin with any of {' '.join(NEVER_FIRST)}"
    if any(len(line) > MOST_CHARACTERS for line in lines):
        return f"A line of the address is longer than {MOST_CHARACTERS} characters"
    return None
