"""The pages of the review procedures: proposing, consulting, adopting, comparing."""

import re
from datetime import date

import pytest

from desk import date_in, desk, filled_in, words

TODAY = date(2026, 3, 4)  # a Wednesday; the application is of Monday 2 March
HERE = "/procedures"


@pytest.fixture
def sam(tmp_path):
    with desk(tmp_path) as at_desk:
        at_desk.tale.apply().decide().ask()
        yield at_desk.on(date(2026, 3, 11))


def get(sam, page="", **asked):
    return sam.browser.get(f"{HERE}{page}", params=asked)


def send(sam, page, fields):
    return sam.browser.post(f"{HERE}{page}", data=fields, follow_redirects=True)


def fill_in(sam, page, **typed):
    return send(sam, page, filled_in(get(sam, page)) | typed)


def changed(sam, page="/propose", *pairs):
    """Return the file that a form shows, with some of it replaced."""
    text = filled_in(get(sam, page))["content"][0]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


FROM_APRIL = ("effective_from = 2014-10-20", "effective_from = 2026-04-01")
SLOWER = (
    'says = "Answer a request for information"\nstarts = "request"\nlength = 10',
    'says = "Answer a request for information"\nstarts = "request"\nlength = 14',
)


def propose(sam, *pairs):
    content = changed(sam, "/propose", FROM_APRIL, *pairs)
    told = {"reason": "Partners answer late", "content": content}
    checked = fill_in(sam, "/propose", **told)
    assert "Before you confirm" in checked.text, words(checked)
    return checked, send(sam, "/propose", filled_in(checked) | _agreed(checked))


def _agreed(checked):
    """Return the button that confirms just what was checked."""
    (agreed,) = re.findall(r'name="confirmed"[^>]*value="(\w+)"', checked.text) or (
        re.findall(r'value="(\w{16})"[^>]*name="confirmed"', checked.text)
    )
    return {"confirmed": agreed}


def consult(sam, consultee="the local policing body"):
    return fill_in(
        sam,
        "/2/consulted",
        consultee=consultee,
        name="The office",
        said="No objection",
        **date_in("consulted_on", TODAY),
    )


def adopt(sam, **changes):
    form = filled_in(get(sam, "/2/adopt"))
    reasons = {name: "It is advice" for name in form if name.endswith("-reason")}
    told = reasons | {"adopted_by": "The board"} | date_in("adopted_on", TODAY)
    return send(sam, "/2/adopt", form | told | changes)


def test_the_list_leads_to_the_version_in_force(sam):
    page = get(sam)
    assert "Version 1 In force" in words(page)
    assert 'href="/procedures/1"' in page.text
    assert 'href="/procedures"' in sam.browser.get("/").text  # in the footer


def test_a_version_says_in_words_what_happens_by_when_and_what_the_act_says(sam):
    page = words(get(sam, "/1"))
    assert "If 3 or more complaints about the behaviour qualify" in page
    assert "Within 10 working days after it is asked for: the agencies answer" in page
    assert "the partnership's own choice: Sch.4 para 7 sets no time" in page
    assert "Warning: The caveat “case-closed” cannot stand" in page
    assert "Recorded as in force" in page


def test_a_proposal_is_checked_before_it_is_recorded(sam):
    """Asked on Tuesday 10 March: fourteen working days end on Monday 30 March."""
    before = sam.reviews.end_of_log()
    content = changed(sam, "/propose", FROM_APRIL, SLOWER)
    told = {"reason": "Partners answer late", "content": content}
    page = words(fill_in(sam, "/propose", **told))
    assert sam.reviews.end_of_log() == before
    assert "10 working days after request Now: 14 working days after request" in page
    assert "on Monday 30 March 2026 instead of Tuesday 24 March 2026" in page
    assert "On none of the 1 latest decision" in page


def test_a_proposal_is_recorded_once_just_what_was_shown_is_confirmed(sam):
    checked, page = propose(sam, SLOWER)
    assert "Version 2" in words(page)
    assert "The version is proposed" in words(page)
    changed_since = filled_in(checked) | {"reason": "Another"}
    again = send(sam, "/propose", changed_since | {"confirmed": "0" * 16})
    assert again.status_code == 409


