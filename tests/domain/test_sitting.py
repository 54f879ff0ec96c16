"""A panel that sits: part by part, adjourned and gone on with, and what ends it."""

from datetime import UTC, datetime
from uuid import UUID

from asbreview.domain.errors import (
    AlreadyDone,
    Misrecorded,
    NoSuchThing,
    NotPermittedYet,
)
from asbreview.domain.panel.facts import Disposal, PanelHeld
from asbreview.domain.panel.in_error import PanelFact, PanelFactInError
from asbreview.domain.panel.sitting_facts import (
    InterestDeclared,
    IssueConsidered,
    PersonCame,
    SittingAdjourned,
    SittingBegun,
)
from domain.test_panel import HELD, chosen, convened, the_panel
from facts import TODAY, YESTERDAY, official, prose
from story import SIGNED, that

FIRST, SECOND = UUID(int=601), UUID(int=602)
GOES_ON = datetime(2026, 3, 9, 13, tzinfo=UTC)
begun = that(SittingBegun, sitting_id=FIRST, held_on=TODAY)
came = that(PersonCame, sitting_id=FIRST, person=official())
ISSUE = {"issue": prose(7), "disposal": Disposal.UPHELD, "reasons": prose(8)}
considered = that(IssueConsidered, issue_id=UUID(int=603), **ISSUE)
adjourned = that(SittingAdjourned, sitting_id=FIRST, meets_at=GOES_ON, reason=prose(9))
held = that(PanelHeld, **HELD)


def the_sitting(*happened):
    return the_panel(convened, chosen, begun, *happened)


def beginning(on=TODAY, sitting_id=SECOND):
    return lambda panel: panel.begin_sitting(sitting_id, held_on=on, signed=SIGNED)


def adjourning(to=GOES_ON):
    return lambda panel: panel.adjourn(meets_at=to, reason=prose(9), signed=SIGNED)


def considering(panel):
    panel.consider(UUID(int=603), **ISSUE, signed=SIGNED)


def postponing(panel):
    panel.postpone(meets_at=GOES_ON, reason=prose(4), signed=SIGNED)


def taking_back(fact, item_id):
    return lambda panel: panel.take_back(fact, item_id, reason=prose(4), signed=SIGNED)


def declaring(of):
    return lambda panel: panel.note_interest(
        UUID(int=604), official_id=of, interest=prose(6), left=True, signed=SIGNED
    )


def test_each_part_is_a_fact_of_its_own():
    the_sitting(came).when(considering).then(considered)
    the_sitting(considered).when(
        lambda panel: panel.note_coming(official(), signed=SIGNED)
    ).then(came)


def test_nothing_is_recorded_of_a_meeting_that_has_not_begun():
    for command in (considering, adjourning(), declaring(official().official_id)):
        the_panel(convened, chosen).when(command).then_refused(
            NotPermittedYet, "Record first that the meeting began"
        )


def test_a_meeting_that_is_going_on_is_not_begun_and_not_put_off():
    the_sitting().when(beginning()).then_refused(AlreadyDone, "sitting already")
    the_sitting().when(postponing).then_refused(
        NotPermittedYet, "adjourn the meeting instead"
    )


def test_an_adjourned_meeting_has_not_been_held_and_goes_on_another_day():
    the_sitting(came).when(adjourning()).then(adjourned)
    the_sitting(came, adjourned).when(considering).then_refused(
        NotPermittedYet, "Record first that the meeting began"
    )
    the_sitting(came, adjourned).when(beginning()).then(
        that(SittingBegun, sitting_id=SECOND, held_on=TODAY)
    )
    the_sitting(came, adjourned).when(beginning(YESTERDAY)).then_refused(
        Misrecorded, "cannot go on before the day it was adjourned"
    )


def test_it_goes_on_at_a_time_to_come():
    the_sitting().when(adjourning(SIGNED.at)).then_refused(Misrecorded, "yet to come")


def test_only_whoever_came_declares_an_interest():
    the_sitting(came).when(declaring(official().official_id)).then(
        that(
            InterestDeclared,
            declaration_id=UUID(int=604),
            official_id=official().official_id,
            interest=prose(6),
            left=True,
        )
    )
    the_sitting(came).when(declaring(UUID(int=99))).then_refused(
        NoSuchThing, "Select who declared it"
    )


def test_it_does_not_end_without_somebody_there_and_an_issue_considered():
    def end(panel):
        panel.may_end()

    the_sitting().when(end).then_refused(NotPermittedYet, "who was there")
    the_sitting(came).when(end).then_refused(NotPermittedYet, "each issue")
    the_sitting(came, considered).when(end).then()


def test_nothing_is_added_once_it_was_held():
    the_sitting(came, considered, held).when(considering).then_refused(
        AlreadyDone, "has been held"
    )


def test_a_part_in_error_is_left_out_of_account():
    def error(fact, item_id):
        return that(PanelFactInError, fact=fact, item_id=item_id, reason=prose(4))

    issue_id, official_id = UUID(int=603), official().official_id
    the_sitting(considered).when(taking_back(PanelFact.ISSUE, issue_id)).then(
        error(PanelFact.ISSUE, issue_id)
    )
    the_sitting(considered, error(PanelFact.ISSUE, issue_id)).when(
        taking_back(PanelFact.ISSUE, issue_id)
    ).then_refused(NoSuchThing, "corrected already")
    the_sitting(came).when(taking_back(PanelFact.BEGUN, FIRST)).then_refused(
        NoSuchThing, "no such thing"
    )
    the_sitting().when(taking_back(PanelFact.BEGUN, FIRST)).then(
        error(PanelFact.BEGUN, FIRST)
    )
    declared = that(
        InterestDeclared,
        declaration_id=UUID(int=604),
        official_id=official_id,
        interest=prose(6),
        left=False,
    )
    the_sitting(came, declared).when(
        taking_back(PanelFact.CAME, official_id)
    ).then_refused(NoSuchThing, "no such thing")
