"""The office of the story opens: campaign, places, units, teams, people, forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select

from forms.library import (
    INSPECTION_PLAN,
    NAMES,
    PLAQUE_LIST,
    inspection_plan,
    plaque_list,
    workbook,
)
from forms.workbook import compile_workbook
from server.actions import accounts as kept_accounts
from server.actions import campaigns, forms, imports, passwords, people
from server.actions.access import SYSTEM
from server.actions.campaigns import NewCampaign
from server.actions.entities import brought_lists
from server.actions.forms import Source
from server.actions.imports import Credential, Kind, Table
from server.db import clock_at, reading, writing
from server.demo import rectify
from server.demo.accounts import Account, cast
from server.demo.days import BEGINS, ENDS, Days
from server.demo.story import (
    ABOVE,
    BUREAUS,
    CAMPAIGN,
    CITY,
    COUNTIES,
    DEPARTMENTS,
    NAME,
    PREFIX,
    Home,
    squads,
)
from server.models import Campaign, Form, Region, User

Cells = tuple[str, ...]


def campaign(today: date) -> Home:
    """Open the campaign so that it has come to this day, or find it open."""
    found = reading().scalar(select(Campaign).where(Campaign.code == CAMPAIGN))
    if found is not None:
        return Home(found.id, found.room, Days.since(found.starts_on or BEGINS))
    days = Days.until(today)
    new = NewCampaign(
        CAMPAIGN, NAME, PREFIX, CITY, starts_on=days.on(BEGINS), ends_on=days.on(ENDS)
    )
    with clock_at(days.at(BEGINS, 9, 0)), writing() as session:
        opened = campaigns.create(session, SYSTEM, new)
    return Home(opened.id, opened.room, days)


def furnish(home: Home, everybody: Sequence[Account]) -> None:
    """Bring in what an office brings in, by its own imports; twice is once."""
    _bring(home, Kind.REGIONS, ("code", "name"), list(_new_regions()))
    _bring(home, Kind.UNITS, ("code", "name", "kind", "region_code"), list(_units()))
    _bring(home, Kind.TEAMS, ("code", "name", "kind", "level", "regions"), _teams())
    head = ("login", "display_name", "role", "region_code", "team_code", "password")
    staff = {one.login for one in cast()}
    told = [one for one in everybody if one.login in staff]
    _bring(home, Kind.USERS, head, [_person(one) for one in told])
    rectify.furnish(home)
    _same_passwords(home, everybody)
    for name in NAMES:
        _publish(home, name)


def _bring(home: Home, kind: Kind, head: Cells, rows: Sequence[Cells]) -> None:
    if not rows:
        return
    table = Table(1, head, tuple(enumerate(rows, start=2)))
    own = reading().get_one(Campaign, home.id)
    plan = imports.plan(kind, table, imports.known(reading(), SYSTEM, own, kind))
    new: tuple[Credential, ...] = imports.credentials(plan)
    with writing() as session:
        imports.apply(session, SYSTEM, session.get_one(Campaign, home.id), plan, new)


def _new_regions() -> Iterator[Cells]:
    """List the story's places, without those that the office named already."""
    there = set(reading().scalars(select(Region.code)))
    return (row for row in _regions() if row[0] not in there)


def _regions() -> Iterator[Cells]:
    yield from ABOVE.items()
    for county in COUNTIES:
        yield county.region, county.name
        for digits, name in county.towns.items():
            yield f"{county.code}{digits}000", name
    for squad in squads():
        yield squad.village


def _units() -> Iterator[Cells]:
    for number, bureau in enumerate(BUREAUS, start=1):
        yield f"371400-{number:02d}", f"德州市{bureau}", "department", CITY
    for county in COUNTIES:
        for number, department in enumerate(DEPARTMENTS, start=1):
            code = f"{county.code}-{number:02d}"
            yield code, county.name + department, "department", county.region
        for digits, name in county.towns.items():
            own = "办事处" if name.endswith("街道") else "人民政府"
            town = f"{county.code}{digits}000"
            yield f"{county.code}-{digits}", f"{name}{own}", "town_gov", town


def _teams() -> list[Cells]:
    return [
        (one.code, one.name, "research_supervision", "city", one.county.region)
        for one in squads()
    ]


def _person(one: Account) -> Cells:
    return one.login, one.name, one.role, one.region, one.team, one.password


def _same_passwords(home: Home, everybody: Sequence[Account]) -> None:
    """Let the passwords be the file's, also when that was lost and made anew."""
    if _fits(everybody[0]) and _fits(everybody[-1]):
        return
    for one in everybody:
        if not _fits(one):
            _give_password(home, one)


def _fits(one: Account) -> bool:
    user = people.find_user(reading(), one.login)
    return user is not None and passwords.fits(one.password, user.password_hash)


def _give_password(home: Home, one: Account) -> None:
    digest = passwords.hashed(one.password)
    with writing() as session:
        own = session.scalars(select(User).where(User.login == one.login)).one()
        place = session.get_one(Campaign, home.id)
        kept_accounts.new_password(session, SYSTEM, place, own, digest)


def _publish(home: Home, name: str) -> None:
    published = Form.of(home.id).where(Form.form_id == name)
    if reading().scalar(published) is not None:
        return
    content = workbook(name)
    compiled = compile_workbook(content, f"{name}.xlsx")
    lists = {PLAQUE_LIST: plaque_list(), INSPECTION_PLAN: inspection_plan()}
    source = Source(f"{name}.xlsx", content, lists)
    with writing() as session:
        own = session.get_one(Campaign, home.id)
        version = forms.publish(session, SYSTEM, own, compiled, source)
        brought_lists.keep_those_of(session, SYSTEM, own, version)
