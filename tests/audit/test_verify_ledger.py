"""The verifier of one file needs nothing of ours, and tells whoever has kept a head."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import delete

from asbreview.__main__ import main
from asbreview.audit import verify_ledger
from asbreview.audit.checking import check
from asbreview.audit.exporting import export
from asbreview.audit.kept_heads import all_heads, ledger_heads
from asbreview.audit.notes import Signer, Verifier, key_of
from asbreview.refusal import CannotStart
from tampering import tamper

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)
NOTHING_OF_OURS = """
import runpy, sys
sys.argv = ["verify_ledger.py", *sys.argv[1:]]
try:
    runpy.run_path("verify_ledger.py", run_name="__main__")
finally:
    ours = {"asbreview", "projections", "eventsourcing", "sqlalchemy", "pydantic"}
    found = ours & {name.split(".")[0] for name in sys.modules}
    assert not found, found
"""


def public_key(at):
    return str(key_of(at.installation.ledger.kept.key).verifier)


@pytest.fixture
def exported(at, tmp_path):
    at.installation.ledger.sign(NOW)
    export(at.installation.ledger, tmp_path / "export")
    return tmp_path / "export"


def run(*arguments, capsys):
    code = verify_ledger.main([str(one) for one in arguments])
    return code, capsys.readouterr().out


def test_it_runs_by_itself_and_loads_nothing_of_ours(at, exported):
    told = ["-I", "-c", NOTHING_OF_OURS, ".", "--key", public_key(at), "--json"]
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, *told],
        cwd=exported,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["findings"], told["heads"]) == ([], 1)
    assert told["events"] == told["covered"] > 10


def test_an_export_from_a_server_is_verified_alike(either, tmp_path):
    head = either.installation.ledger.sign(NOW)
    assert export(either.installation.ledger, tmp_path / "export") == head.size
    key = verify_ledger.read_key(public_key(either))
    found = verify_ledger.verify(tmp_path / "export", key)
    assert (found["findings"], found["covered"]) == ([], head.size)


def test_it_tells_in_words(at, exported, capsys):
    code, said = run(exported, "--key", public_key(at), capsys=capsys)
    assert (code, "Everything fits" in said) == (0, True)
    events = exported / "events"
    events.write_bytes(events.read_bytes().replace(b"threshold-decided", b"told"))
    code, said = run(exported, "--key", public_key(at), capsys=capsys)
    assert code == 1
    assert f"of the case {at.tale.case_id}" in said


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("sha256:", "sha256:00", 1),
        lambda text: text.replace("sha256:", "md5:", 1),
        lambda text: text.replace("\t", " ", 1),
        lambda text: text.replace("sha256:", "base64:*", 1),
        lambda text: "",
        lambda text: "\n" + text,
        lambda text: text + text,
    ],
)
def test_events_that_are_none_are_found(at, exported, change):
    events = exported / "events"
    before = events.read_text("ascii")
    events.write_text(change(before), "ascii")
    found = verify_ledger.verify(exported, verify_ledger.read_key(public_key(at)))
    told = found["findings"] or found["events"] > found["covered"]
    assert told


def test_a_key_may_be_in_a_file_and_has_to_be_one(at, exported, tmp_path, capsys):
    (kept,) = exported.glob("folder/keys-*")
    assert run(exported, "--key", kept, capsys=capsys)[0] == 0
    other = str(Signer.make(public_key(at).split("+")[0]).verifier)
    code, said = run(exported, "--key", other, capsys=capsys)
    assert (code, "not signed by the key you named" in said) == (1, True)
    for wrong in (["--key", "none"], ["--key", other[:-3]], []):
        with pytest.raises(SystemExit) as ended:
            run(exported, *wrong, capsys=capsys)
        assert ended.value.code == 2
    with pytest.raises(SystemExit) as ended:
        run(tmp_path / "nowhere", "--key", other, capsys=capsys)
    assert ended.value.code == 2


def test_who_has_everything_cannot_undo_a_head_that_was_given_away(
    at, tmp_path, capsys
):
    """Log, office, folder and key in one hand: all fits again, but for that head."""
    ledger = at.installation.ledger
    ledger.sign(NOW)
    (given_away,) = ledger.kept.folder.path.glob("*.head")
    kept = tmp_path / "kept-by-the-ombudsman.head"
    kept.write_bytes(given_away.read_bytes())

    forge_everything(at)
    export(ledger, tmp_path / "export")
    arguments = tmp_path / "export", "--key", public_key(at)
    assert run(*arguments, capsys=capsys)[0] == 0
    code, said = run(*arguments, "--head", kept, capsys=capsys)
    assert (code, "2026-04-01T17:00:00Z" in said) == (1, True)


def test_who_else_signed_is_counted(at, exported, capsys):
    police = Signer.make("police.example")
    (path,) = exported.glob("folder/*.head")
    with at.installation.office.reading() as db:
        (kept,) = all_heads(db)
    signed = kept.note.also_signed(police.sign(kept.note.text))
    path.with_suffix(".cosigned-1").write_bytes(bytes(signed))
    arguments = exported, "--key", public_key(at), "--cosigner", str(police.verifier)
    code, said = run(*arguments, capsys=capsys)
    assert (code, "1 of the heads others signed too" in said) == (0, True)


def forge_everything(at):
    """Change an event, and sign all anew with the ledger's own key."""
    ledger = at.installation.ledger
    tamper(
        at.installation.settings.data,
        "UPDATE stored_events SET topic = 'trigger.other' WHERE rowid = 5",
    )
    with at.installation.office.writing() as db:
        db.execute(delete(ledger_heads))
    for path in ledger.kept.folder.path.iterdir():
        path.unlink()
    ledger.sign(NOW + timedelta(days=1))


