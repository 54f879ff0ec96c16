"""What is typed about a text that somebody says is wrong, and about who had it."""

from datetime import date
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from asbreview.domain.errors import Misrecorded
from asbreview.domain.people import Channel
from asbreview.domain.rights.annotating import NotTold, Rectified
from asbreview.reviews.rectifying import AnnotationGiven
from asbreview.web.forms import Day, Form, Says, Text


class AnnotateForm(Form):
    """Which texts are wrong, as they say it, and what was decided."""

    SAYS: ClassVar = {
        "texts": Says.select("what they say is wrong"),
        "said": Says.enter("what they say is inaccurate or incomplete"),
        "decision": Says.select("what was decided"),
        "reasons": Says("Enter the reasons: they are told", "The reasons"),
        "decided_on": Says.enter("the date on which it was decided"),
    }

    texts: tuple[UUID, ...]
    said: Text
    decision: Rectified
    reasons: Text = ""
    decided_on: Day

    @property
    def told(self) -> AnnotationGiven:
        """What stands beside the texts from now on."""
        return AnnotationGiven(
            texts=self.texts,
            decision=self.decision,
            decided_on=self.decided_on,
            said=self.said,
            reasons=self.reasons,
        )


class Settled(StrEnum):
    """What became of telling somebody who had a text."""

    TOLD = "they were told"
    IMPOSSIBLE = NotTold.IMPOSSIBLE.value
    DISPROPORTIONATE = NotTold.DISPROPORTIONATE.value


class RecipientForm(Form):
    """That somebody who had a text was told of it, or why they need not be."""

    SAYS: ClassVar = {
        "settled": Says.select("whether they were told"),
        "how": Says.select("how they were told"),
        "told_on": Says.enter("the date on which they were told"),
        "reason": Says.enter("why they are not told"),
    }

    settled: Settled
    how: Channel | None = None
    told_on: Day | None = None
    reason: Text = ""

    @property
    def was_told(self) -> tuple[date, Channel]:
        """When and how they were told; `Misrecorded` where one is missing."""
        if self.how is None:
            raise Misrecorded("Select how they were told", field="how")
        if self.told_on is None:
            raise Misrecorded("Enter the date on which they were told", field="told_on")
        return self.told_on, self.how
