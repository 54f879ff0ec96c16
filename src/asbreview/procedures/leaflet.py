"""A procedure as a leaflet: what an applicant can read, and where each part is from.

Every statement that an area makes ends with a number; the numbers are explained at the
end, so that nothing of the partnership's own choice passes for published.
"""

from collections.abc import Iterable, Iterator

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
from asbreview.procedures.leaflet_words import (
    COUNTING,
    DAY_ZERO,
    OF,
    ORIGINS,
    QUALIFIES,
    WHAT_IT_IS,
    length,
    listed,
    rule_in_words,
    sentence,
    step,
    wrapped,
)


class Leaflet:
    """The text, and the sources that it has pointed to so far."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self._sources: list[tuple[Origin, str]] = []

    def lines(self) -> Iterator[str]:
        """Return the leaflet, paragraph by paragraph, wrapped."""
        told = self.procedure
        yield from wrapped(f"ASB case reviews: {told.area}")
        yield from wrapped(
            f"{told.name}, version {told.version}, in force from "
            f"{in_words(told.effective_from)}{self._about('effective_from')}. "
            f"{sentence(told.adopted)}{self._about('adopted')}"
        )
        yield from wrapped(WHAT_IT_IS)
        for title, part in (
            ("How to apply", self._applying()),
            ("When there has to be a review", self._test()),
            ("What happens, and by when", self._steps()),
            ("Who decides", self._bodies()),
            ("The meeting, and taking part in it", self._meeting()),
            ("What becomes of it", self._plan()),
            ("If you are not satisfied", self._challenges()),
            ("Figures", self._figures()),
        ):
            yield from (f"{title.upper()}", "")
            yield from part
        yield from ("WHERE THIS COMES FROM", "")
        yield from self._where()

    def _about(self, subject: str) -> str:
        """Point to the sources of a subject, or of what it is part of: " [1, 2]"."""
        told = self.procedure.sources
        whole = subject.partition(".")[0]
        about = subject if any(s.about == subject for s in told) else whole
        return self._points((s.origin, s.reference) for s in told if s.about == about)

    def _points(self, sources: Iterable[tuple[Origin, str]]) -> str:
        numbers = []
        for source in sources:
            if source not in self._sources:
                self._sources.append(source)
            numbers.append(str(self._sources.index(source) + 1))
        return f" [{', '.join(numbers)}]" if numbers else ""

    def _applying(self) -> Iterator[str]:
        told, us = self.procedure.applying, self.procedure.partnership
        if told.who:
            yield from wrapped(f"Who can apply: {told.who}{self._about('applying')}.")
        if told.ways:
            yield from wrapped(f"You can apply{self._about('applying.ways')}:")
            yield from listed(told.ways)
        if told.consent:
            yield from wrapped(f"{told.consent}{self._about('applying.consent')}.")
        reached = ", ".join(filter(None, (*us.address, us.phone, us.email)))
        contact = f"{us.name}: {reached}" if us.name else "No point of contact is named"
        yield from wrapped(f"{contact}{self._about('partnership')}.")
        for each in self.procedure.points_of_contact:
            reached = ", ".join(filter(None, (each.of, each.phone, each.email)))
            yield from wrapped(f"{each.name}: {reached}.")
        if self.procedure.passed_on_to_every_body:
            passed = "Your application is passed on to all the agencies listed below"
            yield from wrapped(f"{passed}{self._about('passed_on_to_every_body')}.")

    def _test(self) -> Iterator[str]:
        rules = self.procedure.threshold
        needed = rules.complaints_needed
        yield from wrapped(
            f"If {needed} or more complaints about the behaviour qualify, the agencies "
            f"must hold a review (s.104(4)){self._about('threshold')}. No other "
            "condition can stand against that."
        )
        yield from wrapped(QUALIFIES)
        if rules.one_date_counts_once or rules.one_incident_counts_once:
            what = "date" if rules.one_date_counts_once else "incident"
            yield from wrapped(
                f"This procedure counts several complaints about one {what} once"
                f"{self._about('threshold')}. The Act's own count stands beside it."
            )
        for rule in rules.any_of:
            yield from wrapped(f"{rule_in_words(rule)}{self._about('threshold')}.")
        if rules.considerations:
            yield from wrapped(
                "With fewer, the agencies decide (s.104(5)). They consider"
                f"{self._about('considerations')}:"
            )
            yield from listed(c.asks for c in rules.considerations)
        if rules.caveats:
            yield from wrapped(
                "The procedure asks these things besides. They are advice: none can "
                "stand against the number of complaints (s.104(4))"
                f"{self._about('caveats')}:"
            )
            yield from listed(c.asks for c in rules.caveats)

    def _steps(self) -> Iterator[str]:
        ours = [t for t in self.procedure.timers if t.binds is not Binds.APPLICANT]
        if not ours:
            yield from wrapped("It sets no times.")
            return
        yield from listed(f"{step(timer)}{self._of(timer)}" for timer in ours)
        if any(t.unit is Unit.WORKING_DAYS for t in ours):
            zero = DAY_ZERO[self.procedure.day_zero]
            yield from wrapped(f"{COUNTING} {zero[:-1]}{self._about('day_zero')}.")
        if any(t.extendable for t in ours):
            yield from wrapped(
                "If a date cannot be kept, you are told why, and given a new one."
            )

    def _of(self, timer: Timer) -> str:
        return self._points([(timer.origin, timer.reference)])

    def _bodies(self) -> Iterator[str]:
        bodies = self.procedure.relevant_bodies
        if not bodies:
            yield from wrapped(f"It names no body{self._about('relevant_bodies')}.")
            return
        yield from wrapped(
            f"The agencies decide together{self._about('relevant_bodies')}:"
        )
        yield from listed(body.name for body in bodies)

    def _meeting(self) -> Iterator[str]:
        panel = self.procedure.panel
        if panel.name:
            meets = f", which meets {panel.meets}" if panel.meets else ""
            who = f"{panel.name}{meets}{self._about('panel.name')}"
            yield from wrapped(f"Reviews are held by: {who}.")
        if panel.chair:
            yield from wrapped(f"{panel.chair}{self._about('panel.chair')}.")
        if panel.not_invited_only_if:
            unless = panel.not_invited_only_if
            point = self._about("panel.not_invited_only_if")
            yield from wrapped(f"The victim is invited, unless {unless}{point}.")
        point = self._about("panel.ways_to_take_part")
        if panel.ways_to_take_part:
            yield from wrapped(f"You can choose{point}:")
            yield from listed(panel.ways_to_take_part)
        else:
            yield from wrapped(f"How you can take part, it does not say{point}.")

    def _plan(self) -> Iterator[str]:
        for name, told in self.procedure.plan:
            if told:
                yield from wrapped(f"{told}{self._about(f'plan.{name}')}.")
        yield from wrapped(
            "You are told the decision on the threshold, and the outcome with its "
            "recommendations (s.104(6), (8))."
        )

    def _challenges(self) -> Iterator[str]:
        for challenged in Challenged:
            if route := self.procedure.challenge_of(challenged):
                yield from self._route(route)
            else:
                yield from wrapped(f"{OF[challenged].capitalize()}: it does not say.")
        windows = {route.window for route in self.procedure.challenges}
        yield from listed(
            f"{step(timer)}{self._of(timer)}"
            for timer in self.procedure.timers
            if timer.binds is Binds.APPLICANT and timer.timer_id not in windows
        )
        for tier in self.procedure.escalation:
            if not tier.of_policing_body_review:
                known = self.procedure.escalation_bodies
                name = next(b.name for b in known if b.slug == tier.body)
                point = self._points([(tier.origin, tier.reference)])
                yield from wrapped(f"{tier.says}: {name}{point}.")
        if self.procedure.ombudsmen:
            yield from wrapped(f"There are ombudsmen{self._about('ombudsmen')}:")
            yield from listed(
                f"{o.looks_into}: {o.name}, {o.contact}"
                for o in self.procedure.ombudsmen
            )

    def _route(self, route: ChallengeRoute) -> Iterator[str]:
        point = self._points([(route.origin, route.reference)])
        window = self.procedure.timer(route.window)
        by = ""
        if window:
            when = length(window)
            by = f" You can do so {when[:1].lower()}{when[1:]}{self._of(window)}."
        yield from wrapped(
            f"{OF[route.of].capitalize()}: {sentence(route.how)}{by} It is decided by: "
            f"{route.to_whom}{point}."
        )
        yield from listed(route.grounds)
        for each in (*route.exclusions, *filter(None, [route.consent])):
            yield from wrapped(f"{each}{point}.")
        if route.results:
            yield from wrapped(f"It can end so: {'; or '.join(route.results)}{point}.")
        yield from wrapped(f"After that: {route.escalation}.")

    def _figures(self) -> Iterator[str]:
        told = self.procedure.reporting
        yield from wrapped(
            f"Every {told.months} months the agencies publish how many applications "
            "were made, how often the threshold was not met, how many reviews were "
            "carried out, and how many led to recommendations (s.104(9))"
            f"{self._about('reporting')}."
        )
        if self.procedure.effectiveness:
            yield from wrapped(
                f"{self.procedure.effectiveness}{self._about('effectiveness')}."
            )

    def _where(self) -> Iterator[str]:
        for number, (origin, reference) in enumerate(self._sources, start=1):
            told = f"[{number}] {ORIGINS[origin]}: {reference}"
            yield from wrapped(told, hanging=True, spaced=False)
        yield ""
        for each in self.procedure.publications:
            where = each.address or each.no_address_because
            yield from wrapped(f"{each.title}: {where}.")
