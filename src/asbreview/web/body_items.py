"""The relevant bodies as a form offers them: to tick several, or to choose one."""

from typing import Final
from uuid import UUID

from asbreview.domain.terms import Body
from asbreview.web.case_view import CaseView

Items = list[dict[str, str]]

OUTSIDE: Final = UUID(int=0)
"""What a form sends for none of the relevant bodies: the nil UUID of RFC 9562."""


def named(view: CaseView, body: Body) -> str:
    """Return what a body is called; one of the other area of a joint case, with it."""
    joint = view.case.trigger.joint
    is_theirs = joint is not None and body in joint.bodies
    return f"{body.name} ({joint.area})" if joint and is_theirs else body.name


def body_ticks(view: CaseView) -> Items:
    """Return the relevant bodies of today, to be ticked; of a joint case, of both."""
    bodies = (*view.bodies, *view.case.joint_bodies)
    return [{"value": str(b.body_id), "text": named(view, b)} for b in bodies]


def body_choices(view: CaseView) -> Items:
    """Return the relevant bodies of today, one to be chosen."""
    return [{"value": "", "text": "Choose a body"}, *body_ticks(view)]


def chair_choices(view: CaseView) -> Items:
    """Return where a chair may come from: a relevant body, or none of them."""
    says = "None of these: another partnership, or independent"
    return [*body_choices(view), {"value": str(OUTSIDE), "text": says}]


def addressee_choices(view: CaseView) -> Items:
    """Return to whom a recommendation may be made: a relevant body, or another."""
    says = "None of these: somebody else who carries out public functions"
    return [*body_choices(view), {"value": str(OUTSIDE), "text": says}]


def attending_choices(view: CaseView) -> Items:
    """Return from where somebody may come to the meeting, as the chair from outside."""
    convened, outside = view.case.panel.convened, view.case.panel.from_outside
    if convened is None or convened.chair.body_id not in outside:
        return body_choices(view)
    id_ = convened.chair.body_id
    return [*body_choices(view), {"value": str(id_), "text": view.body_name(id_)}]
