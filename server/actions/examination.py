"""Examination: keep what the rules say of complete submissions.

Looking (`looks`) takes no lock; keeping is one short change. Both may happen twice:
what is kept is keyed by submission, rule and row, and what people touched
stays, marked when its rule no longer holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from forms.rules import Proposal
from server.actions import events, evidence, fired, mentions, proposed_units
from server.actions.access import Actor
from server.actions.findings import place
from server.actions.looks import Seen
from server.db import LOCAL, now, table
from server.models import (
    Attachment,
    Finding,
    FindingEvidence,
    FindingStatus,
    FindingVersion,
    Submission,
    SubmissionState,
)

SUBMISSION = table(Submission)
ANSWERED = (
    update(SUBMISSION)
    .where(SUBMISSION.c.id == bindparam("submission"))
    .values(
        answers=bindparam("answers"),
        rules_run_at=bindparam("rules_run_at"),
        rule_troubles=bindparam("rule_troubles"),
        issues=bindparam("issues"),
    )
)
ATTACHMENT = table(Attachment).c
PHOTOS = (
    select(ATTACHMENT.id, ATTACHMENT.submission_id, ATTACHMENT.name)
    .where(
        ATTACHMENT.submission_id.in_(bindparam("submissions", expanding=True)),
        ATTACHMENT.name.in_(bindparam("names", expanding=True)),
        ATTACHMENT.rival.is_(False),
    )
    .order_by(ATTACHMENT.id)
)
SHOW = insert(table(FindingEvidence))
#: What nobody has touched and a new look may replace.
FRESH = (FindingStatus.HINT, FindingStatus.CANDIDATE)


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is new in a submission: proposals, and the findings made of them."""

    submission: Submission
    proposals: Sequence[Proposal]
    findings: Sequence[Finding]
    #: The rules of candidates that nobody had touched and no rule says any more.
    withdrawn: Sequence[str]
    #: Findings that nobody had touched and whose rule says something else now.
    changed: Sequence[Finding]

    @property
    def tells(self) -> bool:
        """Whether anything came of the look."""
        return bool(self.findings or self.withdrawn or self.changed)


def keep(session: Session, actor: Actor, looks: Sequence[Seen]) -> int:
    """Write down what looks gave; answer how many candidates are new."""
    session.connection().execute(ANSWERED, [_answered(seen) for seen in looks])
    mentions.write(session, {seen.submission_id: seen.named for seen in looks})
    fired.write(session, {seen.submission_id: seen.fired for seen in looks})
    before = _before(session, [seen.submission_id for seen in looks])
    telling = {
        seen.submission_id: seen
        for seen in looks
        if seen.proposals.candidates or seen.submission_id in before
    }
    about = session.scalars(select(Submission).where(Submission.id.in_(telling)))
    fresh = [
        _update(
            session,
            actor,
            submission,
            telling[submission.id],
            _known(session, submission) if submission.id in before else {},
        )
        for submission in about.all()
        # A look that came late: the correction has been looked at in its place.
        if submission.state != SubmissionState.SUPERSEDED
    ]
    return _begin(session, actor, [one for one in fresh if one.tells])


def _answered(seen: Seen) -> dict[str, Any]:
    return {
        "submission": seen.submission_id,
        "answers": seen.answers,
        "rules_run_at": now(),
        "rule_troubles": [
            {"zh": trouble.text("zh"), "en": trouble.text("en")}
            for trouble in seen.proposals.troubles
        ],
        "issues": list(seen.issues),
    }


def _before(session: Session, ids: list[int]) -> set[int]:
    """Name the submissions that have findings, or correct one that may have."""
    with_findings = select(Finding.submission_id).where(Finding.submission_id.in_(ids))
    revisions = select(Submission.id).where(
        Submission.id.in_(ids), Submission.revision_of.is_not(None)
    )
    return {*session.scalars(with_findings), *session.scalars(revisions)}


def _update(
    session: Session,
    actor: Actor,
    submission: Submission,
    seen: Seen,
    known: dict[tuple[str, str], Finding],
) -> Fresh:
    """Bring what is known up to date; answer what is new, not written yet."""
    fresh = [one for one in seen.proposals.candidates if _key(one) not in known]
    changed = []
    for proposal in seen.proposals.candidates:
        kept = known.pop(_key(proposal), None)
        if kept is not None and _keep(session, actor, submission, kept, proposal):
            changed.append(kept)
    gone = [
        finding.rule
        for finding in known.values()
        if _no_longer(session, actor, finding)
    ]
    findings = [_finding(session, submission, proposal) for proposal in fresh]
    return Fresh(submission, fresh, findings, gone, changed)


def _begin(session: Session, actor: Actor, fresh: Sequence[Fresh]) -> int:
    """Write all new findings at once, then an event for each submission."""
    session.add_all(finding for one in fresh for finding in one.findings)
    session.flush()
    shown = _shown_by(session, fresh)
    if shown:
        session.connection().execute(SHOW, shown)
    for one in fresh:
        told: dict[str, Any] = {"proposed": len(one.findings)}
        if one.withdrawn:
            told["withdrawn"] = sorted(one.withdrawn)
        if one.changed:
            told["changed"] = sorted(finding.rule for finding in one.changed)
        seq, at = events.record(
            session, actor, one.submission, "submission.examined", **told
        )
        if one.findings:
            events.begin(session.connection(), one.findings, seq, at)
        for finding in one.changed:
            events.follow(session, finding, seq, at)
    return sum(len(one.findings) for one in fresh)


