"""What a compiled form says it makes of its answers: entities of named lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms.definition import EntityDeclaration
from forms.hardened import child, elements, local

META = "meta"
ENTITY = "entity"


def declared(
    root: Any, binds: Mapping[str, Mapping[str, str]]
) -> tuple[EntityDeclaration, ...]:
    """List what entities a form declares, in document order.

    The template of a repeat and its first row declare the same.
    """
    found = {one.path: one for one in _below(root, (local(root),), binds)}
    return tuple(found.values())


def block_of(element: Any) -> Any | None:
    """Find the entity block that stands in the meta of a group, row or form."""
    meta = child(element, META)
    return None if meta is None else child(meta, ENTITY)


def is_meta(element: Any) -> bool:
    """Tell a row's meta, which holds an entity block, from a group of that name."""
    return local(element) == META and child(element, ENTITY) is not None


def _below(
    element: Any, path: tuple[str, ...], binds: Mapping[str, Mapping[str, str]]
) -> Iterator[EntityDeclaration]:
    block = block_of(element)
    if block is not None and block.get("dataset") is not None:
        yield _declaration(block, path, binds)
    for each in elements(element):
        if local(each) != META:
            yield from _below(each, (*path, local(each)), binds)


def _declaration(
    block: Any, path: tuple[str, ...], binds: Mapping[str, Mapping[str, str]]
) -> EntityDeclaration:
    at = "/" + "/".join((*path, META, ENTITY))
    acts = {
        act: block.get(act) is not None or f"{at}/@{act}" in binds
        for act in ("create", "update")
    }
    return EntityDeclaration(
        list_name=block.get("dataset", "").strip(),
        path=path,
        creates=acts["create"],
        updates=acts["update"],
    )
