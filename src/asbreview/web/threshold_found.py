"""What the rules say of a case's complaints, as a page tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from asbreview.domain.evidence.facts import ComplaintLogged
from asbreview.domain.procedure import Procedure
from asbreview.domain.statute import Provision
from asbreview.domain.threshold import (
    ComplaintFinding,
    ThresholdDuty,
    ThresholdFinding,
    why_not,
)
from asbreview.web.evidence_file import EvidenceFile, Filed
from asbreview.web.provisions import cited
from asbreview.web.words import counted

AGENCIES: Final = {
    "council": "the council",
    "police": "the police",
    "housing": "the housing provider",
    "health": "the NHS",
    "other": "another agency",
}


@dataclass(frozen=True)
class Counted:
    """A complaint, and whether it counts."""

    number: int
    filed: Filed[ComplaintLogged]
    finding: ComplaintFinding

    @property
    def made_to(self) -> str:
        """To whom the complaint was made."""
        return to_whom(self.filed.fact)

    @property
    def why_not(self) -> str:
        """Why it does not count; nothing if it does."""
        return "; and ".join(map(why_not, self.finding.because))

    @property
    def provision(self) -> Provision:
        """The provision by which it counts, or does not."""
        return cited(self.finding.provision)


@dataclass(frozen=True)
class Found:
    """A finding, and the complaints and rules that it speaks of."""

    finding: ThresholdFinding
    complaints: tuple[Counted, ...]
    procedure: Procedure

    @property
    def must_be_met(self) -> bool:
        """Do the rules leave no choice?"""
        return self.finding.duty is ThresholdDuty.MUST_BE_MET

    @property
    def provision(self) -> Provision:
        """The provision that settles it, or leaves it to the bodies."""
        return cited(self.finding.provision)

    @property
    def duty_says(self) -> str:
        """Say what the relevant bodies have to do."""
        if self.must_be_met:
            return "The relevant bodies must decide that the threshold is met."
        return "The relevant bodies decide, in accordance with the review procedures."

    @property
    def count_says(self) -> str:
        """Say how many complaints count, and how many are needed."""
        found = self.finding
        each = counted(found.counted_each, "qualifying complaint")
        says = f"{each}; {found.needed} needed."
        if found.qualifying == found.counted_each:
            return says
        once = f"Counting one incident once, as the procedure does: {found.qualifying}."
        return f"{says} {once}"

    @property
    def rule_says(self) -> str:
        """Say which rule settles it, if a rule of the procedures does."""
        rules = self.procedure.threshold.any_of
        says = (r.says for r in rules if r.rule_id == self.finding.rule)
        return next(says, "")

    @property
    def considerations(self) -> list[str]:
        """What the bodies ask where the number alone does not settle it."""
        if self.must_be_met:
            return []
        return [each.asks for each in self.procedure.threshold.considerations]

    @property
    def advice(self) -> list[str]:
        """What is noted besides; it decides nothing."""
        asked = set(self.considerations)
        return [says for says in self.finding.advice if says not in asked]


def found(finding: ThresholdFinding, procedure: Procedure, file: EvidenceFile) -> Found:
    """Return a finding as pages tell it."""
    return Found(finding, tuple(_counted(finding, file)), procedure)


def to_whom(logged: ComplaintLogged) -> str:
    """Say to whom a complaint was made."""
    made_to = logged.complaint.made_to
    return AGENCIES.get(made_to, made_to)


def _counted(finding: ThresholdFinding, file: EvidenceFile) -> Iterator[Counted]:
    for number, each in enumerate(finding.complaints, start=1):
        yield Counted(number, file.complaint(each.complaint_id), each)
