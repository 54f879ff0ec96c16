"""What kind of hand recorded a thing: a person's, or nobody's."""

from typing import Final
from uuid import UUID

from asbreview.signing import A_BODY, APPLICANT, SENDER, SYSTEM

PERSON: Final = "person"
_NOBODY: Final = {
    SYSTEM: "program",
    SENDER: "program",
    APPLICANT: "applicant, online",
    A_BODY: "body, by its link",
}


def kind_of_officer(recorded_by: UUID) -> str:
    """Return "person" for whoever has an account; what else recorded it otherwise."""
    return _NOBODY.get(recorded_by, PERSON)
