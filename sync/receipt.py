"""The receipt: a list of what is durably stored, never just a status.

A phone may let go of its copy only when :func:`equal` says yes to its own
manifest. The rule is shared with the field app: ``tests/conformance/receipt.json``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self

from sync.errors import BadReceipt
from sync.members import count, instant, listed, members, moment, text

State = Literal["partial", "complete"]


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """A file by name, with the bytes it stands for."""

    name: str
    sha256: str
    size: int

    def to_json(self) -> dict[str, object]:
        """Write it as the wire wants it."""
        return {"name": self.name, "sha256": self.sha256, "size": self.size}

    @classmethod
    def from_json(cls, entry: Any) -> Self:
        """Read it; raises BadReceipt."""
        entry = members(entry)
        return cls(text(entry, "name"), text(entry, "sha256"), count(entry, "size"))


@dataclass(frozen=True, slots=True)
class Missing:
    """A file the answers name and the office does not have yet.

    Hash and size are known when a manifest came along, as from the field app.
    """

    name: str
    sha256: str | None = None
    size: int | None = None

    def to_json(self) -> dict[str, object]:
        """Write it as the wire wants it."""
        return {"name": self.name, "sha256": self.sha256, "size": self.size}

    @classmethod
    def from_json(cls, entry: Any) -> Self:
        """Read it; raises BadReceipt."""
        entry = members(entry)
        sha256 = None if entry.get("sha256") is None else text(entry, "sha256")
        size = None if entry.get("size") is None else count(entry, "size")
        return cls(text(entry, "name"), sha256, size)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the phone holds: the answers by hash and every file they name."""

    instance_id: str
    xml_sha256: str
    files: tuple[FileReceipt, ...]

    @classmethod
    def from_json(cls, entry: Any) -> Self:
        """Read it; raises BadReceipt."""
        entry = members(entry)
        return cls(
            text(entry, "instance_id"),
            text(entry, "xml_sha256"),
            tuple(FileReceipt.from_json(file) for file in listed(entry, "files")),
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the office durably holds of one submission.

    ``files`` is every stored file, ``extra`` the names nobody asked for, and
    ``conflicts`` the stored files whose bytes are not the announced ones.
    """

    instance_id: str
    xml_sha256: str
    state: State
    files: tuple[FileReceipt, ...]
    missing: tuple[Missing, ...]
    extra: tuple[str, ...]
    conflicts: tuple[FileReceipt, ...]
    epoch: str
    server_time: datetime
    #: Why the office took it as late evidence; empty when it came in time.
    late: str = ""

    def to_json(self) -> dict[str, object]:
        """Write it as the wire wants it."""
        return {
            "instance_id": self.instance_id,
            "xml_sha256": self.xml_sha256,
            "state": self.state,
            "files": [file.to_json() for file in self.files],
            "missing": [file.to_json() for file in self.missing],
            "extra": list(self.extra),
            "conflicts": [file.to_json() for file in self.conflicts],
            "epoch": self.epoch,
            "server_time": instant(self.server_time),
            "late": self.late or None,
        }

    @classmethod
    def from_json(cls, entry: Any) -> Self:
        """Read what a server answered; raises BadReceipt for anything else."""
        entry = members(entry)
        return cls(
            instance_id=text(entry, "instance_id"),
            xml_sha256=text(entry, "xml_sha256"),
            state=_state(entry),
            files=tuple(map(FileReceipt.from_json, listed(entry, "files"))),
            missing=tuple(map(Missing.from_json, listed(entry, "missing"))),
            extra=tuple(map(str, listed(entry, "extra"))),
            conflicts=tuple(map(FileReceipt.from_json, entry.get("conflicts") or ())),
            epoch=text(entry, "epoch"),
            server_time=moment(entry, "server_time"),
            late=str(entry.get("late") or ""),
        )


def draw_up(
    manifest: Iterable[Missing],
    stored: Iterable[FileReceipt],
    *,
    instance_id: str,
    xml_sha256: str,
    epoch: str,
    server_time: datetime,
    late: str = "",
) -> Receipt:
    """Compare what the answers name with what is stored.

    A named file with a hash is there when those bytes are stored under its
    name; one without a hash (OpenRosa carries none) when any bytes are.
    """
    named = tuple(manifest)
    files = tuple(sorted(set(stored), key=lambda file: (file.name, file.sha256)))
    missing = tuple(wanted for wanted in named if not _is_there(wanted, files))
    return Receipt(
        instance_id=instance_id,
        xml_sha256=xml_sha256,
        state="partial" if missing else "complete",
        files=files,
        missing=missing,
        extra=_extra(named, files),
        conflicts=_conflicts(named, files),
        epoch=epoch,
        server_time=server_time,
        late=late,
    )


def equal(manifest: Manifest, receipt: Receipt) -> bool:
    """Say whether the office durably holds all that the phone holds.

    True only for the same submission, the same bytes of the answers, a complete
    receipt, and every file of the manifest by name, hash and size. Files the
    office holds beyond that do not matter.
    """
    return (
        receipt.instance_id == manifest.instance_id
        and receipt.xml_sha256 == manifest.xml_sha256
        and receipt.state == "complete"
        and not receipt.missing
        and set(manifest.files) <= set(receipt.files)
    )


def _is_there(wanted: Missing, files: tuple[FileReceipt, ...]) -> bool:
    return any(_answers(file, wanted) for file in files)


def _answers(file: FileReceipt, wanted: Missing) -> bool:
    if file.name != wanted.name:
        return False
    return wanted.sha256 is None or file.sha256 == wanted.sha256


def _extra(
    named: tuple[Missing, ...], files: tuple[FileReceipt, ...]
) -> tuple[str, ...]:
    names = {wanted.name for wanted in named}
    return tuple(sorted({file.name for file in files} - names))


def _conflicts(
    named: tuple[Missing, ...], files: tuple[FileReceipt, ...]
) -> tuple[FileReceipt, ...]:
    """Find the stored files that compete for a name with other bytes."""
    return tuple(file for file in files if _competes(file, named, files))


def _competes(
    file: FileReceipt, named: tuple[Missing, ...], files: tuple[FileReceipt, ...]
) -> bool:
    wanted = {want.sha256 for want in named if want.name == file.name} - {None}
    if wanted:
        return file.sha256 not in wanted
    same_name = {other.sha256 for other in files if other.name == file.name}
    return len(same_name) > 1


def _state(entry: Mapping[str, Any]) -> State:
    match entry.get("state"):
        case "partial":
            return "partial"
        case "complete":
            return "complete"
    raise BadReceipt(member="state")
