"""Which rules fired in a submission: what became a finding, and what did not."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import BigInteger, String, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from server.db import table
from server.models import RuleFired, Submission

FIRED = table(RuleFired)
SUBMISSION = table(Submission).c
FORGET = delete(FIRED).where(
    FIRED.c.submission_id.in_(bindparam("submissions", expanding=True))
)
#: The campaign is the submission's own.
WRITE = insert(FIRED).from_select(
    ["campaign_id", "submission_id", "rule", "times"],
    select(
        SUBMISSION.campaign_id,
        SUBMISSION.id,
        bindparam("rule", type_=String()),
        bindparam("times", type_=BigInteger()),
    ).where(SUBMISSION.id == bindparam("submission")),
)


def write(session: Session, told: Mapping[int, Mapping[str, int]]) -> None:
    """Write down in how many rows of which submission each rule held."""
    connection = session.connection()
    connection.execute(FORGET, {"submissions": list(told)})
    rows = [
        {"submission": key, "rule": rule, "times": times}
        for key, rules in told.items()
        for rule, times in rules.items()
    ]
    if rows:
        connection.execute(WRITE, rows)
