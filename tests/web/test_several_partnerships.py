"""Applications in an installation of several partnerships: each comes to its own."""

import re
from dataclasses import replace
from uuid import UUID

import pytest

from applying import Applicant
from asbreview.access.accounts import Role, change_areas, open_account
from asbreview.domain.retention.rules import CountedFrom, RecordKind, RetentionRule
from asbreview.domain.terms import Origin
from asbreview.standing import make_ready
from desk import SAM, desk, filled_in, pages_of, words
from journey import APPLIED_ON, AREAS, PROCEDURE
from visiting import PASSWORD, fields_of, sign_in
from web.test_applications import a_call

FENLAND = "fenland"


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory):
    """A desk in an installation that Fenland shares; Sam works for both."""
    with desk(tmp_path_factory.mktemp("shared")) as at_desk:
        installation = at_desk.installation
        told = replace(installation.settings, other_procedures=(FENLAND,))
        shared = replace(installation, settings=told)
        make_ready(shared)
        at_desk.browser.app.state = pages_of(shared).state
        at_desk.tale.apply()
        yield at_desk


def works_in(at_desk, areas):
    office = at_desk.installation.office
    change_areas(office, sign_in_name=SAM.sign_in_name, areas=areas)


@pytest.fixture
def sam(at_desk):
    works_in(at_desk, {PROCEDURE, FENLAND})
    return at_desk.on(APPLIED_ON)


def test_whoever_works_for_several_areas_is_asked_for_which_it_is(sam):
    shown = sam.browser.get("/applications/new")
    assert "Fenland" in shown.text
    typed = filled_in(shown) | a_call()
    page = sam.browser.post("/applications/new", data=typed)
    assert page.status_code == 422
    assert "Select the area" in page.text
    page = sam.browser.post("/applications/new", data=typed | {"area": "richmond"})
    assert "Select the area" in page.text
    done = sam.browser.post("/applications/new", data=typed | {"area": FENLAND})
    reference = str(done.url).split("/cases/")[1].split("?")[0]
    assert reference.startswith("FE-26-")
    found = sam.installation.reviews.case(sam.reviews.case_id_of(reference))
    assert found.trigger.procedure_id == FENLAND


def test_whoever_works_for_one_area_is_asked_nothing_and_can_name_no_other(sam):
    works_in(sam, AREAS)
    shown = sam.browser.get("/applications/new")
    assert "Fenland" not in shown.text
    typed = filled_in(shown) | a_call()
    end = sam.reviews.end_of_log()
    page = sam.browser.post("/applications/new", data=typed | {"area": FENLAND})
    assert "Select the area" in page.text
    assert sam.reviews.end_of_log() == end


def test_whoever_applies_online_says_first_where_it_happens(at_desk):
    at_desk.browser.cookies.clear()
    at_desk.clock.set(APPLIED_ON)
    start = at_desk.browser.get("/apply")
    assert "Where does it happen?" in start.text
    assert f'href="/apply?area={FENLAND}"' in start.text
    assert 'id="other-ways"' in start.text  # the foot of each page leads there
    assert "Ring or email the partnership of the area" in words(start)
    theirs = at_desk.browser.get("/apply", params={"area": FENLAND})
    assert "Fenland" in theirs.text
    assert f"/apply/exit-this-page?area={FENLAND}" in theirs.text
    unknown = at_desk.browser.get("/apply", params={"area": "richmond"})
    assert "Where does it happen?" in unknown.text


class Fenlander(Applicant):
    """Somebody in Fenland who applies."""

    def begin(self):
        page = self.browser.get("/apply/exit-this-page", params={"area": FENLAND})
        return self.browser.post("/apply/begin", data=fields_of(page))


def test_an_application_online_comes_to_the_area_that_was_chosen(at_desk):
    at_desk.browser.cookies.clear()
    at_desk.clock.set(APPLIED_ON)
    page = Fenlander(at_desk.browser).apply()
    assert "FE-26-" in page.text


def test_nothing_is_begun_online_where_nobody_said_where(at_desk):
    at_desk.browser.cookies.clear()
    page = Applicant(at_desk.browser).begin()
    assert "Where does it happen?" in page.text


def bodies_listed(at_desk):
    """Return the bodies that the directory offers to be changed."""
    page = at_desk.browser.get("/directory")
    return set(re.findall(r'href="/directory/([0-9a-f-]{36})"', page.text))


def test_nobody_changes_where_the_requests_of_another_area_go(sam):
    """Who could would be sent its questions, and a link and a code to answer them."""
    both = bodies_listed(sam)
    works_in(sam, AREAS)
    own = bodies_listed(sam)
    works_in(sam, {FENLAND})
    theirs = bodies_listed(sam)
    assert own | theirs == both
    for mine, others in ((theirs, own), (own, theirs)):
        works_in(sam, {FENLAND} if mine is theirs else AREAS)
        (elsewhere, *_), (here, *_) = sorted(others - mine), sorted(mine)
        fields = filled_in(sam.browser.get(f"/directory/{here}"))
        typed = fields | {"email": "sam@ely.example"}
        assert sam.browser.get(f"/directory/{elsewhere}").status_code == 404
        page = sam.browser.post(f"/directory/{elsewhere}", data=typed)
        assert page.status_code == 404
        assert sam.reviews.contact_point(UUID(elsewhere)) is None


def test_the_rule_of_an_area_is_filled_in_for_whoever_works_there_alone(sam):
    """For how long an area keeps its records, and by which source, is its own."""
    rule = RetentionRule(
        of=RecordKind.WITHDRAWN,
        years=2,
        counted_from=CountedFrom.ENDED,
        origin=Origin.OWN_CHOICE,
        source="A minute of the partnership in Ely",
        from_on=APPLIED_ON,
    )
    sam.reviews.set_retention_rule(PROCEDURE, rule, signed=sam.tale.signed(APPLIED_ON))
    lee = SAM._replace(
        account_id=UUID(int=78),
        sign_in_name="lee@ely.example",
        name="Lee Wicken",
        role=Role.LEAD,
    )
    office = sam.installation.office
    open_account(office, lee, password=PASSWORD, at=sam.clock())
    sign_in(sam.browser, name=lee.sign_in_name)
    asked = {"area": PROCEDURE, "of": rule.of.value}
    for areas, is_filled_in in ((AREAS, True), ({FENLAND}, False)):
        change_areas(office, sign_in_name=lee.sign_in_name, areas=areas)
        page = sam.browser.get("/retention/rule", params=asked)
        assert page.status_code == 200
        assert (rule.source in page.text) == is_filled_in
