"""Offers: the forms a team's phones should have, with the files that go along.

Some lists are made for each team: its regions, so that a phone carries only the
places it may be sent to, and the open findings that it found itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.entity_list import list_of
from forms.open_findings import FINDING_LIST
from forms.regions import REGION_LIST, RegionRow, regions_csv
from server.actions import entity_lists, follow_ups, forms, lists_in_force
from server.actions.lists_in_force import File
from server.errors import NotFound
from server.models import (
    Campaign,
    EntityList,
    Form,
    FormerName,
    FormState,
    FormVersion,
    Named,
    Region,
    Team,
)
from sync.openrosa import md5_hash

#: Makes a list as a team's phones should have it.
Maker = Callable[[Session, Team], bytes]
#: The parent of a province: not empty, or an unanswered question would match it.
ROOT = "0"


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file that a form needs on the phone."""

    name: str
    hash: str
    #: Whether clients have its rows as entities of a list.
    is_entity_list: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A form that phones should have."""

    form_id: str
    version: str
    title: str
    hash: str
    files: tuple[OfferedFile, ...]


def offers(session: Session, team: Team) -> list[Offer]:
    """List what a team's phones should have."""
    current = forms.current(session, team.campaign_id)
    wanted = {name for _, version in current for name in version.media_names}
    made = {
        name: md5_hash(make(session, team))
        for name, make in makers(session, team.campaign_id).items()
        if name in wanted
    }
    return [
        Offer(
            form.form_id,
            version.version,
            version.title,
            f"md5:{version.xform_md5}",
            tuple(_files(session, version, made)),
        )
        for form, version in current
    ]


def ended(session: Session, campaign_id: int) -> Sequence[str]:
    """Name the forms that phones may no longer begin, and may still hold drafts of."""
    over = (FormState.CLOSED, FormState.WITHDRAWN)
    chosen = Form.of(campaign_id).where(Form.state.in_(over))
    return session.scalars(chosen.with_only_columns(Form.form_id)).all()


def version(session: Session, campaign_id: int, form_id: str, name: str) -> FormVersion:
    """Find a published version, current or not; raises NotFound."""
    found = session.scalar(
        select(FormVersion)
        .join(Form, Form.id == FormVersion.form_id)
        .where(
            Form.campaign_id == campaign_id,
            Form.form_id == form_id,
            FormVersion.version == name,
        )
    )
    if found is None:
        raise NotFound("form_unknown", form_id=form_id, version=name)
    return found


def content(session: Session, team: Team, of: FormVersion, name: str) -> bytes:
    """Give a file of a version as this team's phones should have it."""
    make = makers(session, team.campaign_id).get(name)
    if make is not None and name in of.media_names:
        return make(session, team)
    file = _held(session, of).get(name)
    if file is None:
        raise NotFound
    return file.content


def makers(session: Session, campaign_id: int) -> dict[str, Maker]:
    """Say who makes which list of a campaign, by the file that forms ask for."""
    kept = entity_lists.by_file(session, campaign_id)
    of_entities = {name: _entries(of) for name, of in kept.items()}
    return {**of_entities, **MAKERS}


def regions_of(session: Session, team: Team) -> bytes:
    """Make the team's list of regions: its own, what is below, and the way there."""
    campaign = session.get_one(Campaign, team.campaign_id)
    roots = tuple(sorted(team.region_codes)) or (campaign.region_code,)
    return regions_under(session, roots)


def regions_under(session: Session, roots: tuple[str, ...]) -> bytes:
    """Make a list of regions: these, what is below, and the way there."""
    return regions_csv(_rows(session, roots))


#: Who makes what is made of other rows than those of entity lists.
MAKERS: Mapping[str, Maker] = {
    REGION_LIST: regions_of,
    FINDING_LIST: follow_ups.list_of,
}


def _rows(session: Session, roots: tuple[str, ...]) -> list[RegionRow]:
    """Read thousands of places as plain rows: a phone asks for them with each list."""
    found: dict[str, RegionRow] = {}
    renamed = _renamed(session)
    for chosen in (way(root) for root in roots for way in (Region.path, Region.within)):
        for code, name, parent, level in session.execute(
            chosen.with_only_columns(
                Region.code, Region.name, Region.parent_code, Region.level
            )
        ):
            version = 1 + renamed.get(code, 0)
            found[code] = RegionRow(code, name, parent or ROOT, level, version)
    return [found[code] for code in sorted(found)]


def _renamed(session: Session) -> dict[str, int]:
    """Count how often each region has been called something else."""
    of_regions = FormerName.kind == Named.REGION
    counted = select(FormerName.code, func.count()).where(of_regions)
    rows = session.execute(counted.group_by(FormerName.code))
    return dict(rows.all())


def deleted(
    session: Session, team: Team, file: str, ids: Sequence[str]
) -> Mapping[str, bool]:
    """Tell which entries of a list are gone for good, as far as the team had them.

    What is unknown or another team's is left out. Raises NotFound for a list that
    the campaign does not have.
    """
    if file == REGION_LIST:
        return {}
    if file == FINDING_LIST:
        return follow_ups.closed(session, team, ids)
    of = entity_lists.find(session, team.campaign_id, list_of(file))
    if of is None:
        raise NotFound
    return entity_lists.deleted(session, team, of, ids)


def _files(
    session: Session, of: FormVersion, made: Mapping[str, str]
) -> list[OfferedFile]:
    held = _held(session, of)
    hashes = {name: f"md5:{file.md5}" for name, file in held.items()}
    hashes |= {name: made[name] for name in of.media_names if name in made}
    return [OfferedFile(name, hashes[name], name in made) for name in sorted(hashes)]


def _entries(of: EntityList) -> Maker:
    return lambda session, team: entity_lists.csv_of(session, team, of)


def _held(session: Session, of: FormVersion) -> dict[str, File]:
    """Find the lists in force that a version asks for; rules may look up in more."""
    book = lists_in_force.book_of(session, of.form_id)
    files = lists_in_force.files(session, of, book)
    return {name: file for name, file in files.items() if name in of.media_names}
