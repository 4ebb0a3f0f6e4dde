"""Messages between the server and its darkroom: a JSON head and a body of bytes."""

import json
import struct
from typing import IO, Any

MOST = 64 << 20
_LENGTHS = struct.Struct("!II")


class Closed(Exception):
    """The other end is gone, or has lost its mind."""


def send(pipe: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message; raises Closed."""
    written = json.dumps(head).encode()
    try:
        pipe.write(_LENGTHS.pack(len(written), len(body)))
        pipe.write(written)
        pipe.write(body)
        pipe.flush()
    except OSError as error:
        raise Closed from error


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read one message; raises Closed."""
    head_size, body_size = _LENGTHS.unpack(_exactly(pipe, _LENGTHS.size))
    if head_size > MOST or body_size > MOST:
        raise Closed
    return _head(_exactly(pipe, head_size)), _exactly(pipe, body_size)


def _head(written: bytes) -> dict[str, Any]:
    try:
        head = json.loads(written)
    except ValueError as error:
        raise Closed from error
    if not isinstance(head, dict):
        raise Closed
    return head


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    try:
        chunk = pipe.read(size)
    except OSError as error:
        raise Closed from error
    if len(chunk) != size:
        raise Closed
    return chunk
