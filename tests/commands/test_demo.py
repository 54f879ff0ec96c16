"""`asbreview demo` says at once what keeps it from being served."""

import socket
from datetime import UTC, datetime, timedelta

from click.testing import CliRunner

from asbreview.__main__ import main
from asbreview.access.second_factors import SecondFactors
from asbreview.demonstration.accounts import EDDA, SIGN_INS, open_accounts
from asbreview.installation import opened
from asbreview.settings import Settings
from one_time_codes import code_at


def test_a_port_in_use_is_told_before_anything_is_made(tmp_path):
    folder = tmp_path / "demonstration"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {"ASBREVIEW_DATA": str(folder), "PORT": str(port)}

        said = CliRunner().invoke(main, ["demo"], env=environment)

    assert said.exit_code == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in said.output
    assert "choose another with PORT" in said.output
    assert not folder.exists()


def test_the_key_that_is_printed_gives_the_code_that_the_command_prints():
    """As any app reckons it from the key (RFC 6238): this half minute's or the last."""
    at = datetime.now(UTC)
    printed = CliRunner().invoke(main, ["demo", "--code"])
    assert printed.exit_code == 0
    around = {code_at(EDDA.secret, at, steps=step) for step in (-1, 0, 1)}
    assert printed.output.strip() in around


def test_whoever_has_a_second_factor_is_asked_for_it_by_the_demonstration(tmp_path):
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    settings = Settings.read({"ASBREVIEW_DATA": str(tmp_path)}, demonstration=True)
    with opened(settings, clock=lambda: at) as installation:
        open_accounts(installation.office, installation.keyring, at=at)
        factors = SecondFactors(installation.office, installation.keyring)
        with_one = [w for w in SIGN_INS if factors.held(w.account.account_id)]
        assert with_one == [EDDA]
        later = at + timedelta(minutes=5)
        code, id_ = code_at(EDDA.secret, later), EDDA.account.account_id
        assert factors.takes(id_, code, at=later)
        assert not factors.takes(id_, code, at=later)  # and not again
