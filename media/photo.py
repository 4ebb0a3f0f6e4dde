"""Look at photographs without trusting them.

Decoding happens in one long-lived child process with limits on memory and time
(:mod:`media.darkroom`). A photograph that cannot be decoded is still evidence:
it is kept, and its facts say why there is no preview.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from media.errors import Undecodable
from media.facts import Fix, NoPreview, PhotoFacts
from media.pipe import MOST, Closed, receive, send
from media.sniff import sniff

__all__ = ["Darkroom", "Fix", "NoPreview", "PhotoFacts", "sniff"]

PATIENCE = 30.0
#: How large a photograph is developed when nobody asks for the copy.
EDGE = 480
_GRACE = 5.0
_PACKAGES = Path(__file__).resolve().parent.parent


class _Lost(Exception):
    """The child did not answer, for this reason."""

    def __init__(self, reason: NoPreview) -> None:
        super().__init__(reason)
        self.reason = reason


class Darkroom:
    """One child process that decodes photographs, started when first needed.

    Any number of threads may ask; they are served one after the other. A child
    that crashed or took too long is replaced for the next photograph.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def develop(self, photo: bytes | Path, edge: int) -> tuple[PhotoFacts, bytes]:
        """Decode once: what it says, and an upright JPEG within ``edge`` pixels.

        Never refuses a photograph: one that cannot be decoded has facts that say
        why, and no small copy.
        """
        try:
            written, small = self._ask({"do": "develop", "edge": edge}, photo)
            return PhotoFacts.from_json(written), small
        except _Lost as lost:
            return PhotoFacts(mime=_mime(photo), undecodable=lost.reason), b""
        except (KeyError, TypeError, ValueError):
            return PhotoFacts(mime=_mime(photo), undecodable=NoPreview.CRASHED), b""

    def describe(self, photo: bytes | Path) -> PhotoFacts:
        """Read what a photograph says; never refuses one."""
        facts, _ = self.develop(photo, EDGE)
        return facts

    def thumbnail(self, photo: bytes | Path, edge: int) -> bytes:
        """Make an upright JPEG within ``edge`` pixels; raises Undecodable."""
        facts, small = self.develop(photo, edge)
        if facts.undecodable is not None:
            raise Undecodable(reason=facts.undecodable)
        return small

    def look(self, photo: bytes | Path) -> bytes:
        """Give a photograph as 64 × 64 grey values; raises Undecodable."""
        return self._copy({"do": "look"}, photo)

    def cover(self, photo: bytes | Path, regions: Sequence[Sequence[float]]) -> bytes:
        """Make an upright JPEG with regions covered; raises Undecodable.

        A region is left, top, width and height as shares of the upright picture.
        What a camera wrote beside the picture is not in the copy; without regions
        it is the picture alone.
        """
        return self._copy({"do": "cover", "regions": list(map(list, regions))}, photo)

    def stamp(self, photo: bytes | Path, lines: list[str], font: Path) -> bytes:
        """Make an upright JPEG that bears these lines; raises Undecodable."""
        job = {"do": "stamp", "lines": lines, "font": str(font)}
        return self._copy(job, photo)

    def close(self) -> None:
        """End the child process; a later photograph starts a new one."""
        with self._turn:
            self._dismiss()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _copy(self, job: dict[str, Any], photo: bytes | Path) -> bytes:
        try:
            answer, copy = self._ask(job, photo)
            reason = answer["undecodable"]
        except _Lost as lost:
            raise Undecodable(reason=lost.reason) from None
        except KeyError:
            raise Undecodable(reason=NoPreview.CRASHED) from None
        if reason is not None:
            raise Undecodable(reason=reason)
        return copy

    def _ask(
        self, job: dict[str, Any], photo: bytes | Path
    ) -> tuple[dict[str, Any], bytes]:
        if _size(photo) > MOST:
            raise _Lost(NoPreview.TOO_LARGE)
        content = photo.read_bytes() if isinstance(photo, Path) else photo
        with self._turn:
            answer, body = self._exchange(job, content)
            if answer["undecodable"] == NoPreview.TOO_MUCH_MEMORY:
                self._dismiss()
        return answer, body

    def _exchange(
        self, job: dict[str, Any], content: bytes
    ) -> tuple[dict[str, Any], bytes]:
        child = self._ready()
        if child.stdin is None or child.stdout is None:
            raise AssertionError("the darkroom is started with pipes")
        with _deadline(child) as over:
            try:
                send(child.stdin, job, content)
                return receive(child.stdout)
            except Closed:
                raise _Lost(self._post_mortem(child, over)) from None
            except BaseException:
                # Half a message is in the pipe: nothing that follows would fit.
                self._dismiss()
                raise

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._dismiss()
            self._child = _start()
        return self._child

    def _post_mortem(
        self, child: subprocess.Popen[bytes], over: threading.Event
    ) -> NoPreview:
        self._dismiss()
        if over.is_set() or child.returncode == -signal.SIGXCPU:
            return NoPreview.TOOK_TOO_LONG
        return NoPreview.CRASHED

    def _dismiss(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            _end(child)


def _start() -> subprocess.Popen[bytes]:
    """Start a child that knows nothing of ours: no settings, no secrets."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "media.darkroom"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join([str(_PACKAGES), *filter(None, sys.path)])},
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    """Hang up, wait a little, and leave no process and no pipe behind."""
    with child:
        if child.stdin is not None:
            with suppress(OSError):
                child.stdin.close()
        try:
            child.wait(_GRACE)
        except subprocess.TimeoutExpired:
            child.kill()


@contextmanager
def _deadline(child: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
    """Let the child live on only if the job ends in time; say when it did not."""
    over = threading.Event()

    def end() -> None:
        over.set()
        child.kill()

    alarm = threading.Timer(PATIENCE, end)
    alarm.daemon = True
    alarm.start()
    try:
        yield over
    finally:
        alarm.cancel()


def _size(photo: bytes | Path) -> int:
    return photo.stat().st_size if isinstance(photo, Path) else len(photo)


def _mime(photo: bytes | Path) -> str:
    if isinstance(photo, bytes):
        return sniff(photo[:32])
    with photo.open("rb") as file:
        return sniff(file.read(32))
