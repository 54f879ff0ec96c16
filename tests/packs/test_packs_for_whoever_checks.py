"""The policing body's, scrutiny's and the subject's own pack: built, never masked."""

import json
from contextlib import nullcontext
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import page
import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.access.read_log import reads_of
from asbreview.audit import verify_ledger
from asbreview.commands import pack as command
from asbreview.domain.evidence.facts import AnswerKind, MayBeTold
from asbreview.domain.letter.facts import Status
from asbreview.domain.pack.facts import PackKind
from asbreview.web.packs_told import NAMES
from asbreview.working import sender_of
from desk import ANN, desk, filled_in, words
from journey import MARIGOLD
from packs.papers import everything_in, give, make, opened, pages, picture

TODAY = date(2026, 5, 20)
HERE = "/history/pack"
SECRET = "MARKERSECRET: the neighbour at number nine is being watched"
KINDS = (PackKind.POLICING_BODY, PackKind.SCRUTINY, PackKind.SUBJECT_APPLICANT)


def go(work):
    """A case with an answer that may not be told, letters that went, a challenge."""
    tale, reviews = work.tale.apply(), work.reviews
    sender_of(work.installation).run_once(work.clock())
    made = [x.id for x in tale.all_letters() if x.status is Status.HANDED_OVER]
    on = date(2026, 3, 3)
    reviews.post_letters(made, posted_on=on, signed=tale.signed(on))
    tale.decide().post(date(2026, 3, 9)).ask()
    first, *_ = reviews.case(tale.case_id).evidence.unanswered
    reviews.answer_request(
        tale.case_id,
        first.request_id,
        answered_on=date(2026, 3, 18),
        kind=AnswerKind.RETURNED,
        answer=SECRET,
        may_be_told=MayBeTold.NONE,
        why_none="An operation is going on",
        signed=tale.signed(date(2026, 3, 18)),
    )
    tale.answer(date(2026, 3, 27)).assess().convene().choose().hold()
    tale.find_for_outside()
    tale.post(date(2026, 4, 7)).challenge()
    give(work, picture("red"), on=date(2026, 3, 20))


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as work:
        go(work)
        yield work.on(TODAY)


@pytest.fixture(scope="module")
def made(work):
    """Each pack, by its kind, asked for by an auditor with one button."""
    work.as_auditor()
    found = {}
    for kind in (*KINDS, PackKind.OMBUDSMAN):
        asked = work.send(HERE, filled_in(work.get(HERE)) | {"kind": kind})
        assert "The case is being put together." in asked.text
        assert make(work) == 1
        found[kind] = opened(work).content
    return found


def says(pdf):
    return " ".join(pages(pdf))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_body_may_not_have_told_is_nowhere_in_them(made, kind):
    assert b"MARKERSECRET" not in everything_in(made[kind])
    assert b"MARKERSECRET" in everything_in(made[PackKind.OMBUDSMAN])


@pytest.mark.parametrize("kind", [PackKind.SCRUTINY, PackKind.POLICING_BODY])
def test_a_body_from_outside_is_not_named_where_nothing_typed_is_told(made, kind):
    """What it is called somebody typed, and may say who the victim is."""
    assert "a body from outside the partnership" in says(made[kind])
    assert b"Marshland" not in everything_in(made[kind])
    assert b"Marshland" in everything_in(made[PackKind.OMBUDSMAN])


def test_scrutiny_reads_no_name_and_no_word_that_somebody_typed(made):
    everything = everything_in(made[PackKind.SCRUTINY])
    for what in (b"MARKER", b"Larkspur", b"Marigold", b"Odile", b"Nobody rang back"):
        assert what not in everything, what
    told = says(made[PackKind.SCRUTINY])
    assert "Friday 27 March 2026" in told
    assert "No: 3 days late" in told
    assert "Threshold decision" in told or "threshold" in told


