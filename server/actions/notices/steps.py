"""Taking the steps of a notice: approval, issue, receipt, reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from media.store import Blob
from server.actions import events, settings
from server.actions.access import Actor
from server.actions.life import due
from server.actions.life.work import Stored
from server.actions.notices import drafting, ways
from server.actions.notices.drafting import LONGEST
from server.actions.notices.ways import Step
from server.db import now, one_at_a_time
from server.errors import Conflict, Incomplete, NotAllowed, WrongState
from server.models import Campaign, Finding, Notice, NoticeFile, Unit

#: The steps that bring words along, and where these stand.
NEEDS: dict[Step, str] = {
    "send_back": "reason",
    "withdraw": "reason",
    "reply": "reply",
    "ask_again": "reason",
}
#: When a step was taken.
MOMENTS: dict[Step, str] = {
    "acknowledge": "acknowledged_at",
    "reply": "replied_at",
    "close": "closed_at",
}


class OwnNotice(NotAllowed):
    """Who wrote it last does not approve it."""

    code = "notice_own"


class NoticeMoved(WrongState):
    """What would be issued is not what was looked at."""

    code = "notice_moved"


class NumberTaken(Conflict):
    """Another kind had these words before its numbers, and gave this one."""

    code = "notice_number_taken"


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a notice, in the store already, with a mark of what they say."""

    mark: str
    docx: Blob
    pdf: Blob | None


def approve(session: Session, actor: Actor, subject: Notice, mark: str) -> None:
    """Approve what was looked at and give it its number, once.

    Raises WrongState, OwnNotice, NumberTaken.
    """
    end = _held(session, subject, "approve")
    if actor.user_id is not None and actor.user_id == subject.drafted_by:
        raise OwnNotice
    if subject.no is None:
        _number(session, subject)
    subject.state, subject.approved_print = end, mark
    subject.approved_by, subject.approved_at = actor.user_id, now()
    events.record(session, actor, subject, "notice.approve", no=subject.no, mark=mark)


def issue(session: Session, actor: Actor, subject: Notice, made: Made) -> None:
    """Keep the files that go to the unit; raises WrongState, NoticeMoved."""
    end = _held(session, subject, "issue")
    if made.mark != subject.approved_print or not _all_owed(session, subject):
        raise NoticeMoved
    subject.state = end
    subject.sha256, subject.size = made.docx.sha256, made.docx.size
    if made.pdf is not None:
        subject.pdf_sha256, subject.pdf_size = made.pdf.sha256, made.pdf.size
    subject.issued_by, subject.issued_at = actor.user_id, now()
    told = {"no": subject.no, "sha256": made.docx.sha256}
    events.record(session, actor, subject, "notice.issue", **told)


def take(
    session: Session, actor: Actor, subject: Notice, step: Step, words: str = ""
) -> None:
    """Take a step that changes no file; raises WrongState, Incomplete."""
    _take(session, subject, step, words)
    told = {"no": subject.no, "words": words.strip()[:LONGEST]}
    events.record(session, actor, subject, f"notice.{step}", **told)


def reply(
    session: Session,
    actor: Actor,
    subject: Notice,
    words: str,
    files: Sequence[Stored] = (),
) -> None:
    """Let the unit answer, with files that are in the store already.

    Raises WrongState, Incomplete.
    """
    _take(session, subject, "reply", words)
    known = set(
        session.scalars(NoticeFile.of(subject.id).with_only_columns(NoticeFile.sha256))
    )
    fresh = {one.sha256: one for one in files if one.sha256 not in known}
    session.add_all(_file(actor, subject, one) for one in fresh.values())
    told = {"words": subject.reply, "files": sorted(fresh)}
    events.record(session, actor, subject, "notice.reply", no=subject.no, **told)


def _take(session: Session, subject: Notice, step: Step, words: str) -> None:
    end = _held(session, subject, step)
    if step in NEEDS:
        if not words.strip():
            raise Incomplete("notice_words_missing")
        setattr(subject, NEEDS[step], words.strip()[:LONGEST])
    if step in MOMENTS:
        setattr(subject, MOMENTS[step], now())
    subject.state = end


def _held(session: Session, subject: Notice, step: Step) -> str:
    """Hold a notice until this change is written, and say where the step leads."""
    session.refresh(subject, with_for_update=True)
    return ways.after(subject.state, step)


def _all_owed(session: Session, subject: Notice) -> bool:
    """Say whether the unit still owes all that the notice speaks of."""
    unit = session.get_one(Unit, subject.unit_id)
    still = set(session.scalars(drafting.owed(unit).with_only_columns(Finding.id)))
    return still.issuperset(
        one.id for one in session.scalars(drafting.findings(subject))
    )


def _number(session: Session, subject: Notice) -> None:
    """Count on within campaign, kind and year, one at a time; no row is ever deleted.

    The number stays with the notice, also when it is withdrawn.
    """
    series = f"notices {subject.campaign_id} {subject.kind}"
    one_at_a_time(session.connection(), series)
    subject.year = due.today(now()).year
    last = session.scalar(
        select(func.max(Notice.sequence)).where(
            Notice.campaign_id == subject.campaign_id,
            Notice.kind == subject.kind,
            Notice.year == subject.year,
        )
    )
    subject.sequence = (last or 0) + 1
    home = session.get_one(Campaign, subject.campaign_id)
    head = settings.current(home)["notice_heads"][subject.kind]
    number = f"{head}〔{subject.year}〕{subject.sequence}号"
    known = Notice.of(subject.campaign_id).where(Notice.no == number)
    if session.scalar(known.limit(1)) is not None:
        raise NumberTaken(no=number)
    subject.no = number


def _file(actor: Actor, subject: Notice, brought: Stored) -> NoticeFile:
    return NoticeFile(
        campaign_id=subject.campaign_id,
        notice_id=subject.id,
        name=brought.name,
        sha256=brought.sha256,
        size=brought.size,
        mime=brought.mime,
        user_id=actor.user_id,
    )
