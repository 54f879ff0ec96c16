"""The words of a leaflet on a procedure."""

from typing import Final

from asbreview.domain.challenging import OfWhichDay
from asbreview.domain.local_rules import LocalRule, RuleKind
from asbreview.domain.procedure import Anchor, Challenged, DayZero, Origin, Timer

ORIGINS: Final = {
    Origin.PUBLISHED: "published",
    Origin.STATUTE: "the Act",
    Origin.OWN_CHOICE: "the partnership's own choice",
}
AFTER: Final = {
    Anchor.RECEIPT: "the application is received",
    Anchor.ACKNOWLEDGEMENT: "it is acknowledged",
    Anchor.REQUEST: "it is asked for",
    Anchor.INFORMATION_COMPLETE: "all the information is in",
    Anchor.THRESHOLD_DECISION: "the decision on the threshold",
    Anchor.THRESHOLD_LETTER: "the letter with the decision on the threshold",
    Anchor.ACCEPTANCE: "the threshold is found to be met",
    Anchor.PANEL: "the panel meets",
    Anchor.OUTCOME_LETTER: "the letter about the outcome",
    Anchor.RECOMMENDATION: "the recommendation is made",
    Anchor.CHALLENGE: "the challenge is received",
    Anchor.CONTACT: "the last contact or letter",
}
OPEN_TO: Final = {
    OfWhichDay.CHALLENGE: "challenges that come",
    OfWhichDay.DECISION: "decisions that are told",
    OfWhichDay.APPLICATION: "applications that are made",
}
"""For what a way is open from a day on."""
OF: Final = {
    Challenged.APPLICATION: "with how the application was dealt with",
    Challenged.REVIEW: "with how the review was carried out",
}
WHAT_IT_IS: Final = (
    "Anti-social behaviour is behaviour that causes harassment, alarm or distress. If "
    "you have complained about it and are not satisfied with what was done, you can "
    "ask the agencies of the area to look together at how they responded. That is an "
    "ASB case review. It is a right under section 104 of the Anti-social Behaviour, "
    "Crime and Policing Act 2014."
)
QUALIFIES: Final = (
    "A complaint qualifies if it was made within one month beginning with the day of "
    "the behaviour, and you apply within six months beginning with the day of the "
    "complaint (s.104(11))."
)
COUNTING: Final = (
    "Working days leave out Saturdays, Sundays, bank holidays and days on which the "
    "partnership is closed. The day that starts a time is not counted."
)
DAY_ZERO: Final = {
    DayZero.NEXT_WORKING_DAY: (
        "If nobody works on that day, working days are counted from the next one on "
        "which people do."
    ),
    DayZero.DAY_ITSELF: (
        "Working days are counted from that day, whether anybody works on it or not."
    ),
}
STEPS: Final = {
    "Acknowledge the application": "we write to say that we have your application",
    "Pass the application on to all the relevant bodies": (
        "we pass your application on to all the agencies"
    ),
    "Ask the partners for information": "we ask the agencies what they know and did",
    "Answer a request for information": "the agencies answer",
    "Decide whether the threshold is met": "we decide whether there is to be a review",
    "Decide whether the threshold is met, with reasons": (
        "we decide whether there is to be a review, with reasons"
    ),
    "Tell the applicant the decision on the threshold": (
        "we write to tell you that decision, and why"
    ),
    "Hold the panel": "the panel meets",
    "Send the papers to the panel": "the panel gets its papers",
    "Invite the victim to the panel, or tell them that they are not invited": (
        "we write to invite you to the meeting, or to tell you that you are not invited"
    ),
    "Tell the applicant in writing if they are not invited, and why": (
        "we write to tell you if you are not invited, and why"
    ),
    "Tell the applicant the outcome and the recommendations": (
        "we write to tell you the outcome and the recommendations"
    ),
    "Finish the whole review": "the whole review is finished",
    "Decide a challenge": "we decide a challenge",
}


def step(timer: Timer) -> str:
    """Say what happens and by when; a step in an area's own words stays in them."""
    own = timer.says[:1].lower() + timer.says[1:]
    return f"{length(timer)}: {STEPS.get(timer.says, own)}"


def rule_in_words(rule: LocalRule) -> str:
    """Say a local rule as a way to meet the threshold."""
    if rule.kind is RuleKind.DISCRETION:
        return f"It can be held as well where {rule.decided_by} decides so: {rule.says}"
    return f"The threshold is met as well by: {rule.says}"


def length(timer: Timer) -> str:
    """Say how long a timer is, and from what."""
    if timer.before:
        return f"At least {timer.in_words} before {AFTER[timer.starts]}"
    return f"Within {timer.in_words} after {AFTER[timer.starts]}"


def sentence(text: str) -> str:
    """End a text with a full stop, if there is any."""
    return f"{text.rstrip('.')}." if text else ""
