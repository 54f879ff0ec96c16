"""What a visitor's browser does with a page: reads its fields, sends its form."""

from html.parser import HTMLParser

PASSWORD = "heron over the washes"


class _Fields(HTMLParser):
    def __init__(self, action):
        super().__init__()
        self.action = action
        self.inside = False
        self.found = {}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = self.action in {None, given.get("action")}
        if not self.inside or "name" not in given:
            return
        ticked = given.get("type") not in {"radio", "checkbox"} or "checked" in given
        if tag == "input" and ticked:
            self.found.setdefault(given["name"], []).append(given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


def fields_of(page, action=None):
    """Return what a page's form to an address would send, text areas left out."""
    reader = _Fields(action)
    reader.feed(page.text)
    return reader.found


def sign_in(browser, name="sam@ely.example", password=PASSWORD, page=None):
    """Sign in by the form of a page."""
    page = page or browser.get("/sign-in")
    typed = fields_of(page, "/sign-in")
    return browser.post(
        "/sign-in", data=typed | {"sign_in_name": name, "password": password}
    )


def token_of(browser):
    """Return the token for the forms of a browser that is signed in."""
    return fields_of(browser.get("/"), "/sign-out")["csrf_token"][0]
