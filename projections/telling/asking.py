"""The words for what is sent to a body that is asked."""

from asbreview.domain.asking.facts import (
    LinkMade,
    NoticeAccepted,
    NoticeDrafted,
    NoticeFailed,
    NoticeFoundSent,
    NoticeFoundUnsent,
    NoticeHandedOver,
    NoticeHeldBack,
    NoticeRefusedForNow,
    NoticeUncertain,
)
from asbreview.domain.asking.putting_right import PutRightToBeTold
from asbreview.domain.asking.reminding import (
    OwnerReminderFellDue,
    OwnerToBeTold,
    ReminderFellDue,
    RemindersHeld,
    RemindersResumed,
    RingingAskedFor,
)
from projections.telling.line import Line, Names, On, in_words, plainly, step, tell

REFUSED = NoticeRefusedForNow | NoticeFailed | NoticeHeldBack | NoticeUncertain


@tell.register
def _(event: NoticeDrafted, _: Names) -> Line:
    details = (("For", str(event.kind)),)
    return Line("Email to a body to go", On.PARTNERS, details)


@tell.register
def _(event: NoticeRefusedForNow, _: Names) -> Line:
    return _because("Email to a body not taken for now", event)


@tell.register
def _(event: NoticeFailed, _: Names) -> Line:
    return _because("Email to a body could not be sent", event)


@tell.register
def _(event: NoticeHeldBack, _: Names) -> Line:
    return _because("Email to a body not sent", event)


@tell.register
def _(event: NoticeUncertain, _: Names) -> Line:
    return _because("Email to a body may or may not have gone", event)


@tell.register
def _(event: ReminderFellDue, names: Names) -> Line:
    details = (
        ("Rule", step(event.rule).lower()),
        ("Answer due on", in_words(event.answer_due_on)),
    )
    title = f"A reminder to {names(event.body_id)} of a request fell due by rule"
    return Line(title, On.PARTNERS, details)


@tell.register
def _(event: OwnerToBeTold, names: Names) -> Line:
    how_many = len(event.actions)
    title = f"{names(event.body_id)} to be told by rule of the actions it was given"
    return Line(title, On.OUTCOME, (("Actions", str(how_many)),))


@tell.register
def _(event: OwnerReminderFellDue, names: Names) -> Line:
    details = (
        ("Rule", step(event.rule).lower()),
        ("Actions due on", in_words(event.actions_due_on)),
    )
    title = f"A reminder to {names(event.body_id)} of its actions fell due by rule"
    return Line(title, On.OUTCOME, details)


@tell.register
def _(event: PutRightToBeTold, names: Names) -> Line:
    details = (("What", event.what or "A text"), ("Since then", str(event.became)))
    title = f"{names(event.body_id)} to be told by email what is put right"
    return Line(title, On.HISTORY, details)


@tell.register
def _(event: RingingAskedFor, names: Names) -> Line:
    title = f"{names(event.body_id)} to be reminded by telephone"
    return Line(title, On.PARTNERS, (("Because", str(event.because)),))


@tell.register
def _(event: RemindersHeld, names: Names) -> Line:
    title = f"Reminders to {names(event.body_id)} by rule held"
    return Line(title, On.PARTNERS)


@tell.register
def _(event: RemindersResumed, names: Names) -> Line:
    title = f"Reminders to {names(event.body_id)} by rule go again"
    return Line(title, On.PARTNERS)


def _rule(chaser_id: str) -> str:
    return step(chaser_id).lower()


def _because(title: str, event: REFUSED) -> Line:
    return Line(title, On.PARTNERS, (("Because", str(event.because)),))


plainly(NoticeHandedOver, "Email to a body being sent", On.PARTNERS)
plainly(NoticeAccepted, "Email to a body sent", On.PARTNERS)
plainly(NoticeFoundSent, "Email to a body found to have gone", On.PARTNERS)
plainly(NoticeFoundUnsent, "Email to a body found not to have gone", On.PARTNERS)
plainly(LinkMade, "Link to answer by made, to be passed on", On.PARTNERS)
