"""A named browser is taken at its word only when it runs."""

from bootstrap import browser


def _command(folder, name, says):
    command = folder / name
    command.write_text(f"#!/bin/sh\n{says}\n")
    command.chmod(0o755)
    return str(command)


def test_a_named_browser_that_runs_is_taken(tmp_path, monkeypatch):
    named = _command(tmp_path, "mine", "echo Chromium 156")
    monkeypatch.setenv("CHROMIUM", named)
    assert browser.present() == named


def test_a_named_browser_that_does_not_run_is_not_replaced(tmp_path, monkeypatch):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    assert browser.present() is None


def test_a_stub_that_asks_for_snap_is_no_browser(tmp_path, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    _command(tmp_path, "chromium", "echo requires the chromium snap >&2; exit 1")
    real = _command(tmp_path, "google-chrome", "echo Google Chrome 156")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(browser, "NAMES", ("chromium", "google-chrome"))
    assert browser.present() == real
