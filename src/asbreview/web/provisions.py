"""The provisions that findings cite, so that a page can link to each."""

from typing import Final

from asbreview.domain.statute import (
    QUALIFYING_COMPLAINT,
    THRESHOLD_BY_NUMBER,
    THRESHOLD_BY_PROCEDURES,
    WHICH_COMPLAINTS_COUNT,
    Provision,
)

CITED: Final = {
    provision.pinpoint: provision
    for provision in (
        THRESHOLD_BY_NUMBER,
        THRESHOLD_BY_PROCEDURES,
        QUALIFYING_COMPLAINT,
        WHICH_COMPLAINTS_COUNT,
    )
}


def cited(pinpoint: str) -> Provision:
    """Return the provision that a finding cites."""
    return CITED[pinpoint]
