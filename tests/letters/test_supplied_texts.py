"""Letters in a language whose texts an area supplies, and those it does not supply."""

from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest

import asbreview.procedures
from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.corresponding import Phrase
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.letters.composing import CannotBeComposed, compose, places_for
from asbreview.letters.html import fragment
from asbreview.letters.languages import InEnglish, Speech
from asbreview.letters.pdf import printed
from asbreview.letters.plain_text import as_plain_text
from asbreview.letters.wording import template_id
from asbreview.procedures.reading import parse_procedure
from asbreview.reviews.told import CircumstancesTold
from journey import EAST_CAMBRIDGESHIRE
from letters.bench import Bench
from letters.posting import Post
from letters.sample_texts import SAMPLE
from read_on_paper import words_on

HERE = Path(asbreview.procedures.__file__).parent
EAST = (HERE / "east-cambridgeshire.toml").read_text("utf-8")
PROCEDURE = "sampl"


def procedure(sample=SAMPLE):
    text = EAST.replace('"east-cambridgeshire"', f'"{PROCEDURE}"', 1)
    promised = 'day_zero = "next working day"\nlanguages = ["en-GB", "cy"]'
    text = text.replace('day_zero = "next working day"', promised, 1)
    return parse_procedure(text + sample, where="sampl")


class Welsh(Post):
    """A case of somebody who may speak a language best that the area promises."""

    speaks = "Cymraeg"

    @property
    def known(self):
        return CircumstancesTold(letter_format=self.reads, language=self.speaks)


@pytest.fixture
def post(post):
    on = date(2024, 4, 1)
    made = Welsh(post.reviews)
    made.seed = UUID(int=77)
    post.reviews.record_procedure(procedure(), in_force_from=on, signed=made.signed(on))
    return made


def delayed(post, reads=None, speaks="Cymraeg"):
    post.speaks = speaks
    post.read_in(reads).ask_for_review(procedure_id=PROCEDURE)
    post.wait()
    return post


def test_a_letter_is_in_the_language_of_whoever_reads_it(post):
    document = delayed(post).document(LetterKind.DELAY)
    text = as_plain_text(document)
    assert document.language == "cy"
    assert "Annwyl Maria Kowalska" in text
    assert "SAMPL penderfynu a fydd adolygiad" in text
    assert "SAMPL dyddiad newydd: Mercher 15 Ebrill 2026" in text
    assert "Mercher 25 Mawrth 2026\nSAMPL cyfeirnod: " in text
    assert "SAMPL ffôn 01632" in text
    assert "SAMPL fformat arall: SAMPL print bras" in text
    assert "SAMPL cloi" in text
    for english in ("Dear", "sincerely", "Our reference", "Telephone", "Wednesday"):
        assert english not in text


def test_what_somebody_wrote_stays_in_the_words_they_wrote(post):
    text = as_plain_text(delayed(post).document(LetterKind.DELAY))
    assert "The housing provider has not told us yet what it did." in text


@pytest.mark.parametrize("reads", [None, LetterFormat.LARGE_PRINT])
def test_the_pdf_says_its_language_and_its_pages_in_it(post, reads):
    made = printed(delayed(post, reads).document(LetterKind.DELAY))
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "cy"
    assert "SAMPL tudalen 1 o 1" in words_on(made.pdf)


def test_the_page_says_its_language(post):
    html = fragment(delayed(post).document(LetterKind.DELAY))
    assert 'lang="cy"' in html
    assert "SAMPL cloi" in html
    assert "sincerely" not in html


def test_easy_read_has_a_text_of_its_own(post):
    document = delayed(post, LetterFormat.EASY_READ).document(LetterKind.DELAY)
    assert (document.language, document.title) == ("cy", "SAMPL hawdd: mwy o amser")


@pytest.mark.parametrize("speaks", ["", "English", "Polish"])
def test_whoever_speaks_no_promised_language_is_written_to_in_english(post, speaks):
    document = delayed(post, speaks=speaks).document(LetterKind.DELAY)
    assert document.language == "en-GB"
    assert "Dear Maria Kowalska" in as_plain_text(document)


def test_a_phrase_that_is_not_supplied_is_never_guessed(post):
    post.ask_for_review(procedure_id=PROCEDURE).refuse().told_on().challenge()
    letter = post.last(LetterKind.CHALLENGE_RECEIVED)
    case = post.reviews.case_as(post.case_id, letter.drawn_from)
    says = "no words for “how the application was dealt with”"
    with pytest.raises(CannotBeComposed, match=says):
        compose(case, letter, post.reviews.keyring.reveal)


def test_days_and_numbers_in_a_phrase_are_said_as_the_area_says_them():
    supplied = procedure().letters.languages[0]
    phrase = Phrase(english="{1} days after {2}", says="SAMPL {2}: {1}")
    speech = Speech(supplied.model_copy(update={"phrases": (phrase,)}))
    said = speech.say(InEnglish("12 days after Friday 3 April 2026"))
    assert said == "SAMPL Gwener 3 Ebrill 2026: 12"


def test_a_letter_without_a_text_in_the_language_is_held_back(post, tmp_path):
    post.ask_for_review(procedure_id=PROCEDURE)
    letter_id = post.last(LetterKind.ACKNOWLEDGEMENT).id
    bench = Bench(post.reviews, tmp_path)
    bench.round()
    held = post.reviews.letter(letter_id)
    assert (held.status, held.held_because) == (Status.HELD, HeldBecause.LANGUAGE)
    # It is still shown, in English, for whoever translates it.
    case = post.reviews.case(post.case_id)
    shown = compose(case, held, post.reviews.keyring.reveal)
    assert shown.language == "en-GB"
    bench.office.close()


def test_a_letter_with_a_text_in_it_goes(post, tmp_path):
    letter_id = delayed(post).last(LetterKind.DELAY).id
    bench = Bench(post.reviews, tmp_path)
    bench.round()
    assert post.reviews.letter(letter_id).status is Status.HANDED_OVER
    bench.office.close()


def test_one_drawn_before_they_said_what_they_speak_is_held_back(post, tmp_path):
    delayed(post, speaks="")
    letter_id = post.last(LetterKind.DELAY).id
    contact = post.reviews.case(post.case_id).contact
    on = date(2026, 3, 26)
    post.reviews.record_circumstances(
        post.case_id,
        contact.applicant_id,
        CircumstancesTold(language="welsh"),
        signed=post.signed(on),
    )
    bench = Bench(post.reviews, tmp_path)
    bench.round()
    held = post.reviews.letter(letter_id)
    assert held.held_because is HeldBecause.READ_OTHERWISE
    bench.office.close()


def test_own_words_have_a_place_where_the_supplied_text_has_one(post):
    delayed(post)
    letter = post.last(LetterKind.DELAY)
    case = post.reviews.case(post.case_id)
    (place,) = places_for(case, letter, post.reviews.keyring.reveal)
    assert place == "at the end"


def test_which_texts_it_was_drafted_and_made_with_is_on_record(post):
    delayed(post)
    of_area = post.last(LetterKind.DELAY).template
    assert of_area.startswith(f"{PROCEDURE} 1, shipped ")
    own, shipped = procedure().letters, EAST_CAMBRIDGESHIRE.letters
    assert template_id(LetterKind.DELAY, own) != template_id(LetterKind.DELAY, shipped)
    changed = procedure(SAMPLE.replace("SAMPL pam", "SAMPL pam?")).letters
    assert template_id(LetterKind.DELAY, changed) != template_id(LetterKind.DELAY, own)