def _key(proposal: Proposal) -> tuple[str, str]:
    return proposal.rule, proposal.repeat_uuid or ""


def _known(session: Session, submission: Submission) -> dict[tuple[str, str], Finding]:
    """Collect what rules proposed before, here and for what this replaces."""
    if submission.revision_of is not None:
        _carry_over(session, submission)
    return {
        (finding.rule, finding.repeat_uuid): finding
        for finding in session.scalars(Finding.of_submission(submission.id))
        if finding.rule
    }


def _carry_over(session: Session, submission: Submission) -> None:
    """Bring over what people touched from the submission that this replaces."""
    former = session.get_one(Submission, submission.revision_of)
    for finding in session.scalars(Finding.of_submission(former.id)).all():
        if free(finding):
            _remove(session, finding)
            continue
        finding.submission_id = submission.id
        evidence.follow(session, finding)
    session.flush()


def _keep(
    session: Session,
    actor: Actor,
    submission: Submission,
    kept: Finding,
    proposal: Proposal,
) -> bool:
    """Let a finding say what its rule says now, unless somebody has touched it.

    Answers whether it says something else than before.
    """
    if not kept.rule_holds:
        kept.rule_holds = True
        events.record(session, actor, kept, "finding.upheld")
    if not free(kept):
        return False
    before = _standing(kept)
    _say(session, submission, kept, proposal)
    photos = _photos(session, [submission], [proposal]).get(submission.id, {})
    evidence.show(session, kept, _shown(proposal, photos))
    return _standing(kept) != before


def _standing(finding: Finding) -> list[object]:
    return [getattr(finding, name) for name in events.KEPT]


def _shown_by(session: Session, fresh: Sequence[Fresh]) -> list[dict[str, int]]:
    """Lay out which photos show which new finding, as their rules name them."""
    photos = _photos(
        session,
        [one.submission for one in fresh],
        [proposal for one in fresh for proposal in one.proposals],
    )
    return [
        {"finding_id": finding.id, "attachment_id": photo}
        for one in fresh
        for finding, proposal in zip(one.findings, one.proposals, strict=True)
        for photo in _shown(proposal, photos.get(one.submission.id, {}))
    ]


def _finding(session: Session, submission: Submission, proposal: Proposal) -> Finding:
    finding = Finding(
        campaign_id=submission.campaign_id,
        submission_id=submission.id,
        visit_id=submission.visit_id,
        team_id=submission.team_id,
        rule=proposal.rule,
        repeat_uuid=proposal.repeat_uuid or "",
        found_on=submission.finished_at.astimezone(LOCAL).date(),
        **place(submission),
    )
    _say(session, submission, finding, proposal)
    return finding


def _say(
    session: Session, submission: Submission, finding: Finding, proposal: Proposal
) -> None:
    finding.status = FindingStatus(proposal.kind)
    finding.position = proposal.position
    finding.title = proposal.title[:300]
    finding.category_code = proposal.category
    finding.severity = proposal.severity or "general"
    finding.bases = list(proposal.bases)
    finding.instrument = proposal.instrument
    finding.days = proposal.days
    finding.responsible_kind = proposal.responsible_kind
    named = proposed_units.named(session, submission, proposal)
    finding.responsible_text = named.text
    finding.proposed_unit_id = named.unit_id


def _photos(
    session: Session,
    submissions: Sequence[Submission],
    proposals: Sequence[Proposal],
) -> dict[int, dict[str, int]]:
    """Find the photos that rules name: ids by name, in the order of the answers."""
    names = {name for proposal in proposals for name in proposal.evidence}
    found: dict[int, dict[str, int]] = {}
    if not names:
        return found
    asked = {"submissions": [one.id for one in submissions], "names": sorted(names)}
    for row in session.connection().execute(PHOTOS, asked):
        found.setdefault(row.submission_id, {})[row.name] = row.id
    return found


def _shown(proposal: Proposal, photos: dict[str, int]) -> list[int]:
    return [key for name, key in photos.items() if name in proposal.evidence]


def free(finding: Finding) -> bool:
    """Tell whether nobody has touched it, so that a new look may change it."""
    return finding.status in FRESH and not finding.touched


def _no_longer(session: Session, actor: Actor, finding: Finding) -> bool:
    """Let go of what no rule says any more and tell so; mark what is touched."""
    if free(finding):
        _remove(session, finding)
        return True
    if finding.rule_holds:
        finding.rule_holds = False
        events.record(session, actor, finding, "finding.outdated")
    return False


def _remove(session: Session, finding: Finding) -> None:
    for row in (FindingEvidence, FindingVersion):
        session.execute(delete(row).where(row.finding_id == finding.id))
    session.delete(finding)
