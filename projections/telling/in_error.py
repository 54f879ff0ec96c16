"""The words for what was recorded in error, and for an application put right.

To import this module is to teach `tell` its words, and those of all the others.
"""

from typing import Final

from asbreview.domain.application import Application
from asbreview.domain.contact.adjustments import AdjustmentAskedFor
from asbreview.domain.contact.asking import AskingFact
from asbreview.domain.contact.facts import PromiseKept
from asbreview.domain.contact.in_error import ContactFact
from asbreview.domain.contact.moved_days import MovedDaysTold
from asbreview.domain.evidence.in_error import EvidenceFact
from asbreview.domain.in_error import FactRecordedInError
from asbreview.domain.letter.in_error import LetterFact
from asbreview.domain.outcome.in_error import OutcomeFact
from asbreview.domain.panel.in_error import PanelFact
from asbreview.domain.rights.in_error import RightsFact
from asbreview.domain.trigger.in_error import (
    ApplicationCorrected,
    TriggerFact,
    VictimCorrected,
)
from projections.telling import forgetting as _forgetting  # noqa: F401  its words
from projections.telling import past as _past  # noqa: F401  to teach its words
from projections.telling.line import Line, Names, On, in_words
from projections.telling.review import tell

__all__ = ["MAY_BE_IN_ERROR", "tell"]

MAY_BE_IN_ERROR: Final[dict[str, tuple[str, On]]] = {
    TriggerFact.CONSENT: ("the victim's consent", On.CONSENT),
    TriggerFact.CONSENT_REFUSED: ("that the victim did not agree", On.CONSENT),
    TriggerFact.CONSENT_WITHDRAWN: (
        "that the victim withdrew their consent",
        On.CONSENT,
    ),
    TriggerFact.PASSED_ON: ("passing the application on", On.OVERVIEW),
    TriggerFact.MORE_TIME: ("more time for a step", On.OVERVIEW),
    TriggerFact.PAUSED: ("stopping the clock", On.OVERVIEW),
    TriggerFact.RESUMED: ("starting the clock again", On.OVERVIEW),
    TriggerFact.WITHDRAWN: ("the withdrawal", On.OVERVIEW),
    TriggerFact.JOINT: ("that the case is joint", On.OVERVIEW),
    TriggerFact.COMPARED: ("what was said of earlier cases", On.OVERVIEW),
    TriggerFact.TRANSFERRED: ("the transfer", On.OVERVIEW),
    EvidenceFact.REQUESTED: ("a request for information", On.PARTNERS),
    EvidenceFact.CHASED: ("a reminder to a body", On.PARTNERS),
    EvidenceFact.RESPONSE: ("what a body did", On.CHRONOLOGY),
    EvidenceFact.STATEMENT: ("a statement for the panel", On.PANEL),
    EvidenceFact.TAKEN_DOWN: ("a statement taken down", On.PANEL),
    PanelFact.CONVENED: ("convening the panel", On.PANEL),
    PanelFact.POSTPONED: ("putting the panel off", On.PANEL),
    PanelFact.ADJOURNED: ("adjourning the meeting", On.PANEL),
    PanelFact.PAPERS: ("sending the papers", On.PANEL),
    PanelFact.HELD: ("the panel's meeting", On.PANEL),
    PanelFact.CHOSEN: ("how the victim takes part", On.PANEL),
    PanelFact.DECLINED: ("that the victim does not take part", On.PANEL),
    PanelFact.NOT_INVITED: ("the decision not to invite the victim", On.PANEL),
    PanelFact.BEGUN: ("that the panel began to meet", On.PANEL),
    PanelFact.CAME: ("somebody at the meeting", On.PANEL),
    PanelFact.INTEREST: ("an interest declared", On.PANEL),
    PanelFact.ISSUE: ("an issue considered", On.PANEL),
    PanelFact.OPTION: ("an option weighed", On.PANEL),
    OutcomeFact.FOUND: ("the findings", On.OUTCOME),
    OutcomeFact.PROPOSED: ("proposing the plan to the victim", On.OUTCOME),
    OutcomeFact.HEARD: ("what they think of the plan", On.OUTCOME),
    OutcomeFact.DECLINED: ("that the victim would not be asked", On.OUTCOME),
    OutcomeFact.NOT_CONSULTED: ("that the victim was not consulted", On.OUTCOME),
    OutcomeFact.WRITTEN_TO: ("sending a recommendation to somebody", On.OUTCOME),
    OutcomeFact.ANSWERED: ("the answer to a recommendation", On.OUTCOME),
    OutcomeFact.PROGRESSED: ("progress on an action", On.OUTCOME),
    OutcomeFact.HELD_UP: ("why an action is not done yet", On.OUTCOME),
    OutcomeFact.DONE: ("an action done", On.OUTCOME),
    OutcomeFact.CANCELLED: ("an action cancelled", On.OUTCOME),
    OutcomeFact.TAKEN_ON: ("taking a challenge on", On.OUTCOME),
    OutcomeFact.MAY_BE_PASSED: ("their agreement to a challenge", On.OUTCOME),
    OutcomeFact.HEARING: ("who hears a challenge", On.OUTCOME),
    OutcomeFact.DECIDED: ("the decision on a challenge", On.OUTCOME),
    OutcomeFact.CLOSED: ("closing the case", On.OUTCOME),
    AdjustmentAskedFor.TOPIC: ("an adjustment asked for", On.CONTACT),
    OutcomeFact.SATISFACTION: ("how somebody found it", On.OUTCOME),
    PromiseKept.TOPIC: ("a promise kept", On.CONTACT),
    ContactFact.HELP_ANSWERED: ("answering a call for help", On.CONTACT),
    AskingFact.ASKED: ("asking the applicant for something", On.CONTACT),
    AskingFact.ANSWERED: ("the applicant's answer", On.CONTACT),
    RightsFact.RECEIVED: ("a request about their data", On.RIGHTS),
    RightsFact.SHOWN: ("that they showed who they are", On.RIGHTS),
    RightsFact.PUT_OFF: ("taking more time to answer", On.RIGHTS),
    RightsFact.WITHDRAWN: ("that they withdrew a request", On.RIGHTS),
    RightsFact.ANSWERED: ("the answer about their data", On.RIGHTS),
    RightsFact.RESTRICTED: ("restricting somebody\u2019s data", On.RIGHTS),
    RightsFact.ANNOUNCED: ("that a restriction is to be lifted", On.RIGHTS),
    RightsFact.LIFTED: ("lifting a restriction", On.RIGHTS),
    RightsFact.ANNOTATED: ("what stands beside a text", On.RIGHTS),
    RightsFact.RECIPIENT_TOLD: (
        "that somebody was told what is put right",
        On.RIGHTS,
    ),
    RightsFact.RECIPIENT_LEFT: (
        "that somebody is not told what is put right",
        On.RIGHTS,
    ),
    LetterFact.POSTED: ("posting a letter", On.LETTERS),
    LetterFact.CANCELLED: ("that a letter is not to be sent", On.LETTERS),
    LetterFact.FOUND_SENT: ("that a letter was found to have gone", On.LETTERS),
    LetterFact.RETURNED: ("that a letter came back", On.LETTERS),
    LetterFact.TOLD_OTHERWISE: ("telling what a letter says", On.LETTERS),
}
"""What a caseworker may record as in error, in words, and the page that shows it."""

