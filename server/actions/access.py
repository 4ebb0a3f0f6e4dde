"""Who may see and do what: asked here and nowhere else.

Scope is by region (an office or reviewer and all below), by team, and always by
campaign. What is not yours does not exist: every look-up ends in NotFound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.errors import NotAllowed, NotFound
from server.models import (
    COUNTED,
    Attachment,
    Bulletin,
    Campaign,
    Correction,
    Device,
    Finding,
    FindingEvidence,
    FollowUp,
    Form,
    Grant,
    IssueTheme,
    OutcomeStat,
    Proof,
    Recommendation,
    Rectification,
    Region,
    RivalAnswers,
    Role,
    Submission,
    Team,
    User,
    Visit,
)
from server.models.place import level_of, prefix

Row = TypeVar(
    "Row",
    Attachment,
    Bulletin,
    Device,
    Finding,
    Form,
    IssueTheme,
    Proof,
    Recommendation,
    Rectification,
    Submission,
    Team,
    Visit,
)

JUDGES = (Role.OFFICE, Role.REVIEWER)
VERIFIERS = (Role.OFFICE, Role.VERIFIER)
OVER_REGION = (*JUDGES, Role.VERIFIER)
IN_TEAM = (Role.TEAM_LEADER, Role.INSPECTOR)
#: Those who look at what teams bring; a unit sees only what it owes.
INSIDE = (*OVER_REGION, *IN_TEAM)

#: Which roles may do what; where they may do it is their scope.
VERBS: dict[str, tuple[Role, ...]] = {
    "campaign.read": (*INSIDE, Role.UNIT_CONTACT),
    "campaign.manage": (Role.OFFICE,),
    "submission.read": INSIDE,
    "submission.review": JUDGES,
    "submission.remark": (*JUDGES, *IN_TEAM),
    "original.list": (Role.OFFICE,),
    "finding.read": INSIDE,
    "unit.read": INSIDE,
    "finding.confirm": (Role.TEAM_LEADER,),
    "finding.review": JUDGES,
    "finding.assign": (Role.OFFICE,),
    "finding.verify": VERIFIERS,
    "finding.refer": (Role.OFFICE,),
    "ledger.read": INSIDE,
    "overview.read": OVER_REGION,
    "ledger.export": (*JUDGES, Role.TEAM_LEADER),
    "notice.print": JUDGES,
    "theme.read": OVER_REGION,
    "theme.write": (Role.OFFICE,),
    "bulletin.read": OVER_REGION,
    "bulletin.write": (Role.OFFICE,),
    "device.enrol": (Role.OFFICE, Role.TEAM_LEADER),
    "form.read": INSIDE,
    "thing.decide": JUDGES,
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


def reach(actor: Actor, home: Campaign) -> tuple[str, ...]:
    """Name how the codes begin over which the actor gives and takes roles."""
    if actor.is_system:
        return ("",)
    return tuple(
        prefix(held.region_code)
        for held in actor.held
        if held.campaign_id == home.id
        and held.role == Role.OFFICE
        and held.region_code is not None
    )


def without(actor: Actor, grant: Grant) -> Actor:
    """Give the actor as one who does not hold this."""
    lost = _held(grant)
    return replace(actor, held=tuple(held for held in actor.held if held != lost))


def campaigns(actor: Actor) -> Select[Campaign]:
    """Select the campaigns in which the actor holds anything."""
    chosen = select(Campaign).order_by(Campaign.id)
    if actor.is_system:
        return chosen
    return chosen.where(Campaign.id.in_({held.campaign_id for held in actor.held}))


def submissions(actor: Actor, campaign: Campaign) -> Select[Submission]:
    """Select the submissions that the actor may see."""
    return select(Submission).where(
        Submission.campaign_id == campaign.id,
        _scope(actor, campaign, Submission.team_id, Submission.region_code),
    )


def findings(actor: Actor, campaign: Campaign) -> Select[Finding]:
    """Select the findings that the actor may see, whatever their status."""
    return select(Finding).where(
        Finding.campaign_id == campaign.id,
        _scope(actor, campaign, Finding.team_id, Finding.region_code),
    )


def ledger(actor: Actor, campaign: Campaign) -> Select[Finding]:
    """Select the findings that count, as far as the actor may see them."""
    return findings(actor, campaign).where(Finding.status.in_(COUNTED))


def followable(team: Team) -> Select[Finding]:
    """Select the findings that a team may go back to: those that it found itself."""
    return select(Finding).where(
        Finding.team_id == team.id, Finding.status.in_(COUNTED)
    )


def teams(actor: Actor, campaign: Campaign) -> Select[Team]:
    """Select the teams that the actor may see: own, or those of the region."""
    return (
        select(Team)
        .where(
            Team.campaign_id == campaign.id,
            _scope(actor, campaign, Team.id, Team.region_code),
        )
        .order_by(Team.code)
    )


def rivals(
    actor: Actor, home: Campaign, submission: Submission
) -> Select[RivalAnswers]:
    """Select other answers under a submission's id, but for teams not to be seen."""
    seen = teams(actor, home).with_only_columns(Team.id).order_by(None)
    senders = select(Device.id).where(
        or_(Device.team_id == submission.team_id, Device.team_id.in_(seen))
    )
    return RivalAnswers.of(submission.id).where(RivalAnswers.device_id.in_(senders))


