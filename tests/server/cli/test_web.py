"""Who calls: the proxy on this machine is believed, our relay's callers are not."""

import http.client
import threading

import pytest

from server.cli.web import server_behind_relay, web_server

TOLD = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


def _office(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']}".encode()]


@pytest.fixture
def heard():
    """Give a function that calls a server and answers what the office heard."""
    servers = []

    def call(server, headers):
        servers.append(server)
        threading.Thread(target=server.run, daemon=True).start()
        line = http.client.HTTPConnection("127.0.0.1", server.effective_port)
        line.request("GET", "/", headers=headers)
        said = line.getresponse().read().decode()
        line.close()
        return said

    yield call
    for server in servers:
        server.close()


def test_a_proxy_on_this_machine_says_who_called_and_how(heard):
    server = web_server(_office, "127.0.0.1", 0, 1)
    assert heard(server, TOLD) == "https 203.0.113.9"


def test_only_the_last_proxy_is_believed(heard):
    server = web_server(_office, "127.0.0.1", 0, 1)
    forged = {**TOLD, "X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
    assert heard(server, forged) == "https 203.0.113.9"


def test_without_a_proxy_the_caller_is_who_called(heard):
    assert heard(web_server(_office, "127.0.0.1", 0, 1), {}) == "http 127.0.0.1"


def test_behind_the_relay_no_phone_says_who_it_is(heard):
    assert heard(server_behind_relay(_office, 1), TOLD) == "https 127.0.0.1"
