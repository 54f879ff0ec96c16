"""`asbreview import past`: each line is told, and nothing is half recorded."""

import pytest
from click.testing import CliRunner

from asbreview.__main__ import main
from desk import SAM, desk

LIST = """Ref,Received,Decision,Applicant
CT 1/24,02/04/2024,met,MARKERNAME
CT 2/24,31/02/2024,met,MARKERNAME
CT 3/24,04/04/2024,not met,MARKERNAME
"""


@pytest.fixture
def given(tmp_path, monkeypatch):
    with desk(tmp_path / "data") as at_desk:
        at_desk.tale.apply()
        data = at_desk.installation.settings.data
    monkeypatch.setenv("ASBREVIEW_DATA", str(data))
    (tmp_path / "old.csv").write_text(LIST)
    return tmp_path / "old.csv"


def run(file, *more, by=SAM.sign_in_name, area="east-cambridgeshire", answer=None):
    asked = ["import", "past", str(file), "--area", area, "--by", by, *more]
    return CliRunner().invoke(main, asked, input=answer)


def test_each_line_is_told_and_those_that_are_new_are_brought_in_once(given):
    first = run(given, "--yes")
    assert first.exit_code == 0, first.output
    assert "reference: the column “Ref”" in first.output
    assert "Line 2, CT 1/24: new." in first.output
    assert "Line 3 is wrong: the day it was applied for cannot be read" in first.output
    assert "2 earlier cases brought in." in first.output
    assert "MARKERNAME" not in first.output
    again = run(given, "--yes")
    assert again.exit_code == 1
    assert "No line is new: nothing was recorded." in again.output


@pytest.mark.parametrize(
    ("more", "otherwise", "says"),
    [
        (["--column", "colour=Ref"], {}, "“colour” is none of: reference"),
        (["--column", "reference=Nothing"], {}, "no column is called “Nothing”"),
        ([], {"area": "atlantis"}, "there is no such area"),
        ([], {"by": "ann@ely.example"}, "somebody who may record anything"),
    ],
)
def test_what_is_asked_wrongly_is_refused(given, more, otherwise, says):
    done = run(given, *more, **otherwise)
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())


def test_nothing_is_recorded_unless_agreed(given):
    assert run(given, answer="n\n").exit_code == 1
    assert "Line 2, CT 1/24: new." in run(given, answer="n\n").output
