"""The words for a meeting as it was recorded while it went on."""

from asbreview.domain.days import LONDON, local_day
from asbreview.domain.panel.sitting_facts import (
    InterestDeclared,
    IssueConsidered,
    OptionWeighed,
    PersonCame,
    SittingAdjourned,
    SittingBegun,
)
from projections.telling.line import Line, Names, On, in_words, tell


@tell.register
def _(event: SittingBegun, _: Names) -> Line:
    return Line("Panel began to meet", On.PANEL, item_id=event.sitting_id)


@tell.register
def _(event: PersonCame, names: Names) -> Line:
    details = (("For", names(event.person.body_id)),)
    id_ = event.person.official_id
    return Line("Somebody came to the meeting", On.PANEL, details, item_id=id_)


@tell.register
def _(event: InterestDeclared, _: Names) -> Line:
    details = (("They", "left" if event.left else "stayed"),)
    id_ = event.declaration_id
    return Line("Interest declared at the meeting", On.PANEL, details, item_id=id_)


@tell.register
def _(event: IssueConsidered, _: Names) -> Line:
    details = (("Found", str(event.disposal)),)
    return Line("Issue considered", On.PANEL, details, item_id=event.issue_id)


@tell.register
def _(event: OptionWeighed, _: Names) -> Line:
    details = (("Chosen", "yes" if event.chosen else "no"),)
    return Line("Option weighed", On.PANEL, details, item_id=event.option_id)


@tell.register
def _(event: SittingAdjourned, _: Names) -> Line:
    clock = event.meets_at.astimezone(LONDON)
    goes_on = f"{in_words(local_day(event.meets_at))} at {clock:%H:%M}"
    details, id_ = (("Goes on", goes_on),), event.sitting_id
    return Line("Meeting adjourned", On.PANEL, details, item_id=id_)
