"""A submission as sent: parsed with care, read by local name, kept byte by byte."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from forms.answers import DeclaredFile, answers_of, files_of
from forms.definition import FormDefinition
from forms.errors import (
    BadInstanceId,
    NoFormId,
    NoInstanceId,
    NotItsAnswers,
    NotThisForm,
)
from forms.hardened import elements, local, parse_hardened
from forms.rows import Row, keyed
from forms.text import clean
from forms.xpath.values import local_moment

__all__ = [
    "DeclaredFile",
    "Instance",
    "Row",
    "answers",
    "belongs_to",
    "declared_files",
    "finished_at",
    "parse",
    "rows",
    "value",
]

Element = Any

LONGEST_ID = 200
#: What forms ask of phone and clock says nothing of which form was answered.
IN_EVERY_FORM = {"start", "end", "today", "deviceid", "username", "audit"}
OPENROSA = "http://openrosa.org/xforms"
XFORMS = "http://www.w3.org/2002/xforms"
_ID = re.compile(rf"[A-Za-z0-9][A-Za-z0-9:._@+=~-]{{0,{LONGEST_ID - 1}}}")


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """One submission; `xml` are the very bytes that were sent."""

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str | None
    instance_name: str | None
    xml: bytes
    root: Element


def parse(xml: bytes) -> Instance:
    """Read a submission; raises a named InstanceError for whatever is unsafe."""
    root = parse_hardened(xml)
    form_id = (root.get("id") or "").strip()
    if not form_id:
        raise NoFormId
    meta = _meta(root)
    return Instance(
        form_id=form_id,
        version=(root.get("version") or "").strip(),
        instance_id=_instance_id(meta),
        deprecated_id=_deprecated_id(meta),
        instance_name=_instance_name(meta),
        xml=xml,
        root=root,
    )


def belongs_to(definition: FormDefinition, instance: Instance) -> None:
    """See that the answers were given to this form.

    Raises NotThisForm for another form's id, and NotItsAnswers when not one question of
    the form is among them; a single one is enough, for evidence goes first.
    """
    if instance.form_id != definition.form_id:
        raise NotThisForm(sent=instance.form_id, form=definition.form_id)
    if instance.root.get("encrypted") == "yes":
        return
    named = _names(instance.root) - IN_EVERY_FORM
    if named and not any(map(definition.has_question, named)):
        raise NotItsAnswers(form=definition.form_id)


def _names(root: Element) -> set[str]:
    """Name what is answered, whatever stands around it; meta is no answer."""
    answered = (each for each in elements(root) if local(each) != "meta")
    leaves = (leaf for each in answered for leaf in each.iter() if not elements(leaf))
    return {local(leaf) for leaf in leaves}


def _meta(root: Element) -> dict[str, list[str]]:
    """Read what stands in meta, where only namespaces that mean meta count."""
    known = {None, "", OPENROSA, XFORMS, etree.QName(root).namespace}
    found: dict[str, list[str]] = {}
    for block in elements(root):
        if local(block) != "meta" or etree.QName(block).namespace not in known:
            continue
        for each in elements(block):
            if etree.QName(each).namespace in known:
                found.setdefault(local(each), []).append((each.text or "").strip())
    return found


def _instance_id(meta: dict[str, list[str]]) -> str:
    written = meta.get("instanceID", [])
    if not any(written):
        raise NoInstanceId
    if len(written) > 1:
        raise BadInstanceId(reason="twice")
    return _safe_id(written[0])


def _deprecated_id(meta: dict[str, list[str]]) -> str | None:
    written = [each for each in meta.get("deprecatedID", []) if each]
    if len(written) > 1:
        raise BadInstanceId(reason="deprecatedID twice")
    return _safe_id(written[0]) if written else None


def _safe_id(written: str) -> str:
    if not _ID.fullmatch(written) or ".." in written:
        raise BadInstanceId(reason=written[:40])
    return written


def _instance_name(meta: dict[str, list[str]]) -> str | None:
    written = [each for each in meta.get("instanceName", []) if each]
    return clean(written[0]) if written else None


def value(instance: Instance, name: str, row: Row | None = None) -> str | None:
    """Read an answer by name, in a row or in the whole form; None when absent."""
    start = instance.root if row is None else row.element
    for element in start.iterdescendants():
        if local(element) == name and not elements(element):
            return clean(element.text or "")
    return None


def rows(instance: Instance, repeat: str) -> tuple[Row, ...]:
    """List the rows of a repeat in document order."""
    found = [e for e in instance.root.iterdescendants() if local(e) == repeat]
    return keyed(repeat, found)


def declared_files(
    definition: FormDefinition, instance: Instance
) -> tuple[DeclaredFile, ...]:
    """List every file that the answers name, in document order."""
    return tuple(files_of(definition, instance.root))


def answers(definition: FormDefinition, instance: Instance) -> dict[str, Any]:
    """Give the answers as JSON-safe values.

    Groups are flattened; a repeat is a list of rows with their `repeat_uuid`. What
    cannot be typed is None, its text kept under `#text` of the same level.
    """
    return answers_of(definition, instance.root)


def finished_at(definition: FormDefinition, instance: Instance) -> datetime | None:
    """Tell when the form was finished by its own `end` question, if it has one."""
    ends = [q for q in definition.questions if q.type == "end"]
    written = value(instance, ends[0].name) if ends else None
    return local_moment(written) if written else None
