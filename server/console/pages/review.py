"""One submission to judge: answers, photos, facts, candidates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms import instance as answers_as_sent
from forms import issues
from forms.errors import InstanceError
from forms.messages import Language
from server.actions import access, entity_lists, forms, given_up
from server.actions.access import Actor
from server.actions.flags.keeping import stay
from server.console.pages import (
    answers,
    copy,
    flags,
    photos,
    places,
    problems,
    queue,
    remarks,
    stages,
)
from server.console.pages.answers import Block, Reader
from server.console.pages.copy import Copy
from server.console.pages.photos import Fact, Film, Photo
from server.console.pages.problems import Powers, Problems
from server.console.pages.queue import Queue
from server.console.pages.remarks import Thread
from server.models import (
    Campaign,
    Device,
    FormVersion,
    RivalAnswers,
    Statement,
    Submission,
    Team,
    User,
    Visit,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A submission with its answers in the form's words."""

    submission: Submission
    version: FormVersion
    reader: Reader
    blocks: tuple[Block, ...]

    @property
    def positions(self) -> Mapping[str, int]:
        """The places of the rows, by their keys."""
        rows = (row for block in self.blocks for row in block.rows)
        return {row.uuid: row.position for row in rows if row.uuid}


@dataclass(frozen=True, slots=True)
class Page:
    """All that stands on the page."""

    sheet: Sheet
    team: Team
    visit: Visit
    device: Device
    path: tuple[str, ...]
    stage: str
    photos: tuple[Photo, ...]
    film: Film
    facts: tuple[Fact, ...]
    copy: Copy | None
    problems: Problems
    rules: Mapping[str, list[str]]
    issues: Mapping[tuple[str, str], list[str]]
    powers: Powers
    rivals: tuple[RivalAnswers, ...]
    queue: Queue
    decided_by: User | None
    revised_by: str
    rules_given_up: bool
    #: Whether it takes the place of one that may be laid beside it.
    revises: bool
    thread: Thread | None
    said: Mapping[int, list[Statement]]

    @property
    def odd_rows(self) -> set[str]:
        """Name the rows in which something does not fit."""
        return {row for _, row in self.issues if row}

    @property
    def unplaced(self) -> list[tuple[str, str]]:
        """Say what does not fit and has no answer to stand beside, with its label."""
        shown = {
            (answer.question, row)
            for block in self.sheet.blocks
            for row, answers in block.by_row()
            for answer in answers
        }
        reader = self.sheet.reader
        return [
            (reader.label(name) if name else "", text)
            for (name, row), told in self.issues.items()
            if (name, row) not in shown
            for text in told
        ]

    @property
    def submission(self) -> Submission:
        """The submission itself."""
        return self.sheet.submission

    def photo_named(self, name: str) -> Photo | None:
        """Find the photo that an answer names."""
        named = (p for p in self.photos if p.file.name == name and not p.file.rival)
        return next(named, None)

    def is_shown(self, key: str) -> bool:
        """Whether a browser can show a photo, or the copy that stands for it."""
        return any(p.shown for p in self.photos if p.file.key == key)


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    submission: Submission,
    language: str,
    photo: str = "",
) -> Page:
    """Read the page of one submission, with one photo on."""
    paper = sheet(session, submission, language)
    device = session.get_one(Device, submission.device_id)
    allowed = problems.powers(actor, campaign, submission, device.user_id)
    found = problems.read(session, campaign, submission, allowed)
    marks = flags.read(session, actor, campaign, submission)
    taken = photos.read(session, submission, paper.reader, paper.positions, marks)
    strip = photos.film(taken, photo or _first_shown(found))
    known = places.names(session, [submission.region_code])
    visit = session.get_one(Visit, submission.visit_id)
    there = stay(submission, visit, campaign)
    return Page(
        sheet=paper,
        team=session.get_one(Team, submission.team_id),
        visit=visit,
        device=device,
        path=places.path(known, submission.region_code),
        stage=stages.stage_of(submission, _statuses(found)),
        photos=taken,
        film=strip,
        facts=photos.facts(strip.on.file, there) if strip.on else (),
        copy=_copy(session, actor, strip.on),
        problems=found,
        rules=_rules_by_row(found),
        issues=_issues(submission, paper, language),
        powers=allowed,
        rivals=tuple(session.scalars(access.rivals(actor, campaign, submission))),
        queue=queue.read(session, actor, campaign, submission.key),
        decided_by=session.get(User, submission.decided_by or 0),
        revised_by=_revision(session, submission),
        rules_given_up=given_up.on_rules(session, submission),
        revises=submission.revision_of is not None,
        thread=remarks.read(session, actor, campaign, submission, paper.reader, taken),
        said=_statements(session, found),
    )


