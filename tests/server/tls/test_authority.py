"""The authority and its certificates: for local names only, and readable by us only."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.verification import (
    PolicyBuilder,
    Store,
    VerificationError,
)

from server.tls import ensure_certificates
from server.tls.names import address, certifiable, network_names

NOW = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)
NAMES = ("192.168.1.20", "office.local", "localhost")


def _server(folder):
    return x509.load_pem_x509_certificate((folder / "server.pem").read_bytes())


def _trusts(made, folder, name, now=NOW):
    authority = x509.load_der_x509_certificate(made.authority)
    policy = PolicyBuilder().store(Store([authority])).time(now)
    verifier = policy.build_server_verifier(name)
    try:
        verifier.verify(_server(folder), [])
    except VerificationError:
        return False
    return True


def test_a_phone_with_the_authority_trusts_the_server_by_each_name(tmp_path):
    made = ensure_certificates(tmp_path, NAMES, NOW)
    assert made.names == NAMES
    assert _trusts(made, tmp_path, x509.DNSName("office.local"))
    assert not _trusts(made, tmp_path, x509.DNSName("other.local"))


def test_what_stands_is_kept(tmp_path):
    first = ensure_certificates(tmp_path, NAMES, NOW)
    before = (tmp_path / "server.pem").read_bytes()
    again = ensure_certificates(tmp_path, NAMES, NOW + timedelta(days=300))
    assert again == first
    assert (tmp_path / "server.pem").read_bytes() == before


def test_a_new_address_gets_a_new_certificate_from_the_same_authority(tmp_path):
    first = ensure_certificates(tmp_path, NAMES, NOW)
    moved = ensure_certificates(tmp_path, ("10.0.0.7", "localhost"), NOW)
    assert moved.authority == first.authority
    assert moved.names == ("10.0.0.7", "localhost")
    assert _trusts(moved, tmp_path, x509.DNSName("localhost"))


def test_a_certificate_near_its_end_is_renewed(tmp_path):
    ensure_certificates(tmp_path, NAMES, NOW)
    later = NOW + timedelta(days=340)
    renewed = ensure_certificates(tmp_path, NAMES, later)
    assert _server(tmp_path).not_valid_after_utc > later + timedelta(days=360)
    assert _trusts(renewed, tmp_path, x509.DNSName("localhost"), later)


def test_an_authority_near_its_end_is_replaced_with_its_certificate(tmp_path):
    first = ensure_certificates(tmp_path, NAMES, NOW)
    later = NOW + timedelta(days=3400)
    second = ensure_certificates(tmp_path, NAMES, later)
    assert second.authority != first.authority
    assert _trusts(second, tmp_path, x509.DNSName("localhost"), later)


def test_keys_are_readable_by_us_alone(tmp_path):
    folder = tmp_path / "tls"
    ensure_certificates(folder, NAMES, NOW)
    kept = sorted(folder.iterdir())
    assert [file.name for file in kept] == ["authority.pem", "server.pem"]
    assert {file.stat().st_mode & 0o777 for file in kept} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "name",
    ["8.8.8.8", "example.com", "office", "bank.com.", "*.local", "内网.local", ""],
)
def test_names_beyond_the_local_network_are_left_out(tmp_path, name):
    made = ensure_certificates(tmp_path, (name, "localhost"), NOW)
    assert made.names == ("localhost",)


def test_a_stolen_authority_vouches_for_no_site_of_the_internet(tmp_path):
    made = ensure_certificates(tmp_path, NAMES, NOW)
    authority = x509.load_der_x509_certificate(made.authority)
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert x509.DNSName("local") in (limits.value.permitted_subtrees or [])


def test_the_machine_is_always_called_localhost_as_well():
    names = network_names()
    assert "localhost" in names
    assert certifiable(names) == names


def test_the_loop_is_the_last_address_that_a_phone_is_told():
    numbers = [number for number in map(address, network_names()) if number]
    loops = [number.is_loopback for number in numbers]
    assert loops == sorted(loops)
    assert loops[-1]


def test_python_loads_what_was_made(tmp_path):
    made = ensure_certificates(tmp_path, NAMES, NOW)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.server)
    pem = x509.load_der_x509_certificate(made.authority).public_bytes(
        serialization.Encoding.PEM
    )
    trusting = ssl.create_default_context(cadata=pem.decode())
    assert len(trusting.get_ca_certs()) == 1
