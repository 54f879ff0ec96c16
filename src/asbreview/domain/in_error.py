"""A fact recorded in error: it is left out of account, and stays on the case.

What did happen is recorded afresh, as if for the first time (`docs/decisions/0013`).
"""

from uuid import UUID

from asbreview.domain.model import CaseEvent
from asbreview.domain.people import Prose


class FactRecordedInError(CaseEvent):
    """Something was recorded that did not happen, or not so.

    Each record has its own, whose `fact` is the topic under which the thing in error
    was recorded; `item_id` says which of several, or is the case's where there is one.
    """

    item_id: UUID
    reason: Prose

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        raise NotImplementedError
