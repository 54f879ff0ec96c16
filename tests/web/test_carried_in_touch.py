"""How people wish to be dealt with goes with a case, and nobody is asked it twice."""

from dataclasses import replace
from datetime import date

import pytest

from asbreview.domain.application import HowConsented
from asbreview.domain.contact.adjustments import Made
from asbreview.domain.contact.representatives import ToldAs
from asbreview.domain.erasure import Basis
from asbreview.domain.outcome.challenge import Upheld
from asbreview.domain.people import Channel, HeardBy, Safety
from asbreview.domain.sealed import ERASED
from asbreview.reviews.carrying_over import carried_over
from asbreview.reviews.told import PersonTold
from desk import desk, words
from journey import MARIGOLD
from projections.texts import texts_about
from web.test_cross_border import TRANSFER, shares

ASKED_ON, ON = date(2026, 3, 9), date(2026, 3, 16)  # two Mondays
DECIDED, ENDED = date(2026, 4, 17), date(2026, 5, 20)
UNSAFE = Safety(to_write=False, to_email=True, to_ring=False, to_leave_a_message=False)
ROOM, ARRANGED, INTERPRETER = "MARKER a room", "MARKER at the library", "MARKER in BSL"


def wishes(sam):
    """Two adjustments, one of them answered; somebody who speaks; updates."""
    reviews, tale = sam.reviews, sam.tale
    who = sam.case.contact.applicant_id
    for asked in (ROOM, INTERPRETER):
        reviews.ask_for_adjustment(
            tale.case_id,
            person_id=who,
            asked=asked,
            how=HeardBy.PHONE,
            asked_on=ASKED_ON,
            signed=tale.signed(ASKED_ON),
        )
    reviews.answer_adjustment(
        tale.case_id,
        next(iter(sam.case.contact.adjustments)),
        made=Made.OTHERWISE,
        arranged=ARRANGED,
        answered_on=ASKED_ON,
        signed=tale.signed(ASKED_ON),
    )
    reviews.name_representative(
        tale.case_id,
        PersonTold(name="Oleander MARKERQUILL", email="quill@example.org", safe=UNSAFE),
        named_on=ASKED_ON,
        how_agreed=HowConsented.IN_WRITING,
        may_be_told=ToldAs.MEETING,
        signed=tale.signed(ASKED_ON),
    )
    reviews.promise_updates(
        tale.case_id,
        person_id=who,
        every_weeks=2,
        promised_on=ASKED_ON,
        signed=tale.signed(ASKED_ON),
    )


def tell(sam, sealed):
    return sam.reviews.keyring.reveal(sealed)


@pytest.fixture
def back(tmp_path):
    """A case whose challenge is upheld and referred back to a linked review."""
    with desk(tmp_path) as sam:
        tale = sam.tale
        carefully = replace(MARIGOLD, safe=UNSAFE, prefers=Channel.EMAIL)
        tale.apply(applicant=carefully).decide(ASKED_ON)
        wishes(sam)
        tale.post(ASKED_ON).ask().answer().assess().convene().choose().send_papers()
        tale.hold().find().post(date(2026, 4, 7)).challenge(date(2026, 4, 10))
        tale.arrange_hearing(DECIDED)
        (challenge_id,) = sam.case.outcome.challenges
        signed = tale.signed(DECIDED)
        sam.reviews.decide_challenge(
            tale.case_id,
            challenge_id,
            upheld=Upheld.UPHELD,
            decided_on=DECIDED,
            reasons="They were rung twice",
            follows="",
            carried=carried_over(sam.case, sam.reviews.keyring.reveal),
            signed=signed,
        )
        sam.linked_id = signed.new_case_id
        yield sam.on(DECIDED)


def linked(sam):
    return sam.reviews.case(sam.linked_id)


def test_a_linked_review_begins_with_how_each_wishes_to_be_dealt_with(back):
    contact = linked(back).contact
    assert contact.applicant.safe == UNSAFE
    assert contact.applicant.prefers is Channel.EMAIL
    asked = {tell(back, a.asked.words): id_ for id_, a in contact.adjustments.items()}
    assert set(asked) == {ROOM, INTERPRETER}
    assert [a.asked_on for a in contact.adjustments.values()] == [ASKED_ON] * 2
    (answer,) = contact.adjustments_answered.values()
    assert answer.adjustment_id == asked[ROOM]
    assert (answer.made, tell(back, answer.arranged.words)) == (
        Made.OTHERWISE,
        ARRANGED,
    )
    (named,) = contact.representatives.values()
    assert tell(back, named.representative.name) == "Oleander MARKERQUILL"
    assert (named.may_be_told, named.represents) == (
        ToldAs.MEETING,
        contact.victim_id,
    )
    # every fortnight, counted from the day it came back
    promised = contact.updates_to(contact.applicant_id)
    assert (promised.every_weeks, promised.promised_on) == (2, DECIDED)
    page = back.browser.get(f"/cases/{linked(back).trigger.reference}/contacts")
    for told in (ROOM, ARRANGED, INTERPRETER, "speaks for the victim"):
        assert told in words(page)


