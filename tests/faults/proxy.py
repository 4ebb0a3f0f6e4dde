"""A line that breaks where it is told to: byte by byte, between phone and office.

Each connection carries one request (as the test's wire makes them), so its first
bytes say which request it is. A storm breaks connections by a seeded die instead.
"""

from __future__ import annotations

import random
import select
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

PIECE = 1 << 16
PATIENCE = 30.0


@dataclass(slots=True)
class Fault:
    """Breaks the nth request that begins so, after so many bytes up or down.

    Cut on the way down the office has stored and answered; the phone never hears.
    """

    begins: bytes
    nth: int = 1
    up: int | None = None
    down: int | None = None
    seen: int = 0
    done: bool = False

    def meets(self, head: bytes) -> bool:
        if self.done or not head.startswith(self.begins):
            return False
        self.seen += 1
        self.done = self.seen == self.nth
        return self.done


@dataclass(slots=True)
class Carried:
    """What one connection brought."""

    request: str
    up: int = 0
    down: int = 0
    broken: bool = False


class Proxy:
    """Listens for phones, calls the office, and breaks the line as told."""

    def __init__(self, office: str) -> None:
        place = urlsplit(office)
        self._office = (place.hostname or "", place.port or 80)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self.carried: list[Carried] = []
        self._faults: list[Fault] = []
        self._storm: tuple[random.Random, float] | None = None
        self._guard = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()

    # ------------------------------------------------------------ is told

    def cut(self, begins: str, after: int, nth: int = 1) -> None:
        """Break the request once so many of its bytes have gone up."""
        self._faults.append(Fault(begins.encode(), nth, up=after))

    def swallow(self, begins: str, nth: int = 1, after: int = 0) -> None:
        """Let the office do it, and break before the phone hears of it."""
        self._faults.append(Fault(begins.encode(), nth, down=after))

    def storm(self, seed: int, share: float) -> None:
        """Break this share of all connections at bytes that a seeded die gives."""
        self._storm = (random.Random(seed), share)

    def calm(self) -> None:
        """Break nothing any more."""
        self._faults.clear()
        self._storm = None

    @property
    def broken(self) -> int:
        return sum(each.broken for each in self.carried)

    def up(self, begins: str) -> int:
        """Count the bytes that requests of this kind sent towards the office."""
        return sum(each.up for each in self.carried if each.request.startswith(begins))

    # ------------------------------------------------------------ carries

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                phone, _ = self._door.accept()
                threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        with phone, suppress(OSError):
            phone.settimeout(PATIENCE)
            head = phone.recv(PIECE)
            if not head:
                return
            fault, carried = self._fate(head)
            with socket.create_connection(self._office, PATIENCE) as office:
                _Line(phone, office, fault, carried).carry(head)

    def _fate(self, head: bytes) -> tuple[Fault | None, Carried]:
        request = head.partition(b"\r\n")[0].decode("latin-1")
        with self._guard:
            carried = Carried(request)
            self.carried.append(carried)
            met = [fault for fault in self._faults if fault.meets(head)]
            return (met[0] if met else self._by_die()), carried

    def _by_die(self) -> Fault | None:
        if self._storm is None:
            return None
        die, share = self._storm
        if die.random() >= share:
            return None
        if die.random() < 0.5:
            return Fault(b"", up=int(die.expovariate(1 / 4000)))
        return Fault(b"", down=int(die.expovariate(1 / 100)))

    def close(self) -> None:
        self._door.close()


class _Line:
    """One connection on both sides."""

    def __init__(
        self,
        phone: socket.socket,
        office: socket.socket,
        fault: Fault | None,
        carried: Carried,
    ) -> None:
        self.phone = phone
        self.office = office
        self.up = fault.up if fault else None
        self.down = fault.down if fault else None
        self.carried = carried

    def carry(self, head: bytes) -> None:
        going = self._upwards(head)
        while going:
            ready, _, _ = select.select([self.phone, self.office], [], [], PATIENCE)
            if not ready:
                return
            if self.office in ready:
                going = self._downwards(self.office.recv(PIECE))
            elif self.phone in ready:
                chunk = self.phone.recv(PIECE)
                going = bool(chunk) and self._upwards(chunk)

    def _upwards(self, chunk: bytes) -> bool:
        left = None if self.up is None else self.up - self.carried.up
        sent = chunk if left is None else chunk[: max(left, 0)]
        self.office.sendall(sent)
        self.carried.up += len(sent)
        if left is not None and len(chunk) >= left:
            return self._break()
        return True

    def _downwards(self, chunk: bytes) -> bool:
        left = None if self.down is None else self.down - self.carried.down
        told = chunk if left is None else chunk[: max(left, 0)]
        self.phone.sendall(told)
        self.carried.down += len(told)
        if left is not None and len(chunk) >= left:
            return self._break()
        return bool(chunk)

    def _break(self) -> bool:
        """Reset both sides, as a network does that is gone."""
        self.carried.broken = True
        for side in (self.phone, self.office):
            side.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            side.close()
        return False


@contextmanager
def breaking(office: str) -> Iterator[Proxy]:
    """Put a line that breaks before an office."""
    proxy = Proxy(office)
    try:
        yield proxy
    finally:
        proxy.close()
