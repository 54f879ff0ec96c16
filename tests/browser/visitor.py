"""A visitor without a browser: signs in, reads a form as it stands, sends it."""

import re
from datetime import date

import httpx

from browser.premises import PASSWORD, SAM
from desk import filled_in
from visiting import fields_of


class Visitor:
    """Somebody who is signed in, and sends what a browser would."""

    def __init__(self, address: str, who=SAM, password: str = PASSWORD, **how) -> None:
        # No connection outlasts its answer: nobody has to close a visitor.
        once = httpx.Limits(max_keepalive_connections=0)
        self.web = httpx.Client(base_url=address, timeout=60, limits=once, **how)
        self._kept = {}
        page = self._keep(self.web.get("/sign-in"))
        typed = fields_of(page, "/sign-in")
        typed |= {"sign_in_name": who.sign_in_name, "password": password}
        answer = self._keep(self.web.post("/sign-in", data=typed))
        assert answer.status_code == 303, answer.text

    def _keep(self, answer: httpx.Response) -> httpx.Response:
        """Keep the Secure cookies of a plain address, as a browser does on loopback."""
        for cookie in answer.headers.get_list("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._kept[name] = value
        self.web.headers["Cookie"] = "; ".join(
            f"{n}={v}" for n, v in self._kept.items()
        )
        return answer

    def get(self, page: str) -> httpx.Response:
        return self.web.get(page)

    def form(self, page: str, typed=None) -> dict[str, list[str] | str]:
        """Return what a page's form would send, once filled in."""
        shown = self.get(page)
        assert shown.status_code == 200, (page, shown.status_code)
        return filled_in(shown) | as_fields(typed or {})

    def post(self, page: str, fields) -> httpx.Response:
        return self.web.post(page, data=fields)

    def give(self, page: str, typed=None, to: str = "") -> httpx.Response:
        """Fill in a page's form and send it; what it asks is done."""
        answer = self.post(to or page, self.form(page, typed))
        assert answer.status_code == 303, (page, answer.status_code, errors(answer))
        return answer

    def close(self) -> None:
        self.web.close()


def as_fields(typed) -> dict[str, list[str] | str]:
    """Return what was typed under the names under which a form sends it."""
    fields = {}
    for name, value in typed.items():
        if isinstance(value, date):
            for part in ("day", "month", "year"):
                fields[f"{name}-{part}"] = str(getattr(value, part))
        else:
            fields[name] = value
    return fields


def errors(answer: httpx.Response) -> str:
    """Return what a page says is wrong."""
    text = re.sub(r"<[^>]+>", " ", answer.text.partition("There is a problem")[2])
    return " ".join(text.split())[:300]
