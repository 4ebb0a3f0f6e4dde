"""Decide what an incoming submission is: a pure truth table.

======================  ==================  =========================
kept under same id      replaces            decision
======================  ==================  =========================
no                      nothing             create
yes, same bytes         (any)               attach
yes, other bytes        (any)               conflict, both are kept
no                      unknown             refuse: UnknownPredecessor
no                      one not current     refuse: StaleEdit
no                      the current one     revise
======================  ==================  =========================

The cases are shared with the field app: ``tests/conformance/decision.json``.
"""

from dataclasses import dataclass
from enum import Enum

from sync.errors import StaleEdit, UnknownPredecessor


class Decision(Enum):
    """What an incoming submission is to the office."""

    CREATE = "create"
    ATTACH = "attach"
    REVISE = "revise"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What arrived: its id, the hash of its XML, and the id it replaces."""

    instance_id: str
    xml_sha256: str
    deprecated_id: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A submission the office holds; ``current`` until an edit replaced it."""

    instance_id: str
    xml_sha256: str
    current: bool = True


def decide(incoming: Incoming, kept: Kept | None, replaced: Kept | None) -> Decision:
    """Say what to do with a submission.

    ``kept`` stands under the incoming id, ``replaced`` under the id it replaces.
    Raises UnknownPredecessor, StaleEdit.
    """
    if kept is not None:
        return _repeated(incoming, kept)
    if incoming.deprecated_id is None:
        return Decision.CREATE
    if replaced is None:
        raise UnknownPredecessor(deprecated_id=incoming.deprecated_id)
    if not replaced.current:
        raise StaleEdit(deprecated_id=incoming.deprecated_id)
    return Decision.REVISE


def _repeated(incoming: Incoming, kept: Kept) -> Decision:
    if kept.xml_sha256 == incoming.xml_sha256:
        return Decision.ATTACH
    return Decision.CONFLICT
