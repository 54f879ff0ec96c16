"""How long records are kept, and what is due for disposal: nothing goes by itself."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from litestar import Controller, get, post
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromQuery
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account
from asbreview.access.policy import Action
from asbreview.domain.errors import CaseReviewRefused, NoSuchThing
from asbreview.domain.retention.rules import RecordKind
from asbreview.web.areas import area_choices, own_areas
from asbreview.web.desk import filled_day
from asbreview.web.given import (
    AsOfAsked,
    FormFields,
    Given,
    Installation,
    Seen,
    Signature,
    Today,
    TypedFields,
    Who,
)
from asbreview.web.page import Page
from asbreview.web.retention_forms import ASKED_OF, NoRuleForm, RuleForm
from asbreview.web.retention_told import Asked, laid_down
from asbreview.web.sent import all_that_passes, sent_once
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown, submitted

HERE: Final = "/retention"
READS: Final = {NEEDS: Action.READ_DUE}
SAYS_HOW_LONG: Final = {NEEDS: Action.SAY_HOW_LONG}
UNUSED_FOR: Final = "25 hours"  # `keeping_files.UNUSED`, which pages do not know
NOT_NOW: Final = "What is kept how long cannot be changed as of a day that was."
DONE: Final = {
    "proposed": "It is proposed. Another officer has to approve it before anything is"
    " destroyed.",
    "set": "It is laid down. It applies from the day that you gave.",
    "ended": "It is recorded that there is no rule from that day on.",
}


class RetentionPages(Controller):
    """The schedule of each area that somebody sees, and what is due by it."""

    path = HERE

    @get(opt=READS, sync_to_thread=True)
    def show(  # noqa: PLR0913, PLR0917  what the list is made of
        self,
        installation: Given,
        who: Who,
        seen: Seen,
        as_of: AsOfAsked,
        today: Today,
        done: FromQuery[str] = "",
    ) -> Page:
        """List what is due for disposal, by which rule and since when."""
        on = as_of.on if as_of.instant else today
        asked = Asked(installation, on, as_of.position)
        areas = [
            asked.area(id_, name, seen)
            for id_, name in own_areas(installation, who).items()
        ]
        return Page(
            "retention/show.html.jinja",
            areas=areas,
            on=on,
            done=DONE.get(done, ""),
            passes=all_that_passes(installation.settings.limits),
            unused_for=UNUSED_FOR,
        )

    @get("/rule", opt=SAYS_HOW_LONG, sync_to_thread=True)
    def ask_rule(  # noqa: PLR0913, PLR0917  what is filled in
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        today: Today,
        form_fields: FormFields,
        area: FromQuery[str] = "",
        of: FromQuery[str] = "",
    ) -> Page:
        """Ask how long a class of records is kept."""
        _must_be_now(as_of)
        theirs = area if area in own_areas(installation, who) else ""
        known = _as_it_is(installation, theirs, of, today)
        return _rule_page(installation, who, Shown.first(form_fields, **known))

    @post("/rule", opt=SAYS_HOW_LONG, sync_to_thread=True)
    def set_rule(
        self, installation: Given, signed: Signature, typed: TypedFields
    ) -> Response[Any]:
        """Lay down how long a class of records is kept."""
        who = signed.account

        def do(form: RuleForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.set_retention_rule(
                    form.area,
                    form.rule,
                    since=form.since,
                    signed=signed.by_command(form.command_id),
                )
            return _recorded(installation, position, "set")

        return submitted(
            RuleForm,
            typed,
            do=do,
            show_again=lambda shown: _rule_page(installation, who, shown),
            do_not_fit=lambda given: _not_theirs(installation, who, given),
        )

    @get("/no-rule", opt=SAYS_HOW_LONG, sync_to_thread=True)
    def ask_end(  # noqa: PLR0913, PLR0917  what is filled in
        self,
        installation: Given,
        who: Who,
        as_of: AsOfAsked,
        today: Today,
        form_fields: FormFields,
        area: FromQuery[str] = "",
        of: FromQuery[str] = "",
    ) -> Page:
        """Ask why a class of records is to have no rule any more."""
        _must_be_now(as_of)
        position = {"since": str(installation.reviews.end_of_log())}
        known = {"area": area, "of": of, **filled_day("from_on", today), **position}
        return _end_page(installation, who, Shown.first(form_fields, **known))

    @post("/no-rule", opt=SAYS_HOW_LONG, sync_to_thread=True)
    def end_rule(
        self, installation: Given, signed: Signature, typed: TypedFields
    ) -> Response[Any]:
        """Record that a class of records has no rule from a day on."""
        who = signed.account

        def do(form: NoRuleForm) -> Redirect:
            with sent_once(installation, form.command_id, typed):
                position = installation.reviews.end_retention_rule(
                    form.area,
                    form.of,
                    from_on=form.from_on,
                    reason=form.reason,
                    since=form.since,
                    signed=signed.by_command(form.command_id),
                )
            return _recorded(installation, position, "ended")

        return submitted(
            NoRuleForm,
            typed,
            do=do,
            show_again=lambda shown: _end_page(installation, who, shown),
            do_not_fit=lambda given: _not_theirs(installation, who, given),
        )


def _recorded(given: Installation, position: int, done: str) -> Redirect:
    given.projector.wait_for(position)
    return Redirect(f"{HERE}?done={done}", status_code=303)


def _must_be_now(as_of: AsOfAsked) -> None:
    if not as_of.is_now:
        raise PermissionDeniedException(NOT_NOW)


def _not_theirs(
    given: Installation, who: Account, typed: Mapping[str, Any]
) -> Iterator[CaseReviewRefused]:
    """Refuse an area that is none of theirs, as one that there is not."""
    if typed.get("area") not in own_areas(given, who):
        yield NoSuchThing("Select the area", field="area")


def _as_it_is(
    given: Installation, area_id: str, of: str, today: date
) -> dict[str, str | list[str]]:
    """Return the rule that a class has, to be changed; today is the day it applies."""
    known = {
        "since": str(given.reviews.end_of_log()),  # before what stands is read
        "area": area_id,
        "of": of,
        **filled_day("from_on", today),
    }
    schedule = given.reviews.retention_schedule(area_id) if area_id else None
    if schedule is None or of not in set(RecordKind):
        return known
    rule = schedule.rule_for(RecordKind(of), on=today)
    if rule is None:
        return known
    return known | {
        "years": str(rule.years),
        "counted_from": rule.counted_from.value,
        "origin": rule.origin.value,
        "source": rule.source,
    }


def _rule_page(given: Installation, who: Account, shown: Shown) -> Page:
    return _page("rule", given, who, shown)


def _end_page(given: Installation, who: Account, shown: Shown) -> Page:
    return _page("no_rule", given, who, shown)


def _page(name: str, given: Installation, who: Account, shown: Shown) -> Page:
    areas, position = own_areas(given, who), given.reviews.end_of_log()
    area, of = shown.value("area"), shown.value("of")
    schedule = given.reviews.retention_schedule(area) if area in areas else None
    return Page(
        f"retention/{name}.html.jinja",
        shown=shown,
        areas=area_choices(areas),
        position=position,
        stands=list(laid_down(schedule, of)),
        **ASKED_OF,
    )
