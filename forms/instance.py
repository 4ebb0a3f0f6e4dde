"""A submission as sent: parsed with care, read by local name, kept byte by byte."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from forms.definition import FormDefinition

Element = etree._Element  # noqa: SLF001 - lxml's own name for its public type


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


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One instance of a repeat; `uuid` is its key, `position` counts from 1."""

    uuid: str
    position: int
    element: Element


@dataclass(frozen=True, slots=True)
class DeclaredFile:
    """A file that the answers name; the name is a label, never a path."""

    name: str
    question: str
    repeat: str | None
    repeat_uuid: str | None
    position: int | None


def parse(xml: bytes) -> Instance:
    """Read a submission; raises a named InstanceError for whatever is unsafe."""
    raise NotImplementedError


def value(instance: Instance, name: str, row: Row | None = None) -> str | None:
    """Read an answer by name, in a row or in the whole form; None when absent."""
    raise NotImplementedError


def rows(instance: Instance, repeat: str) -> tuple[Row, ...]:
    """List the rows of a repeat in document order."""
    raise NotImplementedError


def declared_files(
    definition: FormDefinition, instance: Instance
) -> tuple[DeclaredFile, ...]:
    """List every file that the answers name, in document order."""
    raise NotImplementedError


def answers(definition: FormDefinition, instance: Instance) -> dict[str, Any]:
    """Give the answers as JSON-safe values.

    Groups are flattened; a repeat is a list of rows with their `repeat_uuid`. What
    cannot be typed is None, its text kept under `#text` of the same level.
    """
    raise NotImplementedError


def finished_at(definition: FormDefinition, instance: Instance) -> datetime | None:
    """Tell when the form was finished by its own `end` question, if it has one."""
    raise NotImplementedError
