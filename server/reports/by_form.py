"""Findings by the form that gave them, whatever its version."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from server.models import Campaign, Finding, Form, FormVersion, Submission


def given_by(form_id: str) -> ColumnElement[bool]:
    """Choose findings that a form's submissions gave."""
    filled = (
        select(Submission.id)
        .join(FormVersion, FormVersion.id == Submission.form_version_id)
        .join(Form, Form.id == FormVersion.form_id)
        .where(Form.form_id == form_id)
    )
    return Finding.submission_id.in_(filled)


def title(session: Session, campaign: Campaign, form_id: str) -> str:
    """Tell what people call a form; its id when it is not of this campaign."""
    named = Form.of(campaign.id).where(Form.form_id == form_id)
    return session.scalar(named.with_only_columns(Form.title)) or form_id
