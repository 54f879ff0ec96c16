"""What a letter tells of something to come, and is to come no more once a case ended.

It is asked again before each such letter goes, and when it is recorded as posted
(`docs/decisions/0115`).
"""

from datetime import date
from typing import Final

from asbreview.domain.days import in_words
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.letter.record import Letter
from asbreview.domain.timers import Anchor, Binds
from asbreview.reviews.case import Case

OF_WHAT_IS_TO_COME: Final = frozenset(
    {
        LetterKind.ACKNOWLEDGEMENT,
        LetterKind.LINKED_REVIEW,
        LetterKind.CONSENT,
        LetterKind.INVITATION,
        LetterKind.NOT_INVITED,
        LetterKind.DELAY,
        LetterKind.CLOCK_STOPPED,
        LetterKind.CLOCK_STARTED,
        LetterKind.PLAN_CONSULTATION,
        LetterKind.PROGRESS,
        LetterKind.REQUEST,
    }
)
"""The rest tells of what was decided or done, and goes after the end of a case too."""


def tells_of_what_comes_no_more(letter: Letter, case: Case) -> bool:
    """Say whether a letter tells of something to come, and its case has ended since.

    More time to challenge, or to decide a challenge, runs on beyond the end.
    """
    if case.ended_as is None or letter.kind not in OF_WHAT_IS_TO_COME:
        return False
    return letter.kind is not LetterKind.DELAY or not _runs_on(letter, case)


def _runs_on(letter: Letter, case: Case) -> bool:
    """Is it more time for a step that is still to be taken after the end?"""
    for given in case.trigger.more_time.values():
        if Letter.caused_by(given.command_id, letter.kind) == letter.id:
            timer = case.procedure.timer(given.timer_id)
            return timer is not None and (
                timer.binds is Binds.APPLICANT or timer.starts is Anchor.CHALLENGE
            )
    return False


def must_have_gone_before(letter: Letter, case: Case, on: date) -> None:
    """Refuse (`NotPermittedYet`) a posting, on a London date, of what comes no more.

    A letter that went on a day before the case ended told what then was so.
    """
    ended_on = case.ended_on
    if ended_on is None or on < ended_on:
        return
    if tells_of_what_comes_no_more(letter, case):
        raise NotPermittedYet(
            f"The case was {case.ended_as} on {in_words(ended_on)}, and this letter"
            " tells of what is not to come any more: take it out of the post, and"
            " cancel it. If it has gone, say so as the reason",
            field="letters",
        )
