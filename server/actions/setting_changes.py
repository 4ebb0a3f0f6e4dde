"""Changing settings: at once where nobody waits for it, else tried first.

What rules ask for would change what they propose on everything that is there. So it is
tried like a rule book, on each form, looked at, and put in force together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import events, rule_books, settings
from server.actions.access import Actor
from server.actions.settings import SETTINGS
from server.db import now
from server.errors import WrongState
from server.models import (
    Campaign,
    Form,
    RuleBook,
    RuleBookState,
    SettingsTrial,
    TrialState,
)


@dataclass(frozen=True, slots=True)
class Changed:
    """Which settings hold already, and what has to be tried first."""

    held: tuple[str, ...]
    trial: SettingsTrial | None


def change(
    session: Session, actor: Actor, campaign: Campaign, given: Mapping[str, Any]
) -> Changed:
    """Change settings, by key or part of one (`days.major`); raises BadInput.

    What rules ask for is tried where submissions are there to try it on; it joins
    what waits to be put in force already.
    """
    session.refresh(campaign, with_for_update=True)
    waiting = trial_of(session, campaign)
    held = settings.current(campaign)
    wanted = {**held, **(waiting.settings if waiting else {})}
    for key, value in given.items():
        whole, read = settings.read(wanted, key, value)
        wanted[whole] = read
    new = {key: value for key, value in wanted.items() if value != held[key]}
    forms = _with_submissions(session, campaign)
    tried = {key: new[key] for key in new if forms and SETTINGS[key].moves_rules}
    at_once = tuple(key for key in new if key not in tried)
    for key in at_once:
        settings.put(session, actor, campaign, key, new[key])
    return Changed(at_once, _tried(session, actor, campaign, tried, forms))


def trial_of(session: Session, campaign: Campaign) -> SettingsTrial | None:
    """Find what waits to be put in force."""
    chosen = SettingsTrial.of(campaign.id).where(SettingsTrial.state == TrialState.OPEN)
    return session.scalar(chosen.limit(1))


def books(session: Session, trial: SettingsTrial) -> Sequence[RuleBook]:
    """List what tries the settings, form by form."""
    return session.scalars(RuleBook.of_trial(trial.id)).all()


def apply(session: Session, actor: Actor, trial: SettingsTrial) -> None:
    """Let tried settings hold, for what comes and then for what is there.

    Raises WrongState unless they have been tried on everything.
    """
    trying = books(session, trial)
    if any(book.state != RuleBookState.TRIED for book in trying):
        raise WrongState
    campaign = _decide(session, actor, trial, TrialState.APPLIED)
    for key, value in trial.settings.items():
        settings.put(session, actor, campaign, key, value)
    known = {book.form_id for book in trying}
    for form in _with_submissions(session, campaign):
        if form.id not in known:
            late = rule_books.try_settings(session, actor, form, trial)
            late.state = RuleBookState.TRIED
    for book in books(session, trial):
        rule_books.look_again(session, actor, session.get_one(Form, book.form_id), book)


def drop(session: Session, actor: Actor, trial: SettingsTrial) -> None:
    """Leave settings as they are; raises WrongState once that was decided."""
    campaign = _decide(session, actor, trial, TrialState.DROPPED)
    events.record(session, actor, campaign, "campaign.trial_dropped", trial=trial.key)


def try_again(session: Session, actor: Actor, trial: SettingsTrial) -> None:
    """Try the settings anew, also where trying them stood still; raises WrongState."""
    if trial.state != TrialState.OPEN:
        raise WrongState
    campaign = session.get_one(Campaign, trial.campaign_id)
    _decide(session, actor, trial, TrialState.DROPPED)
    forms = _with_submissions(session, campaign)
    _begin(session, actor, campaign, trial.settings, forms)


def _tried(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    tried: dict[str, Any],
    forms: Sequence[Form],
) -> SettingsTrial | None:
    """Have just these tried, whatever waited before."""
    waiting = trial_of(session, campaign)
    if waiting is not None and waiting.settings == tried:
        return waiting
    if waiting is not None:
        drop(session, actor, waiting)
    return _begin(session, actor, campaign, tried, forms) if tried else None


def _begin(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    tried: dict[str, Any],
    forms: Sequence[Form],
) -> SettingsTrial:
    trial = SettingsTrial(
        campaign_id=campaign.id, settings=tried, created_by=actor.user_id
    )
    session.add(trial)
    session.flush()
    for form in forms:
        rule_books.try_settings(session, actor, form, trial)
    told = {"trial": trial.key, "settings": tried}
    events.record(session, actor, campaign, "campaign.settings_tried", **told)
    return trial


def _decide(
    session: Session, actor: Actor, trial: SettingsTrial, state: TrialState
) -> Campaign:
    """Say once what becomes of a trial; raises WrongState when it was said."""
    campaign = session.get_one(Campaign, trial.campaign_id, with_for_update=True)
    session.refresh(trial)
    if trial.state != TrialState.OPEN:
        raise WrongState
    trial.state = state
    trial.decided_by, trial.decided_at = actor.user_id, now()
    return campaign


def _with_submissions(session: Session, campaign: Campaign) -> list[Form]:
    """List the forms that settings would be tried on."""
    forms = session.scalars(select(Form).where(Form.campaign_id == campaign.id))
    return [form for form in forms if rule_books.has_submissions(session, form)]
