"""The panel: convened, put off, the victim's part, held."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from asbreview.domain.errors import AlreadyDone, Misrecorded, NotPermittedYet
from asbreview.domain.panel.facts import (
    Disposal,
    Issue,
    PanelConvened,
    PanelFileOpened,
    PanelHeld,
    PanelPostponed,
    PanelReliedOn,
    PapersSent,
    ParticipationChosen,
    ParticipationDeclined,
    TakesPart,
    VictimNotInvited,
)
from asbreview.domain.panel.record import Panel
from facts import GROUND, POLICE, TODAY, TOMORROW, YESTERDAY, official, prose
from story import CASE, COUNCIL, SIGNED, Story, that

AT = datetime(2026, 3, 20, 10, tzinfo=UTC)
BEFORE = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
a_file = that(PanelFileOpened)
CONVENED = {
    "panel_id": UUID(int=70),
    "meets_at": AT,
    "place": prose(5),
    "bodies": (COUNCIL, POLICE),
    "chair": official(),
    "independence": prose(),
}
HELD = {
    "held_on": TODAY,
    "attended": (official(2),),
    "issues": (Issue(issue=prose(2), disposal=Disposal.UPHELD),),
    "went_on_because": None,
    "victim_came": None,
    "ground": GROUND,
}
convened = that(PanelConvened, **CONVENED)
held = that(PanelHeld, **HELD)
chosen = that(ParticipationChosen, takes_part=TakesPart.ATTENDS, chosen_on=TODAY)
declined = that(ParticipationDeclined, declined_on=TODAY)
not_invited = that(VictimNotInvited, decided_on=TODAY, reasons=prose(3), ground=GROUND)


def the_panel(*happened):
    return Story(Panel).given(a_file, *happened)


def convening(**changes):
    return lambda panel: panel.convene(**{**CONVENED, **changes}, signed=SIGNED)


def postponing(meets_at=AT):
    return lambda panel: panel.postpone(
        meets_at=meets_at, reason=prose(4), signed=SIGNED
    )


def choosing(on=TODAY):
    return lambda panel: panel.choose_participation(
        TakesPart.ATTENDS, chosen_on=on, signed=SIGNED
    )


def declining(on=TODAY):
    return lambda panel: panel.decline_participation(declined_on=on, signed=SIGNED)


def not_inviting(on=TODAY):
    return lambda panel: panel.not_invite(
        decided_on=on, reasons=prose(3), ground=GROUND, signed=SIGNED
    )


def holding(**changes):
    return lambda panel: panel.hold(**{**HELD, **changes}, signed=SIGNED)


def test_a_file_is_opened_with_the_case():
    (opened,) = Panel.open_file(CASE, signed=SIGNED).collect_events()
    assert type(opened) is PanelFileOpened


def test_a_panel_is_convened_once():
    the_panel().when(convening()).then(convened)
    the_panel(convened).when(convening()).then_refused(AlreadyDone, because="put off")


def test_a_panel_meets_today_or_later():
    the_panel().when(convening(meets_at=BEFORE)).then_refused(
        Misrecorded, because="today or later"
    )
    the_panel().when(convening(meets_at=SIGNED.at)).then(
        that(PanelConvened, **{**CONVENED, "meets_at": SIGNED.at})
    )


def test_a_meeting_is_put_off():
    later = datetime(2026, 4, 1, 9, tzinfo=UTC)
    the_panel(convened).when(postponing(later)).then(
        that(PanelPostponed, meets_at=later, reason=prose(4))
    )
    the_panel(convened).when(postponing(BEFORE)).then_refused(
        Misrecorded, because="today or later"
    )


def test_only_a_meeting_to_come_is_put_off():
    the_panel().when(postponing()).then_refused(NotPermittedYet, because="Convene")
    the_panel(convened, chosen, held).when(postponing()).then_refused(
        AlreadyDone, because="held"
    )


@pytest.mark.parametrize(
    ("deciding", "decided"),
    [(choosing, chosen), (declining, declined), (not_inviting, not_invited)],
)
def test_the_victims_part_is_decided_and_may_change_until_the_meeting(
    deciding, decided
):
    the_panel().when(deciding()).then(decided)
    for before in (chosen, declined, not_invited):
        the_panel(convened, before).when(deciding()).then(decided)
    the_panel(convened, decided, held).when(deciding()).then_refused(
        AlreadyDone, because="held"
    )
    the_panel().when(deciding(TOMORROW)).then_refused(Misrecorded, because="future")


@pytest.mark.parametrize("before", [chosen, declined, not_invited])
def test_the_panel_is_held_once_it_is_known_how_the_victim_takes_part(before):
    the_panel(convened, before).when(holding()).then(held)
    the_panel(convened).when(holding()).then_refused(
        NotPermittedYet, because="how the victim takes part"
    )


def test_the_panel_is_held_once_and_not_before_it_is_convened():
    the_panel(chosen).when(holding()).then_refused(NotPermittedYet, because="Convene")
    the_panel(convened, chosen, held).when(holding()).then_refused(
        AlreadyDone, because="held"
    )


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"held_on": TOMORROW}, "future"),
        ({"held_on": YESTERDAY}, "before Monday 2 March 2026"),
        ({"attended": ()}, "who attended"),
        ({"issues": ()}, "each issue"),
    ],
)
def test_a_meeting_says_when_it_was_who_was_there_and_what_was_considered(
    changes, because
):
    the_panel(convened, chosen).when(holding(**changes)).then_refused(
        Misrecorded, because=because
    )


def test_the_record_notes_that_it_was_relied_on():
    the_panel().when(lambda panel: panel.rely("outcome", signed=SIGNED)).then(
        that(PanelReliedOn, decision="outcome")
    )


def sending_papers(on=TODAY):
    return lambda panel: panel.send_papers(sent_on=on, signed=SIGNED)


papers_sent = that(PapersSent, sent_on=TODAY)


def test_papers_are_sent_once_a_panel_is_convened():
    Story(Panel).given(a_file, convened).when(sending_papers()).then(papers_sent)


@pytest.mark.parametrize(
    ("before", "on", "kind", "because"),
    [
        ((), TODAY, NotPermittedYet, "Convene the panel first"),
        ((convened, papers_sent), TODAY, AlreadyDone, "have been sent"),
        ((convened, chosen, held), TODAY, AlreadyDone, "has been held"),
        ((convened,), TOMORROW, Misrecorded, "future"),
    ],
)
def test_papers_are_not_sent_twice_too_late_or_to_nobody(before, on, kind, because):
    story = Story(Panel).given(a_file, *before).when(sending_papers(on))
    story.then_refused(kind, because)
