"""Earlier cases: whoever applied is forgotten by two officers, or when it is due."""

from datetime import date
from uuid import UUID

import pytest

from asbreview.access.accounts import Role, open_account
from asbreview.domain.erasure import Basis, ErasureDecided
from asbreview.domain.errors import AlreadyDone, NotPermittedYet
from asbreview.domain.past.record import PastCase
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.terms import Origin
from desk import SAM, desk, filled_in, words
from journey import PROCEDURE
from visiting import PASSWORD, forms_of, sent_by
from web.test_disposals import approve, by, events, page_of, proposal
from web.test_past import LIST, look, take

BROUGHT_IN = date(2026, 3, 13)
DUE = date(2028, 9, 1)  # four years after 1 September 2024, when CT 1/24 ended
LEE = SAM._replace(
    account_id=UUID(int=72),
    sign_in_name="lee@ely.example",
    name="Lee Wicken",
    role=Role.LEAD,
)
ASKED = {"area": PROCEDURE, "of": RecordKind.PAST.value}


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply()
        at_desk.on(BROUGHT_IN)
        take(at_desk, look(at_desk, LIST))
        yield at_desk


def with_a_lead(at_desk):
    told = {"password": PASSWORD, "at": at_desk.clock(), "demonstration": False}
    open_account(at_desk.installation.office, LEE, **told)
    return at_desk


def past(at_desk, reference="CT 1/24"):
    case_id = PastCase.case_id_for(PROCEDURE, reference)
    return at_desk.reviews.past_case(case_id)


def name_of(at_desk, reference="CT 1/24"):
    return str(at_desk.reviews.keyring.reveal(past(at_desk, reference).person.name))


def page(at_desk, then=""):
    return f"/past/{past(at_desk).case_id}/forget{then}"


def send(at_desk, then="", **typed):
    """Send the form of the page that goes there; the first without, that of asking."""
    forms = forms_of(at_desk.browser.get(page(at_desk)))
    to = [f for f in forms if f.get("action", "").endswith(page(at_desk, then))]
    sent = sent_by(to[0]) if then else filled_in(at_desk.browser.get(page(at_desk)))
    return at_desk.browser.post(
        page(at_desk, then), data=sent | typed, follow_redirects=True
    )


def ask(at_desk):
    why = Basis.REQUEST.value
    return send(at_desk, basis=why, confirmation="ERASE")


def lay_down(at_desk, counted_from=CountedFrom.ENDED, years=4, on=DUE):
    rule = RetentionRule(
        of=RecordKind.PAST,
        years=years,
        counted_from=counted_from,
        origin=Origin.OWN_CHOICE,
        source="As those that are kept here",
        from_on=on,
    )
    signed = at_desk.tale.signed(on)
    at_desk.reviews.set_retention_rule(PROCEDURE, rule, signed=signed)
    return at_desk.on(on)


def test_one_officer_proposes_and_a_lead_approves_and_nobody_can_read_it(sam):
    with_a_lead(sam)
    assert "MARKERONE" in name_of(sam)
    told = words(ask(sam))
    assert "It is proposed. Another officer has to approve it" in told
    assert "You proposed this: another officer has to approve it, Lee Wicken" in told
    assert "MARKERONE" in name_of(sam)
    waits = words(sam.browser.get("/retention"))
    assert "CT 1/24 : to forget one person, proposed on" in waits
    by(sam, LEE)
    done = words(send(sam, "/approve", confirmation="ERASE"))
    assert "Whoever applied is forgotten. What told of them is destroyed." in done
    assert "MARKERONE" not in name_of(sam)
    kept = words(sam.browser.get(f"/past/{past(sam).case_id}"))
    assert "MARKERONE" not in kept
    assert "drums" not in kept
    assert "2 April 2024" in kept
    (decided,) = events(sam, ErasureDecided)
    assert (decided.proposed_by, decided.recorded_by) == (
        SAM.account_id,
        LEE.account_id,
    )


