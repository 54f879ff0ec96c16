"""Whether the same person applied before: somebody says so, for the figures alone."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest

from asbreview.domain.erasure import Basis
from asbreview.domain.errors import NotPermittedYet
from asbreview.domain.trigger.earlier import SamePerson
from asbreview.reviews.erasing import finishing
from asbreview.reviews.told import PersonTold
from asbreview.web.earlier_told import MOST
from desk import Day, desk, filled_in, words
from journey import PROCEDURE, SAFE
from projections.repeats import repeats
from web.test_erasure_elsewhere import DECIDED, refer_back

SAME, ANOTHER, NOT_KNOWN = map(str, SamePerson)
LATER = date(2026, 5, 11)
ALL_YEAR = {"area_id": PROCEDURE, "from_": date(2026, 1, 1), "to": date(2026, 12, 31)}


@pytest.fixture
def sam(tmp_path):
    """Sam, with a case of Marigold's of May; she had applied in March."""
    with desk(tmp_path) as sam:
        sam.tale.apply()
        yield sam


def again(sam, number=1, on=LATER, **applied):
    """Let an application come in later; return its case as a journey."""
    later = Day(sam.reviews, sam.clock)
    later.seed = UUID(int=7000 + number)
    later.apply(on, **applied)
    sam.on(on)
    return later


def of(sam, case):
    return sam.reviews.case(case.case_id).trigger


def at(sam, case, page=""):
    return sam.browser.get(f"/cases/{of(sam, case).reference}{page}")


def say(sam, case, **typed):
    address = f"/cases/{of(sam, case).reference}/earlier"
    named = {name.replace("__", "-"): value for name, value in typed.items()}
    fields = filled_in(sam.browser.get(address)) | named
    return sam.browser.post(address, data=fields, follow_redirects=True)


def counted(sam):
    sam.installation.projector.catch_up()
    with sam.installation.views.connect() as db:
        return repeats(db, **ALL_YEAR)


def test_who_records_an_application_is_shown_earlier_cases_and_says_whose_they_are(sam):
    later = again(sam)
    page = words(at(sam, later))
    first = sam.case.trigger.reference
    assert "1 earlier case with the same name or address" in page
    assert f"{first} (applied for on Monday 2 March 2026)" in page
    told = words(say(sam, later, earlier__0__whose=SAME))
    assert "It is recorded what is known of earlier cases." in told
    assert f"A further application by the same person Earlier: {first}" in told
    assert "That changes nothing of the threshold." in told
    found = counted(sam)
    assert [case.case_id for case in found.further] == [later.case_id]
    assert [case.case_id for case in found.unsaid] == [sam.tale.case_id]
    assert found.n == 2


def test_it_is_never_said_by_itself_and_not_to_know_is_no_no(sam):
    later = again(sam)
    assert not counted(sam).further
    told = words(say(sam, later, earlier__0__whose=NOT_KNOWN))
    assert "Nobody knew whether this is of the same person" in told
    assert [case.case_id for case in counted(sam).not_known] == [later.case_id]
    assert not counted(sam).first
    say(sam, later, earlier__0__whose=ANOTHER)
    assert [case.case_id for case in counted(sam).first] == [later.case_id]
    assert "same name or address" not in words(at(sam, later))


def test_the_earlier_case_has_no_earlier_one(sam):
    later = again(sam)
    page = words(at(sam, sam.tale))
    assert of(sam, later).reference not in page
    page = words(at(sam, sam.tale, "/earlier"))
    assert "No earlier case that you may see" in page


def test_nothing_is_recorded_where_nothing_is_said(sam):
    later = again(sam)
    page = say(sam, later)
    assert page.status_code == 409
    assert "Say of an earlier case whose it is" in words(page)


def test_somebody_who_is_called_otherwise_now_is_linked_by_the_reference(sam):
    later = again(sam, applicant=PersonTold(name="Amaryllis Thorn", safe=SAFE))
    assert "Did the same person apply before?" not in words(at(sam, later))
    page = say(sam, later, reference="EC-26-00000")
    assert "no earlier case of that reference that you may see" in words(page)
    own = of(sam, later).reference
    page = say(sam, later, reference=own)
    assert "no earlier case of that reference that you may see" in words(page)
    told = words(say(sam, later, reference=sam.case.trigger.reference))
    assert "A further application by the same person" in told
    page = words(say(sam, sam.tale, reference=own))  # the later is no earlier one
    assert "no earlier case of that reference that you may see" in page


def restrict(sam, case):
    sam.reviews.restrict_case(
        case.case_id, (), reason="She is a colleague", signed=case.signed(LATER)
    )
    sam.reviews.assign(case.case_id, UUID(int=4), signed=case.signed(LATER))
    sam.on(LATER)


