"""Mentions: what answers name, joined to the things that are counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from forms.distinct import Named
from forms.naming import normal
from server.actions import queue
from server.db import new_key, now, one_at_a_time, table
from server.models import Mention, Submission, Thing

#: The kind of the job that looks for things which a new one may be.
LIKENESS = "likeness"
LONGEST = 200

THING = table(Thing)
MENTION = table(Mention)
FORGET = delete(MENTION).where(
    MENTION.c.submission_id.in_(bindparam("submissions", expanding=True))
)
WRITE = insert(MENTION)
MAKE = insert(THING)
KNOWN = select(
    THING.c.id, THING.c.kind, THING.c.normal_name, THING.c.normal_issuer
).where(
    THING.c.campaign_id == bindparam("campaign"),
    THING.c.normal_name.in_(bindparam("names", expanding=True)),
)
HOMES = select(table(Submission).c.id, table(Submission).c.campaign_id).where(
    table(Submission).c.id.in_(bindparam("submissions", expanding=True))
)

#: Kind, name and issuer: what tells one thing from another.
Spelling = tuple[str, str, str]


def write(session: Session, told: Mapping[int, Sequence[Named]]) -> None:
    """Write down what submissions name, by id, in the place of what was before."""
    connection = session.connection()
    connection.execute(FORGET, {"submissions": list(told)})
    naming = {key: names for key, names in told.items() if names}
    if not naming:
        return
    rows = connection.execute(HOMES, {"submissions": list(naming)})
    homes: dict[int, dict[int, Sequence[Named]]] = {}
    for key, campaign_id in rows:
        homes.setdefault(campaign_id, {})[key] = naming[key]
    for campaign_id, here in homes.items():
        _write(connection, campaign_id, here)


def _write(
    connection: Connection, campaign_id: int, told: Mapping[int, Sequence[Named]]
) -> None:
    things = _things(
        connection, campaign_id, (one for names in told.values() for one in names)
    )
    connection.execute(
        WRITE,
        [
            {
                "campaign_id": campaign_id,
                "submission_id": key,
                "repeat_uuid": one.repeat_uuid,
                "kind": one.kind,
                "name": one.name[:LONGEST],
                "issuer": one.issuer[:LONGEST],
                "thing_id": things[spelling(one)],
            }
            for key, names in told.items()
            for one in names
        ],
    )


def _things(
    connection: Connection, campaign_id: int, told: Iterable[Named]
) -> Mapping[Spelling, int]:
    """Find the things that are named, making those that nobody has named before."""
    wanted = {spelling(one): one for one in told}
    one_at_a_time(connection, f"things:{campaign_id}")
    known = _known(connection, campaign_id, wanted)
    new = [
        _thing(campaign_id, how, one) for how, one in wanted.items() if how not in known
    ]
    if not new:
        return known
    connection.execute(MAKE, new)
    made = _known(connection, campaign_id, wanted)
    for how in made.keys() - known.keys():
        queue.enqueue(connection, campaign_id, LIKENESS, made[how])
    return made


def _known(
    connection: Connection, campaign_id: int, wanted: Iterable[Spelling]
) -> dict[Spelling, int]:
    asked = {"campaign": campaign_id, "names": sorted({how[1] for how in wanted})}
    return {
        (row.kind, row.normal_name, row.normal_issuer): row.id
        for row in connection.execute(KNOWN, asked)
    }


def spelling(one: Named) -> Spelling:
    """Say how a thing is spelt once what tells it from no other is gone."""
    return one.kind, normal(one.name)[:LONGEST], normal(one.issuer)[:LONGEST]


def _thing(campaign_id: int, how: Spelling, one: Named) -> dict[str, Any]:
    kind, name, issuer = how
    return {
        "key": new_key(),
        "campaign_id": campaign_id,
        "kind": kind,
        "name": one.name[:LONGEST],
        "issuer": one.issuer[:LONGEST],
        "normal_name": name,
        "normal_issuer": issuer,
        "head": name[:2],
        "tail": name[-2:],
        "size": len(name),
        "created_at": now(),
    }
