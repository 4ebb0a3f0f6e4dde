"""Forms on trial: kept, filled on a phone to try them, published or dropped.

What is filled lies in tables of its own, files too, and is deleted in the change that
publishes or drops the draft. Of it all stay events that name the form and its version:
that it was tried, that a phone was invited, that the draft was dropped or ran out.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms import rules as finding_rules
from forms import xform as compiled_form
from forms.compiled import CompiledForm
from forms.definition import FormDefinition
from forms.entity_list import entity_list_csv, file_of
from forms.open_findings import FINDING_LIST, open_findings_csv
from forms.regions import REGION_LIST
from server.actions import entity_lists, events, forms, offers
from server.actions.access import SYSTEM, Actor
from server.actions.devices import hashed
from server.actions.forms import Source
from server.actions.standing_book import BookChoice
from server.db import now
from server.errors import (
    Conflict,
    NotFound,
)
from server.models import (
    Campaign,
    DraftFile,
    DraftPhoto,
    DraftSubmission,
    FormDraft,
    FormEdit,
    FormVersion,
)

LIFE = timedelta(days=14)
TOKEN_BYTES = 32


def keep(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    compiled: CompiledForm,
    source: Source,
) -> FormDraft:
    """Keep a form to be tried; raises Incomplete, BadInput as publishing would."""
    forms.fit(session, campaign, compiled, source)
    draft = FormDraft(
        campaign_id=campaign.id,
        form_id=compiled.form_id,
        version=compiled.version,
        title=compiled.title,
        xform=compiled.xform,
        xform_md5=md5(compiled.xform),
        source=source.content,
        source_name=source.name,
        rules=finding_rules.to_json(compiled.rules),
        media_names=list(compiled.media_names),
        warnings=[forms.kept(one) for one in forms.warnings(campaign, compiled)],
        created_by=actor.user_id,
        expires_at=now() + LIFE,
    )
    session.add(draft)
    session.flush()
    session.add_all(
        DraftFile(draft_id=draft.id, name=name, content=content, md5=md5(content))
        for name, content in source.files.items()
        if name in compiled.media_names
    )
    _tell(session, actor, draft, "form.tried")
    return draft


def of_campaign(session: Session, campaign: Campaign, key: str) -> FormDraft:
    """Find a draft of a campaign that its actor manages; raises NotFound."""
    chosen = FormDraft.of(campaign.id).where(
        FormDraft.key == key, FormDraft.expires_at > now()
    )
    draft = session.scalar(chosen)
    if draft is None:
        raise NotFound
    return draft


def invite(session: Session, actor: Actor, draft: FormDraft) -> str:
    """Make the token that opens this draft alone; the one before opens nothing."""
    token = secrets.token_hex(TOKEN_BYTES)
    draft.token_hash = hashed(token)
    _tell(session, actor, draft, "form.draft_invited")
    return token


def by_token(session: Session, token: str) -> FormDraft:
    """Find the draft that a token opens; raises NotFound for any other or too old."""
    draft = session.scalar(
        select(FormDraft).where(
            FormDraft.token_hash == hashed(token), FormDraft.expires_at > now()
        )
    )
    if draft is None:
        raise NotFound
    return draft


def definition(draft: FormDraft) -> FormDefinition:
    """Read what a draft asks."""
    return compiled_form.read(draft.xform)


def source(session: Session, draft: FormDraft) -> Source:
    """Give back the workbook with its lists, to be published as it was tried."""
    files = {
        file.name: file.content for file in session.scalars(DraftFile.of(draft.id))
    }
    return Source(draft.source_name, draft.source, files)


def files(session: Session, draft: FormDraft) -> dict[str, bytes]:
    """Give the files that a phone needs to fill a draft, by name.

    The regions are those of the whole campaign; of findings no phone sees any, and of
    an entity list what its author brought along, else nothing.
    """
    found = dict(source(session, draft).files)
    if REGION_LIST in draft.media_names:
        campaign = session.get_one(Campaign, draft.campaign_id)
        found[REGION_LIST] = offers.regions_under(session, (campaign.region_code,))
    if FINDING_LIST in draft.media_names:
        found[FINDING_LIST] = open_findings_csv(())
    return _no_entries(session, draft) | found


def publish(
    session: Session,
    actor: Actor,
    draft: FormDraft,
    compiled: CompiledForm,
    notes: str = "",
    choice: BookChoice | None = None,
) -> FormVersion:
    """Publish what was tried, and delete all that was filled to try it.

    Raises Conflict when it compiles to something else than was tried, and what
    publishing raises.
    """
    if md5(compiled.xform) != draft.xform_md5:
        raise Conflict("draft_differs")
    campaign = session.get_one(Campaign, draft.campaign_id)
    given = source(session, draft)
    _delete(session, draft)
    return forms.publish(session, actor, campaign, compiled, given, notes, choice)


def drop(session: Session, actor: Actor, draft: FormDraft) -> None:
    """Delete a draft with all that was filled to try it."""
    _delete(session, draft)
    _tell(session, actor, draft, "form.draft_dropped")


def expired(session: Session, at: datetime) -> Sequence[FormDraft]:
    """List the drafts whose time is over."""
    return session.scalars(select(FormDraft).where(FormDraft.expires_at <= at)).all()


def forget(session: Session, draft: FormDraft) -> None:
    """Delete a draft whose time is over, with all that was filled to try it."""
    known = session.get(FormDraft, draft.id)
    if known is not None:
        _delete(session, known)
        _tell(session, SYSTEM, known, "form.draft_over")


def md5(content: bytes) -> str:
    """Hash as OpenRosa's lists want it; no secret hangs on it."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _tell(session: Session, actor: Actor, draft: FormDraft, action: str) -> None:
    """Record what happened to a draft: of the form and its version, nothing more."""
    campaign = session.get_one(Campaign, draft.campaign_id)
    told = {"form": draft.form_id, "version": draft.version}
    events.record(session, actor, campaign, action, **told)


def _delete(session: Session, draft: FormDraft) -> None:
    for row in (DraftPhoto, DraftSubmission, DraftFile, FormEdit):
        session.execute(delete(row).where(row.draft_id == draft.id))
    session.delete(draft)
    session.flush()


def _no_entries(session: Session, draft: FormDraft) -> dict[str, bytes]:
    """Write the entity lists that a draft asks for without an entry."""
    kept = entity_lists.by_file(session, draft.campaign_id)
    empty = {name: entity_lists.empty_csv(of) for name, of in kept.items()}
    for declaration in definition(draft).entities:
        empty.setdefault(file_of(declaration.list_name), entity_list_csv((), ()))
    return {name: told for name, told in empty.items() if name in draft.media_names}
