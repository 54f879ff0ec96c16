"""What was recorded on one case is proved without telling anything of the others."""

import json
from datetime import UTC, datetime

import pytest

from asbreview.audit import verify_ledger
from asbreview.audit.leaves import leaves_of
from asbreview.audit.proving import prove, ways_to_head
from asbreview.audit.tree import inclusion_proof, is_included, tree_head
from journey import Journey
from tampering import tamper

NOW = datetime(2026, 4, 1, 17, 0, tzinfo=UTC)


@pytest.fixture
def ledger(at):
    another = Journey(at.reviews, 9).apply()
    assert another.case_id != at.tale.case_id
    return at.installation.ledger


def proved(at, ledger):
    end = at.reviews.end_of_log()
    return prove(ledger, at.tale.case_id, up_to=end, now=NOW)


def key(ledger):
    return verify_ledger.read_key(ledger.public_keys()[0])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13, 64, 100])
def test_the_ways_are_the_inclusion_proofs_of_the_rfc(ledger, size):
    leaves = list(leaves_of(ledger.recorder)) * 5
    hashes = [leaf.hash for leaf in leaves[:size]]
    wanted = sorted({0, size // 2, size - 1})
    head, ways = ways_to_head(iter(leaves), size, wanted)
    assert head == tree_head(hashes)
    assert ways == {index: inclusion_proof(hashes, index) for index in wanted}
    for index in wanted:
        assert is_included(hashes[index], index, size, ways[index], head)
        assert verify_ledger.leads_to(hashes[index], index, size, ways[index]) == head


def test_every_event_of_the_case_is_there_and_none_of_another(at, ledger):
    proofs = proved(at, ledger)
    of_case = [
        index
        for index, leaf in enumerate(leaves_of(ledger.recorder))
        if leaf.case_id == at.tale.case_id
    ]
    assert [entry.index for entry in proofs.entries] == of_case
    assert (proofs.later, len(proofs.heads), proofs.why_none) == (0, 1, "")


def written(at, ledger, tmp_path, change=lambda told: None):
    told = json.loads(proved(at, ledger).as_file())
    change(told)
    path = tmp_path / "proofs.json"
    path.write_text(json.dumps(told))
    return path


def test_the_verifier_of_one_file_checks_them(at, ledger, tmp_path, capsys):
    path = written(at, ledger, tmp_path)
    told = [str(path), "--key", ledger.public_keys()[0], "--list"]
    assert verify_ledger.main(told) == 0
    said = capsys.readouterr().out
    assert "Everything fits" in said
    assert "trigger.threshold-decided" in said
    assert "MARKERTEXT" not in said  # what tells of people is sealed


def backdate(told):
    """Let the decision have been taken a week before it was."""
    for event in told["events"]:
        if event[3] == "trigger.threshold-decided":
            event[4] = event[4].replace("2026-03-09", "2026-03-02")


@pytest.mark.parametrize(
    "change",
    [
        backdate,
        lambda told: told["events"][2].__setitem__(5, told["events"][3][5]),
        lambda told: told["events"][2].__setitem__(0, told["events"][2][0] + 1),
        lambda told: told["heads"][0]["proofs"].pop(str(told["events"][4][0])),
        lambda told: told["heads"].clear(),
        lambda told: told.__setitem__("case", "00000000-0000-0000-0000-000000000009"),
        lambda told: told["events"].clear(),
    ],
)
def test_whatever_is_changed_in_them_is_found(at, ledger, tmp_path, change):
    path = written(at, ledger, tmp_path, change)
    assert verify_ledger.verify_case(path, key(ledger))["findings"]


def test_a_head_that_was_kept_is_compared(at, ledger, tmp_path):
    head = ledger.sign(NOW)
    assert head is not None
    kept = tmp_path / "kept.head"
    kept.write_text(ledger.last().written)
    found = verify_ledger.verify_case(
        written(at, ledger, tmp_path), key(ledger), own_heads=[kept]
    )
    assert (found["findings"], found["notices"]) == ([], [])


def test_a_log_that_was_changed_gets_no_proof(at, ledger):
    proved(at, ledger)
    tamper(
        at.installation.settings.data,
        "UPDATE stored_events SET topic = 'other' WHERE rowid = 2",
    )
    assert proved(at, ledger).why_none


@pytest.mark.parametrize("told", ["{}", "[]", "no JSON", '{"events": [[]]}'])
def test_what_is_no_file_of_proofs_is_wrong_usage(ledger, tmp_path, told, at):
    path = tmp_path / "proofs.json"
    path.write_text(told)
    ledger.sign(NOW)
    with pytest.raises(SystemExit) as ended:
        verify_ledger.main([str(path), "--key", ledger.public_keys()[0]])
    assert ended.value.code == 2
