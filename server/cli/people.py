"""`chafang user`: accounts and what they hold."""

from __future__ import annotations

import click

from server.actions import passwords, people
from server.actions.access import BY_REGION, SYSTEM
from server.cli import place
from server.cli.place import office
from server.cli.told import Told, command
from server.db import writing
from server.errors import Incomplete
from server.models import Role


def hang(main: click.Group) -> None:
    """Add the commands of accounts."""

    @main.group("user")
    def user() -> None:
        """Look after accounts."""

    @command(user, "create")
    @click.argument("named", metavar="[LOGIN]", required=False)
    @click.option("--login", help="The same as LOGIN.")
    @click.option("--name", help="Shown name; the login when left out.")
    @click.option("--staff-no", default="", help="Staff number.")
    @click.option("--password", help="Made at random when left out.")
    @click.option("--campaign", "code", help="The campaign's code.")
    @click.option("--role", type=click.Choice([role.value for role in Role]))
    @click.option("--region", help="For the roles that look over one.")
    @click.option("--team", help="For team_leader and inspector: the team's code.")
    @click.option("--unit", help="For unit_contact: the unit's code.")
    def create(  # noqa: PLR0913, PLR0917 - one argument for each option
        named: str | None,
        login: str | None,
        name: str | None,
        staff_no: str,
        password: str | None,
        code: str | None,
        role: str | None,
        region: str | None,
        team: str | None,
        unit: str | None,
    ) -> Told:
        """Add an account; with --role it holds that in the campaign."""
        login = login or named
        if not login:
            raise Incomplete("login_missing")
        chosen = password or passwords.make()
        digest = passwords.hashed(chosen)
        with office(), writing() as session:
            made = people.create_user(session, login, name or login, digest, staff_no)
            if role is not None:
                home = place.campaign(session, code)
                if Role(role) in BY_REGION:
                    where = (region or home.region_code).ljust(12, "0")
                    people.grant_region(session, SYSTEM, home, made, Role(role), where)
                elif role == Role.UNIT_CONTACT:
                    owing = place.unit(session, home, unit or "")
                    people.grant_unit(session, SYSTEM, owing, made)
                else:
                    own = place.team(session, home, team or "")
                    people.grant_team(session, SYSTEM, own, made, Role(role))
        facts = {"login": made.login, "password": chosen, "role": role}
        return Told(facts, [f"{made.login}  {chosen}"])
