"""A real S3 server for tests: OpenStack Swift, from pip, on this machine only.

It lives in an environment of its own (``build/swift``), for its packages and ours
need not agree. Where it cannot be had, :class:`NoSwift` says why.
"""

import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.services import run

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / "build" / "swift"
LOCK = ROOT / "requirements" / "swift.lock"
PARTS = ("account", "container", "object", "proxy")
PATIENCE = 60

SERVER = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {home}/etc
devices = {home}/srv
mount_check = false
disable_fallocate = true
user = {user}
workers = 0
log_level = ERROR
log_address = {home}/nolog
[pipeline:main]
pipeline = {part}-server
[app:{part}-server]
use = egg:swift#{part}
"""

PROXY = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {home}/etc
user = {user}
workers = 0
log_level = ERROR
log_address = {home}/nolog
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth copy slo dlo \
versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
dns_compliant_bucket_names = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
[filter:symlink]
use = egg:swift#symlink
"""

RINGS = """
import sys
from swift.common.ring import RingBuilder

for part, port, path in (word.split("=") for word in sys.argv[1:]):
    rings = RingBuilder(2, 1, 1)
    rings.add_dev({
        "id": 0, "region": 1, "zone": 1, "weight": 1.0, "device": "disk", "meta": "",
        "ip": "127.0.0.1", "port": int(port),
        "replication_ip": "127.0.0.1", "replication_port": int(port),
    })
    rings.rebalance()
    rings.get_ring().save(path)
"""


class NoSwift(Exception):
    """Swift cannot run here; the message says why."""


@dataclass(frozen=True, slots=True)
class S3Account:
    """Where a running server is, and the one account it knows."""

    endpoint: str
    region: str = "us-east-1"
    access_key: str = "test:tester"
    secret_key: str = "testing"


def server() -> S3Account:
    """Give the run's server, starting it if need be; raises NoSwift."""
    _install()
    known = run.shared("swift", _start)
    return S3Account(known["endpoint"])


def _start(room: Path) -> dict[str, Any]:
    ports = dict(zip(PARTS, _free_ports(len(PARTS)), strict=True))
    with ExitStack() as stack:
        # What does not come up leaves nothing that would stop the next try.
        stack.callback(shutil.rmtree, room)
        _settle(room, ports)
        parts = [_serve(part, room) for part in PARTS]
        stack.callback(_kill, parts)
        for part in PARTS:
            _await(part, ports[part], room)
        stack.pop_all()
    endpoint = f"http://127.0.0.1:{ports['proxy']}"
    return {"endpoint": endpoint, "processes": parts}


def _install() -> None:
    """Make the environment once, whoever asks first."""
    ENVIRONMENT.parent.mkdir(exist_ok=True)
    with (ENVIRONMENT.parent / "swift.making").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        stamp = ENVIRONMENT / "installed.lock"
        if stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
            return
        _run(sys.executable, "-m", "venv", "--clear", "--without-pip", ENVIRONMENT)
        pip = (sys.executable, "-m", "pip", "--python", ENVIRONMENT / "bin" / "python")
        quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
        _run(*pip, "install", *quiet, "--require-hashes", "-r", LOCK)
        stamp.write_bytes(LOCK.read_bytes())


def _run(*words: str | Path) -> None:
    done = subprocess.run(
        [*map(str, words)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise NoSwift(f"Swift cannot be installed: {(said or ['?'])[-1]}")


def _settle(home: Path, ports: dict[str, int]) -> None:
    """Write settings and rings, and make the folder that plays the disk."""
    (home / "etc").mkdir(parents=True)
    (home / "srv" / "disk").mkdir(parents=True)
    _refuse_without_attributes(home / "srv")
    secret = "[swift-hash]\nswift_hash_path_suffix = tests\n"
    (home / "etc" / "swift.conf").write_text(secret)
    user = pwd.getpwuid(os.geteuid()).pw_name
    for part, port in ports.items():
        template = PROXY if part == "proxy" else SERVER
        settings = template.format(part=part, port=port, home=home, user=user)
        (home / "etc" / f"{part}-server.conf").write_text(settings)
    rings = [
        f"{part}={ports[part]}={home}/etc/{part}.ring.gz"
        for part in PARTS
        if part != "proxy"
    ]
    _run(ENVIRONMENT / "bin" / "python", "-c", RINGS, *rings)


def _refuse_without_attributes(folder: Path) -> None:
    try:
        os.setxattr(folder, "user.swift.metadata", b"x")
    except OSError as error:
        raise NoSwift(f"{folder} keeps no file attributes: {error}") from error


def _free_ports(count: int) -> list[int]:
    """Find ports nobody listens on; all are held at once so that they differ."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _serve(part: str, home: Path) -> int:
    """Start one server that outlives the worker which happened to be first."""
    program = str(ENVIRONMENT / "bin" / f"swift-{part}-server")
    settings = str(home / "etc" / f"{part}-server.conf")
    log, kind = str(home / f"{part}.log"), os.O_WRONLY | os.O_CREAT
    return os.posix_spawn(
        program,
        [program, settings],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, log, kind, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )


def _kill(parts: list[int]) -> None:
    for number in parts:
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)


def _await(part: str, port: int, home: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    said = (home / f"{part}.log").read_text(errors="replace").strip().splitlines()
    raise NoSwift(f"Swift's {part} server does not answer: {said[-1:]}")
