"""Carry out a plan: everything, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Insert, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from server.actions import (
    accounts,
    events,
    passwords,
    people,
    proposed_units,
    renaming,
)
from server.actions.access import Actor
from server.actions.imports import categories, clues, planned, set_up
from server.actions.imports.columns import Kind
from server.actions.imports.plan import Change, ImportOvertaken, Plan, Row
from server.actions.imports.rows import LeadRow, RegionRow, TeamRow, UnitRow, UserRow
from server.actions.renaming import Renamed
from server.db import new_key
from server.errors import BadInput
from server.models import (
    Campaign,
    CategoryLead,
    ImportBatch,
    Named,
    Region,
    Role,
    Team,
    Unit,
    User,
)

#: What no batch keeps.
UNTOLD = ("password", "content")
#: The rows whose names are kept when they end.
NAMED = (RegionRow, UnitRow, TeamRow)
KINDS: dict[type[Row], Named] = {
    RegionRow: Named.REGION,
    UnitRow: Named.UNIT,
    TeamRow: Named.TEAM,
}


class ImportHasErrors(BadInput):
    """The plan names errors; nothing was imported."""

    code = "import_has_errors"


@dataclass(frozen=True, slots=True)
class Credential:
    """The first password of a new user: shown once, kept only hashed."""

    login: str
    password: str = field(repr=False)
    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """What was done."""

    kind: Kind
    added: int
    changed: int
    unchanged: int


def credentials(plan: Plan) -> tuple[Credential, ...]:
    """Make and hash the passwords of people who are new, and of nobody else.

    Slow, so before the pen is held. Raises ImportHasErrors.
    """
    _refuse_errors(plan)
    users = [row for row in reversed(plan.adds) if isinstance(row, UserRow)]
    given = {row.login: row.password for row in users}
    new = sorted(plan.newcomers)
    made = ((login, given[login] or passwords.make()) for login in new)
    return tuple(
        Credential(login, password, passwords.hashed(password))
        for login, password in made
    )


def apply(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    plan: Plan,
    new: tuple[Credential, ...] = (),
    file_name: str = "",
) -> Imported:
    """Do what the plan says, and keep what was done so that it can be undone.

    Raises ImportHasErrors, ImportOvertaken, SharedAccount.
    """
    _refuse_errors(plan)
    accounts = _accounts(session, plan)
    if set(accounts) != {credential.login for credential in new}:
        raise ImportOvertaken
    try:
        carry_out(session, actor, campaign, plan, new)
        session.flush()
    except IntegrityError as error:
        raise ImportOvertaken from error
    done = Imported(plan.kind, len(plan.adds), len(plan.changes), plan.unchanged)
    if plan.adds or plan.changes or plan.gone:
        batch = _kept(session, actor, campaign, plan, accounts)
        batch.file_name = file_name[:200]
        said = {"added": done.added, "changed": done.changed, "import": batch.key}
        events.record(session, actor, campaign, f"import.{plan.kind}", **said)
    return done


def _refuse_errors(plan: Plan) -> None:
    if plan.errors:
        raise ImportHasErrors(count=len(plan.errors))


def _kept(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    plan: Plan,
    accounts: list[str],
) -> ImportBatch:
    """Keep row by row what was brought."""
    batch = ImportBatch(
        campaign_id=campaign.id,
        kind=plan.kind,
        added=[told(row) for row in plan.adds],
        changed=[[told(one.before), told(one.after)] for one in plan.changes],
        removed=[told(row) for row in plan.gone],
        accounts=accounts,
        made_by=actor.user_id,
    )
    session.add(batch)
    session.flush()
    return batch


def _accounts(session: Session, plan: Plan) -> list[str]:
    """Name the people of a plan who have no account yet."""
    logins = {row.login for row in plan.adds if isinstance(row, UserRow)}
    there = set(session.scalars(select(User.login))) if logins else set()
    return sorted(logins - there)


def told(row: Row) -> dict[str, Any]:
    """Write a row as JSON, without a password, and without what a clue says in full."""
    return {name: one for name, one in asdict(row).items() if name not in UNTOLD}


def carry_out(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    plan: Plan,
    new: tuple[Credential, ...],
) -> None:
    """Write what a plan adds and changes."""
    afters = [change.after for change in plan.changes]
    if plan.kind is Kind.USERS:
        hashes = {credential.login: credential.password_hash for credential in new}
        _bring_users(session, actor, campaign, [*plan.adds, *afters], hashes)
        return
    if plan.kind is Kind.LEADS:
        _bring_leads(session, campaign, [*plan.adds, *afters])
        return
    if plan.kind is Kind.CATEGORIES:
        categories.bring(session, campaign, plan)
        return
    if plan.kind is Kind.ARRANGEMENTS:
        set_up.bring(session, campaign, plan)
        return
    if plan.kind is Kind.CLUES:
        clues.bring(session, actor, campaign, plan)
        return
    if plan.kind in planned.BRINGS:
        planned.BRINGS[plan.kind](session, actor, campaign, plan)
        return
    made = [_values(campaign, row) for row in plan.adds]
    if made:
        session.execute(_insert(plan.kind), made)
    renaming.keep(session, campaign, _renamed(plan.changes))
    _change(session, campaign, afters)


def _insert(kind: Kind) -> Insert:
    models: dict[Kind, type[Any]] = {
        Kind.REGIONS: Region,
        Kind.UNITS: Unit,
        Kind.TEAMS: Team,
    }
    return insert(models[kind])


def _values(campaign: Campaign, row: Row) -> dict[str, Any]:
    values = asdict(row)
    if isinstance(row, RegionRow):
        return values
    if isinstance(row, TeamRow):
        values["region_codes"] = list(row.region_codes)
        values["recusal_codes"] = list(row.recusal_codes)
    return {**values, "campaign_id": campaign.id, "key": new_key()}


def _renamed(changes: Sequence[Change]) -> Iterator[Renamed]:
    for change in changes:
        before, after = change.before, change.after
        if isinstance(before, NAMED) and isinstance(after, NAMED):
            kind = KINDS[type(before)]
            yield Renamed(kind, before.code, before.name, after.name)


def _change(session: Session, campaign: Campaign, rows: list[Row]) -> None:
    regions = [asdict(row) for row in rows if isinstance(row, RegionRow)]
    if regions:
        session.execute(update(Region), regions)
    for row in rows:
        values = asdict(row)
        if isinstance(row, UnitRow):
            session.execute(
                update(Unit)
                .where(Unit.campaign_id == campaign.id, Unit.code == row.code)
                .values(values)
            )
        if isinstance(row, TeamRow):
            values["region_codes"] = list(row.region_codes)
            values["recusal_codes"] = list(row.recusal_codes)
            session.execute(
                update(Team)
                .where(Team.campaign_id == campaign.id, Team.code == row.code)
                .values(values)
            )


def _bring_leads(session: Session, campaign: Campaign, rows: list[Row]) -> None:
    """Write who leads, and propose it for what waits for a unit."""
    held = session.scalars(CategoryLead.of(campaign.id))
    known = {(one.category_code, one.region_code): one for one in held}
    units = {unit.code: unit.id for unit in session.scalars(Unit.of(campaign.id))}
    leads = [row for row in rows if isinstance(row, LeadRow)]
    for row in leads:
        place = row.category_code, row.region_code
        lead = known.get(place) or CategoryLead(
            campaign_id=campaign.id, category_code=place[0], region_code=place[1]
        )
        lead.unit_id = units[row.unit_code]
        session.add(lead)
    categories = {row.category_code for row in leads}
    proposed_units.lead_again(session, campaign.id, categories)


def _bring_users(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    rows: list[Row],
    hashes: Mapping[str, str],
) -> None:
    teams = {team.code: team for team in session.scalars(Team.of(campaign.id))}
    units = {unit.code: unit for unit in session.scalars(Unit.of(campaign.id))}
    for row in rows:
        if not isinstance(row, UserRow):
            continue
        user = _person(session, actor, row, hashes)
        role = Role(row.role)
        if row.team_code:
            people.grant_team(session, actor, teams[row.team_code], user, role)
        elif row.unit_code:
            people.grant_unit(session, actor, units[row.unit_code], user)
        else:
            place = row.region_code
            people.grant_region(session, actor, campaign, user, role, place)


def _person(
    session: Session, actor: Actor, row: UserRow, hashes: Mapping[str, str]
) -> User:
    """Find or make the person of a row; raises SharedAccount for another's names."""
    user = session.scalar(select(User).where(User.login == row.login))
    if user is None:
        password_hash = hashes[row.login]
        return people.create_user(
            session, row.login, row.display_name, password_hash, row.staff_no
        )
    said = row.display_name, row.staff_no or user.staff_no
    if said != (user.display_name, user.staff_no):
        accounts.require_all(session, actor, user)
        user.display_name, user.staff_no = said
    return user
