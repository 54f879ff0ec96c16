"""Which of the complaints that somebody tells of seem to count: help, no decision."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asbreview.domain.threshold import (
    Complaint,
    ComplaintFinding,
    ThresholdFinding,
    find_threshold,
    why_not,
)
from asbreview.web.apply import procedure_of
from asbreview.web.apply_begun import Begun
from asbreview.web.apply_behaviour import ComplaintStep
from asbreview.web.given import Installation
from asbreview.web.threshold_found import AGENCIES
from asbreview.web.typed import nested


@dataclass(frozen=True)
class Told:
    """A complaint as it was told of, and whether it seems to count."""

    number: int
    place: int
    form: ComplaintStep
    finding: ComplaintFinding

    @property
    def made_to(self) -> str:
        """To whom it was made."""
        return AGENCIES[self.form.made_to.value]

    @property
    def why_not(self) -> str:
        """Why it does not seem to count; nothing if it does."""
        return "; and ".join(map(why_not, self.finding.because))


@dataclass(frozen=True)
class Help:
    """What the complaints told of so far seem to come to; it decides nothing."""

    complaints: tuple[Told, ...]
    finding: ThresholdFinding

    @property
    def is_enough(self) -> bool:
        """Do so many seem to count that the threshold would have to be met?"""
        return self.finding.counted_each >= self.finding.needed


def help_with(given: Installation, begun: Begun, today: date) -> Help:
    """Return what the rules seem to say of the complaints, if it were sent today."""
    forms = {
        number: ComplaintStep.model_validate(nested(ComplaintStep, typed).values)
        for number, typed in begun.complaints.items()
    }
    finding = find_threshold(
        [_counted(number, form) for number, form in forms.items()],
        applied_on=today,
        rules=procedure_of(given, today, begun.area).threshold,
    )
    each = {found.complaint_id.int: found for found in finding.complaints}
    told = (
        Told(number, place, form, each[number])
        for place, (number, form) in enumerate(forms.items(), start=1)
    )
    return Help(tuple(told), finding)


def _counted(number: int, form: ComplaintStep) -> Complaint:
    return Complaint(
        complaint_id=UUID(int=number),
        behaviour_on=form.behaviour_on,
        made_on=form.made_on,
        made_to=form.made_to.value,
        hate=form.hate,
    )
