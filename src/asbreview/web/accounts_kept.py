"""The accounts, as an administrator keeps them."""

from typing import Any, Final
from uuid import UUID, uuid5

from litestar import Controller, get, post
from litestar.connection import Request
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Response

from asbreview.access.accounts import Account, Role
from asbreview.access.identities import identity_of
from asbreview.access.keeping import (
    Changed,
    Kept,
    change_account,
    changes_of,
    end_other_sessions,
    note_change,
    sessions_of,
    set_disabled,
    set_password,
    take_second_factor,
)
from asbreview.access.policy import Action
from asbreview.access.second_factors import SecondFactors
from asbreview.web.accounts_forms import ChangeForm, OpenForm, PasswordForm, SureForm
from asbreview.web.accounts_keeper import (
    KEEPER,
    Keeper,
    Keeping,
    opened,
    told_at_its_field,
)
from asbreview.web.alerts import alert
from asbreview.web.own_account import names_of_areas
from asbreview.web.page import Page
from asbreview.web.proof import ASKS_AGAIN
from asbreview.web.sessions import NEEDS
from asbreview.web.submitted import Shown

KEEPS: Final = {NEEDS: Action.KEEP_ACCOUNTS, ASKS_AGAIN: True}
HERE: Final = "/accounts"
NEW: Final = UUID("6b0c1f4e-7d7e-5a55-9a0e-3a0f7f0f5a11")
DONE: Final = {
    "opened": "The account is open. Tell them the password in person.",
    "changed": "The account is changed, also where they are signed in now.",
    "password": "The password is changed. They are signed out everywhere.",
    "disabled": "They can sign in no longer, and are signed out everywhere.",
    "enabled": "They can sign in again.",
    "ended": "They are signed out everywhere.",
    "linked": "The account is linked.",
    "unlinked": "The account is linked no longer. They are signed out everywhere.",
    "factor-removed": "Their second factor is removed. They are signed out everywhere.",
}
ANOTHER_GIVEN: Final = (
    "Your account was given another password by whoever keeps the accounts."
)
REMOVED: Final = (
    "The second factor of your account was removed by whoever keeps the accounts."
)


