"""The relevant bodies as a form offers them: to tick several, or to choose one."""

from asbreview.web.case_view import CaseView

Items = list[dict[str, str]]


def body_ticks(view: CaseView) -> Items:
    """Return the relevant bodies of today, to be ticked."""
    return [{"value": str(b.body_id), "text": b.name} for b in view.bodies]


def body_choices(view: CaseView) -> Items:
    """Return the relevant bodies of today, one to be chosen."""
    return [{"value": "", "text": "Choose a body"}, *body_ticks(view)]
