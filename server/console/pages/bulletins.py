"""The bulletins as pages: their list, one of them with its figures, a figure's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from server.actions import access, bulletins
from server.actions.access import SYSTEM, Actor
from server.actions.bulletins import Kept
from server.console.pages import places
from server.db import now
from server.models import (
    Bulletin,
    BulletinState,
    Campaign,
    Finding,
    OutcomeStat,
    PublishedFigure,
    Region,
)
from server.reports.bulletin.figures import Scope, about, figures
from server.reports.bulletin.questions import (
    Answer,
    Asking,
    Question,
    entered,
    fingerprint,
)
from server.reports.bulletin.sentences import Text, text
from server.reports.cells import file_name as named_file
from server.reports.filters import LedgerFilter

#: As many rows of a figure as a page bears.
MOST = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands on the list."""

    rows: Sequence[Bulletin]
    regions: Sequence[Region]
    names: places.Names
    period: tuple[date, date] | None
    title: str


@dataclass(frozen=True, slots=True)
class Again:
    """A published figure beside the same question, answered today."""

    figure: PublishedFigure
    today: Answer
    corrected: int | None

    @property
    def equal(self) -> bool:
        """Whether the same things are counted."""
        then = (self.figure.value, self.figure.sha256)
        return then == (self.today.value, self.today.sha256)


@dataclass(frozen=True, slots=True)
class Page:
    """One bulletin: as it reads, or as it was published."""

    subject: Bulletin
    region: str
    scope: Scope
    text: Text | None
    again: Sequence[Again]
    may_write: bool

    @property
    def issuer(self) -> str:
        """The office in whose name it is written."""
        return f"{self.region}察访工作专班"

    @property
    def kept(self) -> list[Kept]:
        """Give the figures as they are to be kept."""
        found = self.text.figures.values() if self.text else ()
        return [
            Kept(one.name, one.words, one.value, one.query, one.as_of, one.sha256)
            for one in found
        ]

    @property
    def seen(self) -> str:
        """A mark of all that somebody looks at here: words, figures and rows."""
        subject = self.subject
        typed = (subject.title, subject.approach, subject.demands)
        days = (f"{subject.since}", f"{subject.until}")
        counted = (f"{one.name} {one.value} {one.sha256}" for one in self.kept)
        return fingerprint((*typed, *days, *counted))


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a figure: the ledger of that day, findings, or what was entered."""

    subject: Bulletin
    words: str
    value: int
    ledger: Mapping[str, str] | None
    findings: Sequence[Finding]
    stat: OutcomeStat | None
    places: places.Names


def listed(session: Session, actor: Actor, campaign: Campaign) -> Listed:
    """List the bulletins of the regions that the actor looks over."""
    rows = session.scalars(access.bulletins(actor, campaign)).all()
    regions = session.scalars(access.writable(actor, campaign)).all()
    own = regions[0].code if regions else ""
    return Listed(
        rows,
        regions,
        places.names(session, (row.region_code for row in rows)),
        bulletins.next_period(session, campaign, own) if regions else None,
        f"关于{campaign.name}情况的通报",
    )


def read(session: Session, actor: Actor, campaign: Campaign, subject: Bulletin) -> Page:
    """Read a draft as it reads now; what was published, counted again."""
    scope = about(session, campaign, subject, now())
    is_draft = subject.state == BulletinState.DRAFT
    return Page(
        subject,
        scope.region,
        scope,
        text(scope) if is_draft else None,
        () if is_draft else again(session, campaign, subject),
        access.may(actor, "bulletin.write", campaign, None, subject.region_code),
    )


def again(session: Session, campaign: Campaign, subject: Bulletin) -> list[Again]:
    """Ask each published figure's question once more."""
    asking = Asking(session, campaign)
    return [
        Again(one, asking.answer(one.query), _corrected(session, campaign, one))
        for one in session.scalars(PublishedFigure.of(subject.id))
    ]


def rows(
    session: Session, campaign: Campaign, subject: Bulletin, name: str
) -> Rows | None:
    """Open a figure by its name; None when the bulletin has no such figure."""
    found = _question(session, campaign, subject, name)
    if found is None:
        return None
    words, value, question = found
    if question["of"] == "outcome":
        stat = entered(session, campaign, question)
        return Rows(subject, words, value, None, (), stat, {})
    if not question.get("less") and not question.get("known_to"):
        return Rows(subject, words, value, question["fields"], (), None, {})
    findings = _findings(session, campaign, subject, question)
    known = places.names(session, (one.region_code for one in findings))
    return Rows(subject, words, value, None, findings, None, known)


def file_name(subject: Bulletin, ending: str) -> str:
    """Name a file of a bulletin."""
    return named_file(f"{subject.title[:60]}_{subject.until:%Y%m%d}", ending)


def _question(
    session: Session, campaign: Campaign, subject: Bulletin, name: str
) -> tuple[str, int, Question] | None:
    """Find what a figure asks: as it was published, or as the draft asks it."""
    if subject.state == BulletinState.PUBLISHED:
        kept = PublishedFigure.of(subject.id).where(PublishedFigure.name == name)
        was = session.scalar(kept)
        return (was.words, was.value, was.query) if was else None
    known = figures(about(session, campaign, subject, now())).get(name)
    return (known.words, known.value, known.query) if known else None


def _findings(
    session: Session, campaign: Campaign, subject: Bulletin, question: Question
) -> Sequence[Finding]:
    keys = sorted(Asking(session, campaign).keys(question))[:MOST]
    asked = LedgerFilter.read({"as_of": subject.until.isoformat(), "sort": "number"})
    chosen = asked.select(SYSTEM, campaign).where(Finding.key.in_(keys))
    return next(iter(asked.rows(session, chosen, MOST)), ())


def _corrected(
    session: Session, campaign: Campaign, figure: PublishedFigure
) -> int | None:
    """Tell what the office entered since in the place of what was published."""
    if figure.query["of"] != "outcome":
        return None
    held = entered(session, campaign, {**figure.query, "at": now().isoformat()})
    value = int(getattr(held, figure.query["column"])) if held else 0
    return None if value == figure.value else value
