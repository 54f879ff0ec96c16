"""A procedure as a leaflet: what an applicant can read, and where each part is from.

Every statement that an area makes ends with a number; the numbers are explained at the
end, so that nothing of the partnership's own choice passes for published.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

from asbreview.domain.challenging import EscalationTier
from asbreview.domain.days import in_words
from asbreview.domain.procedure import (
    Binds,
    Challenged,
    ChallengeRoute,
    Origin,
    Procedure,
    Timer,
    Unit,
)
from asbreview.domain.timers import PARTNER_ANSWER
from asbreview.procedures.leaflet_words import (
    COUNTING,
    DAY_ZERO,
    OF,
    OPEN_TO,
    ORIGINS,
    QUALIFIES,
    WHAT_IT_IS,
    length,
    rule_in_words,
    sentence,
    step,
)


class Said(NamedTuple):
    """A paragraph."""

    text: str


class Listed(NamedTuple):
    """Items, each with a point or with its number."""

    items: tuple[str, ...]
    numbered: bool = False

    @classmethod
    def of(cls, items: Iterable[str]) -> Self:
        """List what is given."""
        return cls(tuple(items))


class Part(NamedTuple):
    """A part of the leaflet, under its title."""

    title: str
    told: tuple[Said | Listed, ...]


class Leaflet:
    """The text, and the sources that it has pointed to so far."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self._sources: list[tuple[Origin, str]] = []

    @property
    def title(self) -> str:
        """What it is about."""
        return f"ASB case reviews: {self.procedure.area}"

    def beginning(self) -> Iterator[Said]:
        """Return what stands before the first part."""
        told = self.procedure
        yield Said(
            f"{told.name}, version {told.version}, in force from "
            f"{in_words(told.effective_from)}{self._about('effective_from')}. "
            f"{sentence(told.adopted)}{self._about('adopted')}"
        )
        yield Said(WHAT_IT_IS)

    def parts(self) -> Iterator[Part]:
        """Return its parts in order; the last says where the others come from."""
        for title, part in (
            ("How to apply", self._applying),
            ("When there has to be a review", self._test),
            ("What happens, and by when", self._steps),
            ("Who decides", self._bodies),
            ("The meeting, and taking part in it", self._meeting),
            ("What becomes of it", self._plan),
            ("If you are not satisfied", self._challenges),
            ("Figures", self._figures),
            ("Where this comes from", self._where),
        ):
            yield Part(title, tuple(part()))

    def _about(self, subject: str) -> str:
        """Point to the sources of a subject, or of what it is part of: " [1, 2]"."""
        told = self.procedure.sources
        whole = subject.partition(".")[0]
        about = subject if any(s.about == subject for s in told) else whole
        return self._points((s.origin, s.reference) for s in told if s.about == about)

    def _points(self, sources: Iterable[tuple[Origin, str]]) -> str:
        pointed = tuple(sources)
        self._sources += [s for s in dict.fromkeys(pointed) if s not in self._sources]
        numbers = [str(self._sources.index(source) + 1) for source in pointed]
        return f" [{', '.join(numbers)}]" if numbers else ""

    def _applying(self) -> Iterator[Said | Listed]:
        told, us = self.procedure.applying, self.procedure.partnership
        if told.who:
            yield Said(f"Who can apply: {told.who}{self._about('applying')}.")
        if told.ways:
            yield Said(f"You can apply{self._about('applying.ways')}:")
            yield Listed.of(told.ways)
        if told.consent:
            yield Said(f"{told.consent}{self._about('applying.consent')}.")
        reached = ", ".join(filter(None, (*us.address, us.phone, us.email)))
        contact = f"{us.name}: {reached}" if us.name else "No point of contact is named"
        yield Said(f"{contact}{self._about('partnership')}.")
        for each in self.procedure.points_of_contact:
            reached = ", ".join(filter(None, (each.of, each.phone, each.email)))
            yield Said(f"{each.name}: {reached}.")
        if self.procedure.passed_on_to_every_body:
            passed = "Your application is passed on to all the agencies listed below"
            yield Said(f"{passed}{self._about('passed_on_to_every_body')}.")

    def _test(self) -> Iterator[Said | Listed]:
        rules = self.procedure.threshold
        needed = rules.complaints_needed
        yield Said(
            f"If {needed} or more complaints about the behaviour qualify, the agencies "
            f"must hold a review (s.104(4)){self._about('threshold')}. No other "
            "condition can stand against that."
        )
        yield Said(QUALIFIES)
        if rules.one_date_counts_once or rules.one_incident_counts_once:
            what = "date" if rules.one_date_counts_once else "incident"
            yield Said(
                f"This procedure counts several complaints about one {what} once"
                f"{self._about('threshold')}. The Act's own count stands beside it."
            )
        for rule in rules.any_of:
            yield Said(f"{rule_in_words(rule)}{self._about('threshold')}.")
        if rules.considerations:
            yield Said(
                "With fewer, the agencies decide (s.104(5)). They consider"
                f"{self._about('considerations')}:"
            )
            yield Listed.of(c.asks for c in rules.considerations)
        if rules.caveats:
            yield Said(
                "The procedure asks these things besides. They are advice: none can "
                "stand against the number of complaints (s.104(4))"
                f"{self._about('caveats')}:"
            )
            yield Listed.of(c.asks for c in rules.caveats)

    def _steps(self) -> Iterator[Said | Listed]:
        ours = [t for t in self.procedure.timers if t.binds is not Binds.APPLICANT]
        if not ours:
            yield Said("It sets no times.")
            return
        yield Listed.of(f"{step(timer)}{self._of(timer)}" for timer in ours)
        if any(t.unit is Unit.WORKING_DAYS for t in ours):
            zero = DAY_ZERO[self.procedure.day_zero]
            yield Said(f"{COUNTING} {zero[:-1]}{self._about('day_zero')}.")
        if self.procedure.chasers and self.procedure.timer(PARTNER_ANSWER):
            chasers = self.procedure.chasers
            from_where = dict.fromkeys((c.origin, c.reference) for c in chasers)
            point = self._points(from_where)
            yield Said(f"An agency that does not answer is reminded{point}:")
            yield Listed.of(c.in_words for c in chasers)
        if any(t.extendable for t in ours):
            yield Said(
                "If a date cannot be kept, you are told why, and given a new one"
                f"{self._about('timers')}."
            )

    def _of(self, timer: Timer) -> str:
        return self._points([(timer.origin, timer.reference)])

    def _bodies(self) -> Iterator[Said | Listed]:
        bodies = self.procedure.relevant_bodies
        if not bodies:
            yield Said(f"It names no body{self._about('relevant_bodies')}.")
            return
        yield Said(f"The agencies decide together{self._about('relevant_bodies')}:")
        yield Listed.of(body.name for body in bodies)

    def _meeting(self) -> Iterator[Said | Listed]:
        panel = self.procedure.panel
        if panel.name:
            meets = f", which meets {panel.meets}" if panel.meets else ""
            who = f"{panel.name}{meets}{self._about('panel.name')}"
            yield Said(f"Reviews are held by: {who}.")
        if panel.chair:
            yield Said(f"{panel.chair}{self._about('panel.chair')}.")
        if panel.not_invited_only_if:
            unless = panel.not_invited_only_if
            point = self._about("panel.not_invited_only_if")
            yield Said(f"The victim is invited, unless {unless}{point}.")
        point = self._about("panel.ways_to_take_part")
        if panel.ways_to_take_part:
            yield Said(f"You can choose{point}:")
            yield Listed.of(panel.ways_to_take_part)
        else:
            yield Said(f"How you can take part, it does not say{point}.")

    def _plan(self) -> Iterator[Said | Listed]:
        for name, told in self.procedure.plan:
            if told:
                yield Said(f"{told}{self._about(f'plan.{name}')}.")
        yield Said(
            "You are told the decision on the threshold, and the outcome with its "
            "recommendations (s.104(6), (8))."
        )
        if checked := self.procedure.letters.second_officer:
            point = self._about("letters")
            yield Said(f"A second officer approves letters of these kinds{point}:")
            yield Listed.of(each.capitalize() for each in checked)

    def _challenges(self) -> Iterator[Said | Listed]:
        for challenged in Challenged:
            if route := self.procedure.challenge_of(challenged):
                yield from self._route(route)
            else:
                yield Said(f"{OF[challenged].capitalize()}: it does not say.")
        windows = {route.window for route in self.procedure.challenges}
        yield Listed.of(
            f"{step(timer)}{self._of(timer)}"
            for timer in self.procedure.timers
            if timer.binds is Binds.APPLICANT and timer.timer_id not in windows
        )
        for tier in self.procedure.escalation:
            from_day = self.procedure.policing_body_review.from_day
            if from_day or not tier.of_policing_body_review:
                known = self.procedure.escalation_bodies
                name = next(b.name for b in known if b.slug == tier.body)
                point = self._points([(tier.origin, tier.reference)])
                yield Said(f"{self._open_from(tier)}{tier.says}: {name}{point}.")
        if self.procedure.ombudsmen:
            yield Said(f"There are ombudsmen{self._about('ombudsmen')}:")
            yield Listed.of(
                f"{o.looks_into}: {o.name}, {o.contact}"
                for o in self.procedure.ombudsmen
            )

    def _open_from(self, tier: EscalationTier) -> str:
        """Say for what a way is open, where that is from a day on."""
        switch = self.procedure.policing_body_review
        if not tier.of_policing_body_review or switch.from_day is None:
            return ""
        return f"For {OPEN_TO[switch.goes_by]} from {in_words(switch.from_day)} on. "

    def _route(self, route: ChallengeRoute) -> Iterator[Said | Listed]:
        point = self._points([(route.origin, route.reference)])
        window = self.procedure.timer(route.window)
        by = ""
        if window:
            when = length(window)
            by = f" You can do so {when[:1].lower()}{when[1:]}{self._of(window)}."
        yield Said(
            f"{OF[route.of].capitalize()}: {sentence(route.how)}{by} It is decided by: "
            f"{route.to_whom}{point}."
        )
        yield Listed.of(route.grounds)
        for each in (*route.exclusions, *filter(None, [route.consent])):
            yield Said(f"{each}{point}.")
        if route.results:
            yield Said(f"It can end so: {'; or '.join(route.results)}{point}.")
        yield Said(f"After that: {route.escalation}.")

    def _figures(self) -> Iterator[Said | Listed]:
        told = self.procedure.reporting
        yield Said(
            f"Every {told.months} months the agencies publish how many applications "
            "were made, how often the threshold was not met, how many reviews were "
            "carried out, and how many led to recommendations (s.104(9))"
            f"{self._about('reporting')}."
        )
        if self.procedure.effectiveness:
            yield Said(f"{self.procedure.effectiveness}{self._about('effectiveness')}.")

    def _where(self) -> Iterator[Said | Listed]:
        yield Listed.of(
            f"{ORIGINS[origin]}: {reference}" for origin, reference in self._sources
        )._replace(numbered=True)
        for each in self.procedure.publications:
            where = each.address or each.no_address_because
            yield Said(f"{each.title}: {where}.")