def rectifications(actor: Actor, campaign: Campaign) -> Select[Rectification]:
    """Select what the actor's own units owe, for as long as they are on it."""
    return select(Rectification).where(
        Rectification.campaign_id == campaign.id,
        Rectification.released_at.is_(None),
        Rectification.unit_id.in_(own_units(actor, campaign.id)),
    )


def own_units(actor: Actor, campaign_id: int) -> set[int]:
    """Name the units that somebody speaks for, by id."""
    return {
        held.unit_id
        for held in actor.held
        if held.campaign_id == campaign_id and held.unit_id is not None
    }


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


def campaign(session: Session, actor: Actor, code: str, verb: str) -> Campaign:
    """Find a campaign; raises NotFound, NotAllowed."""
    found = session.scalar(campaigns(actor).where(Campaign.code == code))
    if found is None:
        raise NotFound
    if not _somewhere(actor, verb, found):
        raise NotAllowed
    return found


def submission(session: Session, actor: Actor, key: str, verb: str) -> Submission:
    """Find a submission; raises NotFound, NotAllowed."""
    found = _named(session, Submission, key)
    home = session.get_one(Campaign, found.campaign_id)
    _require(actor, verb, home, found.team_id, found.region_code, "submission.read")
    return found


def finding(session: Session, actor: Actor, key: str, verb: str) -> Finding:
    """Find a finding; raises NotFound, NotAllowed."""
    found = _named(session, Finding, key)
    home = session.get_one(Campaign, found.campaign_id)
    _require(actor, verb, home, found.team_id, found.region_code, "finding.read")
    return found


def rectification(session: Session, actor: Actor, key: str) -> Rectification:
    """Find what a unit of the actor's own owes; raises NotFound."""
    found = _named(session, Rectification, key)
    mine = own_units(actor, found.campaign_id)
    if found.unit_id not in mine or found.released_at is not None:
        raise NotFound
    return found


def proof(session: Session, actor: Actor, key: str) -> Proof:
    """Find a proof: of a finding that is seen, or of the actor's own unit."""
    found = _named(session, Proof, key)
    owed = session.get(Rectification, found.rectification_id or 0)
    if owed is not None and owed.unit_id in own_units(actor, found.campaign_id):
        return found
    subject = session.get_one(Finding, found.finding_id)
    finding(session, actor, subject.key, "finding.read")
    return found


def evidence(session: Session, actor: Actor, key: str) -> Attachment:
    """Find a photo that shows what a unit of the actor's own owes; raises NotFound.

    Only what a reviewer released is there.
    """
    found = _named(session, Attachment, key)
    owing = (
        select(Rectification.id)
        .join(FindingEvidence, FindingEvidence.finding_id == Rectification.finding_id)
        .where(
            FindingEvidence.attachment_id == found.id,
            Rectification.released_at.is_(None),
            Rectification.unit_id.in_(own_units(actor, found.campaign_id)),
        )
    )
    if not found.is_released or session.scalar(owing.limit(1)) is None:
        raise NotFound
    return found


def follow_up(session: Session, subject: Finding, submission: str) -> FollowUp:
    """Find what a submission says of a finding; raises NotFound."""
    said = FollowUp.of(subject.id).join(
        Submission, Submission.id == FollowUp.submission_id
    )
    found = session.scalar(said.where(Submission.key == submission))
    if found is None:
        raise NotFound
    return found


