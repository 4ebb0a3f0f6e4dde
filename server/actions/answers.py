"""Answers: taken apart into rows once a submission has been examined, and later.

An examination does not wait for it: the rows of a long form cost more than all else
that a submission costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from forms import distinct
from forms.chosen import chosen
from forms.definition import FormDefinition
from server.actions import forms, mentions
from server.db import search, table
from server.models import Answer, FormVersion, Job, JobState, Mention, Submission
from server.models.answer import LONGEST

#: The kind of the job that takes answers apart.
JOB = "answers"
ANSWER = table(Answer)
FORGET = delete(ANSWER).where(
    ANSWER.c.submission_id.in_(bindparam("submissions", expanding=True))
)
WRITE = insert(ANSWER)


@dataclass(frozen=True, slots=True)
class Apart:
    """The answers of one submission taken apart."""

    submission_id: int
    rows: tuple[dict[str, Any], ...]
    text: str
    #: What it names, where nobody has written that down yet.
    named: tuple[distinct.Named, ...]


def look(session: Session, ids: Sequence[int]) -> list[Apart]:
    """Take answers apart; touches no rows."""
    told = table(Submission).c
    rows = session.execute(
        select(told.id, told.campaign_id, told.form_version_id, told.answers).where(
            told.id.in_(ids), told.rules_run_at.is_not(None)
        )
    ).all()
    wanted = {row.form_version_id for row in rows}
    found = session.scalars(select(FormVersion).where(FormVersion.id.in_(wanted)))
    versions = {version.id: version for version in found}
    known = _mentioning(session, ids)
    return [
        _apart(row.id, row.answers or {}, versions[row.form_version_id], known)
        for row in rows
    ]


def keep(session: Session, looks: Sequence[Apart]) -> None:
    """Write the rows in the place of those before, and what is searched."""
    connection = session.connection()
    ids = [apart.submission_id for apart in looks]
    connection.execute(FORGET, {"submissions": ids})
    rows = [row for apart in looks for row in apart.rows]
    if rows:
        connection.execute(WRITE, rows)
    search.write(connection, [(apart.submission_id, apart.text) for apart in looks])
    naming = {apart.submission_id: apart.named for apart in looks if apart.named}
    if naming:
        mentions.write(session, naming)


def waiting(session: Session, chosen: Select[Submission]) -> int:
    """Count the submissions among these whose answers are still to be taken apart."""
    ids = chosen.order_by(None).with_only_columns(
        Submission.id, maintain_column_froms=True
    )
    queued = select(func.count()).where(
        Job.kind == JOB, Job.state != JobState.FAILED, Job.subject_id.in_(ids)
    )
    return session.scalar(queued) or 0


def _apart(
    key: int, told: Mapping[str, Any], version: FormVersion, known: set[int]
) -> Apart:
    definition = forms.definition(version)
    about = {
        "campaign_id": version.campaign_id,
        "submission_id": key,
        "form_id": version.form_id,
    }
    found = list(chosen(definition, told))
    rows = tuple(
        {
            **about,
            "question": one.question,
            "repeat_uuid": one.repeat_uuid,
            "value": one.value[:LONGEST],
            "number": one.number,
            "day": one.day,
            "lat": one.lat,
            "lon": one.lon,
        }
        for one in found
    )
    texts = _texts(definition)
    text = "\n".join(one.value for one in found if one.question in texts)
    counted = distinct.from_json(version.distinct) if key not in known else ()
    return Apart(key, rows, text, tuple(distinct.named(counted, told)))


def _texts(definition: FormDefinition) -> set[str]:
    return {q.name for q in definition.questions if q.type in ("text", "barcode")}


def _mentioning(session: Session, ids: Sequence[int]) -> set[int]:
    found = select(Mention.submission_id).where(Mention.submission_id.in_(ids))
    return set(session.scalars(found))
