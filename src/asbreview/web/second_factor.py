"""One's own second factor: adding one, and what to do with it."""

from typing import Any, Final

import segno
from litestar import Controller, get, post
from litestar.connection import Request
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect, Response

from asbreview.access.accounts import Account
from asbreview.access.keeping import (
    end_other_sessions,
)
from asbreview.access.policy import Action
from asbreview.access.second_factors import SecondFactors, address_of
from asbreview.web.carried import carried, kept_in, own_address, wanted
from asbreview.web.given import (
    FormFields,
    Given,
    Installation,
    TypedFields,
    Who,
    form_fields_of,
    given_of,
)
from asbreview.web.page import Page
from asbreview.web.proof import ASKS_AGAIN
from asbreview.web.second_factor_changed import (
    AddForm,
    SureForm,
    added,
    removed,
    renewed,
)
from asbreview.web.session_begun import renew_session
from asbreview.web.sessions import (
    BEFORE_SECOND_FACTOR,
    NEEDS,
    RECORDS_NOTHING,
    SAFE,
    SecondFactorFirst,
)
from asbreview.web.submitted import Shown, submitted

Asked = Request[Any, Any, Any]

HERE: Final = "/account/second-factor"
NEW: Final = f"{HERE}/new"
FOR_ALL: Final = {NEEDS: Action.STAY, RECORDS_NOTHING: True, ASKS_AGAIN: True}
TO_ADD: Final = {**FOR_ALL, BEFORE_SECOND_FACTOR: True}
GROUP: Final = 4  # letters, so that a key can be read out
PIXELS: Final = 5  # of the screen, for each of the picture
DONE: Final = {"recovered": "You signed in with a recovery code. It is used up."}
HAS_TO: Final = "Your role has to have a second factor: replace it instead."


class SecondFactorPages(Controller):
    """One's own second factor."""

    path = HERE

    @get(opt=FOR_ALL, sync_to_thread=True)
    def show(
        self, request: Asked, who: Who, installation: Given, form_fields: FormFields
    ) -> Page:
        """Show whether there is one, and what can be done with it."""
        return _standing(request, who, installation, Shown.first(form_fields))

    @get("/new", opt=TO_ADD, sync_to_thread=True)
    def ask(
        self, request: Asked, who: Who, installation: Given, form_fields: FormFields
    ) -> Page:
        """Show a new key, as a picture and in letters, and ask for its code."""
        usual = "/" if request.state.visitor.must_add else HERE
        asked_for = own_address(request.query_params.get("next", usual))
        shown = Shown.first(form_fields, next=asked_for)
        return _adding(request, who, installation, shown)

    @post("/new", opt=TO_ADD, sync_to_thread=True)
    def add(
        self, request: Asked, who: Who, installation: Given, typed: TypedFields
    ) -> Response[Any]:
        """Take the key into use, and show recovery codes, once."""

        def record(form: AddForm) -> Page:
            codes = added(installation, who, form, typed)
            return _codes_told(request, who, installation, codes, Shown(typed))

        return submitted(
            AddForm,
            typed,
            do=record,
            show_again=lambda shown: _adding(request, who, installation, shown),
        )

    @post("/codes", opt=FOR_ALL, sync_to_thread=True)
    def renew(
        self, request: Asked, who: Who, installation: Given, typed: TypedFields
    ) -> Response[Any]:
        """Make other recovery codes, and show them, once."""

        def record(form: SureForm) -> Page:
            codes = renewed(installation, who, form, typed)
            return _codes_told(request, who, installation, codes, Shown())

        return submitted(
            SureForm,
            typed,
            do=record,
            show_again=lambda shown: _standing(request, who, installation, shown),
        )

    @post("/remove", opt=FOR_ALL, sync_to_thread=True)
    def remove(
        self, request: Asked, who: Who, installation: Given, typed: TypedFields
    ) -> Response[Any]:
        """Remove it, where the role need not have one; every session ends."""
        if who.role in installation.settings.two_factors:
            raise PermissionDeniedException(HAS_TO)

        def record(form: SureForm) -> Redirect:
            removed(installation, who, form, typed)
            return Redirect("/sign-in", status_code=303)

        return submitted(
            SureForm,
            typed,
            do=record,
            show_again=lambda shown: _standing(request, who, installation, shown),
        )


def second_factor_first(request: Asked, _: SecondFactorFirst) -> Response[Any]:
    """Lead whoever has to have a second factor to adding one, whatever they ask."""
    if request.method in SAFE:
        return Redirect(f"{NEW}{wanted(request)}", status_code=303)
    who, given = request.state.visitor.account, given_of(request)
    first = form_fields_of(request) | carried(request)
    page = _adding(request, who, given, Shown.first(first))
    page.status_code = 403
    return page


def _standing(request: Asked, who: Account, given: Installation, shown: Shown) -> Page:
    asked = request.query_params
    return Page(
        "account/second_factor.html.jinja",
        shown=shown,
        held=SecondFactors(given.office, given.keyring).held(who.account_id),
        has_to=who.role in given.settings.two_factors,
        done=DONE.get(asked.get("done", ""), ""),
        onward=own_address(asked.get("next", "/")),
    )


def _adding(request: Asked, who: Account, given: Installation, shown: Shown) -> Page:
    """Show a key, the one shown before if there is one, and ask for its code."""
    factors = SecondFactors(given.office, given.keyring)
    sealed = shown.value("secret")
    secret = factors.shown(who.account_id, sealed)
    if secret is None:
        sealed = factors.new_secret(who.account_id)
        secret = factors.shown(who.account_id, sealed) or ""
    address = address_of(
        secret, account=who.sign_in_name, issuer=given.settings.partnership
    )
    picture = segno.make(address, micro=False, error="m")
    return Page(
        "account/add_second_factor.html.jinja",
        shown=shown,
        sealed=sealed,
        key=" ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP)),
        address=address,
        picture=picture.svg_data_uri(scale=PIXELS, border=4, light="#fff"),
        size=picture.symbol_size(scale=PIXELS, border=4)[0],
        replaces=factors.held(who.account_id) is not None,
        must_add=request.state.visitor.must_add,
    )


def _codes_told(
    request: Asked, who: Account, given: Installation, codes: list[str], shown: Shown
) -> Page:
    """Show recovery codes, once; the session goes on alone, under another token.

    Without any, say that they were shown before: the session went on then.
    """
    page = Page(
        "account/recovery_codes.html.jinja",
        codes=codes,
        made_at=given.now(),
        address=own_address(shown.value("next", HERE)),
        kept=kept_in(shown),
    )
    if not codes:
        return page
    page = renew_session(request, given, page)
    token = request.state.visitor.token
    end_other_sessions(given.office, who.account_id, token=token)
    return page
