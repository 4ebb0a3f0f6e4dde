"""Lists that came beside forms: which there are, and keeping one as an entity list."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms.entities import is_list_name
from forms.entity_list import CSV, file_of, list_of
from server.actions import entity_lists, forms, lists_in_force
from server.actions.access import Actor
from server.actions.entities import bringing
from server.actions.entities.bringing import Brought
from server.actions.entities.reading import MOST_ROWS
from server.actions.lists_in_force import File
from server.errors import BadInput, NotFound
from server.models import Campaign, Form, FormVersion, Sharing


@dataclass(frozen=True, slots=True)
class BroughtList:
    """A list that forms brought: under one name they may have brought several."""

    name: str
    forms: tuple[Form, ...]
    files: tuple[File, ...]

    @property
    def is_one(self) -> bool:
        """Whether all forms that ask for it brought the same."""
        return len({file.md5 for file in self.files}) == 1

    @property
    def is_long(self) -> bool:
        """Whether it is too long for a list of entries: it stays a file."""
        return max(file.content.count(b"\n") for file in self.files) > MOST_ROWS + 1


def read(session: Session, campaign_id: int) -> list[BroughtList]:
    """List what open forms brought and the campaign does not keep itself, by name."""
    kept = entity_lists.by_file(session, campaign_id)
    found: dict[str, list[tuple[Form, File]]] = {}
    for form, version in forms.current(session, campaign_id):
        book = lists_in_force.book_of(session, form.id)
        for name, file in lists_in_force.files(session, version, book).items():
            is_list = name.endswith(CSV) and is_list_name(list_of(name))
            if is_list and name in version.media_names and name not in kept:
                found.setdefault(list_of(name), []).append((form, file))
    return [
        BroughtList(
            name, tuple(form for form, _ in pairs), tuple(file for _, file in pairs)
        )
        for name, pairs in sorted(found.items())
    ]


def keep(session: Session, actor: Actor, campaign: Campaign, name: str) -> Brought:
    """Keep a list that forms brought as one of the campaign's own.

    Raises NotFound; BadInput where forms brought different ones, or one that will
    not do.
    """
    known = {one.name: one for one in read(session, campaign.id)}
    if name not in known:
        raise NotFound
    if not known[name].is_one:
        raise BadInput("entity_lists_differ", name=file_of(name))
    content = known[name].files[0].content
    planned = bringing.plan(session, actor, campaign, name, content)
    return bringing.bring(session, actor, campaign, planned)


def keep_those_of(
    session: Session, actor: Actor, campaign: Campaign, version: FormVersion
) -> list[str]:
    """Keep the lists that a version brought, as far as they will do; name them.

    One of which forms brought different files, that is too long for a list of
    entries, or whose columns of a team or a region would say who sees a row instead of
    being asked by the form, stays a file.
    """
    kept = []
    for one in read(session, campaign.id):
        if not one.is_one or file_of(one.name) not in version.media_names:
            continue
        try:
            planned = bringing.plan(
                session, actor, campaign, one.name, one.files[0].content
            )
        except BadInput:
            continue
        if not planned.wrong and planned.sheet.sharing is Sharing.CAMPAIGN:
            bringing.bring(session, actor, campaign, planned)
            kept.append(one.name)
    return kept
