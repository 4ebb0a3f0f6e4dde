"""The same bucket over TLS, as every real one is spoken to: other signatures, too.

Over TLS a request is signed without its body, and checksums go behind it.
"""

import io
import socket
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from media.errors import StoreUnavailable
from media.s3 import S3Store
from server.tls import ensure_certificates
from server.tls.relay import Relay
from tests.media.conftest import BUCKET

pytestmark = pytest.mark.s3
ROOM = "k" * 32


@pytest.fixture
def certificates(tmp_path):
    """Make an authority for tests, and a certificate for this machine."""
    return ensure_certificates(tmp_path / "tls", ("127.0.0.1",), datetime.now(tz=UTC))


@pytest.fixture
def encrypted(s3_account, certificates):
    """Give the server's address behind a listener that speaks TLS."""
    host, _, port = s3_account.endpoint.removeprefix("http://").partition(":")
    relay = Relay(certificates.server, (host, int(port)), {})
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        relay.running(listener),
    ):
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def trusting(certificates, tmp_path, monkeypatch):
    """Let this process trust the authority, as an operator would (AWS_CA_BUNDLE)."""
    bundle = tmp_path / "authority.pem"
    authority = x509.load_der_x509_certificate(certificates.authority)
    bundle.write_bytes(authority.public_bytes(Encoding.PEM))
    monkeypatch.setenv("AWS_CA_BUNDLE", str(bundle))


def store_at(endpoint, account, tmp_path):
    return S3Store(
        bucket=BUCKET,
        endpoint=endpoint,
        region=account.region,
        access_key=account.access_key,
        secret_key=account.secret_key,
        prefix="tls",
        spool=tmp_path / "spool",
    )


def test_a_photo_is_kept_and_read_back_over_tls(
    encrypted, trusting, s3_account, tmp_path
):
    store = store_at(encrypted, s3_account, tmp_path)
    content = bytes(range(256)) * 4096
    blob = store.put(ROOM, io.BytesIO(content))
    assert store.size(ROOM, blob.sha256) == len(content)
    store.verify(ROOM, blob.sha256)
    with store.open(ROOM, blob.sha256) as stream:
        assert stream.read() == content
    store.put_derived(ROOM, blob.sha256, "thumb-480", b"small")
    kept = store.open_derived(ROOM, blob.sha256, "thumb-480")
    assert kept is not None
    with kept:
        assert kept.read() == b"small"


def test_a_server_that_nobody_vouches_for_gets_nothing(encrypted, s3_account, tmp_path):
    store = store_at(encrypted, s3_account, tmp_path)
    with pytest.raises(StoreUnavailable):
        store.put(ROOM, io.BytesIO(b"roof"))
