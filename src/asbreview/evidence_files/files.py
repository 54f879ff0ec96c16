"""The files of an installation: where they lie, how large they are, who scans them."""

from dataclasses import dataclass

from asbreview.evidence_files.scanner import Scanner
from asbreview.evidence_files.vault import Vault


@dataclass(frozen=True)
class Files:
    """What is needed to take a file in; sizes are in bytes."""

    vault: Vault
    scanner: Scanner
    largest: int
    most_of_a_case: int

    @property
    def most_by_code(self) -> int:
        """How much of a case those who have its code may fill: half.

        A code may be in another's hands, and must leave room for what else comes in.
        """
        return self.most_of_a_case // 2
