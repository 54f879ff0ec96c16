"""What a letter's text may name."""

import shutil

import pytest
from jinja2 import FileSystemLoader

from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.wording import TEXTS, TextRefused, Texts

ENGLISH = TEXTS / "en-GB"


def in_folder(folder):
    return Texts(FileSystemLoader(folder))


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(ENGLISH / "standard", tmp_path / "texts")


def change(folder, name, text):
    path = folder / name
    path.write_text(path.read_text() + text)


@pytest.mark.parametrize("form", ["standard", "easy-read"])
@pytest.mark.parametrize("kind", LetterKind)
def test_every_text_that_is_shipped_names_only_what_it_may(kind, form):
    in_folder(ENGLISH / form).check(kind)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("{{ victim.address }}", "may not name victim.address"),
        ("{{ complaints }}{{ account }}", "may not name account"),
        (
            "{% for c in complaints %}{{ c.account }}{% endfor %}",
            "complaints[].account",
        ),
        ("{% for c in evidence %}{{ c }}{% endfor %}", "may not name evidence"),
        ("{% if alleged.name %}x{% endif %}", "may not name alleged.name"),
        ("{{ case.__class__ }}", "may not name case.__class__"),
        ("{{ case['reference'] }}", "Getitem"),
        ("{% set secret = case %}", "Assign"),
        ("{{ case.reference|attr('x') }}", "Filter"),
        ("{{ range(3) }}", "Call"),
        ("{% macro m() %}{% endmacro %}", "Macro"),
    ],
)
def test_a_text_that_names_more_or_does_more_is_refused(folder, text, because):
    change(folder, "threshold-not-met.md.jinja", text)

    with pytest.raises(TextRefused) as refused:
        in_folder(folder).check(LetterKind.THRESHOLD_NOT_MET)

    assert because in str(refused.value)


def test_a_fragment_is_held_to_what_its_letter_may_name(folder):
    change(folder, "_safe.md.jinja", "{{ challenge.by }}")

    in_folder(folder).check(LetterKind.THRESHOLD_NOT_MET)
    with pytest.raises(TextRefused):
        in_folder(folder).check(LetterKind.ACKNOWLEDGEMENT)


def test_a_text_is_known_by_every_word_of_it(folder):
    was = {kind: in_folder(folder).template_id(kind) for kind in LetterKind}

    change(folder, "_challenge.md.jinja", "One word more.")

    changed = {k for k in LetterKind if in_folder(folder).template_id(k) != was[k]}
    assert changed == {
        LetterKind.THRESHOLD_MET,
        LetterKind.THRESHOLD_NOT_MET,
        LetterKind.NOT_INVITED,
        LetterKind.OUTCOME,
        LetterKind.CLOCK_STOPPED,
        LetterKind.CLOCK_STARTED,
    }
