"""A person who was carried over to another case is forgotten there by itself."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Role, open_account
from asbreview.domain.outcome.challenge import Upheld
from asbreview.reviews.carrying_over import carried_over
from desk import SAM, desk, filled_in, words
from visiting import PASSWORD, forms_of, sent_by, sign_in

DECIDED, DAY = date(2026, 4, 17), date(2026, 5, 20)
REASONS = {"basis": "the person asked, and it was granted", "confirmation": "ERASE"}
LEE = SAM._replace(
    account_id=UUID(int=72),
    sign_in_name="lee@ely.example",
    name="Lee Wicken",
    role=Role.LEAD,
)


@pytest.fixture
def sam(tmp_path):
    """A case that was referred back on a challenge, as another; both have ended."""
    with desk(tmp_path) as at_desk:
        tale = at_desk.tale
        tale.apply().post(date(2026, 3, 3)).decide().post(date(2026, 3, 9))
        tale.ask().answer().assess().convene().choose().send_papers().hold().find()
        tale.post(date(2026, 4, 7)).challenge(date(2026, 4, 10))
        tale.arrange_hearing(DECIDED)
        at_desk.linked_id = refer_back(at_desk)
        at_desk.reviews.withdraw(
            at_desk.linked_id,
            reason="It is quiet",
            withdrawn_on=DECIDED,
            signed=tale.signed(DECIDED),
        )
        tale.post(date(2026, 4, 20)).respond().do_actions().close()
        tale.post(date(2026, 5, 14))
        yield at_desk.on(DAY)


def refer_back(at_desk):
    signed, case = at_desk.tale.signed(DECIDED), at_desk.case
    (challenge_id,) = case.outcome.challenges
    at_desk.reviews.decide_challenge(
        case.case_id,
        challenge_id,
        upheld=Upheld.UPHELD,
        decided_on=DECIDED,
        reasons="They were rung twice",
        follows="",
        carried=carried_over(case, at_desk.reviews.keyring.reveal),
        signed=signed,
    )
    return signed.new_case_id


def linked(at_desk):
    return at_desk.reviews.case(at_desk.linked_id)


def erase_page(case):
    at = f"/cases/{case.trigger.reference}/people"
    return f"{at}/{case.contact.applicant_id}/erase"


def say_forget(at_desk, case):
    """Propose it, or decide it where one officer is alone: every text is removed."""
    here = erase_page(case)
    form = filled_in(at_desk.browser.get(here))
    numbers = [name.split("-")[1] for name in form if name.endswith("-text_id")]
    fates = {f"texts-{number}-fate": ["remove"] for number in numbers}
    sent = form | fates | REASONS
    return at_desk.browser.post(here, data=sent, follow_redirects=True)


def test_the_page_names_the_other_case_and_leads_there(sam):
    there = linked(sam)
    page = sam.browser.get(erase_page(sam.case))
    reference = there.trigger.reference
    assert f"case {reference}, the applicant: nothing is proposed" in words(page)
    assert f'href="{erase_page(there)}"' in page.text
    back = sam.browser.get(erase_page(there))  # and from there the first is named
    assert f'href="{erase_page(sam.case)}"' in back.text


def test_who_is_forgotten_on_one_is_left_on_the_other_and_both_say_so(sam):
    done = words(say_forget(sam, sam.case))
    assert "The person is forgotten" in done
    reference = linked(sam).trigger.reference
    assert f"case {reference}, the applicant: nothing is proposed there yet" in done
    name = linked(sam).contact.applicant.name
    assert "MARKERNAME" in str(sam.reviews.keyring.reveal(name))
    told = words(say_forget(sam, linked(sam)))
    own = sam.case.trigger.reference
    assert f"case {own}, the applicant: it is decided to forget them there" in told
    for case in (sam.case, linked(sam)):
        at = f"/cases/{case.trigger.reference}"
        page = words(sam.browser.get(at))
        page += words(sam.browser.get(f"{at}/history", params={"detail": "yes"}))
        assert "MARKER" not in page


def test_what_is_proposed_there_is_said_here_to_whoever_approves(sam):
    told = {"password": PASSWORD, "at": sam.clock(), "demonstration": False}
    open_account(sam.installation.office, LEE, **told)
    say_forget(sam, linked(sam))
    told = words(say_forget(sam, sam.case))
    reference = linked(sam).trigger.reference
    assert f"case {reference}, the applicant: it is proposed to forget them" in told
    sign_in(sam.browser, name=LEE.sign_in_name)
    page = sam.browser.get(erase_page(sam.case))
    (form,) = [f for f in forms_of(page) if f.get("action", "").endswith("/approve")]
    sent = sent_by(form) | {"confirmation": "ERASE"}
    at = f"{erase_page(sam.case)}/approve"
    done = words(sam.browser.post(at, data=sent, follow_redirects=True))
    assert "The person is forgotten" in done
    assert f"case {reference}, the applicant: it is proposed to forget them" in done


def test_of_a_case_that_they_may_not_see_no_more_is_told_than_that_there_is_one(sam):
    there = linked(sam)
    sam.reviews.declare_conflict(
        there.case_id,
        SAM.account_id,
        reason="Her cousin",
        signed=sam.tale.signed(DAY),
    )
    sam.on(DAY)
    page = words(sam.browser.get(erase_page(sam.case)))
    assert "1 case that you may not see" in page
    assert f"case {there.trigger.reference}, the applicant" not in page
