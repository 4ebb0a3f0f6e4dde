"""OpenRosa's three documents, as ODK Collect reads them.

Collect drops the whole list when one entry lacks its id, name or address, and
takes a form for changed when the hash is not the MD5 of the bytes it downloads.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

CONTENT_TYPE = "text/xml; charset=utf-8"
VERSION_HEADER = "X-OpenRosa-Version"
VERSION = "1.0"
LENGTH_HEADER = "X-OpenRosa-Accept-Content-Length"
XML_PART = "xml_submission_file"

Nature = Literal["submit_success", "error", ""]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form as the list shows it; no manifest address when it has no files."""

    form_id: str
    name: str
    version: str
    hash: str
    download_url: str
    manifest_url: str | None = None


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that belongs to a form; its name is a base name.

    A list of entities says where to ask which of them are gone.
    """

    name: str
    hash: str
    download_url: str
    integrity_url: str | None = None


def md5_hash(served: bytes) -> str:
    """Return the hash OpenRosa wants: of exactly the bytes that are served."""
    return f"md5:{hashlib.md5(served, usedforsecurity=False).hexdigest()}"


def form_list(forms: Iterable[ListedForm]) -> bytes:
    """Write the answer to GET formList."""
    entries = "".join(map(_form, forms))
    namespace = "http://openrosa.org/xforms/xformsList"
    return _document(f'<xforms xmlns="{namespace}">{entries}</xforms>')


def manifest(files: Iterable[MediaFile]) -> bytes:
    """Write the answer to GET manifest: only files that are really there."""
    entries = "".join(map(_file, files))
    namespace = "http://openrosa.org/xforms/xformsManifest"
    return _document(f'<manifest xmlns="{namespace}">{entries}</manifest>')


def integrity(deleted: Mapping[str, bool]) -> bytes:
    """Write the answer to GET integrity: which entities were deleted."""
    entries = "".join(
        f"<entity id={quoteattr(_NOT_XML.sub('', name))}>"
        f"{_element('deleted', str(gone).lower())}</entity>"
        for name, gone in deleted.items()
    )
    return _document(f"<data><entities>{entries}</entities></data>")


def response(message: str, nature: Nature = "", items: int = 0) -> bytes:
    """Write the answer to a submission; Collect shows its message to people."""
    namespace = "http://openrosa.org/http/response"
    return _document(
        f'<OpenRosaResponse xmlns="{namespace}" items="{items}">'
        f"<message nature={quoteattr(nature)}>{_text(message)}</message>"
        "</OpenRosaResponse>"
    )


def _form(form: ListedForm) -> str:
    inner = (
        _element("formID", form.form_id)
        + _element("name", form.name.strip() or form.form_id)
        + _element("version", form.version)
        + _element("hash", form.hash)
        + _element("downloadUrl", form.download_url)
    )
    if form.manifest_url is not None:
        inner += _element("manifestUrl", form.manifest_url)
    return f"<xform>{inner}</xform>"


def _file(file: MediaFile) -> str:
    inner = (
        _element("filename", file.name)
        + _element("hash", file.hash)
        + _element("downloadUrl", file.download_url)
    )
    if file.integrity_url is None:
        return f"<mediaFile>{inner}</mediaFile>"
    inner += _element("integrityUrl", file.integrity_url)
    return f'<mediaFile type="entityList">{inner}</mediaFile>'


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _document(root: str) -> bytes:
    return (_HEAD + root).encode()