def test_it_lies_there_under_keys_of_the_linked_review_alone(back):
    old, new = back.case.contact, linked(back).contact
    assert not set(old.people) & set(new.people)
    theirs = {a.person_id for a in new.adjustments.values()}
    theirs |= {a.asked.person_id for a in new.adjustments.values()}
    theirs |= {a.arranged.person_id for a in new.adjustments_answered.values()}
    assert theirs == {new.applicant_id}


def forget(sam, case, person_id):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        texts = [text.prose.text_id for text in texts_about(db, person_id)]
    sam.reviews.decide_erasure(
        case.case_id,
        person_id,
        basis=Basis.REQUEST,
        texts=texts,
        instead=dict.fromkeys(texts, "[removed]"),
        remains="Dates, decisions and figures",
        signed=sam.tale.signed(ENDED),
    )
    sam.reviews.finish_erasure(person_id, signed=sam.tale.signed(ENDED))


def test_who_is_forgotten_on_the_one_is_wholly_so_there_and_not_on_the_other(back):
    back.reviews.withdraw(
        back.linked_id,
        reason="It is quiet",
        withdrawn_on=DECIDED,
        signed=back.tale.signed(DECIDED),
    )  # one that is open holds the other
    back.tale.post(date(2026, 4, 20)).respond().do_actions().close()
    old, new = back.case, linked(back)
    forget(back, new, new.contact.applicant_id)
    for case, gone in ((new, True), (old, False)):
        contact = case.contact
        sealed = [a.asked.words for a in contact.adjustments.values()]
        sealed += [a.arranged.words for a in contact.adjustments_answered.values()]
        assert len(sealed) == 3
        assert [tell(back, each) is ERASED for each in sealed] == [gone] * 3


@pytest.mark.parametrize("begins", ["old", "new"])
def test_whoever_speaks_for_the_victim_is_found_on_the_other_case(back, begins):
    cases = [back.case, linked(back)]
    here, there = cases if begins == "old" else reversed(cases)
    (one,), (other,) = here.contact.representatives, there.contact.representatives
    page = back.browser.get(f"/cases/{here.trigger.reference}/people/{one}/erase")
    assert "Forget who speaks for the victim" in words(page)
    reference = there.trigger.reference
    assert f"case {reference}, who speaks, or spoke, for the victim" in words(page)
    assert f"/cases/{reference}/people/{other}/erase" in page.text
    applied = here.contact.applicant_id
    page = back.browser.get(f"/cases/{here.trigger.reference}/people/{applied}/erase")
    assert "or spoke, for the victim" not in words(page)


def test_of_one_who_spoke_for_the_victim_and_was_forgotten_nothing_goes(tmp_path):
    with desk(tmp_path) as sam:
        sam.tale.apply()
        wishes(sam)
        (who,) = sam.case.contact.representatives
        forget(sam, sam.case, who)
        carried = carried_over(sam.case, sam.reviews.keyring.reveal)
    assert carried.in_touch.representatives == ()
    assert len(carried.in_touch.adjustments) == 2


def test_another_area_answers_anew_and_reads_what_was_arranged(tmp_path):
    with desk(tmp_path) as sam:
        shares(sam)
        wishes(sam)
        page = words(sam.on(ON).get("/transfer"))
        for goes in (
            "Who speaks for the victim, and what they may be told",
            "What they asked to be done differently: it is answered there anew",
            "How often they are to be told how it goes, counted from then",
        ):
            assert goes in page
        sam.fill_in("/transfer", **TRANSFER)
        there = sam.reviews.case(sam.case.trigger.ended.opened.case_id).contact
        assert not there.adjustments_answered
        asked = {tell(sam, a.asked.words) for a in there.adjustments.values()}
        before = f"{ROOM}\n\nArranged before it came here: {ARRANGED}"
        assert asked == {before, INTERPRETER}
        # five working days after Monday 16 March
        due = {a.answer_by for a in there.adjustments.values()}
        assert due == {date(2026, 3, 23)}
        assert len(there.representatives) == 1
        assert there.updates_to(there.applicant_id).promised_on == ON
