"""`asbreview demo` says at once what keeps it from being served."""

import socket

from click.testing import CliRunner

from asbreview.__main__ import main


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
