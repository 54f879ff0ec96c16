"""Writing into a letter in words of one's own, before it goes."""

from collections.abc import Mapping
from uuid import UUID

from asbreview.domain.letter.wording import OwnWords, Place
from asbreview.domain.model import Signed
from asbreview.reviews.case import Case
from asbreview.reviews.commanding import Changed, Commands, once
from asbreview.reviews.drafting import redraw


class WritingCommands(Commands):
    """What a letter tells is not written by hand; what is said beside it may be."""

    @once
    def keep_letter_back(self, letter_id: UUID, *, signed: Signed) -> Changed:
        """Keep a letter from going until somebody has written into it.

        Refused (`AlreadyDone`) once it has gone, and (`NotPermittedYet`) while it is
        on its way.
        """
        letter = self.letter(letter_id)
        letter.wait_for_words(signed=signed)
        return (letter,)

    @once
    def write_in_letter(
        self,
        letter_id: UUID,
        written: Mapping[Place, str],
        *,
        goes: bool,
        since: int | None = None,
        signed: Signed,
    ) -> Changed:
        """Record all that stands in a letter in somebody's own words.

        *since* says which words were changed into these: refused (`AlreadyDone`) where
        others were written since.

        A place without words is left out.  One that *goes* is drawn again, from the
        case as it stands; another is kept back until somebody lets it go.
        """
        letter = self.letter(letter_id)
        case = self.case(letter.case_id)
        words = _in_places(case, written, signed=signed)
        letter.write_in(words, since=since, signed=signed)
        if goes:
            redraw(letter, case, signed=signed)
        return (letter,)


def _in_places(
    case: Case, written: Mapping[Place, str], *, signed: Signed
) -> tuple[OwnWords, ...]:
    return tuple(
        OwnWords(place=place, words=case.prose(text, place, signed=signed))
        for place in Place
        if (text := written.get(place, "").strip())
    )
