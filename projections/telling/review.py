"""The words for a panel and what comes of it.

To import this module is to teach `tell` its words, and those of the others.
"""

from asbreview.domain.days import LONDON, local_day
from asbreview.domain.outcome.addressees import AddresseeNamed, AddresseeWrittenTo
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
    OutcomeRecordedInError,
    OutcomeTold,
    RecommendationAnswered,
    RecommendationMade,
)
from asbreview.domain.outcome.satisfaction import SaidHowItWas
from asbreview.domain.panel.facts import (
    AttendanceCorrected,
    PanelConvened,
    PanelHeld,
    PanelPostponed,
    PanelPutOnAgenda,
    PapersSent,
    ParticipationChosen,
    ParticipationCorrected,
    ParticipationDeclined,
    PlaceChanged,
    VictimNotInvited,
)
from asbreview.domain.panel.from_outside import ChairFromOutside
from asbreview.domain.panel.independence import ChairChecked
from projections.telling import (
    application,
    asking,
    challenges,
    files,
    inviting,
    keeping,
    letters,
    packs,
    rights,
    sittings,
    who_sees,
)
from projections.telling.line import Line, Names, On, in_words, many, plainly, tell

__all__ = [
    "application",
    "asking",
    "challenges",
    "files",
    "inviting",
    "keeping",
    "letters",
    "packs",
    "rights",
    "sittings",
    "tell",
    "who_sees",
]


def _time(event: PanelConvened | PanelPostponed) -> str:
    clock = event.meets_at.astimezone(LONDON)
    return f"{in_words(local_day(event.meets_at))} at {clock:%H:%M}"


@tell.register
def _(event: PanelConvened, names: Names) -> Line:
    details = (
        ("Meets", _time(event)),
        ("Bodies", many(event.bodies, names)),
        ("Chair from", names(event.chair.body_id)),
    )
    return Line("Panel convened", On.PANEL, details, item_id=event.panel_id)


@tell.register
def _(event: PanelPostponed, _: Names) -> Line:
    details = (("Now meets", _time(event)),)
    return Line("Panel put off", On.PANEL, details, item_id=event.command_id)


@tell.register
def _(event: ChairChecked, _: Names) -> Line:
    found = "; ".join(event.grounds) or "nothing"
    details = (
        ("Somebody of this name", found),
        ("Said to be another", "yes" if event.is_another else "no"),
    )
    shown = details if event.grounds else (("Found", found),)
    return Line("Chair checked against who had a part in the case", On.PANEL, shown)


@tell.register
def _(_: ChairFromOutside, __: Names) -> Line:
    return Line("Chair from outside the relevant bodies", On.PANEL)


@tell.register
def _(_: PanelPutOnAgenda, __: Names) -> Line:
    return Line("Put on the agenda of the standing group", On.PANEL)


@tell.register
def _(event: PlaceChanged, _: Names) -> Line:
    title, changed_by = "Panel moved to another place", event.command_id
    return Line(title, On.PANEL, item_id=changed_by)


@tell.register
def _(event: ParticipationChosen, _: Names) -> Line:
    details = (("The victim", str(event.takes_part)),)
    title, chosen_by = "Victim chose how to take part", event.command_id
    return Line(title, On.PANEL, details, item_id=chosen_by)


@tell.register
def _(event: ParticipationCorrected, _: Names) -> Line:
    way = str(event.takes_part) if event.takes_part else "chose not to take part"
    return Line("How the victim took part put right", On.PANEL, (("The victim", way),))


@tell.register
def _(event: AttendanceCorrected, names: Names) -> Line:
    came = tuple(dict.fromkeys(person.body_id for person in event.attended))
    details = (
        ("Attended", str(len(event.attended))),
        ("From", many(came, names)),
        *_victim_came(event),
    )
    return Line("Who was at the meeting put right", On.PANEL, details)


def _victim_came(event: PanelHeld | AttendanceCorrected) -> tuple[tuple[str, str], ...]:
    return (("The victim", str(event.victim_came)),) if event.victim_came else ()


@tell.register
def _(event: PapersSent, _: Names) -> Line:
    return Line("Papers sent to the panel", On.PANEL, item_id=event.case_id)


