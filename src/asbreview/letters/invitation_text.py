"""What an email about a meeting of the panel tells a body: when, where, how to answer.

It says nothing of what the meeting is about, and names nobody.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from asbreview.domain.days import in_words, local_day
from asbreview.domain.inviting.facts import SaidOfMeeting, Tells
from asbreview.letters.about_review import clock_time
from asbreview.letters.notice import contact_of, partnership_of
from asbreview.reviews import Case

SUBJECTS: Final = {
    Tells.INVITED: "Invitation",
    Tells.MOVED: "Changed",
    Tells.OFF: "Cancelled",
}
MAIL: Final = """\
To {body}

{says}

Our reference: {reference}
{when}

{calendar}

{contact}
"""
INVITED: Final = (
    "{partnership} invites you to a meeting of the panel of an ASB case review."
)
MOVED: Final = (
    "{partnership} has moved a meeting of the panel of an ASB case review, to which"
    " you are invited."
)
CALLED_OFF: Final = (
    "{partnership} has called off a meeting of the panel of an ASB case review, to"
    " which you were invited. You need not come."
)
NOT_INVITED: Final = (
    "{partnership} does not need you any more at a meeting of the panel of an ASB case"
    " review, to which you were invited. You need not come."
)
INTO_CALENDAR: Final = """\
The calendar file with this email puts the meeting into your calendar, in place of any \
that we sent before. It names nobody: please do not add a name to it. Papers for the \
meeting come separately.

Please tell us who will come for you. {answers}\
"""
OUT_OF_CALENDAR: Final = (
    "The calendar file with this email takes the meeting out of your calendar."
)
TO_US: Final = (
    "If you accept in your calendar, its answer comes to {email}: a person reads it"
    " there, and not a program."
)
NOWHERE: Final = "We do not see whether you accept in your calendar."


def invitation_subject(case: Case, tells: Tells) -> str:
    """Return what may be read over a shoulder: what it is, and a reference."""
    return f"{SUBJECTS[tells]}: ASB case review {case.trigger.reference}"


def invitation_text(  # noqa: PLR0913  an email is all of these
    case: Case,
    body_id: UUID,
    tells: Tells,
    told: SaidOfMeeting,
    *,
    place: str,
    before: SaidOfMeeting | None,
) -> str:
    """Return the text of an email about a meeting; its lines are not cut.

    *before* is what the body was told of it before.
    """
    return MAIL.format(
        body=case.called(body_id),
        says=_says(case, body_id, tells).format(partnership=partnership_of(case)),
        reference=case.trigger.reference,
        when=_when(tells, told, place, before),
        calendar=_into_calendar(case) if told.is_on else OUT_OF_CALENDAR,
        contact=contact_of(case),
    )


def _says(case: Case, body_id: UUID, tells: Tells) -> str:
    if tells is not Tells.OFF:
        return INVITED if tells is Tells.INVITED else MOVED
    convened = case.panel.convened
    goes_on = convened is not None and case.ended_as is None
    others = convened is not None and body_id not in convened.bodies
    return NOT_INVITED if goes_on and others else CALLED_OFF


def _when(
    tells: Tells, told: SaidOfMeeting, place: str, before: SaidOfMeeting | None
) -> str:
    if tells is Tells.OFF:
        return f"It was to meet on: {_in_full(told.meets_at)}"
    lines = [f"When: {_in_full(told.meets_at)}"]
    if place:
        lines.append(f"Where, or how to join: {place}")
    if tells is Tells.MOVED and before and before.meets_at != told.meets_at:
        lines.append(f"It was to meet on: {_in_full(before.meets_at)}")
    return "\n".join(lines)


def _in_full(instant: datetime) -> str:
    return f"{in_words(local_day(instant))} at {clock_time(instant)}"


def _into_calendar(case: Case) -> str:
    email = case.procedure.partnership.email
    answers = TO_US.format(email=email) if email else NOWHERE
    return INTO_CALENDAR.format(answers=answers)
