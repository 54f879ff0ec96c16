"""Diaries that applicants of the demonstration kept, and gave as evidence.

Each goes the way of every file: sealed, looked at, with a viewing copy.
"""

from hashlib import sha256
from typing import Final
from uuid import uuid5

from asbreview.demonstration.beginnings import complaints
from asbreview.demonstration.play import Play
from asbreview.domain.days import in_words
from asbreview.evidence_files.examining import examined
from asbreview.evidence_files.scanner import no_scanner
from asbreview.evidence_files.vault import Sent, Vault
from asbreview.reviews.given_files import FileTold

CALLED: Final = "diary.txt"
SHOWS: Final = "A diary of what happened, and of each report, as the applicant kept it."
MOST: Final = 250_000_000  # bytes


def give_diary(play: Play) -> None:
    """Put the applicant's diary on record, received on the day."""
    vault, signed = play.world.vault, play.signed()
    sent = _sent(play)
    found = _kept(vault, sent, _diary(play).encode())
    vault.put_on_ring(sent)
    play.reviews.receive_file(
        play.case_id,
        found,
        giver_id=play.case.contact.applicant_id,
        received_on=signed.on,
        description=SHOWS,
        most=MOST,
        signed=signed,
    )


def _diary(play: Play) -> str:
    told = sorted(complaints(play), key=lambda complaint: complaint.behaviour_on)
    return "".join(
        f"{in_words(one.behaviour_on)}\n{one.account}\n"
        f"Reported on {in_words(one.made_on)}.\n\n"
        for one in told
    )


def _sent(play: Play) -> Sent:
    """Return the file's id and key, the same for the same case."""
    file_id = uuid5(play.case_id, "diary")
    return Sent(file_id, sha256(file_id.bytes).digest())


def _kept(vault: Vault, sent: Sent, content: bytes) -> FileTold:
    with vault.writing(sent) as writing:
        writing.add(content)
    found = examined(vault, sent, no_scanner)
    return FileTold(
        file_id=sent.file_id,
        kind=found.kind,
        size=found.size,
        sha256=found.sha256,
        called=CALLED,
        found=found.scanned.found,
        why_not=found.scanned.why_not,
        has_copy=found.has_copy,
    )
