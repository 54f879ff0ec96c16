"""The review procedures: as they are shipped, read, recorded and linted."""

import tomllib
from datetime import UTC, date, datetime
from importlib.resources import files
from uuid import UUID

import pytest

from asbreview.domain.challenging import PolicingBodyReview
from asbreview.domain.model import Signed
from asbreview.domain.procedure import (
    Anchor,
    BodyKind,
    Challenged,
    Origin,
    Unit,
)
from asbreview.domain.procedure_adoption import ProcedureRecorded
from asbreview.domain.procedure_lint import lint
from asbreview.domain.review_procedure import ReviewProcedure
from asbreview.procedures import (
    NoSuchProcedure,
    UnreadableProcedure,
    parse_procedure,
    read_procedure,
    shipped,
)
from asbreview.procedures.positions import line_of, lines_of
from asbreview.procedures.writing import as_toml

SIGNED = Signed(
    by=UUID(int=2),
    for_body=UUID(int=3),
    at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    command_id=UUID(int=4),
)
EAST = "east-cambridgeshire"
TEXT = (files("asbreview.procedures") / f"{EAST}.toml").read_text("utf-8")
WD = Unit.WORKING_DAYS


@pytest.fixture
def east():
    return read_procedure(EAST)


def changed(old, new):
    assert old in TEXT
    return parse_procedure(TEXT.replace(old, new, 1), where="changed")


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
    "invite-victim": (Anchor.PANEL, 5, WD),
    "refuse-invitation": (Anchor.PANEL, 2, WD),
    "tell-outcome": (Anchor.PANEL, 10, WD),
    "whole-review": (Anchor.RECEIPT, 60, WD),
    "challenge-window": (Anchor.OUTCOME_LETTER, 4, Unit.WEEKS),
    "challenge-threshold-window": (Anchor.THRESHOLD_LETTER, 4, Unit.WEEKS),
    "answer-recommendation": (Anchor.RECOMMENDATION, 20, WD),
    "decide-challenge": (Anchor.CHALLENGE, 20, WD),
    "contact-gap": (Anchor.CONTACT, 4, Unit.WEEKS),
}


def test_the_timers_of_east_cambridgeshire_are_its_own_choice(east):
    found = {t.timer_id: (t.starts, t.length, t.unit) for t in east.timers}
    assert found == OWN_CHOICES
    for timer in east.timers:
        assert timer.origin is Origin.OWN_CHOICE
        assert "choice" in timer.reference


def test_papers_and_who_is_invited_or_not_are_told_before_the_panel(east):
    before = {t.timer_id for t in east.timers if t.before}
    assert before == {"send-papers", "invite-victim", "refuse-invitation"}


def test_what_a_timer_binds(east):
    binds = {t.timer_id: t.binds for t in east.timers}
    assert binds["partner-answer"] == "partner"
    assert binds["challenge-window"] == "applicant"
    assert binds["decide-threshold"] == "partnership"


def test_timers_are_found_by_what_starts_them(east):
    from_panel = {t.timer_id for t in east.timers_from(Anchor.PANEL)}
    assert from_panel == {
        "send-papers",
        "invite-victim",
        "refuse-invitation",
        "tell-outcome",
    }
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
    where = ("https://", *(each.title for each in procedure.publications))
    for thing in (*procedure.timers, *procedure.challenges, *procedure.sources):
        if thing.origin is Origin.PUBLISHED:
            assert any(each in thing.reference for each in where)
    for publication in procedure.publications:
        assert bool(publication.address) != bool(publication.no_address_because)


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