def test_whoever_proposed_it_is_refused_whatever_is_sent(sam):
    with_a_lead(sam)
    ask(sam)
    (waiting,) = sam.reviews.disposals(PROCEDURE).erasures.waiting
    form = {"proposal_id": str(waiting.proposal_id), "confirmation": "ERASE"}
    bound = filled_in(sam.browser.get(page(sam)))
    own = {n: bound[n] for n in ("csrf_token", "command_id")} | form
    refused = sam.browser.post(page(sam, "/approve"), data=own)
    assert refused.status_code == 409
    assert "another officer has to approve it" in words(refused)
    with pytest.raises(NotPermittedYet):
        sam.reviews.approve_past_erasure(
            past(sam).case_id,
            waiting.proposal_id,
            signed=sam.tale.signed(BROUGHT_IN),
        )
    assert "MARKERONE" in name_of(sam)


def test_alone_one_officer_decides_and_it_is_on_record(sam):
    assert "you decide it alone" in words(sam.browser.get(page(sam)))
    assert "Whoever applied is forgotten" in words(ask(sam))
    assert "MARKERONE" not in name_of(sam)
    again = sam.browser.get(page(sam))
    assert "It was decided to forget them." in words(again)


def test_what_is_returned_says_why_and_the_reason_goes_with_the_person(sam):
    with_a_lead(sam)
    ask(sam)
    by(sam, LEE)
    asked = send(sam, "/return", reason=" ")
    assert "Enter why it is returned" in words(asked)
    told = words(send(sam, "/return", reason="MARKERWHY"))
    assert "It is returned. Nothing is destroyed." in told
    assert "MARKERWHY" in told
    (returned,) = sam.reviews.disposals(PROCEDURE).erasures.values()
    ask(sam)  # a lead proposes; the only other officer approves
    by(sam, SAM)
    send(sam, "/approve", confirmation="ERASE")
    reason = returned.returned_because.text
    assert "MARKERWHY" not in str(sam.reviews.keyring.reveal(reason))


def test_it_is_due_by_the_rule_of_its_class_and_goes_by_two_officers(sam):
    with_a_lead(sam)
    lay_down(sam)
    told = words(sam.browser.get("/retention"))
    assert "CT 1/24 : ended on Sunday 1 September 2024, due since Friday" in told
    # Of CT 3/24 and CT 5/24 the list did not say when they ended.
    assert "Of 2 cases it is not known when they ended" in told
    shown = sam.browser.get("/retention/dispose", params=ASKED)
    ticked = filled_in(shown)["cases"]
    assert len(ticked) == 2  # CT 2/24 ended in May, too
    sam.browser.post("/retention/dispose", data=filled_in(shown))
    by(sam, LEE)
    assert "CT 1/24 , due since Friday 1 September 2028" in words(
        sam.browser.get(page_of(sam))
    )
    done = words(approve(sam))
    assert done.count("what it told is destroyed") == 2
    assert "MARKERONE" not in name_of(sam)
    assert "MARKERFIVE" in name_of(sam, "CT 5/24")
    assert {e.basis for e in events(sam, ErasureDecided)} == {Basis.RETENTION}
    assert "2 cases of this class are kept; none" in words(
        sam.browser.get("/retention")
    )


def test_the_day_before_it_is_not_due(sam):
    lay_down(sam, on=date(2028, 8, 31))
    told = words(sam.browser.get("/retention"))
    assert "CT 2/24 : ended on" in told
    assert "CT 1/24 : ended on" not in told


def test_where_no_end_is_known_it_can_be_counted_from_the_import(sam):
    lay_down(sam, CountedFrom.BROUGHT_IN, years=2, on=date(2028, 3, 12))
    assert "due since" not in words(sam.browser.get("/retention"))
    sam.on(date(2028, 3, 13))  # two years after 13 March 2026
    told = words(sam.browser.get("/retention"))
    assert "CT 5/24 : due since Monday 13 March 2028" in told


def test_who_was_forgotten_meanwhile_is_left_out(sam):
    with_a_lead(sam)
    lay_down(sam)
    shown = sam.browser.get("/retention/dispose", params=ASKED)
    sam.browser.post("/retention/dispose", data=filled_in(shown))
    signed = sam.tale.signed(DUE)
    case_id = past(sam).case_id
    sam.reviews.forget_past_person(case_id, basis=Basis.REQUEST, signed=signed)
    with pytest.raises(AlreadyDone):
        sam.reviews.forget_past_person(
            case_id, basis=Basis.REQUEST, signed=sam.tale.signed(DUE)
        )
    by(sam, LEE)
    assert "Whoever applied is forgotten already." in words(approve(sam))
    (left_out,) = proposal(sam).left_out
    assert left_out.case_id == case_id
