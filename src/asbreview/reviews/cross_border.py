"""An application that belongs to another area, or to two."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from asbreview.domain.errors import Misrecorded
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.domain.procedure import Body, Procedure
from asbreview.domain.trigger.came import Came, CameFrom, OpenedThere
from asbreview.reviews.applications import nothing_added
from asbreview.reviews.applying import Applying
from asbreview.reviews.carrying_over import CarriedOver
from asbreview.reviews.case import Case, must_say
from asbreview.reviews.commanding import Changed, once
from asbreview.reviews.drafting import draft
from asbreview.reviews.handed_over import counted, must_be_on_file
from asbreview.reviews.receiving import ReceivingCommands


@dataclass(frozen=True, kw_only=True)
class TransferTold:
    """Where an application goes, why, to whom there, and what is handed over.

    Where that area is in this installation, `to_procedure` is the id of its procedures;
    elsewhere `to_area` names it.  `stays_joint` says that this area goes on reading it.
    `items` are the ids of what goes with it that is on file here: files, answers of
    bodies, statements, risk assessments.
    """

    transferred_on: date
    to_area: str = ""
    to_procedure: str = ""
    reason: str
    to_whom: str
    handed_over: str
    items: tuple[UUID, ...] = ()
    stays_joint: bool = False


class CrossBorderCommands(ReceivingCommands):
    """What is somebody else's case, or somebody else's too."""

    @once
    def transfer(
        self,
        case_id: UUID,
        told: TransferTold,
        *,
        carried: CarriedOver | None = None,
        signed: Signed,
    ) -> Changed:
        """Record that the application went to its own area; a letter says so.

        The case ends here, and its clocks with it.  To an area of this installation
        what is *carried* over opens a case there in the same save
        (`signed.new_case_id`), first applied for when it was and received on the day of
        the transfer: an acknowledgement with its own reference is drafted there.
        Refused (`Misrecorded`) where it is not told to whom, and what, was handed over,
        and to stay joint with an area that is not here; (`NoSuchThing`) to hand over
        what is not on file, or is kept to some.
        """
        case = self.case(case_id)
        case.must_be_open()
        _must_say_what_goes(case, told)
        must_be_on_file(case, told.items)
        there: Changed = ()
        opened, to_area = None, told.to_area
        if told.to_procedure:
            other, there = self._open_there(case, told, carried, signed=signed)
            to_area, opened = other.procedure.area, _opened(other)
        case.trigger.transfer(
            transferred_on=told.transferred_on,
            to_area=to_area,
            reason=case.prose(told.reason, "reason", signed=signed),
            to_whom=case.prose(told.to_whom, "to whom", signed=signed),
            handed_over=case.prose(told.handed_over, "handed over", signed=signed),
            items=tuple(dict.fromkeys(told.items)),
            opened=opened,
            signed=signed,
        )
        others = nothing_added(case, "transfer", signed=signed)
        letter = draft(case, LetterKind.CLOSING, signed=signed)
        return case.trigger, *others, letter, *there

    @once
    def make_joint(
        self,
        case_id: UUID,
        *,
        with_area: str,
        since: date,
        reason: str,
        signed: Signed,
    ) -> Changed:
        """Record that the case is another area's too, from a London date on.

        That area reads it from now on, and this one leads: a letter to whoever applied
        says so.  *with_area* is the id of its procedures (`NoSuchThing` if none are in
        force here).
        """
        case = self.case(case_id)
        case.must_be_open()
        must_say(reason, asks="Enter why it is both areas\u2019", field="reason")
        other = self.procedure_in_force(with_area, since)
        case.trigger.make_joint(
            with_area,
            other.area,
            since=since,
            reason=case.prose(reason, "reason", signed=signed),
            bodies=_others(other, case.procedure, since),
            signed=signed,
        )
        return case.trigger, draft(case, LetterKind.JOINT_CASE, signed=signed)

    def _open_there(
        self,
        case: Case,
        told: TransferTold,
        carried: CarriedOver | None,
        *,
        signed: Signed,
    ) -> tuple[Case, Changed]:
        if carried is None:
            raise Misrecorded("Enter what is handed over", field="handed_over")
        what, field = "The transfer", "ended_on"
        case.trigger.dated(told.transferred_on, what=what, field=field, signed=signed)
        came = CameFrom(
            how=Came.TRANSFERRED,
            on=told.transferred_on,
            area=case.procedure.area,
            reference=case.trigger.reference,
            case_id=case.case_id,
            beside=counted(case, told.items),
        )
        other, reference = self.open_carried(
            carried,
            procedure_id=told.to_procedure,
            came=came,
            in_force_on=told.transferred_on,
            signed=signed,
        )
        if told.stays_joint:
            other.trigger.make_joint(
                case.procedure.procedure_id,
                case.procedure.area,
                since=told.transferred_on,
                reason=other.prose(told.reason, "joint", signed=signed),
                bodies=_others(case.procedure, other.procedure, told.transferred_on),
                signed=signed,
            )
        who = Applying(carried.applicant, carried.victim, carried.consent)
        kinds = [*who.letters, *([LetterKind.JOINT_CASE] if told.stays_joint else [])]
        letters = [draft(other, kind, signed=signed) for kind in kinds]
        return other, (*other.records, reference, *letters)


def _opened(there: Case) -> OpenedThere:
    return OpenedThere(case_id=there.case_id, reference=there.trigger.reference)


def _others(of: Procedure, besides: Procedure, day: date) -> tuple[Body, ...]:
    """Return the relevant bodies of one area on a day that are not another's, too."""
    own = {body.body_id for body in besides.relevant_bodies}
    return tuple(body for body in of.bodies_on(day) if body.body_id not in own)


def _must_say_what_goes(case: Case, told: TransferTold) -> None:
    must_say(told.reason, asks="Enter why it belongs there", field="reason")
    asks = "Enter to whom there it was handed over"
    must_say(told.to_whom, asks=asks, field="to_whom")
    must_say(told.handed_over, asks="Enter what is handed over", field="handed_over")
    if not (told.to_procedure or told.to_area.strip()):
        raise Misrecorded("Enter the area it belongs to", field="to_area")
    if told.to_procedure == case.procedure.procedure_id:
        raise Misrecorded("Select another area", field="to_procedure")
    if told.stays_joint and not told.to_procedure:
        raise Misrecorded(
            "A case is joint only with an area that is in this system",
            field="stays_joint",
        )
