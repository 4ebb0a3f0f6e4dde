"""A phone with the field app: answers first, then each photo in pieces."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from forms.definition import FormDefinition
from forms.xform import read
from sync import tus
from sync.receipt import FileReceipt, Manifest, Receipt, equal
from tests.actors.paper import Filled, fill
from tests.actors.photos import Photo
from tests.actors.wire import Answer, Wire

HERE = timezone(timedelta(hours=8))
NOON = datetime(2026, 3, 12, 12, 0, tzinfo=HERE)
API = "/api/v1"
UPLOADS = f"{API}/uploads"


class Refused(Exception):
    """The office refused, by name."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status, answer.body[:300])
        self.answer = answer
        self.status = answer.status
        self.code = answer.json["code"] if answer.body else ""


class Device:
    """A phone, its outbox, and what it has been told."""

    def __init__(self, wire: Wire, language: str = "zh") -> None:
        self.wire = wire
        self.language = language
        self.token = ""
        self.about: dict[str, Any] = {}
        self.clock = NOON
        self.piece = 64 * 1024
        self.cursor: str | None = None
        self.outbox: dict[str, Filled] = {}
        self.delivered: dict[str, Filled] = {}
        self._open: dict[tuple[str, str], str] = {}
        self._forms: dict[str, FormDefinition] = {}

    # ------------------------------------------------------------ joins

    def enrol(self, code: str, label: str = "test phone") -> Device:
        told = {"code": code, "label": label, "platform": "tests"}
        self.about = self._told(self.post("/enrolments", told), 201)
        self.token = self.about["token"]
        return self

    def forms(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self._told(self.get("/forms"))["forms"]
        return listed

    def download(self, form_id: str) -> FormDefinition:
        """Get a form and keep it."""
        offer = next(each for each in self.forms() if each["form_id"] == form_id)
        answer = self.wire.send("GET", offer["url"], self._headers())
        self._allowed(answer, 200)
        self._forms[form_id] = read(answer.body)
        return self._forms[form_id]

    def rows(self, form_id: str, file: str) -> list[dict[str, str]]:
        """Read a list that comes along with a form."""
        offer = next(each for each in self.forms() if each["form_id"] == form_id)
        media = next(each for each in offer["media"] if each["name"] == file)
        answer = self.wire.send("GET", media["url"], self._headers())
        self._allowed(answer, 200)
        return list(csv.DictReader(io.StringIO(answer.body.decode())))

    # ------------------------------------------------------------ fills

    def fill(self, form_id: str, replaces: str | None = None, **answers: Any) -> Filled:
        """Finish a form and put it into the outbox."""
        definition = self._forms.get(form_id) or self.download(form_id)
        filled = fill(definition, answers, self.clock, replaces)
        self.outbox[filled.instance_id] = filled
        return filled

    def correct(self, filled: Filled, **answers: Any) -> Filled:
        """Change answers that were sent: a new submission in place of the old."""
        return self.fill(
            filled.form_id, filled.instance_id, **{**filled.answers, **answers}
        )

    # ------------------------------------------------------------ sends

    def push(self, losing: Collection[str] = ()) -> list[Receipt]:
        """Send all that waits; what is named in `losing` stays behind.

        An entry leaves the outbox only on a receipt that lists all it holds.
        """
        return [self._push(filled, losing) for filled in [*self.outbox.values()]]

    def send_answers(self, filled: Filled) -> Answer:
        return self.post("/submissions", self.envelope(filled))

    def send_file(self, filled: Filled, photo: Photo) -> None:
        """Send one photo, carrying on where it was cut."""
        where = self._open.get((filled.instance_id, photo.name))
        offset = self._stands(where) if where else None
        if where is None or offset is None:
            where, offset = self.create_upload(filled.instance_id, photo), 0
            self._open[filled.instance_id, photo.name] = where
        for start in range(offset, photo.size, self.piece):
            self.send_piece(where, start, photo.content[start : start + self.piece])
        del self._open[filled.instance_id, photo.name]

    def create_upload(self, instance_id: str, photo: Photo) -> str:
        metadata = {
            "instance": instance_id,
            "filename": photo.name,
            "sha256": photo.sha256,
        }
        headers = {
            "Upload-Length": str(photo.size),
            "Upload-Metadata": tus.write_metadata(metadata),
        }
        answer = self.tus("POST", UPLOADS, headers)
        self._allowed(answer, 201)
        return answer.headers["Location"]

    def send_piece(self, where: str, offset: int, piece: bytes) -> None:
        digest = base64.b64encode(hashlib.sha1(piece).digest()).decode()
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha1 {digest}",
            "Content-Type": tus.CONTENT_TYPE,
        }
        self._allowed(self.tus("PATCH", where, headers, piece), 204)

    def tus(
        self,
        method: str,
        where: str,
        told: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        headers = {**self._headers(), "Tus-Resumable": tus.VERSION, **(told or {})}
        return self.wire.send(method, where, headers, body)

    def envelope(self, filled: Filled) -> dict[str, Any]:
        """Write the answers and the manifest as the wire wants them."""
        return {
            "xml": filled.xml.decode(),
            "device_time": self.clock.isoformat(),
            "files": [_announced(photo) for photo in filled.files],
        }

    # ------------------------------------------------------------ learns

    def receipt(self, filled: Filled) -> Receipt:
        answer = self.get(f"/submissions/{filled.instance_id}/receipt")
        return Receipt.from_json(self._told(answer))

    def pull(self) -> dict[str, Any]:
        """Ask what happened since the last time."""
        query = f"?cursor={self.cursor}" if self.cursor else ""
        changes: dict[str, Any] = self._told(self.get(f"/changes{query}"))
        self.cursor = changes["cursor"]
        return changes

    def visits(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self._told(self.get("/visits"))["visits"]
        return listed

    # ------------------------------------------------------------ how

    def get(self, path: str) -> Answer:
        return self.wire.send("GET", API + path, self._headers())

    def post(self, path: str, told: Any) -> Answer:
        headers = {**self._headers(), "Content-Type": "application/json"}
        return self.wire.send("POST", API + path, headers, as_json(told))

    def put(self, path: str, told: Any) -> Answer:
        headers = {**self._headers(), "Content-Type": "application/json"}
        return self.wire.send("PUT", API + path, headers, as_json(told))

    def _push(self, filled: Filled, losing: Collection[str]) -> Receipt:
        self._allowed(self.send_answers(filled), 200, 201)
        stored = {file.name for file in self.receipt(filled).files}
        for photo in filled.files:
            if photo.name not in stored and photo.name not in losing:
                self.send_file(filled, photo)
        receipt = self.receipt(filled)
        if equal(manifest(filled), receipt):
            self.delivered[filled.instance_id] = self.outbox.pop(filled.instance_id)
        return receipt

    def _stands(self, where: str) -> int | None:
        answer = self.tus("HEAD", where)
        return int(answer.headers["Upload-Offset"]) if answer.status == 200 else None

    def _told(self, answer: Answer, *wanted: int) -> Any:
        self._allowed(answer, *(wanted or (200,)))
        return answer.json

    def _allowed(self, answer: Answer, *wanted: int) -> None:
        if answer.status not in wanted:
            raise Refused(answer)

    def _headers(self) -> dict[str, str]:
        headers = {"Accept-Language": self.language}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return headers


def as_json(told: Any) -> bytes:
    return told if isinstance(told, bytes) else json.dumps(told).encode()


def manifest(filled: Filled) -> Manifest:
    """List what the phone holds."""
    return Manifest(
        filled.instance_id,
        hashlib.sha256(filled.xml).hexdigest(),
        tuple(FileReceipt(p.name, p.sha256, p.size) for p in filled.files),
    )


def _announced(photo: Photo) -> dict[str, Any]:
    return {
        "name": photo.name,
        "sha256": photo.sha256,
        "size": photo.size,
        "mime": photo.mime,
        "source": photo.source,
        "gps": photo.gps,
        "captured_at": photo.captured_at,
    }
