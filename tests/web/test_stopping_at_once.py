"""An applicant says what is not safe while a caseworker saves where they live now.

Neither may undo the other: letters to the old address, or in a way that is not safe,
would be opened by whoever the applicant fears.
"""

from contextlib import contextmanager
from unittest.mock import patch
from uuid import uuid4

import pytest

from asbreview.domain.model import Signed
from asbreview.domain.people import Channel, Safety
from asbreview.reviews.told import PersonTold
from asbreview.signing import APPLICANT
from browser.stages import Stages
from desk import SAM, desk, filled_in, words
from places import ON_BOTH
from web.test_status import no_waiting
from web.test_status_changes import fill_in, follower

__all__ = ["no_waiting"]
REACHING = "/status/reaching-me"
NEW = "4 Sorrel Walk\nHolmbeck\nHX1 9ZZ"
NUMBERS = iter(range(60, 80))


@pytest.fixture(scope="module", params=ON_BOTH)
def sam(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stopping")
    with desk(folder, on_server=request.param == "postgres") as sam:
        yield sam


@pytest.fixture
def case_id(sam):
    tale = Stages(sam.installation, sam.clock)
    tale.number = next(NUMBERS)
    return tale.until("apply").case_id


def applicant_of(sam, case_id):
    return sam.reviews.case(case_id).contact.applicant


def moved(sam, case_id):
    """Record as a caseworker, who asked, where the applicant lives now."""
    person = applicant_of(sam, case_id)
    told = PersonTold(
        name=sam.installation.keyring.reveal(person.name),
        address=NEW,
        phone="01632 960111",
        safe=Safety(
            to_write=True, to_email=False, to_ring=True, to_leave_a_message=False
        ),
        prefers=Channel.LETTER,
    )
    signed = Signed(
        by=SAM.account_id, for_body=SAM.body_id, at=sam.clock(), command_id=uuid4()
    )
    sam.reviews.change_contact_details(case_id, person.person_id, told, signed=signed)


@contextmanager
def overtaken(sam, by, *, times=1):
    """Let another save, so many times, just before the applicant's form does."""
    save, left = sam.reviews.save, iter(range(times))

    def after(*records, **told):
        is_theirs = records[0].pending_events[0].recorded_by == APPLICANT
        if is_theirs and next(left, None) is not None:
            by()
        return save(*records, **told)

    with patch.object(sam.reviews, "save", after):
        yield


def test_the_new_address_holds_and_the_way_stops(sam, case_id):
    browser = follower(sam, case_id)
    with overtaken(sam, lambda: moved(sam, case_id), times=3):
        page, _ = fill_in(browser, REACHING, prefers="phone", stop=["write"])
    assert "It is recorded how to reach you" in words(page)
    now = applicant_of(sam, case_id)
    assert sam.installation.keyring.reveal(now.address) == NEW
    assert sam.installation.keyring.reveal(now.phone) == "01632 960111"
    assert now.safe == Safety(
        to_write=False, to_email=False, to_ring=True, to_leave_a_message=False
    )
    assert now.prefers is Channel.PHONE


def test_what_a_caseworker_saved_after_the_page_read_the_case_is_kept(sam, case_id):
    browser, case = follower(sam, case_id), sam.reviews.case
    fields = filled_in(browser.get(REACHING)) | {"stop": ["ring"]}
    first = iter([True])

    def read(*args, **kwargs):
        found = case(*args, **kwargs)
        if next(first, False):
            moved(sam, case_id)
        return found

    with patch.object(sam.reviews, "case", read):
        assert browser.post(REACHING, data=fields).status_code == 200
    now = applicant_of(sam, case_id)
    assert sam.installation.keyring.reveal(now.address) == NEW
    assert not now.safe.to_ring
    assert now.safe.to_write


def test_a_form_sent_again_with_a_way_that_is_not_safe_is_not_refused(sam, case_id):
    browser = follower(sam, case_id)
    _, fields = fill_in(browser, REACHING, prefers="phone", stop=[])
    again = browser.post(REACHING, data=fields | {"stop": ["write"]})
    assert again.status_code == 200
    assert "It is recorded how to reach you" in words(again)
    assert not applicant_of(sam, case_id).safe.to_write


def test_a_form_sent_again_with_another_preference_alone_is(sam, case_id):
    browser = follower(sam, case_id)
    _, fields = fill_in(browser, REACHING, prefers="phone", stop=[])
    again = browser.post(REACHING, data=fields | {"prefers": "email"})
    assert again.status_code == 409
    assert applicant_of(sam, case_id).prefers is Channel.PHONE
