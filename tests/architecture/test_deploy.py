"""What is deployed agrees with the code; `make rehearse` shows that it works."""

import re
from pathlib import Path

import pytest

from asbreview.settings_named import SETTINGS
from asbreview.store.postgres_keys import LOCKS, WHOLE_FILE
from asbreview.web.app import LARGEST_FORM
from asbreview.web.files_sent import LARGEST_BODY

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
pytestmark = pytest.mark.source


def test_keys_and_epochs_are_saved_under_the_lock_that_excludes_destroying():
    saved = (DEPLOY / "backup" / "keys").read_text()
    assert f"pg_advisory_lock({LOCKS}, {WHOLE_FILE})" in saved


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_settings_that_there_are_are_set(path):
    known = {setting.variable for setting in SETTINGS}
    assert set(re.findall(r"\bASBREVIEW_[A-Z_]+\b", path.read_text())) <= known


def test_a_form_that_is_too_large_reaches_who_says_so():
    nginx = (DEPLOY / "nginx" / "asbreview.conf").read_text()
    haproxy = (DEPLOY / "haproxy" / "haproxy.cfg").read_text()
    through_nginx = re.findall(r"client_max_body_size (\d+)m;", nginx)
    most = [int(mebibytes) * 2**20 for mebibytes in through_nginx]
    assert most == list(map(int, re.findall(r"content-length\) gt (\d+)", haproxy)))
    of_a_form, with_a_file = most
    assert of_a_form > LARGEST_FORM
    assert with_a_file > LARGEST_BODY


def test_a_file_is_never_written_down_by_the_proxy():
    nginx = (DEPLOY / "nginx" / "asbreview.conf").read_text()
    haproxy = (DEPLOY / "haproxy" / "haproxy.cfg").read_text()
    (path, told) = re.search(
        r"location ~ (\S+) \{(.*?)\n    \}", nginx, re.DOTALL
    ).groups()
    assert "proxy_request_buffering off;" in told
    assert f"path_reg {path}\n" in haproxy
    for takes_file in (
        "/cases/EF-26-7K3MQ/documents/new",
        "/status/file",
        "/apply/files/new",
    ):
        assert re.fullmatch(path, takes_file)


def test_the_pages_for_whoever_deploys_lead_to_every_folder_of_files():
    told = (ROOT / "docs" / "deploying.md").read_text()
    for folder in {path.relative_to(ROOT).parent for path in FILES}:
        assert f"../{folder}" in told, folder
