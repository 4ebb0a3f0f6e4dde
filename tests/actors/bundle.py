"""The file that a phone saves: made here as the field app makes it."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import zipfile
from typing import Any

from server.sealing import seal_bundle
from tests.actors.device import Device
from tests.actors.paper import Filled

MADE = "2026-03-12T13:00:00+08:00"


def bundled(
    phone: Device,
    submissions: list[Filled],
    drafts: list[Filled] | None = None,
    /,
    mark: str = "",
    about: dict[str, Any] | None = None,
    of_form: dict[str, Any] | None = None,
    packing: int = zipfile.ZIP_STORED,
    **other: Any,
) -> bytes:
    """Save these forms of a phone to a sealed file; ``other`` changes the manifest.

    A ``mark`` takes the place of the phone's own proof; ``about`` and ``of_form``
    change what is told of each photo and of each form.
    """
    office = phone._told(phone.get("/protection"))["office_key"]
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", packing) as archive:
        manifest = json.dumps(
            {
                "version": 1,
                "made_at": MADE,
                "device": {"id": phone.about["device_id"], "label": "小王的手机"},
                "submissions": [
                    _sheet(archive, f"submissions/{n}", filled, about) | (of_form or {})
                    for n, filled in enumerate(submissions)
                ],
                "drafts": [
                    _sheet(archive, f"drafts/{n}", filled, about) | (of_form or {})
                    for n, filled in enumerate(drafts or [])
                ],
                **other,
            }
        )
        archive.writestr("manifest.json", manifest)
        secret = hashlib.sha256(phone.token.encode()).hexdigest().encode()
        proof = hmac.new(secret, manifest.encode(), "sha256").hexdigest()
        archive.writestr("proof", mark or proof)
    sealed = io.BytesIO()
    plain.seek(0)
    seal_bundle(office, plain, sealed)
    return sealed.getvalue()


def _sheet(
    archive: zipfile.ZipFile,
    folder: str,
    filled: Filled,
    about: dict[str, Any] | None,
) -> dict[str, Any]:
    archive.writestr(f"{folder}/answers.xml", filled.xml)
    files = []
    for number, photo in enumerate(filled.files):
        path = f"{folder}/files/{number}"
        archive.writestr(path, photo.content)
        files.append(
            {
                "path": path,
                "name": photo.name,
                "sha256": hashlib.sha256(photo.content).hexdigest(),
                "size": len(photo.content),
                "mime": "image/jpeg",
                **(about or {}),
            }
        )
    return {
        "folder": folder,
        "instance_id": filled.instance_id,
        "title": "孟寺镇便民服务中心",
        "xml_sha256": hashlib.sha256(filled.xml).hexdigest(),
        "device_time": MADE,
        "saved_at": MADE,
        "form_id": "note",
        "files": files,
    }
