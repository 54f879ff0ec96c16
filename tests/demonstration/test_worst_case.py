"""The demonstration's worst case, as an ombudsman gets it.

Worst is the case on which most times were not kept by the partnership and the bodies;
of several, that on which most days were lost.
"""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from asbreview.domain.days import in_words
from asbreview.domain.letter.facts import LetterKind
from asbreview.domain.model import Signed
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.pack.record import Pack
from asbreview.domain.procedure import Binds
from asbreview.installation import opened
from asbreview.letters.outbox import Outbox
from asbreview.working import pack_maker_of
from demonstration.conftest import TODAY
from packs.papers import pages
from projections.caseload import caseload
from projections.deadlines import deadlines_of
from projections.letters import letters_of

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def made(demonstration):
    with opened(demonstration.settings) as installation:
        yield installation


def how_bad(steps):
    late = [
        step
        for step in steps
        if step.binds is not Binds.APPLICANT
        and (step.was_met_late or (not step.moot and step.is_overdue(TODAY)))
    ]
    days = ((step.met_on or TODAY) - step.due_on for step in late if step.due_on)
    return len(late), sum(each.days for each in days)


@pytest.fixture(scope="module")
def worst(made):
    current = select(caseload.c.case_id).where(caseload.c.to_position.is_(None))
    with made.views.connect() as db:
        steps = {id_: deadlines_of(db, id_) for id_ in db.scalars(current)}
    case_id = max(steps, key=lambda id_: how_bad(steps[id_]))
    return made.reviews.case(case_id), steps[case_id]


@pytest.fixture(scope="module")
def read(made, worst):
    """What is read in its pack, all pages as one text."""
    case, _ = worst
    signed = Signed(
        by=UUID(int=1),
        for_body=case.procedure.lead_body.body_id,
        at=made.clock(),
        command_id=UUID(int=77),
    )
    made.reviews.ask_for_pack(case.case_id, PackKind.OMBUDSMAN, signed=signed)
    made.projector.catch_up()
    pack_maker_of(made).run_once()
    number = len(list(made.reviews.packs_of(case.case_id)))
    pdf = b"".join(made.vault.read(Pack.id_for(case.case_id, number)))
    return " ".join(pages(pdf))


def test_there_is_a_case_that_went_badly_to_its_end(worst):
    case, steps = worst
    late, days = how_bad(steps)
    assert late >= 8
    assert days >= 90
    assert case.ended_as == "closed"


def test_it_was_put_together_for_the_ombudsman(made, worst):
    case, _ = worst
    kinds = [pack.kind for pack in made.reviews.packs_of(case.case_id) if pack.made]
    assert kinds[0] is PackKind.OMBUDSMAN


def test_it_says_when_each_thing_was_due_and_done(worst, read):
    """Each on a row of its own: what, whose, counted from, due on, done on."""
    case, steps = worst
    ours = [step for step in steps if step.binds is not Binds.APPLICANT]
    assert len(ours) > 20
    for step in ours:
        body = step.body_id and case.procedure.body(step.body_id).name
        row = (step.says, body or "", in_words(step.started_on))
        told = r"(?:, counted back)? ".join(
            (re.escape(" ".join(filter(None, row))), re.escape(in_words(step.due_on)))
        )
        told += r"(?: first due on \w+ \d+ \w+ \d{4})? "
        told += in_words(step.met_on) if step.met_on else "not done"
        assert re.search(told, read), (step.says, step.due_on)


def test_it_says_who_decided_on_what_and_why(made, worst, read):
    case, _ = worst
    reveal = made.keyring.reveal
    decided, found = case.trigger.threshold, case.outcome.findings
    for body_id in {*decided.decided_by, *found.made_by}:
        assert case.procedure.body(body_id).name in read
    for prose in (decided.reasons, found.findings, case.panel.convened.independence):
        for line in str(reveal(prose.text)).split("\n\n"):
            assert " ".join(line.split()) in read
    assert read.count("Before those who decided") >= 3
    assert "Recorded by " in read


def test_it_says_what_the_applicant_was_told_letter_by_letter(made, worst, read):
    case, _ = worst
    for kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.OUTCOME, LetterKind.CLOSING):
        assert f"{kind.capitalize()}, sent on" in read
    told = in_words(case.outcome.told_on)
    assert f"The applicant was told on {told}." in read


def test_it_says_why_it_was_closed_and_that_the_applicant_was_told(made, worst, read):
    case, _ = worst
    closed = in_words(case.outcome.closed.closed_on)
    with made.views.connect() as db:
        (sent,) = (
            each
            for each in letters_of(db, case.case_id)
            if each.kind is LetterKind.CLOSING
        )
    told = re.search(
        rf"To close the case, on {closed} It was closed as: review carried out\."
        rf" Recorded by [\w ]+\. [\w ]+ was told on {in_words(sent.posted_on)},"
        r" by letter\.",
        read,
    )
    assert told


def test_each_letter_that_went_stands_in_it_whole_as_it_was_printed(made, worst, read):
    case, _ = worst
    with made.views.connect() as db:
        sent = [each for each in letters_of(db, case.case_id) if each.sha256]
    assert len(sent) >= 8
    outbox, told = Outbox(made.office, made.keyring), runs_of(read)
    begin = [at.start() for at in re.finditer("SHA-256 of what went", read)]
    assert len(begin) == len(sent)
    for letter, begins, ends in zip(
        sent[::-1], begin, [*begin[1:], len(read)], strict=True
    ):
        copy = outbox.copy(letter.letter_id, letter.sha256)
        printed = runs_of(" ".join(pages(outbox.read(copy))))
        # A line of a table, the window's address and the code stand otherwise.
        assert len(printed - told) <= len(printed) / 5, (letter.kind, printed - told)
        others = runs_of(read[:begins] + read[ends:])
        assert (
            len(printed - others) > len(printed) / 5
        )  # were it left out, one would see


def runs_of(text):
    """Return each four words that follow one another, letters and figures alone."""
    words = re.findall(r"\w+", text.replace("\u200b", ""))
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def test_what_the_victim_was_asked_and_what_came_of_it_is_in_the_chronology(read):
    for told in (
        "Plan proposed to the victim",
        "Victim\u2019s view of the plan considered",
        "Somebody said how the case was dealt with",
        "to be reminded by telephone",
    ):
        assert told in read
    assert "decide-threshold" not in read


def test_it_says_what_has_been_done_since(made, worst, read):
    case, _ = worst
    for ended in case.outcome.done.values():
        assert f"Done on {in_words(ended.done_on)}" in read
        assert " ".join(str(made.keyring.reveal(ended.result.text)).split()) in read
    late = [
        (ended.done_on - case.outcome.actions[id_].due_on).days
        for id_, ended in case.outcome.done.items()
    ]
    assert all(f"{days} days late" in read for days in late if days > 0)


def test_its_proofs_are_in_it_and_the_police_signed_too(read):
    assert "Others signed it too cambridgeshire-constabulary" in read.replace(
        "\u200b", ""
    )
    assert "The entries of this case" in read
