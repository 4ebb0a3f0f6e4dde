"""Who somebody is, and what each role may do, where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.models import (
    Campaign,
    Device,
    Grant,
    Role,
    User,
)
from server.models.place import level_of, prefix

#: A region's code; a finding may lie in none.
Place = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
JUDGES = (Role.OFFICE, Role.REVIEWER)
VERIFIERS = (Role.OFFICE, Role.VERIFIER)
#: Those who open what was filled in, over a region.
OPENERS = (*JUDGES, Role.VERIFIER, Role.WORKING_GROUP)
OVER_REGION = (*OPENERS, Role.LEADER_VIEW)
#: Those whose role is over a region, whatever they see there.
BY_REGION = (*OVER_REGION, Role.CLUE_OFFICER, Role.AUDITOR)
IN_TEAM = (Role.TEAM_LEADER, Role.INSPECTOR)
#: Those who look at what teams bring; a unit sees only what it owes.
INSIDE = (*OVER_REGION, *IN_TEAM)
#: Those of them who open submissions, lists and forms.
READERS = (*OPENERS, *IN_TEAM)

#: Which roles may do what; where they may do it is their scope.
VERBS: dict[str, tuple[Role, ...]] = {
    "campaign.read": (*INSIDE, Role.UNIT_CONTACT, Role.CLUE_OFFICER, Role.AUDITOR),
    "audit.read": (Role.OFFICE, Role.AUDITOR),
    "campaign.manage": (Role.OFFICE,),
    "submission.read": READERS,
    "submission.review": JUDGES,
    "submission.remark": (*JUDGES, *IN_TEAM),
    "original.list": (Role.OFFICE,),
    "finding.read": INSIDE,
    "unit.read": INSIDE,
    "team.read": INSIDE,
    "finding.confirm": (Role.TEAM_LEADER,),
    "finding.review": JUDGES,
    "finding.assign": (Role.OFFICE,),
    "finding.verify": VERIFIERS,
    "finding.refer": (Role.OFFICE,),
    "ledger.read": INSIDE,
    "overview.read": OVER_REGION,
    "ledger.export": (*JUDGES, Role.WORKING_GROUP, Role.TEAM_LEADER),
    "export.ask": (*JUDGES, Role.WORKING_GROUP, Role.TEAM_LEADER, Role.CLUE_OFFICER),
    "notice.print": JUDGES,
    "notice.read": OVER_REGION,
    "notice.write": (Role.OFFICE,),
    "theme.read": OVER_REGION,
    "theme.write": (Role.OFFICE, Role.WORKING_GROUP),
    "advice.issue": (Role.OFFICE,),
    "bulletin.read": OVER_REGION,
    "bulletin.write": (Role.OFFICE,),
    "clue.read": (Role.OFFICE, Role.CLUE_OFFICER),
    "clue.work": (Role.CLUE_OFFICER,),
    "device.enrol": (Role.OFFICE, Role.TEAM_LEADER),
    "form.read": READERS,
    "thing.decide": JUDGES,
    "entity.read": READERS,
    "entity.write": JUDGES,
}
#: What is done only by somebody whose region covers the whole campaign.
WHOLE = {"campaign.manage", "thing.decide"}


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds, and over what."""

    role: Role
    campaign_id: int
    region_code: str | None = None
    team_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks: a user, a device, or the machine itself."""

    user_id: int | None
    device_id: int | None
    name: str
    held: tuple[Held, ...]
    is_system: bool = False


#: Jobs, and commands typed on the server's own machine.
SYSTEM = Actor(None, None, "system", (), is_system=True)


def actor_of_user(session: Session, user: User) -> Actor:
    """Collect what a user holds."""
    held = tuple(_held(grant) for grant in session.scalars(Grant.of(user.id)))
    return Actor(user.id, None, user.staff_no or user.login, held)


def actor_of_device(device: Device) -> Actor:
    """Let a device speak for its team, as an inspector."""
    held = (Held(Role.INSPECTOR, device.campaign_id, None, device.team_id),)
    return Actor(device.user_id, device.id, device.label, held)


def may(
    actor: Actor,
    verb: str,
    campaign: Campaign,
    team_id: int | None = None,
    region_code: str | None = None,
) -> bool:
    """Say whether the actor may do this, there."""
    if actor.is_system:
        return True
    region = region_code or campaign.region_code
    return any(
        _covers(held, verb, campaign, team_id, region)
        for held in actor.held
        if held.campaign_id == campaign.id and held.role in VERBS[verb]
    )


def somewhere(actor: Actor, verb: str, home: Campaign) -> bool:
    """Say whether the actor may do this anywhere in the campaign."""
    if actor.is_system or verb in WHOLE:
        return may(actor, verb, home)
    return any(
        held.role in VERBS[verb] for held in actor.held if held.campaign_id == home.id
    )


def reach(actor: Actor, home: Campaign) -> tuple[str, ...]:
    """Name how the codes begin over which the actor gives and takes roles."""
    return within(actor, home, "campaign.manage")


def without(actor: Actor, grant: Grant) -> Actor:
    """Give the actor as one who does not hold this."""
    lost = _held(grant)
    return replace(actor, held=tuple(held for held in actor.held if held != lost))


def begins(place: Place, codes: Iterable[str]) -> ColumnElement[bool]:
    """Say of a column of region codes that it begins as one of these."""
    return or_(false(), *(place.startswith(one, autoescape=True) for one in codes))


def own_units(actor: Actor, campaign_id: int) -> set[int]:
    """Name the units that somebody speaks for, by id."""
    return {
        held.unit_id
        for held in actor.held
        if held.campaign_id == campaign_id and held.unit_id is not None
    }


def own_teams(actor: Actor, campaign_id: int) -> set[int]:
    """Name the teams that somebody is of, by id."""
    return {
        held.team_id
        for held in actor.held
        if held.campaign_id == campaign_id and held.team_id is not None
    }


def regions(actor: Actor, campaign_id: int) -> list[str]:
    """Name the regions over which somebody looks, by code."""
    return [
        held.region_code
        for held in actor.held
        if held.campaign_id == campaign_id
        and held.role in OVER_REGION
        and held.region_code is not None
    ]


def own_region(actor: Actor, home: Campaign) -> str:
    """Name the one region of a campaign that somebody looks over, else all of it."""
    below = prefix(home.region_code)
    own = {one for one in regions(actor, home.id) if one.startswith(below)}
    return own.pop() if len(own) == 1 else home.region_code


def within(actor: Actor, home: Campaign, verb: str) -> tuple[str, ...]:
    """Name how the codes begin of the regions over which the actor may do this."""
    if actor.is_system:
        return ("",)
    return tuple(
        prefix(held.region_code)
        for held in actor.held
        if held.campaign_id == home.id
        and held.role in VERBS[verb]
        and held.region_code is not None
    )


def levels(actor: Actor, home: Campaign, region_code: str | None) -> set[str]:
    """Name the levels at which somebody may verify what lies in a region."""
    region = region_code or home.region_code
    return {
        level_of(held.region_code)
        for held in actor.held
        if held.campaign_id == home.id
        and held.role in VERIFIERS
        and held.region_code is not None
        and region.startswith(prefix(held.region_code))
    }


def overlooked(actor: Actor, home: Campaign) -> tuple[str, ...]:
    """Name how the codes begin of what the actor looks over; nothing for a team."""
    if actor.is_system:
        return ("",)
    return tuple(prefix(region) for region in regions(actor, home.id))


def exports(actor: Actor, home: Campaign) -> bool:
    """Say whether the actor may take the ledger away, as far as it is seen."""
    return somewhere(actor, "ledger.export", home)


def prints(actor: Actor, home: Campaign) -> bool:
    """Say whether the actor may print letters in the office's name."""
    return somewhere(actor, "notice.print", home)


def _covers(
    held: Held, verb: str, home: Campaign, team_id: int | None, region: str
) -> bool:
    if held.role in IN_TEAM:
        return team_id is not None and held.team_id == team_id
    if held.region_code is None:
        return False
    target = home.region_code if verb in WHOLE else region
    return target.startswith(prefix(held.region_code))


def _held(grant: Grant) -> Held:
    return Held(
        Role(grant.role),
        grant.campaign_id,
        grant.region_code,
        grant.team_id,
        grant.unit_id,
    )
