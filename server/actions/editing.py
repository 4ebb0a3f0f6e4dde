"""Editing a draft: each step is saved at once, can be taken back and made again.

A step is worked out without a lock, then kept in one short change, unless somebody
was quicker. The workbook is the one document: a step changes its cells, or puts another
file in a place. It is compiled after that; while it cannot be, phones keep the form of
before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms import rules as finding_rules
from forms.authoring.blank import blank
from forms.authoring.book import read_book
from forms.compiled import CompiledForm
from forms.editing import changes, versions
from forms.errors import EditRefused, WorkbookProblem
from server.actions import drafts, edit_plans, events, forms
from server.actions.access import Actor
from server.actions.edit_plans import Plan
from server.actions.forms import Source
from server.db import now
from server.errors import BadInput, Conflict
from server.models import (
    Campaign,
    DraftFile,
    EditState,
    Form,
    FormDraft,
    FormEdit,
    FormFile,
    FormVersion,
)

#: What compiling gave: the form, or what has to be mended first.
#: Fit for addresses, file names and XML alike.
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,99}")
Verdict = CompiledForm | tuple[WorkbookProblem, ...]


def opened(session: Session, form: Form) -> FormDraft | None:
    """Find the draft of a form that is being edited; the newest."""
    chosen = FormDraft.of(form.campaign_id).where(
        FormDraft.form_id == form.form_id, FormDraft.expires_at > now()
    )
    found = session.scalars(chosen).all()
    return next((one for one in found if one.source.startswith(edit_plans.XLSX)), None)


def beginning(session: Session, form: Form) -> Source:
    """Give the workbook in force under its next version, to become a draft.

    Raises EditRefused where it is none that can be edited.
    """
    version = session.get_one(FormVersion, form.current_version_id)
    if not version.source.startswith(edit_plans.XLSX):
        raise EditRefused([WorkbookProblem("edit_not_xlsx", "")])
    taken = session.scalars(
        select(FormVersion.version).where(FormVersion.form_id == form.id)
    ).all()
    number = versions.following(version.version, taken)
    edits = versions.renumber(read_book(version.source), number)
    source, _cells = changes.make(version.source, edits)
    files = session.scalars(FormFile.of(version.id))
    return Source(version.source_name, source, {one.name: one.content for one in files})


def from_nothing(
    session: Session, campaign_id: int, form_id: str, title: str
) -> Source:
    """Give a workbook with one question, to become the draft of a new form.

    Raises BadInput for an id or a title that will not do, Conflict where it is taken.
    """
    if not _ID.fullmatch(form_id) or not title.strip():
        raise BadInput("form_id_unfit", form_id=form_id[:60])
    if session.scalar(Form.of(campaign_id).where(Form.form_id == form_id)):
        raise Conflict("form_id_taken", form_id=form_id)
    return Source(f"{form_id}.xlsx", blank(form_id, title.strip()), {})


def keep(session: Session, actor: Actor, draft: FormDraft, plan: Plan) -> None:
    """Keep a step; raises Conflict if it came late."""
    session.refresh(draft, with_for_update=True)
    edit_plans.as_seen(session, draft, plan.edition)
    draft.edition += 1
    if plan.step is None:
        _begin(session, actor, draft, plan)
    else:
        _turn(session, draft, plan)
    _put(session, draft, plan.source)
    draft.expires_at = now() + drafts.LIFE
    campaign = session.get_one(Campaign, draft.campaign_id)
    told = {"form": draft.form_id, "version": draft.version, "file": plan.file}
    cells = [one.said for one in plan.cells]
    events.record(session, actor, campaign, plan.action, cells=cells, **told)


def judge(session: Session, draft: FormDraft, edition: int, verdict: Verdict) -> None:
    """Keep what compiling said of an edition: the form for phones, or what to mend.

    It follows from the steps, so it has no event; what came late is left.
    """
    session.refresh(draft, with_for_update=True)
    if draft.edition != edition:
        return
    draft.checked = edition
    if isinstance(verdict, tuple):
        draft.problems, draft.warnings = [forms.kept(one) for one in verdict], []
        return
    for name, value in _made(session, draft, verdict).items():
        setattr(draft, name, value)


def _begin(session: Session, actor: Actor, draft: FormDraft, plan: Plan) -> None:
    """Write a new step; what had been taken back cannot be made again after it."""
    undone = FormEdit.of(draft.id).where(FormEdit.state == EditState.UNDONE)
    for one in session.scalars(undone):
        one.state = EditState.LEFT
    session.add(
        FormEdit(
            draft_id=draft.id,
            edition=draft.edition,
            cells=changes.to_json(plan.cells),
            file=draft.source_name if plan.is_workbook else plan.file,
            is_workbook=plan.is_workbook,
            other=_former(session, draft, plan) if plan.file else None,
            made_by=actor.user_id,
        )
    )


def _turn(session: Session, draft: FormDraft, plan: Plan) -> None:
    step = session.get_one(FormEdit, plan.step)
    done = step.state == EditState.DONE
    if step.other is not None:
        step.other = _former(session, draft, plan)
        step.file = draft.source_name if step.is_workbook else step.file
    step.state = EditState.UNDONE if done else EditState.DONE
    step.edition = draft.edition


def _former(session: Session, draft: FormDraft, plan: Plan) -> bytes:
    """Give what stands where a plan puts a file."""
    source = drafts.source(session, draft)
    return source.content if plan.is_workbook else source.files.get(plan.file, b"")


def _put(session: Session, draft: FormDraft, source: Source) -> None:
    """Write down the workbook and the lists that differ; an empty list is none."""
    draft.source, draft.source_name = source.content, source.name
    known = {one.name: one for one in session.scalars(DraftFile.of(draft.id))}
    for name, content in source.files.items():
        kept = known.get(name) or DraftFile(draft_id=draft.id, name=name)
        if kept.content == content:
            continue
        kept.content, kept.md5 = content, drafts.md5(content)
        session.add(kept)
        if not content:
            session.flush()
            session.delete(kept)


def _made(
    session: Session, draft: FormDraft, compiled: CompiledForm
) -> Mapping[str, Any]:
    """Say what a draft is once it is compiled."""
    campaign = session.get_one(Campaign, draft.campaign_id)
    return {
        "form_id": compiled.form_id,
        "version": compiled.version[:100],
        "title": compiled.title[:200],
        "xform": compiled.xform,
        "xform_md5": drafts.md5(compiled.xform),
        "rules": finding_rules.to_json(compiled.rules),
        "media_names": list(compiled.media_names),
        "problems": [],
        "warnings": [forms.kept(one) for one in forms.warnings(campaign, compiled)],
    }
