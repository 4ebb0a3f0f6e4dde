"""Submissions that a team has sent in, for people at desks to decide on."""

from __future__ import annotations

from typing import Any

from tests.actors.paper import Filled
from tests.actors.photos import Photo
from tests.browser.house import House
from tests.browser.photos import Gallery

#: What every visit says of an office in a township.
VISIT = {
    "site_type": "town",
    "county": "371424000000",
    "town": "371424105000",
    "visit_mode": "unannounced",
    "inspectors": 2,
    "loc": "37.19 116.87 20 8",
    "staff_n": 40,
    "talk_n": 4,
    "unit_confirm": "absent",
}
APP = {
    "kind": "mini",
    "issuer_level": "county",
    "issuer_unit": "临邑县大数据局",
    "issuer_sector": "gov_office",
    "purpose": "patrol",
    "coerce": "none",
    "in_assess": "no",
    "freq": "daily",
    "minutes": 10,
    "dup_app": "no",
    "dup_entry": "no",
    "trace": "no",
    "task": "no",
    "commercial": "no",
}


def send_apps(
    house: House, gallery: Gallery, team: str, site: str, **where: Any
) -> Filled:
    """Send a visit with three apps that people are forced to use: A01 each."""
    device = house.device(house.office, team)
    rows = [forced_app(gallery, name) for name in ("临邑通", "爱山东", "村村享")]
    filled = device.fill("app_burden", site_name=site, app=rows, **{**VISIT, **where})
    device.push()
    house.await_jobs()
    return filled


def forced_app(gallery: Gallery, name: str) -> dict[str, Any]:
    shot = gallery.screen(name)
    photo = Photo(
        f"{name}.jpg",
        shot.read_bytes(),
        gps={"lat": 37.19, "lon": 116.87, "acc": 9, "age_s": 2},
        captured_at="2026-03-12T11:20:00+08:00",
    )
    return {**APP, "app_name": name, "forced": "install", "shot": (photo,)}


def accept_all(house: House, filled: Filled, team: str, unit: str) -> list[str]:
    """Bring every candidate of a submission into the ledger; give the numbers."""
    office = house.office
    leader = office.person(f"leader{team.removeprefix('DZ')}")
    reviewer = office.person("reviewer")
    for finding in office.findings(filled.instance_id):
        leader.confirm(finding)
    leader.submit(filled.instance_id)
    return [
        reviewer.accept(finding, office.unit(unit))
        for finding in office.findings(filled.instance_id)
    ]
