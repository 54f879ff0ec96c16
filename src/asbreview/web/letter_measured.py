"""How hard a letter is to read, told to whoever writes it beside what they wrote."""

from typing import Final

from markupsafe import Markup

from asbreview.domain.corresponding import ENGLISH, KNOWN_AS
from asbreview.domain.procedure import Procedure
from asbreview.letters.document import Document, Layout
from asbreview.letters.reading import (
    OLDEST_EASY_READ,
    OLDEST_STANDARD,
    Reading,
    reading_of,
    reading_of_own,
)

LARGER: Final = frozenset({Layout.LARGE_PRINT, Layout.EASY_READ})
OLDEST_IN: Final = {Layout.EASY_READ: OLDEST_EASY_READ}
FORM: Final = Markup(
    '<p class="govuk-body">It is in <strong>{}</strong>, as they asked.</p>'
)
LONG: Final = 25  # words in a sentence: more are not read to their end
TOLD: Final = Markup(
    '<p class="govuk-body">This letter has a reading age of {age}. Its sentences have'
    " {average} words on average, and the longest has {longest}.</p>"
)
OWN: Final = Markup(
    '<p class="govuk-body">The words that people wrote into it have a reading age of'
    " {age}. Their sentences have {average} words on average, and the longest has"
    " {longest}.{advice}</p>"
)
NOT_MEASURED: Final = Markup(
    '<p class="govuk-body">It is in <strong>{}</strong>, in the words that the area has'
    " supplied. How hard it is to read can be measured in English alone.</p>"
)
NOT_IN: Final = Markup(
    '<p class="govuk-body"><strong>The procedure has letters in {0} too, and there are'
    " no texts in {0}.</strong> This letter is in English. If its receiver has chosen"
    " {0}, it is held back, to be translated.</p>"
)
TOO_HARD: Final = (
    " That is hard for many people. Use shorter sentences and everyday words where"
    " you can."
)


def how_it_reads(document: Document, procedure: Procedure | None = None) -> Markup:
    """Say in which form a letter is, how hard to read, and so what was written into it.

    Words that are harder than its form allows get a word of advice.  It is said if
    letters are to be had in any of the procedure's languages that has no texts.
    """
    if document.language != ENGLISH:
        told = NOT_MEASURED.format(_called(document.language, procedure))
        return Markup('<div class="asbreview-reading">{}</div>').format(told)
    oldest = OLDEST_IN.get(document.layout, OLDEST_STANDARD)
    whole, own = reading_of(document), reading_of_own(document)
    told = FORM.format(document.layout) if document.layout in LARGER else Markup()
    told += TOLD.format(**_figures(whole)) if whole else Markup()
    if missing := _without_texts(procedure):
        told += NOT_IN.format(" and ".join(_called(x, procedure) for x in missing))
    if own:
        is_hard = round(own.age) > oldest or own.longest > LONG
        told += OWN.format(**_figures(own), advice=TOO_HARD if is_hard else "")
    return Markup('<div class="asbreview-reading">{}</div>').format(told)


def _without_texts(procedure: Procedure | None) -> list[str]:
    """Return the languages that are promised, and in which texts are missing."""
    if procedure is None:
        return []
    promised = (code for code in procedure.languages if code != ENGLISH)
    return [code for code in promised if any(procedure.letters.missing_in(code))]


def _called(code: str, procedure: Procedure | None) -> str:
    supplied = procedure.letters.language(code) if procedure else None
    names = supplied.called if supplied else KNOWN_AS.get(code, ())
    return next(iter(names), code)


def _figures(reading: Reading) -> dict[str, int]:
    return {
        "age": max(5, round(reading.age)),
        "average": round(reading.average),
        "longest": reading.longest,
    }
