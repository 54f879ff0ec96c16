"""What every answer tells the browser, and how problems are told."""

import re
from dataclasses import replace

import pytest
from litestar.testing import TestClient
from structlog.testing import capture_logs

from asbreview.web.app import create_app
from asbreview.web.headers import host_name
from visiting import sign_in, token_of


@pytest.mark.parametrize("address", ["/sign-in", "/", "/nowhere", "/broken"])
def test_every_page_says_what_the_browser_is_to_refuse(app, address):
    with TestClient(
        app, base_url="https://testserver.local", raise_server_exceptions=False
    ) as browser:
        sign_in(browser)
        headers = browser.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "max-age" in headers["strict-transport-security"]


def test_only_the_pages_own_scripts_run(browser):
    first, second = browser.get("/sign-in"), browser.get("/sign-in")
    policy = first.headers["content-security-policy"]
    (nonce,) = re.findall("script-src 'nonce-([^']+)'", policy)
    assert set(re.findall('<script[^>]* nonce="([^"]+)"', first.text)) == {nonce}
    assert first.text.count("<script") == first.text.count(f'nonce="{nonce}"')
    assert nonce not in second.text


def test_no_style_or_handler_stands_in_the_page(browser):
    page = sign_in(browser).text
    assert not re.search(r"<style| style=| on[a-z]+=", page)


def test_plain_http_promises_no_https(installation):
    plain = replace(installation, settings=replace(installation.settings, https=False))
    with TestClient(create_app(plain), base_url="https://testserver.local") as browser:
        assert "strict-transport-security" not in browser.get("/sign-in").headers


def test_files_are_kept_for_ever_under_the_name_of_their_content(browser):
    page = browser.get("/sign-in").text
    addresses = set(re.findall(r'"(/static/[^"]+)"', page))
    assert len(addresses) == 5
    for address in addresses:
        file = browser.get(address)
        assert file.status_code == 200
        assert "immutable" in file.headers["cache-control"]
        assert re.search(r"\.[0-9a-f]{10}\.", address)


@pytest.mark.parametrize(
    "address",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/manifest.json", "/schema"],
)
def test_nothing_else_is_served(browser, address):
    sign_in(browser)
    assert browser.get(address).status_code == 404


def test_an_unknown_address_is_told_in_the_frame(browser):
    sign_in(browser)
    page = browser.get("/nowhere")
    assert page.status_code == 404
    assert "There is no such page or case" in page.text
    assert "Signed in as Sam Reed" in page.text


def test_a_page_that_takes_no_form_says_so(browser):
    sign_in(browser)
    page = browser.post("/", data={"csrf_token": token_of(browser)})
    assert page.status_code == 405
    assert "Nothing can be sent to this page" in page.text


def test_a_megabyte_is_too_much(browser):
    sign_in(browser)
    page = browser.post("/cases/EF-26-7K3MQ/note", data={"reasons": "x" * 1_000_001})
    assert page.status_code == 413
    assert "too much to send at once" in page.text


def test_another_name_is_not_answered(browser):
    page = browser.get("/sign-in", headers={"host": "evil.example"})
    assert page.status_code == 400
    assert "does not answer to that name" in page.text


def test_nor_is_it_for_an_address_that_no_page_has(browser):
    for page in (
        browser.get("/nowhere", headers={"host": "evil.example"}),
        browser.put("/sign-in", headers={"host": "evil.example"}),
    ):
        assert page.status_code == 400
        assert "does not answer to that name" in page.text


@pytest.mark.parametrize(
    ("address", "status"), [("/sign-in", 200), ("/", 303), ("/nowhere", 404)]
)
def test_the_head_of_a_page_is_that_of_the_page(browser, address, status):
    head = browser.head(address, follow_redirects=False)
    page = browser.get(address, follow_redirects=False)
    assert head.status_code == page.status_code == status
    assert head.content == b""
    for name in ("content-type", "cache-control", "location"):
        assert head.headers.get(name) == page.headers.get(name)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1:8000", "127.0.0.1"),
        ("LOCALHOST", "localhost"),
        ("[::1]:8000", "[::1]"),
        ("[::1]", "[::1]"),
        ("", ""),
    ],
)
def test_a_host_is_known_whatever_its_port(host, name):
    assert host_name(host) == name


def test_a_failure_is_told_with_its_number_and_logged_without_a_word_of_anybody(app):
    with (
        capture_logs() as logged,
        TestClient(
            app, base_url="https://testserver.local", raise_server_exceptions=False
        ) as browser,
    ):
        sign_in(browser)
        page = browser.get("/broken?name=Mary+Applicant")

    assert page.status_code == 500
    assert "Something went wrong" in page.text
    assert "Mary" not in page.text
    (line,) = [line for line in logged if line["log_level"] == "error"]
    assert line["fault_id"] in page.text
    assert line["page"] == "/broken"
    assert line["raised"] == ["RuntimeError"]
    assert "sample_pages.py" in line["where"][-1]
    assert "Mary" not in str(logged)


@pytest.mark.parametrize("host", ["testserver.local:99999999", "testserver.local:x"])
def test_a_port_that_is_none_is_another_name_and_told_on_a_page(browser, host):
    page = browser.get("/sign-in", headers={"Host": host})
    assert page.status_code == 400
    assert "does not answer to that name" in page.text


def test_a_form_in_letters_nobody_knows_is_told_on_a_page(browser):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n'
        b"Content-Type: text/plain; charset=utf-77\r\n\r\nb\r\n--x--\r\n"
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    page = browser.post("/sign-in", content=body, headers=kind)
    assert page.status_code == 400
    assert "That form cannot be read" in page.text


def test_a_form_of_thousands_of_fields_is_refused_before_it_is_read(browser):
    page = browser.post("/sign-in", data={f"a{n}": "b" for n in range(2_001)})
    assert page.status_code == 400
    assert "Nothing was recorded" in page.text
