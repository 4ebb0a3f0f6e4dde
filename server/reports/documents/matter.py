"""What the documents of one office share: names, the day, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from media.store import Store
from server.actions.life import due
from server.db import end_of
from server.models import Campaign, Finding
from server.reports import handled
from server.reports.cells import file_name
from server.reports.evidence import NONE, Evidence, leaving
from server.reports.handled import Handled
from server.reports.letter.contract import Letter
from server.reports.letter.typeset import Typeset
from server.reports.letter.writing import Picture, Writing
from server.reports.names import Names
from server.reports.vocabulary import SEVERITIES

UNKNOWN = "（未定）"
#: As many pictures of one finding as a form has room for.
MOST_PICTURES = 6


@dataclass(frozen=True, slots=True)
class Matter:
    """A campaign's papers: who writes them, and as of which day."""

    session: Session
    store: Store
    campaign: Campaign
    names: Names
    day: date
    #: Begins a document of a title and an author.
    begin: Callable[[str, str], Letter] = Writing
    ending: str = "docx"

    @property
    def issuer(self) -> str:
        """The office in whose name a document is written."""
        region = self.names.region(self.campaign.region_code)
        return f"{region or self.campaign.name}察访工作专班"

    @property
    def until(self) -> datetime:
        """The moment up to which a document counts."""
        return end_of(self.day)

    def number(self) -> str:
        """Leave room for the number of a document of this year."""
        return f"察访办〔{self.day.year}〕　　号"

    def writing(self, title: str) -> Letter:
        """Begin a document."""
        return self.begin(self.campaign.name + title, self.issuer)

    def as_pdf(self, fonts: Path) -> Matter:
        """Have the same papers set by typst, in the house's own font."""
        return replace(self, begin=partial(Typeset, fonts=fonts), ending="pdf")

    def file_name(self, title: str, about: str) -> str:
        """Name a document: campaign, what it is, what about, day."""
        parts = (self.campaign.name[:24], title, about[:30], f"{self.day:%Y%m%d}")
        return file_name("_".join(part for part in parts if part), self.ending)


@dataclass(frozen=True, slots=True)
class Case:
    """One finding with all that a document says of it."""

    finding: Finding
    done: Handled
    evidence: Evidence

    @property
    def number(self) -> str:
        """The finding's number, or that it has none yet."""
        return self.finding.finding_no or "（未编号）"

    @property
    def text(self) -> str:
        """What was found."""
        return self.finding.description or self.finding.title

    @property
    def severity(self) -> str:
        """How grave it is."""
        return SEVERITIES.get(self.finding.severity, {}).get("zh", "")

    @property
    def proof(self) -> str:
        """Say how many photos there are and how many are held back."""
        if not self.evidence.received:
            return "没有照片"
        held = self.evidence.held
        rest = f"，其中{held}张未放行，未随附" if held else ""
        return f"照片{self.evidence.received}张{rest}"


def matter(
    session: Session,
    store: Store,
    campaign: Campaign,
    at: datetime,
    as_of: date | None = None,
) -> Matter:
    """Gather what documents share, on a past day or on the day of a moment."""
    names = Names(session, campaign, as_of)
    return Matter(session, store, campaign, names, as_of or due.today(at))


def cases(about: Matter, findings: Sequence[Finding]) -> list[Case]:
    """Look up what was done about findings, and which photos may leave."""
    about.names.learn(findings)
    ids = [finding.id for finding in findings]
    done: Mapping[int, Handled] = handled.learn(about.session, findings, about.until)
    shown = leaving(about.session, ids)
    return [Case(one, done[one.id], shown.get(one.id, NONE)) for one in findings]


def place(about: Matter, finding: Finding) -> str:
    """Name county, town and village."""
    return "".join(about.names.places(finding.region_code)[1:])


def where(about: Matter, finding: Finding) -> str:
    """Name the site with the places that its own name does not tell."""
    above = about.names.places(finding.region_code)[1:]
    site = finding.site_name
    return "".join(one for one in above if one not in site) + site


def pictures(about: Matter, case: Case) -> list[Picture]:
    """Take out the small copies of a finding's photos that may leave."""
    found = []
    for number, photo in enumerate(case.evidence.photos[:MOST_PICTURES], start=1):
        jpeg = photo.small(about.store, about.campaign.room)
        if jpeg is not None:
            found.append(Picture(jpeg, f"{case.number}　照片{number}"))
    return found
