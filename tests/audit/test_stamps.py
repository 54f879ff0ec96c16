"""Heads are stamped by an authority: one on loopback, for which openssl stamps."""

import json
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from asbreview.audit import verify_ledger
from asbreview.audit.checking import check
from asbreview.audit.exporting import export
from asbreview.audit.heads import Head
from asbreview.audit.kept_stamps import ledger_stamps
from asbreview.audit.proving import prove
from asbreview.audit.stamps import Authority as Trusted
from asbreview.audit.stamps import BadStamp, checked_stamp, roots_in, stamp_request
from asbreview.packs.document import Facts
from asbreview.packs.proofs_told import proofs_told
from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from asbreview.stamping_heads import PAUSE, NotAnswered, Stamping, stamp_last
from stamping_authority import Authority, openssl, served

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)
A_REFUSAL = bytes.fromhex("30053003020102")  # PKIStatus 2: rejection, and no token


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tsa") / "own")


@pytest.fixture
def there(at, authority):
    authority.asked, authority.answers = 0, None
    with served(authority) as address:
        trusted = Trusted(address, roots_in(authority.roots))
        ledger = replace(at.installation.settings.ledger, authority=trusted)
        settings = replace(at.installation.settings, ledger=ledger)
        yield replace(at.installation, settings=settings)


def stamps_in_folder(there):
    return list(there.ledger.kept.folder.stamps())


def checked(there):
    return check(there.ledger, roots=there.settings.ledger.roots)


def test_the_last_head_is_stamped_once_and_openssl_says_it_is_good(
    at, there, authority
):
    assert not stamp_last(there, NOW)  # none was signed yet
    there.ledger.sign(NOW)
    assert stamp_last(there, NOW)
    assert not stamp_last(there, NOW)
    assert authority.asked == 1
    ((name, _, _),) = stamps_in_folder(there)
    folder = there.ledger.kept.folder.path
    about = ("-data", name.replace(".tsr", ".head"), "-in", name)
    said = openssl(
        "ts", "-verify", *about, "-CAfile", str(authority.roots), folder=folder
    )
    assert "Verification: OK" in said
    at.tale.ask()
    there.ledger.sign(NOW + timedelta(days=1))
    assert stamp_last(there, NOW + timedelta(days=1))
    found = checked(there)
    assert (found.stamped, found.findings) == (2, [])
    assert found.last_stamp.by == "Example stamps"
    assert abs(found.last_stamp.at - datetime.now(UTC)) < timedelta(minutes=5)


@pytest.mark.parametrize(
    "says",
    [
        (503, "text/plain", b"later"),
        (200, "text/html", b"<p>Welcome"),
        (200, "application/timestamp-reply", b"not a stamp"),
        (200, "application/timestamp-reply", A_REFUSAL),
        (200, "application/timestamp-reply", bytes(200_000)),
    ],
)
def test_without_a_stamp_the_head_stands_and_it_is_asked_for_again(
    there, authority, says
):
    there.ledger.sign(NOW)
    stamping, authority.answers = Stamping(there), says
    stamping.look(NOW)
    stamping.look(NOW + timedelta(seconds=15))
    assert authority.asked == 1  # left alone for some minutes
    assert stamps_in_folder(there) == []
    found = checked(there)
    assert (found.heads, found.stamped, found.findings) == (1, 0, [])
    authority.answers = None
    stamping.look(NOW + PAUSE)
    assert checked(there).stamped == 1


def test_an_authority_that_cannot_be_reached_keeps_nothing_back(there):
    nobody = Trusted("http://127.0.0.1:9/tsr", there.settings.ledger.roots)
    ledger = replace(there.settings.ledger, authority=nobody)
    there = replace(there, settings=replace(there.settings, ledger=ledger))
    there.ledger.sign(NOW)
    with pytest.raises(NotAnswered):
        stamp_last(there, NOW)
    Stamping(there).look(NOW)
    assert checked(there).findings == []


def test_a_stamp_of_something_else_or_by_somebody_else_is_not_taken(
    there, authority, tmp_path
):
    there.ledger.sign(NOW)
    (_, content) = next(there.ledger.kept.folder.notes())
    other = authority.stamp(stamp_request(b"something else").as_bytes())
    with pytest.raises(BadStamp):
        checked_stamp(other, content, roots_in(authority.roots))
    request = stamp_request(content)
    right = authority.stamp(request.as_bytes())
    again = stamp_request(content)  # an answer to an earlier question
    with pytest.raises(BadStamp, match="Nonce"):
        checked_stamp(right, content, roots_in(authority.roots), request=again)
    stranger = Authority(tmp_path / "stranger")
    with pytest.raises(BadStamp):
        checked_stamp(right, content, roots_in(stranger.roots))
    assert checked_stamp(right, content, roots_in(authority.roots), request=request)


