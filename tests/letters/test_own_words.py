"""Own words in a letter: where there is room for them, and that it waits for them."""

from dataclasses import replace
from datetime import date

import pytest

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.letter.facts import HeldBecause, LetterKind, Status
from asbreview.domain.letter.record import Letter
from asbreview.domain.letter.wording import Place
from asbreview.domain.people import Channel
from asbreview.letters.composing import CannotBeComposed
from asbreview.letters.document import Heading, Layout, Quotation, plain
from asbreview.letters.html import fragment
from asbreview.letters.own_words import own_words, places_in
from asbreview.letters.pdf import CannotBePrinted, printed
from asbreview.letters.plain_text import as_plain_text
from asbreview.letters.reading import reading_of_own, reading_of_text
from asbreview.letters.saying import Telling
from asbreview.letters.wording import texts
from journey import BODIES
from letters.bench import Bench
from letters.carriers import Remembers
from letters.posting import MARIA, NOT_MET_BECAUSE

BY_EMAIL = replace(MARIA, email="maria@example.org", prefers=Channel.EMAIL)
KNOWN = "We know that you hoped for a review."
RING = "Priya Nair will ring you on Friday. She can tell you who helps."
BOTH = {Place.AFTER_REASONS: KNOWN, Place.AT_THE_END: RING}
REFUSAL = LetterKind.THRESHOLD_NOT_MET
GIVE_REASONS = {
    LetterKind.THRESHOLD_MET,
    LetterKind.THRESHOLD_NOT_MET,
    LetterKind.NOT_INVITED,
    LetterKind.DELAY,
    LetterKind.REQUEST,
    LetterKind.DATA_REQUEST_LONGER,
    LetterKind.DATA_REQUEST_ANSWERED,
    LetterKind.RESTRICTION_LIFTED,
    LetterKind.OUTCOME,
    LetterKind.CHALLENGE_DECIDED,
}


@pytest.fixture
def bench(post, tmp_path):
    made = Bench(post.reviews, tmp_path)
    yield made
    made.office.close()


def signed(post, on=date(2026, 3, 9)):
    return post.signed(on)


def write(post, letter_id, words=BOTH, *, goes=True):
    post.reviews.write_in_letter(letter_id, words, goes=goes, signed=signed(post))


def refused(post, reads=None):
    post.read_in(reads).ask_for_review().refuse()
    letter_id = post.last(REFUSAL).id
    write(post, letter_id)
    return post.document(REFUSAL)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_has_room_at_its_end_and_one_with_reasons_after_them(kind, layout):
    expected = {Place.AT_THE_END} | (
        {Place.AFTER_REASONS} if kind in GIVE_REASONS else set()
    )
    assert set(places_in(kind, texts(layout))) == expected


@pytest.mark.parametrize("reads", [None, LetterFormat.EASY_READ])
def test_the_words_stand_after_the_reasons_and_before_the_close(post, reads):
    body = refused(post, reads).body
    quoted = [
        plain(line) for b in body if isinstance(b, Quotation) for line in b.paragraphs
    ]
    assert quoted == [*NOT_MET_BECAUSE.split("\n\n"), KNOWN, RING]
    *_, before_last, last = [plain(b.line) for b in body if isinstance(b, Heading)]
    assert before_last in {"What we would like to add", "We also want to tell you"}
    assert last in {"If you have a question", "Do you need help with this letter?"}


@pytest.mark.parametrize(
    "reads", [None, LetterFormat.LARGE_PRINT, LetterFormat.EASY_READ]
)
def test_each_form_and_each_way_carries_them(post, reads):
    document = refused(post, reads)
    html, text = fragment(document), as_plain_text(document)
    assert KNOWN in html
    assert RING in html
    assert f"    {KNOWN}" in text
    assert f"    {RING}" in text
    assert printed(document).pages <= 10


def test_they_are_measured_apart_from_the_text(post):
    post.ask_for_review().refuse()
    before = post.document(REFUSAL)
    write(post, post.last(REFUSAL).id)
    after = post.document(REFUSAL)
    own = reading_of_own(after).words - reading_of_own(before).words
    assert own == len(KNOWN.split()) + len(RING.split())
    # The text says twice that there is more, in five words and in a heading of six.
    more = reading_of_text(after).words - reading_of_text(before).words
    assert more == len(("We", "would", "like", "to", "add")) * 2 + len(("What",))


