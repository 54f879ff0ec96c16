"""The tree is RFC 9162's: by its published vectors, its examples, and an oracle."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from asbreview.audit.tree import (
    EMPTY,
    GrowingTree,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    tree_head,
)

# What implementations of Certificate Transparency are tested with.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
HEADS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAF_OF_00 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
OF_2_AND_3 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
OF_4_TO_7 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
OF_6_AND_7 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
LEAF_00_ALONE = HEADS[1]
INCLUDED = [
    (0, 8, [LEAF_OF_00, OF_2_AND_3, OF_4_TO_7]),
    (5, 8, [LEAF_4, OF_6_AND_7, HEADS[4]]),
    (2, 3, [HEADS[2]]),
    (1, 5, [LEAF_00_ALONE, OF_2_AND_3, LEAF_4]),
    (0, 1, []),
]
CONSISTENT = [
    (1, 1, []),
    (1, 8, [LEAF_OF_00, OF_2_AND_3, OF_4_TO_7]),
    (2, 5, [OF_2_AND_3, LEAF_4]),
]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
entries = st.lists(st.binary(max_size=8), min_size=1, max_size=70)
no_two_alike = st.lists(st.binary(max_size=8), min_size=1, max_size=70, unique=True)


def hexes(proof):
    return [step.hex() for step in proof]


# --- published


@pytest.mark.parametrize("size", range(9))
def test_a_head_is_the_published_one(size):
    assert tree_head(LEAVES[:size]).hex() == HEADS[size]


@pytest.mark.parametrize(("index", "size", "proof"), INCLUDED)
def test_a_proof_of_inclusion_is_the_published_one(index, size, proof):
    assert hexes(inclusion_proof(LEAVES[:size], index)) == proof
    steps = [bytes.fromhex(step) for step in proof]
    head = bytes.fromhex(HEADS[size])
    assert is_included(LEAVES[index], index, size, steps, head)


@pytest.mark.parametrize(("earlier", "later", "proof"), CONSISTENT)
def test_a_proof_of_consistency_is_the_published_one(earlier, later, proof):
    assert hexes(consistency_proof(LEAVES[:later], earlier)) == proof
    steps = [bytes.fromhex(step) for step in proof]
    old, new = bytes.fromhex(HEADS[earlier]), bytes.fromhex(HEADS[later])
    assert is_consistent(earlier, old, later, new, steps)


def test_the_examples_of_section_2_1_5():
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, whole = node_hash(g, h), LEAVES[:7]
    m = node_hash(i, j)
    assert inclusion_proof(whole, 0) == [b, h, m]
    assert inclusion_proof(whole, 3) == [c, g, m]
    assert inclusion_proof(whole, 4) == [f, j, k]
    assert inclusion_proof(whole, 6) == [i, k]
    assert consistency_proof(whole, 3) == [c, d, g, m]
    assert consistency_proof(whole, 4) == [m]
    assert consistency_proof(whole, 6) == [i, j, k]


def test_an_entry_cannot_be_taken_for_a_node():
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)
    assert leaf_hash(b"x") == sha256(b"\x00x").digest()


# --- any tree


@given(no_two_alike)
def test_every_entry_is_proved_to_be_where_it_is_and_nowhere_else(given_entries):
    leaves = [leaf_hash(entry) for entry in given_entries]
    head, size = tree_head(leaves), len(leaves)
    for index, leaf in enumerate(leaves):
        proof = inclusion_proof(leaves, index)
        assert is_included(leaf, index, size, proof, head)
        assert not is_included(leaf_hash(b"another one"), index, size, proof, head)
        assert not is_included(leaf, index, size, [*proof, head], head)
        assert not is_included(leaf, index, size, proof, sha256(head).digest())
        assert not proof or not is_included(leaf, index, size, proof[:-1], head)
        for other in {index - 1, index + 1, size + index}:
            assert not is_included(leaf, other, size, proof, head)


@given(entries, st.data())
def test_a_head_leads_to_every_later_one_and_to_no_other(given_entries, data):
    leaves = [leaf_hash(entry) for entry in given_entries]
    later = len(leaves)
    earlier = data.draw(st.integers(1, later))
    old, new = tree_head(leaves[:earlier]), tree_head(leaves)
    proof = consistency_proof(leaves, earlier)
    assert is_consistent(earlier, old, later, new, proof)
    assert not is_consistent(earlier, sha256(old).digest(), later, new, proof)
    assert not is_consistent(earlier, old, later, sha256(new).digest(), proof)
    assert not is_consistent(earlier, old, later, new, [*proof, old])
    assert not proof or not is_consistent(earlier, old, later, new, proof[:-1])
    changed = [*leaves]
    at = data.draw(st.integers(0, earlier - 1))
    changed[at] = leaf_hash(b"changed afterwards")
    other, lies = tree_head(changed), consistency_proof(changed, earlier)
    assert not is_consistent(earlier, old, later, other, lies)


@given(entries)
def test_a_tree_that_grows_has_the_head_of_one_made_at_once(given_entries):
    leaves, growing = [leaf_hash(entry) for entry in given_entries], GrowingTree()
    assert growing.head == EMPTY
    for number, leaf in enumerate(leaves, 1):
        growing.add(leaf)
        assert growing.head == _by_definition(leaves[:number])
        again = GrowingTree(growing.size, growing.peaks)
        assert again.head == growing.head


def _by_definition(leaves):
    """Section 2.1.1, word by word."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(_by_definition(leaves[:k]), _by_definition(leaves[k:]))


@pytest.mark.parametrize(("size", "peaks"), [(3, 1), (0, 1), (4, 0), (-1, 1)])
def test_peaks_that_no_tree_of_the_size_has_are_refused(size, peaks):
    with pytest.raises(ValueError, match="peaks"):
        GrowingTree(size, [EMPTY] * peaks)


@pytest.mark.parametrize("earlier", [0, 9, -1])
def test_nothing_is_proved_of_a_tree_that_is_none(earlier):
    with pytest.raises(IndexError):
        consistency_proof(LEAVES, earlier)
    assert not is_consistent(earlier, EMPTY, 8, tree_head(LEAVES), [])
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES, 8 if earlier == 9 else -1)


# --- an oracle: a tree that others wrote


@given(entries, st.data())
def test_another_implementation_agrees(given_entries, data):
    other = InmemoryTree(algorithm="sha256")
    for entry in given_entries:
        other.append_entry(entry)
    leaves, size = [leaf_hash(entry) for entry in given_entries], len(given_entries)
    earlier = data.draw(st.integers(1, size))
    index = data.draw(st.integers(0, size - 1))
    head, old = tree_head(leaves), tree_head(leaves[:earlier])
    assert other.get_root() == head
    assert other.get_root(earlier) == old

    theirs = other.prove_inclusion(index + 1, size)
    verify_inclusion(leaves[index], head, theirs)
    assert hexes(theirs.path[1:]) == hexes(inclusion_proof(leaves, index))
    theirs = other.prove_consistency(earlier, size)
    verify_consistency(old, head, theirs)
