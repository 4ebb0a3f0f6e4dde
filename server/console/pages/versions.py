"""Versions of a form beside each other, before and after one is published."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.compiled import CompiledForm
from forms.differences import KINDS, Difference, TypeChange, Version, differences
from forms.errors import WorkbookProblem
from server.actions import entity_lists, forms, lists_in_force, standing_book
from server.actions.forms import Source
from server.actions.standing_book import Standing
from server.console.pages import problems
from server.errors import NotFound
from server.models import Campaign, Event, Form, FormVersion, User

#: As many as a page shows.
MOST = 400
#: As many versions as it takes to compare.
ENOUGH = 2

STEPS = {
    "form.published": _("发布"),
    "form.closed": _("停止填报"),
    "form.withdrawn": _("撤回"),
    "form.open": _("恢复填报"),
}
KIND = {"added": _("新增"), "removed": _("去掉"), "changed": _("改动")}
PART = {
    "form": _("表单"),
    "question": _("题目"),
    "group": _("分组"),
    "repeat": _("重复组"),
    "list": _("名单"),
    "rule": _("规则"),
}
FACT = {
    "title": _("标题"),
    "languages": _("语言"),
    "default_language": _("默认语言"),
    "label": _("题面"),
    "hint": _("提示"),
    "type": _("题型"),
    "place": _("位置"),
    "relevant": _("何时出现"),
    "appearance": _("外观"),
    "required": _("必填"),
    "required_message": _("必填说明"),
    "constraint": _("约束"),
    "constraint_message": _("约束说明"),
    "calculation": _("计算"),
    "readonly": _("只读"),
    "list_file": _("名单"),
    "choice_filter": _("选项筛选"),
    "default": _("默认值"),
    "parameters": _("参数"),
    "save_to": _("存入实体"),
    "count": _("重复次数"),
    "columns": _("列"),
    "rows": _("行数"),
    "row": _("行"),
    "max_photos": _("照片张数"),
    "choice": _("选项"),
    "rule_title": _("提出的问题"),
    "rule_when": _("条件"),
    "rule_each": _("逐项"),
    "rule_dedupe": _("去重"),
    "rule_category": _("类别"),
    "rule_severity": _("程度"),
    "rule_responsible": _("责任"),
    "rule_instrument": _("办理方式"),
    "rule_days": _("时限（天）"),
    "rule_evidence": _("佐证"),
    "rule_basis": _("依据"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with a form: by whom, when and why."""

    name: LazyString
    at: datetime
    user_id: int | None
    version: str
    why: str


@dataclass(frozen=True, slots=True)
class History:
    """All steps of a form, the last first, and the people who took them."""

    steps: tuple[Step, ...]
    people: Mapping[int, User]

    @property
    def notes(self) -> Mapping[str, str]:
        """What the publisher said of each version."""
        return {step.version: step.why for step in self.steps if step.version}


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs, as much of it as a page shows."""

    rows: tuple[Difference, ...]
    counts: Mapping[str, int]

    @property
    def left_out(self) -> int:
        """How many differences are not shown."""
        return sum(self.counts.values()) - len(self.rows)


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """Two versions of a form beside each other."""

    form: Form
    versions: Sequence[FormVersion]
    before: FormVersion
    after: FormVersion
    compared: Compared


@dataclass(frozen=True, slots=True)
class TrialPage:
    """A workbook that was only tried: what publishing it would change or refuse."""

    name: str
    compiled: CompiledForm
    form: Form | None
    before: FormVersion | None
    compared: Compared | None
    types: Mapping[TypeChange, str]
    is_taken: bool
    missing: Sequence[str]
    questions: int
    warnings: Sequence[WorkbookProblem]
    #: The rules in force beside the form, where the workbook says otherwise.
    standing: Standing | None
    #: Files that came along and that nothing reads: the campaign keeps such lists.
    unread: Sequence[str]

    @property
    def may_be_published(self) -> bool:
        """Tell whether nothing stands against it."""
        return not (self.types or self.is_taken or self.missing)


def history(session: Session, form: Form) -> History:
    """Read what was done with a form."""
    found = session.scalars(
        select(Event)
        .where(
            Event.campaign_id == form.campaign_id,
            Event.subject == Form.__tablename__,
            Event.subject_id == form.id,
            Event.action.in_(STEPS),
        )
        .order_by(Event.seq.desc())
    ).all()
    steps = tuple(_step(event) for event in found)
    return History(steps, problems.signers(session, [step.user_id for step in steps]))


def compare(session: Session, form: Form, query: Mapping[str, str]) -> DifferencesPage:
    """Set two versions beside each other: the newest and the one before by default.

    Raises NotFound while there is only one.
    """
    versions = session.scalars(FormVersion.of(form.id)).all()
    if len(versions) < ENOUGH:
        raise NotFound
    named = {one.version: one for one in versions}
    after = named.get(query.get("after", ""), versions[0])
    earlier = (one for one in versions if one.id < after.id)
    before = named.get(query.get("before", "")) or next(earlier, versions[-1])
    found = _compared(_of(session, before), _of(session, after))
    return DifferencesPage(form, versions, before, after, found)


def tried(
    session: Session, campaign: Campaign, compiled: CompiledForm, source: Source
) -> TrialPage:
    """Set a workbook beside the version in force; nothing is kept of it."""
    definition = forms.asked_by(compiled)
    form = session.scalar(Form.of(campaign.id).where(Form.form_id == compiled.form_id))
    before = session.get(FormVersion, form.current_version_id or 0) if form else None
    files = {n: one for n, one in source.files.items() if n in compiled.media_names}
    own = Version(definition, compiled.rules, dict(source.files))
    return TrialPage(
        source.name,
        compiled,
        form,
        before,
        _compared(_of(session, before), own) if before else None,
        forms.types_changed(session, form, compiled) if form else {},
        _taken(session, form, compiled),
        forms.missing(session, campaign, compiled, source),
        sum(bool(question.label) for question in definition.questions),
        forms.warnings(campaign, compiled),
        _standing(session, form, compiled, source),
        [name for name in entity_lists.by_file(session, campaign.id) if name in files],
    )


def _standing(
    session: Session, form: Form | None, compiled: CompiledForm, source: Source
) -> Standing | None:
    if form is None:
        return None
    return standing_book.over(session, form, compiled, dict(source.files))


def _step(event: Event) -> Step:
    body = json.loads(event.body)
    told = body.get("version", ""), body.get("why", "")
    return Step(STEPS[event.action], event.at, event.user_id, *told)


def _of(session: Session, version: FormVersion) -> Version:
    lists = lists_in_force.lists(session, version, None)
    return Version(forms.definition(version), forms.rules(version), lists)


def _compared(before: Version, after: Version) -> Compared:
    found = differences(before, after)
    counted = Counter(one.kind for one in found)
    return Compared(found[:MOST], {kind: counted[kind] for kind in KINDS})


def _taken(session: Session, form: Form | None, compiled: CompiledForm) -> bool:
    """Tell whether other content is published under the workbook's version."""
    if form is None:
        return False
    kept = session.scalar(
        FormVersion.of(form.id).where(FormVersion.version == compiled.version)
    )
    return kept is not None and not forms.is_same(kept, compiled)
