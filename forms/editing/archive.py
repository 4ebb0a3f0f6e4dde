"""A workbook as the archive that it is: a part is replaced, every other stays."""

import copy
import io
import posixpath
import zipfile

from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_part(source: bytes, path: str) -> bytes:
    """Give one part of the archive; empty when it has none of that path."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return archive.read(path) if path in archive.namelist() else b""


def with_part(source: bytes, path: str, content: bytes) -> bytes:
    """Put other content into one part, the others as they were."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as before,
        zipfile.ZipFile(out, "w") as after,
    ):
        for part in before.infolist():
            kept = content if part.filename == path else before.read(part)
            after.writestr(copy.copy(part), kept)
    return out.getvalue()


def parsed(content: bytes) -> etree._Element:
    """Read a part's XML, no entity of it resolved."""
    return etree.fromstring(content, _PARSER)


def sheet_paths(source: bytes) -> dict[str, str]:
    """Say which part holds each sheet, by its name in lower case; the first counts."""
    folder = "xl"
    led = _relations(source, f"{folder}/_rels/workbook.xml.rels")
    sheets = parsed(read_part(source, f"{folder}/workbook.xml")).iterfind(".//{*}sheet")
    found: dict[str, str] = {}
    for sheet in sheets:
        target = led.get(sheet.get(_RELATION, ""), "")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.setdefault(sheet.get("name", "").strip().lower(), path)
    return found


def commented(source: bytes, path: str) -> frozenset[str]:
    """Name the cells of a sheet that somebody has commented on."""
    folder, name = posixpath.split(path)
    led = _relations(source, f"{folder}/_rels/{name}.rels").values()
    cells: set[str] = set()
    for target in led:
        beside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if "comment" in target.lower() and (content := read_part(source, beside)):
            found = parsed(content).iter("{*}comment", "{*}threadedComment")
            cells.update(one.get("ref", "") for one in found)
    return frozenset(cells)


def _relations(source: bytes, path: str) -> dict[str, str]:
    content = read_part(source, path)
    if not content:
        return {}
    found = parsed(content).iterfind("{*}Relationship")
    return {one.get("Id", ""): one.get("Target", "") for one in found}
