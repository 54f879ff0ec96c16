"""What each value of a procedure alone cannot show: that they do not go together."""

from collections.abc import Iterable, Iterator
from typing import Final

from asbreview.domain.local_rules import LocalRule
from asbreview.domain.procedure import Origin, Procedure
from asbreview.domain.timers import Anchor, circle
from asbreview.procedures.letter_texts import problems_of_letters
from asbreview.procedures.positions import Path
from asbreview.procedures.problems import Problem

# Each of these says where it comes from; nothing is published by default.
SUBJECTS: Final = (
    "threshold",
    "caveats",
    "considerations",
    "relevant_bodies",
    "partnership",
    "panel",
    "day_zero",
    "reporting",
    "effectiveness",
)
# So do these, where they are set.
WHERE_SET: Final = (
    "applying",
    "areas",
    "consulted",
    "escalation_bodies",
    "letters",
    "plan",
    "points_of_contact",
    "policing_body_review",
)
MONTHS: Final = 12
LONGEST: Final = 1000  # of whatever unit: beyond, a number is mistyped
AT_LEAST_ONE: Final = "at least one is needed"
TOO_LONG: Final = f"it cannot be more than {LONGEST}: check the number"


def contradictions(procedure: Procedure) -> Iterator[Problem]:
    """Yield what keeps a file from being a procedure, though each value may stand."""
    yield from _twice(procedure)
    yield from _impossible_numbers(procedure)
    yield from _in_a_circle(procedure)
    yield from _named_but_not_there(procedure)
    yield from _started_again_by_contacts(procedure)
    yield from _unsourced(procedure)
    yield from _published_nowhere(procedure)
    yield from problems_of_letters(procedure)


def _twice(procedure: Procedure) -> Iterator[Problem]:
    rules = procedure.threshold
    for path, names in (
        (("timers",), [t.timer_id for t in procedure.timers]),
        (("chasers",), [c.chaser_id for c in procedure.chasers]),
        (("relevant_bodies",), [b.slug for b in procedure.relevant_bodies]),
        (("threshold", "any_of"), [r.rule_id for r in rules.any_of]),
        (("threshold", "caveats"), [c.caveat_id for c in rules.caveats]),
        (("escalation",), [t.tier_id for t in procedure.escalation]),
        (("publications",), [p.title for p in procedure.publications]),
    ):
        for number, name in enumerate(names):
            if name in names[:number]:
                yield Problem((*path, number), "it is there twice: give it another id")


def _impossible_numbers(procedure: Procedure) -> Iterator[Problem]:
    for number, timer in enumerate(procedure.timers):
        path: Path = ("timers", number, "length")
        if timer.length < 0:
            yield Problem(
                path, "it cannot be below nought; `before = true` counts back"
            )
        if timer.length > LONGEST:
            yield Problem(path, TOO_LONG)
    for number, chaser in enumerate(procedure.chasers):
        path = ("chasers", number, "working_days")
        if chaser.working_days < 0:
            yield Problem(
                path, "it cannot be below nought; `before = true` counts back"
            )
        if chaser.working_days > LONGEST:
            yield Problem(path, TOO_LONG)
    if procedure.threshold.complaints_needed < 1:
        yield Problem(("threshold", "complaints_needed"), AT_LEAST_ONE)
    for number, rule in enumerate(procedure.threshold.any_of):
        yield from _impossible_rule(("threshold", "any_of", number), rule)
    if not 1 <= procedure.reporting.starts_in_month <= MONTHS:
        says = "it is the number of a month, 1 to 12"
        yield Problem(("reporting", "starts_in_month"), says)


def _impossible_rule(path: Path, rule: LocalRule) -> Iterator[Problem]:
    for field, value in (("count", rule.count), ("fewest_people", rule.fewest_people)):
        if value < 1:
            yield Problem((*path, field), AT_LEAST_ONE)
    for field, span in (
        ("within", rule.within),
        ("reported_within", rule.reported_within),
        ("latest_report_within", rule.latest_report_within),
    ):
        if span and not 1 <= span.length <= LONGEST:
            says = AT_LEAST_ONE if span.length < 1 else TOO_LONG
            yield Problem((*path, field, "length"), says)


def _in_a_circle(procedure: Procedure) -> Iterator[Problem]:
    if timers := circle(procedure.timers):
        names = [timer.timer_id for timer in timers]
        number = procedure.timers.index(timers[0])
        says = (
            f"a circle: {' → '.join([*names, names[0]])}. Each is started by what the "
            "one before it brings about, so none ever starts"
        )
        yield Problem(("timers", number, "starts"), says)


def _started_again_by_contacts(procedure: Procedure) -> Iterator[Problem]:
    """Yield what a timer cannot be that each contact starts again."""
    for number, timer in enumerate(procedure.timers):
        if timer.starts is not Anchor.CONTACT:
            continue
        if timer.before:
            says = "nobody knows a contact before it is made: nothing is counted back"
            yield Problem(("timers", number, "before"), says)
        if timer.extendable:
            says = "each contact gives it all its time anew: it cannot be given more"
            yield Problem(("timers", number, "extendable"), says)


def _named_but_not_there(procedure: Procedure) -> Iterator[Problem]:
    timers = {timer.timer_id for timer in procedure.timers}
    slugs = {body.slug for body in procedure.relevant_bodies}
    heard_by = {body.slug for body in procedure.escalation_bodies}
    if slugs and procedure.lead not in slugs:
        yield _not_one_of(("lead",), procedure.lead, "relevant bodies", slugs)
    for number, route in enumerate(procedure.challenges):
        if route.window not in timers:
            path: Path = ("challenges", number, "window")
            yield _not_one_of(path, route.window, "timers", timers)
    for number, tier in enumerate(procedure.escalation):
        if tier.body not in heard_by:
            path = ("escalation", number, "body")
            yield _not_one_of(path, tier.body, "escalation bodies", heard_by)
        for field, named in (("window", tier.window), ("decide", tier.decide)):
            if named and named not in timers:
                path = ("escalation", number, field)
                yield _not_one_of(path, named, "timers", timers)


def _not_one_of(path: Path, named: str, what: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(sorted(known)) or "there are none"
    return Problem(path, f"{named!r} is not one of the {what}: {listed}")


def _unsourced(procedure: Procedure) -> Iterator[Problem]:
    """Yield what does not say where it comes from."""
    told = {source.about for source in procedure.sources}
    fields = Procedure.model_fields
    set_here = [
        name
        for name in WHERE_SET
        if getattr(procedure, name) != fields[name].get_default()
    ]
    for subject in (*SUBJECTS, *set_here):
        if subject not in told:
            says = f"nothing says where {subject!r} comes from"
            add = f'add a [[sources]] with about = "{subject}"'
            yield Problem(("sources",), f"{says}: {add}")


def _published_nowhere(procedure: Procedure) -> Iterator[Problem]:
    """Yield what is said to be published, and names no publication."""
    for number, each in enumerate(procedure.publications):
        if not (each.address.startswith("https://") or each.no_address_because):
            says = "give its address, beginning with https://, or no_address_because"
            yield Problem(("publications", number, "address"), says)
    titles = [each.title for each in procedure.publications]
    for name in ("timers", "chasers", "challenges", "escalation", "sources"):
        for number, each in enumerate(getattr(procedure, name)):
            is_named = any(title in each.reference for title in ("https://", *titles))
            if each.origin is Origin.PUBLISHED and not is_named:
                says = "published, but it names no address and none of the publications"
                yield Problem((name, number, "reference"), says)
