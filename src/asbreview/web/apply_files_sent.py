"""What becomes of the files of an application when it is sent."""

from typing import Final
from uuid import UUID, uuid5

from pydantic import TypeAdapter

from asbreview.access.drafts import Content
from asbreview.reviews.given_files import FileTold
from asbreview.signing import signed_by_applicant
from asbreview.web.apply import keep
from asbreview.web.apply_begun import Begun
from asbreview.web.files_sent import FileSent
from asbreview.web.given import Installation
from asbreview.web.giving_files import record

_TOLD: Final = TypeAdapter(FileTold)


def put_files_on_record(given: Installation, begun: Begun, case_id: UUID) -> None:
    """Put the files of an application on the case that it opened; done again, once."""
    applicant_id = given.reviews.case(case_id).contact.applicant_id
    for number, kept in begun.files.items():
        command_id = uuid5(begun.command_id, f"file/{number}")
        signed = signed_by_applicant(given.now(), command_id=command_id)
        if given.reviews.recorder.position_of(command_id) is None:
            record(
                given,
                case_id,
                FileSent.of(kept["token"]),
                _TOLD.validate_python(kept["told"]),
                giver_id=applicant_id,
                received_on=signed.on,
                description=kept["description"],
                signed=signed,
            )


def without_those_gone(given: Installation, begun: Begun) -> tuple[Begun, list[str]]:
    """Return what is begun without the files that are not there any more, and which."""
    place = given.files.vault.place
    gone = {
        str(number): kept["told"]["called"]
        for number, kept in begun.files.items()
        if not place.has(FileSent.of(kept["token"]).sent.file_id, copy=False)
    }
    if not gone:
        return begun, []

    def without(content: Content) -> Content:
        left = {n: file for n, file in content["files"].items() if n not in gone}
        return {**content, "files": left}

    return keep(given, begun, without), list(gone.values())