@tell.register
def _(event: PanelHeld, _: Names) -> Line:
    details = (
        ("Attended", str(len(event.attended))),
        ("Issues considered", str(len(event.issues))),
        *_victim_came(event),
    )
    return Line("Panel held", On.PANEL, details, item_id=event.case_id)


@tell.register
def _(event: PlanProposed, _: Names) -> Line:
    details = (
        ("How", str(event.how)),
        ("Actions proposed", str(len(event.actions))),
        ("Answer by", in_words(event.answer_by)),
    )
    title, id_ = "Plan proposed to the victim", event.proposal_id
    return Line(title, On.OUTCOME, details, item_id=id_)


@tell.register
def _(event: PlanViewGiven, _: Names) -> Line:
    title, details = "What they think of the plan told", (("How", str(event.how)),)
    return Line(title, On.OUTCOME, details, item_id=event.view_id)


@tell.register
def _(event: FindingsMade, names: Names) -> Line:
    details = (
        ("Options considered", str(len(event.options))),
        ("Decided by", many(event.made_by, names)),
    )
    return Line("Findings made", On.OUTCOME, details, item_id=event.findings_id)


@tell.register
def _(event: AddresseeWrittenTo, _: Names) -> Line:
    details = (("Sent on", in_words(event.sent_on)), ("By", str(event.channel)))
    title, id_ = "Recommendation sent to another body", event.body_id
    return Line(title, On.OUTCOME, details, item_id=id_)


@tell.register
def _(_: AddresseeNamed, __: Names) -> Line:
    return Line("Recommendation goes to somebody outside the bodies", On.OUTCOME)


@tell.register
def _(event: RecommendationMade, names: Names) -> Line:
    return Line(
        f"Recommendation made to {names(event.body_id)}",
        On.OUTCOME,
        item_id=event.recommendation_id,
    )


@tell.register
def _(event: RecommendationAnswered, _: Names) -> Line:
    id_ = event.recommendation_id
    return Line(f"Recommendation {event.response}", On.OUTCOME, item_id=id_)


@tell.register
def _(event: ActionAdded, names: Names) -> Line:
    details = (("Due on", in_words(event.due_on)),)
    return Line(
        f"Action given to {names(event.body_id)}",
        On.OUTCOME,
        details,
        item_id=event.action_id,
    )


@tell.register
def _(event: CaseClosed, _: Names) -> Line:
    details = (("As", str(event.closed_as)),)
    return Line("Case closed", On.OUTCOME, details, item_id=event.case_id)


@tell.register
def _(event: OutcomeRecordedInError, _: Names) -> Line:
    title = "Recommendation, action or challenge recorded in error"
    return Line(title, On.OUTCOME, corrects=event.item_id)


plainly(
    ParticipationDeclined,
    "Victim chose not to take part",
    On.PANEL,
    lambda event: event.command_id,
)
plainly(
    VictimNotInvited,
    "Decided not to invite the victim",
    On.PANEL,
    lambda event: event.command_id,
)
plainly(
    ConsultationDeclined,
    "Victim does not wish to be asked about the plan",
    On.OUTCOME,
    lambda event: event.command_id,
)
plainly(
    VictimNotConsulted,
    "Plan went on without the victim\u2019s view",
    On.OUTCOME,
    lambda event: event.command_id,
)
plainly(ViewConsidered, "Victim\u2019s view of the plan considered", On.OUTCOME)
plainly(
    SaidHowItWas,
    "Somebody said how the case was dealt with",
    On.OUTCOME,
    lambda event: event.answer_id,
)
plainly(
    ActionProgressed,
    "Progress reported on an action",
    On.OUTCOME,
    lambda event: event.report_id,
)
plainly(
    ActionHeldUp,
    "An action not done yet, with the reason",
    On.OUTCOME,
    lambda event: event.report_id,
)
plainly(ActionDone, "Action done", On.OUTCOME, lambda event: event.action_id)
plainly(ActionCancelled, "Action cancelled", On.OUTCOME, lambda event: event.action_id)
plainly(
    OutcomeTold, "Applicant told the outcome", On.OUTCOME, lambda event: event.case_id
)
