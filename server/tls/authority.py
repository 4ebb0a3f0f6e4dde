"""The authority and the certificate of one data folder, made when they are needed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.tls.names import DOMAINS, NETWORKS, address, certifiable

Key = ec.EllipticCurvePrivateKey
AUTHORITY_DAYS = 3650
SERVER_DAYS = 365
#: A server certificate is made anew this long before it ends.
RENEW = timedelta(days=30)
# Clocks of phones are not exact.
SKEW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Certificates:
    """What the front needs, and what a phone installs and a person compares."""

    #: the server's certificate and key in one PEM file
    server: Path
    names: tuple[str, ...]
    #: the authority's certificate as a phone takes it (DER)
    authority: bytes
    fingerprint: str


def ensure_certificates(
    folder: Path, names: Sequence[str], now: datetime
) -> Certificates:
    """Make the authority and the server's certificate, or keep those that serve.

    Names outside the local network are left out. The authority stays the same for
    years, so that a phone installs it once; the server's certificate is made anew
    when a name changes or its end is near. The files are readable by us alone.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    wanted = certifiable(names)
    _ensure_authority(folder / "authority.pem", now)
    signing, authority = _pair(folder / "authority.pem")
    server = folder / "server.pem"
    if not server.exists() or not _serves(_pair(server)[1], authority, wanted, now):
        key = ec.generate_private_key(ec.SECP256R1())
        _keep(server, key, _make_server(key, wanted, authority, signing, now))
    digest = authority.fingerprint(hashes.SHA256()).hex(":").upper()
    return Certificates(server, wanted, authority.public_bytes(Encoding.DER), digest)


def _ensure_authority(kept: Path, now: datetime) -> None:
    enough = now + timedelta(days=SERVER_DAYS)
    if kept.exists() and _pair(kept)[1].not_valid_after_utc > enough:
        return
    key = ec.generate_private_key(ec.SECP256R1())
    _keep(kept, key, _make_authority(key, now))


def _serves(
    kept: x509.Certificate,
    authority: x509.Certificate,
    names: tuple[str, ...],
    now: datetime,
) -> bool:
    known = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        kept.issuer == authority.subject
        and list(known) == [_general_name(name) for name in names]
        and kept.not_valid_after_utc - now > RENEW
    )


def _make_authority(key: Key, now: datetime) -> x509.Certificate:
    # The number keeps two authorities apart in a phone's list.
    number = x509.random_serial_number()
    name = _name(f"Chafang 察访 {number:x}"[:23])
    usage = _usage(key_cert_sign=True, crl_sign=True)
    permitted = [
        *map(x509.DNSName, DOMAINS),
        *map(x509.IPAddress, NETWORKS),
    ]
    limits = x509.NameConstraints(permitted, excluded_subtrees=None)
    ours = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(now - SKEW)
        .not_valid_after(now + timedelta(days=AUTHORITY_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(limits, critical=True)
        .add_extension(ours, critical=False)
        .sign(key, hashes.SHA256())
    )


def _make_server(
    key: Key,
    names: tuple[str, ...],
    authority: x509.Certificate,
    signing: Key,
    now: datetime,
) -> x509.Certificate:
    called = x509.SubjectAlternativeName([_general_name(name) for name in names])
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    theirs = x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(_name("Chafang 察访"))
        .issuer_name(authority.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now + timedelta(days=SERVER_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(purpose, critical=False)
        .add_extension(called, critical=False)
        .add_extension(theirs, critical=False)
        .sign(signing, hashes.SHA256())
    )


def _usage(**chosen: bool) -> x509.KeyUsage:
    uses = (
        "digital_signature content_commitment key_encipherment data_encipherment "
        "key_agreement key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{use: chosen.get(use, False) for use in uses.split()})


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _general_name(name: str) -> x509.GeneralName:
    number = address(name)
    return x509.DNSName(name) if number is None else x509.IPAddress(number)


def _pair(path: Path) -> tuple[Key, x509.Certificate]:
    both = path.read_bytes()
    key = load_pem_private_key(both, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} holds a key that is not ours")
    return key, x509.load_pem_x509_certificate(both)


def _keep(path: Path, key: Key, certificate: x509.Certificate) -> None:
    """Write both in one step, so that nobody sees a key without its certificate."""
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    half = path.with_name(f"{path.name}.new")
    half.unlink(missing_ok=True)
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret + certificate.public_bytes(Encoding.PEM))
        os.fsync(file.fileno())
    half.rename(path)
