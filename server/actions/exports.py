"""Exports: asked for, made, kept for a while; every taking is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from server.actions import access, events, queue
from server.actions.access import Actor
from server.actions.life import due
from server.db import now
from server.errors import BadInput, Gone, NotAllowed, NotFound, WrongState
from server.models import Campaign, ExportJob, ExportState, Taking, User
from server.models.export_job import ON_THE_WAY

#: How long a file stays, and how long what was asked for stands in the list.
STAYS = timedelta(days=7)
WEEK = timedelta(days=7)
JOB = "export"
LONGEST = 200
#: The kinds that nobody but who asked for them sees.
OWN = ("clues",)
#: What a file is for that is taken with one click, without a word.
USUAL = "日常查阅"


class PurposeMissing(BadInput):
    """Nothing leaves without saying what for."""

    code = "export_purpose_missing"


class ExportGone(Gone):
    """The file's time is over."""

    code = "export_gone"


class ReachNarrowed(NotAllowed):
    """Who asks may no longer see all that the file holds."""

    code = "export_reach_narrowed"


class Cancelled(Exception):
    """Somebody does not want the file any more."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made."""

    name: str
    rows: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody takes away: which kind, chosen how, for what, how many rows."""

    kind: str
    asked: Mapping[str, str]
    purpose: str
    rows: int
    sha256: str = ""
    job: ExportJob | None = None


def ask(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    kind: str,
    asked: Mapping[str, str],
    purpose: str,
) -> ExportJob:
    """Ask for a file; raises PurposeMissing."""
    why = purpose.strip()[:LONGEST]
    if not why:
        raise PurposeMissing
    wanted = ExportJob(
        campaign_id=campaign.id,
        kind=kind,
        asked=dict(asked),
        purpose=why,
        requested_by=actor.user_id,
        reach=access.reach_in(actor, campaign),
    )
    session.add(wanted)
    session.flush()
    queue.enqueue(session.connection(), campaign.id, JOB, wanted.id)
    told = {"kind": kind, "asked": dict(asked), "purpose": why}
    events.record(session, actor, wanted, "export.asked", **told)
    return wanted


def again(session: Session, actor: Actor, wanted: ExportJob) -> ExportJob:
    """Ask for the same once more: same kind, same filter, same purpose."""
    home = session.get_one(Campaign, wanted.campaign_id)
    return ask(session, actor, home, wanted.kind, wanted.asked, wanted.purpose)


def cancel(session: Session, actor: Actor, wanted: ExportJob) -> None:
    """Give a file up that is on its way; raises WrongState."""
    if wanted.state not in ON_THE_WAY:
        raise WrongState
    wanted.state = ExportState.CANCELLED
    events.record(session, actor, wanted, "export.cancelled")


def weekly(session: Session, actor: Actor, wanted: ExportJob) -> None:
    """Let it be made anew every week from today."""
    wanted.next_on = due.today(now()) + WEEK
    events.record(session, actor, wanted, "export.weekly")


def once(session: Session, actor: Actor, wanted: ExportJob) -> None:
    """Let it be made no more by itself."""
    wanted.next_on = None
    events.record(session, actor, wanted, "export.once")


def mine(actor: Actor, campaign: Campaign) -> ColumnElement[bool]:
    """Say which exports somebody sees: the own ones, an office of all those of all.

    A register of clues is for who asked for it: each sees another part of it.
    """
    own = ExportJob.requested_by == actor.user_id
    if access.may(actor, "campaign.manage", campaign):
        return or_(own, ExportJob.kind.not_in(OWN))
    return own


def find(session: Session, actor: Actor, campaign: Campaign, key: str) -> ExportJob:
    """Find an export that the actor may handle; raises NotFound, NotAllowed."""
    access.campaign(session, actor, campaign.code, "export.ask")
    chosen = ExportJob.of(campaign.id).where(ExportJob.key == key)
    found = session.scalar(chosen.where(mine(actor, campaign)))
    if found is None:
        raise NotFound
    return found


def to_take(session: Session, actor: Actor, campaign: Campaign, key: str) -> ExportJob:
    """Find a file to hand out, asking for the right anew.

    Raises NotFound, NotAllowed, ReachNarrowed, ExportGone.
    """
    found = find(session, actor, campaign, key)
    if not access.reaches(session, actor, campaign, found.reach):
        raise ReachNarrowed
    if found.state == ExportState.EXPIRED:
        raise ExportGone
    if found.state != ExportState.READY:
        raise NotFound
    return found


def why(told: str) -> str:
    """Say what a file is for: as told, or for the usual reading."""
    return told.strip()[:LONGEST] or USUAL


def note(session: Session, actor: Actor, campaign: Campaign, what: Taken) -> None:
    """Add a line to the log of what was taken; its event is the caller's."""
    session.add(
        Taking(
            campaign_id=campaign.id,
            export_job_id=what.job.id if what.job else None,
            user_id=actor.user_id,
            kind=what.kind,
            asked=dict(what.asked),
            purpose=why(what.purpose),
            rows=what.rows,
            sha256=what.sha256,
        )
    )


