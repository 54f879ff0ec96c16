"""The words for who sees a case.

To import this module is to teach `tell` its words, and those for applications.  Whose
conflict it is, and who was let in, the page of who sees the case says by name.
"""

from asbreview.domain.trigger.need_to_know import ItemKeptToSome, ItemShownToAll
from asbreview.domain.trigger.who_sees import (
    AccountLetIn,
    AccountShutOut,
    CaseOpenedInEmergency,
    CaseRestricted,
    ConflictDeclared,
    ConflictEnded,
    EmergencyEnded,
    RestrictionLifted,
)
from projections.telling import application
from projections.telling.line import Line, Names, On, many, plainly, tell

__all__ = ["application", "tell"]


@tell.register
def _(event: CaseRestricted, _: Names) -> Line:
    details = (("Others named", str(len(event.named))),)
    return Line("Case restricted", On.OVERVIEW, details)


@tell.register
def _(event: ItemKeptToSome, names: Names) -> Line:
    bodies, roles = many(event.bodies, names), ", ".join(event.roles)
    details = tuple(
        (label, said) for label, said in (("Bodies", bodies), ("Roles", roles)) if said
    )
    return Line("What an item says kept to some", On.OVERVIEW, details)


plainly(ItemShownToAll, "What an item says shown to all again", On.OVERVIEW)
plainly(RestrictionLifted, "Case restricted no longer", On.OVERVIEW)
plainly(ConflictDeclared, "A conflict of interest declared", On.OVERVIEW)
plainly(ConflictEnded, "A conflict of interest is over", On.OVERVIEW)
plainly(AccountLetIn, "Somebody let in to read the case", On.OVERVIEW)
plainly(AccountShutOut, "Somebody no longer let in to read the case", On.OVERVIEW)
plainly(CaseOpenedInEmergency, "Opened in an emergency, to read", On.OVERVIEW)
plainly(EmergencyEnded, "No longer open for the emergency", On.OVERVIEW)
