"""Uploads in pieces: tus 1.0 with creation, checksum, termination, expiration."""

from __future__ import annotations

import re
from email.utils import format_datetime
from typing import BinaryIO, cast

from flask import Blueprint, Response, current_app, make_response, request

from media.checksum import Checksum
from media.errors import HashMismatch
from media.upload import Partial
from server.actions import flags, uploads
from server.actions.access import Actor
from server.actions.envelope import Arrived
from server.api import arrival
from server.api.arrival import Part
from server.api.asking import sender
from server.config import Settings
from server.db import reading, writing
from server.errors import BadInput
from server.models import Device, Upload
from sync import tus

LARGEST = 100_000_000
SHA256 = re.compile(r"[0-9a-f]{64}")

blueprint = Blueprint("uploads", __name__, url_prefix="/api/v1/uploads")


@blueprint.before_request
def version_agreed() -> Response | None:
    """Refuse another version of tus before anything else (412)."""
    if request.method == "OPTIONS":
        return None
    if request.headers.get("Tus-Resumable") == tus.VERSION:
        return None
    return _headed(make_response("", 412), **{"Tus-Version": tus.VERSION})


@blueprint.route("", methods=["OPTIONS"], provide_automatic_options=False)
def abilities() -> Response:
    """Say what this server can."""
    return _headed(
        make_response("", 204),
        **{
            "Tus-Version": tus.VERSION,
            "Tus-Extension": tus.EXTENSIONS,
            "Tus-Max-Size": str(LARGEST),
            "Tus-Checksum-Algorithm": tus.CHECKSUM_ALGORITHMS,
        },
    )


@blueprint.post("")
def create() -> Response:
    """Open an upload for a file of a submission; the first piece may come along."""
    actor, device = sender()
    announced, instance_id = _announced()
    settings: Settings = current_app.extensions["settings"]
    submission = uploads.submission_of(reading(), device, instance_id)
    with writing() as session:
        upload = uploads.begin(
            session, device, submission, announced, settings.upload_hours
        )
    _partial().begin(upload.key, upload.length)
    offset = _append(actor, device, upload, 0) if _brings_a_piece() else 0
    where = f"{settings.base_url}/api/v1/uploads/{upload.key}"
    return _standing(make_response("", 201), upload, offset, Location=where)


@blueprint.route("/<key>", methods=["HEAD"])
def stand(key: str) -> Response:
    """Say how many bytes are durably here; when all are, join them first.

    A server that died between the last byte and the rows left a whole upload
    that nobody will add to any more: whoever asks for it finishes it.
    """
    actor, device = sender()
    upload = uploads.find(reading(), device, key)
    length, offset = upload.length, _offset(upload)
    if upload.finished_at is None and offset == length:
        _finish(actor, device, upload)
    told = {"Upload-Length": str(length), "Cache-Control": "no-store"}
    return _standing(make_response("", 200), upload, offset, **told)


@blueprint.route("/<key>", methods=["PATCH", "POST"])
def extend(key: str) -> Response:
    """Add a piece; the last one proves the whole and joins it to its submission."""
    if request.method == "POST" and _override() != "PATCH":
        return _terminate(key)
    if request.mimetype != tus.CONTENT_TYPE:
        return _headed(make_response("", 415))
    actor, device = sender()
    upload = uploads.find(reading(), device, key)
    offset = _append(actor, device, upload, _whole("Upload-Offset"))
    return _standing(make_response("", 204), upload, offset)


@blueprint.delete("/<key>")
def terminate(key: str) -> Response:
    """Give an upload up."""
    return _terminate(key)


def _terminate(key: str) -> Response:
    if request.method == "POST" and _override() != "DELETE":
        raise BadInput
    _, device = sender()
    upload = uploads.find(reading(), device, key)
    _partial().discard(upload.key)
    with writing() as session:
        uploads.forget(session, upload)
    return _headed(make_response("", 204))


def _append(actor: Actor, device: Device, upload: Upload, offset: int) -> int:
    """Add the piece in hand and finish when it was the last."""
    if upload.finished_at is not None:
        return upload.length
    header = request.headers.get("Upload-Checksum")
    checksum = Checksum.parse(header) if header else None
    piece = cast("BinaryIO", request.stream)
    arrived = _partial().append(upload.key, offset, piece, checksum)
    if arrived == upload.length:
        _finish(actor, device, upload)
    return arrived


def _finish(actor: Actor, device: Device, upload: Upload) -> None:
    """Prove the whole, keep it, join it: bytes before rows."""
    try:
        with _partial().finish(upload.key) as whole:
            part = Part(upload.name, whole)
            kept = arrival.stored(arrival.room(device), part, upload.sha256)
    except HashMismatch as refused:
        _refuse(actor, upload, str(refused.values.get("actual", "")))
        raise
    with writing() as session:
        uploads.finish(session, actor, device, upload, kept)
    _partial().discard(upload.key)


def _refuse(actor: Actor, upload: Upload, actual: str) -> None:
    """Use nothing of what came, and let the office know that it did."""
    _partial().discard(upload.key)
    with writing() as session:
        flags.mismatch(session, actor, upload, actual)
        uploads.forget(session, upload)


def _announced() -> tuple[Arrived, str]:
    told = tus.parse_metadata(request.headers.get("Upload-Metadata", ""))
    length, sha256 = _whole("Upload-Length"), told.get("sha256", "")
    if length > LARGEST:
        raise BadInput("too_large")
    name = told.get("filename", "")
    if not SHA256.fullmatch(sha256) or not name or "\0" in name or length == 0:
        raise BadInput("bad_json", where="Upload-Metadata: instance, filename, sha256")
    return Arrived(name, sha256, length, ""), told.get("instance", "")


def _whole(header: str) -> int:
    text = request.headers.get(header, "")
    if not text.isascii() or not text.isdecimal() or len(text) > 12:
        raise BadInput("bad_json", where=header)
    return int(text)


def _brings_a_piece() -> bool:
    return request.mimetype == tus.CONTENT_TYPE and bool(request.content_length)


def _override() -> str:
    return request.headers.get("X-HTTP-Method-Override", "").upper()


def _offset(upload: Upload) -> int:
    if upload.finished_at is not None:
        return upload.length
    return _partial().offset(upload.key)


def _partial() -> Partial:
    return cast("Partial", current_app.extensions["partial"])


def _standing(
    answer: Response, upload: Upload, offset: int, **headers: str
) -> Response:
    expires = format_datetime(upload.expires_at, usegmt=True)
    told = {"Upload-Offset": str(offset), "Upload-Expires": expires, **headers}
    return _headed(answer, **told)


def _headed(answer: Response, **headers: str) -> Response:
    answer.headers["Tus-Resumable"] = tus.VERSION
    for name, value in headers.items():
        answer.headers[name] = value
    return answer
