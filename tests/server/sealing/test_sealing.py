"""What is sealed to the office, and what is refused whole."""

from __future__ import annotations

import base64
import io
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from server.sealing import (
    BundleDamaged,
    BundleNotOurs,
    NotOpened,
    Opener,
    office_key,
    open_bundle,
    public_text,
    seal,
    seal_bundle,
)
from server.sealing.envelope import seal_with, text_of

CASES = json.loads(
    (Path(__file__).parents[2] / "conformance" / "sealing.json").read_text("utf-8")
)
PIECE = 1024 * 1024


def key_of(pair: dict[str, Any]) -> ec.EllipticCurvePrivateKey:
    secret = int.from_bytes(base64.urlsafe_b64decode(pair["privateKey"]["d"] + "="))
    return ec.derive_private_key(secret, ec.SECP256R1())


OFFICE = Opener(key_of(CASES["office"]))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_the_shared_cases(case):
    if not case["opens"]:
        with pytest.raises(NotOpened):
            OFFICE.open(case["purpose"], case["sealed"])
        return
    plain = OFFICE.open(case["purpose"], case["sealed"])
    assert text_of(plain) == case["plain"]
    with_ephemeral = key_of(CASES["ephemeral"])
    again = seal_with(with_ephemeral, public_text(OFFICE), case["purpose"], plain)
    assert again == case["sealed"]


def test_two_seals_of_the_same_differ():
    public = public_text(OFFICE)
    assert seal(public, "vault-key", b"x") != seal(public, "vault-key", b"x")


def test_a_public_key_that_is_none_seals_nothing():
    for text in ("", "AAAA", "<html>", public_text(OFFICE)[:-4]):
        with pytest.raises(NotOpened):
            seal(text, "vault-key", b"x")


def test_the_office_key_is_made_once_and_is_nobody_elses(tmp_path):
    made = office_key(tmp_path)
    assert office_key(tmp_path).public == made.public
    (file,) = tmp_path.iterdir()
    assert file.name == "sealing-key.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def bundled(plain: bytes) -> bytes:
    sealed = io.BytesIO()
    seal_bundle(public_text(OFFICE), io.BytesIO(plain), sealed)
    return sealed.getvalue()


def opened(sealed: bytes) -> bytes:
    plain = io.BytesIO()
    open_bundle(OFFICE, io.BytesIO(sealed), plain)
    return plain.getvalue()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_a_bundle_opens_to_what_went_in(size):
    plain = bytes(size)
    assert opened(bundled(plain)) == plain


def test_a_bundle_that_was_cut_or_edited_is_refused():
    sealed = bundled(bytes(PIECE + 5))
    head = sealed.index(b"\n", 17) + 1
    piece = PIECE + 16
    for spoilt in (
        sealed[:-1],
        sealed[: head + piece],
        sealed[:head],
        sealed + b"\0",
        sealed[:head] + sealed[head + piece :],
        sealed[: head + 9] + bytes([sealed[head + 9] ^ 1]) + sealed[head + 10 :],
        sealed.replace(b'"piece":1048576', b'"piece":1048575'),
        sealed.replace(b'"piece":1048576', b'"piece":9999999999'),
        sealed[:17] + b"{}\n",
        sealed[:40],
    ):
        with pytest.raises(BundleDamaged):
            opened(spoilt)


def test_a_file_that_is_no_bundle_of_ours_is_refused():
    other = Opener(ec.generate_private_key(ec.SECP256R1()))
    foreign = io.BytesIO()
    seal_bundle(public_text(other), io.BytesIO(b"x"), foreign)
    for file in (b"", b"PK\3\4", b"chafang-bundle 2\n{}\n", foreign.getvalue()):
        with pytest.raises(BundleNotOurs):
            opened(file)
