"""Tells who may do what, by asking the policy."""

from typing import Final
from uuid import UUID

from asbreview.access.accounts import Account, Role
from asbreview.access.policy import ALLOWED, Action, CaseKnown, may

WHO: Final = UUID(int=1)
BODY: Final = UUID(int=2)
HERE: Final = "here"
CASE: Final = CaseKnown(UUID(int=3), HERE)
STANDS: Final = {
    "of their area": CASE,
    "of their area, restricted": CASE._replace(is_restricted=True),
    "the same, and it is theirs": CASE._replace(is_restricted=True, caseworker_id=WHO),
    "the same, and they are named": CASE._replace(is_restricted=True, named=(WHO,)),
    "in which they have a conflict of interest": CASE._replace(
        caseworker_id=WHO, named=(WHO,), let_in=(WHO,), conflicted=(WHO,)
    ),
    "of their area, and they were let in": CASE._replace(let_in=(WHO,)),
    "of their area, and their body was asked": CASE._replace(asked=(BODY,)),
    "of another area": CASE._replace(
        area="elsewhere", caseworker_id=WHO, named=(WHO,), let_in=(WHO,)
    ),
}
OF_A_CASE: Final = (Action.READ_CASE, Action.WRITE, Action.READ_REQUESTS)
FIRST: Final = (
    "An account has one role, acts for one body, and sees the cases of its areas: an"
    " area is named by the id of its review procedures. What is not said here is"
    " refused. A case that somebody may not see and a case that there is not are"
    " answered alike. The rules are `asbreview.access.policy`; why they are so is"
    " [0058](decisions/0058-who-sees-a-case.md). A case that an administrator opened in"
    " an emergency they read for an hour:"
    " [0066](decisions/0066-opened-in-an-emergency.md). Who has to have a second factor"
    " is set: [0064](decisions/0064-a-second-factor.md)."
)


def access_page(made_by: str) -> str:
    """Return the page that tells who may do what."""
    roles = list(Role)
    lines = ["# Who may do what", "", made_by, "", FIRST, "", "## The roles", ""]
    lines += [f"* **{role}**: {ALLOWED[role].says}" for role in roles]
    lines += ["", "## What each role may do at all", "", *_head("To", roles)]
    for action in Action:
        told = (_mark(may(_account(role), action)) for role in roles)
        lines.append(_row(str(action), *told))
    for action in OF_A_CASE:
        lines += ["", f"## To {action}", "", *_head("A case", roles)]
        for stands, case in STANDS.items():
            told = (_mark(may(_account(role), action, case)) for role in roles)
            lines.append(_row(stands, *told))
    return "\n".join([*lines, ""])


def _head(first: str, roles: list[Role]) -> tuple[str, str]:
    return _row(first, *roles), _row("---", *(":---:" for _ in roles))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _mark(is_allowed: object) -> str:
    return "yes" if is_allowed else "\N{MIDDLE DOT}"


def _account(role: Role) -> Account:
    return Account(WHO, "", "", role, BODY, frozenset({HERE}))
