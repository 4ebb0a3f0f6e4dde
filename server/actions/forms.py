"""Forms: publish a version, and find what one means."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from forms import distinct
from forms import rules as finding_rules
from forms import xform as compiled_form
from forms.compiled import CompiledForm
from forms.definition import FormDefinition
from forms.differences import TypeChange, type_changes
from forms.entity_list import file_of
from forms.errors import WorkbookProblem
from forms.open_findings import FINDING_LIST
from forms.regions import REGION_LIST
from forms.rule import Rule
from server.actions import entity_lists, events, rule_books, standing_book
from server.actions.access import Actor
from server.actions.rule_books import OwnParts
from server.actions.standing_book import BookChoice, Standing
from server.db import table
from server.errors import BadInput, Conflict, Incomplete, NotFound
from server.models import Campaign, Form, FormFile, FormState, FormVersion

#: Made for each team from our own rows, so never uploaded.
MADE_BY_US = (REGION_LIST, FINDING_LIST)

#: What a campaign may allow, by the name of its setting: the lint that it stills.
ALLOWED = {"personal_data": "lint_person"}

#: Asked with every submission, so written once.
PUBLISHED = (
    select(
        table(FormVersion).c.id,
        table(FormVersion).c.title,
        table(FormVersion).c.xform_md5,
        table(Form).c.state,
    )
    .join_from(
        table(FormVersion),
        table(Form),
        table(Form).c.id == table(FormVersion).c.form_id,
    )
    .where(
        table(Form).c.campaign_id == bindparam("campaign"),
        table(Form).c.form_id == bindparam("form"),
        table(FormVersion).c.version == bindparam("version"),
    )
)


@dataclass(frozen=True, slots=True)
class Published:
    """What a submission needs to know of the version that it answers."""

    id: int
    title: str
    xform_md5: str
    state: str


@dataclass(frozen=True, slots=True)
class Source:
    """A workbook as its author uploaded it, and the lists that go along."""

    name: str
    content: bytes
    files: Mapping[str, bytes]


def publish(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    compiled: CompiledForm,
    source: Source,
    notes: str = "",
    choice: BookChoice | None = None,
) -> FormVersion:
    """Publish a version; the same one again changes nothing.

    Raises Conflict when other content stands under the same version, or when a
    question is answered in another way than in a version before; Incomplete when
    a list that the form names is not there, or when a rule book in force says
    otherwise than the workbook and nobody chose which of them holds.
    """
    fit(session, campaign, compiled, source)
    form = _form(session, campaign, compiled)
    kept = session.scalar(
        FormVersion.of(form.id).where(FormVersion.version == compiled.version)
    )
    if kept is not None:
        return _again(kept, compiled)
    _as_answered(session, form, compiled)
    standing = _chosen(session, form, compiled, source, choice)
    version = _version(session, actor, form, compiled, source)
    form.title = compiled.title
    form.state = FormState.OPEN
    form.current_version_id = version.id
    told = {"version": compiled.version, "why": notes.strip()}
    entity_lists.declare(session, actor, campaign.id, definition(version))
    events.record(session, actor, form, "form.published", **told)
    if standing is not None and choice == BookChoice.OWN:
        parts = OwnParts(standing.rules, standing.lists)
        beside = rule_books.Source(source.name, source.content, {})
        rule_books.give_way(session, actor, form, parts, beside)
    return version


def types_changed(
    session: Session, form: Form, compiled: CompiledForm
) -> dict[TypeChange, str]:
    """Find what would be answered in another way, with the version that differs."""
    after = asked_by(compiled)
    return {
        change: version.version
        for version in reversed(session.scalars(FormVersion.of(form.id)).all())
        for change in type_changes(definition(version), after)
    }


def warnings(campaign: Campaign, compiled: CompiledForm) -> list[WorkbookProblem]:
    """List what should be mended, without what the campaign allows."""
    allowed = {code for name, code in ALLOWED.items() if campaign.settings.get(name)}
    return [one for one in compiled.warnings if one.code not in allowed]


def missing(
    session: Session, campaign: Campaign, compiled: CompiledForm, source: Source
) -> list[str]:
    """Name the lists that a form needs and that did not come along.

    The campaign's entity lists are there, and those that the form itself writes to.
    """
    kept = entity_lists.by_file(session, campaign.id)
    given = {*MADE_BY_US, *source.files, *kept}
    lacking = [name for name in compiled.media_names if name not in given]
    if not lacking:
        return []
    written = asked_by(compiled).entities
    own = {file_of(one.list_name) for one in written}
    return [name for name in lacking if name not in own]


def fit(
    session: Session, campaign: Campaign, compiled: CompiledForm, source: Source
) -> None:
    """Raise Incomplete for a list that is not there, BadInput for a name too long."""
    for name in missing(session, campaign, compiled, source):
        raise Incomplete("form_file_missing", name=name)
    if len(compiled.version) > 100 or len(compiled.form_id) > 200:
        raise BadInput("form_name_too_long")


def is_same(kept: FormVersion, compiled: CompiledForm) -> bool:
    """Tell whether a version was published with just this content."""
    return kept.xform_md5 == _md5(compiled.xform)


def published(
    session: Session, campaign_id: int, form_id: str, version: str
) -> Published:
    """Find a version by its names, whatever the form's state; raises NotFound."""
    named = {"campaign": campaign_id, "form": form_id, "version": version}
    found = session.connection().execute(PUBLISHED, named).first()
    if found is None:
        raise NotFound("form_unknown", form_id=form_id, version=version)
    return Published(*found)


