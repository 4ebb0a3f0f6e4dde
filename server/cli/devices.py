"""`chafang device`: bring a phone in."""

from __future__ import annotations

from pathlib import Path

import click
import segno

from server.actions import devices, invitations
from server.actions.access import SYSTEM
from server.actions.invitations import EVERYBODY, USUAL_DAYS, WHOM, Wish
from server.cli import place
from server.cli.place import office
from server.cli.told import Told, command
from server.cli.written import OUT, fits, whole
from server.db import writing
from server.errors import Incomplete
from server.models import Team
from server.reports.enrolment_sheet import cards as sheet_cards
from sync.enrolment import field_link, settings_qr

WHOM_HELP = "For everybody of the teams, those without a phone, or nobody by name."


def hang(main: click.Group) -> None:
    """Add the commands of phones."""

    @main.group("device")
    def device() -> None:
        """Look after phones."""

    @command(device, "enrol")
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--team", default="", help="The team's code; a sheet takes all.")
    @click.option("--sheet", type=OUT, help="Write cards to print for many (.pdf).")
    @click.option("--whom", default=EVERYBODY, type=click.Choice(WHOM), help=WHOM_HELP)
    @click.option("--a-team", default=2, help="Cards a team, of nobody by name.")
    @click.option("--days", default=USUAL_DAYS, help="So long the cards are good.")
    def enrol(
        code: str | None,
        team: str,
        sheet: Path | None,
        whom: str,
        a_team: int,
        days: int,
    ) -> Told:
        """Give a team a field-app link (24 hours, once) and a key for Collect."""
        if sheet is not None:
            return _sheet(code, team, sheet, Wish(whom, a_team, days))
        if not team:
            raise Incomplete("team_or_sheet_missing")
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


def _sheet(code: str | None, team: str, out: Path, wish: Wish) -> Told:
    """Write a sheet of codes, of one team or of all."""
    from server.reports.enrolment_sheet import pdf  # noqa: PLC0415 - slow to load

    fits(out, (".pdf",))
    with office() as app:
        fonts = Path(app.static_folder or "") / "fonts"
        pdf.require(fonts)
        with writing() as session:
            home = place.campaign(session, code)
            one = [place.team(session, home, team)] if team else None
            teams = one or session.scalars(Team.of(home.id)).all()
            made, until = invitations.invite(session, SYSTEM, teams, wish)
            cards, title = sheet_cards.of(place.address(), made), home.name
        with whole(out) as file:
            pdf.write(file, title, cards, until, fonts)
    facts = {"file": str(out), "cards": len(cards), "until": until.isoformat()}
    return Told(facts, [f"已写好 {len(cards)} 张登记码：{out}"])


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
