"""Read a compiled XForm into a FormDefinition."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms.definition import Choice, FormDefinition, Node, Question, Section
from forms.errors import (
    DtdNotAllowed,
    InstanceError,
    NotXml,
    TooDeep,
    TooLarge,
    WorkbookError,
    WorkbookProblem,
)
from forms.hardened import child, elements, local, parse_hardened
from forms.lists import of_element
from forms.xform_body import (
    Itemset,
    Lists,
    choices,
    controls,
    itemset,
    list_file,
    question_type,
)
from forms.xform_entities import META, declared, is_meta
from forms.xform_facts import default, parameters, row_count, set_first
from forms.xform_texts import Texts, itext, itext_id, labels

__all__ = ["Choice", "FormDefinition", "Question", "Section", "read"]

#: What a form is told of that cannot be read.
_UNREAD: dict[type[InstanceError], str] = {
    DtdNotAllowed: "form_dtd",
    NotXml: "form_not_xml",
    TooDeep: "form_deep",
    TooLarge: "form_large",
}
_LIST = re.compile(r"^jr://(?:file|file-csv)/(.+)$")


def read(xform: bytes) -> FormDefinition:
    """Read a form; raises WorkbookError when it is no XForm. Callers cache it."""
    try:
        html = parse_hardened(xform)
    except InstanceError as error:
        told = WorkbookProblem(_UNREAD[type(error)], "", values=error.values)
        raise WorkbookError([told]) from error
    return _Reader(html).definition()


def _no_xform(reason: str) -> WorkbookError:
    return WorkbookError([WorkbookProblem("no_xform", "", values={"reason": reason})])


@dataclass(frozen=True, slots=True)
class _Above:
    """What a node stands in."""

    repeat: str | None = None
    group: str | None = None


class _Reader:
    """One pass over one XForm."""

    def __init__(self, html: Any) -> None:
        self.html = html
        self.model = self._model()
        self.instances = [e for e in elements(self.model) if local(e) == "instance"]
        self.binds = {
            b.get("nodeset", ""): _bind(b) for b in _named(self.model, "bind")
        }
        body = child(html, "body")
        self.controls = {} if body is None else controls(body)
        self.set_first = set_first(self.model)
        self.texts: Texts
        self.texts, self.languages, self.default = itext(self.model)
        self.lists = self._lists()

    def _model(self) -> Any:
        head = child(self.html, "head")
        model = None if head is None else child(head, "model")
        if model is None:
            raise _no_xform("html/head/model")
        return model

    def _lists(self) -> Lists:
        inline = {e.get("id", ""): elements(e)[0] for e in self.instances if len(e)}
        found = {e.get("id", ""): _LIST.match(e.get("src", "")) for e in self.instances}
        return Lists(inline, {k: m.group(1) for k, m in found.items() if m})

    def definition(self) -> FormDefinition:
        """Put everything together."""
        root = self._main()
        tree = Node(local(root), None, self._children(root, (local(root),), _Above()))
        parts = [n.part for n in _nodes(tree) if n.part is not None]
        title = child(child(self.html, "head"), "title")
        return FormDefinition(
            form_id=root.get("id", ""),
            version=root.get("version", ""),
            title="" if title is None else (title.text or "").strip(),
            tree=tree,
            questions=tuple(p for p in parts if isinstance(p, Question)),
            groups=tuple(p for p in _sections(parts) if p.kind == "group"),
            repeats=tuple(p for p in _sections(parts) if p.kind == "repeat"),
            languages=self.languages,
            default_language=self.default,
            list_files=self.lists.files,
            lists={n: of_element(n, e) for n, e in self.lists.inline.items() if n},
            texts=self.texts,
            entities=declared(root, self.binds),
        )

    def _main(self) -> Any:
        first = self.instances[0] if self.instances else None
        inside = [] if first is None else elements(first)
        if not inside or not inside[0].get("id"):
            raise _no_xform("model/instance/@id")
        return inside[0]

    def _children(
        self, parent: Any, path: tuple[str, ...], above: _Above
    ) -> tuple[Node, ...]:
        found: dict[str, Node] = {}
        slots: dict[str, str] = {}
        for element in elements(parent):
            name = local(element)
            # The template of a repeat comes before its first row: once is enough.
            if name in found or _is_meta(element, path):
                continue
            node = self._node(element, (*path, name), above, slots.get(name))
            found[name] = node
            slots.update(_slots(node))
        return tuple(found.values())

    def _node(
        self, element: Any, path: tuple[str, ...], above: _Above, first: str | None
    ) -> Node:
        name, nodeset = path[-1], "/" + "/".join(path)
        repeated = f"repeat {nodeset}" in self.controls
        if not repeated and not elements(element) and not self._is_group(nodeset):
            stands = default(element, self.set_first.get(nodeset))
            asked = self._question(path, nodeset, above, first, stands)
            return Node(name, asked)
        below = _Above(name, above.group) if repeated else _Above(above.repeat, name)
        section = self._section(path, nodeset, above)
        return Node(name, section, self._children(element, path, below))

    def _is_group(self, nodeset: str) -> bool:
        control = self.controls.get(nodeset)
        return control is not None and local(control) == "group"

    def _section(self, path: tuple[str, ...], nodeset: str, above: _Above) -> Section:
        group = self.controls.get(nodeset)
        repeat = self.controls.get(f"repeat {nodeset}")
        return Section(
            name=path[-1],
            path=path,
            kind="group" if repeat is None else "repeat",
            label={} if group is None else labels(group, "label", self.texts),
            repeat=above.repeat,
            relevant=self.binds.get(nodeset, {}).get("relevant"),
            appearance="" if group is None else group.get("appearance", ""),
            count=row_count(repeat) or None,
        )

    def _question(
        self,
        path: tuple[str, ...],
        nodeset: str,
        above: _Above,
        first: str | None,
        stands: str,
    ) -> Question:
        bind, control = self.binds.get(nodeset, {}), self.controls.get(nodeset)
        asked = control is not None
        picked = itemset(control) if asked else Itemset()
        return Question(
            name=path[-1],
            path=path,
            type=question_type(control, bind),
            label=labels(control, "label", self.texts) if asked else _words(bind),
            hint=labels(control, "hint", self.texts) if asked else {},
            repeat=above.repeat,
            group=above.group,
            choices=choices(control, self.lists, self.texts) if asked else (),
            list_file=list_file(control, self.lists) if asked else None,
            itemset=picked.nodeset,
            choice_value=picked.value,
            choice_label=picked.label,
            required=bind.get("required"),
            required_message=self._message(bind.get("requiredMsg", "")),
            relevant=bind.get("relevant"),
            constraint=bind.get("constraint"),
            constraint_message=self._message(bind.get("constraintMsg", "")),
            calculation=bind.get("calculate"),
            readonly=bind.get("readonly"),
            appearance=control.get("appearance", "") if control is not None else "",
            preload=bind.get("preload"),
            default=stands,
            parameters=parameters(control, bind),
            save_to=bind.get("saveto", ""),
            max_photos=_photos(bind),
            first_slot=first,
        )

    def _message(self, written: str) -> Mapping[str, str]:
        if written.startswith("jr:itext("):
            return self.texts.get(itext_id(written), {})
        return {"": written} if written else {}


def _is_meta(element: Any, path: tuple[str, ...]) -> bool:
    return (local(element) == META and len(path) == 1) or is_meta(element)


def _named(parent: Any, name: str) -> list[Any]:
    return [e for e in elements(parent) if local(e) == name]


def _bind(bind: Any) -> dict[str, str]:
    return {key.rpartition("}")[2]: value for key, value in bind.attrib.items()}


def _photos(bind: Mapping[str, str]) -> int:
    written = bind.get("x_max_photos", "1")
    return int(written) if written.isdigit() else 1


def _words(bind: Mapping[str, str]) -> Mapping[str, str]:
    """Give what is computed the words that its workbook had for it, if any."""
    return {"": bind["x_label"]} if bind.get("x_label") else {}


def _slots(node: Node) -> dict[str, str]:
    """Name the places of a question's further photos."""
    if not isinstance(node.part, Question):
        return {}
    most = node.part.max_photos
    return {f"{node.name}_{place}": node.name for place in range(2, most + 1)}


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for each in node.children:
        yield from _nodes(each)


def _sections(parts: list[Question | Section]) -> Iterator[Section]:
    return (part for part in parts if isinstance(part, Section))
