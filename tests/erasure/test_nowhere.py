"""Must show: forgotten, a person or a case is in no byte of anything, nor put back.

Markers are planted by the forms and commands, in words, in files of several kinds, in
letters and packs; a backup is made; they are forgotten; another backup is made.  Then
every byte of all of it is looked through, also unpacked and decoded; then the *older*
backup, whose keys opened everything, is put back with the register that is kept
outside, and looked through again.
"""

import shutil
import tempfile
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Role, open_account
from asbreview.audit.checking import check
from asbreview.domain.keeping.facts import HoldGround
from asbreview.domain.letter.facts import Status
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.sealed import ERASED
from asbreview.domain.terms import Origin
from asbreview.installation import opened
from asbreview.keeping_ledger import note_destroyed
from asbreview.reviews.told import PersonTold
from asbreview.safekeeping.putting_back import put_back
from asbreview.safekeeping.saving import save
from asbreview.settings_of_ledger import LedgerSettings
from asbreview.working import pack_maker_of, sender_of
from desk import SAM, date_in, desk, filled_in, words
from erasure.searching import found_anywhere, words_within
from everything import for_another
from evidence_files import made_files as made
from journey import FOUR_COMPLAINTS, PROCEDURE, SAFE
from safekeeping.test_backup import empty_place
from visiting import PASSWORD, forms_of, sent_by, sign_in

pytestmark = pytest.mark.thorough

