"""Who works in the demonstration: who signs in, and two whose cases are theirs."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Final
from uuid import UUID, uuid5

from asbreview.access.accounts import Account, Role, open_account
from asbreview.access.office import Office
from asbreview.access.second_factors import SecondFactors, code_shown
from asbreview.domain.terms import Body
from asbreview.store.keys import KeyRing

DEMONSTRATION: Final = UUID("d3305eed-0000-5000-8000-000000000001")
AREAS: Final = frozenset({"east-cambridgeshire"})
COUNTY: Final = AREAS | {
    "cambridge-city",
    "fenland",
    "huntingdonshire",
    "peterborough",
    "south-cambridgeshire",
}
COUNCIL: Final = Body.id_for("east-cambridgeshire-district-council")


@dataclass(frozen=True)
class SignIn:
    """What to sign in with, as it is printed; nobody signs in without a password.

    `secret` is the key of an authenticator app, of whoever has a second factor.
    """

    role: Role
    name: str
    sign_in_name: str
    password: str | None = None
    body: str = "east-cambridgeshire-district-council"
    areas: frozenset[str] = AREAS
    secret: str = ""

    @property
    def account(self) -> Account:
        """Return the account."""
        return Account(
            uuid5(DEMONSTRATION, self.sign_in_name),
            self.sign_in_name,
            self.name,
            self.role,
            Body.id_for(self.body),
            self.areas,
        )


# The passwords are printed and published: they open invented cases and nothing else.
SAM: Final = SignIn(
    Role.CASEWORKER,
    "Sam Osborne",
    "sam.osborne@csp.example",
    "seven lapwings over the washes",
)
HARRIET: Final = SignIn(
    Role.AUDITOR,
    "Harriet Quill",
    "harriet.quill@csp.example",
    "every ledger has two candles",
    areas=COUNTY,
)
LENA: Final = SignIn(
    Role.LEAD,
    "Lena Harrow",
    "lena.harrow@csp.example",
    "nine herons on the lode",
)
# With a second factor, for it to be tried: what reaches far is a lead's to do.  Its key
# is as public as the password, and as worthless elsewhere (`docs/decisions/0133`).
EDDA: Final = SignIn(
    Role.LEAD,
    "Edda Marlow",
    "edda.marlow@csp.example",
    "a reed warbler counts to six",
    secret="SEVENEELSUNDERTHEOLDWEIRATELY234",  # noqa: S106  published
)
POLICE: Final = SignIn(
    Role.PARTNER,
    "Conrad Fenn",
    "conrad.fenn@police.example",
    "two swans above the sluice",
    body="cambridgeshire-constabulary",
    areas=COUNTY,
)
MAXINE: Final = SignIn(
    Role.MANAGER,
    "Maxine Tull",
    "maxine.tull@csp.example",
    "every figure has a reed bed",
    areas=COUNTY,
)
ADA: Final = SignIn(
    Role.ADMINISTRATOR,
    "Ada Prior",
    "ada.prior@csp.example",
    "keys kept under the old weir",
    areas=COUNTY,
)
IVO: Final = SignIn(
    Role.CASEWORKER,
    "Ivo Thackeray",
    "ivo.thackeray@fenland.example",
    "one pump drains the whole fen",
    body="fenland-district-council",
    areas=frozenset({"fenland"}),
)
# Of four areas at once: they share their caseworker.
BEA: Final = SignIn(
    Role.CASEWORKER,
    "Bea Lattimore",
    "bea.lattimore@county.example",
    "four bridges and one towpath",
    body="cambridge-city-council",
    areas=COUNTY - AREAS - {"fenland"},
)
WREN: Final = SignIn(Role.CASEWORKER, "Wren Adeyemi", "wren.adeyemi@csp.example")
TOMASZ: Final = SignIn(Role.CASEWORKER, "Tomasz Lidgate", "tomasz.lidgate@csp.example")
CASEWORKERS: Final = {
    "sam": SAM,
    "wren": WREN,
    "tomasz": TOMASZ,
    "ivo": IVO,
    "bea": BEA,
}
SIGN_INS: Final = (SAM, IVO, BEA, LENA, EDDA, HARRIET, POLICE, MAXINE, ADA)


def open_accounts(office: Office, keyring: KeyRing, *, at: datetime) -> None:
    """Open the accounts; they can sign in to a demonstration and to nothing else."""
    second_factors = SecondFactors(office, keyring)
    for who in (*SIGN_INS, WREN, TOMASZ):
        open_account(
            office,
            who.account,
            password=who.password or token_urlsafe(32),
            at=at,
            demonstration=True,
        )
        if who.secret:
            account_id = who.account.account_id
            sealed = second_factors.sealed_for(account_id, who.secret)
            code = code_shown(who.secret, at=at)
            second_factors.add(account_id, sealed, code, at=at)
