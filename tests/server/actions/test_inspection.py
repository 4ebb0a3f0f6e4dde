"""fsck: what a unit brought as proof is looked at like any photograph."""

from __future__ import annotations

import io

import pytest

from server.actions.inspection import by_reading, by_size, damages
from server.models import Proof
from tests.actors.forms import VISIT
from tests.actors.photos import photo
from tests.actors.world import MENGSI

NAMES = ("fine.jpg", "gone.jpg", "flipped.jpg", "short.jpg")


@pytest.fixture
def visited(office, device):
    """Let a phone send a visit that one candidate came from."""
    office.publish(VISIT)
    shot = photo("shot.jpg")
    row = {"app_name": "某通", "issuer": "县民政局", "forced": "yes", "shot": shot}
    filled = device.fill(
        "visit", site_name="孟寺镇政府", town=MENGSI, minutes=10, app=[row]
    )
    device.push()
    office.work()
    return filled


@pytest.fixture
def proven(office, visited):
    """Store four proofs of a finding; give where the bytes of each lie."""
    finding = office.findings(visited.instance_id)[0]
    store = office.app.extensions["store"]
    with office.writing() as session:
        room = office.campaign(session).room
        for name in NAMES:
            blob = store.put(room, io.BytesIO(photo(name).content))
            proof = Proof(
                campaign_id=finding.campaign_id,
                finding_id=finding.id,
                name=name,
                sha256=blob.sha256,
                size=blob.size,
                mime="image/jpeg",
            )
            session.add(proof)
    media = (office.app.extensions["settings"].data / "media").rglob("*")
    kept = {path.name: path for path in media}
    return {name: kept[photo(name).sha256] for name in NAMES}


def troubles(office, look):
    with office.reading() as session:
        store = office.app.extensions["store"]
        return {
            (one.what, one.name, one.trouble) for one in damages(session, store, look)
        }


def test_proofs_that_are_whole_are_no_damage(office, proven):
    assert troubles(office, by_reading) == set()


def test_a_proof_that_is_gone_or_changed_is_named(office, proven, visited):
    proven["gone.jpg"].unlink()
    content = bytearray(proven["flipped.jpg"].read_bytes())
    content[100] ^= 1
    for name, left in (("flipped.jpg", bytes(content)), ("short.jpg", b"x")):
        proven[name].chmod(0o600)
        proven[name].write_bytes(left)
    seen = {
        ("proof", "gone.jpg", "blob_missing"),
        ("proof", "short.jpg", "blob_damaged"),
    }
    assert troubles(office, by_size) == seen
    read = troubles(office, by_reading)
    assert read == seen | {("proof", "flipped.jpg", "blob_damaged")}
    assert {one.instance_id for one in office.fsck()} == {visited.instance_id}
