"""The words for letters; which letter it is, the timeline remembers from its draft."""

from typing import Any

from asbreview.domain.letter.approving import LetterApproved, LetterSentBack
from asbreview.domain.letter.facts import (
    LetterCancelled,
    LetterDrafted,
    LetterHandedOver,
    LetterHeldBack,
    LetterPosted,
    LetterRedrawn,
    LetterToldOtherwise,
    Way,
)
from asbreview.domain.letter.put_right import LetterLeftAsItIs
from asbreview.domain.letter.sending import (
    LetterAccepted,
    LetterFailed,
    LetterForwarded,
    LetterFoundSent,
    LetterFoundUnsent,
    LetterRefusedForNow,
    LetterReturned,
    LetterSetToPost,
    LetterUncertain,
)
from asbreview.domain.letter.wording import OwnWordsWritten
from asbreview.domain.model import Event
from projections.telling.line import Line, Names, On, in_words, plainly, tell


@tell.register
def _(event: LetterDrafted, _: Names) -> Line:
    return Line("Letter drafted", On.LETTERS, (("Letter", str(event.kind)),))


@tell.register
def _(event: LetterHeldBack, _: Names) -> Line:
    return Line("Letter held back", On.LETTERS, (("Because", str(event.because)),))


@tell.register
def _(event: OwnWordsWritten, _: Names) -> Line:
    where = ", ".join(each.place for each in event.own_words)
    if not where:
        return Line("Own words taken out of a letter", On.LETTERS)
    return Line("Own words written into a letter", On.LETTERS, (("Where", where),))


plainly(LetterApproved, "Letter approved by a second officer", On.LETTERS)
plainly(LetterSentBack, "Letter sent back by a second officer", On.LETTERS)


@tell.register
def _(event: LetterPosted, _: Names) -> Line:
    details = (("Posted on", in_words(event.posted_on)),)
    id_ = event.originator_id
    return Line("Letter posted", On.LETTERS, details, item_id=id_)


@tell.register
def _(event: LetterToldOtherwise, _: Names) -> Line:
    details = (("Told by", str(event.channel)),)
    title, id_ = "What a letter says was told in another way", event.originator_id
    return Line(title, On.LETTERS, details, item_id=id_)


@tell.register
def _(event: LetterHandedOver, _: Names) -> Line:
    by_hand = event.way is Way.PRINT_QUEUE
    title = "Letter ready to post" if by_hand else "Letter being sent"
    details = (("Way", str(event.way)), ("Because", str(event.chosen_because)))
    return Line(title, On.LETTERS, details)


@tell.register
def _(event: LetterAccepted, _: Names) -> Line:
    details = (("Way", str(event.way)), ("Sent on", in_words(event.sent_on)))
    return Line("Letter sent", On.LETTERS, details, item_id=event.originator_id)


@tell.register
def _(event: LetterFoundSent, _: Names) -> Line:
    details = (("Sent on", in_words(event.sent_on)),)
    title, id_ = "Letter found to have been sent", event.originator_id
    return Line(title, On.LETTERS, details, item_id=id_)


@tell.register
def _(event: LetterReturned, _: Names) -> Line:
    details = (("Came back on", in_words(event.returned_on)),)
    return Line("Letter came back", On.LETTERS, details, item_id=event.command_id)


def _met(kind: type[Event], title: str) -> None:
    """Tell what stood in a letter's way."""

    def told(event: Any, _: Names) -> Line:
        details = (("Way", str(event.way)), ("Because", str(event.because)))
        return Line(title, On.LETTERS, details)

    tell.register(kind, told)


_met(LetterRefusedForNow, "Letter not taken yet, to be tried again")
_met(LetterUncertain, "Letter perhaps sent: to be found out")
_met(LetterFailed, "Letter could not be sent")
plainly(LetterForwarded, "Letter passed on by GOV.UK Notify", On.LETTERS)
plainly(LetterFoundUnsent, "Letter found not to have been sent", On.LETTERS)
plainly(LetterSetToPost, "Letter to go by post", On.LETTERS)
plainly(LetterRedrawn, "Letter drawn again", On.LETTERS)
plainly(
    LetterLeftAsItIs,
    "No letter is needed to put right what a letter told in error",
    On.LETTERS,
)
plainly(
    LetterCancelled,
    "Letter not to be sent",
    On.LETTERS,
    item=lambda event: event.originator_id,
)
