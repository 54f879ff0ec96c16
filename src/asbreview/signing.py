"""How is signed what no account records: by the program, an applicant, or a body."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.model import Signed

# Not an account: nobody signs in as it.  The timeline calls it "asbreview".
SYSTEM: Final = UUID("a5b0e11e-0000-5000-8000-000000000001")
# Nor this: what sends letters, for the lead body.
SENDER: Final = UUID("7b1d8f4e-2c0a-5e3b-9a54-0c6e1f7d2a90")
# Nor is this: whoever applies, or follows their application, on the public pages.
APPLICANT: Final = UUID("a5b0e11e-0000-5000-8000-000000000002")
BY_APPLICANT: Final = "the applicant, online"
# Nor this: whoever answers for a body by its link; the body is the one signed for.
A_BODY: Final = UUID("a5b0e11e-0000-5000-8000-000000000003")
BY_BODY: Final = "the body itself, by its link"


def signed_by_system(at: datetime, *, occasion: str) -> Signed:
    """Sign for the program; the same occasion is the same command, once."""
    return Signed(by=SYSTEM, for_body=SYSTEM, at=at, command_id=uuid5(SYSTEM, occasion))


def signed_by_applicant(at: datetime, *, command_id: UUID) -> Signed:
    """Sign for whoever applies, or follows their application, on the public pages."""
    return Signed(by=APPLICANT, for_body=APPLICANT, at=at, command_id=command_id)


def signed_by_body(
    at: datetime, *, body_id: UUID, command_id: UUID, account_id: UUID | None = None
) -> Signed:
    """Sign for a body that answers: by an account of its own, or else by its link."""
    by = account_id or A_BODY
    return Signed(by=by, for_body=body_id, at=at, command_id=command_id)
