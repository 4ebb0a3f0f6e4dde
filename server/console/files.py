"""Files that leave through the console: written aside, then handed out."""

from __future__ import annotations

import hashlib
import tempfile
from typing import BinaryIO, cast

from flask import Response, request, send_file

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
IN_MEMORY = 4 * 1024 * 1024
PART = 1024 * 1024


def room() -> BinaryIO:
    """Make room for an export: in memory, on disk once it grows long."""
    made = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - sent, then closed
    return cast("BinaryIO", made)


def sha256(out: BinaryIO) -> str:
    """Give the fingerprint of what was written."""
    out.seek(0)
    digest = hashlib.sha256()
    for part in iter(lambda: out.read(PART), b""):
        digest.update(part)
    return digest.hexdigest()


def handed(out: BinaryIO, name: str) -> Response:
    """Hand out what was written, under a name that may be Chinese."""
    out.seek(0)
    kind = KINDS[name.rpartition(".")[2]]
    return send_file(out, mimetype=kind, as_attachment=True, download_name=name)


def uploaded() -> tuple[str, bytes, dict[str, bytes]]:
    """Read one workbook with its name, and the lists that came along by theirs."""
    sent = request.files.get("workbook")
    lists = request.files.getlist("lists")
    files = {one.filename: one.read() for one in lists if one.filename}
    name = sent.filename if sent and sent.filename else ""
    return name, sent.read() if sent else b"", files