def _copy(session: Session, actor: Actor, on: Photo | None) -> Copy | None:
    return copy.read(session, actor, on.file) if on and on.here else None


def sheet(session: Session, submission: Submission, language: str) -> Sheet:
    """Read the answers of a submission, as far as they can be read."""
    version = session.get_one(FormVersion, submission.form_version_id)
    definition = forms.definition(version)
    given = submission.answers
    if given is None:
        given = as_sent(version, submission.xml)
    named = entries_of(session, submission, version)
    reader = answers.reader(session, version, definition, [given], language, named)
    marked = {(one["question"], one["repeat_uuid"]) for one in submission.issues}
    reader = replace(reader, marked=frozenset(marked))
    return Sheet(submission, version, reader, reader.blocks(given))


def entries_of(
    session: Session, submission: Submission, version: FormVersion
) -> answers.Named:
    """Say what the entries are called that a submission's team has."""
    team = session.get_one(Team, submission.team_id)
    return entity_lists.labels(
        session, version.campaign_id, version.media_names, access.carried(team)
    )


def as_sent(version: FormVersion, xml: bytes) -> dict[str, Any]:
    """Read answers from the bytes that came; none when they cannot be read."""
    try:
        sent = answers_as_sent.parse(xml)
    except InstanceError:
        return {}
    return answers_as_sent.answers(forms.definition(version), sent)


def _first_shown(found: Problems) -> str:
    """Begin with the first photo of the first open candidate."""
    shown = (p.evidence[0] for p in found.listed if p.open and p.evidence)
    return next(shown, "")


def _statuses(found: Problems) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for problem in found.listed:
        counted[problem.finding.status] += 1
    return counted


def _rules_by_row(found: Problems) -> Mapping[str, list[str]]:
    """Name the rules that struck a row, so that the row can say so."""
    rules: dict[str, list[str]] = defaultdict(list)
    for problem in found.listed:
        finding = problem.finding
        if finding.repeat_uuid and finding.rule and finding.status != "dropped":
            rules[finding.repeat_uuid].append(finding.rule)
    return rules


def _issues(
    submission: Submission, paper: Sheet, language: str
) -> Mapping[tuple[str, str], list[str]]:
    """Say what does not fit in the answers, by question and row."""
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    spoken: Language = "en" if language == "en" else "zh"
    for kept in submission.issues:
        issue = issues.from_json(kept)
        text = issue.text(paper.reader.definition, spoken)
        told[issue.question, issue.repeat_uuid].append(text)
    return told


def _statements(session: Session, found: Problems) -> Mapping[int, list[Statement]]:
    """Read what units said of problems, to stand beside the text."""
    told: dict[int, list[Statement]] = defaultdict(list)
    ids = [problem.finding.id for problem in found.listed]
    chosen = select(Statement).where(Statement.finding_id.in_(ids))
    for statement in session.scalars(chosen.order_by(Statement.id)):
        told[statement.finding_id].append(statement)
    return told


def _revision(session: Session, submission: Submission) -> str:
    """Find the submission that replaced this one, by its key."""
    later = session.query(Submission.key).filter_by(revision_of=submission.id)
    return str(later.limit(1).scalar() or "")
