"""GOV.UK Notify: what is said to it, and what its answers mean.

Its documented HTTP interface is used as it is; `docs/decisions/0041` says why.
"""

import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import httpx
import jwt

from asbreview.domain.letter.facts import Way
from asbreview.domain.letter.sending import Obstacle
from asbreview.letters.ways.carrying import Fate, NotTaken, Outgoing, Unsure
from asbreview.settings_of_sending import NotifyService

PATIENCE: Final = 30.0  # seconds, for each step of an exchange
CREATED: Final = 201
OK: Final = 200
NOT_ALLOWED: Final = (401, 403)
TOO_MANY: Final = 429
NOT_FOUND: Final = 404
BROKEN: Final = 500
BETWEEN: Final = (502, 504)  # said by something between us and Notify
NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
FATES: Final[Mapping[str, Fate]] = {
    "delivered": Fate.FORWARDED,
    "received": Fate.FORWARDED,
    "permanent-failure": Fate.RETURNED,
    "temporary-failure": Fate.FAILED,
    "technical-failure": Fate.FAILED,
    "cancelled": Fate.FAILED,
    "virus-scan-failed": Fate.FAILED,
    "validation-failed": Fate.FAILED,
}
"""By Notify's own words; any other word says that the letter is under way."""


def fate_of(way: Way, status: str | None) -> Fate:
    """Return what Notify's word for a letter means; it has none for one it lacks.

    What could not be printed never went anywhere, so that no letter comes back from
    Notify: only an address that takes no email sends one back.
    """
    if status is None:
        return Fate.NOT_THERE
    fate = FATES.get(status, Fate.UNDER_WAY)
    printed = way is Way.NOTIFY_LETTER and fate is Fate.RETURNED
    return Fate.FAILED if printed else fate


class Notify:
    """The service, asked with the key of one of its users; *now* tells the hour."""

    def __init__(self, service: NotifyService, now: Callable[[], datetime]) -> None:
        self._service, self._now = service, now
        self._trusted = ssl.create_default_context()

    def look(self) -> None:
        """Ask something that changes nothing."""
        self._ask("/v2/notifications", {"reference": "asbreview"})

    def give(
        self,
        kind: str,
        content: Mapping[str, Any],
        letter: Outgoing,
        go: Callable[[], None],
    ) -> str:
        """Hand a letter in, unless it is found to be there already."""
        reference = letter.reference
        if letter.is_retry and (found := self.taken_as(reference)):
            go()
            return found
        go()
        try:
            with self._connection() as http:
                answer = http.post(
                    f"/v2/notifications/{kind}",
                    json={"reference": reference, **content},
                )
        except NEVER_SENT:
            raise NotTaken(Obstacle.UNREACHABLE, is_down=True) from None
        except httpx.HTTPError:
            return self._found_after_all(reference, Unsure(Obstacle.NO_ANSWER))
        return self._id_in(answer, reference)

    def taken_as(self, reference: str) -> str | None:
        """Return the id of what has a reference; nothing if nothing has."""
        found = self._ask("/v2/notifications", {"reference": reference})
        for each in found.get("notifications", ()) if found else ():
            return str(each["id"])
        return None

    def status(self, taken_as: str) -> str | None:
        """Return Notify's word for how a letter stands; nothing if it knows none."""
        found = self._ask(f"/v2/notifications/{taken_as}", {})
        return str(found.get("status", "")) if found else None

    def _id_in(self, answer: httpx.Response, reference: str) -> str:
        code = answer.status_code
        if code == CREATED:
            try:
                return str(answer.json()["id"])
            except (ValueError, KeyError, TypeError):
                return self._found_after_all(reference, Unsure(Obstacle.NO_ANSWER))
        if code in NOT_ALLOWED:
            raise NotTaken(Obstacle.SIGN_IN, is_down=True)
        if code == TOO_MANY:
            raise NotTaken(Obstacle.NOT_NOW, is_down=True)
        if code in BETWEEN:
            return self._found_after_all(reference, Unsure(Obstacle.NO_ANSWER))
        if code >= BROKEN:
            return self._found_after_all(reference, NotTaken(Obstacle.NOT_NOW))
        raise NotTaken(_what_is_wrong(answer), for_good=True)

    def _found_after_all(self, reference: str, otherwise: NotTaken | Unsure) -> str:
        """Return what a letter is known by, if it turns out to be there."""
        try:
            found = self.taken_as(reference)
        except NotTaken:
            found = None
        if found is None:
            raise otherwise
        return found

    def _ask(self, path: str, what: Mapping[str, str]) -> dict[str, Any] | None:
        """Return an answer; nothing for what is not there.  `NotTaken`: no answer."""
        try:
            with self._connection() as http:
                answer = http.get(path, params=what)
            if answer.status_code == NOT_FOUND:
                return None
            if answer.status_code in NOT_ALLOWED:
                raise NotTaken(Obstacle.SIGN_IN, is_down=True)
            if answer.status_code != OK:
                raise NotTaken(Obstacle.NOT_NOW, is_down=True)
            told = answer.json()
        except (httpx.HTTPError, ValueError):
            raise NotTaken(Obstacle.UNREACHABLE, is_down=True) from None
        return told if isinstance(told, dict) else None

    def _connection(self) -> httpx.Client:
        """Return a connection of its own: one kept open may have died unnoticed.

        Then nobody could say whether what was passed on had been heard.
        """
        return httpx.Client(
            base_url=self._service.url,
            headers=self._who_asks(),
            timeout=PATIENCE,
            verify=self._trusted,
        )

    def _who_asks(self) -> dict[str, str]:
        """Say who asks: a token that holds for half a minute."""
        said = {"iss": self._service.service_id, "iat": int(self._now().timestamp())}
        token = jwt.encode(said, self._service.secret, algorithm="HS256")
        return {"Authorization": f"Bearer {token}"}


class NotifyEmail:
    """Letters by email, through Notify: the letter is the text of a template's gap."""

    way: Final = Way.NOTIFY_EMAIL

    def __init__(self, notify: Notify, template: str, subject: str) -> None:
        self._notify, self._template, self._subject = notify, template, subject
        self.look, self.taken_as = notify.look, notify.taken_as

    def carry(self, letter: Outgoing, *, about_to: Callable[[], None]) -> str:
        """Hand the text in."""
        content = {
            "email_address": letter.to_email,
            "template_id": self._template,
            "personalisation": {"subject": self._subject, "letter": letter.text},
        }
        return self._notify.give("email", content, letter, about_to)

    def fate(self, taken_as: str) -> Fate:
        """Return what became of it; an address that takes no mail sends it back."""
        return fate_of(self.way, self._notify.status(taken_as))


class NotifyLetter:
    """Letters that Notify prints and posts: the PDF as it is."""

    way: Final = Way.NOTIFY_LETTER

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self.look, self.taken_as = notify.look, notify.taken_as

    def carry(self, letter: Outgoing, *, about_to: Callable[[], None]) -> str:
        """Hand the PDF in."""
        content = {"content": b64encode(letter.pdf).decode(), "postage": "second"}
        return self._notify.give("letter", content, letter, about_to)

    def fate(self, taken_as: str) -> Fate:
        """Return what became of it; what could not be printed never went anywhere."""
        return fate_of(self.way, self._notify.status(taken_as))


def _what_is_wrong(answer: httpx.Response) -> Obstacle:
    """Say whether it is the address; Notify's own words may repeat it."""
    try:
        told = [str(error.get("message", "")) for error in answer.json()["errors"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        told = []
    if any(message.startswith("email_address") for message in told):
        return Obstacle.ADDRESS
    return Obstacle.REFUSED
