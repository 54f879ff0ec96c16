"""What is on record of a panel now, for whoever was overtaken on a form about it."""

from collections.abc import Iterator

from asbreview.domain.days import in_words, local_day
from asbreview.letters.about_review import clock_time
from asbreview.web.case_view import CaseView
from asbreview.web.panel_forms import part_known
from projections.case.days import happened_on

Stands = Iterator[tuple[str, str]]


def when_it_meets(view: CaseView) -> Stands:
    """Yield when and where the panel is on record to meet."""
    convened, meets_at = view.case.panel.convened, view.case.panel.meets_at
    if convened and meets_at:
        day, time = in_words(local_day(meets_at)), clock_time(meets_at)
        yield "The panel meets", f"{day} at {time}"
        yield "Where", str(view.tell(convened.place))


def who_came(view: CaseView) -> Stands:
    """Yield who is on record as having been at the meeting, for which body."""
    held = view.case.panel.held
    if held is None:
        return
    for person in held.attended:
        yield str(view.tell(person.name)), view.body_name(person.body_id)
    yield "The victim", held.victim_came or "It is not recorded whether they came"
    if held.went_on_because:
        yield "It went on because", str(view.tell(held.went_on_because))


def how_they_take_part(view: CaseView) -> Stands:
    """Yield how the victim is on record as taking part, and since which day."""
    part = view.case.panel.part
    if part is not None:
        yield "The victim", part_known(view)
        yield "Chosen or decided on", in_words(happened_on(part))
