"""Recording that what nobody looks at one by one was removed when its time was over."""

from datetime import date

from asbreview.domain.model import Signed
from asbreview.domain.retention.rules import RetentionRule
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.disposing import DisposalCommands


class RemovalCommands(DisposalCommands):
    """What goes by itself is on record as gone: by which rule, and how much."""

    @once
    def record_removal(  # noqa: PLR0913  what went
        self,
        area_id: str,
        rule: RetentionRule,
        *,
        up_to: date,
        number: int,
        cases_held: int,
        signed: Signed,
    ) -> Changed:
        """Record that records of a class of an area are removed, up to a day of theirs.

        It is given before they are: what a crash leaves is removed, and recorded, anew.
        """
        disposals = self.disposals_to_add_to(area_id, signed=signed)
        disposals.remove(
            rule, up_to=up_to, number=number, cases_held=cases_held, signed=signed
        )
        return (disposals,)