def correction(session: Session, subject: Finding, key: str) -> Correction:
    """Find a unit that is to be told of a finding; raises NotFound."""
    found = session.scalar(Correction.of(subject.id).where(Correction.key == key))
    if found is None:
        raise NotFound
    return found


def attachment(session: Session, actor: Actor, key: str) -> Attachment:
    """Find a photo or file of a submission that the actor may see."""
    found = _named(session, Attachment, key)
    owner = session.get_one(Submission, found.submission_id)
    submission(session, actor, owner.key, "submission.read")
    return found


def team(session: Session, actor: Actor, key: str, verb: str) -> Team:
    """Find a team; raises NotFound, NotAllowed."""
    found = _named(session, Team, key)
    home = session.get_one(Campaign, found.campaign_id)
    _require(actor, verb, home, found.id, found.region_code, "campaign.read")
    return found


def device(session: Session, actor: Actor, key: str, verb: str) -> Device:
    """Find a phone of a team that the actor may see; raises NotFound, NotAllowed."""
    found = _named(session, Device, key)
    _of_team(session, actor, found.team_id, verb)
    return found


def visit(session: Session, actor: Actor, key: str, verb: str) -> Visit:
    """Find a visit of a team that the actor may see; raises NotFound, NotAllowed."""
    found = _named(session, Visit, key)
    _of_team(session, actor, found.team_id, verb)
    return found


def bulletins(actor: Actor, home: Campaign) -> Select[Bulletin]:
    """Select the bulletins of the regions that the actor looks over."""
    return Bulletin.of(home.id).where(_looked_over(actor, home, Bulletin.region_code))


def outcomes(actor: Actor, home: Campaign) -> Select[OutcomeStat]:
    """Select what was entered of the regions that the actor looks over."""
    seen = _looked_over(actor, home, OutcomeStat.region_code)
    return OutcomeStat.of(home.id).where(seen)


def writable(actor: Actor, home: Campaign) -> Select[Region]:
    """Select the regions in whose name the actor may publish, the widest first."""
    mine = (Region.code.startswith(one, autoescape=True) for one in reach(actor, home))
    return Region.within(home.region_code).where(
        Region.level.in_(("province", "city", "county")), or_(false(), *mine)
    )


def themes(actor: Actor, home: Campaign) -> Select[IssueTheme]:
    """Select the themes of the regions that the actor looks over."""
    seen = _looked_over(actor, home, IssueTheme.region_code)
    return IssueTheme.of(home.id).where(seen)


def theme(session: Session, actor: Actor, key: str, verb: str) -> IssueTheme:
    """Find a theme of a region that the actor looks over.

    Raises NotFound, NotAllowed.
    """
    found = _named(session, IssueTheme, key)
    home = session.get_one(Campaign, found.campaign_id)
    _require(actor, verb, home, None, found.region_code, "theme.read")
    return found


def recommendation(
    session: Session, actor: Actor, key: str, verb: str
) -> Recommendation:
    """Find a recommendation of a theme that the actor may see.

    Raises NotFound, NotAllowed.
    """
    found = _named(session, Recommendation, key)
    drawn = session.get_one(IssueTheme, found.theme_id)
    theme(session, actor, drawn.key, verb)
    return found


def addressed(actor: Actor, home: Campaign) -> Select[Recommendation]:
    """Select the recommendations that were delivered to the actor's own units."""
    return (
        select(Recommendation)
        .where(
            Recommendation.campaign_id == home.id,
            Recommendation.delivered_at.is_not(None),
            Recommendation.unit_id.in_(own_units(actor, home.id)),
        )
        .order_by(Recommendation.id.desc())
    )


def bulletin(session: Session, actor: Actor, key: str, verb: str) -> Bulletin:
    """Find a bulletin of a region that the actor looks over.

    Raises NotFound, NotAllowed.
    """
    found = _named(session, Bulletin, key)
    home = session.get_one(Campaign, found.campaign_id)
    _require(actor, verb, home, None, found.region_code, "bulletin.read")
    return found


def form(session: Session, actor: Actor, key: str, verb: str) -> Form:
    """Find a form; raises NotFound, NotAllowed."""
    found = _named(session, Form, key)
    home = session.get_one(Campaign, found.campaign_id)
    _require(actor, verb, home, None, None, "campaign.manage")
    return found


