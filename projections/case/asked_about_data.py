"""A request of somebody about their own data, and the time to answer it."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from asbreview.domain.rights.facts import Right


class TimeToAnswer(BaseModel):
    """From when the time to answer somebody about their data runs, and until when."""

    on: date
    answer_by: date


class DataRequest(BaseModel):
    """A request of somebody about their own data, and by when it is answered.

    Its time runs from when it `came`, or from when who asks has `shown` who they are.
    It is answered when the answer was told; until then it may be decided and `to_tell`.
    """

    person_id: UUID
    right: Right
    came: TimeToAnswer
    shown: TimeToAnswer | None = None
    longer_until: date | None = None
    withdrawn_on: date | None = None
    to_tell: bool = False
    answered_on: date | None = None
    forgets: bool = False

    @property
    def runs(self) -> TimeToAnswer:
        """The time that counts."""
        return self.shown or self.came

    @property
    def is_open(self) -> bool:
        """Is it still to be answered?"""
        return self.withdrawn_on is None and self.answered_on is None
