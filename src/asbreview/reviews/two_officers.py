"""What was proposed to be destroyed in an area: the record that two officers decide on.

A person, some texts, a case and the cases of a class are proposed, approved and
returned on the one record, and so by the same rules (`domain/retention/two_officers`).
"""

from uuid import UUID

from asbreview.domain.errors import NoSuchThing
from asbreview.domain.model import Signed
from asbreview.domain.retention.disposals import Disposals
from asbreview.domain.retention.proposed_erasures import ProposedErasure
from asbreview.domain.retention.two_officers import NONE_SUCH
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.holding import HoldingCommands


class TwoOfficersCommands(HoldingCommands):
    """What one officer proposes is kept until another approves it or returns it."""

    def disposals(self, area_id: str, *, as_of: int | None = None) -> Disposals | None:
        """Return what was proposed in an area; nothing if nothing ever was."""
        return self.as_it_stood(Disposals, Disposals.id_for(area_id), as_of)

    def disposals_to_add_to(self, area_id: str, *, signed: Signed) -> Disposals:
        """Return the record of an area; it is opened with the first that is added."""
        return self.disposals(area_id) or Disposals.open_for(area_id, signed=signed)

    def disposals_proposed_on(self, area_id: str) -> Disposals:
        """Return the record of an area on which a proposal is to be decided.

        `NoSuchThing` where nothing was ever proposed.
        """
        disposals = self.disposals(area_id)
        if disposals is None:
            raise NoSuchThing(NONE_SUCH)
        return disposals

    def erasures_proposed(
        self, case: Case, person_id: UUID, *, as_of: int | None = None
    ) -> list[ProposedErasure]:
        """Return what was ever proposed of forgetting a person, the first first."""
        proposals = self.disposals(case.procedure.procedure_id, as_of=as_of)
        return proposals.erasures_of(person_id) if proposals else []


def why_returned(reason: str) -> str:
    """Return the reason for which a proposal is returned; `Misrecorded` without one."""
    must_say(reason, asks="Enter why it is returned", field="reason")
    return reason.strip()
