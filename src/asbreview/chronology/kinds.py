"""What belongs in a chronology: the facts of the timeline that tell of life."""

from enum import StrEnum
from typing import Final

from asbreview.domain.asking.reminding import (
    OwnerReminderFellDue,
    OwnerToBeTold,
    ReminderFellDue,
    RingingAskedFor,
)
from asbreview.domain.contact.adjustments import AdjustmentAnswered, AdjustmentAskedFor
from asbreview.domain.contact.asking import ApplicantAnswered, ApplicantAsked
from asbreview.domain.contact.facts import ContactMade, PromiseKept
from asbreview.domain.contact.help import HelpAnswered, HelpAskedFor
from asbreview.domain.contact.representatives import (
    RepresentativeEnded,
    RepresentativeNamed,
)
from asbreview.domain.evidence.facts import (
    ComplaintLogged,
    FileReceived,
    InformationAnswered,
    InformationRequested,
    RequestChased,
    RiskAssessed,
    StatementReceived,
    StatementTakenDown,
)
from asbreview.domain.evidence.responses import ResponsePutOnFile
from asbreview.domain.letter.facts import LetterPosted, LetterToldOtherwise
from asbreview.domain.letter.sending import (
    LetterAccepted,
    LetterFoundSent,
    LetterReturned,
)
from asbreview.domain.outcome.challenge import ChallengeDecided, ChallengeReceived
from asbreview.domain.outcome.consulting import (
    ConsultationDeclined,
    PlanProposed,
    PlanViewGiven,
    VictimNotConsulted,
    ViewConsidered,
)
from asbreview.domain.outcome.facts import (
    ActionAdded,
    ActionCancelled,
    ActionDone,
    ActionHeldUp,
    ActionProgressed,
    CaseClosed,
    FindingsMade,
    OutcomeTold,
    RecommendationAnswered,
    RecommendationMade,
)
from asbreview.domain.outcome.hearing import ChallengeTakenOn, HearingArranged
from asbreview.domain.outcome.satisfaction import SaidHowItWas
from asbreview.domain.panel.facts import (
    PanelConvened,
    PanelHeld,
    PanelPostponed,
    PapersSent,
    ParticipationChosen,
    ParticipationDeclined,
    PlaceChanged,
    VictimNotInvited,
)
from asbreview.domain.panel.sitting_facts import InterestDeclared, SittingAdjourned
from asbreview.domain.trigger.facts import (
    ApplicationAcknowledged,
    ApplicationPassedOn,
    ApplicationReceived,
    ApplicationTransferred,
    ApplicationWithdrawn,
    CaseworkerAssigned,
    ClockPaused,
    ClockResumed,
    ConsentRecorded,
    ConsentRefused,
    ConsentWithdrawn,
    DeadlineExtended,
    ThresholdDecided,
    ThresholdTold,
)
from asbreview.domain.trigger.joint import CaseMadeJoint

BY_RULE: Final = frozenset(
    {
        ReminderFellDue.TOPIC,
        OwnerToBeTold.TOPIC,
        OwnerReminderFellDue.TOPIC,
        RingingAskedFor.TOPIC,
    }
)
"""What came by a rule, and nobody did: it breaks no silence."""


class Kind(StrEnum):
    """What a line of a chronology tells of."""

    BEHAVIOUR = "behaviour"
    COMPLAINT = "complaint"
    RESPONSE = "response"
    CONTACT = "contact"
    INFORMATION = "information"
    EVIDENCE = "evidence"
    LETTER = "letter"
    DECISION = "decision"
    STEP = "step of the review"


