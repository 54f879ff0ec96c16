"""What keeps the texts of letters that an area supplies from being any."""

import re
from collections.abc import Iterator
from typing import Final

from jinja2 import TemplateNotFound, TemplateSyntaxError

from asbreview.domain.corresponding import (
    ENGLISH,
    LettersIn,
    LetterText,
    TextFormat,
    named,
)
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.procedure import Procedure
from asbreview.letters.document import Layout
from asbreview.letters.wording import TextRefused, texts_in
from asbreview.procedures.positions import Path
from asbreview.procedures.problems import Problem

LAYOUTS: Final = {
    TextFormat.STANDARD: Layout.STANDARD,
    TextFormat.EASY_READ: Layout.EASY_READ,
}
KINDS: Final = {named(kind): kind for kind in LetterKind}
CODE: Final = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
HOLES: Final = {
    "day": ("{weekday}", "{day}", "{month}", "{year}"),
    "greeting": ("{name}",),
    "page": ("{1}", "{2}"),
    "of_several": ("{1}", "{2}"),
    "in_this_order": ("{1}",),
}
NAMED: Final = {"weekdays": 7, "months": 12}


def problems_of_letters(procedure: Procedure) -> Iterator[Problem]:
    """Yield what cannot stand of the languages and texts that are supplied."""
    letters = procedure.letters
    for number, each in enumerate(letters.languages):
        yield from _of_language(("letters", "languages", number), each, procedure)
    seen: set[tuple[str, str, TextFormat]] = set()
    for number, text in enumerate(letters.texts):
        path: Path = ("letters", "texts", number)
        if (key := (text.name, text.language, text.format)) in seen:
            yield Problem(path, "it is there twice: leave one out")
        seen.add(key)
        yield from _of_text(path, text, procedure)


def _of_language(
    path: Path, each: LettersIn, procedure: Procedure
) -> Iterator[Problem]:
    if each.language == ENGLISH:
        says = "English is not supplied: its texts may be"
        yield Problem((*path, "language"), says)
    elif each.language not in procedure.languages:
        says = f"{each.language!r} is not one of `languages`: add it there"
        yield Problem((*path, "language"), says)
    elif not CODE.fullmatch(each.language):
        yield Problem((*path, "language"), "it has to be a code, as cy or en-GB")
    for field, many in NAMED.items():
        names = getattr(each, field)
        if len(names) != many or not all(name.isalpha() for name in names):
            yield Problem((*path, field), f"it has to be {many} names, each a word")
    for field, holes in HOLES.items():
        told = getattr(each, field)
        if missing := [hole for hole in holes if told.count(hole) != 1]:
            says = f"it has to have {', '.join(missing)} in it, once"
            yield Problem((*path, field), says)


def _of_text(path: Path, text: LetterText, procedure: Procedure) -> Iterator[Problem]:
    letters = procedure.letters
    if text.language != ENGLISH and letters.language(text.language) is None:
        says = f"say in [[letters.languages]] what letters in {text.language!r} say"
        yield Problem((*path, "language"), f"{says} besides their texts")
        return
    kind = KINDS.get(text.name)
    if kind is None:
        if not text.name.startswith("_"):
            says = f"there is no such letter: it is one of {', '.join(sorted(KINDS))}"
            yield Problem((*path, "name"), f"{says}; a piece begins with _")
        return
    try:
        texts_in(text.language, LAYOUTS[text.format], letters).check(kind)
    except TextRefused as refused:
        where = f"line {refused.line} of {refused.name}"
        yield Problem((*path, "text"), f"{where}: {refused.says}")
    except TemplateSyntaxError as wrong:
        yield Problem((*path, "text"), f"line {wrong.lineno} of it: {wrong.message}")
    except TemplateNotFound as missing:
        says = f"it includes {missing.name}, and there is no such piece"
        yield Problem((*path, "text"), says)
