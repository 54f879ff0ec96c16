"""The complaints as a pack tells them: which count, and why one does not."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from asbreview.chronology.rows import to_whom
from asbreview.domain.days import in_words
from asbreview.domain.evidence.facts import ComplaintLogged
from asbreview.domain.threshold import ThresholdDuty, why_not
from asbreview.packs.document import Facts, Points, Table, Words
from asbreview.packs.of_case import OfCase

NOT_COUNTED_YET: Final = "the threshold has not been decided"
NOT_TOLD_YET: Final = "we will write to you about the threshold"


def complaints_table(of: OfCase, *, told: bool = True) -> Table | Words:
    """Tell every complaint on file, and whether it was counted.

    Not that, for a reader who was not *told* the decision on the threshold.
    """
    logged = _in_order(of)
    if not logged:
        return Words("No complaint is on file.")
    return Table(
        caption="The complaints, in the order in which they were made",
        header=("No.", "Behaviour on", "Complained on", "To", "Does it count?"),
        rows=tuple(
            (
                str(number),
                in_words(each.complaint.behaviour_on),
                in_words(each.complaint.made_on),
                to_whom(each.complaint.made_to),
                _counts(of, each.complaint.complaint_id) if told else NOT_TOLD_YET,
            )
            for number, each in enumerate(logged, start=1)
        ),
        widths=(4, 15, 15, 14, 22),
    )


def in_turn(of: OfCase) -> Iterator[tuple[int, ComplaintLogged]]:
    """Yield each complaint with its number."""
    yield from enumerate(_in_order(of), start=1)


def _in_order(of: OfCase) -> list[ComplaintLogged]:
    logged = of.case.evidence.logged.values()
    return sorted(logged, key=lambda each: each.complaint.made_on)


def _counts(of: OfCase, complaint_id: UUID) -> str:
    decided = of.case.trigger.threshold
    if decided is None:
        return NOT_COUNTED_YET
    for found in decided.finding.complaints:
        if found.complaint_id == complaint_id:
            if found.qualifies:
                return "Yes"
            return "No: " + "; and ".join(map(why_not, found.because))
    return "It came in after the threshold was decided"


def threshold_told(of: OfCase) -> list[Facts | Points | Words]:
    """Tell what was decided of the threshold, by whom and by which rule."""
    decided = of.case.trigger.threshold
    if decided is None:
        return [Words("The threshold has not been decided.", strong=True)]
    finding = decided.finding
    must = finding.duty is ThresholdDuty.MUST_BE_MET
    return [
        Facts(
            (
                ("Decided", "met" if decided.met else "not met"),
                ("On", in_words(decided.decided_on)),
                ("By", ", ".join(of.body(each) for each in decided.decided_by)),
                (
                    "Counted",
                    f"{finding.counted_each} qualifying; {finding.needed} needed",
                ),
                (
                    "By the rule",
                    f"{finding.provision}: the bodies "
                    + ("had to decide that it is met" if must else "were to decide"),
                ),
            )
        )
    ]
