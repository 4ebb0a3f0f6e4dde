"""Bring an entity list by file: what is new is added, what differs is a new version."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms.entities import is_list_name, is_property
from forms.entity_list import COLUMNS
from forms.open_findings import FINDING_LIST
from forms.regions import REGION_LIST
from forms.text import clean
from server.actions import access, entity_lists, regions
from server.actions.access import Actor
from server.actions.entities import versions
from server.actions.entities.saying import alone
from server.actions.entities.versions import Source
from server.errors import BadInput
from server.models import Campaign, Entity, EntityAct, EntityList, Sharing, Team
from sync.entities import LABEL, Word

MOST_ROWS = 5_000
LONGEST = 100
#: Columns that say whose an entry is, and no property.
TEAM, REGION = "team", "region_code"
#: How what a spreadsheet would compute begins.
COMPUTED = ("=", "+", "-", "@")
#: Made of other rows, so never brought.
MADE = frozenset({REGION_LIST, FINDING_LIST})


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """One line of the file; `name` is empty for an entry that is new."""

    number: int
    name: str
    values: Mapping[str, str]
    team: str
    region: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What bringing a file did."""

    of: EntityList
    added: int
    changed: int


def bring(
    session: Session, actor: Actor, campaign: Campaign, name: str, content: bytes
) -> Brought:
    """Add and change entries as a CSV says; nothing is deleted.

    Raises BadInput, naming the line, and then nothing is brought.
    """
    if not is_list_name(name) or len(name) > LONGEST or f"{name}.csv" in MADE:
        raise BadInput("entity_list_name", name=name[:LONGEST])
    heading, rows = _read(content)
    properties = [
        one for one in heading if is_property(one) and one not in (TEAM, REGION)
    ]
    alone(session, campaign.id)
    is_new = entity_lists.find(session, campaign.id, name) is None
    of = entity_lists.ensure(session, actor, campaign.id, name, properties)
    if is_new:
        entity_lists.share(session, actor, of, _sharing(heading))
    known = {one.uuid: one for one in session.scalars(Entity.of(of.id))}
    teams = {one.code: one for one in session.scalars(access.teams(actor, campaign))}
    added = changed = 0
    for row in rows:
        entity = known.get(row.name)
        team_id = _team(teams, row)
        region = _region(session, campaign, row)
        if entity is None:
            _add(session, actor, of, row, team_id, region)
            added += 1
        elif _change(session, actor, entity, row, team_id, region):
            changed += 1
    return Brought(of, added, changed)


def _read(content: bytes) -> tuple[list[str], list[BroughtRow]]:
    try:
        text = clean(content.decode("utf-8-sig"))
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput("entity_file_unreadable") from error
    heading = [cell.strip() for cell in lines[0]] if lines else []
    if LABEL not in heading or len(heading) != len(set(heading)):
        raise BadInput("entity_file_heading")
    wrong = [one for one in heading if not _column(one)]
    if wrong:
        raise BadInput("entity_file_column", column=wrong[0][:LONGEST])
    if len(lines) - 1 > MOST_ROWS:
        raise BadInput("entity_file_large", limit=MOST_ROWS)
    return heading, list(_rows(heading, lines[1:]))


def _sharing(heading: Sequence[str]) -> Sharing:
    """Share a new list with whom its file names, and with all where it names nobody."""
    if TEAM in heading:
        return Sharing.TEAM
    return Sharing.REGION if REGION in heading else Sharing.CAMPAIGN


def _column(name: str) -> bool:
    return name in COLUMNS or is_property(name)


def _rows(heading: Sequence[str], lines: Sequence[list[str]]) -> Iterator[BroughtRow]:
    names: set[str] = set()
    for number, line in enumerate(lines, 2):
        if not any(cell.strip() for cell in line):
            continue
        told = {n: _bare(cell) for n, cell in zip(heading, line, strict=False)}
        name = told.pop("name", "")
        told.pop("__version", None)
        team, region = told.pop(TEAM, ""), told.pop(REGION, "")
        if not told.get(LABEL) or name in names or len(name) > LONGEST:
            raise BadInput("entity_file_row", row=number)
        names |= {name} - {""}
        yield BroughtRow(number, name, told, team, region)


def _bare(cell: str) -> str:
    """Take away what our own files put before a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in COMPUTED else text


def _team(teams: Mapping[str, Team], row: BroughtRow) -> int | None:
    if not row.team:
        return None
    if row.team not in teams:
        raise BadInput("entity_file_team", row=row.number, team=row.team[:32])
    return teams[row.team].id


def _region(session: Session, campaign: Campaign, row: BroughtRow) -> str | None:
    if not row.region:
        return None
    return regions.inside(session, campaign, row.region)


def _add(
    session: Session,
    actor: Actor,
    of: EntityList,
    row: BroughtRow,
    team_id: int | None,
    region: str | None,
) -> None:
    entity = Entity(
        campaign_id=of.campaign_id,
        list_id=of.id,
        uuid=row.name or str(uuid.uuid4()),
        team_id=team_id,
        region_code=region,
    )
    versions.write(session, actor, entity, _source(actor, row.values), row.values)


def _change(
    session: Session,
    actor: Actor,
    entity: Entity,
    row: BroughtRow,
    team_id: int | None,
    region: str | None,
) -> bool:
    """Let an entry be as its line says; answer whether that is anything new."""
    stands = {**entity.values, LABEL: entity.label}
    told = {n: text for n, text in row.values.items() if stands.get(n, "") != text}
    place = (team_id or entity.team_id, region or entity.region_code)
    gone = entity.deleted_at is not None
    if not told and not gone and place == (entity.team_id, entity.region_code):
        return False
    entity.team_id, entity.region_code = place
    entity.deleted_at = None
    versions.write(session, actor, entity, _source(actor, told), {**stands, **told})
    return True


def _source(actor: Actor, told: Mapping[str, str]) -> Source:
    return Source(
        act=EntityAct.BROUGHT, made_by=actor.user_id, word=Word("", values=told)
    )
