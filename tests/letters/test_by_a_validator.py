"""Every letter in every form, by a validator of PDF/UA-1 that is not its compiler.

It checks what a machine can (104 rules of a letter); whether a letter reads well is for
somebody to hear.
"""

from io import BytesIO

import page
import pikepdf
import pytest

from asbreview.domain.letter.facts import LetterKind
from letters.forms import each_letter, in_each_form


def failures(pdf: bytes) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    assert report.rules.total > 100
    return sorted({failure.rule_id for failure in report.failures})


@in_each_form
@each_letter
def test_no_rule_of_pdf_ua_is_broken(papers, kind, reads):
    assert failures(papers(kind, reads).made.pdf) == []


def without_a_language(pdf):
    del pdf.Root.Lang


def without_its_structure(pdf):
    del pdf.Root.StructTreeRoot


def without_a_title(pdf):
    del pdf.Root.Metadata


def without_a_word_for_a_link(pdf):
    for sheet in pdf.pages:
        for note in sheet.get("/Annots", ()):
            del note.Contents


@pytest.mark.parametrize(
    "spoil",
    [
        without_a_language,
        without_its_structure,
        without_a_title,
        without_a_word_for_a_link,
    ],
)
def test_the_validator_finds_what_is_taken_away(papers, spoil):
    spoiled = BytesIO()
    with pikepdf.open(BytesIO(papers(LetterKind.OUTCOME).made.pdf)) as pdf:
        spoil(pdf)
        pdf.save(spoiled)
    assert failures(spoiled.getvalue()) != []


@in_each_form
@each_letter
def test_whoever_reads_on_a_screen_follows_its_addresses(papers, kind, reads):
    paper = papers(kind, reads)
    with pikepdf.open(BytesIO(paper.made.pdf)) as pdf:
        led_to = {
            str(note.A.URI) for sheet in pdf.pages for note in sheet.get("/Annots", ())
        }
    email = paper.document.letterhead.email
    assert f"mailto:{email}" in led_to
    assert all(to.startswith(("mailto:", "https://", "http://")) for to in led_to)
