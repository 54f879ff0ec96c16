"""How hard a letter is to read, told to whoever writes it beside what they wrote."""

from typing import Final

from markupsafe import Markup

from asbreview.letters.document import Document
from asbreview.letters.reading import (
    OLDEST_STANDARD,
    Reading,
    reading_of,
    reading_of_own,
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
TOO_HARD: Final = (
    " That is hard for many people. Use shorter sentences and everyday words where"
    " you can."
)


def how_it_reads(document: Document, *, oldest: int = OLDEST_STANDARD) -> Markup:
    """Say how hard a letter is to read, and so what was written into it.

    Words of a higher reading age than *oldest*, in years, get a word of advice.
    """
    whole, own = reading_of(document), reading_of_own(document)
    told = TOLD.format(**_figures(whole)) if whole else Markup()
    if own:
        is_hard = round(own.age) > oldest or own.longest > LONG
        told += OWN.format(**_figures(own), advice=TOO_HARD if is_hard else "")
    return Markup('<div class="asbreview-reading">{}</div>').format(told)


def _figures(reading: Reading) -> dict[str, int]:
    return {
        "age": max(5, round(reading.age)),
        "average": round(reading.average),
        "longest": reading.longest,
    }
