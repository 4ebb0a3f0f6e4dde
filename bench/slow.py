"""Phones on a bad network: uploads that trickle while others want an answer."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from bench.openrosa_load import Url, milliseconds
from bench.wire import Connection, get

#: 40 kbit/s in pieces of a quarter of a second.
PIECE = b"x" * 1250
PAUSE = 0.25
PHOTO = 300_000
ASKED = 100


def others_wait(url: Url, phones: int) -> dict[str, object]:
    """Let phones trickle, ask for the forms meanwhile; tell how long it took."""
    return asyncio.run(_others_wait(url, phones))


async def _others_wait(url: Url, phones: int) -> dict[str, object]:
    trickling = [asyncio.create_task(_trickle(url)) for _ in range(phones)]
    await asyncio.sleep(2)
    host, port, path = url
    forms = (host, port, path.replace("/submission", "/formList"))
    waits = [await _ask(forms) for _ in range(ASKED)]
    alive = sum(not phone.done() for phone in trickling)
    for phone in trickling:
        phone.cancel()
    await asyncio.gather(*trickling, return_exceptions=True)
    ordered = tuple(sorted(waits))
    return {
        "phones": phones,
        "still_trickling": alive,
        "others_p50_ms": milliseconds(ordered, 0.5),
        "others_p95_ms": milliseconds(ordered, 0.95),
        "others_max_ms": milliseconds(ordered, 1.0),
    }


async def _ask(url: Url) -> float:
    began = time.perf_counter()
    connection = Connection(url[0], url[1])
    answer = await asyncio.wait_for(connection.ask(get(url)), timeout=30)
    connection.close()
    if answer.status >= 400:
        raise RuntimeError(f"{url[2]} answered {answer.status}")
    return time.perf_counter() - began


async def _trickle(url: Url) -> None:
    host, port, path = url
    _, writer = await asyncio.open_connection(host, port)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nX-OpenRosa-Version: 1.0\r\n"
        "Content-Type: multipart/form-data; boundary=slow\r\n"
        f"Content-Length: {PHOTO}\r\n\r\n"
        '--slow\r\nContent-Disposition: form-data; name="a.jpg"; filename="a.jpg"\r\n'
        "\r\n"
    )
    with suppress(ConnectionError):
        writer.write(head.encode())
        for _ in range(PHOTO // len(PIECE)):
            writer.write(PIECE)
            await writer.drain()
            await asyncio.sleep(PAUSE)
    writer.close()
