"""Who speaks for the victim, what they may be told, and that it ends."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.domain.contact.representatives import ToldAs
from asbreview.domain.errors import AlreadyDone, Misrecorded
from asbreview.domain.sealed import ERASED
from browser.stages import Stages
from desk import date_in, desk, words
from projections.people import Role, people_of

ON = date(2026, 3, 23)
PAGE = "/contacts/representative"
QUILL = {
    "name": "Oleander Quill",
    "phone": "01632 960777",
    "safe": ["ring"],
    "may_be_told": "only what concerns the meeting",
    "how_agreed": "by word of mouth",
}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale = Stages(sam.installation, sam.clock).until("convene")
        yield sam.on(ON)


def who(sam):
    (id_,) = sam.case.contact.representatives
    return id_


def test_who_speaks_for_the_victim_is_on_record_with_what_they_may_be_told(sam):
    page = sam.fill_in(PAGE, **QUILL)
    assert "Who speaks for the victim is recorded" in words(page)
    (named,) = sam.case.contact.representatives.values()
    assert named.represents == sam.case.contact.victim_id
    assert named.may_be_told is ToldAs.MEETING
    assert not named.representative.safe.to_write
    told = words(sam.get("/contacts"))
    assert "Oleander Quill, speaks for the victim" in told
    assert "May be told: only what concerns the meeting" in told
    with sam.installation.views.connect() as db:
        roles = [p.role for p in people_of(db, sam.tale.case_id)]
    assert Role.REPRESENTATIVE in roles
    assert "Somebody named to speak for the victim" in words(sam.get("/history"))


def test_nobody_is_taken_to_agree_to_what_was_not_said(sam):
    page = sam.fill_in(PAGE, name="Oleander Quill")
    told = words(page)
    assert page.status_code == 422
    assert "Select what they may be told" in told
    assert "Select how the victim agreed" in told


def test_a_victim_who_is_represented_by_nobody_on_record_is_shown_so(sam):
    sam.fill_in("/panel/participation", participation="is represented")
    assert "Nobody is on record who speaks for them" in words(sam.get("/panel"))
    sam.fill_in(PAGE, **QUILL)
    assert "is represented , by Oleander Quill" in words(sam.get("/panel"))


def test_it_ends_once_with_a_reason_and_a_day_that_has_come(sam):
    sam.fill_in(PAGE, **QUILL)
    id_ = who(sam)
    where = f"{PAGE}/{id_}/end"
    early = date_in("ended_on", date(2026, 3, 20))
    refused = sam.fill_in(where, reason="They fell out", **early)
    assert refused.status_code == 409
    sam.fill_in(where, reason="They fell out")
    assert not sam.case.contact.representing
    assert "Oleander Quill" not in words(sam.get("/contacts"))
    with pytest.raises(AlreadyDone):
        sam.reviews.end_representative(
            sam.tale.case_id, id_, ended_on=ON, reason="x", signed=sam.tale.signed(ON)
        )
    with pytest.raises(Misrecorded):
        sam.reviews.end_representative(
            sam.tale.case_id, id_, ended_on=ON, reason=" ", signed=sam.tale.signed(ON)
        )


def test_they_are_forgotten_as_anybody_is(sam):
    sam.fill_in(PAGE, **QUILL)
    id_ = who(sam)
    page = sam.get(f"/people/{id_}/erase")
    assert "who speaks for the victim" in words(page)
    sam.installation.keyring.destroy(id_)
    person = sam.case.contact.people[id_]
    assert sam.installation.keyring.reveal(person.name) is ERASED
    assert isinstance(id_, UUID)
