"""A small country: one campaign over a city, with teams, units and people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import campaigns, people
from server.actions.access import BY_REGION, SYSTEM
from server.actions.campaigns import NewCampaign
from server.models import Campaign, Region, Role, Team, Unit
from server.models.place import ancestors, level_of

CODE = "jf26"
LINYI, QIHE = "371424000000", "371425000000"
MENGSI, BIAOBAISI = "371424105000", "371425104000"
REGIONS = {
    "370000000000": "山东省",
    "371400000000": "德州市",
    LINYI: "临邑县",
    QIHE: "齐河县",
    MENGSI: "孟寺镇",
    "371424105201": "东孟村",
    BIAOBAISI: "表白寺镇",
}
UNITS = {
    "LY-DSJ": ("临邑县大数据局", LINYI),
    "LY-MZJ": ("临邑县民政局", LINYI),
    "QH-DSJ": ("齐河县大数据局", QIHE),
    "SD-DSJ": ("山东省大数据局", "370000000000"),
}
#: Code: home region.
TEAMS = {"DZ07": LINYI, "DZ08": LINYI, "DZ01": QIHE}
#: Login: role, and a team, a region or a unit.
PEOPLE: dict[str, tuple[Role, str]] = {
    "leader07": (Role.TEAM_LEADER, "DZ07"),
    "inspector07": (Role.INSPECTOR, "DZ07"),
    "leader08": (Role.TEAM_LEADER, "DZ08"),
    "leader01": (Role.TEAM_LEADER, "DZ01"),
    "reviewer": (Role.REVIEWER, "371400000000"),
    "city": (Role.OFFICE, "371400000000"),
    "linyi": (Role.OFFICE, LINYI),
    "qihe": (Role.OFFICE, QIHE),
    "city2": (Role.OFFICE, "371400000000"),
    "verifier_linyi": (Role.VERIFIER, LINYI),
    "verifier_city": (Role.VERIFIER, "371400000000"),
    "clues_linyi": (Role.CLUE_OFFICER, LINYI),
    "clues_qihe": (Role.CLUE_OFFICER, QIHE),
    "clues_city": (Role.CLUE_OFFICER, "371400000000"),
    "bigdata": (Role.UNIT_CONTACT, "LY-DSJ"),
    "civil": (Role.UNIT_CONTACT, "LY-MZJ"),
}


@dataclass(frozen=True, slots=True)
class Country:
    """How one country is named; a second one may stand beside it."""

    code: str = CODE
    prefix: str = "JF26"
    #: Goes before each login.
    mark: str = ""


def furnish(session: Session, country: Country) -> Campaign:
    """Open the campaign and let everybody in."""
    campaign = campaigns.create(
        session,
        SYSTEM,
        NewCampaign(
            code=country.code,
            name="减负专项察访",
            number_prefix=country.prefix,
            region_code="371400000000",
            starts_on=date(2026, 3, 1),
        ),
    )
    _places(session)
    units = _units(session, campaign)
    teams = _teams(session, campaign)
    for login, (role, where) in PEOPLE.items():
        user = people.create_user(session, country.mark + login, login, "", login)
        if role in BY_REGION:
            people.grant_region(session, SYSTEM, campaign, user, role, where)
        elif role == Role.UNIT_CONTACT:
            people.grant_unit(session, SYSTEM, units[where], user)
        else:
            people.grant_team(session, SYSTEM, teams[where], user, role)
    return campaign


def _places(session: Session) -> None:
    for code, name in REGIONS.items():
        above = ancestors(code)[:-1]
        if session.get(Region, code) is None:
            session.add(
                Region(
                    code=code,
                    name=name,
                    level=level_of(code),
                    parent_code=above[-1] if above else None,
                )
            )
    session.flush()


def _units(session: Session, campaign: Campaign) -> dict[str, Unit]:
    units = {
        code: Unit(
            campaign_id=campaign.id,
            code=code,
            name=name,
            level=level_of(region),
            region_code=region,
        )
        for code, (name, region) in UNITS.items()
    }
    session.add_all(units.values())
    session.flush()
    return units


def _teams(session: Session, campaign: Campaign) -> dict[str, Team]:
    teams = {
        code: Team(
            campaign_id=campaign.id,
            code=code,
            name=f"德州-{code[2:]}组",
            region_code=region,
            region_codes=[region],
        )
        for code, region in TEAMS.items()
    }
    session.add_all(teams.values())
    session.flush()
    return teams
