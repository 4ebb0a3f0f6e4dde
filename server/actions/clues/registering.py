"""Taking a clue into the register: by hand, from a file, out of a finding."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, events, regions
from server.actions.access import Actor
from server.actions.clues import keeping, wording
from server.db import local_day, new_key, now
from server.errors import BadInput, Conflict, Incomplete
from server.models import (
    Campaign,
    Clue,
    ClueOpening,
    ClueSource,
    ClueTransfer,
    IssueCategory,
    Region,
)
from server.sealing import NotOpened, Opener, public_text, seal

#: What a sealed content is for; it opens as nothing else.
PURPOSE = "clue"
SEALED = "cf1."
#: Who gave a reason reads what was said in full for so long.
OPEN_FOR = timedelta(minutes=15)
LONGEST = 20_000
SHORT = 60
KEY = re.compile(r"[\w-]{22}", re.ASCII)


class ClueKnown(Conflict):
    """A clue of this source came under this number already."""

    code = "clue_known"


class ClueTwice(Conflict):
    """The form was taken already."""

    code = "clue_twice"


class ClueNotOpened(Conflict):
    """What was said in full was sealed to another key."""

    code = "clue_not_opened"


@dataclass(frozen=True, slots=True)
class Told:
    """What is written down of a clue when it comes."""

    region_code: str
    source: str
    received_on: date | None
    content: str
    digest: str = ""
    sub_source: str = ""
    external_no: str = ""
    unit_named: str = ""
    place_code: str = ""
    category_code: str = ""
    #: Of the form that it is written down with: each is taken once.
    key: str = ""


def register(
    session: Session, actor: Actor, home: Campaign, opener: Opener, told: Told
) -> Clue:
    """Take a clue into a register that the actor keeps.

    Raises BadInput, Incomplete, ClueKnown, ClueTwice.
    """
    keeps = access.registers(actor, home).where(Region.code == told.region_code)
    if session.scalar(keeps) is None:
        raise BadInput("clue_region")
    content = sealed(opener, told.content)
    keeping.count_alone(session, home)
    _refuse_again(session, told.key)
    return enter(session, actor, home, told, content)


def enter(
    session: Session,
    actor: Actor,
    home: Campaign,
    told: Told,
    content: str,
    link: tuple[int | None, str] = (None, ""),
) -> Clue:
    """Write a clue into a register, its content sealed already.

    Raises BadInput, Incomplete, ClueKnown.
    """
    read = checked(session, home, told, told.category_code if link[0] else "")
    keeping.count_alone(session, home)
    _refuse_known(session, actor, home, read)
    received = read.received_on or local_day(now())
    made = Clue(
        key=read.key or new_key(),
        campaign_id=home.id,
        region_code=read.region_code,
        place_code=read.place_code or None,
        clue_no=keeping.next_number(session, home, read.region_code, received),
        source=read.source,
        sub_source=read.sub_source,
        external_no=read.external_no,
        unit_named=read.unit_named,
        unit_id=keeping.unit_called(session, home.id, read.unit_named),
        category_code=read.category_code,
        digest=read.digest,
        content=content,
        received_on=received,
        finding_id=link[0],
        finding_link=link[1],
    )
    session.add(made)
    keeping.write(session, actor, made, "register", "")
    return made


def amend(session: Session, actor: Actor, subject: Clue, told: Told) -> None:
    """Write anew what the register says; number, day and content stay.

    Raises WrongState, BadInput.
    """
    keeping.held(session, subject, "amend")
    home = session.get_one(Campaign, subject.campaign_id)
    kept = replace(told, content="-", received_on=subject.received_on)
    here = replace(kept, region_code=subject.region_code)
    read = checked(session, home, here, subject.category_code)
    subject.source, subject.sub_source = read.source, read.sub_source
    subject.unit_named, subject.digest = read.unit_named, read.digest
    subject.unit_id = keeping.unit_called(session, home.id, read.unit_named)
    for sent in session.scalars(ClueTransfer.of(subject.id)):
        keeping.not_the_named(session, subject, sent.to_unit)
    subject.place_code = read.place_code or None
    subject.category_code = read.category_code
    keeping.move(session, actor, subject, "amend")


def checked(session: Session, home: Campaign, told: Told, has: str = "") -> Told:
    """Give what was told as it is kept; raises BadInput, Incomplete.

    A category that it has already may be closed by now.
    """
    if told.source not in list(ClueSource):
        raise BadInput("clue_source_unknown")
    if told.received_on is None:
        raise Incomplete("clue_received_missing")
    if told.received_on > local_day(now()):
        raise BadInput("day_ahead")
    if not told.content.strip():
        raise Incomplete("clue_content_missing")
    if told.place_code:
        regions.inside(session, home, told.place_code)
    return replace(
        told,
        content=wording.within(told.content, LONGEST),
        digest=wording.clean(told.digest),
        sub_source=wording.clean(told.sub_source, SHORT),
        external_no=wording.reference(told.external_no, SHORT),
        unit_named=wording.clean(told.unit_named, 200),
        category_code=_category(session, home, told.category_code, has),
    )


def sealed(opener: Opener, content: str) -> str:
    """Seal what was said in full to this office; raises BadInput for too much."""
    words = wording.within(content, LONGEST)
    return seal(public_text(opener), PURPOSE, words.encode())


def is_sealed(content: str) -> bool:
    """Say whether a text was sealed, as far as one sees without the key."""
    return content.startswith(SEALED)


def open_content(session: Session, actor: Actor, subject: Clue, reason: str) -> None:
    """Let somebody read what was said in full for a while; raises Incomplete."""
    why = wording.needed(reason, "reason_missing", 200)
    told = {"campaign_id": subject.campaign_id, "clue_id": subject.id}
    session.add(ClueOpening(**told, by=actor.user_id, reason=why, at=now()))
    events.record(session, actor, subject, "clue.opened", reason=why)


def content_of(opener: Opener, subject: Clue) -> str:
    """Open what was said in full; raises ClueNotOpened when the key is another."""
    try:
        return opener.open(PURPOSE, subject.content).decode()
    except NotOpened as error:
        raise ClueNotOpened from error


def opened_until(session: Session, actor: Actor, subject: Clue) -> datetime | None:
    """Say until when somebody who gave a reason reads what was said in full."""
    recent = ClueOpening.of(subject.id).where(
        ClueOpening.by == actor.user_id, ClueOpening.at > now() - OPEN_FOR
    )
    last = session.scalar(recent.limit(1)) if actor.user_id else None
    return last.at + OPEN_FOR if last else None


def _category(session: Session, home: Campaign, code: str, has: str) -> str:
    if code in {"", has}:
        return code
    known = IssueCategory.open_of(home.id).where(IssueCategory.code == code)
    if session.scalar(known) is None:
        raise BadInput("clue_category_unknown")
    return code


def _refuse_again(session: Session, key: str) -> None:
    """Refuse the form that was taken already: it was sent twice."""
    if key and not KEY.fullmatch(key):
        raise BadInput
    known = session.scalar(select(Clue).where(Clue.key == key)) if key else None
    if known is not None:
        raise ClueTwice(no=known.clue_no)


def _refuse_known(session: Session, actor: Actor, home: Campaign, told: Told) -> None:
    """Refuse a number of the same source that stands in the same register.

    Of a clue that is kept from the actor nothing is told but that the number came.
    """
    if not told.external_no:
        return
    there = select(Clue).where(
        Clue.campaign_id == home.id,
        Clue.region_code == told.region_code,
        Clue.source == told.source,
        Clue.external_no == told.external_no,
    )
    known = session.scalar(there.limit(1))
    if known is None:
        return
    seen = access.clues(actor, home).where(Clue.id == known.id)
    if session.scalar(seen) is None:
        raise ClueKnown("clue_known_unseen")
    raise ClueKnown(no=known.clue_no)
