"""Who asks: a device, by its token in the header or in Collect's path."""

from __future__ import annotations

from flask import request
from sqlalchemy import select

from server.actions import devices
from server.actions.access import Actor, actor_of_device
from server.db import reading
from server.errors import DeviceUnknown
from server.models import Device, Installation

SCHEME = "Bearer "


def bearer() -> tuple[Actor, Device]:
    """Find the device of the Authorization header; raises DeviceUnknown."""
    return keyed(_token())


def sender() -> tuple[Actor, Device]:
    """Find the device of the header, also one that may only bring late evidence.

    Raises DeviceUnknown.
    """
    device = devices.sender(reading(), _token())
    return actor_of_device(device), device


def keyed(token: str) -> tuple[Actor, Device]:
    """Find the device of a token; raises DeviceUnknown."""
    device = devices.by_token(reading(), token)
    return actor_of_device(device), device


def _token() -> str:
    header = request.headers.get("Authorization", "")
    if not header.startswith(SCHEME):
        raise DeviceUnknown
    return header.removeprefix(SCHEME).strip()


def epoch() -> str:
    """Name the history of this store; a restore from backup begins a new one."""
    return reading().scalars(select(Installation.epoch)).one()
