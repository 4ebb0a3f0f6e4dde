"""OpenRosa's lists: formList, manifest, form and media (interop study §4.1)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, current_app, make_response, request
from werkzeug.wrappers import Response as Answer

from server.actions import offers
from server.actions.offers import Offer, OfferedFile
from server.api.asking import keyed
from server.api.files import sent
from server.api.versions import from_address, in_address, version_of
from server.config import Settings
from server.db import reading
from server.models import Device, Team
from sync import openrosa
from sync.openrosa import ListedForm, MediaFile

#: How many entities are told of in one answer.
MOST_IDS = 5_000

blueprint = Blueprint(
    "openrosa_forms", __name__, url_prefix="/v1/key/<token>/projects/<int:n>"
)


@blueprint.url_value_preprocessor
def number_means_nothing(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Drop the project's number; in our own links it is 1."""
    (values or {}).pop("n", None)


@blueprint.get("/formList")
def form_list(token: str) -> Response:
    """List the forms that this key's team should have; formID narrows it."""
    _, device = keyed(token)
    wanted = request.args.get("formID")
    listed = [
        _listed(offer, _base(token))
        for offer in offers.offers(reading(), _team(device))
        if wanted in (None, offer.form_id)
    ]
    return spoken(openrosa.form_list(listed))


@blueprint.get("/forms/<form_id>/<version>/manifest")
def manifest(token: str, form_id: str, version: str) -> Response:
    """List the files of a form."""
    _, device = keyed(token)
    base = _form_url(_base(token), form_id, version)
    files = [
        _media(file, base, _base(token))
        for offer in offers.offers(reading(), _team(device))
        if (offer.form_id, offer.version) == (form_id, from_address(version))
        for file in offer.files
    ]
    return spoken(openrosa.manifest(files))


@blueprint.get("/lists/<name>/integrity")
def integrity(token: str, name: str) -> Response:
    """Tell which entities of a list were deleted, of those that Collect asks for.

    What is another team's is left out, as what never was.
    """
    _, device = keyed(token)
    ids = list(dict.fromkeys(request.args.get("id", "").split(",")))[:MOST_IDS]
    found = offers.deleted(reading(), _team(device), name, ids)
    return spoken(openrosa.integrity(found))


@blueprint.get("/forms/<form_id>/<version>/form.xml")
def form(token: str, form_id: str, version: str) -> Answer:
    """Send a version's XForm, byte for byte what its hash is of."""
    _, device = keyed(token)
    found = version_of(device, form_id, version)
    return sent(found.xform, "application/xml; charset=utf-8")


@blueprint.get("/forms/<form_id>/<version>/media/<name>")
def media(token: str, form_id: str, version: str, name: str) -> Answer:
    """Send a file of a form."""
    _, device = keyed(token)
    found = version_of(device, form_id, version)
    return sent(offers.content(reading(), _team(device), found, name))


def _team(device: Device) -> Team:
    return reading().get_one(Team, device.team_id)


def _base(token: str) -> str:
    """Name our own address: as it is set, never as a header says."""
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.base_url}/v1/key/{quote(token, safe='')}/projects/1"


def _media(file: OfferedFile, base: str, home: str) -> MediaFile:
    name = quote(file.name, safe="")
    asked = f"{home}/lists/{name}/integrity" if file.is_entity_list else None
    return MediaFile(file.name, file.hash, f"{base}/media/{name}", asked)


def _form_url(base: str, form_id: str, version: str) -> str:
    return f"{base}/forms/{quote(form_id, safe='')}/{in_address(version)}"


def _listed(offer: Offer, base: str) -> ListedForm:
    url = _form_url(base, offer.form_id, offer.version)
    return ListedForm(
        form_id=offer.form_id,
        name=offer.title,
        version=offer.version,
        hash=offer.hash,
        download_url=f"{url}/form.xml",
        manifest_url=f"{url}/manifest" if offer.files else None,
    )


def spoken(document: bytes) -> Response:
    """Answer with a document of OpenRosa."""
    answer = make_response(document)
    answer.content_type = openrosa.CONTENT_TYPE
    answer.headers[openrosa.VERSION_HEADER] = openrosa.VERSION
    return answer