def definition(version: FormVersion) -> FormDefinition:
    """Read what a version asks; parsed once per process."""
    known = _definitions(version.xform_md5)
    if not known:
        known.append(compiled_form.read(version.xform))
    return known[0]


def asked_by(compiled: CompiledForm) -> FormDefinition:
    """Read what a form asks that may become a version; parsed once as well."""
    known = _definitions(_md5(compiled.xform))
    if not known:
        known.append(compiled_form.read(compiled.xform))
    return known[0]


def definition_of(session: Session, version: Published) -> FormDefinition:
    """Read what a version asks; its row is loaded only the first time."""
    known = _definitions(version.xform_md5)
    return known[0] if known else definition(session.get_one(FormVersion, version.id))


def rules(version: FormVersion) -> tuple[Rule, ...]:
    """Read the finding rules of a version."""
    return finding_rules.from_json(version.rules)


@lru_cache(maxsize=256)
def _definitions(_md5: str) -> list[FormDefinition]:
    return []


def _form(session: Session, campaign: Campaign, compiled: CompiledForm) -> Form:
    form = session.scalar(Form.of(campaign.id).where(Form.form_id == compiled.form_id))
    if form is None:
        form = Form(
            campaign_id=campaign.id, form_id=compiled.form_id, title=compiled.title
        )
        session.add(form)
        session.flush()
    return form


def _again(kept: FormVersion, compiled: CompiledForm) -> FormVersion:
    if not is_same(kept, compiled):
        raise Conflict("version_exists", version=compiled.version)
    return kept


def _version(
    session: Session,
    actor: Actor,
    form: Form,
    compiled: CompiledForm,
    source: Source,
) -> FormVersion:
    version = FormVersion(
        campaign_id=form.campaign_id,
        form_id=form.id,
        version=compiled.version,
        title=compiled.title,
        xform=compiled.xform,
        xform_md5=_md5(compiled.xform),
        source=source.content,
        source_name=source.name,
        rules=finding_rules.to_json(compiled.rules),
        distinct=distinct.to_json(compiled.distinct),
        warnings=[
            kept(one)
            for one in warnings(session.get_one(Campaign, form.campaign_id), compiled)
        ],
        media_names=list(compiled.media_names),
        published_by=actor.user_id,
    )
    session.add(version)
    session.flush()
    for name in compiled.media_names:
        if name in source.files:
            session.add(_file(version, name, source.files[name]))
    return version


def kept(warning: WorkbookProblem) -> dict[str, object]:
    """Keep a warning in both languages, with its code and its place."""
    place = {"sheet": warning.sheet, "row": warning.row, "column": warning.column}
    return {
        "code": warning.code,
        **place,
        "zh": warning.text("zh"),
        "en": warning.text("en"),
    }


def _file(version: FormVersion, name: str, content: bytes) -> FormFile:
    return FormFile(
        form_version_id=version.id, name=name, content=content, md5=_md5(content)
    )


def _as_answered(session: Session, form: Form, compiled: CompiledForm) -> None:
    """Raise Conflict when a question is answered in another way than before."""
    for change, version in types_changed(session, form, compiled).items():
        told = {"name": change.name, "before": change.before, "after": change.after}
        raise Conflict("type_changed", version=version, **told)


def _chosen(
    session: Session,
    form: Form,
    compiled: CompiledForm,
    source: Source,
    choice: BookChoice | None,
) -> Standing | None:
    """Find the rule book in the workbook's way; raises Incomplete unless chosen."""
    standing = standing_book.over(session, form, compiled, dict(source.files))
    if standing is not None and choice is None:
        raise Incomplete("book_undecided", number=standing.book.number)
    return standing


def _md5(content: bytes) -> str:
    """Hash as OpenRosa's lists want it; no secret hangs on it."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def current(session: Session, campaign_id: int) -> list[tuple[Form, FormVersion]]:
    """List the open forms with the version that phones should have."""
    pairs = session.execute(
        select(Form, FormVersion)
        .join(FormVersion, FormVersion.id == Form.current_version_id)
        .where(Form.campaign_id == campaign_id, Form.state == FormState.OPEN)
        .order_by(Form.form_id)
    )
    return [(form, version) for form, version in pairs]