def test_what_changed_after_the_check_is_checked_again(sam):
    content = changed(sam, "/propose", FROM_APRIL)
    told = {"reason": "Late", "content": content}
    checked = fill_in(sam, "/propose", **told)
    altered = filled_in(checked) | _agreed(checked)
    altered["content"] = content.replace("length = 60", "length = 50")
    before = sam.reviews.end_of_log()
    assert "Before you confirm" in send(sam, "/propose", altered).text
    assert sam.reviews.end_of_log() == before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('unit = "working days"', 'unit = "fortnights"', "unit"),
        ("version = 2", "version = two", "not TOML"),
        ("version = 2", "version = 3", "The next version is 2, not 3"),
        (
            'procedure_id = "east-cambridgeshire"',
            'procedure_id = "x"',
            "keep the `procedure_id`",
        ),
    ],
)
def test_a_file_that_is_wrong_is_told_what_and_nothing_typed_is_lost(
    sam, old, new, says
):
    content = changed(sam, "/propose", (old, new))
    page = fill_in(sam, "/propose", reason="Late", content=content)
    assert page.status_code in {409, 422}
    assert "There is a problem" in words(page)
    assert says in words(page)
    assert filled_in(page)["content"][0].strip() == content.strip()


def test_a_version_is_consulted_on_and_adopted(sam):
    propose(sam, SLOWER)
    assert "consultation is recorded" in words(consult(sam))
    consult(sam, "a provider of social housing")
    page = words(adopt(sam))
    assert "The version is adopted" in page
    assert "By The board, Wednesday 4 March 2026" in page
    assert "It is advice" in page
    listed = words(get(sam))
    assert "Version 2 Adopted" in listed
    assert "Version 1 In force" in listed
    later = words(sam.on(date(2026, 4, 1)).browser.get(HERE))
    assert "Version 2 In force" in later
    assert "Version 1 Superseded" in later


def test_the_linter_stops_a_bad_one(sam):
    _, page = propose(sam, ("passed_on_to_every_body = true", ""))
    assert "Has to be put right" in words(page)
    consult(sam)
    consult(sam, "a provider of social housing")
    before = sam.reviews.end_of_log()
    refused = adopt(sam)
    assert refused.status_code == 409
    assert "not passed on to all the relevant bodies (s.104(3))" in words(refused)
    assert filled_in(refused)["adopted_by"] == ["The board"]
    assert sam.reviews.end_of_log() == before


def test_a_warning_wants_a_reason_and_housing_a_consultation(sam):
    propose(sam)
    consult(sam)
    refused = adopt(sam, **{"accepted-1-reason": ""})
    assert "Warning 2: enter why it is adopted all the same" in words(refused)
    refused = adopt(sam)
    assert "or say why none is appropriate" in words(refused)
    assert "adopted" in words(adopt(sam, no_housing_because="There is none here"))


def test_a_proposal_is_changed_and_dropped(sam):
    propose(sam)
    content = changed(sam, "/2/revise", ("length = 60", "length = 50"))
    told = {"reason": "Quicker", "content": content}
    checked = fill_in(sam, "/2/revise", **told)
    page = send(sam, "/2/revise", filled_in(checked) | _agreed(checked))
    assert "The proposal is changed" in words(page)
    page = fill_in(sam, "/2/drop", reason="The board wants another")
    assert "The proposal is dropped" in words(page)
    assert get(sam, "/2/adopt").status_code == 403
    assert "version = 3" in filled_in(get(sam, "/propose"))["content"][0]


def test_two_versions_side_by_side(sam):
    propose(sam, SLOWER)
    page = words(get(sam, "/2/changes"))
    assert "What version 2 changes of version 1" in page
    assert "14 working days after request" in page
    turned = words(get(sam, "/1/changes", **{"with": "2"}))
    assert "What version 1 changes of version 2" in turned
    assert "no earlier version" in words(get(sam, "/1/changes"))
    assert get(sam, "/2/changes", **{"with": "7"}).status_code == 404


def test_a_version_is_saved_as_a_file(sam):
    file = get(sam, "/1/file")
    assert file.headers["content-type"].startswith("text/plain")
    assert "east-cambridgeshire-1.toml" in file.headers["content-disposition"]
    assert "complaints_needed" not in file.text or "version = 1" in file.text


def test_the_auditor_reads_and_changes_nothing(sam):
    propose(sam)
    sam.as_auditor()
    assert "Propose a new version" not in get(sam).text
    assert get(sam, "/2").status_code == 200
    for page in ("/propose", "/2/revise", "/2/adopt", "/2/consulted", "/2/drop"):
        assert get(sam, page).status_code == 403


def test_as_of_a_day_before_the_proposal_there_was_none(sam):
    propose(sam)
    then = get(sam, "", as_of="2026-03-10")
    assert "Version 2" not in words(then)
    assert "/procedures/1?as_of=2026-03-10" in then.text
    assert get(sam, "/2", as_of="2026-03-10").status_code == 404
    assert get(sam, "/propose", as_of="2026-03-10").status_code == 403
