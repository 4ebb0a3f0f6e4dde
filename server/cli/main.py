"""All commands, gathered."""

from __future__ import annotations

import click

from server.cli import (
    campaigns,
    checks,
    databases,
    demos,
    devices,
    exports,
    forms,
    imports,
    jobs,
    people,
    rules,
    serving,
)


@click.group()
def main() -> None:
    """Chafang 察访: inspection campaigns, from the village to the ledger."""


for room in (
    serving,
    databases,
    demos,
    campaigns,
    people,
    imports,
    forms,
    rules,
    devices,
    exports,
    jobs,
    checks,
):
    room.hang(main)
