"""What an XForm says of a place besides its question: defaults, parameters, counts."""

from collections.abc import Mapping
from typing import Any

from forms.hardened import elements, local

#: What a control says of where it stands and what it asks, told elsewhere.
PLACED = frozenset({"ref", "nodeset", "appearance", "mediatype", "class", "query"})
#: What a bind says that is an expression or a type of its own, told elsewhere.
BOUND = frozenset(
    {
        "nodeset",
        "type",
        "required",
        "requiredMsg",
        "relevant",
        "constraint",
        "constraintMsg",
        "calculate",
        "readonly",
        "preload",
        "preloadParams",
        "saveto",
        "x_max_photos",
        "x_label",
    }
)


def set_first(model: Any) -> dict[str, str]:
    """Collect by path what is computed when a form is opened."""
    return {
        each.get("ref", ""): each.get("value", "") or (each.text or "")
        for each in elements(model)
        if local(each) == "setvalue" and "first-load" in each.get("event", "")
    }


def default(element: Any, computed: str | None) -> str:
    """Say what stands in a place before anybody answers."""
    return (computed or element.text or "").strip()


def parameters(control: Any | None, bind: Mapping[str, str]) -> tuple[str, ...]:
    """List what control and bind say besides, by name."""
    said = {} if control is None else _own(control, PLACED)
    said |= {key: value for key, value in bind.items() if key not in BOUND}
    return tuple(f"{key}={value}" for key, value in sorted(said.items()))


def row_count(repeat: Any | None) -> str | None:
    """Give the expression for how many rows a repeat has, if it says so."""
    return None if repeat is None else _own(repeat, PLACED).get("count", "").strip()


def _own(element: Any, told: frozenset[str]) -> dict[str, str]:
    bare = ((key.rpartition("}")[2], value) for key, value in element.attrib.items())
    return {key: value for key, value in bare if key not in told}
