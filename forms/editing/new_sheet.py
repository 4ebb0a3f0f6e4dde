"""A sheet more in a workbook: its part, and the three places that name it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from forms.editing.archive import parsed, read_part, sheet_paths, with_part
from forms.editing.places import cell_at

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK, _LED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TYPES = "[Content_Types].xml"


def with_sheet(source: bytes, name: str, headings: Sequence[str]) -> bytes:
    """Add a sheet behind the others with these headings; as it is where it has one."""
    if name in sheet_paths(source):
        return source
    path = _free_path(source)
    relation = f"rIdSheet{path.rpartition('sheet')[2].partition('.')[0]}"
    changed = with_part(source, _TYPES, _typed(read_part(source, _TYPES), path))
    changed = with_part(changed, _LED, _led(read_part(source, _LED), path, relation))
    book = _named(read_part(source, _BOOK), name, relation)
    return _with_new(with_part(changed, _BOOK, book), path, _sheet(headings))


def _free_path(source: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        taken = set(archive.namelist())
    number = len(taken) + 1
    while f"xl/worksheets/sheet{number}.xml" in taken:
        number += 1
    return f"xl/worksheets/sheet{number}.xml"


def _sheet(headings: Sequence[str]) -> bytes:
    root = parsed(f'<worksheet xmlns="{_MAIN}"/>'.encode())
    table = etree.SubElement(root, f"{{{_MAIN}}}sheetData")
    row = etree.SubElement(table, f"{{{_MAIN}}}row", r="1")
    for column, heading in enumerate(headings, start=1):
        where = cell_at(1, column)
        cell = etree.SubElement(row, f"{{{_MAIN}}}c", r=where, t="inlineStr")
        held = etree.SubElement(cell, f"{{{_MAIN}}}is")
        etree.SubElement(held, f"{{{_MAIN}}}t").text = heading
    return _written(root)


def _typed(content: bytes, path: str) -> bytes:
    root = parsed(content)
    tag = f"{{{_PACKAGE}/content-types}}Override"
    etree.SubElement(root, tag, PartName=f"/{path}", ContentType=_KIND)
    return _written(root)


def _led(content: bytes, path: str, relation: str) -> bytes:
    root = parsed(content)
    told = {"Id": relation, "Type": f"{_OFFICE}/worksheet", "Target": f"/{path}"}
    etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship", told)
    return _written(root)


def _named(content: bytes, name: str, relation: str) -> bytes:
    root = parsed(content)
    space = f"{{{etree.QName(root).namespace}}}"
    sheets = next(root.iter(f"{space}sheets"))
    taken = [int(one.get("sheetId", "0")) for one in sheets]
    told = {"name": name, "sheetId": str(max(taken, default=0) + 1)}
    etree.SubElement(sheets, f"{space}sheet", {**told, f"{{{_OFFICE}}}id": relation})
    return _written(root)


def _with_new(source: bytes, path: str, content: bytes) -> bytes:
    """Put a part into the archive that it has not yet."""
    out = io.BytesIO(source)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _written(root: etree._Element) -> bytes:
    told: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return told
