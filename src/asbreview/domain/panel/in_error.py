"""What may have been put on record about a panel in error."""

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final

from asbreview.domain.in_error import FactRecordedInError

if TYPE_CHECKING:
    from asbreview.domain.panel.record import Panel


class PanelFact(StrEnum):
    """What may turn out not to have happened, by the topic it is recorded under."""

    CONVENED = "panel.panel-convened"
    POSTPONED = "panel.panel-postponed"
    PLACE = "panel.place-changed"
    ADJOURNED = "panel.sitting-adjourned"
    PAPERS = "panel.papers-sent"
    HELD = "panel.panel-held"
    CHOSEN = "panel.participation-chosen"
    DECLINED = "panel.participation-declined"
    NOT_INVITED = "panel.victim-not-invited"
    BEGUN = "panel.sitting-begun"
    CAME = "panel.person-came"
    INTEREST = "panel.interest-declared"
    ISSUE = "panel.issue-considered"
    OPTION = "panel.option-weighed"


PARTS: Final = (PanelFact.CHOSEN, PanelFact.DECLINED, PanelFact.NOT_INVITED)
WHILE_SITTING: Final = (
    PanelFact.BEGUN,
    PanelFact.CAME,
    PanelFact.INTEREST,
    PanelFact.ISSUE,
    PanelFact.OPTION,
)


class PanelFactInError(FactRecordedInError):
    """Something about the panel was recorded that did not happen, or not so."""

    TOPIC: ClassVar[str] = "panel.fact-in-error"

    fact: PanelFact

    @property
    def corrects(self) -> str:
        """The topic of what was in error."""
        return self.fact

    def apply(self, aggregate: "Panel") -> None:
        """Leave it out of account from now on."""
        match self.fact:
            case PanelFact.CONVENED:
                aggregate.forget_moves()
                aggregate.chair_checked = aggregate.papers_sent_on = None
            case PanelFact.POSTPONED:
                aggregate.postponements.pop(self.item_id)
                aggregate.move_back(self.item_id)
            case PanelFact.PLACE:
                aggregate.change_place_back(self.item_id)
            case PanelFact.ADJOURNED:
                aggregate.adjourned.pop(self.item_id)
                aggregate.move_back(self.item_id)
            case PanelFact.PAPERS:
                aggregate.papers_sent_on = None
            case PanelFact.HELD:
                aggregate.held = aggregate.attendance_corrected = None
            case PanelFact.CHOSEN | PanelFact.DECLINED | PanelFact.NOT_INVITED:
                aggregate.parts.pop(self.item_id, None)
            case _:
                aggregate.forget_sittings_part(self.item_id)
