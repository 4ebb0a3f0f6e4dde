"""A keep-alive HTTP/1.1 connection that costs the measured machine little."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

LINE_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """The status and the body of an answer."""

    status: int
    body: bytes


class Connection:
    """One connection; opened when it is needed, and again when it was closed."""

    def __init__(self, host: str, port: int) -> None:
        self._place = (host, port)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: bytes) -> Answer:
        """Send a whole request and read its answer."""
        kept = self._streams is not None
        try:
            return await self._ask(request)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.close()
            if not kept:
                raise
        # The server had closed the kept connection meanwhile: once more on a new one.
        return await self._ask(request)

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None

    async def _ask(self, request: bytes) -> Answer:
        if self._streams is None:
            host, port = self._place
            self._streams = await asyncio.open_connection(host, port, limit=LINE_LIMIT)
        reader, writer = self._streams
        writer.write(request)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").split("\r\n")
        fields = dict(_field(line) for line in head[1:] if line)
        body = await _body(reader, fields)
        if fields.get("connection", "").lower() == "close":
            self.close()
        return Answer(int(head[0].split(" ", 2)[1]), body)


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()


async def _body(reader: asyncio.StreamReader, fields: dict[str, str]) -> bytes:
    if fields.get("transfer-encoding", "").lower() == "chunked":
        return await _chunks(reader)
    return await reader.readexactly(int(fields.get("content-length", "0")))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        whole += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return whole


def post(url: tuple[str, int, str], content_type: str, body: bytes) -> bytes:
    """Write an OpenRosa POST."""
    host, port, path = url
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nX-OpenRosa-Version: 1.0\r\n"
        "User-Agent: load\r\nDate: Thu, 12 Mar 2026 08:00:00 GMT\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(url: tuple[str, int, str]) -> bytes:
    """Write a GET."""
    host, port, path = url
    return f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
