"""The words for letters; which letter it is, the timeline remembers from its draft."""

from asbreview.domain.letter.facts import (
    LetterCancelled,
    LetterDrafted,
    LetterHandedOver,
    LetterHeldBack,
    LetterPosted,
    LetterRedrawn,
    LetterToldOtherwise,
)
from projections.telling.line import Line, Names, On, in_words, plainly, tell


@tell.register
def _(event: LetterDrafted, _: Names) -> Line:
    return Line("Letter drafted", On.LETTERS, (("Letter", str(event.kind)),))


@tell.register
def _(event: LetterHeldBack, _: Names) -> Line:
    return Line("Letter held back", On.LETTERS, (("Because", str(event.because)),))


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


plainly(LetterRedrawn, "Letter drawn again", On.LETTERS)
plainly(LetterHandedOver, "Letter ready to post", On.LETTERS)
plainly(LetterCancelled, "Letter not to be sent", On.LETTERS)
