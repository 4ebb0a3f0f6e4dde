"""Clues by file: read, compared with the register, sealed, brought, and taken back.

What was said in full is in no plan's batch, and of who said it nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.actions.clues import registering, wording
from server.actions.clues.registering import ClueKnown, Told
from server.actions.imports.plan import ImportOvertaken, Known, Line, Plan
from server.actions.imports.rows import ClueRow
from server.actions.life import due
from server.db import now
from server.errors import BadInput, NotFound
from server.models import (
    Campaign,
    Clue,
    ClueOpening,
    ClueStep,
    ClueTransfer,
    ConferenceDecision,
    ImportBatch,
)
from server.models.place import prefix
from server.sealing import Opener

#: The step with which a clue comes; all others stand on it.
FIRST = "register"
MOST = 20_000
#: As many rows as one statement takes.
AT_ONCE = 500
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Stood:
    """So many rows of a table stand on a clue."""

    number: str
    table: str
    count: int


def read(line: Line, known: Known) -> ClueRow:
    """Read a clue; one that is registered already stays as it is, and is told."""
    row = ClueRow(
        source=_needed_choice(line),
        sub_source=_clean(line, "sub_source", 60),
        external_no=_reference(line),
        received_on=_day(line),
        region_code=_register(line, known),
        place_code=_place(line, known, "place_code"),
        unit_named=_clean(line, "unit_named", 200),
        digest=_clean(line, "digest", wording.LONGEST),
        content=_content(line),
    )
    there = known.clues.get(row.key)
    if there is not None:
        line.note("external_no", "clue_there", no=row.external_no)
        return there
    return row


def of_clues(
    session: Session, actor: Actor, campaign: Campaign, levels: Mapping[str, str]
) -> Known:
    """Read the registers that the actor keeps, without what was said in full."""
    rows = session.scalars(access.clues(actor, campaign)).all()
    held = [_row(one) for one in rows if one.external_no]
    there = session.execute(access.numbers_held(actor, campaign)).all()
    numbers = [ClueRow(name, "", no, "", code, "", "", "") for code, name, no in there]
    return Known(
        campaign.region_code,
        levels,
        # Of what is kept from the actor the number alone is known: it comes no more.
        clues={row.key: row for row in (*numbers, *held)},
        reach=access.within(actor, campaign, "clue.work"),
    )


def sealed(plan: Plan, opener: Opener) -> Plan:
    """Seal what was said in full, before anything of it is written."""
    rows = [row for row in plan.adds if isinstance(row, ClueRow)]
    adds = [
        replace(row, content=registering.sealed(opener, row.content)) for row in rows
    ]
    return replace(plan, adds=tuple(adds))


def bring(session: Session, actor: Actor, campaign: Campaign, plan: Plan) -> None:
    """Register the clues of a sealed plan; raises ImportOvertaken, BadInput."""
    for row in plan.adds:
        if not isinstance(row, ClueRow):
            continue
        if not registering.is_sealed(row.content):
            raise BadInput("clue_not_sealed")
        told = Told(
            region_code=row.region_code,
            source=row.source,
            received_on=date.fromisoformat(row.received_on),
            content="-",
            digest=row.digest,
            sub_source=row.sub_source,
            external_no=row.external_no,
            unit_named=row.unit_named,
            place_code=row.place_code,
        )
        try:
            registering.enter(session, actor, campaign, told, row.content)
        except ClueKnown as error:
            raise ImportOvertaken from error


def refuse_others(
    session: Session, actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    """Refuse to take back clues of registers that are not the actor's; raises NotFound.

    Who brought them may have another part by now.
    """
    brought = _brought(session, campaign, batch)
    mine = {one.id for one in session.scalars(access.clues(actor, campaign))}
    for one in brought:
        works = access.may(actor, "clue.work", campaign, None, one.region_code)
        if not works or one.id not in mine:
            raise NotFound


def stood_on(session: Session, campaign: Campaign, batch: ImportBatch) -> list[Stood]:
    """List what was done with the clues of an import since it brought them."""
    brought = _brought(session, campaign, batch)
    numbers = {one.id: one.clue_no for one in brought}
    found = []
    for model in (ClueStep, ClueOpening, ClueTransfer, ConferenceDecision):
        for part in _portions(list(numbers)):
            later = select(model.clue_id, func.count()).where(model.clue_id.in_(part))
            if model is ClueStep:
                later = later.where(ClueStep.step != FIRST)
            for clue_id, count in session.execute(later.group_by(model.clue_id)):
                found.append(Stood(numbers[clue_id], model.__tablename__, count))
    return found


def take(
    session: Session, _actor: Actor, campaign: Campaign, batch: ImportBatch
) -> None:
    """Delete the clues that an import added; their numbers are not given again."""
    for part in _portions([one.id for one in _brought(session, campaign, batch)]):
        session.execute(delete(ClueStep).where(ClueStep.clue_id.in_(part)))
        session.execute(delete(Clue).where(Clue.id.in_(part)))


def _brought(session: Session, campaign: Campaign, batch: ImportBatch) -> list[Clue]:
    """Read the clues that an import added, so many at once as a statement takes."""
    added: Sequence[Mapping[str, Any]] = batch.added
    keys = [(one["region_code"], one["source"], one["external_no"]) for one in added]
    named = tuple_(Clue.region_code, Clue.source, Clue.external_no)
    chosen = select(Clue).where(Clue.campaign_id == campaign.id)
    found: list[Clue] = []
    for part in _portions(keys):
        found += session.scalars(chosen.where(named.in_(part)))
    return found


def _portions(rows: Sequence[One]) -> Iterator[Sequence[One]]:
    return (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))


def _row(one: Clue) -> ClueRow:
    return ClueRow(
        source=one.source,
        sub_source=one.sub_source,
        external_no=one.external_no,
        received_on=one.received_on.isoformat(),
        region_code=one.region_code,
        place_code=one.place_code or "",
        unit_named=one.unit_named,
        digest=one.digest,
    )


def _needed_choice(line: Line) -> str:
    return line.choice("source", "") if line.needed("source") else ""


def _reference(line: Line) -> str:
    """Read the number under which it came, which is no person's."""
    number = line.needed("external_no", registering.SHORT)
    try:
        return wording.reference(number, registering.SHORT)
    except BadInput:
        line.fail("external_no", "number_of_person")
        return ""