def take(session: Session, actor: Actor, campaign: Campaign, what: Taken) -> None:
    """Write down who takes what away, for what."""
    note(session, actor, campaign, what)
    told = {
        "kind": what.kind,
        "asked": dict(what.asked),
        "purpose": why(what.purpose),
        "rows": what.rows,
        "sha256": what.sha256,
    }
    events.record(session, actor, campaign, "export.taken", **told)


def begin(
    session: Session, job_id: int, actor: Actor, home: Campaign, total: int
) -> None:
    """Say that a file is being made, of so many rows and photos, with whose eyes.

    Whoever takes it has to see what they see now, not what they saw when asking.
    """
    _go_on(
        session,
        job_id,
        state=ExportState.MAKING,
        total=total,
        done=0,
        reach=access.reach_in(actor, home),
    )


def advance(session: Session, job_id: int, done: int) -> None:
    """Say how far it is; raises Cancelled."""
    _go_on(session, job_id, done=done)


def finish(session: Session, job_id: int, made: Made) -> None:
    """Keep what is known of the whole file; raises Cancelled."""
    at = now()
    _go_on(
        session,
        job_id,
        state=ExportState.READY,
        done=ExportJob.total,
        file_name=made.name,
        rows=made.rows,
        sha256=made.sha256,
        size=made.size,
        finished_at=at,
        expires_at=at + STAYS,
    )


def fail(session: Session, job_id: int, trouble: str) -> None:
    """Say why a file could not be made."""
    told = {"state": ExportState.FAILED, "trouble": trouble, "finished_at": now()}
    chosen = update(ExportJob).where(
        ExportJob.id == job_id, ExportJob.state.in_(ON_THE_WAY)
    )
    session.execute(chosen.values(**told))


def expired(session: Session) -> Sequence[ExportJob]:
    """List the files whose time is over."""
    chosen = select(ExportJob).where(
        ExportJob.state == ExportState.READY, ExportJob.expires_at < now()
    )
    return session.scalars(chosen).all()


def forget(session: Session, wanted: ExportJob) -> None:
    """Let go of a file; what was asked for stays."""
    told = {"state": ExportState.EXPIRED}
    session.execute(update(ExportJob).where(ExportJob.id == wanted.id).values(**told))


def due_today(session: Session) -> Sequence[ExportJob]:
    """List what is to be made anew today."""
    chosen = select(ExportJob).where(ExportJob.next_on <= due.today(now()))
    return session.scalars(chosen).all()


def renew(session: Session, job_id: int) -> None:
    """Ask anew for what is made every week, in the name of who asked, if still there.

    The week goes on with the new one.
    """
    wanted = session.get_one(ExportJob, job_id)
    if wanted.next_on is None or wanted.next_on > due.today(now()):
        return
    wanted.next_on = None
    user = session.get_one(User, wanted.requested_by)
    home = session.get_one(Campaign, wanted.campaign_id)
    actor = access.actor_of_user(session, user)
    if user.disabled_at is None and access.somewhere(actor, "export.ask", home):
        again(session, actor, wanted).next_on = due.today(now()) + WEEK


def _go_on(session: Session, job_id: int, **told: object) -> None:
    """Write down progress, unless the file was given up; raises Cancelled."""
    changed = session.execute(
        update(ExportJob)
        .where(ExportJob.id == job_id, ExportJob.state.in_(ON_THE_WAY))
        .values(**told)
        .returning(ExportJob.id)
    )
    if changed.first() is None:
        raise Cancelled
