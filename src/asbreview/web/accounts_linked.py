"""Linking an account to whom a council's identity provider knows, and unlinking it."""

from typing import Any
from uuid import UUID

from litestar import Controller, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Response

from asbreview.access.identities import Identity, IdentityTaken, link, unlink
from asbreview.access.keeping import note_change
from asbreview.domain.errors import Misrecorded
from asbreview.web.accounts_forms import IdentityForm, SureForm
from asbreview.web.accounts_keeper import KEEPER, Keeping
from asbreview.web.accounts_kept import HERE, KEEPS, account_page
from asbreview.web.alerts import alert

LINKED = "Your account was linked to {name} by whoever keeps the accounts."
UNLINKED = "Your account is linked to {name} no longer."


class AccountsLinked(Controller):
    """The link of an account; only where there is a provider."""

    path = f"{HERE}/{{account_id:uuid}}/identity"
    opt: dict[str, Any] | None = KEEPS
    dependencies = KEEPER

    @post(sync_to_thread=True)
    def link(self, keeper: Keeping, account_id: FromPath[UUID]) -> Response[Any]:
        """Link an account to a subject of the provider's."""
        kept, given = keeper.kept(account_id), keeper.given
        provider = given.provider
        if provider is None:
            raise NotFoundException

        def record(form: IdentityForm) -> str:
            identity = Identity(provider.issuer, form.subject)
            what = f"linked to {provider.name}"
            with keeper.once(form) as is_first:
                if not is_first:
                    return f"{HERE}/{account_id}?done=linked"
                try:
                    link(given.office, account_id, identity, at=given.now())
                except IdentityTaken as why:
                    raise Misrecorded(str(why), field="subject") from why
                note_change(given.office, account_id, what=what, **keeper.signed)
                alert(given, kept.account, LINKED.format(name=provider.name))
            return f"{HERE}/{account_id}?done=linked"

        return keeper.answer(
            IdentityForm, record, lambda s: account_page(keeper, kept, s)
        )

    @post("/remove", sync_to_thread=True)
    def unlink(self, keeper: Keeping, account_id: FromPath[UUID]) -> Response[Any]:
        """Let nobody sign in to an account by the provider any more."""
        kept, given = keeper.kept(account_id), keeper.given
        provider = given.provider
        if provider is None:
            raise NotFoundException

        def record(form: SureForm) -> str:
            what = f"linked to {provider.name} no longer"
            with keeper.once(form) as is_first:
                if is_first and unlink(given.office, account_id):
                    note_change(given.office, account_id, what=what, **keeper.signed)
                    alert(given, kept.account, UNLINKED.format(name=provider.name))
            return f"{HERE}/{account_id}?done=unlinked"

        return keeper.answer(SureForm, record, lambda s: account_page(keeper, kept, s))
