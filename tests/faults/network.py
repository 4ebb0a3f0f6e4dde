"""Two hosts of our own with a bad network between them, on one machine.

Kernels without netem have none of their own, so two network namespaces are joined by
two TUN devices and a pump that delays, loses, doubles and slows packets. TCP at both
ends is the kernel's, so retransmission, back-off and time-outs are real. No packet
leaves the machine. Needs root.
"""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import os
import random
import select
import shutil
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PHONE, OFFICE = "10.99.0.1", "10.99.0.2"
MTU = 1400
SET_INTERFACE, TUN, NO_HEADER = 0x400454CA, 1, 0x1000
LARGEST = 65536


class NoNetwork(Exception):
    """Such a network cannot be made here; says why."""


@dataclass(frozen=True, slots=True)
class Weather:
    """How bad the way is: seconds one way, shares of packets, bits in a second."""

    delay: float = 0.0
    jitter: float = 0.0
    loss: float = 0.0
    double: float = 0.0
    rate: float = 0.0
    #: bytes that may wait; what comes beyond them is dropped
    queue: float = 30_000
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Network:
    """The two hosts: `phone` at 10.99.0.1 and `office` at 10.99.0.2."""

    name: str
    pump: Pump

    def on_phone(self, *words: str) -> list[str]:
        """Give the words that run a command on the phone's host."""
        return _inside(f"{self.name}p", words)

    def on_office(self, *words: str) -> list[str]:
        """Give the words that run a command on the office's host."""
        return _inside(f"{self.name}o", words)

    def cut(self) -> None:
        """Lose everything from now on."""
        self.pump.cut.set()

    def mend(self) -> None:
        """Let packets pass again."""
        self.pump.cut.clear()


class Pump(threading.Thread):
    """Carries packets from one device to the other, as the weather lets it."""

    def __init__(self, ends: tuple[int, int], weather: Weather) -> None:
        super().__init__(daemon=True)
        self.cut = threading.Event()
        self._done = threading.Event()
        self._other = {ends[0]: ends[1], ends[1]: ends[0]}
        self._weather = weather
        self._chance = random.Random(weather.seed)
        self._busy_until = dict.fromkeys(ends, 0.0)
        self._waiting: list[tuple[float, int, int, bytes]] = []
        self._count = 0

    def run(self) -> None:
        """Pump until ended."""
        while not self._done.is_set():
            self._deliver(time.monotonic())
            for device in select.select(list(self._other), [], [], self._pause())[0]:
                with suppress(OSError):
                    self._take(os.read(device, LARGEST), self._other[device])

    def end(self) -> None:
        """Stop pumping."""
        self._done.set()
        self.join()

    def _deliver(self, now: float) -> None:
        while self._waiting and self._waiting[0][0] <= now:
            _, _, device, packet = heapq.heappop(self._waiting)
            with suppress(OSError):
                os.write(device, packet)

    def _pause(self) -> float:
        if not self._waiting:
            return 0.2
        return min(0.2, max(0.0, self._waiting[0][0] - time.monotonic()))

    def _take(self, packet: bytes, to: int) -> None:
        weather, now = self._weather, time.monotonic()
        if self.cut.is_set() or self._chance.random() < weather.loss:
            return
        begins = max(now, self._busy_until[to])
        if weather.rate and (begins - now) * weather.rate / 8 > weather.queue:
            return
        takes = len(packet) * 8 / weather.rate if weather.rate else 0.0
        self._busy_until[to] = begins + takes
        for _ in range(2 if self._chance.random() < weather.double else 1):
            late = weather.delay + self._chance.uniform(-1, 1) * weather.jitter
            self._count += 1
            arrives = begins + takes + max(0.0, late)
            heapq.heappush(self._waiting, (arrives, self._count, to, packet))


@contextmanager
def joined(weather: Weather) -> Iterator[Network]:
    """Make the two hosts and the way between them, until left; raises NoNetwork."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        raise NoNetwork("bad networks need root and iproute2")
    name = f"bn{os.getpid()}"
    hosts = (f"{name}p", f"{name}o")
    try:
        for host in hosts:
            _say("ip", "netns", "add", host)
        ends = (_device(hosts[0], "tunp", PHONE), _device(hosts[1], "tuno", OFFICE))
        with _pumping(Pump(ends, weather)) as pump:
            yield Network(name, pump)
        for end in ends:
            os.close(end)
    finally:
        for host in hosts:
            subprocess.run(["ip", "netns", "del", host], check=False)


@contextmanager
def _pumping(pump: Pump) -> Iterator[Pump]:
    pump.start()
    try:
        yield pump
    finally:
        pump.end()


def _inside(host: str, words: tuple[str, ...]) -> list[str]:
    return ["ip", "netns", "exec", host, *words]


def _device(host: str, name: str, address: str) -> int:
    """Make a TUN device inside a host, from a thread of its own that moves there."""
    with _moved_to(host):
        device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        wish = struct.pack("16sH", name.encode(), TUN | NO_HEADER)
        fcntl.ioctl(device, SET_INTERFACE, wish)
        _say("ip", "addr", "add", f"{address}/24", "dev", name)
        _say("ip", "link", "set", name, "mtu", str(MTU), "up")
        _say("ip", "link", "set", "lo", "up")
    return device


@contextmanager
def _moved_to(host: str) -> Iterator[None]:
    kernel = ctypes.CDLL(None, use_errno=True)
    here = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    there = os.open(Path("/run/netns") / host, os.O_RDONLY)
    try:
        if kernel.setns(there, 0):
            raise NoNetwork(os.strerror(ctypes.get_errno()))
        yield
    finally:
        kernel.setns(here, 0)
        os.close(here)
        os.close(there)


def _say(*words: str) -> None:
    done = subprocess.run(list(words), check=False, capture_output=True, text=True)
    if done.returncode:
        raise NoNetwork(f"{' '.join(words)}: {done.stderr.strip()}")
