"""That all cases were exported is noted, or nothing is exported."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import OperationalError

from asbreview.__main__ import main
from asbreview.access.accounts import open_account
from asbreview.access.export_log import exports_between
from asbreview.commands import export
from asbreview.installation import opened
from asbreview.settings import Settings
from desk import PASSWORD, SAM
from journey import Journey

EVER = {
    "from_": datetime(2000, 1, 1, tzinfo=UTC),
    "before": datetime(2100, 1, 1, tzinfo=UTC),
}
FORMS = [
    (["ocel2"], "OCEL 2.0, JSON"),
    (["ocel2", "--format", "sqlite"], "OCEL 2.0, SQLite"),
    (["ocel2", "--format", "xml"], "OCEL 2.0, XML"),
    (["xes"], "XES"),
    (["tables"], "tables, CSV"),
]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An installation with one case, and Sam, who may read its figures."""
    env = {"ASBREVIEW_DATA": str(tmp_path / "data"), "ASBREVIEW_SECRET": "-" * 32}
    monkeypatch.setattr(export, "getuser", lambda: "kim")
    with opened(Settings.read(env)) as installation:
        Journey(installation.reviews).stand().apply()
        open_account(
            installation.office, SAM, password=PASSWORD, at=installation.clock()
        )
    return env


def run(place, *asked):
    return CliRunner().invoke(main, ["export", *map(str, asked)], env=place)


def noted(place):
    with opened(Settings.read(place)) as installation:
        return exports_between(installation.office, **EVER), (
            installation.reviews.end_of_log()
        )


@pytest.mark.parametrize(("asked", "form"), FORMS)
def test_who_exported_what_and_when_is_noted(place, tmp_path, asked, form):
    begun = datetime.now(UTC)
    result = run(place, *asked, tmp_path / "out")
    assert result.exit_code == 0, result.output
    (export,), end = noted(place)
    assert (export.at_server, export.form, export.up_to) == ("kim", form, end)
    assert export.account_id is None
    assert begun <= export.at <= datetime.now(UTC)


def test_the_account_that_it_is_for_is_noted_beside_who_is_at_the_server(
    place, tmp_path
):
    result = run(place, "ocel2", "--by", SAM.sign_in_name, tmp_path / "out")
    assert result.exit_code == 0, result.output
    (export,), _ = noted(place)
    assert (export.account_id, export.at_server) == (SAM.account_id, "kim")


def test_nothing_is_exported_for_an_account_that_there_is_not(place, tmp_path):
    for asked in (["xes"], ["tables"]):
        result = run(place, *asked, "--by", "nobody@example.org", tmp_path / "out")
        assert result.exit_code == 2
        assert "is not the account of somebody" in result.output
    assert not list(tmp_path.glob("*out*"))
    assert noted(place)[0] == []


def test_nothing_is_exported_where_it_cannot_be_noted(place, tmp_path, monkeypatch):
    def full(*_):
        raise OperationalError("INSERT", {}, Exception("a replica"))

    monkeypatch.setattr(export, "note_export", full)
    for asked, _ in FORMS:
        result = run(place, *asked, tmp_path / "out")
        assert result.exit_code == 1
        assert "has to be noted" in f"{result.output}{result.exception}"
    assert not list(tmp_path.glob("*out*"))


def test_one_that_breaks_off_is_noted_all_the_same(place, tmp_path, monkeypatch):
    def breaks_off(*_):
        raise OSError("the disk is full")

    monkeypatch.setitem(export.TEXTS, "json", breaks_off)
    assert run(place, "ocel2", tmp_path / "out").exit_code
    assert [each.form for each in noted(place)[0]] == ["OCEL 2.0, JSON"]


def test_in_no_export_is_who_exported_before(place, tmp_path):
    run(place, "ocel2", "--by", SAM.sign_in_name, tmp_path / "first")
    run(place, "ocel2", tmp_path / "second")
    told = json.loads((tmp_path / "second").read_text("utf-8"))
    assert "kim" not in json.dumps(told)
    assert str(UUID(int=2)) not in json.dumps(told)
