"""What is planted in every word that is kept is words in each pack, for its reader.

The story is that of `test_subject_access`, in which a marker says whose each word is;
to every text and every name, of files too, a script is added as it is sealed.
"""

from io import BytesIO

import pikepdf
import pytest

from asbreview.domain.evidence.files import FileKind
from asbreview.domain.pack.facts import PackKind
from asbreview.domain.sealed import Sealed
from asbreview.packs.proofs_told import PROOFS
from asbreview.store.keys import KeyRing
from asbreview.web.packs_told import FOR_WHOEVER_CHECKS
from desk import desk
from packs import test_subject_access as whose
from packs.papers import colours_in, everything_in, give, pages
from packs.test_must_show import GREEN, YOURS
from packs.test_planted_in_papers import OUTSIDE, PLANTED

pytestmark = pytest.mark.thorough

STANDS = ("#panic()", '#eval("1+41")', "<script>alert(1)</script>", "{{ 7*7 }}")
IN_FULL = (PackKind.PANEL, PackKind.OMBUDSMAN, PackKind.HEARERS)
TYPED_NOWHERE = {PackKind.SCRUTINY}  # nothing that anybody typed stands in it
CHECKED = set(FOR_WHOEVER_CHECKS)  # those that proofs go with
seal = KeyRing.seal


def planted(keyring, sealed, *, owner, place):
    """Seal it with a script behind it; an address to write to has to stay one."""
    says = sealed.clear
    is_address = place.endswith("/address")
    if isinstance(says, str) and "MARKER" in says and not is_address:
        PLACES.add(place)
        # A longer name goes in no window of an envelope: no letter would be made.
        script = "{{ 7*7 }}" if place.endswith("/name") else PLANTED
        sealed = Sealed.of(f"{says} {script}")
    return seal(keyring, sealed, owner=owner, place=place)


PLACES = set()


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """Each kind of pack, of a case in which everything is planted."""
    with (
        pytest.MonkeyPatch.context() as patch,
        desk(tmp_path_factory.mktemp("data")) as work,
    ):
        patch.setattr(KeyRing, "seal", planted)
        whose.go(work)
        give(work, f"{YOURS}WRITTEN {PLANTED}".encode(), kind=FileKind.TEXT)
        whose.challenge(work)
        work.on(whose.TODAY)
        yield {kind: whose.by_button(work, kind, None) for kind in PackKind}


def test_it_was_planted_in_every_kind_of_text(packs):
    assert len(PLACES) > 20
    assert {place for place in PLACES if "file-received|/name/" in place}


@pytest.mark.parametrize("kind", PackKind)
def test_it_stands_there_as_it_was_typed_or_not_at_all(packs, kind):
    told = " ".join(pages(packs[kind]))
    for stands in STANDS:
        assert (stands in told) is (kind not in TYPED_NOWHERE), stands
    assert "{{ 49 }}" not in told


@pytest.mark.parametrize("kind", whose.MAY_BE_IN)
def test_nothing_of_anybody_else_came_in_with_it(packs, kind):
    assert whose.markers_in(packs[kind]) == whose.MAY_BE_IN[kind]


@pytest.mark.parametrize(("kind", "colours"), whose.SEES.items())
def test_it_shows_no_picture_of_anybody_else(packs, kind, colours):
    assert colours_in(packs[kind]) == colours


@pytest.mark.parametrize("kind", IN_FULL)
def test_the_full_ones_hold_what_the_others_may_not(packs, kind):
    """Or looking for it in these would say nothing."""
    assert whose.markers_in(packs[kind]) > whose.MAY_BE_IN[PackKind.SUBJECT_APPLICANT]
    assert GREEN in colours_in(packs[kind])


@pytest.mark.parametrize("kind", PackKind)
def test_none_holds_a_script_or_leads_anywhere(packs, kind):
    with pikepdf.open(BytesIO(packs[kind])) as read:
        for each in read.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                for name in OUTSIDE:
                    assert name not in each, name
                assert str(each.get("/S")) not in {"/URI", "/GoToR", "/SubmitForm"}
        assert set(read.attachments) <= ({PROOFS} if kind in CHECKED else set())


@pytest.mark.parametrize("kind", PackKind)
def test_its_metadata_and_its_names_say_nothing_of_it(packs, kind):
    with pikepdf.open(BytesIO(packs[kind])) as read, read.open_metadata() as told:
        said = f"{read.docinfo} {told}"
    for never in ("MARKER", "panic", "alert", "HYPERLINK"):
        assert never not in said, never


@pytest.mark.parametrize("kind", sorted(TYPED_NOWHERE))
def test_where_nothing_typed_is_told_no_part_of_it_is_hidden(packs, kind):
    everything = everything_in(packs[kind])
    for never in (b"MARKER", b"panic", b"alert(1)", b"HYPERLINK"):
        assert never not in everything, never
