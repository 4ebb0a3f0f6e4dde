"""A team's pack of 60 findings and 300 photos: when it begins, when it is whole."""

from __future__ import annotations

import io
import random
import time
from http.client import HTTPResponse
from pathlib import Path
from typing import cast

from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.ledger import CAMPAIGN, signed_in
from bench.office import demonstrated, placed, told
from bench.watch import watching
from media.store import Store
from server import config
from server.actions import events
from server.actions.access import SYSTEM
from server.app import create_app
from server.db import now, reading, writing
from server.models import (
    Attachment,
    Campaign,
    Finding,
    FindingEvidence,
    Region,
    Team,
)
from server.reports.filters import LedgerFilter
from server.reports.kinds import KINDS, House
from server.reports.wanted import Wanted

TEAM, FINDINGS, PHOTOS = "DZ-07", 60, 300
PROVINCE, LEAVES = "370000000000", 151
WIDE, HIGH, GRAIN, QUALITY = 1600, 1200, 2, 88
PIECE = 1 << 16


def packs_of(folder: Path) -> dict[str, object]:
    """Fill one team's part of the demonstration and take its pack; times in s."""
    told(placed(folder), "demo")
    key, size = _fill(folder)
    with demonstrated(folder) as office:
        clerk = signed_in(office)
        address = f"{office.address}/c/{CAMPAIGN}/teams/{key}/pack.zip"
        with watching(office.pid) as memory:
            began = time.perf_counter()
            answer = cast("HTTPResponse", clerk.open(address))
            answer.read(1)
            first = time.perf_counter() - began
            sent = 1
            while piece := answer.read(PIECE):
                sent += len(piece)
            whole = time.perf_counter() - began
    return {
        "pack_photos_mb": round(size / 1e6),
        "pack_sent_mb": round(sent / 1e6),
        "pack_first_byte_s": round(first, 2),
        "pack_s": round(whole, 1),
        "pack_mb": memory.peak,
        "loose_leaf_s": _leaves(folder),
    }


def _leaves(folder: Path) -> float:
    """Write a leaf for each county of a province; tell how long it took."""
    app = create_app(config.read({"CHAFANG_DATA": str(folder)}))
    with app.app_context():
        with writing() as session:
            home = session.scalars(select(Campaign)).one()
            home.region_code = PROVINCE
            here = Region.level == "county"
            known = session.scalar(select(func.count()).where(here)) or 0
            session.add_all(_county(nth) for nth in range(LEAVES - known))
        session = reading()
        home = session.scalars(select(Campaign)).one()
        wanted = Wanted(session, SYSTEM, home, LedgerFilter(), now())
        house = House(app.extensions["store"], app.extensions["darkroom"])
        began = time.perf_counter()
        KINDS["leaves"].write(io.BytesIO(), wanted, house)
        return round(time.perf_counter() - began, 1)


def _county(nth: int) -> Region:
    code = f"37{20 + nth // 50}{nth % 50:02d}000000"
    return Region(code=code, name=f"第{nth}县", level="county", parent_code=None)


def _fill(folder: Path) -> tuple[str, int]:
    """Give a team its findings and photos; answer its key and the photos' bytes."""
    app = create_app(config.read({"CHAFANG_DATA": str(folder)}))
    try:
        with app.app_context(), writing() as session:
            team = session.scalars(select(Team).where(Team.code == TEAM)).one()
            found = _findings(session, team)
            return team.key, _photos(session, app.extensions["store"], found)
    finally:
        app.extensions["darkroom"].close()


def _findings(session: Session, team: Team) -> list[Finding]:
    models = session.scalars(
        select(Finding).where(
            Finding.team_id == team.id, Finding.finding_no.is_not(None)
        )
    ).all()
    names = [c.key for c in Finding.__table__.columns if c.key not in ("id", "key")]
    made = []
    for nth in range(FINDINGS - len(models)):
        model = models[nth % len(models)]
        copy = Finding(**{name: getattr(model, name) for name in names})
        copy.repeat_uuid = f"{copy.repeat_uuid} {nth}"
        copy.finding_no = f"{model.finding_no}-{nth}"
        made.append(copy)
    session.add_all(made)
    session.flush()
    events.begin(session.connection(), made, 1, made[0].accepted_at or now())
    return made


def _photos(session: Session, store: Store, found: list[Finding]) -> int:
    size = 0
    room = session.get_one(Campaign, found[0].campaign_id).room
    for nth in range(PHOTOS):
        finding = found[nth % len(found)]
        kept = store.put(room, io.BytesIO(_photo(nth)))
        size += kept.size
        photo = Attachment(
            campaign_id=finding.campaign_id,
            submission_id=finding.submission_id,
            name=f"bench-{nth}.jpg",
            sha256=kept.sha256,
            size=kept.size,
            mime="image/jpeg",
            named=True,
            received_at=now(),
            captured_at=now(),
            is_released=True,
        )
        session.add(photo)
        session.flush()
        session.add(FindingEvidence(finding_id=finding.id, attachment_id=photo.id))
    return size


def _photo(nth: int) -> bytes:
    """Take a photograph of grain, as large as one of a phone is after scaling."""
    wide, high = WIDE // GRAIN, HIGH // GRAIN
    grain = random.Random(nth).randbytes(wide * high)
    image = Image.frombytes("L", (wide, high), grain).point(
        [96 + n // 5 for n in range(256)]
    )
    out = io.BytesIO()
    image.resize((WIDE, HIGH)).convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
