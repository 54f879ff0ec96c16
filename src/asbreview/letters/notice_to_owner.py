"""What an email to the owner of actions says: how many, since when, and a link.

It says nothing of what they are, and names nobody.
"""

from datetime import date
from typing import Final
from uuid import UUID

from asbreview.domain.asking.facts import NoticeKind
from asbreview.domain.days import in_words
from asbreview.letters.notice import BY_HAND, SENT, contact_of, partnership_of
from asbreview.reviews import Case

NOTICE: Final = """\
To {body}

{says}

Our reference: {reference}
{by_when}

Open this link to read what you are to do, and to say that it is done, what progress \
you have made, or why it is not done yet. You need no account. It takes a few minutes.

{link}

The link opens your actions of this one case{replaces}. {how_it_holds} Do not pass \
either of them on outside your team.

The person who applied was told that we check whether each action is done, and that \
we tell them.

{contact}
"""
ASKS: Final = (
    "{partnership} asks you {what}, which you own on the plan of an ASB case review."
)
FIRST: Final = "how far {which} is"
FIRST_MANY: Final = "how far {which} are"
AGAIN: Final = "again about {which}"
GIVEN: Final = (
    "On the plan of an ASB case review you now own {which}. {partnership} follows the"
    " plan until it is carried out."
)
REPLACES: Final = ", and takes the place of any that we sent before"


def owner_text(  # noqa: PLR0913  an email is all of these
    case: Case,
    body_id: UUID,
    link: str,
    *,
    kind: NoticeKind = NoticeKind.REQUEST,
    on: date,
    by_hand: bool = False,
) -> str:
    """Return the text of an email to the owner of actions, as it goes on a London date.

    *by_hand*, somebody sends it themselves, and tells the code by telephone.
    """
    still = case.outcome.open_actions_of(body_id)
    return NOTICE.format(
        body=case.called(body_id),
        says=_says(len(still), kind).format(partnership=partnership_of(case)),
        reference=case.trigger.reference,
        by_when=_by_when([action.due_on for action in still], on),
        link=link,
        replaces="" if kind is NoticeKind.REQUEST else REPLACES,
        how_it_holds=BY_HAND if by_hand else SENT,
        contact=contact_of(case),
    )


def _says(how_many: int, kind: NoticeKind) -> str:
    which = "an action" if how_many == 1 else f"{how_many} actions"
    if kind is NoticeKind.GIVEN:
        return GIVEN.format(which=which, partnership="{partnership}")
    first = FIRST if how_many == 1 else FIRST_MANY
    asks = AGAIN if kind is NoticeKind.REMINDER else first
    return ASKS.format(what=asks.format(which=which), partnership="{partnership}")


def _by_when(due: list[date], on: date) -> str:
    """Say which day is the next, and how many are past."""
    late = [day for day in due if day < on]
    to_come = [day for day in due if day >= on]
    lines = []
    if late:
        lines.append(f"Overdue, since {in_words(min(late))}: {len(late)} of {len(due)}")
    if to_come:
        lines.append(f"Next due on: {in_words(min(to_come))}")
    return "\n".join(lines)
