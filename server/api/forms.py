"""Forms for the field app: what to have, and the bytes of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Response, jsonify
from flask_smorest import Blueprint
from werkzeug.wrappers import Response as Answer

from server.actions import offers
from server.actions.offers import Offer
from server.api.asking import bearer
from server.api.files import sent
from server.api.versions import in_address, version_of
from server.db import reading
from server.models import Device, Team

blueprint = Blueprint(
    "forms", __name__, url_prefix="/api/v1/forms", description="Forms for the phone"
)


@blueprint.get("")
@blueprint.response(200)
def forms() -> Response:
    """List the forms that this phone should have, with hashes; and those that ended."""
    _, device = bearer()
    listed = offers.offers(reading(), _team(device))
    ended = offers.ended(reading(), device.campaign_id)
    return jsonify(forms=[_offer(offer) for offer in listed], closed=list(ended))


@blueprint.get("/<form_id>/<version>.xml")
@blueprint.response(200)
def form(form_id: str, version: str) -> Answer:
    """Send a version's XForm; 304 to who has it."""
    _, device = bearer()
    found = version_of(device, form_id, version)
    return sent(found.xform, "application/xml; charset=utf-8")


@blueprint.get("/<form_id>/<version>/media/<name>")
@blueprint.response(200)
def media(form_id: str, version: str, name: str) -> Answer:
    """Send a file that a form needs, as this team should have it."""
    _, device = bearer()
    found = version_of(device, form_id, version)
    return sent(offers.content(reading(), _team(device), found, name))


def _team(device: Device) -> Team:
    return reading().get_one(Team, device.team_id)


def _offer(offer: Offer) -> dict[str, Any]:
    form_id, version = quote(offer.form_id, safe=""), in_address(offer.version)
    base = f"/api/v1/forms/{form_id}/{version}"
    return {
        "form_id": offer.form_id,
        "version": offer.version,
        "title": offer.title,
        "hash": offer.hash,
        "url": f"{base}.xml",
        "media": [
            {
                "name": file.name,
                "hash": file.hash,
                "url": f"{base}/media/{quote(file.name, safe='')}",
            }
            for file in offer.files
        ],
    }
