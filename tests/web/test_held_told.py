"""What holds a case names the case that is linked with it to who may see that alone."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Role, open_account
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.people import HeardBy
from asbreview.domain.retention.rules import RecordKind
from asbreview.domain.rights.facts import Identity, Right
from asbreview.reviews.holding import HoldingCommands
from asbreview.web.held_told import keeps_told
from desk import SAM, desk, words
from journey import PROCEDURE
from visiting import PASSWORD
from web.test_disposals import RULE
from web.test_erasure_elsewhere import DECIDED, erase_page, refer_back

DAY = date(2026, 5, 20)
LATER = date(2028, 6, 20)
LEE = SAM._replace(
    account_id=UUID(int=72),
    sign_in_name="lee@ely.example",
    name="Lee Wicken",
    role=Role.LEAD,
)
NOT_SHOWN = "Another case, which you may not see, is linked with it and is open."


@pytest.fixture
def sam(tmp_path):
    """A closed case whose review was referred back; Sam may not see where to."""
    with desk(tmp_path) as at_desk:
        told = {"password": PASSWORD, "at": at_desk.clock()}
        open_account(at_desk.installation.office, LEE, **told)
        tale = at_desk.tale
        tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        tale.ask().answer().assess().convene().choose().send_papers().hold().find()
        tale.post(date(2026, 4, 7)).challenge(date(2026, 4, 10))
        tale.arrange_hearing(DECIDED)
        at_desk.linked_id = refer_back(at_desk)
        at_desk.reviews.declare_conflict(
            at_desk.linked_id,
            SAM.account_id,
            reason="Cousins",
            signed=tale.signed(DECIDED),
        )
        tale.post(date(2026, 4, 20)).respond().do_actions().close()
        tale.post(date(2026, 5, 14))
        yield at_desk.on(DAY)


def linked(at_desk):
    return at_desk.reviews.case(at_desk.linked_id).trigger.reference


def asked_to_erase(at_desk):
    signed = at_desk.tale.signed(DAY)
    at_desk.reviews.receive_data_request(
        at_desk.tale.case_id,
        person_id=at_desk.case.contact.applicant_id,
        right=Right.ERASURE,
        received_on=DAY,
        heard_by=HeardBy.EMAIL,
        asked="Forget what I said",
        identity=Identity.KNOWN,
        signed=signed,
    )
    at_desk.on(DAY)
    (request,) = at_desk.case.rights.requests
    return f"{at_desk.address}/data-requests/{request}/erase"


def told(at_desk, who, here):
    answer = at_desk.sits(who).browser.get(here)
    assert answer.status_code == 200
    return words(answer), answer.text


@pytest.mark.parametrize("page", ["forget", "/keeping", "/keeping/erase", "asked"])
def test_each_page_names_the_linked_case_to_who_may_see_it(sam, page):
    here = {
        "forget": lambda: erase_page(sam.case),
        "asked": lambda: asked_to_erase(sam),
    }.get(page, lambda: f"{sam.address}{page}")()
    said, text = told(sam, SAM, here)
    assert NOT_SHOWN in said
    assert linked(sam) not in text
    said, _ = told(sam, LEE, here)
    assert f"The case {linked(sam)}, linked with it, is open." in said
    assert NOT_SHOWN not in said


def test_a_refusal_to_destroy_names_no_case(sam):
    with pytest.raises(NotPermittedYet, match="A case linked with it is open"):
        sam.reviews.may_forget_case(sam.case)


def test_what_an_earlier_approval_recorded_of_a_case_left_out_is_told_so_too(sam):
    """Before they named none, approvals recorded which case it was."""
    recorded = f"The case {linked(sam)}, linked with it, is open."
    given = sam.browser.app.state.installation
    assert keeps_told(given, SAM, sam.case, recorded) == NOT_SHOWN
    assert keeps_told(given, LEE, sam.case, recorded) == recorded


def test_a_proposal_to_dispose_names_it_to_no_other(sam, monkeypatch):
    """It was free when it was proposed, and is not when it is looked at."""
    of = RecordKind.WITH_OUTCOME
    rule = RULE.model_copy(update={"of": of, "from_on": LATER})
    sam.reviews.set_retention_rule(PROCEDURE, rule, signed=sam.tale.signed(LATER))
    with monkeypatch.context() as patch:
        patch.setattr(HoldingCommands, "linked_and_open", lambda *_: [])
        sam.reviews.propose_disposal(
            PROCEDURE, of, cases=[sam.tale.case_id], signed=sam.tale.signed(LATER)
        )
    sam.on(LATER)
    (disposal_id,) = sam.reviews.disposals(PROCEDURE).disposals
    here = f"/retention/disposals/{disposal_id}"
    said, text = told(sam, SAM, here)
    assert f"kept. {NOT_SHOWN}" in said
    assert linked(sam) not in text
    said, _ = told(sam, LEE, here)
    assert f"kept. The case {linked(sam)}, linked with it, is open." in said
