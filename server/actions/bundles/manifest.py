"""The inside of a bundle: a ZIP whose manifest names each part by its hash."""

from __future__ import annotations

import hashlib
import hmac
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from marshmallow import ValidationError, fields, validate
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions.shapes import SHA256, AnnouncedShape, Shape, Words, plain
from server.errors import BadInput
from server.models import Device
from server.sealing import BundleDamaged, BundleNotOurs, Opener, open_bundle

#: As much of the manifest as is read: some thousand forms.
LONGEST = 64 * 1024 * 1024
#: So much of what is opened stays in memory; the rest lies in a nameless file.
IN_MEMORY = 8 * 1024 * 1024
CHUNK = 1024 * 1024
#: As much as a phone may send at once: of answers, of a photo, of a bundle.
LONGEST_XML = 8 * 1024 * 1024
LARGEST_FILE = 100_000_000
LARGEST = 1024 * 1024 * 1024
#: What reading a ZIP raises for parts that are spoilt, locked or packed in odd ways.
SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
PATH = validate.Regexp(r"^(submissions|drafts)/[0-9]+(/files/[0-9]+)?$")


def _all_plain(told: Any) -> None:
    """Refuse text that nothing can keep, however deep it lies."""
    for found in _texts(told):
        plain(found)


def _texts(told: Any) -> Iterator[str]:
    inside: list[Any] = [told]
    while inside:
        one = inside.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            inside += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            inside += one


class _File(AnnouncedShape):
    path = fields.String(required=True, validate=PATH)


class _Sheet(Shape):
    folder = fields.String(required=True, validate=PATH)
    instance_id = fields.String(
        required=True, validate=[validate.Length(1, 200), plain]
    )
    title = Words(load_default="")
    xml_sha256 = fields.String(required=True, validate=SHA256)
    device_time = fields.AwareDateTime(load_default=None, allow_none=True)
    form_id = fields.String(load_default="", validate=[validate.Length(max=200), plain])
    saved_at = fields.AwareDateTime(load_default=None, allow_none=True)
    aside = fields.Dict(load_default={}, validate=_all_plain)
    files = fields.List(fields.Nested(_File), load_default=[])


class _Maker(Shape):
    id = fields.String(load_default="", validate=plain)
    label = Words(load_default="")


class _Manifest(Shape):
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
    proof: bytes

    def xml(self, sheet: Sheet) -> bytes:
        """Read the answers of a form."""
        return self.archive.read(f"{sheet.told['folder']}/answers.xml")

    def open(self, path: str) -> IO[bytes]:
        """Open a photograph."""
        return self.archive.open(path)


@dataclass(frozen=True, slots=True)
class _Named:
    """A part as the manifest names it; of answers it tells no size."""

    path: str
    sha256: str
    size: int | None = None

    def measured(self, archive: zipfile.ZipFile) -> int:
        """Tell its size; raises ValueError when it is too large or not as told."""
        size = archive.getinfo(self.path).file_size
        most = LONGEST_XML if self.size is None else LARGEST_FILE
        if size > most or self.size not in (None, size):
            raise ValueError(self.path)
        return size


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
        came = plain.tell()
        plain.seek(0)
        yield _read(plain, came)


def maker(session: Session, bundle: Bundle) -> Device | None:
    """Find the phone that made a bundle, if it is one of ours and proves it."""
    device = session.scalar(select(Device).where(Device.key == bundle.device_key))
    if device is None:
        return None
    mark = hmac.new(device.token_hash.encode(), bundle.manifest, "sha256").hexdigest()
    return device if hmac.compare_digest(mark.encode(), bundle.proof) else None


def _read(plain: IO[bytes], came: int) -> Bundle:
    try:
        archive = zipfile.ZipFile(plain)
        manifest = _small(archive, "manifest.json")
        told: dict[str, Any] = _Manifest().load(json.loads(manifest))
        sheets = (
            *(Sheet(one, is_draft=False) for one in told["submissions"]),
            *(Sheet(one, is_draft=True) for one in told["drafts"]),
        )
        parts = list(_named(sheets))
        _measure(archive, parts, came)
        for part in parts:
            _check(archive, part)
        proof = _small(archive, "proof") if "proof" in archive.namelist() else b""
    except (ValidationError, ValueError, KeyError, *SPOILT) as error:
        raise BadInput("bundle_damaged") from error
    return Bundle(
        archive=archive,
        device_key=told["device"]["id"],
        device_label=told["device"]["label"],
        made_at=told["made_at"],
        sheets=sheets,
        manifest=manifest,
        proof=proof,
    )


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LONGEST:
        raise ValueError(name)
    return archive.read(name)


def _named(sheets: tuple[Sheet, ...]) -> Iterator[_Named]:
    for sheet in sheets:
        yield _Named(f"{sheet.told['folder']}/answers.xml", sheet.told["xml_sha256"])
        for file in sheet.files:
            yield _Named(file["path"], file["sha256"], file["size"])


def _measure(archive: zipfile.ZipFile, parts: list[_Named], came: int) -> None:
    """Look at what the parts would take before any is unpacked; raises ValueError."""
    if len({part.path for part in parts}) < len(parts):
        raise ValueError("named twice")
    sizes = [part.measured(archive) for part in parts]
    if sum(sizes) > 2 * max(LARGEST, came):
        raise ValueError("too much")


def _check(archive: zipfile.ZipFile, named: _Named) -> None:
    hashed = hashlib.sha256()
    with archive.open(named.path) as part:
        while chunk := part.read(CHUNK):
            hashed.update(chunk)
    if hashed.hexdigest() != named.sha256:
        raise ValueError(named.path)