ALONG_WITH_ANOTHER: Final = {
    PanelFact.PLACE: ("moving the panel to another place", On.PANEL),
    ContactFact.CAME_BACK: ("that no letter goes to an address", On.CONTACT),
    TriggerFact.ACKNOWLEDGED: ("the acknowledgement", On.OVERVIEW),
    TriggerFact.TOLD: ("telling the threshold decision", On.OVERVIEW),
    OutcomeFact.TOLD: ("telling the outcome", On.OUTCOME),
    MovedDaysTold.TOPIC: ("telling the new date", On.CONTACT),
    RightsFact.TOLD: ("telling the answer about their data", On.RIGHTS),
    RightsFact.LIFTING_TOLD: ("telling that a restriction is lifted", On.RIGHTS),
}
"""What is taken back along with something else, and never by itself."""


@tell.register
def _(event: FactRecordedInError, _: Names) -> Line:
    what, on = (MAY_BE_IN_ERROR | ALONG_WITH_ANOTHER)[event.corrects]
    return Line(
        f"Recorded in error: {what}",
        on,
        corrects=event.item_id,
        of_topic=event.corrects,
    )


@tell.register
def _(event: ApplicationCorrected, _: Names) -> Line:
    was, now = _said(event.was), _said(event.application)
    changed = {name: said for name, said in now.items() if said != was[name]}
    details = tuple(
        (name, f"{said}, where {was[name]} had been recorded")
        for name, said in changed.items()
    )
    return Line("Application put right", On.OVERVIEW, details)


@tell.register
def _(event: VictimCorrected, _: Names) -> Line:
    return Line(
        "Who the victim is put right",
        On.CONTACT,
        (("Who applies", str(event.capacity)),),
    )


def _said(application: Application) -> dict[str, str]:
    return {
        "Made on": in_words(application.applied_on),
        "How": str(application.how),
        "Who applies": str(application.capacity),
        "About": str(application.category),
        "Place": application.place,
        "Would take part": str(application.wish),
    }
