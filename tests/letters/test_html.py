"""A letter on a page."""

import pytest
from lxml import html

from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.html import fragment

SCRIPT = '<script>alert("x")</script>'


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_is_shown_with_its_structure(post, kind):
    document = post.on_to(kind).document(kind)

    page = html.fromstring(fragment(document))

    assert page.get("lang") == "en-GB"
    assert page.xpath("string(.//h2)") == document.title
    for table in page.xpath(".//table"):
        assert table.xpath("string(caption)")
        assert all(head.get("scope") == "col" for head in table.xpath(".//th"))


def test_what_a_person_wrote_is_escaped(post):
    post.ask_for_review().wait(because=f"{SCRIPT} **bold** # x")

    shown = fragment(post.document(LetterKind.DELAY))

    assert SCRIPT not in shown
    (quote,) = html.fromstring(shown).xpath(".//blockquote")
    assert quote.text_content().strip() == f"{SCRIPT} **bold** # x"
