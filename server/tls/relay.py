"""TLS in front, a plain server behind: bytes are passed on as they come.

One thread with an event loop serves all phones, for most of them only trickle. The
server behind keeps its own limits on time and size; the relay adds none, but for the
handshake.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Place = tuple[str, int]
PIECE = 64 * 1024
#: How long a caller may take to shake hands.
HANDSHAKE = 20.0
#: How many callers may wait at the door.
BACKLOG = 512


class Relay:
    """A listener that notes, for each connection it makes, who has called.

    `callers` gets each caller's address, by the port from which we pass them on.
    """

    def __init__(
        self, certificate: Path, behind: Place, callers: dict[int, str]
    ) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._context.load_cert_chain(certificate)
        self._behind = behind
        self._callers = callers

    @contextmanager
    def running(self, listener: socket.socket) -> Iterator[None]:
        """Serve this listening socket from a thread of its own, until left."""
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="tls", daemon=True)
        thread.start()
        listening = asyncio.run_coroutine_threadsafe(self._listen(listener), loop)
        server = listening.result()
        try:
            yield
        finally:
            asyncio.run_coroutine_threadsafe(_hang_up(server), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    async def _listen(self, listener: socket.socket) -> asyncio.Server:
        return await asyncio.start_server(
            self._pass_on,
            sock=listener,
            ssl=self._context,
            ssl_handshake_timeout=HANDSHAKE,
            backlog=BACKLOG,
        )

    async def _pass_on(
        self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter
    ) -> None:
        try:
            office, to_office = await asyncio.open_connection(*self._behind)
        except OSError:
            to_phone.close()
            return
        port = to_office.get_extra_info("sockname")[1]
        self._callers[port] = to_phone.get_extra_info("peername")[0]
        try:
            await _first_of(_flow(phone, to_office), _flow(office, to_phone))
        finally:
            to_phone.close()
            to_office.close()
            del self._callers[port]


async def _first_of(*ways: Coroutine[None, None, None]) -> None:
    """Wait for one way to fall silent; HTTP never needs half a connection."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _flow(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await source.read(PIECE):
            sink.write(piece)
            await sink.drain()


async def _hang_up(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
