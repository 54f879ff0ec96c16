"""The figures for whoever watches a process: on their own port, and not outside."""

import socket
import urllib.request
from dataclasses import replace

import pytest

from asbreview.metrics import measured
from asbreview.refusal import CannotStart
from asbreview.settings import Settings
from desk import desk


@pytest.fixture
def installation(tmp_path):
    with desk(tmp_path) as sam:
        yield sam.installation


def on_port(installation, port, **told):
    settings = replace(installation.settings, metrics_port=port, **told)
    return measured(replace(installation, settings=settings))


def a_free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_pages_that_are_served_to_all_serve_their_figures_to_this_machine_alone(
    installation,
):
    port = a_free_port()
    with (
        on_port(installation, port, address="0.0.0.0"),  # noqa: S104  as in a container
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer,
        socket.socket() as elsewhere,
    ):
        assert b"asbreview_databases_up 1.0" in answer.read()
        # It is still free on another address of this machine: nobody listens on all.
        elsewhere.bind(("127.0.0.2", port))


def test_they_are_served_where_it_is_said(installation):
    port = a_free_port()
    with (
        on_port(installation, port, metrics_address="127.0.0.2"),
        urllib.request.urlopen(f"http://127.0.0.2:{port}/metrics") as answer,
    ):
        assert answer.status == 200


def test_an_address_that_this_machine_lacks_is_told_with_what_to_change(
    installation,
):
    there = on_port(installation, a_free_port(), metrics_address="192.0.2.1")
    with pytest.raises(CannotStart, match="ASBREVIEW_METRICS_ADDRESS"), there:
        pass


def test_it_is_this_machine_alone_unless_it_is_said_otherwise(tmp_path):
    told = {"ASBREVIEW_DATA": str(tmp_path), "ASBREVIEW_SECRET": "s" * 32}
    told |= {"HOST": "0.0.0.0", "ASBREVIEW_ADDRESS": "0.0.0.0"}  # noqa: S104
    assert Settings.read(told).metrics_address == "127.0.0.1"