def test_the_policing_body_reads_the_challenge_the_letters_and_what_may_be_told(made):
    told = says(made[PackKind.POLICING_BODY])
    for what in (
        "Nobody rang back",
        "Applicant Marigold MARKERNAME",
        "Dear Marigold MARKERNAME",
        "It says that its answer may not be passed on.",
        "Two visits, one warning. MARKERTEXT",  # of a body that says all may be told
    ):
        assert what in told, what
    for what in ("Sleeps badly", "Odile Fenwick", "An operation is going on"):
        assert what not in told, what


def test_a_person_reads_what_is_held_of_them_and_what_is_withheld_and_why(made):
    told = says(made[PackKind.SUBJECT_APPLICANT])
    for what in (
        "Name Marigold MARKERNAME",
        "Address 7 Larkspur Row",
        "marigold@example.org",
        "Nobody rang back",
        "Dear Marigold MARKERNAME",
        "What is withheld",
        "Data Protection Act 2018, Schedule 2, paragraph 16",
        "Your file 1",
    ):
        assert what in told, what
    withheld = told[told.rindex("8. What is withheld") :]
    assert "answered" in withheld  # the answer that may not be passed on
    assert "Risk assessed" in withheld
    assert "Sleeps badly" not in told


def test_what_the_staff_have_to_do_stands_on_their_page_and_not_in_the_pack(work, made):
    """The person reads their pack: nothing in it is for anybody else."""
    assert "whoever answers the request" not in says(made[PackKind.SUBJECT_APPLICANT])
    page = words(work.as_auditor().get(HERE))
    assert page.count("Ask whether it is safe to send, and to which address.") == 1


@pytest.mark.parametrize("kind", [*KINDS, PackKind.OMBUDSMAN])
def test_each_is_whole_paginated_and_breaks_no_rule_of_pdf_ua(made, kind):
    report = page.validate_pdf_bytes(made[kind], profile="ua1")
    assert [failure.rule_id for failure in report.failures] == []
    read = pages(made[kind])
    assert all(f"Page {n} of {len(read)}" in at for n, at in enumerate(read, 1))


def test_that_each_was_made_and_by_whom_is_shown_to_the_auditor(work, made):
    listed = words(work.as_auditor().get(HERE))
    assert listed.count("asked for by Ann Fen") == len(made)
    history = words(work.get("/history"))
    assert "subject access pack, applicant" in history


def test_the_pack_of_a_victim_is_not_offered_where_the_applicant_is_the_victim(work):
    work.as_auditor()
    assert "Subject access: the victim" not in words(work.get(HERE))
    fields = filled_in(work.get(HERE)) | {"kind": PackKind.SUBJECT_VICTIM}
    assert work.send(HERE, fields).status_code == 409


def test_a_pack_for_nobody_in_particular_is_not_made(work):
    work.as_auditor()
    empty = work.send(HERE, filled_in(work.get(HERE)))
    assert empty.status_code == 422
    assert "Select for whom the case is put together" in words(empty)


def proofs(work, number):
    saved = work.get(f"/panel/packs/{number}/proofs.zip")
    assert saved.headers["content-type"] == "application/zip"
    return ZipFile(BytesIO(saved.content))


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_its_proofs_are_saved_with_the_program_that_checks_them(
    work, made, number, tmp_path
):
    proofs(work, number).extractall(tmp_path)
    (key,) = work.installation.ledger.public_keys()
    assert (tmp_path / "verify_ledger.py").read_bytes().startswith(b"#!")
    asked = [str(tmp_path / "proofs.json"), "--key", key]
    assert verify_ledger.main(asked) == 0
    told = json.loads((tmp_path / "proofs.json").read_text())
    assert told["case"] == str(work.tale.case_id)
    with_contents = any("base64:" in event[-1] for event in told["events"])
    assert with_contents == (number in {1, 4})  # policing body's, ombudsman's


def test_the_key_is_read_as_it_is_copied_from_the_page(work, made):
    told = says(made[PackKind.OMBUDSMAN])
    printed = told[told.index("The public key, as we give it") :]
    copied = printed[printed.index("asbreview.ledger/") :].split(" The entries of")[0]
    (key,) = work.installation.ledger.public_keys()
    assert "\u200b" in copied
    assert verify_ledger.read_key(copied)[:2] == verify_ledger.read_key(key)[:2]


