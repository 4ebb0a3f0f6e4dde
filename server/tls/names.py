"""The names a phone may call this machine by, and which of them we may certify."""

from __future__ import annotations

import fcntl
import ipaddress
import re
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: Local networks only: whoever steals our key can pretend to be no site beyond them.
NETWORKS: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
DOMAINS = ("localhost", "local", "lan", "internal", "home.arpa")
HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?", re.ASCII)
# Reserved for documentation: asking the way to it sends nothing.
NOWHERE = ("192.0.2.1", 9)
#: Linux: what is this interface's address (SIOCGIFADDR)?
ASK_ADDRESS = 0x8915


def network_names() -> tuple[str, ...]:
    """List this machine's names and addresses in the local network, then localhost."""
    own = socket.gethostname().lower()
    found = [*_addresses(own), own, f"{own.partition('.')[0]}.local"]
    return certifiable([*found, "localhost", "127.0.0.1"])


def certifiable(names: Iterable[str]) -> tuple[str, ...]:
    """Keep the names that our authority may vouch for, in order, each once."""
    return tuple(dict.fromkeys(filter(_permitted, names)))


def address(name: str) -> Address | None:
    """Read a name as an IP address, if it is one."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _permitted(name: str) -> bool:
    number = address(name)
    if number is not None:
        return any(number in network for network in NETWORKS)
    if not HOST_NAME.fullmatch(name):
        return False
    return f".{name}".endswith(tuple(f".{domain}" for domain in DOMAINS))


def _addresses(host: str) -> list[str]:
    """List our addresses: the usual way out first, this machine's own loop last."""
    found = [*_towards(NOWHERE), *_of_interfaces(), *_of_name(host)]
    return sorted(found, key=lambda text: ipaddress.ip_address(text).is_loopback)


def _towards(place: tuple[str, int]) -> list[str]:
    """Find the address that this machine would call from."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(place)
        except OSError:
            return []
        return [asking.getsockname()[0]]


def _of_interfaces() -> list[str]:
    """List each interface's address: a network without a way out counts too."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            wish = struct.pack("256s", name.encode()[:15])
            with suppress(OSError):
                answer = fcntl.ioctl(asking, ASK_ADDRESS, wish)
                found.append(socket.inet_ntoa(answer[20:24]))
    return found


def _of_name(host: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, None, family=socket.AF_INET)
    except OSError:
        return []
    return [str(each[4][0]) for each in found]
