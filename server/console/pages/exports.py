"""The page of exports: what can be asked for, what was asked for, who took what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import access, exports
from server.actions.access import Actor
from server.errors import NotAllowed, NotFound
from server.models import Campaign, ExportJob, ExportState, Taking, User
from server.models.export_job import ON_THE_WAY
from server.reports.clue_register import ClueFilter
from server.reports.filters import BadFilter, LedgerFilter
from server.reports.kinds import KINDS, Kind
from server.reports.pack import TeamNotNamed
from server.reports.vocabulary import Language
from server.texts import say

MOST = 50
#: What the page offers, by the word of its kind.
TITLES = {
    "book": _("台账册"),
    "ledger": _("问题台账"),
    "csv": _("问题台账"),
    "rectification": _("整改清单"),
    "responsibility": _("责任清单"),
    "summary": _("汇总统计"),
    "apps": _("政务应用清单"),
    "plaques": _("挂牌清单"),
    "situation": _("情况报告"),
    "situation_pdf": _("情况报告"),
    "clues": _("线索登记簿"),
    "leaves": _("活页"),
    "leaves_pdf": _("活页"),
    "compared": _("整治前后对比"),
    "compared_pdf": _("整治前后对比"),
    "pack": _("资料包"),
    "pack_originals": _("资料包（含原件）"),
}
#: What is taken elsewhere than on this page.
NAMES = {
    "notice": _("整改通知书"),
    "issued_notice": _("通知"),
    "bulletin": _("情况通报"),
    "recommendation": _("工作建议书"),
    "submissions": _("填报记录"),
    "xlsx": _("问题台账"),
    "confirmation": _("问题确认单"),
    "slip": _("问题交办单"),
    "supervision": _("问题整改督办函"),
    "close_out": _("问题销号审批表"),
    "visit_report": _("察访情况报告"),
    "working_paper": _("工作底稿"),
    "transfer_letter": _("线索移送函"),
    "minutes": _("会商纪要"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One export that was asked for."""

    job: ExportJob
    title: LazyString | str
    said: str
    who: str
    trouble: str

    @property
    def is_on_the_way(self) -> bool:
        """Whether it is still being made, or waits for it."""
        return self.job.state in ON_THE_WAY

    @property
    def is_ready(self) -> bool:
        """Whether its file can be taken."""
        return self.job.state == ExportState.READY


@dataclass(frozen=True, slots=True)
class Took:
    """One line of the log."""

    at: datetime
    who: str
    kind: LazyString | str
    purpose: LazyString | str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page of exports."""

    query: Mapping[str, str]
    said: str
    kinds: Mapping[str, Kind]
    titles: Mapping[str, LazyString]
    chosen: str
    lines: Sequence[Line]
    took: Sequence[Took]
    is_office: bool

    @property
    def is_moving(self) -> bool:
        """Whether something is on its way, so that the page looks again."""
        return any(line.is_on_the_way for line in self.lines)


def asked(
    actor: Actor, campaign: Campaign, word: str, query: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """Read which kind is asked for, and how it is chosen.

    Raises NotFound, NotAllowed, TeamNotNamed, BadFilter, BadInput.
    """
    if word not in KINDS:
        raise NotFound
    require(actor, campaign, word)
    chosen = KINDS[word].chosen_by.read(query).query()
    if not chosen.keys() >= set(KINDS[word].needs):
        raise TeamNotNamed
    return word, chosen


def require(actor: Actor, campaign: Campaign, word: str) -> None:
    """Let only those have a kind of file who may; raises NotAllowed."""
    if not access.somewhere(actor, KINDS[word].verb, campaign):
        raise NotAllowed


def read(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    query: Mapping[str, str],
    language: Language,
) -> Page:
    """Read the page for a filter; raises BadFilter, BadInput."""
    is_office = access.may(actor, "campaign.manage", campaign)
    kinds = _offered(actor, campaign)
    word = query.get("kind", "")
    word = word if word in kinds else next(iter(kinds))
    by = kinds[word].chosen_by
    kinds = {each: kind for each, kind in kinds.items() if kind.chosen_by is by}
    return Page(
        by.read(query).query(),
        _said(session, actor, campaign, word, query, language),
        kinds,
        TITLES,
        word,
        _lines(session, actor, campaign, language),
        _took(session, campaign) if is_office else (),
        is_office,
    )


def _offered(actor: Actor, campaign: Campaign) -> dict[str, Kind]:
    """Name the kinds that somebody may ask for."""
    may = {kind.verb for kind in KINDS.values()}
    mine = {verb for verb in may if access.somewhere(actor, verb, campaign)}
    return {word: kind for word, kind in KINDS.items() if kind.verb in mine}


def _lines(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    language: Language,
) -> list[Line]:
    seen = exports.mine(actor, campaign)
    jobs = session.scalars(ExportJob.of(campaign.id).where(seen).limit(MOST)).all()
    names = _names(session, {job.requested_by for job in jobs})
    return [
        Line(
            job,
            TITLES.get(job.kind, job.kind),
            _said(session, actor, campaign, job.kind, job.asked, language),
            names.get(job.requested_by, ""),
            say(job.trouble, {}, language).title if job.trouble else "",
        )
        for job in jobs
    ]


def _said(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    word: str,
    query: Mapping[str, str],
    language: Language,
) -> str:
    try:
        if word in exports.OWN:
            return ClueFilter.read(query).sentence(session, language)
        chosen = LedgerFilter.read(query)
    except BadFilter:
        return ""
    return chosen.sentence(session, actor, campaign, language)


def _names(session: Session, ids: Collection[int | None]) -> dict[int, str]:
    """Look up those who stand in the lines, and nobody else."""
    wanted = select(User.id, User.display_name).where(User.id.in_(ids))
    return {row.id: row.display_name for row in session.execute(wanted)}


def _took(session: Session, campaign: Campaign) -> list[Took]:
    taken = session.scalars(Taking.of(campaign.id).limit(MOST)).all()
    names = _names(session, {one.user_id for one in taken})
    return [
        Took(
            one.at,
            names.get(one.user_id or 0, ""),
            (TITLES | NAMES).get(one.kind, one.kind),
            _("日常查阅") if one.purpose == exports.USUAL else one.purpose,
            one.rows,
            one.sha256,
        )
        for one in taken
    ]
