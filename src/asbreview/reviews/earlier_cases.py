"""Saying of earlier cases whether they are of the same person."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.erasure import Erasure
from asbreview.domain.errors import Misrecorded, NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.overtaken import must_stand, overtaken
from asbreview.domain.past.record import PastCase
from asbreview.domain.trigger.earlier import EarlierCase, SamePerson
from asbreview.domain.trigger.record import Trigger
from asbreview.reviews.commanding import FAR, Changed, once, within
from asbreview.reviews.past import PastCommands

COMPARED_BY_OTHERS: Final = overtaken("Whose the earlier cases are was said")
NO_SUCH_CASE = "There is no such case"


class EarlierCaseCommands(PastCommands):
    """Whether an application is a further one is said by a person, or not known."""

    @once
    def compare_earlier(
        self,
        case_id: UUID,
        earlier: Mapping[UUID, SamePerson],
        *,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Record of earlier cases, by their ids, whether they are of the same person.

        On a case that has ended, too; what was said before of the same case gives way.
        Refused for a case that was applied for later (`Misrecorded`), that is not there
        or was disposed of (`NoSuchThing`), and where nothing is said (`Misrecorded`);
        (`AlreadyDone`) where other was said *since* a version of this case's record.
        """
        if not earlier:
            raise Misrecorded("Say of an earlier case whose it is", field="earlier")
        trigger = self.case(case_id).trigger
        must_stand(since, trigger.compared_since, says=COMPARED_BY_OTHERS)
        said: list[EarlierCase] = []
        for number, (earlier_id, whose) in enumerate(earlier.items()):
            with within(f"earlier-{number}"):
                is_past, applied_on = self._applied_for(earlier_id)
                if applied_on and applied_on > trigger.application.applied_on:
                    raise Misrecorded(
                        "That case was applied for after this one: say it there",
                        field="whose",
                    )
            said.append(EarlierCase(case_id=earlier_id, whose=whose, is_past=is_past))
        trigger.compare_earlier(tuple(said), signed=signed)
        return (trigger,)

    def _applied_for(self, case_id: UUID) -> tuple[bool, date | None]:
        """Say whether a case was brought in from a list, and when it was applied for.

        Of one of the past that day may not be known.
        """
        if self.recorder.version_as_of(Erasure.id_for(case_id), FAR):
            raise NoSuchThing(NO_SUCH_CASE, field="whose")
        if self.recorder.version_as_of(Trigger.id_for(case_id), FAR):
            trigger = self.get(Trigger, Trigger.id_for(case_id))
            return False, trigger.application.applied_on
        if self.recorder.version_as_of(PastCase.id_for(case_id), FAR):
            past = self.past_case(case_id)
            if not past.in_error:
                return True, past.facts.applied_on
        raise NoSuchThing(NO_SUCH_CASE, field="whose")
