"""What is to be done about the letters of a case that have not gone.

Of one that tells or asks what holds no more it is only to be recorded that it is not
sent, and why: that keeps nobody waiting, and so it comes after all else.
"""

from collections.abc import Iterable
from typing import Final

from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.letter.written import holds_no_more
from projections.case.on_record import Written
from projections.case.runs import DATA_REQUEST, TELLING, UPDATES

LETTERS: Final = {
    LetterKind.ACKNOWLEDGEMENT: "the acknowledgement",
    LetterKind.CONSENT: "the letter that asks the victim for consent",
    LetterKind.THRESHOLD_MET: "the letter that the threshold is met",
    LetterKind.THRESHOLD_NOT_MET: "the letter that the threshold is not met",
    LetterKind.INVITATION: "the invitation to the panel",
    LetterKind.NOT_INVITED: "the letter why they are not invited",
    LetterKind.DELAY: "the letter about the delay",
    LetterKind.CLOCK_STOPPED: "the letter that the clock stands still",
    LetterKind.CLOCK_STARTED: "the letter with the new dates",
    LetterKind.DAYS_MOVED: "the letter about dates that moved",
    LetterKind.PLAN_CONSULTATION: "the letter that proposes the plan",
    LetterKind.PROGRESS: "the progress letter",
    LetterKind.REQUEST: "the letter that asks the applicant for something",
    LetterKind.OUTCOME: "the outcome letter",
    LetterKind.PLAN_UPDATE: "the letter about the action plan",
    LetterKind.CLOSING: "the closing letter",
    LetterKind.CHALLENGE_RECEIVED: "the letter that the challenge has come",
    LetterKind.CHALLENGE_HEARING: "the letter when the challenge is heard",
    LetterKind.CHALLENGE_DECIDED: "the letter what was decided on the challenge",
    LetterKind.JOINT_CASE: "the letter that the case is joint",
    LetterKind.DATA_REQUEST_RECEIVED: "the letter that their data request has come",
    LetterKind.DATA_REQUEST_LONGER: "the letter why their data request takes longer",
    LetterKind.DATA_REQUEST_ANSWERED: "the answer to their data request",
    LetterKind.RESTRICTION_LIFTED: "the letter that a restriction is lifted",
    LetterKind.LINKED_REVIEW: "the letter that the case is looked at again",
}
TO_DO: Final = {
    Status.DRAFTED: "Send {}",
    Status.PREPARED: "Send {}",
    Status.HANDED_OVER: "Post {}",
    Status.SENDING: "Wait until {} is sent",
    Status.UNKNOWN: "Find out whether {} was sent",
    Status.HELD: "Look at {}, which is held back",
}
MEETS: Final = {
    LetterKind.ACKNOWLEDGEMENT: ("acknowledge",),
    LetterKind.THRESHOLD_MET: ("tell-threshold",),
    LetterKind.THRESHOLD_NOT_MET: ("tell-threshold", "whole-review"),
    LetterKind.INVITATION: ("invite-victim",),
    LetterKind.NOT_INVITED: ("refuse-invitation", "invite-victim"),
    LetterKind.OUTCOME: ("tell-outcome", "whole-review"),
    LetterKind.DAYS_MOVED: (TELLING,),
    LetterKind.PROGRESS: (UPDATES, "contact-gap"),
    LetterKind.DATA_REQUEST_LONGER: (DATA_REQUEST,),
    LetterKind.DATA_REQUEST_ANSWERED: (DATA_REQUEST,),
}
"""The timers that a letter meets when it has gone, the one that is its own first."""
WRITTEN_FIRST: Final = {
    HeldBecause.WORDS: "Add your words to {}, and let it go",
    HeldBecause.APPROVAL: "Approve {}, as a second officer",
    HeldBecause.SENT_BACK: "Put right {}, which was sent back",
    HeldBecause.UNREAD: "Read {}, which a body reported, and let it go",
}


NOT_SENT: Final = "Record that {} is not sent: it holds no more"


def first_to_go(letters: Iterable[Written]) -> Written | None:
    """Return the first letter that has still to tell somebody something."""
    to_go = (each for each in letters if each.is_open and not each.is_obsolete)
    return next(to_go, None)


def first_obsolete(letters: Iterable[Written]) -> Written | None:
    """Return the first letter that is held back, and holds no more."""
    return next((each for each in letters if each.is_obsolete), None)


def to_do(kind: LetterKind, status: Status, held_because: HeldBecause | None) -> str:
    """Say what is to be done about a letter that has not gone."""
    words = TO_DO[status]
    if held_because is not None and status is Status.HELD:
        words = WRITTEN_FIRST.get(held_because, words)
    if holds_no_more(kind, status, held_because):
        words = NOT_SENT
    return words.format(LETTERS[kind])
