"""Who wrote a letter, and may not be the one who approves it."""

from asbreview.access.second_officer import may_be_one_of
from asbreview.domain.letter.record import Letter
from asbreview.web.case_view import CaseView


def is_author(view: CaseView, letter: Letter) -> bool:
    """Did whoever looks write the letter, or perhaps: somebody named as they are?"""
    return may_be_one_of(view.who, letter.authors, view.names)