# --- what is given out


def test_nothing_that_is_given_out_tells_of_a_person(at, tmp_path):
    at.installation.ledger.sign(NOW)
    for folder, whole in ((tmp_path / "hashes", False), (tmp_path / "whole", True)):
        export(at.installation.ledger, folder, with_contents=whole)
        files = [path for path in folder.rglob("*") if path.is_file()]
        for word in (b"MARKER", b"Marigold", b"Larkspur"):
            assert not [p for p in files if word in p.read_bytes()]
    lines = (tmp_path / "hashes" / "events").read_text("ascii").splitlines()
    assert all("\tsha256:" in line for line in lines)
    key = verify_ledger.read_key(public_key(at))
    assert verify_ledger.verify(tmp_path / "whole", key)["findings"] == []


def test_contents_are_what_was_stored(at, tmp_path):
    at.installation.ledger.sign(NOW)
    export(at.installation.ledger, tmp_path / "whole", with_contents=True)
    lines = at.reviews.recorder.lines(0, limit=10**6)
    told = (tmp_path / "whole" / "events").read_text("ascii").splitlines()
    for line, columns in zip(lines, told, strict=True):
        content = columns.split("\t")[4].removeprefix("base64:")
        assert verify_ledger.base64.b64decode(content) == bytes(line.stored.state)


def test_nothing_is_written_over(at, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "something").touch()
    with pytest.raises(CannotStart, match="holds something"):
        export(at.installation.ledger, tmp_path / "there")


def test_the_command_writes_it(at, tmp_path, monkeypatch):
    monkeypatch.setenv("ASBREVIEW_DATA", str(at.installation.settings.data))
    monkeypatch.setenv("ASBREVIEW_KEYS", str(at.installation.settings.keys))
    at.installation.ledger.sign(NOW)
    done = CliRunner().invoke(main, ["verify", "--export", str(tmp_path / "export")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "export" / "verify_ledger.py").exists()
    wrong = CliRunner().invoke(main, ["verify", "--with-contents"])
    assert wrong.exit_code == 2


# --- a body that signs too


@pytest.fixture
def police(at, tmp_path, capsys):
    """What the police do with an export, with a key of theirs."""

    def sign(folder, *more):
        told = [folder, "--key", public_key(at), "--sign-with", tmp_path / "police-key"]
        return run(*told, *more, capsys=capsys)[0]

    return sign


def test_a_body_signs_the_newest_head_and_everybody_counts_it(at, exported, police):
    assert police(exported, "--name", "police.example") == 0
    (cosigned,) = exported.glob("folder/*.cosigned-*")
    key_file = exported.with_name("police-key")
    assert key_file.stat().st_mode & 0o077 == 0
    public = Verifier.read(exported.with_name("police-key.public").read_text("ascii"))
    assert key_of(key_file).verifier == public
    ledger = at.installation.ledger
    (ledger.kept.folder.path / cosigned.name).write_bytes(cosigned.read_bytes())
    found = check(ledger, cosigners=(public,))
    assert (found.findings, found.cosigned) == ([], 1)
    key = verify_ledger.read_key(public_key(at))
    told = verify_ledger.verify(exported, key, [verify_ledger.read_key(str(public))])
    assert (told["findings"], told["cosigned"]) == ([], 1)


def test_a_body_signs_nothing_that_does_not_fit_what_it_signed_before(
    at, exported, police, tmp_path
):
    """Even where log, office, folder and key are in one hand."""
    assert police(exported, "--name", "police.example") == 0
    forge_everything(at)
    export(at.installation.ledger, tmp_path / "forged")
    assert police(tmp_path / "forged") == 1
    assert not list(tmp_path.glob("forged/folder/*.cosigned-*"))


def test_a_body_signs_again_what_went_on_from_what_it_signed(
    at, exported, police, tmp_path
):
    assert police(exported, "--name", "police.example") == 0
    at.tale.ask()
    at.installation.ledger.sign(NOW + timedelta(days=1))
    export(at.installation.ledger, tmp_path / "later")
    assert police(tmp_path / "later") == 0
    (cosigned,) = tmp_path.glob("later/folder/*.cosigned-*")
    assert cosigned.name.startswith("20260402")


@pytest.mark.parametrize("name", [[], ["--name", "two words"], ["--name", "a+b"]])
def test_a_key_without_a_name_is_not_made(exported, police, name):
    with pytest.raises(SystemExit) as ended:
        police(exported, *name)
    assert ended.value.code == 2
    assert not exported.with_name("police-key").exists()