KIND_OF: Final[dict[str, Kind]] = {
    ComplaintLogged.TOPIC: Kind.COMPLAINT,
    ResponsePutOnFile.TOPIC: Kind.RESPONSE,
    **dict.fromkeys(
        (
            ContactMade.TOPIC,
            HelpAskedFor.TOPIC,
            HelpAnswered.TOPIC,
            ApplicantAsked.TOPIC,
            ApplicantAnswered.TOPIC,
            AdjustmentAskedFor.TOPIC,
            AdjustmentAnswered.TOPIC,
            PromiseKept.TOPIC,
            RepresentativeNamed.TOPIC,
            RepresentativeEnded.TOPIC,
            SaidHowItWas.TOPIC,
        ),
        Kind.CONTACT,
    ),
    **dict.fromkeys(
        (
            InformationRequested.TOPIC,
            RequestChased.TOPIC,
            InformationAnswered.TOPIC,
            *BY_RULE,
        ),
        Kind.INFORMATION,
    ),
    **dict.fromkeys(
        (
            FileReceived.TOPIC,
            StatementReceived.TOPIC,
            StatementTakenDown.TOPIC,
            RiskAssessed.TOPIC,
        ),
        Kind.EVIDENCE,
    ),
    **dict.fromkeys(
        (
            LetterPosted.TOPIC,
            LetterAccepted.TOPIC,
            LetterFoundSent.TOPIC,
            LetterToldOtherwise.TOPIC,
            LetterReturned.TOPIC,
        ),
        Kind.LETTER,
    ),
    **dict.fromkeys(
        (
            ThresholdDecided.TOPIC,
            VictimNotInvited.TOPIC,
            PanelHeld.TOPIC,
            FindingsMade.TOPIC,
            RecommendationMade.TOPIC,
            ChallengeDecided.TOPIC,
        ),
        Kind.DECISION,
    ),
    **dict.fromkeys(
        (
            ApplicationReceived.TOPIC,
            ApplicationAcknowledged.TOPIC,
            ApplicationPassedOn.TOPIC,
            ApplicationWithdrawn.TOPIC,
            ApplicationTransferred.TOPIC,
            CaseMadeJoint.TOPIC,
            CaseworkerAssigned.TOPIC,
            ConsentRecorded.TOPIC,
            ConsentRefused.TOPIC,
            ConsentWithdrawn.TOPIC,
            DeadlineExtended.TOPIC,
            ClockPaused.TOPIC,
            ClockResumed.TOPIC,
            ThresholdTold.TOPIC,
            PanelConvened.TOPIC,
            PanelPostponed.TOPIC,
            PlaceChanged.TOPIC,
            PapersSent.TOPIC,
            InterestDeclared.TOPIC,
            SittingAdjourned.TOPIC,
            ParticipationChosen.TOPIC,
            ParticipationDeclined.TOPIC,
            RecommendationAnswered.TOPIC,
            ActionAdded.TOPIC,
            ActionProgressed.TOPIC,
            ActionHeldUp.TOPIC,
            ActionDone.TOPIC,
            ActionCancelled.TOPIC,
            OutcomeTold.TOPIC,
            PlanProposed.TOPIC,
            PlanViewGiven.TOPIC,
            ConsultationDeclined.TOPIC,
            VictimNotConsulted.TOPIC,
            ViewConsidered.TOPIC,
            ChallengeReceived.TOPIC,
            ChallengeTakenOn.TOPIC,
            HearingArranged.TOPIC,
            CaseClosed.TOPIC,
        ),
        Kind.STEP,
    ),
}
"""The kind of each fact that is told, by its topic; all others are left to the log."""

IN_TOUCH: Final = frozenset(
    {
        ContactMade.TOPIC,
        HelpAskedFor.TOPIC,
        ApplicantAnswered.TOPIC,
        StatementReceived.TOPIC,
        StatementTakenDown.TOPIC,
        LetterPosted.TOPIC,
        LetterAccepted.TOPIC,
        LetterFoundSent.TOPIC,
        LetterToldOtherwise.TOPIC,
    }
)
"""What was contact between us and the people of the case."""

IS_EVIDENCE: Final = frozenset(
    {
        ComplaintLogged.TOPIC,
        ResponsePutOnFile.TOPIC,
        InformationAnswered.TOPIC,
        FileReceived.TOPIC,
        StatementReceived.TOPIC,
        StatementTakenDown.TOPIC,
        RiskAssessed.TOPIC,
    }
)
"""What a decision may rest on, so that it matters whether it came before or after."""
