"""How is signed what no account records: by the program itself, or by an applicant."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.model import Signed

# Not an account: nobody signs in as it.  The timeline calls it "asbreview".
SYSTEM: Final = UUID("a5b0e11e-0000-5000-8000-000000000001")
# Nor is this: whoever applies, or follows their application, on the public pages.
APPLICANT: Final = UUID("a5b0e11e-0000-5000-8000-000000000002")
BY_APPLICANT: Final = "the applicant, online"


def signed_by_system(at: datetime, *, occasion: str) -> Signed:
    """Sign for the program; the same occasion is the same command, once."""
    return Signed(by=SYSTEM, for_body=SYSTEM, at=at, command_id=uuid5(SYSTEM, occasion))


def signed_by_applicant(at: datetime, *, command_id: UUID) -> Signed:
    """Sign for whoever applies, or follows their application, on the public pages."""
    return Signed(by=APPLICANT, for_body=APPLICANT, at=at, command_id=command_id)
