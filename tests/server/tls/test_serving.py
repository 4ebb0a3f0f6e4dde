"""Phones over TLS: they reach the office, and the office knows who they are."""

import http.client
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from waitress import create_server, wasyncore

from server.tls import Front, ensure_certificates, serve_tls

NAMES = ("127.0.0.1", "localhost")


def _office(environ, start):
    body = environ["wsgi.input"].read()
    words = f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']} {len(body)}"
    start("200 OK", [("Content-Type", "text/plain")])
    return [words.encode()]


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return ensure_certificates(
        tmp_path_factory.mktemp("tls"), NAMES, datetime.now(tz=UTC)
    )


@pytest.fixture(scope="module")
def front(certificates):
    """Serve the little office until the module is done."""
    front = Front("127.0.0.1", _free_port(), _free_port())
    made = []

    def make_server(app):
        made.append(create_server(app, host="127.0.0.1", port=0, url_scheme="https"))
        return made[0]

    def serve():
        serve_tls(_office, front, certificates, make_server)

    thread = threading.Thread(target=serve)
    thread.start()
    _await(front.page_port)
    yield front
    _stop(made[0])
    thread.join()


def _stop(server):
    """Let waitress close everything from its own thread, which then ends."""
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))


def _await(port):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nobody listens")


@pytest.fixture
def trusting(certificates):
    authority = x509.load_der_x509_certificate(certificates.authority)
    return ssl.create_default_context(
        cadata=authority.public_bytes(Encoding.PEM).decode()
    )


def _ask(front, context, body=b"", source="127.0.0.1", name="localhost"):
    connection = http.client.HTTPSConnection(
        name, front.port, context=context, timeout=30, source_address=(source, 0)
    )
    connection.request("POST", "/", body)
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def test_a_phone_that_installed_the_authority_gets_in(front, trusting):
    for name in NAMES:
        assert _ask(front, trusting, name=name) == "https 127.0.0.1 0"


def test_a_phone_that_did_not_install_it_is_warned(front):
    with pytest.raises(ssl.SSLCertVerificationError):
        _ask(front, ssl.create_default_context())


def test_the_office_sees_the_address_of_the_phone(front, trusting):
    assert _ask(front, trusting, source="127.0.0.9") == "https 127.0.0.9 0"


def test_large_bodies_arrive_whole_from_many_phones(front, trusting):
    photo = b"\xff\xd8" * 500_000
    with ThreadPoolExecutor(8) as phones:
        answers = phones.map(lambda _: _ask(front, trusting, photo), range(24))
        assert set(answers) == {"https 127.0.0.1 1000000"}


def test_a_caller_who_never_speaks_holds_nobody_up(front, trusting):
    with socket.create_connection(("127.0.0.1", front.port)):
        assert _ask(front, trusting) == "https 127.0.0.1 0"


def test_a_connection_serves_several_requests(front, trusting):
    connection = http.client.HTTPSConnection("localhost", front.port, context=trusting)
    for _ in range(3):
        connection.request("GET", "/")
        assert connection.getresponse().read() == b"https 127.0.0.1 0"
    connection.close()


def _page(front, path):
    connection = http.client.HTTPConnection("127.0.0.1", front.page_port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_the_page_tells_how_to_install_and_shows_the_fingerprint(front, certificates):
    answer, body = _page(front, "/")
    assert answer.status == 200
    text = body.decode()
    assert certificates.fingerprint in text
    assert f"https://127.0.0.1:{front.port}/app/" in text


def test_the_page_hands_out_the_authority_and_no_key(front, certificates):
    answer, body = _page(front, "/chafang-authority.crt")
    assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert body == certificates.authority
