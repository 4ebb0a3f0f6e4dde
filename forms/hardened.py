"""Parse XML that strangers sent: no document type, no entities, no surprises."""

import re
from typing import Any

from lxml import etree

from forms.errors import DtdNotAllowed, NotXml, TooDeep, TooLarge

Element = Any

MAX_BYTES = 10 * 1024 * 1024
MAX_TAGS = 250_000
MAX_DEPTH = 64

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_DECLARED = re.compile(rb"""^<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:\-]+)["']""")
_READABLE = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "iso-8859-1": "latin-1",
    "utf-16": "utf-16",
}
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DEEPER = etree.XPath(f"boolean(//*[count(ancestor::*) >= {MAX_DEPTH}])")


def parse_hardened(xml: bytes) -> Element:
    """Parse a document and give its root; raises a named InstanceError."""
    if len(xml) > MAX_BYTES:
        raise TooLarge(limit=MAX_BYTES // 1024 // 1024)
    written = _decoded(xml)
    if written.count("<") > MAX_TAGS:
        raise TooLarge(limit=MAX_BYTES // 1024 // 1024)
    _refuse_document_type(written)
    root = _parsed(xml)
    if _DEEPER(root):
        raise TooDeep(limit=MAX_DEPTH)
    return root


def _decoded(xml: bytes) -> str:
    try:
        return xml.decode(_encoding(xml))
    except (UnicodeError, LookupError) as error:
        raise NotXml(reason=str(error)) from error


def _encoding(xml: bytes) -> str:
    """Find out how the bytes are written; only what every reader agrees upon."""
    for mark, encoding in _BOMS:
        if xml.startswith(mark):
            return encoding
    declared = _DECLARED.match(xml[:300])
    name = declared.group(1).decode("ascii", "replace").lower() if declared else "utf-8"
    if name not in _READABLE:
        raise NotXml(reason=f"encoding {name}")
    return _READABLE[name]


def _refuse_document_type(written: str) -> None:
    """Look before the root element, the only place where a DTD can stand."""
    at = 1 if written.startswith("\ufeff") else 0
    while (match := _PROLOG.match(written, at)) is not None:
        at = match.end()
    if written.startswith("<!", at):
        raise DtdNotAllowed


def _parsed(xml: bytes) -> Element:
    # A parser of its own for each document: parsers are not shared by threads.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refusal(error) from error
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise DtdNotAllowed
    return root


def _refusal(error: Exception) -> NotXml | TooDeep:
    if "depth" in str(error).lower():
        return TooDeep(limit=MAX_DEPTH)
    return NotXml(reason=str(error)[:200])


def local(element: Element) -> str:
    """Read an element's name without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def elements(parent: Element) -> list[Element]:
    """List the child elements, leaving comments and instructions out."""
    return [child for child in parent if isinstance(child.tag, str)]


def child(parent: Element, name: str) -> Element | None:
    """Find the first child of that local name."""
    return next((each for each in elements(parent) if local(each) == name), None)
