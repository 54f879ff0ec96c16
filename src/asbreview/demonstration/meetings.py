"""The steps of a review: the panel, the outcome, the plan, the end."""

from datetime import timedelta
from typing import Final

from asbreview.demonstration import people
from asbreview.demonstration.play import BODIES, Play
from asbreview.demonstration.tale import Action
from asbreview.domain.outcome.facts import Response
from asbreview.domain.panel.facts import Disposal, Participation, TakesPart
from asbreview.reviews.plans import ActionReport, Became
from asbreview.reviews.told import (
    ActionTold,
    IssueTold,
    OfficialTold,
    OptionTold,
    RecommendationTold,
    ResponseTold,
)

PLACES: Final = (
    "Council offices, Sample House, Ely",
    "The committee room, Sample House, Ely",
    "The meeting room, Sample Library, Ely",
)
INDEPENDENCE: Final = (
    "Has had no part in the case, does not manage anybody who has, and had not read the"
    " file before being asked."
)
NOT_INVITED: Final = """\
The panel will look at what the police have told it in confidence about the other \
household. If {name} were in the room it could not be said, and the panel would decide \
without it. The chair will meet {name} on the day before for as long as is wanted, and \
will read out whatever {name} writes."""
CANCELLED: Final = (
    "It isn't needed any more: the neighbour has moved away. {name} has been told, and"
    " agrees."
)
PROGRESS: Final = "Begun. It takes longer than we had hoped, and {name} has been told."
WAYS: Final = {
    "represented": TakesPart.REPRESENTED,
    "statement": TakesPart.STATEMENT,
}
OTHER_WAYS: Final = (TakesPart.ATTENDS, TakesPart.MEETS_BEFORE, TakesPart.ATTENDS)
ATTENDING: Final = ("council", "police", "health", "housing")


def convene(play: Play) -> None:
    """Convene the panel; one that will be put off is convened for earlier."""
    earlier = 7 if play.has("postponed") else 0
    play.reviews.convene_panel(
        play.case_id,
        meets_at=play.meets_at(play.course["hold"] - earlier),
        place=PLACES[play.draw("place", of=len(PLACES))],
        bodies=tuple(BODIES.values()),
        chair=play.chair(),
        chair_was_involved=False,
        independence=INDEPENDENCE,
        signed=play.signed(),
    )


def take_part(play: Play) -> None:
    """Record how the victim takes part."""
    signed = play.signed()
    participation, takes_part, because = Participation.CHOSEN, None, ""
    if play.has("declined"):
        participation = Participation.DECLINED
    elif play.has("not invited"):
        participation, because = Participation.NOT_INVITED, play.told(NOT_INVITED)
    else:
        chosen = [way for twist, way in WAYS.items() if play.has(twist)]
        takes_part = (chosen or [OTHER_WAYS[play.draw("way", of=3)]])[0]
    play.reviews.decide_participation(
        play.case_id,
        participation=participation,
        takes_part=takes_part,
        not_invited_because=because,
        decided_on=signed.on,
        signed=signed,
    )


def hold(play: Play) -> None:
    """Record the meeting."""
    signed = play.signed()
    others = [
        OfficialTold(name=name, body_id=BODIES[body])
        for name, body in zip(people.ATTENDERS, ATTENDING, strict=True)
    ]
    play.reviews.hold_panel(
        play.case_id,
        held_on=signed.on,
        attended=[play.chair(), *others],
        issues=[
            IssueTold(issue=play.told(issue), disposal=Disposal(disposal))
            for disposal, issue in play.review.issues
        ],
        signed=signed,
    )


def find(play: Play) -> None:
    """Record the outcome."""
    signed, review = play.signed(), play.review
    play.reviews.decide_outcome(
        play.case_id,
        made_on=signed.on,
        made_by=tuple(BODIES.values()),
        findings=play.told(review.findings),
        options=[
            OptionTold(option=play.told(told), chosen=chosen, reasons=play.told(why))
            for chosen, told, why in review.options
        ],
        recommendations=[
            RecommendationTold(body_id=BODIES[body], recommendation=play.told(told))
            for body, told in review.recommendations
        ],
        actions=[
            ActionTold(
                body_id=BODIES[each.body],
                due_on=signed.on + timedelta(days=each.days),
                action=play.told(each.action),
                recommendation=each.recommendation,
            )
            for each in review.actions
        ],
        signed=signed,
    )


def respond(play: Play) -> None:
    """Record the bodies' answers to the recommendations."""
    signed = play.signed()
    made = play.case.outcome.recommendations
    play.reviews.answer_recommendations(
        play.case_id,
        [
            ResponseTold(
                recommendation_id=id_,
                response=Response(response),
                answered_on=signed.on,
                reasons=play.told(reasons),
            )
            for id_, (response, reasons) in zip(
                made, play.review.responses, strict=True
            )
        ],
        signed=signed,
    )


def progress(play: Play) -> None:
    """Report the first action done, and progress on the next."""
    done, going_on, *_ = _open(play)
    _report(play, (done, Became.DONE), (going_on, Became.PROGRESSED))


def finish(play: Play) -> None:
    """Report every action done, but for one that may be cancelled."""
    *others, last = _open(play)
    became = Became.CANCELLED if play.has("cancelled action") else Became.DONE
    _report(play, *((other, Became.DONE) for other in others), (last, became))


def close(play: Play) -> None:
    """Close the case."""
    signed = play.signed()
    play.reviews.close_case(play.case_id, closed_on=signed.on, signed=signed)


def _open(play: Play) -> list[Action]:
    """Return what is told of the actions still open, in the order of their days."""
    texts = {play.told(each.action): each for each in play.review.actions}
    reveal = play.reviews.keyring.reveal
    still = [reveal(a.action.text) for a in play.case.outcome.open_actions]
    return [texts[str(text)] for text in still]


def _report(play: Play, *became: tuple[Action, Became]) -> None:
    signed = play.signed()
    reveal = play.reviews.keyring.reveal
    ids = {
        str(reveal(action.action.text)): action.action_id
        for action in play.case.outcome.open_actions
    }
    play.reviews.report_actions(
        play.case_id,
        [
            ActionReport(
                action_id=ids[play.told(told.action)],
                became=what,
                on=signed.on,
                says=play.told(_says(told, what)),
            )
            for told, what in became
        ],
        signed=signed,
    )


def _says(told: Action, became: Became) -> str:
    if became is Became.DONE:
        return told.result
    return CANCELLED if became is Became.CANCELLED else PROGRESS
