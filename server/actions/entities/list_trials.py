"""Trying an entity list before it changes: on all that came with forms that ask for it.

A file is kept and tried like a rule book, form by form; what it would change about
findings is looked at, and then it is brought in, or dropped. A list that people have
changed entry by entry is tried without a file: what would change by looking again.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.entity_list import file_of
from server.actions import events, rule_books
from server.actions.access import Actor
from server.actions.entities import bringing
from server.db import now
from server.errors import NotFound, WrongState
from server.models import (
    Campaign,
    Form,
    FormVersion,
    ListTrial,
    RuleBook,
    RuleBookState,
    TrialState,
)


def begin(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    name: str,
    content: bytes | None,
    file_name: str = "",
) -> ListTrial:
    """Begin to try a file for a list, or the list as it stands; one at a time."""
    session.refresh(campaign, with_for_update=True)
    former = waiting(session, campaign, name)
    if former is not None:
        drop(session, actor, former)
    trial = ListTrial(
        campaign_id=campaign.id,
        name=name,
        content=content,
        file_name=file_name[:200],
        created_by=actor.user_id,
    )
    session.add(trial)
    session.flush()
    for form in asking(session, campaign, name):
        rule_books.try_list(session, actor, form, trial)
    told = {"name": name, "trial": trial.key, "file": trial.file_name}
    events.record(session, actor, campaign, "campaign.list_tried", **told)
    return trial


def waiting(session: Session, campaign: Campaign, name: str) -> ListTrial | None:
    """Find the trial of a list that nobody has decided about."""
    chosen = ListTrial.of(campaign.id, name).where(ListTrial.state == TrialState.OPEN)
    return session.scalar(chosen.limit(1))


def named(session: Session, campaign: Campaign, key: str) -> ListTrial:
    """Find a trial by its key; raises NotFound."""
    chosen = select(ListTrial).where(
        ListTrial.campaign_id == campaign.id, ListTrial.key == key
    )
    found = session.scalar(chosen)
    if found is None:
        raise NotFound
    return found


def books(session: Session, trial: ListTrial) -> Sequence[RuleBook]:
    """List what tries it, form by form."""
    return session.scalars(RuleBook.of_list_trial(trial.id)).all()


def apply(session: Session, actor: Actor, trial: ListTrial) -> None:
    """Bring the file in, then look again at what is there.

    Raises WrongState unless it has been tried on everything, BadInput for a row that
    is wrong by now.
    """
    trying = books(session, trial)
    if any(book.state != RuleBookState.TRIED for book in trying):
        raise WrongState
    campaign = _decide(session, actor, trial, TrialState.APPLIED)
    if trial.content is not None:
        planned = bringing.plan(
            session, actor, campaign, trial.name, trial.content, trial.file_name
        )
        bringing.bring(session, actor, campaign, planned)
    for book in trying:
        rule_books.look_again(session, actor, session.get_one(Form, book.form_id), book)


def drop(session: Session, actor: Actor, trial: ListTrial) -> None:
    """Leave the list as it is; raises WrongState once that was decided."""
    campaign = _decide(session, actor, trial, TrialState.DROPPED)
    told = {"name": trial.name, "trial": trial.key}
    events.record(session, actor, campaign, "campaign.list_trial_dropped", **told)


def asking(session: Session, campaign: Campaign, name: str) -> list[Form]:
    """List the forms of which submissions hang on a list."""
    rows = session.execute(
        select(Form, FormVersion.media_names)
        .join(FormVersion, FormVersion.form_id == Form.id)
        .where(Form.campaign_id == campaign.id)
        .order_by(Form.id)
    )
    asked = {form.id: form for form, names in rows if file_of(name) in names}
    return [one for one in asked.values() if rule_books.has_submissions(session, one)]


def _decide(
    session: Session, actor: Actor, trial: ListTrial, state: TrialState
) -> Campaign:
    """Say once what becomes of a trial; raises WrongState when it was said."""
    campaign = session.get_one(Campaign, trial.campaign_id, with_for_update=True)
    session.refresh(trial)
    if trial.state != TrialState.OPEN:
        raise WrongState
    trial.state = state
    trial.decided_by, trial.decided_at = actor.user_id, now()
    return campaign