APPLIED, WITHDRAWN, TODAY = date(2026, 3, 2), date(2026, 3, 12), date(2028, 3, 20)
NEXT_DAY = date(2028, 3, 21)
NAME, STREET, PHONE = "Quenby Markerley", "4 Markergate Drove", "01632 960888"
SAID = ("markertale", "markerfile", "markerpdf", "markerword", "markerletter")
PLANTED = ("markerdeep",)  # in the files only, packed
OF_APPLICANT = (NAME, "Markerley", "Markergate", PHONE, *SAID, *PLANTED)
VICTIM = PersonTold(name="Oleander Quill", address="9 Fen Row\nEly\nCB7 4ZZ", safe=SAFE)
LEE = SAM._replace(
    account_id=UUID(int=72),
    sign_in_name="lee@ely.example",
    name="Lee Wicken",
    role=Role.LEAD,
)
RULE = RetentionRule(
    of=RecordKind.WITHDRAWN,
    years=2,
    counted_from=CountedFrom.ENDED,
    origin=Origin.OWN_CHOICE,
    source="Nothing was decided on it",
    from_on=TODAY,
)


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder in which all is that could hold anything: temporary files too."""
    temporary = tmp_path / "room" / "temporary"
    temporary.mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path / "room"


@pytest.fixture
def at(room):
    with desk(room / "data") as at:
        given = at.installation
        told = {"password": PASSWORD, "at": at.clock(), "demonstration": False}
        open_account(given.office, LEE, **told)
        at.files = {}
        yield planted(at)


def planted(at):
    """A case of two people that was withdrawn, with words, files, letters and packs."""
    at.tale.begun_after = at.reviews.end_of_log()
    signed = at.tale.signed(APPLIED)
    applicant = PersonTold(
        name=NAME, address=f"{STREET}\nSoham\nCB7 4ZZ", phone=PHONE, safe=SAFE
    )
    at.reviews.receive_application(
        for_another(),
        procedure_id=PROCEDURE,
        applicant=applicant,
        victim=VICTIM,
        account="The markertale of every night",
        complaints=FOUR_COMPLAINTS,
        passed_on=True,
        signed=signed,
    )
    at.tale.case_id = signed.new_case_id
    at.on(date(2026, 3, 5))
    for name, content in {
        "markerfile.docx": made.word(extra="<w:t>markerdeep</w:t>"),
        "markerpdf.pdf": made.pdf(),
        "photo.jpg": made.photo(),
    }.items():
        give(at, name, content)
    at.letters = []
    post(at, date(2026, 3, 6))
    at.reviews.withdraw(
        at.tale.case_id,
        withdrawn_on=WITHDRAWN,
        reason="markerletter: it has stopped",
        signed=at.tale.signed(WITHDRAWN),
    )
    post(at, WITHDRAWN)
    signed = at.tale.signed(TODAY)
    at.reviews.set_retention_rule(PROCEDURE, RULE, signed=signed)
    at.on(TODAY)
    asked = filled_in(at.get("/history/pack")) | {"kind": "ombudsman's pack"}
    at.send("/history/pack", asked)
    assert pack_maker_of(at.installation).run_once() == 1
    at.installation.projector.catch_up()
    at.pack = at.get("/panel/packs/1/pack.pdf").content
    return at


def post(at, on):
    """Have every letter made, and mark it posted: what was printed is kept sealed."""
    at.clock.set(on)
    sender_of(at.installation).run_once(at.clock())
    queue = at.installation.print_queue.glob("*.pdf")
    at.letters += [path.read_bytes() for path in queue]
    waiting = [x.id for x in at.tale.all_letters() if x.status is Status.HANDED_OVER]
    if waiting:
        signed = at.tale.signed(on)
        at.reviews.post_letters(waiting, posted_on=on, signed=signed)


def give(at, name, content):
    fields = filled_in(at.get("/documents/new")) | {
        "description": "What she sent: a markerfile",
        "giver_id": str(at.case.contact.applicant_id),
        **date_in("received_on", date(2026, 3, 5)),
    }
    del fields["file"]
    to, file = f"{at.address}/documents/new", {"file": (name, content)}
    answer = at.browser.post(to, data=fields, files=file, follow_redirects=True)
    assert "The file is on record." in answer.text, words(answer)
    at.files[list(at.case.evidence.files)[-1]] = content


def forget_the_applicant(at):
    """As two officers do by the page for it; every text is removed."""
    page = f"/people/{at.case.contact.applicant_id}/erase"
    form = filled_in(at.get(page))
    for name in [name for name in form if name.endswith("-text_id")]:
        form[f"texts-{name.split('-')[1]}-fate"] = ["remove"]
    form |= {"basis": "the person asked, and it was granted", "confirmation": "ERASE"}
    at.send(page, form)
    sign_in(at.browser, name=LEE.sign_in_name)
    (approval,) = forms_of(at.get(page), f"{at.address}{page}/approve")
    typed = sent_by(approval) | {"confirmation": "ERASE"}
    told = words(at.send(f"{page}/approve", typed))
    assert "The person is forgotten" in told, told


def dispose_of_the_case(at):
    """As two officers do: one proposes it, another approves it."""
    of = {"area": PROCEDURE, "of": RULE.of.value}
    page = at.browser.get("/retention/dispose", params=of)
    at.browser.post("/retention/dispose", data=filled_in(page))
    (disposal,) = at.reviews.disposals(PROCEDURE).disposals.waiting
    sign_in(at.browser, name=LEE.sign_in_name)
    here = f"/retention/disposals/{disposal.disposal_id}"
    there = filled_in(at.browser.get(here))
    own = {name: there[name] for name in ("csrf_token", "command_id")}
    done = at.browser.post(f"{here}/approve", data=own | {"confirmation": "DISPOSE"})
    assert "What these cases told is destroyed." in words(done), words(done)


HOW = {"a person": forget_the_applicant, "a case": dispose_of_the_case}


def over(at):
    """Say what became of the pack for an ombudsman: until then it holds."""
    case_id = at.tale.case_id
    at.reviews.place_hold(
        case_id,
        ground=HoldGround.OMBUDSMAN,
        reason="markerletter: they looked into it",
        review_on=date(2028, 9, 1),
        signed=at.tale.signed(NEXT_DAY),
    )
    (hold_id,) = at.reviews.case(case_id).keeping.holds
    told = {"reason": "No fault was found", "signed": at.tale.signed(NEXT_DAY)}
    at.reviews.release_hold(case_id, hold_id, **told)
    at.on(NEXT_DAY)


def shown(at):
    """Return the markers that any page of the case shows, as it is and as it was."""
    at.installation.projector.catch_up()
    pages = ("", "/complaints", "/documents", "/contacts", "/letters", "/history")
    seen = set()
    for then in ({}, {"as_of": "2026-03-13"}):
        for page in (*pages, "/chronology", "/keeping"):
            answer = at.get(page, **then)
            assert answer.status_code == 200, page
            seen |= words_within(answer.content, OF_APPLICANT)
    find = filled_in(at.browser.get("/find"))
    found = at.browser.post("/find", data=find | {"query": "Markerley"})
    return seen | ({NAME} if at.case.trigger.reference in found.text else set())


@pytest.mark.parametrize("how", sorted(HOW))
def test_what_was_forgotten_is_in_no_byte_of_anything(at, room, how, capfd):
    outside = LedgerSettings(folder=room / "ledger-outside")
    over(at)
    assert shown(at) >= {NAME, "markertale"}  # it is there to be found
    assert {w for content in at.letters for w in words_within(content, OF_APPLICANT)}
    assert NAME in words_within(at.pack, OF_APPLICANT)
    inside = [words_within(each, OF_APPLICANT) for each in at.files.values()]
    assert {"markerdeep", "markerword", "Markerley"} <= set().union(*inside)
    assert {word for _, word in found_anywhere(room, OF_APPLICANT)} >= {NAME}
    at.installation.ledger.sign(at.clock())
    save(at.installation, room / "backup-before")

    HOW[how](at)

    told = replace(at.installation.settings, ledger=outside)
    note_destroyed(replace(at.installation, settings=told))
    at.installation.ledger.sign(at.clock())
    save(at.installation, room / "backup-after")
    (room / "logs").write_text("".join(capfd.readouterr()))
    assert found_anywhere(room, OF_APPLICANT) == []
    assert shown(at) == set()
    assert check(at.installation.ledger).findings == []
    others_stay = how == "a person"
    assert is_readable_in(at.installation, at, "victim_id") is others_stay
    keys_are_gone = at.reviews.erasure_of(
        at.tale.case_id if how == "a case" else at.case.contact.applicant_id
    ).owners

    place = empty_place(at.installation.settings, room / "put-back")
    place = replace(place, ledger=outside)
    for backup in ("backup-before", "backup-after"):
        at_once = put_back(place, room / backup)
        assert bool(at_once.destroyed_again) is (backup == "backup-before")
        with opened(place) as again:
            ring = again.keyring.table
            assert {ring.find(owner) for owner in keys_are_gone} <= {ERASED, None}
            assert is_readable_in(again, at, "applicant_id") is False
            assert is_readable_in(again, at, "victim_id") is others_stay
            assert check(again.ledger).findings == []
            again.projector.catch_up()
        assert found_anywhere(room, OF_APPLICANT) == []
        shutil.rmtree(place.data)


def is_readable_in(again, at, who):
    contact = again.reviews.case(at.tale.case_id).contact
    name = contact.people[getattr(contact, who)].name
    return again.keyring.reveal(name) is not ERASED
