"""The settings of a campaign in words: what each changes, and for which findings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.rulebook import ready
from server.actions import (
    lists_in_force,
    rule_books,
    rules_in_use,
    setting_changes,
    settings,
)
from server.actions import phases as moves
from server.actions.looks import PLAN
from server.console.pages import phases, problems
from server.console.words import LEVEL, PHASE, SEVERITY
from server.models import (
    Campaign,
    Event,
    Form,
    FormVersion,
    RuleBook,
    RuleBookState,
    RuleDifference,
    SettingsTrial,
    User,
)

#: As many changes as the page shows.
SHOWN = 50
NAMES: Mapping[str, LazyString] = {
    "days": _("整改天数"),
    "parameters": _("规则参数"),
    "plan_bases": _("方案和采用的文件"),
    "distance_m": _("核对距离（米）"),
    "hold": _("逐件审核"),
    "hold_share": _("抽取比例（百分之几）"),
    "verification_levels": _("核查层级"),
    "notice_days": _("公示天数"),
    "zones_count": _("覆盖率计入功能区"),
    "personal_data": _("允许收集个人信息"),
    "bulletin_units": _("通报点名单位"),
    "notice_heads": _("通知文号的代字"),
    moves.KEY: _("阶段"),
}
ONSPOT = _("立行立改")
HOLD: Mapping[str, LazyString] = {
    "all": _("每件都要逐件看"),
    "failing": _("有提示的要逐件看，其余可一并通过"),
    "share": _("有提示的和抽中的要逐件看，其余可一并通过"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What rules ask for by `param()`: its name, its value here, and who asks."""

    name: str
    value: Any
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that the campaign adopts, and how many rules cite it."""

    title: str
    since: str
    until: str
    cited: int


@dataclass(frozen=True, slots=True)
class Tried:
    """What settings would change about the findings of one form."""

    form: Form
    book: RuleBook
    counts: Mapping[str, int]
    stands_still: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """Settings that wait to be put in force, form by form."""

    trial: SettingsTrial
    forms: tuple[Tried, ...]
    wanted: Mapping[str, str]

    @property
    def ready(self) -> bool:
        """Tell whether everything has been tried."""
        return all(one.book.state == RuleBookState.TRIED for one in self.forms)

    @property
    def stands_still(self) -> bool:
        """Tell whether trying it will come no further by itself."""
        return any(one.stands_still for one in self.forms)


@dataclass(frozen=True, slots=True)
class Past:
    """One change of a setting: before and after, by whom and when."""

    key: str
    before: str
    after: str
    at: datetime
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """All settings as they hold, or as they are being tried."""

    campaign: Campaign
    values: Mapping[str, Any]
    parameters: tuple[Parameter, ...]
    plan: tuple[Basis, ...]
    trial: Trial | None
    history: tuple[Past, ...]
    people: Mapping[int, User]
    phase: phases.PhaseCard


def read(session: Session, campaign: Campaign) -> Page:
    """Read the settings of a campaign, with what waits and what was changed."""
    trial = _trial(session, campaign)
    tried = trial.trial.settings if trial else {}
    values = {**settings.current(campaign), **tried}
    rules = _rules(session, campaign)
    past, phase = _history(session, campaign), phases.read(session, campaign)
    signed = [one.user_id for one in past]
    signed += [phase.last[1]] if phase.last else []
    return Page(
        campaign,
        values,
        tuple(_parameters(values["parameters"], rules)),
        tuple(_basis(one, rules) for one in values["plan_bases"]),
        trial,
        past,
        problems.signers(session, signed),
        phase,
    )


def told(key: str, value: Any) -> str:
    """Say a setting's value in words."""
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if key == "verification_levels":
        return " → ".join(str(LEVEL[level]) for level in value)
    if key == "days":
        named = {**SEVERITY, "onspot": ONSPOT}
        return "，".join(f"{named[one]} {days}" for one, days in value.items())
    if key == "plan_bases":
        return "；".join(_document(one) for one in value) or "—"
    if isinstance(value, dict):
        return "，".join(f"{name} = {shown(one)}" for name, one in value.items()) or "—"
    return str(value)


