"""`chafang demo`: the demonstration campaign, built by the real pipeline."""

from __future__ import annotations

from datetime import datetime

import click

from server.cli.place import founding, settings
from server.cli.told import Told, command
from server.cli.welcome import ACCOUNTS, SHOWN
from server.db import LOCAL, now

FIRST = "正在造演示数据，第一次约一分钟 … Making the demo data, about a minute …"


def hang(main: click.Group) -> None:
    """Add the demonstration."""

    @command(main, "demo")
    @click.option(
        "--day",
        type=click.DateTime(["%Y-%m-%d"]),
        help="The day that the campaign has come to; today when left out.",
    )
    def demo(day: datetime | None) -> Told:
        """Build the demonstration campaign, or find it built; tell its accounts."""
        from server import demo as demonstration  # noqa: PLC0415 - loads Pillow

        if not (settings().data / ACCOUNTS).exists():
            click.echo(FIRST, err=True)
        with founding() as app:
            today = day or now().astimezone(LOCAL)
            report = demonstration.build(app, today.date())
        shown = [one for one in report.accounts if one.login in SHOWN]
        return Told(
            report.to_json(),
            [
                f"演示专项已备好：{report.campaign}，{len(report.teams)} 个察访组。",
                *(f"  {one.name}  {one.login}  {one.password}" for one in shown),
                f"  其余账号见 chafang demo --json（共 {len(report.accounts)} 个）。",
            ],
        )
