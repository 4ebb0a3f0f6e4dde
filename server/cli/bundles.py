"""`chafang import bundle`: a phone's unsent work out of the file it saved."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask
from sqlalchemy.orm import Session

from server.actions import bundles
from server.actions.access import SYSTEM
from server.actions.bundles import Bundle, Outcome, What
from server.cli import place
from server.cli.place import office
from server.cli.told import REFUSED, Told, command
from server.db import reading, writing
from server.errors import BadInput, Incomplete
from server.models import Campaign, Device

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SAID = {
    What.NEW: "收下",
    What.KNOWN: "已有",
    What.PHOTOS: "补了照片",
    What.RIVAL: "与已有的不同，两份都保留",
    What.DRAFT_KEPT: "草稿，另存",
    What.DRAFT_KNOWN: "草稿，已有",
    What.REFUSED: "未收下",
}


def hang(group: click.Group) -> None:
    """Add the command beside the other imports."""

    @command(group, "bundle")
    @click.argument("file", type=FILE)
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--team", help="Whose work it is, when nobody knows the phone.")
    @click.option("--dry-run", is_flag=True, help="Only say what would happen.")
    def bring(
        file: Path,
        code: str | None,
        team: str | None,
        dry_run: bool,  # noqa: FBT001
    ) -> Told:
        """Bring in a phone's unsent work; a second time changes nothing."""
        with (
            office() as app,
            file.open("rb") as sealed,
            bundles.opened(app.extensions["sealing"], sealed) as bundle,
        ):
            known = _maker(reading(), bundle, code)
            if dry_run:
                told = bundles.foresee(reading(), known, bundle)
                return _said(bundle, told, "试运行；未作任何更改。")
            device = known or _stand_in(bundle, code, team)
            return _said(bundle, _brought(app, device, bundle), "已导入。")


def _maker(session: Session, bundle: Bundle, code: str | None) -> Device | None:
    device = bundles.maker(session, bundle)
    if device is None or code is None:
        return device
    home = session.get_one(Campaign, device.campaign_id)
    if home.code != code:
        raise BadInput("bundle_elsewhere", named=home.code)
    return device


def _stand_in(bundle: Bundle, code: str | None, team: str | None) -> Device:
    if team is None:
        raise Incomplete("bundle_of_nobody")
    with writing() as session:
        own = place.team(session, place.campaign(session, code), team)
        made = bundles.stand_in(session, SYSTEM, own, bundle.device_label).id
    return reading().get_one(Device, made)


def _brought(app: Flask, device: Device, bundle: Bundle) -> list[Outcome]:
    into = bundles.Office(app.extensions["store"], SYSTEM, writing)
    return bundles.bring(into, reading(), device, bundle)


def _said(bundle: Bundle, outcomes: list[Outcome], end: str) -> Told:
    forms = [
        {
            "instance_id": one.instance_id,
            "title": one.title,
            "photos": one.photos,
            "what": one.what.value,
            "reason": one.reason,
        }
        for one in outcomes
    ]
    facts = {"made_at": bundle.made_at.isoformat(), "forms": forms}
    lines = [
        f"{SAID[one.what]}  {one.title}  照片 {one.photos}  {one.reason}".rstrip()
        for one in outcomes
    ]
    refused = any(one.what is What.REFUSED for one in outcomes)
    return Told(facts, [*lines, end], REFUSED if refused else 0)
