"""The words for a challenge: that it came, who hears it, what was decided.

To import this module is to teach `tell` its words.
"""

from asbreview.domain.days import LONDON, local_day
from asbreview.domain.outcome.challenge import ChallengeDecided, ChallengeReceived
from asbreview.domain.outcome.hearing import (
    ChallengeMayBePassed,
    ChallengeTakenOn,
    HearingArranged,
)
from asbreview.domain.terms import Challenged
from projections.telling.line import Line, Names, On, in_words, tell

__all__ = ["tell"]


@tell.register
def _(event: ChallengeReceived, _: Names) -> Line:
    limb = {
        Challenged.APPLICATION: "how the application was dealt with",
        Challenged.REVIEW: "how the review was carried out",
    }[event.of]
    last_day = event.window.last_day
    details = [("How", str(event.channel)), ("It came", str(event.timely))]
    if last_day:
        details.append(("Last day of the window", in_words(last_day)))
    details += [("Ground", ground) for ground in event.on_what.grounds]
    details += [("Excluded by", says) for says in event.on_what.excluded_by]
    title = f"Challenge received: {limb}"
    return Line(title, On.OUTCOME, tuple(details), item_id=event.challenge_id)


@tell.register
def _(event: ChallengeDecided, _: Names) -> Line:
    details = (("Decided on", in_words(event.decided_on)),)
    title = f"Challenge decided: {event.upheld}"
    return Line(title, On.OUTCOME, details, item_id=event.challenge_id)


@tell.register
def _(event: ChallengeTakenOn, _: Names) -> Line:
    title, details = "Challenge taken on", (("On", in_words(event.taken_on)),)
    return Line(title, On.OUTCOME, details, item_id=event.challenge_id)


@tell.register
def _(event: ChallengeMayBePassed, _: Names) -> Line:
    details = (("How", str(event.how)), ("On", in_words(event.agreed_on)))
    title = "Agreed that a challenge is passed on"
    return Line(title, On.OUTCOME, details, item_id=event.challenge_id)


@tell.register
def _(event: HearingArranged, _: Names) -> Line:
    at = f"{event.heard_at.astimezone(LONDON):%H:%M}"
    details = (
        ("Heard", f"{event.how}, {in_words(local_day(event.heard_at))} at {at}"),
        ("People who hear it", str(len(event.hearers))),
    )
    title = "Arranged who hears a challenge"
    return Line(title, On.OUTCOME, details, item_id=event.hearing_id)
