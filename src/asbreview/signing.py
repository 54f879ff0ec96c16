"""How the program itself signs what it records: the worker, the start, a rebuild."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from asbreview.domain.model import Signed

# Not an account: nobody signs in as it.  The timeline calls it "asbreview".
SYSTEM: Final = UUID("a5b0e11e-0000-5000-8000-000000000001")


def signed_by_system(at: datetime, *, occasion: str) -> Signed:
    """Sign for the program; the same occasion is the same command, once."""
    return Signed(by=SYSTEM, for_body=SYSTEM, at=at, command_id=uuid5(SYSTEM, occasion))
