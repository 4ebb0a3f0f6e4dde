"""An archive written to whoever reads it, with the fingerprint of every file."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from server.reports.cells import FORBIDDEN_IN_NAMES, UNFIT
from server.reports.csv_file import NO_DATE

IN_MEMORY = 4 << 20
PIECE = 1 << 18
#: What is text is made smaller; photos and documents are so already.
TEXTS = (".csv", ".jsonl", ".geojson", ".txt")
LONGEST = 80
#: Names that Windows keeps for its devices.
DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{d}{n}" for d in ("COM", "LPT") for n in range(10)),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive, and how it is written."""

    name: str
    write: Callable[[BinaryIO], None]
    #: What it is, for the index.
    about: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it stands in the archive."""

    name: str
    size: int
    sha256: str
    about: str


class Archive:
    """Writes files one by one; what was written is known by its fingerprint."""

    def __init__(self) -> None:
        self._pipe = _Pipe()
        self._zip = zipfile.ZipFile(cast("IO[bytes]", self._pipe), "w")
        self.packed: list[Packed] = []

    def add(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        """Write files and give the archive's bytes as they come."""
        for entry in entries:
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as room:
                entry.write(cast("BinaryIO", room))
                room.seek(0)
                yield from self._copied(entry, cast("BinaryIO", room))

    def end(self) -> bytes:
        """Write the archive's own index and give the last bytes."""
        self._zip.close()
        return self._pipe.take()

    def _copied(self, entry: Entry, room: BinaryIO) -> Iterator[bytes]:
        kept = zipfile.ZipInfo(entry.name, NO_DATE)
        text = entry.name.endswith(TEXTS)
        kept.compress_type = zipfile.ZIP_DEFLATED if text else zipfile.ZIP_STORED
        kept.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(kept, "w") as member:
            while piece := room.read(PIECE):
                digest.update(piece)
                size += len(piece)
                member.write(piece)
                yield self._pipe.take()
        yield self._pipe.take()
        self.packed.append(Packed(entry.name, size, digest.hexdigest(), entry.about))


class _Pipe:
    """What an archive is written into: it cannot go back, and keeps nothing."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take bytes in."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: whoever reads takes what is there."""

    def take(self) -> bytes:
        """Give out what came in since."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def safe(name: str) -> str:
    """Make a part of a path that every system takes, at most 80 characters."""
    bare = FORBIDDEN_IN_NAMES.sub("_", UNFIT.sub("", name))[:LONGEST].strip(" .")
    stem = bare.partition(".")[0].upper()
    return f"_{bare}" if stem in DEVICES else bare or "_"
