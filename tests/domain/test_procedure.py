"""The review procedures: as they are shipped, read, recorded and linted."""

from datetime import UTC, date, datetime
from importlib.resources import files
from uuid import UUID

import pytest

from asbreview.domain.model import Signed
from asbreview.domain.procedure import (
    Anchor,
    BodyKind,
    Challenged,
    Origin,
    Unit,
)
from asbreview.domain.procedure_adoption import ProcedureRecorded, ReviewProcedure
from asbreview.domain.procedure_lint import Severity, lint
from asbreview.procedures import (
    NoSuchProcedure,
    UnreadableProcedure,
    parse_procedure,
    read_procedure,
    shipped,
)

SIGNED = Signed(
    by=UUID(int=2),
    for_body=UUID(int=3),
    at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    command_id=UUID(int=4),
)
EAST = "east-cambridgeshire"
WD = Unit.WORKING_DAYS


@pytest.fixture
def east():
    return read_procedure(EAST)


def changed(old, new):
    text = (files("asbreview.procedures") / f"{EAST}.toml").read_text("utf-8")
    assert old in text
    return parse_procedure(text.replace(old, new), where="changed")


def test_the_statute_and_east_cambridgeshire_are_shipped():
    assert {"statute", EAST} <= set(shipped())


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_procedure_goes_by_the_name_of_its_file(name):
    assert read_procedure(name).procedure_id == name


OWN_CHOICES = {
    "acknowledge": (Anchor.RECEIPT, 5, WD),
    "pass-on": (Anchor.RECEIPT, 2, WD),
    "ask-partners": (Anchor.RECEIPT, 5, WD),
    "partner-answer": (Anchor.REQUEST, 10, WD),
    "decide-threshold": (Anchor.RECEIPT, 20, WD),
    "tell-threshold": (Anchor.THRESHOLD_DECISION, 5, WD),
    "hold-panel": (Anchor.THRESHOLD_LETTER, 20, WD),
    "send-papers": (Anchor.PANEL, 2, WD),
    "refuse-invitation": (Anchor.PANEL, 2, WD),
    "tell-outcome": (Anchor.PANEL, 10, WD),
    "whole-review": (Anchor.RECEIPT, 60, WD),
    "challenge-window": (Anchor.OUTCOME_LETTER, 28, Unit.DAYS),
    "challenge-threshold-window": (Anchor.THRESHOLD_LETTER, 28, Unit.DAYS),
    "decide-challenge": (Anchor.CHALLENGE, 20, WD),
}


def test_the_timers_of_east_cambridgeshire_are_its_own_choice(east):
    found = {t.timer_id: (t.starts, t.length, t.unit) for t in east.timers}
    assert found == OWN_CHOICES
    for timer in east.timers:
        assert timer.origin is Origin.OWN_CHOICE
        assert "choice" in timer.reference


def test_papers_and_a_refused_invitation_go_out_before_the_panel(east):
    before = {t.timer_id for t in east.timers if t.before}
    assert before == {"send-papers", "refuse-invitation"}


def test_what_a_timer_binds(east):
    binds = {t.timer_id: t.binds for t in east.timers}
    assert binds["partner-answer"] == "partner"
    assert binds["challenge-window"] == "applicant"
    assert binds["decide-threshold"] == "partnership"


def test_timers_are_found_by_what_starts_them(east):
    from_panel = {t.timer_id for t in east.timers_from(Anchor.PANEL)}
    assert from_panel == {"send-papers", "refuse-invitation", "tell-outcome"}
    assert east.timer("of-another-area") is None


def test_the_relevant_bodies_of_a_district_in_england(east):
    kinds = [body.kind for body in east.bodies_on(date(2026, 3, 2))]
    assert kinds == list(BodyKind)
    assert east.lead_body.kind is BodyKind.COUNCIL
    assert east.body(east.lead_body.body_id) == east.lead_body


def test_both_things_can_be_challenged_and_the_window_is_a_timer(east):
    for challenged in Challenged:
        assert east.timer(east.challenge_of(challenged).window).binds == "applicant"


@pytest.mark.parametrize("name", shipped())
def test_what_is_shown_as_published_names_where(name):
    procedure = read_procedure(name)
    for thing in (*procedure.timers, *procedure.challenges, *procedure.sources):
        if thing.origin is Origin.PUBLISHED:
            assert "https://" in thing.reference


def test_contact_details_are_samples_that_reach_nobody(east):
    assert east.partnership.phone.startswith("01632 960")
    assert east.partnership.email.endswith(".example")


