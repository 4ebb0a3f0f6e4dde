"""The entity blocks of a submission: what it says of entities, read and not judged.

The ODK entities specification 2025.1: https://getodk.github.io/xforms-spec/entities
"""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from forms.definition import EntityDeclaration, FormDefinition
from forms.hardened import elements, local
from forms.instance import Instance
from forms.rows import by_name, rows_of
from forms.text import clean
from forms.xform_entities import block_of

LABEL = "label"
LIST_NAME = re.compile(r"[^\W\d][\w-]*")
_TRUE = frozenset({"1", "true"})
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class EntityBlock:
    """What a submission says of one entity; `row` is the key of its repeat's row."""

    list_name: str
    #: A UUID in small letters; empty where what was sent is none.
    id: str
    row: str
    creates: bool
    updates: bool
    #: None where nothing is said; what is left out is not changed.
    label: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    base_version: int | None = None
    trunk_version: int | None = None
    branch_id: str = ""

    def to_json(self) -> dict[str, Any]:
        """Lay it out to be kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read it again."""
        return cls(**kept)


def entity_blocks(
    definition: FormDefinition, instance: Instance
) -> tuple[EntityBlock, ...]:
    """List the entities that a submission creates or updates, in document order."""
    if not definition.entities:
        return ()
    keys = {
        row.element: row.uuid
        for rows in rows_of(definition, instance.root).values()
        for row in rows
    }
    found = (
        block
        for declaration in definition.entities
        for block in _declared(definition, declaration, instance.root, keys)
    )
    return tuple(block for block in found if block.creates or block.updates)


def is_list_name(name: str) -> bool:
    """Tell whether an entity list may be called so: XML's names, without a stop."""
    return bool(LIST_NAME.fullmatch(name)) and not name.startswith("__")


def is_property(name: str) -> bool:
    """Tell whether a property may be called so: not as lists name their own columns."""
    return is_list_name(name) and name.lower() not in {"name", LABEL}


def _declared(
    definition: FormDefinition,
    declaration: EntityDeclaration,
    root: Any,
    keys: Mapping[Any, str],
) -> Iterator[EntityBlock]:
    depth = len(declaration.path)
    saved = [(q.save_to, q.path[depth:]) for q in definition.saved_by(declaration)]
    for element in _at(root, declaration.path[1:]):
        block = block_of(element)
        if block is not None:
            yield _read(
                declaration, block, _row(element, keys), _values(element, saved)
            )


def _at(element: Any, path: tuple[str, ...]) -> Iterator[Any]:
    """Find what stands at a path; in repeats each row has its own."""
    if not path:
        yield element
        return
    for each in elements(element):
        if local(each) == path[0]:
            yield from _at(each, path[1:])


def _read(
    declaration: EntityDeclaration, block: Any, row: str, values: Mapping[str, str]
) -> EntityBlock:
    told = {key.rpartition("}")[2]: value.strip() for key, value in block.items()}
    return EntityBlock(
        list_name=declaration.list_name,
        id=_uuid(told.get("id", "")),
        row=row,
        creates=declaration.creates and told.get("create", "").lower() in _TRUE,
        updates=declaration.updates and told.get("update", "").lower() in _TRUE,
        label=_label(block),
        values=values,
        base_version=_number(told.get("baseVersion", "")),
        trunk_version=_number(told.get("trunkVersion", "")),
        branch_id=_uuid(told.get("branchId", "")),
    )


def _row(element: Any, keys: Mapping[Any, str]) -> str:
    """Name the innermost row that the block stands in; empty for the form itself."""
    above = [element, *element.iterancestors()]
    return next((keys[each] for each in above if each in keys), "")


def _label(block: Any) -> str | None:
    """Read the label; an empty one says nothing."""
    told = by_name(block).get(LABEL, [])
    return (clean(told[0].text or "").strip() or None) if told else None


def _values(
    element: Any, saved: Sequence[tuple[str, tuple[str, ...]]]
) -> dict[str, str]:
    """Read what is saved to the entity; what was not asked is not said."""
    return {
        name: clean(found.text or "")
        for name, path in saved
        for found in _at(element, path)
    }


def _uuid(written: str) -> str:
    try:
        return str(uuid.UUID(written.removeprefix("uuid:")))
    except ValueError:
        return ""


def _number(written: str) -> int | None:
    return int(written) if _NUMBER.fullmatch(written) else None