class AccountsKept(Controller):
    """The accounts."""

    path = HERE
    opt: dict[str, Any] | None = KEEPS
    dependencies = KEEPER

    @get(sync_to_thread=True)
    def show_all(self, keeper: Keeping) -> Page:
        """List the accounts."""
        areas = names_of_areas(keeper.given, keeper.who.areas)
        own = keeper.who.account_id
        return Page(
            "accounts/list.html.jinja", kept=keeper.every(), areas=areas, own=own
        )

    @get("/new", sync_to_thread=True)
    def ask_new(self, keeper: Keeping) -> Page:
        """Ask who is to sign in."""
        return _new(keeper, Shown.first(keeper.form_fields, role=Role.CASEWORKER.value))

    @post("/new", sync_to_thread=True)
    def open(self, keeper: Keeping) -> Response[Any]:
        """Open an account."""

        def record(form: OpenForm) -> str:
            account_id = uuid5(NEW, str(form.command_id))  # once, if sent twice
            told = keeper.changed(form)
            account = Account(account_id, form.sign_in_name, form.name, *told)
            opened(keeper, account, form)
            return f"{HERE}/{account_id}?done=opened"

        return keeper.answer(OpenForm, record, lambda shown: _new(keeper, shown))

    @get("/{account_id:uuid}", sync_to_thread=True)
    def show(
        self,
        request: Request[Any, Any, Any],
        keeper: Keeping,
        account_id: FromPath[UUID],
    ) -> Page:
        """Show an account, its sessions, and what was changed of it."""
        kept = keeper.kept(account_id)
        known = {
            "role": kept.account.role.value,
            "body_id": str(kept.account.body_id),
            "areas": sorted(kept.account.areas),
        }
        shown = Shown.first(keeper.form_fields, **known)
        return account_page(keeper, kept, shown, request.query_params.get("done", ""))

    @post("/{account_id:uuid}", sync_to_thread=True)
    def change(self, keeper: Keeping, account_id: FromPath[UUID]) -> Response[Any]:
        """Change the role, the body and the areas of an account."""
        kept = keeper.kept(account_id)

        def record(form: ChangeForm) -> str:
            changed, office = keeper.changed(form), keeper.given.office
            with keeper.once(form) as is_first:
                if is_first:
                    signed = {"since": form.since, **keeper.signed}
                    change_account(office, account_id, changed, **signed)
            return f"{HERE}/{account_id}?done=changed"

        return keeper.answer(
            ChangeForm, record, lambda s: account_page(keeper, kept, s)
        )

    @post("/{account_id:uuid}/password", sync_to_thread=True)
    def give_password(
        self, keeper: Keeping, account_id: FromPath[UUID]
    ) -> Response[Any]:
        """Give an account another password."""
        kept = keeper.kept(account_id)

        def record(form: PasswordForm) -> str:
            with told_at_its_field(), keeper.once(form) as is_first:
                _give_password(keeper, kept.account, form, is_first=is_first)
            return f"{HERE}/{account_id}?done=password"

        return keeper.answer(
            PasswordForm, record, lambda s: account_page(keeper, kept, s)
        )

    @post("/{account_id:uuid}/{what:str}", sync_to_thread=True)
    def do(
        self,
        keeper: Keeping,
        account_id: FromPath[UUID],
        what: FromPath[str],
    ) -> Response[Any]:
        """Disable an account or enable it, sign it out, or take its second factor."""
        kept = keeper.kept(account_id)
        if what not in {"disabled", "enabled", "ended", "factor-removed"}:
            raise NotFoundException

        def record(form: SureForm) -> str:
            with keeper.once(form) as is_first:
                if is_first:
                    _do(keeper, kept.account, what)
            return f"{HERE}/{account_id}?done={what}"

        return keeper.answer(SureForm, record, lambda s: account_page(keeper, kept, s))


def _give_password(
    keeper: Keeper, account: Account, form: PasswordForm, *, is_first: bool
) -> None:
    if not is_first:
        keeper.must_be_their_password(account.sign_in_name, form.password)
        return
    office = keeper.given.office
    set_password(office, account, password=form.password, **keeper.signed)
    alert(keeper.given, account, ANOTHER_GIVEN)


def _do(keeper: Keeper, account: Account, what: str) -> None:
    """Disable an account, enable it, sign it out, or take its second factor."""
    office, account_id = keeper.given.office, account.account_id
    if what == "factor-removed":
        if take_second_factor(office, account_id, **keeper.signed):
            alert(keeper.given, account, REMOVED)
    elif what == "ended":
        end_other_sessions(office, account_id, token="")
        note_change(office, account_id, what="signed out", **keeper.signed)
    else:
        off = what == "disabled"
        set_disabled(office, account_id, disabled=off, **keeper.signed)


def _new(keeper: Keeper, shown: Shown) -> Page:
    return Page("accounts/new.html.jinja", shown=shown, **keeper.choices())


def account_page(keeper: Keeper, kept: Kept, shown: Shown, done: str = "") -> Page:
    """Show an account, as it stands, with the forms that change it."""
    given, account = keeper.given, kept.account
    limits, at = given.settings.limits, given.now()
    sessions = sessions_of(given.office, account.account_id, limits, token="", at=at)
    return Page(
        "accounts/show.html.jinja",
        kept=kept,
        account=account,
        since=Changed.of(account).mark,
        stands=keeper.stands(account),
        shown=shown,
        sessions=sessions,
        held=SecondFactors(given.office, given.keyring).held(account.account_id),
        provider=given.provider,
        identity=identity_of(given.office, account.account_id),
        changes=changes_of(given.office, account.account_id),
        names=keeper.names(),
        done=DONE.get(done, ""),
        **keeper.choices(),
    )
