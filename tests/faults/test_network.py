"""The bad network is as bad as it is said to be, and loses nothing for good."""

import hashlib
import subprocess
import sys
import time

import pytest

from tests.faults.network import OFFICE, NoNetwork, Weather, joined

pytestmark = pytest.mark.faults
#: 2G in a valley: half a second there and back, every fiftieth packet lost.
VALLEY = Weather(delay=0.25, jitter=0.05, loss=0.02, double=0.01, rate=200_000)
PHOTO = b"roof" * 10_000

RECEIVER = """
import hashlib, socket
with socket.create_server(("10.99.0.2", 8000)) as door:
    print("open", flush=True)
    phone, _ = door.accept()
    with phone:
        whole = b"".join(iter(lambda: phone.recv(4096), b""))
        phone.sendall(hashlib.sha256(whole).hexdigest().encode())
"""
SENDER = """
import socket, sys
with socket.create_connection((sys.argv[1], 8000)) as office:
    office.sendall(b"roof" * 10_000)
    office.shutdown(socket.SHUT_WR)
    print(office.recv(64).decode())
"""


@pytest.fixture
def valley():
    try:
        with joined(VALLEY) as network:
            yield network
    except NoNetwork as reason:
        pytest.skip(str(reason))


def _start(words):
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def test_a_photograph_arrives_whole_and_late(valley):
    office = _start(valley.on_office(sys.executable, "-c", RECEIVER))
    assert office.stdout.readline() == "open\n"
    began = time.monotonic()
    phone = _start(valley.on_phone(sys.executable, "-c", SENDER, OFFICE))
    said, _ = phone.communicate(timeout=120)
    office.communicate(timeout=30)
    assert said.strip() == hashlib.sha256(PHOTO).hexdigest()
    # 40 kB at 200 kbit/s: no clock of ours, but the least that physics allows.
    assert time.monotonic() - began > len(PHOTO) * 8 / VALLEY.rate


def test_a_network_that_is_cut_carries_nothing_until_it_is_mended(valley):
    office = _start(valley.on_office(sys.executable, "-c", RECEIVER))
    assert office.stdout.readline() == "open\n"
    valley.cut()
    phone = _start(valley.on_phone(sys.executable, "-c", SENDER, OFFICE))
    with pytest.raises(subprocess.TimeoutExpired):
        phone.communicate(timeout=2)
    valley.mend()
    said, _ = phone.communicate(timeout=120)
    office.communicate(timeout=30)
    assert said.strip() == hashlib.sha256(PHOTO).hexdigest()
