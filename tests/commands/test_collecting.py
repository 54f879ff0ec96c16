"""Pages are served while garbage is looked for seldom, and then as before."""

import gc

import pytest

from asbreview import serving
from asbreview.collecting import EXPORTING, SERVING, not_collected, seldom_collected
from asbreview.settings import Settings
from browser.premises import free_port


def test_pages_are_served_with_what_is_there_put_aside(tmp_path, monkeypatch):
    told = {"ASBREVIEW_DATA": str(tmp_path / "data"), "ASBREVIEW_SECRET": "-" * 32}
    settings = Settings.read({**told, "PORT": str(free_port())})
    seen = []

    def run(*_):
        seen.append((gc.get_threshold(), gc.get_freeze_count() > 100_000))

    monkeypatch.setattr(serving, "_run", run)
    serving.serve(settings)
    assert seen == [(SERVING, True)]


@pytest.mark.parametrize("how", [SERVING, EXPORTING])
def test_after_it_garbage_is_looked_for_as_before_whatever_happened(how):
    often = gc.get_threshold()
    with pytest.raises(KeyError):
        broken_off(how)
    assert gc.get_threshold() == often


def broken_off(how):
    with seldom_collected(how):
        assert gc.get_threshold() == how
        raise KeyError


@pytest.mark.parametrize("was_on", [True, False])
def test_what_is_loaded_is_not_looked_through_and_then_all_is_as_before(was_on):
    (gc.enable if was_on else gc.disable)()
    try:
        with pytest.raises(KeyError):
            loading_broken_off()
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


def loading_broken_off():
    with not_collected():
        assert not gc.isenabled()
        raise KeyError
