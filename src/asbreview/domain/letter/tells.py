"""What each kind of letter tells: by the topics of the facts it is drawn from.

When one of them turns out to be recorded in error, whoever had the letter was told
what is not so (`docs/decisions/0096`).
"""

from typing import Final

from asbreview.domain.contact.adjustments import AdjustmentAskedFor
from asbreview.domain.contact.asking import AskingFact
from asbreview.domain.evidence.facts import ComplaintLogged
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.outcome.challenge import ChallengeReceived
from asbreview.domain.outcome.facts import ActionAdded, RecommendationMade
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.rights.in_error import RightsFact
from asbreview.domain.trigger.facts import ApplicationReceived, ThresholdDecided
from asbreview.domain.trigger.in_error import TriggerFact, VictimCorrected

APPLIED: Final = ApplicationReceived.TOPIC
VICTIM: Final = VictimCorrected.TOPIC
ENDED: Final = frozenset({OutcomeFact.DONE, OutcomeFact.CANCELLED})
PLAN: Final = ENDED | {ActionAdded.TOPIC}
THRESHOLD: Final = frozenset({ThresholdDecided.TOPIC, ComplaintLogged.TOPIC})
MEETS: Final = frozenset(
    {PanelFact.CONVENED, PanelFact.POSTPONED, PanelFact.PLACE, PanelFact.ADJOURNED}
)
MEETING: Final = frozenset(
    {
        *MEETS,
        PanelFact.CHOSEN,
        PanelFact.DECLINED,
        PanelFact.NOT_INVITED,
        VICTIM,
    }
)
CONSULTED: Final = frozenset(
    {
        OutcomeFact.PROPOSED,
        OutcomeFact.HEARD,
        OutcomeFact.DECLINED,
        OutcomeFact.NOT_CONSULTED,
    }
)

ON_RECORD: Final[dict[LetterKind, frozenset[str]]] = {
    LetterKind.ACKNOWLEDGEMENT: frozenset({APPLIED, VICTIM}),
    LetterKind.CONSENT: frozenset({APPLIED, VICTIM}),
    LetterKind.THRESHOLD_MET: THRESHOLD,
    LetterKind.THRESHOLD_NOT_MET: THRESHOLD,
    LetterKind.INVITATION: MEETING | {AdjustmentAskedFor.TOPIC},
    LetterKind.NOT_INVITED: MEETING,
    LetterKind.DELAY: frozenset(),
    LetterKind.CLOCK_STOPPED: frozenset({TriggerFact.PAUSED, VICTIM}),
    LetterKind.CLOCK_STARTED: frozenset({TriggerFact.PAUSED}),
    LetterKind.DAYS_MOVED: frozenset(),  # what moves them is the working calendar
    LetterKind.PLAN_CONSULTATION: frozenset({VICTIM}),
    LetterKind.PROGRESS: frozenset(
        {APPLIED, ThresholdDecided.TOPIC, PanelFact.HELD, *MEETS}
    ),
    LetterKind.REQUEST: frozenset({APPLIED}),
    LetterKind.OUTCOME: CONSULTED
    | PLAN
    | {PanelFact.HELD, OutcomeFact.FOUND, RecommendationMade.TOPIC},
    LetterKind.PLAN_UPDATE: frozenset({ActionAdded.TOPIC, OutcomeFact.FOUND}),
    LetterKind.CLOSING: PLAN
    | {
        TriggerFact.WITHDRAWN,
        TriggerFact.TRANSFERRED,
        OutcomeFact.CLOSED,
        OutcomeFact.FOUND,
        OutcomeFact.ANSWERED,
        RecommendationMade.TOPIC,
    },
    LetterKind.CHALLENGE_RECEIVED: frozenset(
        {OutcomeFact.TAKEN_ON, OutcomeFact.MAY_BE_PASSED}
    ),
    LetterKind.CHALLENGE_HEARING: frozenset(),
    LetterKind.CHALLENGE_DECIDED: frozenset(),
    LetterKind.LINKED_REVIEW: frozenset({APPLIED, VICTIM, ThresholdDecided.TOPIC}),
    LetterKind.JOINT_CASE: frozenset({TriggerFact.JOINT}),
    LetterKind.DATA_REQUEST_RECEIVED: frozenset(),
    LetterKind.DATA_REQUEST_LONGER: frozenset(),
    LetterKind.DATA_REQUEST_ANSWERED: frozenset(),
    LetterKind.RESTRICTION_LIFTED: frozenset(),
}
"""Told of whatever was on record when the letter was drawn."""

ITS_OWN: Final[dict[LetterKind, frozenset[str]]] = {
    LetterKind.DELAY: frozenset({TriggerFact.MORE_TIME}),
    LetterKind.CLOCK_STARTED: frozenset({TriggerFact.RESUMED}),
    LetterKind.PLAN_CONSULTATION: frozenset({OutcomeFact.PROPOSED}),
    LetterKind.REQUEST: frozenset({AskingFact.ASKED}),
    LetterKind.PLAN_UPDATE: ENDED,
    LetterKind.CHALLENGE_RECEIVED: frozenset({ChallengeReceived.TOPIC}),
    LetterKind.CHALLENGE_HEARING: frozenset({OutcomeFact.HEARING}),
    LetterKind.CHALLENGE_DECIDED: frozenset({OutcomeFact.DECIDED}),
    LetterKind.DATA_REQUEST_RECEIVED: frozenset(
        {RightsFact.RECEIVED, RightsFact.SHOWN}
    ),
    LetterKind.DATA_REQUEST_LONGER: frozenset({RightsFact.PUT_OFF}),
    LetterKind.DATA_REQUEST_ANSWERED: frozenset({RightsFact.ANSWERED}),
    LetterKind.RESTRICTION_LIFTED: frozenset({RightsFact.ANNOUNCED}),
}
"""Told only of what the letter's own command recorded, of several there may be."""

TOLD: Final = frozenset[str]().union(*ON_RECORD.values(), *ITS_OWN.values())
"""Every topic that some letter tells."""


def tells(kind: LetterKind, topic: str, *, its_own: bool) -> bool:
    """Say whether a kind of letter tells a fact; *its_own* is of its own command."""
    told = ON_RECORD[kind]
    return topic in told or (its_own and topic in ITS_OWN.get(kind, frozenset()))
