"""A letter measured as the envelope and the printer would, in every form.

Notify's window is 24.6 mm from the left and 39.5 mm from the top, 95.4 mm wide and
26.8 mm high; nothing may be in the outer 15 mm at the sides and 5 mm above and below.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.addresses import MOST_CHARACTERS, MOST_LINES, postable
from asbreview.letters.document import Layout
from asbreview.letters.pdf import MOST_PAGES, printed
from journey import complaint, opened
from letters.conftest import OnPaper
from letters.forms import FORMS
from letters.posting import Post
from letters.test_pdf import (
    MM,
    characters,
    first_page,
    is_inside,
    overlaps,
    text_on,
)

WINDOW = (24.6, 39.5, 120.0, 66.3)  # 24.6 + 95.4, 39.5 + 26.8
PAPER = (15, 5, 195, 292)  # of 210 by 297
MIDDLE = ("Flat 12", "Larkspur House", "12 Sample Row", "Littleport", "Ely")
ADDRESSES = {
    number: ("Maria Kowalska", *MIDDLE[: number - 2], "CB6 1ZZ")
    for number in range(3, MOST_LINES + 1)
}
# The longest line that an address may have, in the widest letters there are.
LONGEST = {
    number: ("W" * MOST_CHARACTERS, *lines[1:]) for number, lines in ADDRESSES.items()
}


@pytest.mark.parametrize("address", [*ADDRESSES.values(), *LONGEST.values()])
@pytest.mark.parametrize("layout", Layout)
def test_three_to_seven_lines_stand_in_the_window_and_nothing_else_does(
    papers, layout, address
):
    assert postable(address[0], "\n".join(address[1:])) is None
    document = replace(papers(LetterKind.DELAY).document, layout=layout)
    page = first_page(printed(replace(document, address=address)))

    seen = [(char, box) for char, box in characters(page) if overlaps(box, WINDOW)]

    assert "".join(char for char, _ in seen) == "".join(address).replace(" ", "")
    assert all(is_inside(box, WINDOW) for _, box in seen)


def complaints(number):
    """That many complaints, each made too late to count: they say most."""
    first = date(2025, 9, 1)
    days = [first + timedelta(days=2 * n) for n in range(number)]
    return tuple(complaint(day, day + timedelta(days=40)) for day in days)


@pytest.fixture(scope="module", params=FORMS)
def sixty(request, tmp_path_factory):
    """A refusal that tells of sixty complaints."""
    with opened(tmp_path_factory.mktemp("sixty")) as reviews:
        post = Post(reviews).stand().read_in(request.param)
        post.ask_for_review(complaints=complaints(60)).refuse()
        yield OnPaper(post.document(LetterKind.THRESHOLD_NOT_MET))


def test_a_refusal_of_sixty_complaints_fits_and_tells_of_each(sixty):
    text = text_on(sixty.pages)

    assert sixty.made.pages <= MOST_PAGES
    for told in complaints(60):
        assert f"{told.behaviour_on.day} {told.behaviour_on:%B %Y}" in text
    assert len(re.findall(r"days? too late", text)) == 60


def test_nothing_of_sixty_complaints_is_in_the_margins(sixty):
    for page in sixty.pages:
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        assert all(is_inside(box, PAPER) for _, box in characters(page))