def test_a_version_is_recorded_whole_and_read_back(east):
    record = ReviewProcedure.record(east, in_force_from=date(2026, 1, 1), signed=SIGNED)
    [event] = record.collect_events()
    assert event.TOPIC == "procedure.procedure-recorded"
    again = ProcedureRecorded.model_validate_json(event.model_dump_json())
    assert again == event
    replayed = again.mutate(None)
    assert (replayed.procedure, replayed.in_force_from) == (east, date(2026, 1, 1))
    assert replayed.id == ReviewProcedure.id_for(EAST, 1)
    assert replayed.id != ReviewProcedure.id_for(EAST, 2)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("version = 1", "", "version: Field required"),
        ("version = 1", "version = ", "not TOML"),
        ('unit = "working days"', 'unit = "fortnights"', "timers.0.unit: Input should"),
        ('starts = "panel"', 'starts = "lunch"', "starts: Input should be"),
        ("length = 28", "length = -1", "its length is below nought"),
        ('timer_id = "pass-on"', 'timer_id = "acknowledge"', "is there 2 times"),
        ('lead = "east', 'lead = "west', "not one of the relevant bodies"),
        ('window = "challenge-w', 'window = "w', "is not one of the timers"),
        ("complaints_needed = 3", "complaints_needed = 0", "at least one"),
        ("complaints_needed", "complaint_needed", "Extra inputs are not permitted"),
        ("starts_in_month = 4", "starts_in_month = 13", "the number of a month"),
        ('about = "day_zero"', 'about = "else"', "nothing says where 'day_zero'"),
        ('binds = "partner"\norigin = "own choice"',
         'binds = "partner"\norigin = "published"', "names no address"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_a_procedure_says_what_to_put_right(old, new, told):
    with pytest.raises(UnreadableProcedure, match="changed is not a procedure") as why:
        changed(old, new)
    assert told in str(why.value)


def test_a_name_that_is_no_procedure_is_told_which_there_are():
    with pytest.raises(NoSuchProcedure, match="east-cambridgeshire, statute"):
        read_procedure("atlantis")


def test_a_file_need_not_be_shipped(tmp_path):
    own = tmp_path / "own.toml"
    text = (files("asbreview.procedures") / f"{EAST}.toml").read_text("utf-8")
    own.write_text(text.replace(f'"{EAST}"', '"own"'), "utf-8")
    assert read_procedure(str(own)).procedure_id == "own"
    own.write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableProcedure, match=r"own\.toml .* UTF-8"):
        read_procedure(str(own))


def test_east_cambridgeshire_is_warned_of_its_caveats_and_of_nothing_else(east):
    findings = lint(east)
    assert {f.severity for f in findings} == {Severity.WARNING}
    assert {f.provision for f in findings} == {"s.104(4)"}
    assert len(findings) == len(east.threshold.caveats) == 3


@pytest.mark.parametrize(
    ("old", "new", "severity", "provision"),
    [
        (
            'name = "East Cambridgeshire Community',
            'name = ""  # "',
            "error",
            "s.104(3)",
        ),
        ("passed_on_to_every_body = true", "", "error", "s.104(3)"),
        ('kind = "police"\nname', 'kind = "housing"\nname', "error", "s.105"),
        ('of = "review"', 'of = "application"', "error", "Sch.4 para 3"),
        ('of = "application"', 'of = "review"', "error", "Sch.4 para 3"),
        ('effectiveness = "', 'effectiveness = "" # "', "error", "Sch.4 para 4"),
        ('published_at = "', 'published_at = "" # "', "error", "s.104(2)"),
        ("months = 12", "months = 13", "error", "s.104(9)"),
        ("complaints_needed = 3", "complaints_needed = 5", "warning", "s.104(4)"),
    ],
)
def test_the_act_is_cited_for_each_finding(old, new, severity, provision):
    found = {(f.severity.value, f.provision) for f in lint(changed(old, new))}
    assert (severity, provision) in found
    assert {pair for pair in found if pair[0] == "error"} <= {(severity, provision)}


def test_a_procedure_that_considers_nothing_else_is_warned():
    found = {f.provision for f in lint(read_procedure("statute"))}
    assert "s.104(5)" not in found
    bare = read_procedure("statute").model_dump()
    bare["threshold"]["considerations"] = ()
    findings = lint(type(read_procedure("statute")).model_validate(bare))
    assert (findings[-1].severity, findings[-1].provision) == ("warning", "s.104(5)")
