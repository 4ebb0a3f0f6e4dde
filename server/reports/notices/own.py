"""An office's own template: looked through before it is kept, then filled.

It is a document of somebody's, so nothing in it is run: of Jinja's language it may
name our fields, walk over the list once, and ask whether something is empty; the
package may carry no code and fetch nothing from elsewhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from server.errors import BadInput
from server.reports.csv_file import NO_DATE
from server.reports.notices.fields import FIELDS, LIST, OF_ONE

#: A template's own size, unpacked, and its parts.
MOST_BYTES, MOST_PARTS = 20_000_000, 500
#: What a template may be made of.
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
)
#: What else is written now and then, as people know it.
CALLED: dict[type[nodes.Node], str] = {
    nodes.Filter: "|",
    nodes.Call: "( )",
    nodes.Getitem: "[ ]",
    nodes.Mul: "*",
    nodes.Add: "+",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.Macro: "macro",
    nodes.Assign: "set",
}
#: What a loop knows of itself.
OF_LOOP = frozenset({"index", "first", "last", "length"})
BODY, FOOTNOTES = "word/document.xml", "/footnotes.xml"
#: What docxtpl fills of what a document says of itself.
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
FETCHED = re.compile(rb'TargetMode\s*=\s*"External"')
LINKED = re.compile(rb"relationships/hyperlink")
RELATION = re.compile(rb"<Relationship\s[^>]*>")


class BadTemplate(BadInput):
    """The document cannot be used; the code says why."""

    code = "notice_template_unreadable"


def check(content: bytes) -> None:
    """Look through a template before it is filled; raises BadTemplate."""
    _package(content)
    try:
        trees = list(_trees(content))
    except TemplateError as error:
        raise BadTemplate("notice_template_syntax", why=error.message or "") from None
    except Exception as error:  # python-docx has many words for "no document"
        raise BadTemplate from error
    for tree in trees:
        for node in tree.iter_child_nodes():
            _node(node, {})


def fill(out: BinaryIO, content: bytes, values: Mapping[str, Any]) -> None:
    """Fill a template: equal content is equal bytes; raises BadTemplate."""
    made, drawn = io.BytesIO(), DocxTemplate(io.BytesIO(content))
    try:
        drawn.render(_broken(values), _environment())
        drawn.save(made)
        DocxTemplate(io.BytesIO(made.getvalue())).init_docx()
    except TemplateError as error:
        raise BadTemplate("notice_template_syntax", why=error.message or "") from None
    except Exception as error:  # a tag that tears the document apart
        raise BadTemplate("notice_template_torn") from error
    with zipfile.ZipFile(made) as kept, zipfile.ZipFile(out, "w") as packed:
        for entry in kept.infolist():
            plain = zipfile.ZipInfo(entry.filename, NO_DATE)
            plain.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(plain, kept.read(entry))


def _environment() -> SandboxedEnvironment:
    """Give a room in which nothing can be called, and a blank is no value."""
    room = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    room.globals.clear()
    room.filters.clear()
    room.tests.clear()
    return room


def _broken(values: Mapping[str, Any]) -> dict[str, Any]:
    """Let what was added by hand break into paragraphs, as it was typed."""
    told = dict(values)
    told["补充要求"] = "\a".join(filter(None, values["补充要求"].splitlines()))
    return told


def _package(content: bytes) -> None:
    """Refuse what is no document, too large, carries code or fetches; BadTemplate."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if (
                len(parts) > MOST_PARTS
                or sum(one.file_size for one in parts) > MOST_BYTES
            ):
                raise BadTemplate("notice_template_large")
            if BODY not in packed.namelist():
                raise BadTemplate
            for one in parts:
                _part(one.filename, packed.read(one))
    except zipfile.BadZipFile:
        raise BadTemplate from None


def _part(name: str, content: bytes) -> None:
    if "vba" in name.lower() or "/embeddings/" in name or "activeX" in name:
        raise BadTemplate("notice_template_code")
    if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content:
        raise BadTemplate("notice_template_code")
    if name.endswith(".rels"):
        for one in RELATION.findall(content):
            if FETCHED.search(one) and not LINKED.search(one):
                raise BadTemplate("notice_template_fetches")


def _trees(content: bytes) -> Iterator[nodes.Template]:
    """Parse every part that is filled: the text, and what stands around it."""
    drawn, room = DocxTemplate(io.BytesIO(content)), _environment()
    drawn.init_docx()
    yield room.parse(drawn.patch_xml(drawn.get_xml()))
    for name in PROPERTIES:
        yield room.parse(getattr(drawn.docx.core_properties, name))
    for part in drawn.docx.part.package.iter_parts():
        if part.partname.endswith(FOOTNOTES):
            yield room.parse(drawn.patch_xml(part.blob.decode()))
    for uri in (drawn.HEADER_URI, drawn.FOOTER_URI):
        for _key, part in drawn.get_headers_footers(uri):
            yield room.parse(drawn.patch_xml(drawn.get_part_xml(part)))


def _node(node: nodes.Node, known: Mapping[str, frozenset[str]]) -> None:
    """Refuse what is no field of ours, by its name, and what is more than fields."""
    if not isinstance(node, ALLOWED):
        raise BadTemplate("notice_template_more", what=CALLED.get(type(node), "…"))
    if isinstance(node, nodes.For):
        _loop(node, known)
        return
    if isinstance(node, nodes.Getattr):
        _attribute(node, known)
        return
    if isinstance(node, nodes.Name) and node.name not in {*FIELDS, LIST, *known}:
        raise _unknown(node.name, FIELDS)
    for child in node.iter_child_nodes():
        _node(child, known)


def _loop(node: nodes.For, outside: Mapping[str, frozenset[str]]) -> None:
    """Take a walk over the list, but none inside of another."""
    walked, each = node.iter, node.target
    fits = isinstance(walked, nodes.Name) and walked.name == LIST
    if outside or not fits or not isinstance(each, nodes.Name) or node.test:
        raise BadTemplate("notice_template_loop", list=LIST)
    known = {each.name: frozenset(OF_ONE), "loop": OF_LOOP}
    for child in (*node.body, *node.else_):
        _node(child, known)


def _attribute(node: nodes.Getattr, known: Mapping[str, frozenset[str]]) -> None:
    whole = node.node
    if not isinstance(whole, nodes.Name) or whole.name not in known:
        raise BadTemplate("notice_template_loop", list=LIST)
    if node.attr not in known[whole.name]:
        raise _unknown(f"{whole.name}.{node.attr}", OF_ONE)


def _unknown(name: str, known: Iterable[str]) -> BadTemplate:
    return BadTemplate("notice_template_field", field=name, known="、".join(known))
