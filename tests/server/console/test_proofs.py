"""Pictures that units bring: covered, sensitive, opened with a reason, handed up."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from server.db import now
from server.models import Event, Proof, Rectification
from server.reports import evidence
from tests.actors.photos import photo
from tests.actors.rectifying import accepted, desk
from tests.server.console.clerk import text

WHOLE = json.dumps([[0, 0, 1, 1]])
CORNER = json.dumps([[0, 0, 0.5, 0.5]])


@pytest.fixture
def finding(office, visited):
    """Give a finding of the ledger that a unit has taken on."""
    found = accepted(office)
    desk(office, "city").assign(found, "LY-DSJ")
    return found


@pytest.fixture
def after(clerk, office, finding):
    """Let the unit bring a photo of afterwards, and give its row."""
    with office.reading() as session:
        owed = session.scalars(Rectification.of(finding.id)).one()
    unit = clerk("bigdata")
    unit.done(f"/tasks/{owed.key}/acknowledge")
    sent = (io.BytesIO(photo("after.jpg").content), "整改后 现场照片.jpg")
    unit.done(f"/tasks/{owed.key}/prove", proofs=sent)
    with office.reading() as session:
        return session.scalars(Proof.of(finding.id)).one()


@pytest.fixture
def at(finding, after):
    """Give the address of the picture."""
    return f"/findings/{finding.key}/proofs/{after.key}"


def seen(someone, proof):
    return someone.open(f"/proofs/{proof.key}")


def is_flat(answer):
    picture = Image.open(io.BytesIO(answer.get_data())).convert("RGB")
    return len(set(picture.get_flattened_data())) < 200


def leaving(office, finding):
    """Give the hash of what of the picture goes into papers."""
    with office.reading() as session:
        until = now() + timedelta(days=1)
        ((_proof, copy),) = evidence.brought(session, finding, until)
        return copy and copy.sha256


def test_a_covered_copy_takes_the_place_of_what_the_unit_brought(
    clerk, office, finding, after, at
):
    reviewer, original = clerk("reviewer"), photo("after.jpg").content
    assert leaving(office, finding) is None
    assert "已涂抹" in reviewer.done(f"{at}/cover", regions=WHOLE)
    for login in ("reviewer", "leader07", "city", "verifier_linyi"):
        copy = seen(clerk(login), after)
        assert copy.status_code == 200, login
        assert is_flat(copy)
    assert seen(clerk("bigdata"), after).get_data() == original
    assert leaving(office, finding) not in (None, after.sha256)
    assert "已涂抹" in clerk("city").read(f"/findings/{finding.key}")
    reviewer.done(f"{at}/uncover")
    assert seen(reviewer, after).get_data() == original
    assert leaving(office, finding) is None
    assert office.fsck() == []


def test_a_released_proof_leaves_as_its_covered_copy(clerk, office, finding, after, at):
    reviewer = clerk("reviewer")
    reviewer.done(f"{at}/release")
    assert leaving(office, finding) == after.sha256
    reviewer.done(f"{at}/cover", regions=CORNER)
    assert leaving(office, finding) not in (None, after.sha256)


def test_a_sensitive_proof_leaves_nowhere_until_it_is_covered(
    clerk, office, finding, after, at
):
    reviewer = clerk("reviewer")
    reviewer.done(f"{at}/release")
    reviewer.done(f"{at}/mark")
    assert seen(reviewer, after).status_code == 403
    assert "打开原件须说明原因" in reviewer.read(at)
    assert "敏感，未涂抹" in clerk("leader07").read(f"/findings/{finding.key}")
    assert "请与审核员联系" in clerk("leader07").read(at)
    assert leaving(office, finding) is None
    assert seen(clerk("bigdata"), after).status_code == 200
    reviewer.done(f"{at}/cover", regions=CORNER)
    assert leaving(office, finding) not in (None, after.sha256)


def test_the_original_opens_with_a_reason_that_the_office_reads(
    clerk, office, finding, after, at
):
    reviewer, original = clerk("reviewer"), photo("after.jpg").content
    reviewer.done(f"{at}/cover", regions=WHOLE)
    assert "写明原因" in reviewer.read(f"{at}/original")
    assert reviewer.send(f"{at}/original", reason=" ").status_code == 422
    page = reviewer.done(f"{at}/original", reason="核对门牌")
    assert "正在看原件" in page
    assert seen(reviewer, after).get_data() == original
    assert seen(clerk("city"), after).get_data() != original
    told = clerk("city").read("/originals")
    assert "核对门牌" in told
    assert after.name in told
    assert "核对门牌" not in clerk("qihe").read("/originals")
    with office.reading() as session:
        done = select(Event.action).where(Event.subject == "proof")
        actions = list(session.scalars(done.order_by(Event.id)))
    assert actions == ["photo.redacted", "photo.original_opened"]


def test_only_who_reviews_covers_and_a_stranger_finds_nothing(
    clerk, office, finding, after, at
):
    for login in ("leader07", "verifier_linyi"):
        for verb in ("cover", "mark", "original"):
            told = {"regions": WHOLE, "reason": "x"}
            assert clerk(login).send(f"{at}/{verb}", **told).status_code == 403
    for login in ("leader01", "qihe", "bigdata", "civil"):
        assert clerk(login).open(at).status_code == 404
        assert clerk(login).send(f"{at}/cover", regions=WHOLE).status_code == 404


def test_a_picture_is_looked_at_under_its_own_finding_only(
    clerk, office, finding, after, at
):
    other = accepted(office, "甲村")
    place = f"/findings/{other.key}/proofs/{after.key}"
    answer = clerk("reviewer").open(place)
    assert (answer.status_code, after.name in text(answer)) == (404, False)


def test_what_the_team_brought_at_once_stands_in_the_comparison(clerk, office, visited):
    found = accepted(office, "乙村")
    sent = (io.BytesIO(photo("after.jpg").content), "after.jpg")
    clerk("leader07").done(f"/findings/{found.key}/steps/fix_on_spot", proofs=sent)
    with office.reading() as session:
        (proof,) = session.scalars(Proof.of(found.id))
    clerk("reviewer").done(f"/findings/{found.key}/proofs/{proof.key}/release")
    assert leaving(office, found) == proof.sha256
