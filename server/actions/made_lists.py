"""The lists that we make for phones, as a look at a submission needs them.

A phone carries its team's part of them; a look asks whether what was chosen is in the
whole, so that a team that has moved since is told nothing wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.lists import ItemList
from forms.open_findings import FINDING_LIST
from forms.regions import COLUMNS, REGION_LIST, padded
from server.actions import entity_lists
from server.actions.offers import ROOT
from server.models import Entity, EntityList, Finding, FormDraft, FormVersion, Region

#: What names the lists that it needs.
Asking = FormVersion | FormDraft


def made(session: Session, version: Asking) -> dict[str, ItemList]:
    """Make the lists that a version asks for, by file name."""
    own = {name: MAKERS[name](session, version) for name in _wanted(version)}
    kept = _entity_lists(session, version)
    return {**{name: _entries(session, of) for name, of in kept.items()}, **own}


def formerly(session: Session, version: Asking) -> dict[str, ItemList]:
    """Give the entity lists that a version asks for with what was deleted since."""
    kept = _entity_lists(session, version)
    return {name: entity_lists.ever(session, of) for name, of in kept.items()}


def mark(session: Session, version: Asking) -> str:
    """Tell one state of these lists from another, without reading them."""
    own = [MARKS[name](session, version) for name in _wanted(version)]
    kept = _entity_lists(session, version).values()
    return " ".join([*own, *(_entries_mark(session, of) for of in kept)])


def _wanted(version: Asking) -> list[str]:
    return [name for name in MAKERS if name in version.media_names]


def _entity_lists(session: Session, version: Asking) -> dict[str, EntityList]:
    """Find the entity lists that a version asks for, by file name."""
    if not version.media_names:
        return {}
    found = entity_lists.by_file(session, version.campaign_id)
    return {name: of for name, of in found.items() if name in version.media_names}


def _entries(session: Session, of: EntityList) -> ItemList:
    """Give the entries of a list, read once as long as they stay the same."""
    kept = _kept(_entries_mark(session, of))
    if not kept:
        kept.append(entity_lists.whole(session, of))
    return kept[0]


def _entries_mark(session: Session, of: EntityList) -> str:
    count = func.count(), func.sum(Entity.version), func.max(Entity.changed_at)
    found = session.execute(select(*count).where(Entity.list_id == of.id))
    where = f"{session.get_bind().engine.url} entity list {of.id}"
    return f"{where} {of.properties} {tuple(found.one())}"


def _regions(session: Session, version: Asking) -> ItemList:
    """Give all regions, read once for all forms as long as they stay the same."""
    kept = _kept(_region_mark(session, version))
    if not kept:
        rows = session.execute(
            select(Region.code, Region.name, Region.parent_code, Region.level)
        )
        told = [(padded(c), n, padded(up or ROOT), lv) for c, n, up, lv in rows]
        kept.append(ItemList(REGION_LIST, COLUMNS, told))
    return kept[0]


def _region_mark(session: Session, _: Asking) -> str:
    letters = func.sum(func.length(Region.name))
    found = session.execute(select(func.count(), func.max(Region.code), letters))
    return f"{session.get_bind().engine.url} {tuple(found.one())}"


def _findings(session: Session, version: Asking) -> ItemList:
    """Give the keys of all findings: what a phone had may be settled by now."""
    kept = _kept(_finding_mark(session, version))
    if not kept:
        keys = session.scalars(
            select(Finding.key).where(Finding.campaign_id == version.campaign_id)
        )
        told = [(key, key) for key in keys]
        kept.append(ItemList(FINDING_LIST, ("name", "label"), told))
    return kept[0]


def _finding_mark(session: Session, version: Asking) -> str:
    found = session.execute(
        select(func.count(), func.max(Finding.id), func.max(Finding.key)).where(
            Finding.campaign_id == version.campaign_id
        )
    )
    where = f"{session.get_bind().engine.url} {version.campaign_id}"
    return f"{where} {tuple(found.one())}"


@lru_cache(maxsize=4)
def _kept(_mark: str) -> list[ItemList]:
    return []


MAKERS: Mapping[str, Callable[[Session, Asking], ItemList]] = {
    REGION_LIST: _regions,
    FINDING_LIST: _findings,
}
MARKS: Mapping[str, Callable[[Session, Asking], str]] = {
    REGION_LIST: _region_mark,
    FINDING_LIST: _finding_mark,
}