def test_a_case_that_one_may_not_see_is_not_offered_and_not_named(sam):
    later = again(sam)
    say(sam, later, earlier__0__whose=SAME)
    first = sam.case.trigger.reference
    restrict(sam, sam.tale)
    for page in ("", "/earlier", "/history"):
        assert first not in at(sam, later, page).text
    assert "A further application" not in words(at(sam, later))
    third = again(sam, number=2)
    assert first not in at(sam, third, "/earlier").text
    page = say(sam, third, reference=first)
    assert "no earlier case of that reference that you may see" in words(page)
    offered = str(sam.tale.case_id)
    page = say(sam, third, earlier__7__case_id=offered, earlier__7__whose=SAME)
    assert page.status_code == 409
    assert not of(sam, third).compared


def test_what_was_said_is_taken_back_on_a_case_that_has_ended_too(sam):
    later = again(sam)
    say(sam, later, earlier__0__whose=SAME)
    sam.reviews.withdraw(
        later.case_id, withdrawn_on=LATER, reason="-", signed=later.signed(LATER)
    )
    sam.on(LATER)
    page = at(sam, later, "/history")
    assert "Looked whether the same person applied before" in words(page)
    *_, there = re.findall(r"/history/\d+/in-error", page.text)
    form = filled_in(at(sam, later, there)) | {"reason": "It is her sister"}
    address = f"/cases/{of(sam, later).reference}{there}"
    page = sam.browser.post(address, data=form, follow_redirects=True)
    assert "Recorded in error: what was said of earlier cases" in words(page)
    assert not counted(sam).further
    assert "A further application" not in words(at(sam, later))


def test_a_linked_review_is_no_application_and_no_earlier_case(sam):
    tale = sam.tale
    tale.post(date(2026, 3, 3)).decide().post(date(2026, 3, 9)).ask().answer()
    tale.assess().convene().choose().send_papers().hold().find()
    tale.post(date(2026, 4, 7)).challenge(date(2026, 4, 10)).arrange_hearing(DECIDED)
    linked_id = refer_back(sam)
    linked = sam.reviews.case(linked_id).trigger.reference
    sam.on(LATER)
    assert "/earlier" not in sam.browser.get(f"/cases/{linked}").text
    with pytest.raises(NotPermittedYet, match="linked review"):
        sam.reviews.compare_earlier(
            linked_id,
            {sam.tale.case_id: SamePerson.YES},
            signed=tale.signed(LATER),
        )
    later = again(sam)
    page = at(sam, later, "/earlier").text
    assert sam.case.trigger.reference in page
    assert linked not in page
    assert counted(sam).n == 2  # the linked review is none


@pytest.mark.parametrize("forgotten", ["earlier", "later"])
def test_who_is_forgotten_is_not_told_by_a_case_of_the_same_person(sam, forgotten):
    later = again(sam)
    say(sam, later, earlier__0__whose=SAME)
    case = sam.tale if forgotten == "earlier" else later
    forget(sam, case)
    first = sam.case.trigger.reference
    for page in ("", "/earlier"):
        assert first not in at(sam, later, page).text
    assert len(counted(sam).further) == 1  # that somebody applied again stays counted


def forget(sam, case):
    reviews, signed = sam.reviews, case.signed(LATER)
    person_id = reviews.case(case.case_id).contact.applicant_id
    reviews.decide_erasure(
        case.case_id,
        person_id,
        basis=Basis.IN_ERROR,
        texts=[],
        instead={},
        remains="Dates, decisions and figures",
        signed=signed,
    )
    reviews.finish_erasure(person_id, signed=finishing(signed))
    sam.on(LATER)


def test_the_figure_says_what_it_counts_and_opens_to_its_cases(sam):
    later = again(sam)
    say(sam, later, earlier__0__whose=SAME)
    asked = {"area": PROCEDURE}
    for part, value in {"day": 1, "month": 1, "year": 2026}.items():
        asked[f"from_on-{part}"] = value
    for part, value in {"day": 31, "month": 12, "year": 2026}.items():
        asked[f"to_on-{part}"] = value
    page = sam.browser.get("/figures/again", params=asked)
    told = words(page)
    assert "Repeat applications At least 1 of 2" in told
    assert "makes no application inadmissible" in told
    assert f"/cases/{of(sam, later).reference}" in page.text
    saved = sam.browser.get("/figures/again/repeat/csv", params=asked).text
    assert saved.splitlines() == [
        "case,applied_on,said_of_earlier_cases",
        f"{sam.case.trigger.reference},2026-03-02,nothing was said",
        f"{of(sam, later).reference},2026-05-11,further application",
    ]


def test_of_many_the_latest_are_offered_and_the_others_are_found_by_reference(sam):
    days = [date(2026, 3, 3) + number * timedelta(days=1) for number in range(MOST + 1)]
    of_the_block = [again(sam, 10 + n, on=on) for n, on in enumerate(days)]
    later = again(sam)
    page = words(at(sam, later, "/earlier"))
    offered = [case for case in of_the_block if of(sam, case).reference in page]
    assert offered == of_the_block[1:]
    oldest = sam.case.trigger.reference
    assert oldest not in page
    told = words(say(sam, later, reference=oldest))
    assert f"A further application by the same person Earlier: {oldest}" in told
