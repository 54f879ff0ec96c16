"""A list that a body has already: looked at first, then put on file in one save."""

from datetime import date

import pytest

from desk import desk, filled_in, words
from journey import BODIES
from web.test_documents import on_disk

TODAY = date(2026, 3, 13)  # a Friday
POLICE, COUNCIL = str(BODIES[1]), str(BODIES[0])
AT = "/partners/incidents"
HEADINGS = "Log no;Reported;Occurred;Type;Narrative;Location"
LIST = f"""{HEADINGS}
CC-0012;13/02/2026;12/02/2026;Noise;Drums until three. MARKERLIST;7 Larkspur Row
CC-0013;;01/02/2026;Noise;Drums;7 Larkspur Row
CC-0014;19/02/2026;18/02/2026;=cmd|'/c calc'!A1;<script>alert(1)</script>;Larkspur Row
CC-0012;13/02/2026;12/02/2026;Noise;Drums until three. MARKERLIST;7 Larkspur Row
CC-0015;21/01/2026;20/01/2026;Abuse;Shouting;Larkspur Row
"""


@pytest.fixture
def work(tmp_path):
    with desk(tmp_path) as work:
        work.tale.apply(complaints=())
        yield work.on(TODAY)


def look(work, content=LIST, *, body=POLICE, fields=None, name="export of logs.csv"):
    """Choose a list, and look at it."""
    fields = fields or filled_in(work.get(AT)) | {"body_id": body}
    file = ("", b"") if content is None else (name, content.encode("cp1252"))
    return work.browser.post(
        f"{work.address}{AT}/look", data=fields, files={"file": file}
    )


def take(work, looked, **changed):
    return work.send(AT, filled_in(looked) | changed)


def logged(work):
    return list(work.case.evidence.logged.values())


def test_a_list_is_looked_at_and_nothing_is_recorded(work):
    end = work.reviews.end_of_log()
    page = look(work)
    told = words(page)
    assert "5 lines were read: 3 new, 1 on record already, 1 wrong." in told
    assert "Line 3: the date of the report is missing." in told
    there = "Line 5, Thursday 12 February 2026, reference CC-0012: the same as line 2."
    assert there in told
    assert work.reviews.end_of_log() == end
    fields = filled_in(page)
    assert fields["take"] == ["2", "4", "6"]
    assert [fields[n] for n in ("behaviour", "made", "reference")] == [
        ["2"],
        ["1"],
        ["0"],
    ]


def test_the_ticked_lines_are_put_on_file_at_once_marked_by_their_source(work):
    page = words(take(work, look(work), take=["2", "6"]))
    assert "The complaints of the list are on file." in page
    assert "from a list of Cambridgeshire Constabulary, line 2" in page
    first, second = logged(work)
    assert first.complaint.behaviour_on == date(2026, 2, 12)
    assert first.complaint.made_on == date(2026, 2, 13)
    assert first.complaint.made_to == "police"
    assert first.complaint.incident != second.complaint.incident
    assert "Noise: Drums until three. MARKERLIST Place: 7 Larkspur Row" in page
    assert "2 complaints put on file from a list of Cambridgeshire Constabulary" in (
        words(work.get("/history"))
    )
    assert len({event.command_id for event in logged(work)}) == 1


def test_the_list_itself_is_not_kept(work):
    looked = look(work)
    data = work.installation.settings.data
    assert on_disk(data)
    assert not any(b"MARKERLIST" in path.read_bytes() for path in on_disk(data))
    take(work, looked)
    assert not on_disk(data)


def test_a_formula_and_a_script_are_words_and_no_more(work):
    looked = look(work)
    assert "<script>alert" not in looked.text
    page = take(work, looked, take=["4"])
    assert "=cmd|'/c calc'!A1: <script>alert(1)</script>" in words(page)
    assert "<script>alert" not in page.text


def test_the_columns_are_asked_once_for_each_body(work):
    own = f"A;B;C\n1/2/2026;Drums;x\n{'2/2/2026;Drums again;x'}\n"
    page = look(work, own)
    told = words(page)
    assert "Say which column has the date on which it happened" in told
    fields = filled_in(page) | {"behaviour": "0", "account": "1"}
    page = look(work, None, fields=fields)
    assert "2 lines were read: 2 new" in words(page)
    take(work, page)
    assert len(logged(work)) == 2
    later = "A;B;C\n3/2/2026;Drums once more;x\n"
    fields = filled_in(look(work, later))
    assert (fields["behaviour"], fields["account"]) == (["0"], ["1"])
    assert "Say which column" in words(look(work, later, body=COUNCIL))


def test_what_is_kept_of_the_columns_tells_of_nobody(work):
    looked = look(work, "Date;Marigold MARKERNAME\n1/2/2026;Drums\n")
    take(work, looked, account="1", take="2")
    log = work.installation.settings.data / "events.sqlite"
    assert b"MARKERNAME" not in log.read_bytes()
    assert len(logged(work)) == 1


def test_other_columns_give_other_lines_and_nothing_is_lost(work):
    fields = filled_in(look(work)) | {"made": "", "kind": ""}
    page = look(work, None, fields=fields)
    told = words(page)
    assert "5 lines were read: 4 new, 1 on record already, 0 wrong." in told
    assert filled_in(page)["made"] == [""]


def test_a_column_with_nothing_of_what_happened_is_asked_for(work):
    page = take(work, look(work), kind="", account="")
    assert page.status_code in {409, 422}
    assert not logged(work)


@pytest.mark.parametrize(
    ("ticked", "says"),
    [
        ([], "Select the lines to put on file"),
        (["2", "5"], "Line 5 cannot be put on file"),  # there already
        (["2", "3"], "Line 3 cannot be put on file"),  # wrong
        (["2", "77"], "Line 77 cannot be put on file"),
    ],
)
def test_what_cannot_be_put_on_file_puts_nothing_on_file(work, ticked, says):
    page = take(work, look(work), take=ticked)
    assert page.status_code == 409
    assert says in words(page)
    assert 'href="#take"' in page.text
    assert not logged(work)
    assert filled_in(page)["file"] != [""]


def test_what_was_logged_meanwhile_is_not_put_on_file_twice(work):
    looked = look(work)
    take(work, look(work), take=["2"])
    page = take(work, looked, take=["2", "4"])
    assert page.status_code == 409
    assert len(logged(work)) == 1


def test_the_same_form_sent_twice_puts_the_lines_on_file_once(work):
    fields = filled_in(look(work))
    first, second = work.send(AT, fields), work.send(AT, fields)
    assert (first.status_code, second.status_code) == (200, 200)
    assert len(logged(work)) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "Choose the list"),
        ("", "The file is empty"),
        ("Narrative\nDrums\n", "Only one column was found"),
        (f"{HEADINGS}\n" + "a;1/2/2026;1/2/2026;b;c;d\n" * 40_000, "has 40,000 lines"),
    ],
)
def test_a_list_that_cannot_be_read_says_what_to_do(work, content, says):
    page = look(work, content)
    assert page.status_code in {409, 422}
    assert says in words(page)
    assert 'href="#file"' in page.text
    assert filled_in(page)["body_id"] == [POLICE]


def test_a_list_that_has_gone_is_asked_for_again(work):
    fields = filled_in(look(work))
    for path in on_disk(work.installation.settings.data):
        path.unlink()
    page = work.send(AT, fields)
    assert page.status_code == 409
    assert "The list is not here any more. Choose it again" in words(page)


def test_an_auditor_is_offered_none(work):
    work.as_auditor()
    assert work.get(AT).status_code == 403
    assert "Put a list of incidents" not in words(work.get("/partners"))