def line_with(text, nth=1):
    """The line of the file on which a text stands for the nth time."""
    at = [n for n, line in enumerate(TEXT.split("\n"), start=1) if text in line]
    return at[nth - 1]


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("version = 1", "", None, "version: it is missing, and has no default"),
        ("version = 1", "version = ", None, "not TOML"),
        ("version = 1", "version = 1.5", "version = 1", "version: it has to be a"),
        ("= 2014-10-20", '= "20 October"', "effective_from",
         "effective_from: it has to be a day, as 2026-04-03"),
        ('unit = "working days"', 'unit = "fortnights"', 'unit = "working days"',
         ("timers “acknowledge”, unit: 'fortnights' is not allowed; it is one of: "
         "working days, days, weeks, months")),
        ('starts = "panel"', 'starts = "lunch"', 'starts = "panel"',
         ("timers “send-papers”, starts: 'lunch' is not allowed; it is one of: "
         "receipt, acknowledgement, request, information-complete, threshold-decision, "
         "threshold-letter, acceptance, panel, outcome-letter, recommendation, "
         "challenge, contact")),
        ('starts = "panel"', 'starts = "contact"', "before = true",
         "timers “send-papers”, before: nobody knows a contact before it is made"),
        ('starts = "request"', 'starts = "contact"', "extendable",
         "timers “partner-answer”, extendable: each contact gives it all its time"),
        ("length = 60", "length = -1", "length = 60",
         "timers “whole-review”, length: it cannot be below nought"),
        ("length = 60", "length = 1001", "length = 60",
         "timers “whole-review”, length: it cannot be more than 1000"),
        ("length = 60", 'length = "sixty"', "length = 60",
         "timers “whole-review”, length: it has to be a whole number"),
        ('timer_id = "pass-on"', 'timer_id = "acknowledge"', "[[timers]]",
         "timers “acknowledge”: it is there twice"),
        ('starts = "threshold-decision"', 'starts = "panel"',
         'starts = "threshold-decision"',
         ("timers “tell-threshold”, starts: a circle: tell-threshold → hold-panel → "
         "tell-threshold.")),
        ('lead = "east', 'lead = "west', "lead = ",
         ("lead: 'west-cambridgeshire-district-council' is not one of the relevant "
         "bodies: cambridgeshire-constabulary, ")),
        ('window = "challenge-w', 'window = "w', 'window = "challenge-w',
         "challenges “review”, window: 'window' is not one of the timers: acknowledge"),
        ("complaints_needed = 3", "complaints_needed = 0", "complaints_needed",
         "threshold, complaints_needed: at least one"),
        ("complaints_needed", "complaint_needed", "complaints_needed",
         "threshold, complaint_needed: nothing of that name is known"),
        ("starts_in_month = 4", "starts_in_month = 13", "starts_in_month",
         "reporting, starts_in_month: it is the number of a month"),
        ('about = "day_zero"', 'about = "else"', "[[sources]]",
         "sources: nothing says where 'day_zero' comes from"),
        ('binds = "partner"\norigin = "own choice"',
         'binds = "partner"\norigin = "published"', "Sch.4 para 7 sets no time",
         "timers “partner-answer”, reference: published, but it names no address"),
        ('kind = "police"\nname', 'kind = "fire"\nname', 'kind = "police"',
         "relevant_bodies “cambridgeshire-constabulary”, kind: 'fire' is not allowed"),
        ('slug = "cambridgeshire-c', 'slugs = "cambridgeshire-c', "[[relevant_bodies]]",
         "relevant_bodies “Cambridgeshire Constabulary”, slug: it is missing"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_a_procedure_says_where_and_what_is_allowed(
    old, new, line, told
):
    with pytest.raises(UnreadableProcedure, match="changed is not a procedure") as why:
        changed(old, new)
    problems = why.value.problems
    nth = 2 if line in {"[[timers]]", "[[relevant_bodies]]"} else 1
    where = f"line {line_with(line, nth)}, " if line else ""
    assert any(each.startswith(f"{where}{told}") for each in problems), problems


def test_every_problem_is_told_at_once():
    text = TEXT.replace('unit = "working days"', 'unit = "fortnights"')
    with pytest.raises(UnreadableProcedure) as why:
        parse_procedure(text, where="changed")
    assert len(why.value.problems) == text.count("fortnights")


def leaves(value, path=()):
    """Every value of a TOML that is no table, and the way to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*path, number))
    else:
        yield path


@pytest.mark.parametrize("name", shipped())
def test_every_value_of_a_file_is_found_on_its_line(name):
    """The key stands on the line, and no other value has been found there."""
    text = (files("asbreview.procedures") / f"{name}.toml").read_text("utf-8")
    lines, split = lines_of(text), text.split("\n")
    given = leaves(tomllib.loads(text))
    keys = {path if path in lines else path[:-1] for path in given}  # within { }
    found = {path: line_of(path, lines) for path in keys}
    assert all(split[at - 1].startswith(f"{path[-1]} =") for path, at in found.items())
    assert len(set(found.values())) == len(found)


def test_what_is_quoted_commented_or_within_brackets_is_no_key():
    text = """\
a = [ # not = here
  "[b]", 'c = 1',
]
"d e" = \"\"\"
[f]
g = 1
\"\"\"
[h]
i.j = {k = 1} # [l]
[[m.n]]
o = "]"
[[m.n]]
p = 1
[m.n.q]
r = [
  [1],
  [2],
]
"""
    lines = lines_of(text)
    assert lines == {
        ("a",): 1,
        ("d e",): 4,
        ("h",): 8,
        ("h", "i", "j"): 9,
        ("m", "n"): 10,
        ("m", "n", 0): 10,
        ("m", "n", 0, "o"): 11,
        ("m", "n", 1): 12,
        ("m", "n", 1, "p"): 13,
        ("m", "n", 1, "q"): 14,
        ("m", "n", 1, "q", "r"): 15,
    }
    assert line_of(("h", "i", "j", "k"), lines) == 9
    assert line_of(("s",), lines) is None


def test_a_name_that_is_no_procedure_is_told_which_there_are():
    with pytest.raises(NoSuchProcedure, match=r"east-cambridgeshire, .*statute"):
        read_procedure("atlantis")


def test_a_file_need_not_be_shipped(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(TEXT.replace(f'"{EAST}"', '"own"'), "utf-8")
    assert read_procedure(str(own)).procedure_id == "own"
    own.write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableProcedure, match=r"own\.toml .* UTF-8"):
        read_procedure(str(own))


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


IS_ITS_OWN_SOURCE = {
    # What it is called, and what says for itself where it comes from.
    "procedure_id", "version", "name", "area", "sources", "publications",
    "timers", "challenges", "escalation",
}  # fmt: skip


@pytest.mark.parametrize("name", shipped())
def test_every_value_that_is_shipped_says_where_it_comes_from(name):
    text = (files("asbreview.procedures") / f"{name}.toml").read_text("utf-8")
    procedure = read_procedure(name)
    told = {source.about for source in procedure.sources}
    assert set(tomllib.loads(text)) - IS_ITS_OWN_SOURCE - told == set()
    for thing in (*procedure.timers, *procedure.challenges, *procedure.sources):
        assert thing.reference


@pytest.mark.parametrize("name", shipped())
def test_nobody_is_reached_by_a_sample(name):
    partnership = read_procedure(name).partnership
    assert partnership.phone[:9] in {"", "01632 960"}  # Ofcom's, for drama
    assert partnership.email in {"", "asb-case-review@csp.example"}


def test_a_publication_without_an_address_says_why():
    text = TEXT + '\n[[publications]]\ntitle = "A leaflet"\n'
    with pytest.raises(UnreadableProcedure, match="publications “A leaflet”") as why:
        parse_procedure(text, where="changed")
    assert "or no_address_because" in str(why.value)
    text += 'no_address_because = "It was handed out"\n'
    claimed = text.replace(
        'origin = "own choice"\nreference = "Not published"',
        'origin = "published"\nreference = "A leaflet: in May"',
        1,
    )
    assert parse_procedure(claimed, where="changed").publications[0].address == ""


def test_what_is_off_is_no_way_to_challenge(east):
    day = date(2026, 11, 27)
    assert east.escalation_on(day) == ()
    on = east.model_copy(update={"policing_body_review": switched_on(day)})
    assert [t.tier_id for t in on.escalation_on(day)] == ["policing-body-review"]
    assert on.escalation_on(date(2026, 11, 26)) == ()
    [body] = on.escalation_bodies
    gone = (body.model_copy(update={"to_day": date(2028, 5, 1)}),)
    until = on.model_copy(update={"escalation_bodies": gone})
    assert until.escalation_on(date(2028, 5, 1))
    assert until.escalation_on(date(2028, 5, 2)) == ()


def switched_on(day):
    return PolicingBodyReview(from_day=day, checked="By the clerk")


def test_the_relevant_bodies_of_wales_are_its_own():
    wales = read_procedure("south-wales")
    assert wales.nation == "Wales"
    assert "cy" in wales.languages
    [health] = [b for b in wales.relevant_bodies if b.kind is BodyKind.HEALTH]
    assert "health board" in health.name


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("within = { length = 6", "within = { length = 0", "length: at least one"),
        (
            "within = { length = 6",
            "within = { length = 6000",
            "length: it cannot be mo",
        ),
        ("count = 5", "count = 0", "count: at least one is needed"),
        ('of = "incidents"', 'of = "accidents"', "of: 'accidents' is not allowed"),
        ("fewest_people = 5", "fewest_people = 0", "fewest_people: at least one"),
    ],
)
def test_a_local_rule_that_cannot_be_counted_is_told_by_its_line(old, new, told):
    text = (files("asbreview.procedures") / "peterborough.toml").read_text("utf-8")
    line = text.split(old)[0].count("\n") + 1
    with pytest.raises(UnreadableProcedure) as why:
        parse_procedure(text.replace(old, new, 1), where="changed")
    [problem] = why.value.problems
    assert problem.startswith(f"line {line}, threshold, any_of “community-problem”, ")
    assert told in problem


CHASER = """
[[chasers]]
chaser_id = "mine"
working_days = {days}
origin = "{origin}"
reference = "{says}"
"""


def with_chasers(*days, origin="own choice", says="Chosen"):
    told = (CHASER.format(days=n, origin=origin, says=says) for n in days)
    return parse_procedure("".join((TEXT, *told)), where="changed")


def test_reminders_are_the_areas_own_or_the_choice_of_the_program():
    assert [c.working_days for c in with_chasers(3).chasers] == [3]
    assert [(c.working_days, c.before) for c in read_procedure(EAST).chasers] == [
        (2, True),
        (1, False),
        (6, False),
    ]
    assert {c.origin for c in read_procedure(EAST).chasers} == {Origin.OWN_CHOICE}
    none = parse_procedure(f"chasers = []\n{TEXT}", where="changed")
    assert none.chasers == ()
    assert parse_procedure(as_toml(none), where="again") == none


@pytest.mark.parametrize(
    ("days", "changes", "told"),
    [
        ((1, 2), {}, "chasers “mine”: it is there twice"),
        ((-1,), {}, "chasers “mine”, working_days: it cannot be below nought"),
        ((1001,), {}, "chasers “mine”, working_days: it cannot be more than 1000"),
        ((1,), {"origin": "published"}, "chasers “mine”, reference: published, but"),
    ],
)
def test_a_reminder_that_cannot_be_says_why(days, changes, told):
    with pytest.raises(UnreadableProcedure) as why:
        with_chasers(*days, **changes)
    assert any(told in each for each in why.value.problems), why.value.problems
