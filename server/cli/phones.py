"""`chafang serve --tls`: phones in the local network, over our own authority."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask

from server.cli.devices import drawn
from server.cli.welcome import invite
from server.config import Settings
from server.db import now
from server.tls import Certificates, Front, ensure_certificates, network_names


def certificates(settings: Settings) -> Certificates:
    """Make the certificates for this machine's names in the local network."""
    folder: Path = settings.data / "tls"
    return ensure_certificates(folder, network_names(), now())


def announce(app: Flask, front: Front, kept: Certificates) -> None:
    """Show what to do on the phone: install the authority, then join a team."""
    page = front.page(kept)
    click.echo("1. 手机连同一无线网络，扫码打开安装页，按步骤安装证书：", err=True)
    click.echo(f"{page}\n{drawn(page)}", err=True)
    click.echo(f"   证书指纹 {kept.fingerprint}", err=True)
    click.echo("2. 装好后登记：", err=True)
    if not invite(app, front.office(kept)[0]):
        click.echo("   还没有察访组。先导入组，再用 chafang device enrol。", err=True)
