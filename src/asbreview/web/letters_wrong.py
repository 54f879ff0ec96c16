"""Letters that told what was recorded in error: flagged, until it was put right."""

from collections.abc import Iterator
from typing import NamedTuple

from asbreview.domain.days import in_words
from asbreview.web.case_view import CaseView
from asbreview.web.given import Installation
from asbreview.web.task_list import Status, Task
from projections.letters import LetterRow, letters_of
from projections.wrong_letters import WrongLetter, wrong_letters_of


class WrongSeen(NamedTuple):
    """What a letter told in error, and what was done about that, in words."""

    wrong: WrongLetter
    letter: LetterRow
    told_again: LetterRow | None

    @property
    def says(self) -> str:
        """Say which fact, and when it was put right."""
        on = in_words(self.wrong.put_right_on)
        return (
            f"It told {self.wrong.what}, which was recorded in error: put right on {on}"
        )

    @property
    def done(self) -> str:
        """Say what was done about that since; that nothing was, if nothing was."""
        if self.told_again is not None and self.told_again.posted_on is not None:
            went = in_words(self.told_again.posted_on)
            return (
                f"The {self.told_again.kind} letter of {went} told them what is right"
            )
        if self.wrong.is_left:
            return "No other letter is needed: the reason is recorded"
        return "They have still to be told what is right"


def wrong_seen(view: CaseView, given: Installation) -> list[WrongSeen]:
    """Return what the letters of a case told in error, as it turned out by then."""
    with given.views.connect() as db:
        wrong = wrong_letters_of(db, view.case.case_id, as_of=view.position)
        rows = letters_of(db, view.case.case_id, as_of=view.position) if wrong else []
    letters = {row.letter_id: row for row in rows}
    return [
        WrongSeen(
            each,
            letters[each.letter_id],
            letters.get(each.told_again_in) if each.told_again_in else None,
        )
        for each in wrong
    ]


def tasks_of_wrong_letters(view: CaseView, given: Installation) -> Iterator[Task]:
    """Yield the letters whose readers have still to be told what is right."""
    still = {
        seen.letter.letter_id: seen
        for seen in wrong_seen(view, given)
        if seen.wrong.is_open
    }
    for id_, seen in still.items():
        says = f"{seen.letter.kind.capitalize()} letter. {seen.says}"
        yield Task("Tell them again", Status.NOT_STARTED, says, f"/letters/{id_}")