def test_papers_for_a_panel_have_no_proofs(work, made):
    work.on(TODAY)
    fields = filled_in(work.get("/panel")) | {"kind": PackKind.PANEL}
    work.send("/panel/packs", fields)
    make(work)
    number = len(list(work.reviews.packs_of(work.tale.case_id)))
    assert work.get(f"/panel/packs/{number}/proofs.zip").status_code == 404


def test_the_command_writes_it_with_its_proofs_for_who_may_have_it_made(
    work, tmp_path, monkeypatch
):
    monkeypatch.setattr(command, "asked", lambda: nullcontext(work.installation))
    reference, into = work.case.trigger.reference, tmp_path / "pack"
    told = ["pack", reference, "--for", "scrutiny", "--to", str(into)]
    refused = CliRunner().invoke(main, [*told, "--by", "nobody@ely.example"])
    assert refused.exit_code == 2
    done = CliRunner().invoke(main, [*told, "--by", ANN.sign_in_name])
    assert (done.exit_code, done.exception) == (0, None), done.output
    names = sorted(path.name for path in into.iterdir())
    assert names == [f"{reference}-scrutiny.pdf", "proofs.json", "verify_ledger.py"]
    again = CliRunner().invoke(main, [*told, "--by", ANN.sign_in_name])
    assert again.exit_code == 2
    assert "Name a new folder" in again.output


def by_command(work, into, kind, monkeypatch, by=ANN):
    """Have a pack made by the command; return how it ended."""
    monkeypatch.setattr(command, "asked", lambda: nullcontext(work.installation))
    told = ["pack", work.case.trigger.reference, "--for", NAMES[kind]]
    told += ["--to", str(into), "--by", by.sign_in_name]
    return CliRunner().invoke(main, told)


def test_another_pack_asked_for_meanwhile_is_not_written_in_its_place(
    work, tmp_path, monkeypatch
):
    """The full pack for an ombudsman must never be saved as what names nobody."""
    ask, reviews = work.reviews.ask_for_pack, work.reviews
    case_id, done = work.tale.case_id, []

    def and_another(*told, **signed):
        ask(*told, **signed)
        if not done:
            done.append(PackKind.OMBUDSMAN)
            another = work.tale.signed(TODAY)
            ask(case_id, PackKind.OMBUDSMAN, signed=another)

    monkeypatch.setattr(reviews, "ask_for_pack", and_another)
    made = by_command(work, tmp_path / "pack", PackKind.SCRUTINY, monkeypatch)
    assert made.exit_code == 0, made.output
    (pdf,) = (tmp_path / "pack").glob("*-scrutiny.pdf")
    assert b"MARKER" not in everything_in(pdf.read_bytes())


def test_who_had_it_made_by_command_stands_among_those_who_read_the_case(
    work, tmp_path, monkeypatch
):
    work.on(TODAY)
    made = by_command(work, tmp_path / "pack", PackKind.OMBUDSMAN, monkeypatch)
    assert made.exit_code == 0, made.output
    reads = reads_of(work.installation.office, work.tale.case_id)
    pages = {(r.account_id, r.page_of(work.case.trigger.reference)) for r in reads}
    number = len(list(work.reviews.packs_of(work.tale.case_id)))
    page = f"/panel/packs/{number}/pack.pdf (by command)"
    assert (ANN.account_id, page) in pages


def test_the_command_makes_no_victims_pack_of_whoever_applied(
    work, tmp_path, monkeypatch
):
    before = len(list(work.reviews.packs_of(work.tale.case_id)))
    kind = PackKind.SUBJECT_VICTIM
    refused = by_command(work, tmp_path / "pack", kind, monkeypatch)
    assert refused.exit_code == 1
    assert "Whoever applied is the victim" in refused.output
    assert len(list(work.reviews.packs_of(work.tale.case_id))) == before
    assert not (tmp_path / "pack").exists()


def test_nobody_is_named_by_what_it_is_saved_as(work, made):
    name = work.get("/panel/packs/3/pack.pdf").headers["content-disposition"]
    assert MARIGOLD.name.split()[0].lower() not in name.lower()
    assert "subject-access-applicant" in name
