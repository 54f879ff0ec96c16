"""What is held about one person, for that person: nothing that is somebody else's.

Whoever applied is not the victim here.  In every word that is on the case stands a
marker that says whose it is; each of the two reads their own, and what was written for
them to read.
"""

import re
from contextlib import nullcontext
from datetime import date, timedelta

import page
import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.commands import pack as command
from asbreview.domain.contact.help import Need
from asbreview.domain.evidence.files import FileKind
from asbreview.domain.letter.facts import LetterKind, Status
from asbreview.domain.pack.facts import OF_A_CHALLENGE, PackKind
from asbreview.domain.people import HeardBy
from asbreview.domain.terms import Challenged
from asbreview.reviews.told import ChallengeTold
from asbreview.signing import APPLICANT
from asbreview.web.packs_told import NAMES
from asbreview.working import sender_of
from desk import ANN, SAM, desk, filled_in
from journey import BODIES
from packs import test_must_show as must_show
from packs.papers import (
    colours_in,
    everything_in,
    give,
    make,
    opened,
    pages,
    picture,
)
from packs.test_must_show import BLUE, GREEN, ON, OTHERS, YOURS

TODAY = date(2026, 4, 20)
MARKER = re.compile(rb"MARKER[A-Z]+")
ONLY_TO_SUBJECT = ("STATEMENT", "WRITTEN", "HELP")
ADDRESS = "4 Sedge Way\nEly\nCB7 4ZZ"
LETTERS = {f"{OTHERS}NAME", f"{OTHERS}NOTPRINTED"}  # each names both, to each
# What each of the two wrote, or somebody for them to read: the rest is another's.
OF_APPLICANT = LETTERS | {
    *(f"{YOURS}{what}" for what in ("ALL", "PART", "DID", "STATEMENT", "WRITTEN")),
    *(f"{YOURS}{what}" for what in ("HELP", "GROUNDS")),
    "MARKERTEXT",  # reasons and findings, as the letters told them
}
OF_VICTIM = LETTERS | {f"{OTHERS}STREET", f"{OTHERS}STATEMENT"}
MAY_BE_IN = {
    PackKind.SUBJECT_APPLICANT: OF_APPLICANT,
    PackKind.SUBJECT_VICTIM: OF_VICTIM,
    PackKind.POLICING_BODY: OF_APPLICANT - {f"{YOURS}{w}" for w in ONLY_TO_SUBJECT},
    PackKind.APPLICANT: OF_APPLICANT - LETTERS - {f"{YOURS}GROUNDS"},
    PackKind.SCRUTINY: set(),
    PackKind.CHALLENGER: OF_APPLICANT,
}

# The colours of the pictures in it: the applicant gave the green, the victim the blue.
SEES = {
    PackKind.SUBJECT_APPLICANT: [GREEN],
    PackKind.SUBJECT_VICTIM: [BLUE],
    PackKind.POLICING_BODY: [],
    PackKind.SCRUTINY: [],
    PackKind.APPLICANT: [GREEN],
    PackKind.CHALLENGER: [GREEN],
}


# Every kind of pack, asked for by the button and by the command: all there is.
pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    with desk(tmp_path_factory.mktemp("data")) as work:
        go(work)
        yield work.on(TODAY)


def go(work):
    """A case for another, as far as its challenge, with letters as they really go."""
    must_show.for_somebody_else(work, address=ADDRESS)
    sent(work, date(2026, 3, 3))
    must_show.what_bodies_say(work)
    must_show.what_people_say(work)
    own_words(work)
    work.tale.decide(ON)
    sent(work, date(2026, 3, 11))
    told_in_error(work)
    must_show.a_panel(work)
    work.tale.choose().send_papers().hold().find()
    sent(work, date(2026, 4, 7))
    others = {"called": f"{OTHERS}NAME.jpg", "shows": f"{OTHERS}SHOWN"}
    give(work, picture("green"), **others)
    give(work, picture("red"), giver=BODIES[1], **others)
    give(work, picture("blue"), giver=work.case.contact.victim_id, **others)
    text = {"kind": FileKind.TEXT, **others}
    give(work, f"{YOURS}WRITTEN".encode(), **text)
    give(work, f"{OTHERS}WRITTEN".encode(), giver=BODIES[0], **text)


def sent(work, on):
    """Have the letters made and posted as they really are."""
    for letter_id in work.tale.letters():
        if work.reviews.is_out_of_date(work.reviews.letter(letter_id), on):
            work.reviews.redraw_letter(letter_id, signed=work.tale.signed(on))
    work.clock.set(on)
    sender_of(work.installation).run_once(work.clock())
    gone = [x.id for x in work.tale.all_letters() if x.status is Status.HANDED_OVER]
    signed = work.tale.signed(on)
    work.reviews.post_letters(gone, posted_on=on, signed=signed)


def own_words(work):
    """The applicant asks for help by themselves."""
    signed = work.tale.signed(ON)
    later = signed.at + timedelta(hours=1)
    signed = signed.model_copy(update={"by": APPLICANT, "at": later})
    work.reviews.ask_for_help(
        work.tale.case_id,
        person_id=work.case.contact.applicant_id,
        needs=[Need.SAFETY],
        said=f"{YOURS}HELP",
        signed=signed,
    )


def told_in_error(work):
    """A complaint is taken back that a letter told of, and no other letter is sent."""
    on, reviews, case_id = date(2026, 3, 12), work.reviews, work.tale.case_id
    first, *_ = work.case.evidence.complaints
    reviews.correct_evidence(
        case_id,
        first.complaint_id,
        reason=f"{OTHERS}ERROR",
        signed=work.tale.signed(on),
    )
    reviews.leave_letter_as_it_is(
        work.tale.posted_letter(LetterKind.THRESHOLD_MET),
        reason=f"{OTHERS}LEFT",
        signed=work.tale.signed(on),
    )