def form_read(session: Session, actor: Actor, key: str) -> Form:
    """Find a form whose answers the actor may see, as far as they are the actor's.

    Raises NotFound.
    """
    found = _named(session, Form, key)
    if not _somewhere(actor, "form.read", session.get_one(Campaign, found.campaign_id)):
        raise NotFound
    return found


def _held(grant: Grant) -> Held:
    return Held(
        Role(grant.role),
        grant.campaign_id,
        grant.region_code,
        grant.team_id,
        grant.unit_id,
    )


def _of_team(session: Session, actor: Actor, team_id: int, verb: str) -> None:
    team(session, actor, session.get_one(Team, team_id).key, verb)


def _named(session: Session, model: type[Row], key: str) -> Row:
    found = session.scalar(select(model).where(model.key == key))
    if found is None:
        raise NotFound
    return found


def _require(
    actor: Actor,
    verb: str,
    home: Campaign,
    team_id: int | None,
    region_code: str | None,
    sight: str,
) -> None:
    if not may(actor, sight, home, team_id, region_code):
        raise NotFound
    if not may(actor, verb, home, team_id, region_code):
        raise NotAllowed


def _covers(
    held: Held, verb: str, home: Campaign, team_id: int | None, region: str
) -> bool:
    if held.role in IN_TEAM:
        return team_id is not None and held.team_id == team_id
    if held.region_code is None:
        return False
    target = home.region_code if verb in WHOLE else region
    return target.startswith(prefix(held.region_code))


def _scope(
    actor: Actor,
    home: Campaign,
    team_id: InstrumentedAttribute[int],
    region_code: InstrumentedAttribute[str | None],
) -> ColumnElement[bool]:
    if actor.is_system:
        return true()
    own = _own_teams(actor, home.id)
    parts: list[ColumnElement[bool]] = [team_id.in_(own)] if own else []
    for region in _regions(actor, home.id):
        if home.region_code.startswith(prefix(region)):
            return true()
        parts.append(region_code.startswith(prefix(region), autoescape=True))
    return or_(false(), *parts)


def _own_teams(actor: Actor, campaign_id: int) -> set[int]:
    return {
        held.team_id
        for held in actor.held
        if held.campaign_id == campaign_id and held.team_id is not None
    }


def _somewhere(actor: Actor, verb: str, home: Campaign) -> bool:
    """Say whether the actor may do this anywhere in the campaign."""
    if actor.is_system or verb in WHOLE:
        return may(actor, verb, home)
    return any(
        held.role in VERBS[verb] for held in actor.held if held.campaign_id == home.id
    )


def _regions(actor: Actor, campaign_id: int) -> list[str]:
    return [
        held.region_code
        for held in actor.held
        if held.campaign_id == campaign_id
        and held.role in OVER_REGION
        and held.region_code is not None
    ]


def _looked_over(
    actor: Actor, home: Campaign, region_code: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    mine = overlooked(actor, home)
    return or_(false(), *(region_code.startswith(one, autoescape=True) for one in mine))


def overlooked(actor: Actor, home: Campaign) -> tuple[str, ...]:
    """Name how the codes begin of what the actor looks over; nothing for a team."""
    if actor.is_system:
        return ("",)
    return tuple(prefix(region) for region in _regions(actor, home.id))


def exports(actor: Actor, home: Campaign) -> bool:
    """Say whether the actor may take the ledger away, as far as it is seen."""
    return _somewhere(actor, "ledger.export", home)


def prints(actor: Actor, home: Campaign) -> bool:
    """Say whether the actor may print letters in the office's name."""
    return _somewhere(actor, "notice.print", home)


def reach_in(actor: Actor, home: Campaign) -> dict[str, list[Any]]:
    """Say what the actor sees: regions by how their codes begin, and own teams."""
    teams = [] if actor.is_system else sorted(_own_teams(actor, home.id))
    return {"regions": sorted(overlooked(actor, home)), "teams": teams}


def reaches(
    session: Session, actor: Actor, home: Campaign, reach: Mapping[str, Sequence[Any]]
) -> bool:
    """Say whether the actor sees all that was seen with this reach."""
    seen = overlooked(actor, home)
    whole = home.region_code.startswith(seen) if seen else False
    regions = all(whole or str(one).startswith(seen) for one in reach["regions"])
    mine = teams(actor, home).with_only_columns(Team.id).order_by(None)
    known = set(session.scalars(mine)) if reach["teams"] else set()
    return regions and known.issuperset(reach["teams"])