def test_a_stamp_that_was_exchanged_is_found_wherever_it_lies(at, there):
    there.ledger.sign(NOW)
    stamp_last(there, NOW)
    ((name, first, _),) = stamps_in_folder(there)
    at.tale.ask()
    there.ledger.sign(NOW + timedelta(days=1))
    stamp_last(there, NOW + timedelta(days=1))
    path = there.ledger.kept.folder.path
    (second,) = [n for n, _, _ in stamps_in_folder(there) if n != name]
    (path / second).write_bytes(first)
    (finding,) = checked(there).findings
    assert second in finding
    with there.office.writing() as db:
        swapped = {"answer": b64encode(first).decode()}
        db.execute(ledger_stamps.update().values(swapped))
    assert [f.split(" in ")[0] for f in checked(there).findings] == [
        "The stamp of head 2",
        second,
    ]


def test_without_roots_a_stamp_proves_nothing_and_that_is_said(there):
    there.ledger.sign(NOW)
    stamp_last(there, NOW)
    found = check(there.ledger)
    assert (found.stamped, found.findings) == (0, [])
    assert "no root certificate" in found.notices[0]


def test_the_folder_gets_later_what_it_could_not_get_then(there):
    there.ledger.sign(NOW)
    stamp_last(there, NOW)
    ((name, answer, _),) = stamps_in_folder(there)
    (there.ledger.kept.folder.path / name).unlink()
    assert not stamp_last(there, NOW)
    assert stamps_in_folder(there)[0][:2] == (name, answer)


def test_the_stamp_lies_in_the_export_and_in_the_packs_of_a_case(
    at, there, authority, tmp_path
):
    there.ledger.sign(NOW)
    stamp_last(there, NOW)
    export(there.ledger, tmp_path / "out")
    assert len(list((tmp_path / "out" / "folder").glob("*.tsr"))) == 1
    at.tale.ask()  # the pack has a head of its own, that nobody has stamped yet
    end = there.reviews.end_of_log()
    later = NOW + timedelta(hours=1)
    proofs = prove(there.ledger, at.tale.case_id, up_to=end, now=later)
    assert [bool(under.stamp) for under in proofs.heads] == [False, True]
    told = [
        dict(block.facts)["Time stamp (RFC 3161)"]
        for block in proofs_told(proofs)
        if isinstance(block, Facts)
    ]
    assert told[0] == "none"
    assert told[1].endswith("Z, by Example stamps")
    file, out = tmp_path / "proofs.json", tmp_path / "stamps"
    file.write_bytes(proofs.as_file())
    (key,) = proofs.keys
    assert verify_ledger.main([str(file), "--key", key, "--stamps", str(out)]) == 0
    about = ("-data", "2.head", "-in", "2.tsr", "-CAfile", str(authority.roots))
    assert "Verification: OK" in openssl("ts", "-verify", *about, folder=out)
    head = json.loads(file.read_bytes())["heads"][1]["head"]
    assert Head.read(there.ledger.last().note).text not in head


@pytest.mark.parametrize(
    ("address", "roots", "says"),
    [
        ("https://stamps.example/tsr", "", "Set both, or neither"),
        ("", "roots.pem", "Set both, or neither"),
        ("stamps.example", "roots.pem", "no address of a web server"),
        ("https://stamps.example/tsr", "missing.pem", "cannot be read as certificates"),
        ("https://stamps.example/tsr", "empty.pem", "cannot be read as certificates"),
    ],
)
def test_what_is_set_by_half_or_wrongly_is_said_at_the_start(
    tmp_path, authority, address, roots, says
):
    (tmp_path / "roots.pem").write_bytes(authority.roots.read_bytes())
    (tmp_path / "empty.pem").write_bytes(b"nothing\n")
    told = {"ASBREVIEW_SECRET": "x" * 32, "ASBREVIEW_LEDGER_TSA": address}
    told["ASBREVIEW_LEDGER_TSA_ROOTS"] = roots and str(tmp_path / roots)
    with pytest.raises(CannotStart, match=says):
        Settings.read(told, demonstration=False)
