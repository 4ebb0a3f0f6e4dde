"""ODK Collect as it behaves: lists, downloads, sends in several requests."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from forms.definition import FormDefinition
from forms.xform import read
from tests.actors.device import NOON
from tests.actors.paper import Filled, fill
from tests.actors.photos import Photo
from tests.actors.wire import Answer, Wire

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
#: Collect's clock face has twelve hours, so the date it sends is often wrong.
HEADERS = {
    "X-OpenRosa-Version": "1.0",
    "User-Agent": "org.odk.collect.android/v2026.1 Dalvik/2.1",
    "Date": "Thu, 12 Mar 2020 01:00:00 GMT",
}
DEVICE = "deviceID=collect%3Atests"


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the form list."""

    form_id: str
    name: str
    version: str
    hash: str
    download_url: str
    manifest_url: str | None


@dataclass(frozen=True, slots=True)
class Media:
    """An entry of a manifest."""

    name: str
    hash: str
    download_url: str
    type: str | None = None
    integrity_url: str | None = None


class Collect:
    """A phone with ODK Collect, set up with a key."""

    def __init__(self, wire: Wire, key: str, project: int = 1) -> None:
        self.wire = wire
        self.base = f"/v1/key/{key}/projects/{project}"
        self.clock = NOON

    # ------------------------------------------------------------ downloads

    def form_list(self, form_id: str | None = None) -> list[Listed]:
        narrowed = f"&formID={form_id}" if form_id else ""
        answer = self.get(f"{self.base}/formList?{DEVICE}{narrowed}")
        assert "text/xml" in answer.headers["Content-Type"], answer.text
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        return [_listed(entry) for entry in ET.fromstring(answer.body)]

    def download(self, form_id: str) -> FormDefinition:
        entry = next(each for each in self.form_list() if each.form_id == form_id)
        return read(self.get(f"{entry.download_url}?{DEVICE}").body)

    def manifest(self, entry: Listed) -> list[Media]:
        answer = self.get(f"{entry.manifest_url}?{DEVICE}")
        assert "text/xml" in answer.headers["Content-Type"], answer.text
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        return [_media(each) for each in ET.fromstring(answer.body)]

    # ------------------------------------------------------------ sends

    def fill(self, form_id: str, replaces: str | None = None, **answers: Any) -> Filled:
        return fill(self.download(form_id), answers, self.clock, replaces)

    def head(self) -> Answer:
        url = f"{self.base}/submission?{DEVICE}"
        return self.wire.send("HEAD", url, HEADERS)

    def send(
        self, filled: Filled, files: Sequence[Photo] | None = None, more: bool = False
    ) -> Answer:
        """Post the answers with these files (all, if none are named)."""
        chosen = filled.files if files is None else files
        return self.post(filled.xml, chosen, more=more)

    def send_in_parts(self, filled: Filled, size: int) -> list[Answer]:
        """Send everything in requests of so many files, as Collect splits them."""
        groups = [
            filled.files[start : start + size]
            for start in range(0, len(filled.files), size)
        ]
        return [
            self.send(filled, group, more=group is not groups[-1]) for group in groups
        ]

    def post(
        self,
        xml: bytes | None,
        files: Sequence[Photo] = (),
        *,
        more: bool = False,
        headers: Mapping[str, str] = HEADERS,
    ) -> Answer:
        body, kind = multipart(xml, files, more=more)
        url = f"{self.base}/submission?{DEVICE}"
        return self.wire.send("POST", url, {**headers, "Content-Type": kind}, body)

    def get(self, url: str) -> Answer:
        return self.wire.send("GET", url, HEADERS)


def message(answer: Answer) -> str:
    """Read what the inspector is shown."""
    said = ET.fromstring(answer.body)
    assert said.tag == f"{RESPONSE}OpenRosaResponse"
    return said.findtext(f"{RESPONSE}message", "")


def multipart(
    xml: bytes | None, files: Sequence[Photo], *, more: bool = False
) -> tuple[bytes, str]:
    """Write a request's body as Collect does: file names in plain UTF-8."""
    boundary = uuid.uuid4().hex
    parts: list[tuple[str, str | None, bytes, str]] = []
    if xml is not None:
        parts.append(("xml_submission_file", "submission.xml", xml, "text/xml"))
    parts += [(each.name, each.name, each.content, each.mime) for each in files]
    if more:
        parts.append(("*isIncomplete*", None, b"yes", "text/plain"))
    body = b"".join(
        _part(boundary, name, file_name, content, kind)
        for name, file_name, content, kind in parts
    )
    return (
        body + f"--{boundary}--\r\n".encode(),
        f"multipart/form-data; boundary={boundary}",
    )


def _part(
    boundary: str, name: str, file_name: str | None, content: bytes, kind: str
) -> bytes:
    named = f'; filename="{_quoted(file_name)}"' if file_name is not None else ""
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="{_quoted(name)}"{named}\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n"


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def _listed(entry: ET.Element) -> Listed:
    return Listed(
        form_id=entry.findtext(f"{LIST}formID", ""),
        name=entry.findtext(f"{LIST}name", ""),
        version=entry.findtext(f"{LIST}version", ""),
        hash=entry.findtext(f"{LIST}hash", ""),
        download_url=entry.findtext(f"{LIST}downloadUrl", ""),
        manifest_url=entry.findtext(f"{LIST}manifestUrl"),
    )


def _media(entry: ET.Element) -> Media:
    return Media(
        entry.findtext(f"{MANIFEST}filename", ""),
        entry.findtext(f"{MANIFEST}hash", ""),
        entry.findtext(f"{MANIFEST}downloadUrl", ""),
        entry.get("type"),
        entry.findtext(f"{MANIFEST}integrityUrl"),
    )