def test_words_for_which_the_text_has_no_place_are_not_left_out_unseen(post):
    post.ask_for_review()
    letter = post.last(LetterKind.ACKNOWLEDGEMENT)
    write(post, letter.id)
    letter = post.last(LetterKind.ACKNOWLEDGEMENT)
    case = post.reviews.case(post.case_id)
    with pytest.raises(CannotBeComposed, match="no place"):
        own_words(Telling(case, letter, post.reviews.keyring.reveal), texts())


def test_a_letter_that_grows_too_long_says_of_how_many_pages_it_would_be(post):
    post.ask_for_review().refuse()
    write(post, post.last(REFUSAL).id, {Place.AT_THE_END: "We know. " * 5_000})
    with pytest.raises(CannotBePrinted, match="at most 10 pages, and it would have 1"):
        printed(post.document(REFUSAL))


def test_what_is_drafted_with_the_decision_waits_for_words_from_the_first(post, bench):
    post.ask_for_review()
    told = signed(post).model_copy(update={"writes_first": True})
    post.reviews.decide_threshold(
        post.case_id,
        met=False,
        decided_on=told.on,
        decided_by=BODIES,
        reasons=NOT_MET_BECAUSE,
        signed=told,
    )
    letter_id = Letter.id_for(REFUSAL, told)

    def stands_after_a_round():
        bench.round()
        letter = post.reviews.letter(letter_id)
        return letter.status, letter.held_because

    assert stands_after_a_round() == (Status.HELD, HeldBecause.WORDS)
    write(post, letter_id, goes=False)
    assert stands_after_a_round() == (Status.HELD, HeldBecause.WORDS)
    write(post, letter_id)
    assert stands_after_a_round() == (Status.HANDED_OVER, None)


def test_a_letter_in_the_queue_leaves_it_while_somebody_writes(post, bench):
    post.ask_for_review()
    letter_id = post.last(LetterKind.ACKNOWLEDGEMENT).id
    bench.round()
    assert bench.files()

    post.reviews.keep_letter_back(letter_id, signed=signed(post))
    bench.round()

    assert bench.files() == []


def test_the_sender_that_was_about_to_make_it_loses_to_whoever_writes(post, bench):
    """It read the letter as a draft; by the time it has made it, it is none."""
    post.ask_for_review()
    letter_id = post.last(LetterKind.ACKNOWLEDGEMENT).id
    keep = bench.outbox.keep

    def kept(*args):
        copy = keep(*args)
        post.reviews.keep_letter_back(letter_id, signed=signed(post))
        return copy

    bench.outbox.keep = kept
    bench.round()
    del bench.outbox.keep
    bench.round()

    assert post.reviews.letter(letter_id).held_because is HeldBecause.WORDS
    assert bench.files() == []


class KeptBackMeanwhile(Remembers):
    """A mail server that is slow enough for somebody to keep the letter back."""

    def __init__(self, keep_back):
        super().__init__()
        self.keep_back = keep_back

    def carry(self, letter, *, about_to):
        self.keep_back(letter.letter_id)
        return super().carry(letter, about_to=about_to)


def test_not_a_word_is_passed_on_of_a_letter_that_was_kept_back_meanwhile(
    post, tmp_path
):
    def keep_back(letter_id):
        if post.reviews.letter(letter_id).held_because is None:
            post.reviews.keep_letter_back(letter_id, signed=signed(post))

    server = KeptBackMeanwhile(keep_back)
    post.ask_for_review(applicant=BY_EMAIL)
    letter_id = post.last(LetterKind.ACKNOWLEDGEMENT).id
    bench = Bench(post.reviews, tmp_path, server)
    bench.round()
    bench.round()
    assert server.taken == []
    assert post.reviews.letter(letter_id).held_because is HeldBecause.WORDS
    write(post, letter_id, {Place.AT_THE_END: RING})
    server.keep_back = lambda _: None
    bench.round()
    assert [RING in each.text for each in server.taken] == [True]
    bench.office.close()


def test_words_about_somebody_forgotten_are_not_sent_as_removed(post, bench):
    post.ask_for_review()
    letter_id = post.last(LetterKind.ACKNOWLEDGEMENT).id
    write(post, letter_id, {Place.AT_THE_END: RING})
    letter = post.last(LetterKind.ACKNOWLEDGEMENT)
    post.reviews.keyring.destroy(letter.own_words[0].words.text_id)

    bench.round()

    assert post.reviews.letter(letter_id).held_because is HeldBecause.WORDS_GONE
    write(post, letter_id, {})
    bench.round()
    assert post.reviews.letter(letter_id).status is Status.HANDED_OVER
