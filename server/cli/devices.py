"""`chafang device`: bring a phone in."""

from __future__ import annotations

import click
import segno

from server.actions import devices
from server.actions.access import SYSTEM
from server.cli import place
from server.cli.place import office
from server.cli.told import Told, command
from server.db import writing
from sync.enrolment import field_link, settings_qr


def hang(main: click.Group) -> None:
    """Add the commands of phones."""

    @main.group("device")
    def device() -> None:
        """Look after phones."""

    @command(device, "enrol")
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--team", required=True, help="The team's code.")
    def enrol(code: str | None, team: str) -> Told:
        """Give a team a field-app link (24 hours, once) and a key for Collect."""
        with office(), writing() as session:
            home = place.campaign(session, code)
            own = place.team(session, home, team)
            invitation = devices.invite(session, SYSTEM, own, None)
            _, token = devices.issue(session, SYSTEM, own, f"Collect {own.code}")
            name, number = f"{home.name} {own.code}", home.id
        base = place.address()
        url = f"{base}/v1/key/{token}/projects/{number}"
        link = field_link(base, invitation)
        facts = {
            "openrosa_url": url,
            "token": token,
            "project": number,
            "field_link": link,
            "code": invitation,
            "field_qr": link,
            "collect_qr": settings_qr(url, name),
        }
        return Told(facts, _lines(facts))


def _lines(facts: dict[str, object]) -> list[str]:
    return [
        f"察访应用  {facts['field_link']}",
        drawn(str(facts["field_qr"])),
        f"ODK Collect  {facts['openrosa_url']}",
        drawn(str(facts["collect_qr"])),
    ]


def drawn(text: str) -> str:
    """Draw a QR code for the terminal."""
    code = segno.make(text, micro=False, error="l")
    rows = [tuple(row) for row in code.matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append((0,) * len(rows[0]))
    return "\n".join(
        "".join(_cell(*pair) for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def _cell(upper: int, lower: int) -> str:
    """Draw two modules in one character, dark on light whatever the terminal."""
    return {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}[
        (int(bool(upper)), int(bool(lower)))
    ]