def challenge(work):
    """Whoever applied challenges the review."""
    on = date(2026, 4, 10)
    told = ChallengeTold(
        of=Challenged.REVIEW,
        made_by=work.case.contact.applicant_id,
        received_on=on,
        channel=HeardBy.PHONE,
        grounds=f"{YOURS}GROUNDS",
    )
    work.reviews.receive_challenge(work.tale.case_id, told, signed=work.tale.signed(on))


@pytest.fixture(scope="module")
def challenged(work):
    challenge(work)
    return work.on(TODAY)


def by_button(work, kind, _):
    """Have it made by the page that offers it."""
    work.as_auditor()
    page, to = ("/history/pack",) * 2
    if kind in {PackKind.PANEL, PackKind.APPLICANT}:
        page, to = "/panel", "/panel/packs"
        work.on(TODAY)
    if kind in OF_A_CHALLENGE:
        (challenge_id,) = work.case.outcome.challenges
        page, to = (f"/challenges/{challenge_id}/papers",) * 2
        work.on(TODAY)
    asked = work.send(to, filled_in(work.get(page)) | {"kind": kind})
    assert asked.status_code == 200
    assert make(work) == 1
    return opened(work).content


def by_command(work, kind, into):
    """Have it made by the command."""
    told = ["pack", work.case.trigger.reference, "--for", NAMES[kind]]
    by = SAM if kind in OF_A_CHALLENGE else ANN
    told += ["--to", str(into), "--by", by.sign_in_name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "asked", lambda: nullcontext(work.installation))
        done = CliRunner().invoke(main, told)
    assert (done.exit_code, done.exception) == (0, None), done.output
    (pdf,) = into.glob("*.pdf")
    return pdf.read_bytes()


@pytest.fixture(scope="module")
def packs(challenged, tmp_path_factory):
    """Every kind of pack, each by button and by command."""
    into = tmp_path_factory.mktemp("packs")
    return {
        (kind, how): how(challenged, kind, into / kind.name)
        for kind in PackKind
        for how in (by_button, by_command)
    }


def markers_in(pdf):
    return {each.decode() for each in MARKER.findall(everything_in(pdf))}


def says(pdf):
    return " ".join(pages(pdf))


HOW = pytest.mark.parametrize("how", [by_button, by_command])


@HOW
@pytest.mark.parametrize("kind", MAY_BE_IN)
def test_each_holds_what_its_reader_may_have_and_nothing_else(packs, kind, how):
    assert markers_in(packs[kind, how]) == MAY_BE_IN[kind]


@HOW
@pytest.mark.parametrize("kind", [PackKind.PANEL, PackKind.OMBUDSMAN, PackKind.HEARERS])
def test_the_full_ones_hold_what_is_looked_for(packs, kind, how):
    """Or looking for it in the others would say nothing."""
    everything = set().union(*MAY_BE_IN.values()) - {f"{OTHERS}STREET"}
    assert markers_in(packs[kind, how]) > everything


@HOW
@pytest.mark.parametrize(("kind", "colours"), SEES.items())
def test_of_files_each_sees_their_own(packs, kind, colours, how):
    assert colours_in(packs[kind, how]) == colours


@HOW
def test_the_victim_is_not_told_what_another_was_told(packs, how):
    told = says(packs[PackKind.SUBJECT_VICTIM, how])
    assert "You are the victim" in told
    assert "The threshold was decided: met" in told
    assert "You were told on" not in told  # it was whoever applied
    assert "It says that you may be told" not in told  # nobody asked that
    assert told.count("not what may be told to you") == len(BODIES)


@HOW
def test_what_is_in_no_letter_to_the_victim_is_withheld_and_says_so(packs, how):
    told = says(packs[PackKind.SUBJECT_VICTIM, how])
    withheld = told[told.rindex("8. What is withheld") :]
    for what in ("Threshold decided", "Findings", "Recommendation", "answered our"):
        assert what in withheld, what
    assert "the body that gave it said what may be told to whoever applied" in withheld


@HOW
def test_the_applicant_is_not_told_that_somebody_else_asked_for_help(packs, how):
    """Whoever is afraid of the one who applied may have asked."""
    for kind in (PackKind.SUBJECT_APPLICANT, PackKind.SUBJECT_VICTIM):
        told = says(packs[kind, how])
        assert "The applicant asked for help" not in told
    applicant = says(packs[PackKind.SUBJECT_APPLICANT, how])
    assert applicant.count("You asked us for help") == 1
    victim = says(packs[PackKind.SUBJECT_VICTIM, how])
    assert victim.count("You asked us for help") == 2  # that, and that it is withheld


@HOW
def test_another_is_named_by_letters_alone(packs, how):
    """And by nothing that was put together for the pack."""
    for kind, other in (
        (PackKind.SUBJECT_APPLICANT, f"{OTHERS}NAME"),
        (PackKind.SUBJECT_VICTIM, f"{OTHERS}NOTPRINTED"),
    ):
        told = says(packs[kind, how])
        before, letters = told.rsplit("6. The letters to you", 1)
        letters, after = letters.rsplit("7. The files you gave us", 1)
        assert other in letters
        assert other not in before + after


@pytest.mark.parametrize("kind", [PackKind.SUBJECT_APPLICANT, PackKind.SUBJECT_VICTIM])
def test_it_is_whole_and_breaks_no_rule_of_pdf_ua(packs, kind):
    report = page.validate_pdf_bytes(packs[kind, by_button], profile="ua1")
    assert [failure.rule_id for failure in report.failures] == []
