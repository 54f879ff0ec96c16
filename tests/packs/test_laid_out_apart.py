"""A large pack is laid out by a process of its own, and is the same pack for it."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.packs import printing
from asbreview.packs.document import PackDocument, Section, Sheet, Words
from asbreview.packs.printing import LARGE, CannotBePrinted, printed_pack
from read_on_paper import pages


def pack(sheets, *, says="A page of a diary"):
    """Return a pack with so many pages of files."""
    shown = [
        Sheet(UUID(int=1), "Document 1", number + 1, sheets, 300.0, 424.0, says)
        for number in range(sheets)
    ]
    return PackDocument(
        title="Papers",
        edition="For nobody else",
        reference="EC-26-ABCDE",
        partnership="The partnership",
        dated=date(2026, 5, 20),
        cover=(Words("Of a case", strong=True),),
        sections=(Section("1. Documents", (Words(says), *shown)),),
        shows=frozenset({UUID(int=1)}),
    )


@pytest.fixture
def begun(monkeypatch):
    """The processes that were begun."""
    run, found = printing.subprocess.run, []

    def noted(command, **how):
        found.append(command)
        assert "ASBREVIEW_SECRET" not in how["env"]
        return run(command, **how)

    monkeypatch.setattr(printing.subprocess, "run", noted)
    monkeypatch.setenv("ASBREVIEW_SECRET", "s" * 32)
    return found


def test_it_is_the_same_pack_wherever_it_is_laid_out(begun, monkeypatch):
    large = pack(LARGE)
    apart = printed_pack(large)
    assert len(begun) == 1
    monkeypatch.setattr(printing, "LARGE", LARGE + 1)
    here = printed_pack(large)
    assert len(begun) == 1
    assert apart == here
    assert apart.pages == len(pages(apart.pdf)) > LARGE


def test_what_no_font_shows_keeps_none_from_being_laid_out(begun):
    made = printed_pack(pack(LARGE, says="Bricks \U0001f9f1 at night"))
    assert "Bricks [?] at night" in " ".join(pages(made.pdf))
    assert len(begun) == 2  # the first of them could not


def test_what_cannot_be_laid_out_at_all_is_told(begun, monkeypatch):
    monkeypatch.setattr(printing, "INSTEAD", "\U0001f9f1")
    with pytest.raises(CannotBePrinted, match="cannot be printed"):
        printed_pack(pack(LARGE, says="Bricks \U0001f9f1 at night"))


def test_nothing_is_begun_for_a_small_one(begun):
    assert printed_pack(pack(LARGE - 1)).pages > LARGE - 1
    assert begun == []
