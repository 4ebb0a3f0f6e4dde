"""The inside of a bundle: a ZIP whose manifest names each part by its hash."""

from __future__ import annotations

import hashlib
import hmac
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.errors import BadInput
from server.models import Device
from server.sealing import BundleDamaged, BundleNotOurs, Opener, open_bundle

#: As much of the manifest as is read: some thousand forms.
LONGEST = 64 * 1024 * 1024
#: So much of what is opened stays in memory; the rest lies in a nameless file.
IN_MEMORY = 8 * 1024 * 1024
CHUNK = 1024 * 1024
SHA256 = validate.Regexp(r"^[0-9a-f]{64}$")
PATH = validate.Regexp(r"^(submissions|drafts)/[0-9]+(/files/[0-9]+)?$")


class _Part(Schema):
    class Meta:
        unknown = EXCLUDE


class _File(_Part):
    path = fields.String(required=True, validate=PATH)
    name = fields.String(required=True, validate=validate.Length(1, 300))
    sha256 = fields.String(required=True, validate=SHA256)
    size = fields.Integer(required=True, validate=validate.Range(1))
    mime = fields.String(load_default="", validate=validate.Length(max=80))
    captured_at = fields.AwareDateTime(load_default=None, allow_none=True)
    source = fields.String(load_default="unknown", validate=validate.Length(max=20))
    gps = fields.Dict(load_default=None, allow_none=True)


class _Sheet(_Part):
    folder = fields.String(required=True, validate=PATH)
    instance_id = fields.String(required=True, validate=validate.Length(1, 200))
    title = fields.String(load_default="")
    xml_sha256 = fields.String(required=True, validate=SHA256)
    device_time = fields.AwareDateTime(load_default=None, allow_none=True)
    form_id = fields.String(load_default="", validate=validate.Length(max=64))
    saved_at = fields.AwareDateTime(load_default=None, allow_none=True)
    aside = fields.Dict(load_default={})
    files = fields.List(fields.Nested(_File), load_default=[])


class _Maker(_Part):
    id = fields.String(load_default="")
    label = fields.String(load_default="")


class _Manifest(_Part):
    version = fields.Integer(required=True, validate=validate.Equal(1))
    made_at = fields.AwareDateTime(required=True)
    device = fields.Nested(_Maker, required=True)
    submissions = fields.List(fields.Nested(_Sheet), required=True)
    drafts = fields.List(fields.Nested(_Sheet), required=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form in a bundle, finished or a draft."""

    told: dict[str, Any]
    is_draft: bool

    @property
    def instance_id(self) -> str:
        """Name the form."""
        return str(self.told["instance_id"])

    @property
    def title(self) -> str:
        """Say what the inspector would call it."""
        return str(self.told["title"])[:200]

    @property
    def files(self) -> list[dict[str, Any]]:
        """List its photographs."""
        found: list[dict[str, Any]] = self.told["files"]
        return found


@dataclass(frozen=True, slots=True)
class Bundle:
    """An opened bundle whose every part is what its manifest says."""

    archive: zipfile.ZipFile
    device_key: str
    device_label: str
    made_at: datetime
    sheets: tuple[Sheet, ...]
    manifest: bytes
    proof: str

    def xml(self, sheet: Sheet) -> bytes:
        """Read the answers of a form."""
        return self.archive.read(f"{sheet.told['folder']}/answers.xml")

    def open(self, path: str) -> IO[bytes]:
        """Open a photograph."""
        return self.archive.open(path)


@contextmanager
def opened(opener: Opener, sealed: IO[bytes]) -> Iterator[Bundle]:
    """Open a bundle and check all of it; raises BadInput, and then nothing is taken."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as plain:
        try:
            open_bundle(opener, sealed, plain)
        except BundleNotOurs as error:
            raise BadInput("bundle_not_ours") from error
        except BundleDamaged as error:
            raise BadInput("bundle_damaged") from error
        plain.seek(0)
        yield _read(plain)


def maker(session: Session, bundle: Bundle) -> Device | None:
    """Find the phone that made a bundle, if it is one of ours and proves it."""
    device = session.scalar(select(Device).where(Device.key == bundle.device_key))
    if device is None:
        return None
    mark = hmac.new(device.token_hash.encode(), bundle.manifest, "sha256").hexdigest()
    return device if hmac.compare_digest(mark, bundle.proof) else None


def _read(plain: IO[bytes]) -> Bundle:
    try:
        archive = zipfile.ZipFile(plain)
        manifest = _small(archive, "manifest.json")
        told: dict[str, Any] = _Manifest().load(json.loads(manifest))
        sheets = (
            *(Sheet(one, is_draft=False) for one in told["submissions"]),
            *(Sheet(one, is_draft=True) for one in told["drafts"]),
        )
        for path, sha256 in _named(sheets):
            _check(archive, path, sha256)
        proof = _small(archive, "proof") if "proof" in archive.namelist() else b""
    except (ValidationError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise BadInput("bundle_damaged") from error
    return Bundle(
        archive=archive,
        device_key=told["device"]["id"],
        device_label=told["device"]["label"],
        made_at=told["made_at"],
        sheets=sheets,
        manifest=manifest,
        proof=proof.decode("ascii", "replace"),
    )


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LONGEST:
        raise ValueError(name)
    return archive.read(name)


def _named(sheets: tuple[Sheet, ...]) -> Iterator[tuple[str, str]]:
    for sheet in sheets:
        yield f"{sheet.told['folder']}/answers.xml", sheet.told["xml_sha256"]
        for file in sheet.files:
            yield file["path"], file["sha256"]


def _check(archive: zipfile.ZipFile, path: str, sha256: str) -> None:
    hashed = hashlib.sha256()
    with archive.open(path) as part:
        while chunk := part.read(CHUNK):
            hashed.update(chunk)
    if hashed.hexdigest() != sha256:
        raise ValueError(path)
