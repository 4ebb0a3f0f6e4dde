"""The body of an XForm: which control asks for what, and which choices it has."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.definition import Choice, Labels
from forms.hardened import child, elements, local
from forms.xform_texts import Texts, itext_id, labels

Choices = tuple[Choice, ...]
CONTROLS = frozenset(
    {"input", "select", "select1", "upload", "trigger", "range", "rank", "secret"}
)
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_PLAIN_TYPES = {
    "int": "integer",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
    "binary": "file",
}
_BY_CONTROL = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "trigger",
    "range": "range",
}
_BY_PRELOAD = {
    ("timestamp", "start"): "start",
    ("timestamp", "end"): "end",
    ("date", "today"): "today",
}


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists to pick from: written in the form, or files beside it."""

    inline: Mapping[str, Any]
    files: Mapping[str, str]
    #: Read once, however many questions pick from them.
    _read: dict[tuple[str, str, str], Choices] = field(default_factory=dict, repr=False)

    def choices(self, name: str, columns: tuple[str, str], texts: Texts) -> Choices:
        """Read the choices of a list that is written in the form."""
        key = (name, *columns)
        if key not in self._read:
            rows = elements(self.inline[name])
            self._read[key] = tuple(_listed(each, *columns, texts) for each in rows)
        return self._read[key]


@dataclass(frozen=True, slots=True)
class Itemset:
    """Where the choices of a question stand, filter and all, and their columns."""

    nodeset: str | None = None
    value: str = "name"
    label: str = "label"


def controls(body: Any) -> dict[str, Any]:
    """Find the controls, groups and repeats of a form by the path they stand for."""
    found: dict[str, Any] = {}
    for element in _walk(body):
        kind, path = local(element), element.get("ref") or element.get("nodeset")
        if path and (kind in CONTROLS or kind in {"group", "repeat"}):
            found.setdefault(f"{kind} {path}" if kind == "repeat" else path, element)
    return found


def _walk(parent: Any) -> Iterator[Any]:
    for element in elements(parent):
        yield element
        yield from _walk(element)


def question_type(control: Any | None, bind: Mapping[str, str]) -> str:
    """Say what kind of question it is, in XLSForm's words."""
    if control is None:
        return _unasked_type(bind)
    kind = local(control)
    if kind in _BY_CONTROL:
        return _BY_CONTROL[kind]
    if kind == "upload":
        return _upload_type(control.get("mediatype", ""))
    plain = _PLAIN_TYPES.get(_bare(bind.get("type", "")), "text")
    is_note = plain == "text" and bind.get("readonly") == "true()"
    return "note" if is_note and "calculate" not in bind else plain


def _unasked_type(bind: Mapping[str, str]) -> str:
    preload = (bind.get("preload", ""), bind.get("preloadParams", ""))
    if preload in _BY_PRELOAD:
        return _BY_PRELOAD[preload]
    if preload[0]:
        return preload[1] if preload[0] == "property" else preload[0]
    return "calculate" if "calculate" in bind else "hidden"


def _upload_type(media: str) -> str:
    kind = media.partition("/")[0]
    return kind if kind in {"image", "audio", "video"} else "file"


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def choices(control: Any, lists: Lists, texts: Texts) -> Choices:
    """Read the choices written in the form itself."""
    found = child(control, "itemset")
    if found is None:
        items = [e for e in elements(control) if local(e) == "item"]
        return tuple(_item(each, texts) for each in items)
    name = list_name(found.get("nodeset", ""))
    return lists.choices(name, _columns(found), texts) if name in lists.inline else ()


def list_file(control: Any, lists: Lists) -> str | None:
    """Name the file that holds the choices, if one does."""
    return lists.files.get(list_name(itemset(control).nodeset or ""))


def itemset(control: Any) -> Itemset:
    """Say where the choices stand and which columns are the answer and its label."""
    found = child(control, "itemset")
    if found is None:
        return Itemset()
    return Itemset(found.get("nodeset", ""), *_columns(found))


def list_name(nodeset: str) -> str:
    """Name the list that an itemset picks from."""
    match = _INSTANCE.search(nodeset)
    return match.group(1) if match else ""


def _item(item: Any, texts: Texts) -> Choice:
    value = child(item, "value")
    written = "" if value is None else (value.text or "").strip()
    return Choice(written, labels(item, "label", texts))


def _columns(itemset: Any) -> tuple[str, str]:
    value, label = child(itemset, "value"), child(itemset, "label")
    named = "name" if value is None else value.get("ref", "name")
    told = "label" if label is None else label.get("ref", "label")
    return named, itext_id(told)


def _listed(item: Any, value: str, label: str, texts: Texts) -> Choice:
    fields = {local(e): (e.text or "").strip() for e in elements(item)}
    told: Labels = {"": fields[label]} if fields.get(label) else {}
    if "itextId" in fields and label == "itextId":
        told = texts.get(fields["itextId"], {})
    return Choice(fields.get(value, ""), told)
