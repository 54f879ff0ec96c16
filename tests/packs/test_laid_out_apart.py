"""A large pack is laid out by a process of its own, and is the same pack for it."""

import os
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from asbreview.domain.evidence.files import FileKind
from asbreview.domain.pack.facts import NotMadeBecause
from asbreview.packs import printing
from asbreview.packs.document import PackDocument, Section, Sheet, Words
from asbreview.packs.printing import (
    LARGE,
    CannotBePrinted,
    TookTooLong,
    printed_pack,
)
from asbreview.settings_of_files import FileSettings
from desk import desk, words
from packs.papers import TODAY, ask, drawn, give, make, opened
from read_on_paper import pages

PATIENCE = 1.0  # seconds, in place of minutes
# It begins another and writes down who both are; neither ends by itself.
HANGS = """
import os, subprocess, sys, time
other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open({told!r}, "w").write(f"{{os.getpid()}} {{other.pid}}")
sys.stdout.buffer.write(b"MARKERHALF")
sys.stdout.buffer.flush()
time.sleep(600)
"""


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
    begin, found = printing.subprocess.Popen, []

    def noted(command, **how):
        found.append(command)
        assert "ASBREVIEW_SECRET" not in how["env"]
        return begin(command, **how)

    monkeypatch.setattr(printing.subprocess, "Popen", noted)
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


@pytest.fixture
def hangs(tmp_path, monkeypatch):
    """In place of what lays out, one that hangs with another; return who they are."""
    told, script = tmp_path / "who", tmp_path / "hangs.py"
    script.write_text(HANGS.format(told=str(told)))
    monkeypatch.setattr(printing, "BEGUN_WITH", (sys.executable, "-I", str(script)))
    yield lambda: [int(each) for each in told.read_text().split()]
    for pid in told.read_text().split() if told.exists() else ():
        with suppress(ProcessLookupError):
            os.kill(int(pid), 9)


def have_ended(pids):
    """Wait a little until none of some processes runs: a zombie has ended."""
    for _ in range(50):
        if not any(map(runs, pids)):
            return True
        time.sleep(0.1)
    return False


def runs(pid):
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


def test_one_that_hangs_is_ended_with_what_it_began(hangs):
    begun = time.monotonic()
    with pytest.raises(TookTooLong):
        printed_pack(pack(LARGE), within=PATIENCE)
    assert time.monotonic() - begun < 10 * PATIENCE
    assert len(hangs()) == 2
    assert have_ended(hangs())


def test_whoever_asked_for_a_pack_that_hangs_is_told_and_nothing_of_it_is_kept(
    tmp_path, hangs, monkeypatch
):
    """It is recorded that it was not made, and why; once it can be, it is made."""
    with desk(tmp_path / "data") as work:
        tale = work.tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        tale.ask().answer().assess().convene().choose()
        work.on(TODAY)
        give(work, drawn(LARGE), kind=FileKind.PDF)
        settings = work.installation.settings
        of_files = replace(FileSettings(), seconds_of_a_pack=PATIENCE)
        shorter = replace(settings, files=of_files)
        work.installation = replace(work.installation, settings=shorter)
        there = {file.file_id for file in work.installation.vault.place.everything()}
        ask(work)
        assert make(work) == 1
        (first,) = work.reviews.packs_of(work.tale.case_id)
        assert first.not_made.because is NotMadeBecause.TOO_LONG
        says = words(work.get("/panel"))
        assert "Not made Full edition" in says
        assert "it took longer to lay out than a pack may take" in says
        assert "Ask for it again when less is going on" in says
        assert "ASBREVIEW_PACK_MINUTES" in says
        assert opened(work).status_code == 404
        after = {file.file_id for file in work.installation.vault.place.everything()}
        assert after == there
        assert have_ended(hangs())
        monkeypatch.undo()
        work.installation = replace(work.installation, settings=settings)
        ask(work)
        assert make(work) == 1
        assert list(work.reviews.packs_of(work.tale.case_id))[-1].made
