"""A correction beside what it took the place of: answers and photos, line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import or_
from sqlalchemy.orm import Session

from server.actions import access, redaction
from server.actions.access import Actor
from server.actions.photos import SHOWN
from server.console.pages import review
from server.console.pages.pairs import Pair, Row, paired
from server.errors import NotFound
from server.models import Attachment, Campaign, Submission


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo of one side, as far as it may be seen."""

    photo: Attachment
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Photos:
    """What each side shows for one question of one row."""

    label: str
    left: tuple[Shown, ...]
    right: tuple[Shown, ...]

    @property
    def differs(self) -> bool:
        """Whether the two sides show other bytes."""
        both = ([one.photo.sha256 for one in side] for side in (self.left, self.right))
        first, second = both
        return first != second


@dataclass(frozen=True, slots=True)
class Page:
    """Both sides: what was before, and what came in its place."""

    before: Submission
    after: Submission
    #: The whole chain that may be seen, oldest first.
    chain: tuple[Submission, ...]
    pairs: tuple[Pair, ...]
    photos: tuple[Photos, ...]

    @property
    def added(self) -> frozenset[Row]:
        """The rows that only the correction has."""
        return _only(self.pairs, "left")

    @property
    def removed(self) -> frozenset[Row]:
        """The rows that the correction left out."""
        return _only(self.pairs, "right")

    @property
    def different(self) -> int:
        """How many lines differ."""
        return sum(pair.differs for pair in self.pairs)


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    after: Submission,
    against: str,
    language: str,
) -> Page:
    """Read a submission against an earlier one; raises NotFound when there is none.

    Without a name it is the one that it took the place of.
    """
    chain = _chain(session, actor, campaign, after)
    at = [one.id for one in chain].index(after.id)
    earlier = {one.key: one for one in chain[:at]}
    if not earlier or (against and against not in earlier):
        raise NotFound
    before = earlier[against] if against else chain[at - 1]
    old, new = (review.sheet(session, one, language) for one in (before, after))
    return Page(
        before,
        after,
        tuple(chain),
        paired(old.blocks, new.blocks),
        _photos(session, before, new),
    )


def _chain(
    session: Session, actor: Actor, campaign: Campaign, one: Submission
) -> list[Submission]:
    """Follow the corrections to both ends, as far as the actor may see them."""
    seen = access.submissions(actor, campaign)
    found = {one.id: one}
    while True:
        formers = {each.revision_of for each in found.values()} - {None}
        near = or_(Submission.id.in_(formers), Submission.revision_of.in_(list(found)))
        new = session.scalars(seen.where(near, Submission.id.not_in(list(found)))).all()
        if not new:
            return sorted(found.values(), key=lambda each: each.id)
        found |= {each.id: each for each in new}


def _only(pairs: Iterable[Pair], silent: str) -> frozenset[Row]:
    """Name the rows of which this side says nothing at all."""
    told: defaultdict[Row, list[Pair]] = defaultdict(list)
    for pair in pairs:
        told[pair.row].append(pair)
    return frozenset(
        row
        for row, own in told.items()
        if not any(getattr(pair, silent) for pair in own)
        and any(pair.differs for pair in own)
    )


def _photos(
    session: Session, before: Submission, new: review.Sheet
) -> tuple[Photos, ...]:
    """Lay the photos of both sides out by question and row."""
    sides = [_by_place(session, one.id) for one in (before, new.submission)]
    both = [photo for side in sides for held in side.values() for photo in held]
    guards = redaction.guards(session, both)
    seen = {
        photo.id
        for photo in both
        if photo.received_at
        and photo.mime in SHOWN
        and (guards[photo.id].redaction or not guards[photo.id].is_sensitive)
    }

    def shown(held: list[Attachment]) -> tuple[Shown, ...]:
        return tuple(Shown(one, one.id in seen) for one in held)

    return tuple(
        Photos(
            _label(place, new),
            shown(sides[0].get(place, [])),
            shown(sides[1].get(place, [])),
        )
        for place in dict.fromkeys([*sides[0], *sides[1]])
    )


def _label(place: tuple[str, str], sheet: review.Sheet) -> str:
    question, row = place
    number = sheet.positions.get(row)
    named = sheet.reader.label(question)
    return f"{number} {named}" if number else named


def _by_place(
    session: Session, submission_id: int
) -> Mapping[tuple[str, str], list[Attachment]]:
    found: dict[tuple[str, str], list[Attachment]] = {}
    own = Attachment.of(submission_id).where(Attachment.named, ~Attachment.rival)
    for photo in session.scalars(own):
        place = (photo.question or "", photo.repeat_uuid or "")
        found.setdefault(place, []).append(photo)
    return found
