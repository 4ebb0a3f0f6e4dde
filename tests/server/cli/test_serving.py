"""What `serve` says when it cannot start, and what it says to whom."""

import json
import os
import pty
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main, welcome
from tests.actors.places import furnished_settings
from tests.actors.serving import ROOT, environment, free_port

TLS = ("--tls", "--host=127.0.0.1")


@pytest.fixture
def settings(tmp_path, furnished):
    """Give the settings of an office with teams, and no demonstration."""
    return furnished_settings(tmp_path, furnished)


@pytest.fixture
def chafang(settings):
    """Give the command: it answers with its ending and with what it said."""

    def run(*words, **more):
        done = CliRunner().invoke(main, words, env={**settings, **more})
        return done.exit_code, done.output

    return run


@pytest.fixture
def taken():
    """Give a port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


@pytest.mark.parametrize("more", [[], ["--tls"]])
def test_a_taken_port_is_one_sentence_with_the_way_out(chafang, taken, more):
    ended, told = chafang("serve", "--host=127.0.0.1", f"--port={taken}", *more)
    assert ended == 1
    assert f"端口 {taken} 已被别的程序占用" in told
    assert f"make run PORT={taken + 1}" in told


def test_an_address_that_is_not_ours_is_said_in_words(chafang):
    port = free_port()
    ended, told = chafang("serve", "--host=192.0.2.1", f"--port={port}")
    assert ended == 1
    assert f"不能在 192.0.2.1 端口 {port} 上监听" in told


@pytest.mark.parametrize("port", ["99999", "0", "65536"])
def test_a_port_that_is_none_is_refused(chafang, port):
    ended, told = chafang("serve", "--port", port)
    assert ended == 2
    assert "1<=x<=65535" in told


def test_over_tls_the_next_port_is_needed_too(chafang):
    ended, told = chafang("serve", "--tls", "--port=65535")
    assert ended == 2
    assert "65534 at most" in told


@pytest.mark.parametrize(
    "words", [["serve"], ["worker"], ["fsck"], ["db", "upgrade"], ["demo"]]
)
def test_a_database_that_is_away_is_one_sentence(chafang, words):
    away = f"postgresql://chafang:secret@127.0.0.1:{free_port()}/chafang"
    ended, told = chafang(*words, CHAFANG_DATABASE_URL=away)
    assert ended == 1
    assert "数据库用不了" in told
    assert "secret" not in told


def said(settings, out, words, **more):
    """Start `serve` with its words going somewhere, and give what it says at first."""
    told = {**environment(settings), **more}
    words = [sys.executable, "-m", "server.cli", "serve", *words]
    with subprocess.Popen(words, env=told, cwd=ROOT, stderr=out[1]) as process:
        try:
            return _heard(out[0])
        finally:
            process.send_signal(signal.SIGTERM)


def _heard(end):
    """Listen until it has said how phones come in, or that it will not."""
    heard = ""
    while not any(word in heard for word in ("/app/#", welcome.KEPT_BACK)):
        heard += os.read(end, 65536).decode(errors="replace")
    return heard


@pytest.fixture
def log():
    """Give a pipe, as a log is one."""
    yield from _ends(os.pipe)


@pytest.fixture
def terminal():
    """Give a terminal, as a person sits at one."""
    yield from _ends(pty.openpty)


def _ends(make):
    ends = make()
    yield ends
    for end in ends:
        os.close(end)


@pytest.fixture
def demonstration(settings):
    """Let the office have the accounts of a demonstration."""
    file = Path(settings["CHAFANG_DATA"]) / welcome.ACCOUNTS
    told = {"dz-office": "open-sesame", "u-371424-06": "sesame-unit"}
    file.write_text(json.dumps(told | {"dz-verifier": "sesame-verifier"}))


def test_a_demonstration_tells_its_passwords_and_what_the_code_is_good_for(
    settings, demonstration, log
):
    heard = said(settings, log, [f"--port={free_port()}"], INVOCATION_ID="")
    assert "open-sesame" in heard
    assert "make run-phone" in heard
    for word in ("sesame-unit", "sesame-verifier", welcome.ACCOUNTS):
        assert word in heard


def test_nothing_secret_goes_into_the_journal(settings, demonstration, monkeypatch):
    data = Path(settings["CHAFANG_DATA"])
    monkeypatch.delenv("INVOCATION_ID", raising=False)
    assert welcome.is_private(data)
    monkeypatch.setenv("INVOCATION_ID", "5f0c")
    assert not welcome.is_private(data)


def test_an_office_over_tls_writes_no_code_into_a_log(settings, log):
    heard = said(settings, log, [*TLS, f"--port={free_port()}"])
    assert welcome.KEPT_BACK in heard
    assert "/app/#" not in heard


def test_at_a_terminal_an_office_over_tls_shows_its_code(settings, terminal):
    assert "/app/#" in said(settings, terminal, [*TLS, f"--port={free_port()}"])
