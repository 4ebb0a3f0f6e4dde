"""Looking again at what is there, under a rule book: to try it, or for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from forms.rules import Proposal
from server.actions import (
    events,
    examination,
    looks,
    queue,
    rule_books,
    rules_in_use,
)
from server.actions.access import SYSTEM
from server.actions.entities import bringing
from server.actions.looks import Seen, Terms
from server.actions.rules_in_use import RulesInUse
from server.db import table
from server.models import (
    Campaign,
    Finding,
    Form,
    FormVersion,
    ListTrial,
    RuleBook,
    RuleBookState,
    RuleDifference,
    SettingsTrial,
    Submission,
)

#: Submissions looked at in one change; a stop costs no more than these.
BATCH = 100
WRITE = insert(table(RuleDifference))
DONE = {
    RuleBookState.TRYING: RuleBookState.TRIED,
    RuleBookState.APPLYING: RuleBookState.APPLIED,
}


@dataclass(frozen=True, slots=True)
class Looks:
    """What looks at the next submissions gave, and where the rule book stood."""

    book_id: int
    cursor: int
    seen: tuple[Seen, ...]


def look(session: Session, book: RuleBook) -> Looks:
    """Look at the next submissions under a rule book; touches no rows."""
    under = _terms(session, book)
    seen = tuple(
        _look(session, submission, book, under)
        for submission in session.scalars(rule_books.waiting(book, BATCH))
    )
    return Looks(book.id, book.cursor, seen)


def keep(session: Session, gave: Looks) -> None:
    """Write down what the looks gave, and go on, or be done.

    What somebody else kept meanwhile is not written a second time.
    """
    book = session.get_one(RuleBook, gave.book_id, with_for_update=True)
    if book.state not in DONE or book.cursor != gave.cursor:
        return
    seen = gave.seen
    if book.state == RuleBookState.TRYING:
        _tell(session, book, seen)
    elif seen:
        examination.keep(session, SYSTEM, seen)
    book.looked_at += len(seen)
    book.cursor = max((one.submission_id for one in seen), default=book.cursor)
    if len(seen) == BATCH:
        queue.enqueue(session.connection(), book.campaign_id, rule_books.JOB, book.id)
        return
    book.state = DONE[RuleBookState(book.state)]
    form = session.get_one(Form, book.form_id)
    told = {"number": book.number, "looked_at": book.looked_at}
    events.record(session, SYSTEM, form, f"rules.{book.state}_to_all", **told)


def _look(
    session: Session, submission: Submission, book: RuleBook, under: Terms
) -> Seen:
    version = session.get_one(FormVersion, submission.form_version_id)
    known = _known(session, version, book)
    return looks.look(
        submission.id, submission.xml, submission.finished_at, known, under
    )


def _known(session: Session, version: FormVersion, book: RuleBook) -> RulesInUse:
    """Find the rules to look with: a book's, or those in force where one only tries."""
    if not rule_books.only_tries(book):
        return rules_in_use.by_book(session, version, book)
    trial = session.get(ListTrial, book.list_trial_id or 0)
    if trial is not None and book.state == RuleBookState.TRYING:
        tried = partial(bringing.as_tried, session, trial)
        return rules_in_use.with_list(session, version, trial.key, tried)
    return rules_in_use.in_use(session, version)


def _terms(session: Session, book: RuleBook) -> Terms:
    """Read what the campaign sets; while settings are tried, with them in place."""
    campaign = session.get_one(Campaign, book.campaign_id)
    trial = session.get(SettingsTrial, book.settings_trial_id or 0)
    tried = trial.settings if trial and book.state == RuleBookState.TRYING else {}
    return looks.terms(campaign, {**campaign.settings, **tried})


def _tell(session: Session, book: RuleBook, gave: Sequence[Seen]) -> None:
    """Write down what would change about the findings of some submissions."""
    ids = [seen.submission_id for seen in gave]
    known: dict[int, dict[tuple[str, str], Finding]] = {key: {} for key in ids}
    of_rules = select(Finding).where(Finding.submission_id.in_(ids), Finding.rule != "")
    for finding in session.scalars(of_rules):
        place = (finding.rule, finding.repeat_uuid)
        known[finding.submission_id][place] = finding
    rows = [
        {"rule_book_id": book.id, "submission_id": seen.submission_id, **row}
        for seen in gave
        for row in _differences(seen.proposals.candidates, known[seen.submission_id])
    ]
    if rows:
        session.connection().execute(WRITE, rows)


def _differences(
    proposals: Sequence[Proposal], known: dict[tuple[str, str], Finding]
) -> Iterator[dict[str, Any]]:
    """Compare what rules say with what stands: new, changed, gone, or kept."""
    left = dict(known)
    for proposal in proposals:
        place = (proposal.rule, proposal.repeat_uuid or "")
        finding = left.pop(place, None)
        if finding is None:
            yield _row("new", place, proposal.title, "")
        elif examination.free(finding) and _said(finding) != _says(proposal):
            yield _row("changed", place, proposal.title, finding.title)
    for place, finding in left.items():
        yield _row(
            "gone" if examination.free(finding) else "kept", place, finding.title, ""
        )


def _row(kind: str, place: tuple[str, str], title: str, before: str) -> dict[str, Any]:
    rule, uuid = place
    return {
        "kind": kind,
        "rule": rule,
        "repeat_uuid": uuid,
        "title": title[:300],
        "before": before,
    }


def _said(finding: Finding) -> tuple[object, ...]:
    return (
        finding.status,
        finding.title,
        finding.category_code,
        finding.severity,
        finding.instrument,
        finding.days,
    )


def _says(proposal: Proposal) -> tuple[object, ...]:
    return (
        proposal.kind,
        proposal.title[:300],
        proposal.category,
        proposal.severity or "general",
        proposal.instrument,
        proposal.days,
    )
