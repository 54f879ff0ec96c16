"""What a body that was invited knows of a meeting, as against what is so."""

from datetime import datetime

from asbreview.domain.inviting.facts import EmailStatus, Tells
from asbreview.domain.inviting.record import Invitation
from asbreview.reviews.case import Case


def is_invited(case: Case, invitation: Invitation) -> bool:
    """Say whether a body is to come to the meeting that an invitation is to."""
    convened = case.panel.convened
    return (
        case.ended_as is None
        and convened is not None
        and convened.panel_id == invitation.panel_id
        and invitation.body_id in convened.bodies
    )


def is_over(case: Case, at: datetime) -> bool:
    """Say whether the panel of a case has met, or its time is past."""
    meets_at = case.panel.meets_at
    return case.panel.held is not None or (meets_at is not None and meets_at <= at)


def still_to_tell(case: Case, invitation: Invitation, at: datetime) -> Tells | None:
    """Return what a body is still to be told by email; nothing if it knows.

    Or if it was never told, or an email is on its way that will tell it; nor again
    what could not be sent to it.
    """
    tells = _it_lacks(case, invitation, at)
    if tells is None or invitation.is_on_its_way:
        return None
    drafted, status = invitation.drafted, invitation.status
    if status is EmailStatus.UNKNOWN and tells is Tells.INVITED:
        return None
    if status is EmailStatus.NOT_SENT and drafted is not None:
        tried = drafted.tells, drafted.moves
        return None if tried == (tells, case.panel.moves) else tells
    return tells


def _it_lacks(case: Case, invitation: Invitation, at: datetime) -> Tells | None:
    told = invitation.told
    if told is None:
        return None
    if not is_invited(case, invitation):
        is_to_come = told.is_on and told.meets_at > at
        return Tells.OFF if is_to_come and case.panel.held is None else None
    if is_over(case, at):
        return None
    if not told.is_on:
        return Tells.INVITED
    return Tells.MOVED if told.moves != case.panel.moves else None


def may_invite(invitation: Invitation | None) -> bool:
    """Has a body had no invitation that went, and none that may have gone?"""
    if invitation is None:
        return True
    is_known = invitation.status is not EmailStatus.UNKNOWN
    is_told = invitation.told is not None and invitation.told.is_on
    return is_known and not is_told and not invitation.is_on_its_way
