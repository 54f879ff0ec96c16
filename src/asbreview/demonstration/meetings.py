"""The steps of a review: the panel, the outcome, the plan, the end."""

from datetime import date, timedelta
from typing import Final

from asbreview.demonstration import people, sittings
from asbreview.demonstration.play import CHAIR_FROM_OUTSIDE, Play
from asbreview.demonstration.tale import Action, words
from asbreview.domain.outcome.facts import ActionAdded, Response
from asbreview.domain.outcome.satisfaction import Answer, Answers
from asbreview.domain.panel.facts import Disposal, Participation, TakesPart
from asbreview.domain.people import Channel, HeardBy
from asbreview.reviews.plans import ActionReport, Became
from asbreview.reviews.told import (
    ActionTold,
    FindingsTold,
    IssueTold,
    OfficialTold,
    OptionTold,
    PanelTold,
    PartTold,
    ProposedTold,
    RecommendationTold,
    ResponseTold,
)

PLACES: Final = (
    "Council offices, Sample House, Ely",
    "The committee room, Sample House, Ely",
    "The meeting room, Sample Library, Ely",
)
WAYS: Final = {
    "represented": TakesPart.REPRESENTED,
    "statement": TakesPart.STATEMENT,
}
OTHER_WAYS: Final = (TakesPart.ATTENDS, TakesPart.MEETS_BEFORE, TakesPart.ATTENDS)
ANSWERS: Final[tuple[Answer, ...]] = (*Answer, Answer.SATISFIED, Answer.SATISFIED)
SAID: Final = ("said quiet", "said late")
SOON: Final = 7  # days
ADJOURNED: Final = 6  # working days before it goes on
TO_ANSWER: Final = 10  # working days
ATTENDING: Final = ("council", "police", "health", "housing")


def convene(play: Play) -> None:
    """Convene the panel; one that will be put off is convened for earlier."""
    earlier = 7 if play.has("postponed") else ADJOURNED if play.has("adjourned") else 0
    meeting = sittings.group_meeting(play) if play.has("group") else None
    at = play.meets_at(play.course["hold"] - earlier)
    play.reviews.convene_panel(
        play.case_id,
        PanelTold(
            meets_at=meeting.meets_at if meeting else at,
            place=PLACES[play.draw("place", of=len(PLACES))],
            bodies=tuple(play.bodies.values()),
            meeting_id=meeting.meeting_id if meeting else None,
            chair=play.chair(),
            chair_from=people.OUTSIDE if play.has(CHAIR_FROM_OUTSIDE) else "",
            chair_was_involved=False,
            independence=words()["independence"],
        ),
        by_email=True,
        signed=play.signed(),
    )
    play.world.asked.invited.note(play.case_id)


def take_part(play: Play) -> None:
    """Record how the victim takes part."""
    signed = play.signed()
    play.reviews.decide_participation(
        play.case_id, _part(play), decided_on=signed.on, signed=signed
    )


def hold(play: Play) -> None:
    """Record the meeting."""
    if play.has("adjourned"):
        sittings.sit_to_the_end(play)
        return
    signed = play.signed()
    others = [
        OfficialTold(name=name, body_id=play.bodies[body])
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
        victim_came=sittings.victim_came(play),
        signed=signed,
    )


def propose(play: Play) -> None:
    """Propose the plan to the victim by letter, with a time to answer."""
    signed = play.signed()
    play.reviews.propose_plan(
        play.case_id,
        [
            ProposedTold(body_id=play.bodies[each.body], action=play.told(each.action))
            for each in play.review.actions
        ],
        how=Channel.LETTER,
        proposed_on=signed.on,
        answer_by=play.world.hours.after(signed.on, TO_ANSWER),
        signed=signed,
    )


def say_of_plan(play: Play) -> None:
    """Record what the victim thinks of the plan, said on the telephone."""
    signed = play.signed()
    if play.has("not asked"):
        play.reviews.decline_consultation(
            play.case_id, declined_on=signed.on, signed=signed
        )
        return
    play.reviews.give_plan_view(
        play.case_id,
        person_id=play.case.contact.victim_id,
        given_on=signed.on,
        how=HeardBy.PHONE,
        view=play.told(play.review.view),
        signed=signed,
    )