def _clean(line: Line, column: str, most: int) -> str:
    text = line.text(column, most)
    try:
        return wording.clean(text, most)
    except BadInput:
        line.fail(column, "number_of_person")
        return ""


def _content(line: Line) -> str:
    text, count = wording.covered(line.needed("content", MOST))
    if count:
        line.note("content", "numbers_covered", count=count)
    return text


def _register(line: Line, known: Known) -> str:
    """Read in whose register it goes: the widest of the actor's where none is named."""
    code = _place(line, known, "region_code")
    home = known.campaign_region
    widest = min((one for one in known.reach if one), key=len, default=prefix(home))
    code = code or widest.ljust(12, "0")
    if not code.startswith(known.reach) or set(code[6:]) != {"0"}:
        line.fail("region_code", "register_above", code=code)
    return code


def _place(line: Line, known: Known, column: str) -> str:
    code = line.text(column, 12)
    code = code.ljust(12, "0") if code.isdecimal() else code
    if code and code not in known.region_levels:
        line.fail(column, "region_unknown", code=code)
    elif code and not code.startswith(prefix(known.campaign_region)):
        line.fail(column, "region_outside", code=code)
    return code


def _day(line: Line) -> str:
    """Read a day, with or without a time of day; answer it as ISO 8601."""
    value = line.needed("received_on").replace("/", "-").replace(".", "-")
    first = value.partition("T")[0].split(" ")[0].strip()
    if not first:
        return ""
    try:
        year, month, day = map(int, first.split("-"))
        found = date(year, month, day)
    except ValueError:
        line.fail("received_on", "day_bad", value=value)
        return ""
    if found > due.today(now()):
        line.fail("received_on", "day_ahead")
    return found.isoformat()
