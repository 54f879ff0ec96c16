"""One's own account: what it may do, and where one is signed in."""

from typing import Any, Final

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.response import Redirect

from asbreview.access.keeping import changes_of, end_other_sessions, sessions_of
from asbreview.access.policy import Action, granted
from asbreview.access.second_factors import SecondFactors
from asbreview.domain.terms import Body
from asbreview.web.given import Given, Installation, Who
from asbreview.web.page import Page
from asbreview.web.sessions import NEEDS, RECORDS_NOTHING
from asbreview.web.submitted import Shown

Asked = Request[Any, Any, Any]
FOR_ALL: Final = {NEEDS: Action.STAY, RECORDS_NOTHING: True}
DONE: Final = {"ended": "You are signed out everywhere else."}


class OwnAccount(Controller):
    """One's own account."""

    path = "/account"
    opt: dict[str, Any] | None = FOR_ALL

    @get(sync_to_thread=True)
    def show(self, request: Asked, who: Who, installation: Given) -> Page:
        """Show whose account it is, what it is for, and its sessions."""
        return Page(
            "account/show.html.jinja",
            account=who,
            says=granted(who).says,
            areas=names_of_areas(installation, who.areas),
            body=body_name(installation, who.body_id),
            sessions=sessions_of(
                installation.office,
                who.account_id,
                installation.settings.limits,
                token=request.state.visitor.token,
                at=installation.now(),
            ),
            held=SecondFactors(installation.office, installation.keyring).held(
                who.account_id
            ),
            has_to=who.role in installation.settings.two_factors,
            changes=changes_of(installation.office, who.account_id),
            shown=Shown(),
            done=DONE.get(request.query_params.get("done", ""), ""),
        )

    @post("/end-sessions", sync_to_thread=True)
    def end_sessions(self, request: Asked, who: Who, installation: Given) -> Redirect:
        """Sign out everywhere but here."""
        token = request.state.visitor.token
        end_other_sessions(installation.office, who.account_id, token=token)
        return Redirect("/account?done=ended", status_code=303)


def names_of_areas(given: Installation, areas: frozenset[str]) -> dict[str, str]:
    """Return the name of each area as its last version has it, by id."""
    versions = {area: given.reviews.procedure_versions(area) for area in sorted(areas)}
    return {a: v[-1].procedure.area for a, v in versions.items() if v}


def bodies_of(given: Installation, areas: frozenset[str]) -> dict[str, Body]:
    """Return the relevant bodies of some areas, by id, as their last versions have."""
    return {
        str(body.body_id): body
        for area in sorted(areas)
        for version in given.reviews.procedure_versions(area)[-1:]
        for body in version.procedure.relevant_bodies
    }


NOBODY: Final = "another body"


def body_name(given: Installation, body_id: Any) -> str:
    """Return what a body is called, of any area here."""
    areas = frozenset(given.settings.areas or (given.settings.procedure,))
    body = bodies_of(given, areas).get(str(body_id))
    return body.name if body else NOBODY