def shown(value: Any) -> str:
    """Write a parameter as people do: 70, not 70.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class _Asking:
    """One rule in force: what it is called, what it asks for and cites."""

    name: str
    settings: tuple[str, ...]
    bases: tuple[str, ...]


def _rules(session: Session, campaign: Campaign) -> list[_Asking]:
    chosen = (
        select(Form, FormVersion)
        .join(FormVersion, FormVersion.id == Form.current_version_id)
        .where(Form.campaign_id == campaign.id)
        .order_by(Form.form_id)
    )
    return [
        asking
        for form, version in session.execute(chosen)
        for asking in _of_form(session, form, version)
    ]


def _of_form(session: Session, form: Form, version: FormVersion) -> Iterator[_Asking]:
    book = lists_in_force.book_of(session, form.id)
    known = rules_in_use.by_book(session, version, book)
    for one in ready(known.definition, known.rules).rules:
        own = (name for name in one.settings if name not in known.parameters)
        bases = tuple(basis.title for basis in one.rule.bases)
        yield _Asking(one.rule.rule, tuple(own), bases)


def _parameters(
    values: Mapping[str, Any], rules: Sequence[_Asking]
) -> Iterator[Parameter]:
    """List what is set and what rules ask for, each with those who ask."""
    asked = {name for rule in rules for name in rule.settings}
    ours = {"distance_m", *(f"days_{severity}" for severity in settings.DAYS)}
    for name in sorted({*values, *asked} - (ours - set(values))):
        by = tuple(rule.name for rule in rules if name in rule.settings)
        yield Parameter(name, values.get(name, ""), by)


def _basis(one: Mapping[str, str], rules: Sequence[_Asking]) -> Basis:
    title = one["title"]
    cited = sum(any(b.startswith(title) for b in rule.bases) for rule in rules)
    return Basis(title, one["from"], one["to"], cited)


def _trial(session: Session, campaign: Campaign) -> Trial | None:
    trial = setting_changes.trial_of(session, campaign)
    if trial is None:
        return None
    books = setting_changes.books(session, trial)
    held = settings.current(campaign)
    return Trial(
        trial,
        tuple(_tried(session, book) for book in books),
        {
            key: f"{told(key, held[key])} → {told(key, value)}"
            for key, value in trial.settings.items()
        },
    )


def _tried(session: Session, book: RuleBook) -> Tried:
    rows = session.execute(
        select(RuleDifference.kind, func.count())
        .where(RuleDifference.rule_book_id == book.id)
        .group_by(RuleDifference.kind)
    )
    counts = {row[0]: row[1] for row in rows}
    still = rule_books.stands_still(session, book)
    return Tried(session.get_one(Form, book.form_id), book, counts, still)


def _history(session: Session, campaign: Campaign) -> tuple[Past, ...]:
    both = phases.told(campaign, "campaign.set", "campaign.phase")
    found = session.scalars(both.limit(SHOWN))
    return tuple(_past(event) for event in found)


def _past(event: Event) -> Past:
    body = json.loads(event.body)
    sides = body["before"], body["after"]
    if event.action == "campaign.phase":
        before, after = (str(PHASE[side].text) for side in sides)
        return Past(moves.KEY, before, after, event.at, event.user_id)
    before, after = (told(body["key"], side) for side in sides)
    return Past(body["key"], before, after, event.at, event.user_id)


def _document(one: Mapping[str, str]) -> str:
    days = "–".join((one["from"], one["to"])) if one["from"] or one["to"] else ""
    return f"{one['title']} {days}".strip()


__all__ = ["NAMES", "PLAN", "Page", "read", "shown", "told"]
