"""The words for what the bodies of a panel are sent of its meeting."""

from asbreview.domain.inviting.facts import (
    InvitationAccepted,
    InvitationDrafted,
    InvitationFailed,
    InvitationFoundSent,
    InvitationFoundUnsent,
    InvitationHandedOver,
    InvitationHeldBack,
    InvitationRefusedForNow,
    InvitationUncertain,
)
from projections.telling.line import Line, Names, On, plainly, tell

REFUSED = (
    InvitationRefusedForNow
    | InvitationFailed
    | InvitationHeldBack
    | InvitationUncertain
)


@tell.register
def _(event: InvitationDrafted, _: Names) -> Line:
    details = (("Tells a body", str(event.tells)),)
    return Line("Email about the panel's meeting to go", On.PANEL, details)


@tell.register
def _(event: InvitationRefusedForNow, _: Names) -> Line:
    return _because("Email about the panel's meeting not taken for now", event)


@tell.register
def _(event: InvitationFailed, _: Names) -> Line:
    return _because("Email about the panel's meeting could not be sent", event)


@tell.register
def _(event: InvitationHeldBack, _: Names) -> Line:
    return _because("Email about the panel's meeting not sent", event)


@tell.register
def _(event: InvitationUncertain, _: Names) -> Line:
    return _because("Email about the panel's meeting may or may not have gone", event)


def _because(title: str, event: REFUSED) -> Line:
    return Line(title, On.PANEL, (("Because", str(event.because)),))


plainly(InvitationHandedOver, "Email about the panel's meeting being sent", On.PANEL)
plainly(InvitationAccepted, "Email about the panel's meeting sent", On.PANEL)
plainly(
    InvitationFoundSent, "Email about the panel's meeting found to have gone", On.PANEL
)
plainly(
    InvitationFoundUnsent,
    "Email about the panel's meeting found not to have gone",
    On.PANEL,
)