def find(play: Play) -> None:
    """Record the outcome."""
    signed, review = play.signed(), play.review
    play.reviews.decide_outcome(
        play.case_id,
        _found(play, on=signed.on),
        recommendations=[
            RecommendationTold(
                body_id=play.bodies.get(body),
                to_outside=people.NO_RELEVANT_BODIES.get(body, ""),
                recommendation=play.told(told),
            )
            for body, told in review.recommendations
        ],
        actions=[
            ActionTold(
                body_id=play.bodies[each.body],
                due_on=signed.on + timedelta(days=each.days),
                action=play.told(each.action),
                recommendation=each.recommendation,
            )
            for each in review.actions
        ],
        signed=signed,
    )
    play.world.asked.given(play.case_id)


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
    """Report done what is due about now, and progress on the next; one stays open."""
    by = play.day(play.course["progress"]) + timedelta(days=SOON)
    *due, last = _open(play)
    done = [(added, told) for added, told in due if added.due_on <= by]
    going_on = [each for each in (*due, last) if each not in done]
    _report(
        play,
        *((*each, Became.DONE) for each in done),
        (*going_on[0], Became.PROGRESSED),
    )


def finish(play: Play) -> None:
    """Report every action done, but for one that may be cancelled."""
    *others, last = _open(play)
    became = Became.CANCELLED if play.has("cancelled action") else Became.DONE
    _report(play, *((*each, Became.DONE) for each in others), (*last, became))


def close(play: Play) -> None:
    """Close the case."""
    signed = play.signed()
    play.reviews.close_case(play.case_id, closed_on=signed.on, signed=signed)


def say_how_it_was(play: Play) -> None:
    """Record what whoever applied says of it, on the telephone."""
    signed = play.signed()

    def draw(what: str) -> Answer:
        return ANSWERS[play.draw(what, of=len(ANSWERS))]

    play.reviews.say_how_it_was(
        play.case_id,
        person_id=play.case.contact.applicant_id,
        told_on=signed.on,
        how=HeardBy.PHONE,
        answers=Answers(
            process=draw("process"), outcome=draw("outcome"), informed=draw("informed")
        ),
        said=words()[SAID[play.draw("said", of=len(SAID))]],
        signed=signed,
    )


def _part(play: Play) -> PartTold:
    """Return how the victim takes part, as planned or else as drawn."""
    if play.has("declined"):
        return PartTold(participation=Participation.DECLINED)
    if play.has("not invited"):
        return PartTold(
            participation=Participation.NOT_INVITED,
            not_invited_because=play.told(words()["not invited"]),
        )
    chosen = [way for twist, way in WAYS.items() if play.has(twist)]
    takes_part = (chosen or [OTHER_WAYS[play.draw("way", of=3)]])[0]
    return PartTold(participation=Participation.CHOSEN, takes_part=takes_part)


def _found(play: Play, *, on: date) -> FindingsTold:
    return FindingsTold(
        made_on=on,
        made_by=tuple(play.bodies.values()),
        findings=play.told(play.review.findings),
        options=[
            OptionTold(option=play.told(told), chosen=chosen, reasons=play.told(why))
            for chosen, told, why in play.review.options
        ],
        became_of_view=play.told(play.review.became_of_view)
        if play.case.outcome.views
        else "",
    )


def _open(play: Play) -> list[tuple[ActionAdded, Action]]:
    """Return the actions still open, each with what is told of it."""
    outcome = play.case.outcome
    told = zip(outcome.actions.values(), play.review.actions, strict=True)
    return [(added, tale) for added, tale in told if added in outcome.open_actions]


def _report(play: Play, *became: tuple[ActionAdded, Action, Became]) -> None:
    signed = play.signed()
    play.reviews.report_actions(
        play.case_id,
        [
            ActionReport(
                action_id=added.action_id,
                became=what,
                on=signed.on,
                says=play.told(_says(told, what)),
            )
            for added, told, what in became
        ],
        signed=signed,
    )


def _says(told: Action, became: Became) -> str:
    if became is Became.DONE:
        return told.result
    return words()["cancelled"] if became is Became.CANCELLED else words()["progress"]
