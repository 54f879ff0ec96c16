"""A case of two areas: one leads, under its procedures, and the other reads it."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.model import CaseEvent, Signed
from asbreview.domain.people import Prose
from asbreview.domain.terms import Body
from asbreview.domain.trigger.seen_on_file import SeenOnFile

if TYPE_CHECKING:
    from asbreview.domain.trigger.record import Trigger


class CaseMadeJoint(CaseEvent):
    """The case is another area's as well: it is joint from a day on, and ours to lead.

    `with_area` is the id of that area's procedures, `area` what it was called, `bodies`
    its relevant bodies of that day that are not ours as well: a constabulary may be of
    both.
    """

    TOPIC: ClassVar[str] = "trigger.case-made-joint"

    with_area: str
    area: str
    since: date
    reason: Prose
    bodies: tuple[Body, ...]

    def apply(self, aggregate: "Trigger") -> None:
        """Remember whose it is besides."""
        aggregate.joint = self
        aggregate.ever_joint_bodies += self.bodies


class JointOnFile(SeenOnFile):
    """Whether the case is another area's, too."""

    def make_joint(  # noqa: PLR0913  whose it is besides
        self,
        with_area: str,
        area: str,
        *,
        since: date,
        reason: Prose,
        bodies: tuple[Body, ...],
        signed: Signed,
    ) -> None:
        """Record that the case is another area's too, from a London date on.

        With one other area (`AlreadyDone`), and not with its own (`Misrecorded`).
        """
        self.must_be_open()
        if self.joint is not None:
            raise AlreadyDone(f"It is joint already, with {self.joint.area}")
        if with_area == self.procedure_id:
            raise Misrecorded("Select another area", field="with_area")
        self.dated(since, what="The day", field="since", signed=signed)
        self._record(
            CaseMadeJoint,
            signed,
            with_area=with_area,
            area=area,
            since=since,
            reason=reason,
            bodies=bodies,
        )
