"""What a visitor's browser does with a page: reads its fields, sends its form."""

from lxml import html

PASSWORD = "heron over the washes"
TICKED = {"radio", "checkbox"}


def parsed(text):
    """Return the elements of a page."""
    return html.document_fromstring(text)


def forms_of(page, action=None):
    """Return a page's forms, or those that are sent to an address."""
    forms = parsed(page.text).iter("form")
    return [form for form in forms if action in {None, form.get("action")}]


def sent_by(form):
    """Return what a browser would send with a form as it stands, buttons left out."""
    found = {}
    for field in form.iter("input", "select", "textarea"):
        name = field.get("name")
        if field.tag == "select":
            found[name] = _chosen(field)
        elif field.tag == "textarea":
            found[name] = [(field.text or "").removeprefix("\n")]
        elif name and (field.get("type") not in TICKED or "checked" in field.attrib):
            found.setdefault(name, []).append(field.get("value", ""))
    return found


def _chosen(select):
    """Return the chosen one of a list, which is the first where none was chosen."""
    options = list(select.iter("option"))
    chosen = [option for option in options if "selected" in option.attrib]
    return [option.get("value", "") for option in chosen[-1:] or options[:1]]


def fields_of(page, action=None):
    """Return what a page's forms to an address would send, but for what is typed."""
    found = {}
    for form in forms_of(page, action):
        for field in form.iter("input"):
            ticked = field.get("type") not in TICKED or "checked" in field.attrib
            if field.get("name") and ticked:
                found.setdefault(field.get("name"), []).append(field.get("value", ""))
    return found


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
