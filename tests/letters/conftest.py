"""A case whose letters are read, in a folder of its own; and each letter on paper."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pytest
from pdfminer.high_level import extract_pages

from asbreview.domain.circumstances import LetterFormat
from asbreview.domain.letter.facts import LetterKind
from asbreview.letters.document import Document
from asbreview.letters.pdf import printed
from journey import opened
from letters.posting import Post


@pytest.fixture
def post(tmp_path):
    with opened(tmp_path) as reviews:
        yield Post(reviews).stand()


@dataclass(frozen=True)
class OnPaper:
    """A letter as it was composed and printed; each is made and laid out once."""

    document: Document

    @cached_property
    def made(self):
        return printed(self.document)

    @cached_property
    def pages(self):
        return list(extract_pages(BytesIO(self.made.pdf)))


@pytest.fixture(scope="session")
def papers(tmp_path_factory):
    papers = {}

    def paper(kind: LetterKind, reads: LetterFormat | None = None) -> OnPaper:
        if (kind, reads) not in papers:
            with opened(tmp_path_factory.mktemp("paper")) as reviews:
                post = Post(reviews).stand().read_in(reads)
                written = post.on_to(kind).document(kind)
            papers[kind, reads] = OnPaper(written)
        return papers[kind, reads]

    return paper
