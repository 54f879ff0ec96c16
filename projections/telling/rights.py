"""The words for what somebody asks about their own data.

To import this module is to teach `tell` its words.
"""

from asbreview.domain.rights.annotating import (
    RecipientNotTold,
    RecipientTold,
    TextsAnnotated,
)
from asbreview.domain.rights.answering import AnswerTold, DataRequestAnswered
from asbreview.domain.rights.facts import (
    AnswerPutOff,
    DataRequestReceived,
    DataRequestWithdrawn,
    IdentityShown,
)
from asbreview.domain.rights.restricting import (
    LiftingAnnounced,
    LiftingTold,
    UseRestricted,
    UseRestrictionLifted,
)
from projections.telling.line import Line, Names, On, in_words, tell

__all__ = ["tell"]


@tell.register
def _(event: DataRequestReceived, _: Names) -> Line:
    details = (
        ("They ask", f"{event.right} (UK GDPR, {event.right.article})"),
        ("How", str(event.heard_by)),
        ("Who they are", str(event.identity)),
        ("To be answered by", in_words(event.answer_by)),
    )
    return Line(
        "A request about their data received",
        On.RIGHTS,
        details,
        item_id=event.request_id,
    )


@tell.register
def _(event: IdentityShown, _: Names) -> Line:
    details = (
        ("How", str(event.identity)),
        ("To be answered by", in_words(event.answer_by)),
    )
    title = "Who asks about their data showed who they are"
    return Line(title, On.RIGHTS, details, item_id=event.request_id)


@tell.register
def _(event: AnswerPutOff, _: Names) -> Line:
    details = (
        ("Because", str(event.because)),
        ("Was to be answered by", in_words(event.was_answer_by)),
        ("To be answered by", in_words(event.answer_by)),
    )
    title = "More time taken to answer a request about their data"
    return Line(title, On.RIGHTS, details, item_id=event.request_id)


@tell.register
def _(event: DataRequestWithdrawn, _: Names) -> Line:
    title = "A request about their data withdrawn"
    return Line(title, On.RIGHTS, item_id=event.request_id)


@tell.register
def _(event: DataRequestAnswered, _: Names) -> Line:
    answer = event.answer
    grounds = "; ".join(f"{each} ({each.law})" for each in answer.grounds)
    details = [("Answer", str(answer.granted))]
    details += [("On the ground", grounds)] if grounds else []
    details += [("They", "are to be forgotten")] if answer.forgets else []
    title = "A request about their data answered"
    return Line(title, On.RIGHTS, tuple(details), item_id=event.request_id)


@tell.register
def _(event: AnswerTold, _: Names) -> Line:
    title = "Told the answer about their data"
    return Line(title, On.RIGHTS, item_id=event.request_id)


@tell.register
def _(event: UseRestricted, _: Names) -> Line:
    details = (
        ("Why", f"{event.because} (UK GDPR, {event.because.point})"),
        ("Texts", str(len(event.texts))),
    )
    title = "The use of somebody\u2019s data restricted"
    return Line(title, On.RIGHTS, details, item_id=event.restriction_id)


@tell.register
def _(event: LiftingAnnounced, _: Names) -> Line:
    title = "A restriction is to be lifted, once they are told"
    return Line(title, On.RIGHTS, item_id=event.restriction_id)


@tell.register
def _(event: LiftingTold, _: Names) -> Line:
    title = "Told that a restriction is lifted"
    return Line(title, On.RIGHTS, item_id=event.restriction_id)


@tell.register
def _(event: UseRestrictionLifted, _: Names) -> Line:
    return Line("A restriction lifted", On.RIGHTS, item_id=event.restriction_id)


@tell.register
def _(event: TextsAnnotated, _: Names) -> Line:
    details = (
        ("Decision", str(event.decision)),
        ("Decided on", in_words(event.decided_on)),
        ("Texts", str(len(event.texts))),
    )
    title = "What somebody says is wrong put beside a text"
    return Line(title, On.RIGHTS, details, item_id=event.annotation_id)


@tell.register
def _(event: RecipientTold, _: Names) -> Line:
    details = (("On", in_words(event.told_on)), ("How", str(event.how)))
    title = "Told, who had a text, what stands beside it"
    return Line(title, On.RIGHTS, details, item_id=event.settling_id)


@tell.register
def _(event: RecipientNotTold, _: Names) -> Line:
    title = "Not told, who had a text, what stands beside it"
    details = (("Because", str(event.because)),)
    return Line(title, On.RIGHTS, details, item_id=event.settling_id)
