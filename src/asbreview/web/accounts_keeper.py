"""What keeping accounts works with: who keeps them, and which they may keep.

Those of their own areas, or of none yet; never their own.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar
from uuid import UUID

from litestar.connection import Request
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.response import Redirect, Response

from asbreview.access.accounts import (
    Account,
    AccountExists,
    account_with_password,
    open_account,
)
from asbreview.access.keeping import (
    Changed,
    Kept,
    every_account,
    names_of,
    note_change,
)
from asbreview.access.passwords import PasswordRefused, refuse_if_easy
from asbreview.access.policy import ALLOWED, may_keep
from asbreview.domain.errors import Misrecorded
from asbreview.web.accounts_forms import AccountForm, OpenForm
from asbreview.web.forms import Form
from asbreview.web.given import FormFields, Given, Installation, Who
from asbreview.web.own_account import bodies_of, body_name, names_of_areas
from asbreview.web.page import Page
from asbreview.web.sent import CHANGED, SentBefore, done_once
from asbreview.web.submitted import Shown, submitted
from asbreview.web.typed import Fields

F = TypeVar("F", bound=Form)


@dataclass(frozen=True)
class Keeper:
    """Whoever keeps accounts, and what they typed."""

    given: Installation
    who: Account
    typed: Fields
    form_fields: dict[str, str]

    def every(self) -> list[Kept]:
        """Return the accounts that they may keep, and their own."""
        own = self.who.account_id
        return [
            kept
            for kept in self._all()
            if kept.account.account_id == own or may_keep(self.who, kept.account)
        ]

    def kept(self, account_id: UUID) -> Kept:
        """Return an account they may keep; 404 for another, as for none."""
        for kept in self._all():
            if kept.account.account_id == account_id and may_keep(
                self.who, kept.account
            ):
                return kept
        raise NotFoundException

    def names(self) -> dict[UUID, str]:
        """Return the name of every account."""
        return names_of(self._all())

    def _all(self) -> list[Kept]:
        demonstration = self.given.settings.demonstration
        return every_account(self.given.office, demonstration=demonstration)

    @property
    def signed(self) -> dict[str, Any]:
        """Say who changes something, and when."""
        return {"by": self.who.account_id, "at": self.given.now()}

    def changed(self, form: AccountForm) -> Changed:
        """Return what an account is to be."""
        return Changed(form.role, form.body_id, frozenset(form.areas))

    def not_to_be(self, told: Mapping[str, Any]) -> Iterator[Misrecorded]:
        """Refuse what is outside their own areas, and a password easily guessed."""
        if not self.who.areas.issuperset(told.get("areas", ())):
            yield Misrecorded("Select from the areas", field="areas")
        bodies = bodies_of(self.given, self.who.areas)
        if told.get("body_id", next(iter(bodies))) not in bodies:
            yield Misrecorded("Select the body they act for", field="body_id")
        if password := told.get("password"):
            yield from _easily_guessed(password, told.get("sign_in_name", ""))

    def choices(self) -> dict[str, Any]:
        """Return what forms offer."""
        areas = names_of_areas(self.given, self.who.areas)
        bodies = bodies_of(self.given, self.who.areas)
        return {
            "roles": [
                {"value": role, "text": role.capitalize(), "hint": {"text": says}}
                for role, (_, _, says) in ALLOWED.items()
            ],
            "bodies": [{"value": id_, "text": b.name} for id_, b in bodies.items()],
            "areas": [{"value": id_, "text": name} for id_, name in areas.items()],
        }

    def stands(self, account: Account) -> list[tuple[str, str]]:
        """Return what an account is, as it is shown to whoever was overtaken."""
        areas = names_of_areas(self.given, account.areas)
        return [
            ("Role", account.role.capitalize()),
            ("Acts for", body_name(self.given, account.body_id)),
            ("Areas", ", ".join(areas.values()) or "None"),
        ]

    @contextmanager
    def once(self, form: Form) -> Iterator[bool]:
        """Give whether a form is to be done, all of it or nothing: not a second time.

        `SentBefore` for one that held other words when it was done.
        """
        with self.given.office.together():
            yield done_once(self.given, form.command_id, self.typed)

    def must_be_their_password(self, sign_in_name: str, password: str) -> None:
        """Refuse (`SentBefore`) to say that another password was recorded than is."""
        known = account_with_password(
            self.given.office,
            sign_in_name=sign_in_name,
            password=password,
            demonstration=self.given.settings.demonstration,
        )
        if known is None:
            raise SentBefore(CHANGED)

    def answer(
        self,
        form_type: type[F],
        record: Callable[[F], str],
        page: Callable[[Shown], Page],
    ) -> Response[Any]:
        """Do what a form asks, and go where that says; or show it again."""

        def do(form: F) -> Redirect:
            return Redirect(record(form), status_code=303)

        def again(shown: Shown) -> Page:
            # A password is typed again: it goes back to no page.
            typed = {n: v for n, v in shown.typed.items() if n != "password"}
            return page(replace(shown, typed=typed))

        return submitted(
            form_type,
            self.typed,
            do=do,
            show_again=again,
            do_not_fit=self.not_to_be,
        )


def keeper(
    request: Request[Any, Any, Any],
    installation: Given,
    who: Who,
    form_fields: FormFields,
) -> Keeper:
    """Lay out what keeping accounts needs."""
    return Keeper(installation, who, request.state.fields, form_fields)


KEEPER: Final = {"keeper": Provide(keeper, sync_to_thread=False)}
Keeping = NamedDependency[Keeper]


def _easily_guessed(password: str, sign_in_name: str) -> Iterator[Misrecorded]:
    try:
        refuse_if_easy(password, sign_in_name=sign_in_name)
    except PasswordRefused as why:
        yield Misrecorded(str(why), field="password")


@contextmanager
def told_at_its_field() -> Iterator[None]:
    """Tell at its field what the office refuses of an account."""
    try:
        yield
    except PasswordRefused as why:
        raise Misrecorded(str(why), field="password") from why
    except AccountExists as why:
        raise Misrecorded(str(why), field="sign_in_name") from why


def opened(keeper: Keeper, account: Account, form: OpenForm) -> None:
    """Open an account, once."""
    given = keeper.given
    with told_at_its_field(), keeper.once(form) as is_first:
        if not is_first:
            keeper.must_be_their_password(account.sign_in_name, form.password)
            return
        open_account(
            given.office,
            account,
            password=form.password,
            at=given.now(),
            demonstration=given.settings.demonstration,
        )
        what = f"opened as {account.role}"
        note_change(given.office, account.account_id, what=what, **keeper.signed)
