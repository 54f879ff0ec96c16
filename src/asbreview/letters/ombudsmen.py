"""Which ombudsman a letter names: by how the victim holds their home, and who applied.

An ombudsman hears people, and about some bodies only.  To name one who will send them
away again costs somebody weeks; not to name theirs, perhaps the only way they have.
"""

from collections.abc import Iterable
from typing import Final

from asbreview.domain.application import Capacity
from asbreview.domain.challenging import Ombudsman
from asbreview.domain.circumstances import Tenure
from asbreview.domain.terms import Body, BodyKind

# Whose landlord the Housing Ombudsman hears complaints about; an owner has none, and
# a private landlord need not be a member.
WITH_A_SOCIAL_LANDLORD: Final = frozenset({Tenure.COUNCIL, Tenure.HOUSING})


def ombudsmen_for(
    ombudsmen: Iterable[Ombudsman],
    *,
    bodies: Iterable[BodyKind],
    tenure: Tenure | None,
    capacity: Capacity,
) -> list[Ombudsman]:
    """Return those of a procedure's ombudsmen who would hear a complaint.

    None for an agency: a public body has no ombudsman.  A tenant of the council or of
    a housing association has the one for their landlord, whatever bodies are relevant;
    where the *tenure* is not known, so has everybody who may have such a landlord.
    """
    if capacity is Capacity.AGENCY:
        return []
    kinds = set(bodies)
    if tenure in WITH_A_SOCIAL_LANDLORD:
        kinds.add(BodyKind.HOUSING)
    elif tenure is not None:
        kinds.discard(BodyKind.HOUSING)
    return [each for each in ombudsmen if each.kind in kinds]


def whose_handling(
    ombudsman: Ombudsman, *, bodies: Iterable[Body], tenure: Tenure | None
) -> list[str]:
    """Return the names of the relevant *bodies* whose handling they look into.

    The landlord of the council's tenant is the council; which housing association
    somebody rents from is not known, so none is named that may not be theirs.
    """
    kind = ombudsman.kind
    if kind is BodyKind.HOUSING:
        if tenure is not Tenure.COUNCIL:
            return []
        kind = BodyKind.COUNCIL
    return [body.name for body in bodies if body.kind is kind]
