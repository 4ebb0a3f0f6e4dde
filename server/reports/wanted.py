"""What somebody takes out of the ledger: the same choice for every sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.orm import Session

from server.actions import access
from server.actions.access import Actor
from server.db import LOCAL, end_of
from server.models import Campaign, Finding, Region
from server.reports.called import Called
from server.reports.cells import file_name
from server.reports.filters import LedgerFilter

AT_ONCE = 500


def quiet(_more: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose findings, of which campaign, chosen how, and when they were asked for."""

    session: Session
    actor: Actor
    campaign: Campaign
    chosen: LedgerFilter
    at: datetime
    #: Told how many findings were read, as they are.
    tell: Callable[[int], None] = quiet
    #: As it was asked for, for what is chosen by other fields than the ledger's.
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """The office in whose name a sheet is filled in."""
        own = access.own_region(self.actor, self.campaign)
        region = self.session.get(Region, own)
        if region is None:
            return f"{self.campaign.name}察访工作专班"
        return f"{self.called().region(region.code, region.name)}察访工作专班"

    @property
    def until(self) -> datetime:
        """The moment up to which a sheet counts."""
        return end_of(self.chosen.as_of) if self.chosen.as_of else self.at

    def called(self) -> Called:
        """Read what things were called on the day asked for."""
        return Called.on(self.session, self.campaign, self.chosen.as_of)

    @property
    def until_text(self) -> str:
        """Say until when a sheet counts: the end of the day asked for, or now."""
        if self.chosen.as_of:
            return f"{self.chosen.as_of:%Y-%m-%d} 24:00"
        return f"{self.at.astimezone(LOCAL):%Y-%m-%d %H:%M}"

    @property
    def sentence(self) -> str:
        """Say the filter in one line."""
        return self.chosen.sentence(self.session, self.actor, self.campaign, "zh")

    @property
    def subtitle(self) -> str:
        """Write the line below the title, the same on every sheet."""
        return "　".join(
            (
                f"填报单位：{self.issuer}",
                f"统计截止：{self.until_text}",
                f"筛选条件：{self.sentence}",
                "单位：个",
            )
        )

    @property
    def count(self) -> int:
        """How many findings there are."""
        rows = self.chosen.unsorted(self.actor, self.campaign)
        counted = rows.with_only_columns(func.count(), maintain_column_froms=True)
        return self.session.scalar(counted) or 0

    def findings(self) -> Iterator[Sequence[Finding]]:
        """Read the findings in batches, in the order asked for."""
        rows = self.chosen.select(self.actor, self.campaign)
        for part in self.chosen.rows(self.session, rows, AT_ONCE):
            yield part
            self.tell(len(part))

    def name_of_file(self, kind: str, ending: str) -> str:
        """Name a file: campaign, kind, what was chosen, day."""
        said = self.chosen.words(self.session, self.actor, self.campaign, "zh")
        which = "_".join(value for _, value in said)
        day = f"{self.at.astimezone(LOCAL):%Y%m%d}"
        parts = (self.campaign.name[:40], kind, which[:20], day)
        return file_name("_".join(part for part in parts if part), ending)
