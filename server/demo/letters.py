"""What the office of the story sends out: notices, sums of a period, bulletins."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from media.store import Blob
from server.actions import bulletins, outcomes
from server.actions.access import Actor
from server.actions.bulletins import Words
from server.actions.notices import drafting, steps
from server.actions.notices.drafting import Draft
from server.actions.notices.steps import Made
from server.actions.notices.ways import Step
from server.actions.outcomes import Entry
from server.console.pages import bulletins as read_bulletins
from server.db import now, reading
from server.demo.accounts import OFFICE, SECOND
from server.demo.stage import Scene, actor, campaign, login_of, play, scene
from server.demo.story import CITY, Home
from server.models import (
    Bulletin,
    Finding,
    FindingStatus,
    Notice,
    NoticeKind,
    OutcomeStat,
    Unit,
)
from server.reports.bulletin import paper as bulletin_paper
from server.reports.documents.matter import Matter, matter
from server.reports.kinds import FONTS
from server.reports.letter.pens import pen
from server.reports.notices import fields
from server.reports.notices import paper as notice_paper

SINCE, UNTIL, LAST = date(2026, 3, 1), date(2026, 4, 26), date(2026, 4, 30)
SUMS = (46, 58, 21)
APPROACH = """一是直插一线。18个察访组不打招呼、直奔现场，走访乡镇和村，现场取证。
二是一项一策。发现的问题逐项列入台账，明确责任单位、措施和时限，两级核查后销号。
三是举一反三。对带有共性的问题制发建议书，推动清理一类、规范一片。"""
DEMANDS = """一是抓紧整改。尚未办结的问题逐项倒排工期，超过时限的说明原因。
二是严防反弹。已销号的问题三个月内回头看，反弹的重新打开。
三是建章立制。把管用的做法固化为制度，减轻基层负担。"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice of the story: about the n-th finding of a state, and how far it came."""

    kind: NoticeKind
    status: FindingStatus
    nth: int
    drafted_on: date
    due_on: date
    steps: tuple[tuple[Step, date], ...] = ()
    words: str = ""


LETTERS = (
    Letter(
        NoticeKind.RECTIFICATION,
        FindingStatus.VERIFYING,
        0,
        date(2026, 4, 2),
        date(2026, 4, 17),
        (
            ("approve", date(2026, 4, 2)),
            ("issue", date(2026, 4, 2)),
            ("acknowledge", date(2026, 4, 3)),
            ("reply", date(2026, 4, 16)),
            ("close", date(2026, 4, 20)),
        ),
    ),
    Letter(
        NoticeKind.RECTIFICATION,
        FindingStatus.RECTIFYING,
        -1,
        date(2026, 4, 22),
        date(2026, 5, 8),
        (
            ("approve", date(2026, 4, 23)),
            ("issue", date(2026, 4, 23)),
            ("acknowledge", date(2026, 4, 24)),
            ("reply", date(2026, 4, 30)),
        ),
    ),
    Letter(
        NoticeKind.ASSIGNMENT,
        FindingStatus.ASSIGNED,
        0,
        date(2026, 4, 29),
        date(2026, 5, 11),
        (("approve", date(2026, 4, 29)), ("issue", date(2026, 4, 30))),
    ),
    Letter(
        NoticeKind.SUPERVISION,
        FindingStatus.RECTIFYING,
        0,
        date(2026, 5, 1),
        date(2026, 5, 8),
        (
            ("approve", date(2026, 5, 1)),
            ("issue", date(2026, 5, 1)),
            ("acknowledge", date(2026, 5, 1)),
        ),
        "请每三日报送一次进展，直至办结。",
    ),
    Letter(
        NoticeKind.SUPERVISION,
        FindingStatus.RECTIFYING,
        1,
        date(2026, 5, 1),
        date(2026, 5, 8),
    ),
)
#: The hour of each step, so that those of a day stand in their order.
HOURS: dict[Step, int] = {
    "approve": 10,
    "issue": 11,
    "acknowledge": 15,
    "reply": 16,
    "close": 17,
}
REPLY = "已召开专题会议，逐项制定措施、落实责任，进展和佐证已上传系统。"
NEXT_DAY = timedelta(days=1)


def tell(home: Home) -> None:
    """Send out what was sent, in its order; twice is once."""
    play(each for nth, one in enumerate(LETTERS) for each in _scenes(home, nth, one))
    at = home.days.at
    play([scene(at(UNTIL + NEXT_DAY, 8, 40), _sums, home)])
    play([scene(at(UNTIL + NEXT_DAY, 9, 0), _bulletin, home, SINCE, UNTIL)])
    play([scene(at(UNTIL + NEXT_DAY, 16, 0), _publish, home)])
    first, drafted = UNTIL + NEXT_DAY, LAST + NEXT_DAY
    play([scene(at(drafted, 16, 30), _bulletin, home, first, LAST)])


def _scenes(home: Home, nth: int, one: Letter) -> Iterator[Scene]:
    at = home.days.at
    yield scene(at(one.drafted_on, 9, nth), _draft, home, nth, one)
    for step, day in one.steps:
        yield scene(at(day, HOURS[step], nth), TAKES[step], home, nth)


def _notice(session: Session, home: Home, nth: int) -> Notice | None:
    """Find the n-th notice that was drafted."""
    drafted = Notice.of(home.id).order_by(None).order_by(Notice.id)
    return session.scalars(drafted.offset(nth).limit(1)).first()


def _draft(session: Session, home: Home, nth: int, one: Letter) -> None:
    if _notice(session, home, nth) is not None:
        return
    finding = _finding(session, home, one)
    if finding is None:
        return
    to = session.get_one(Unit, finding.responsible_unit_id)
    due_on = home.days.on(one.due_on)
    given = Draft(one.kind, CITY, to, [finding], due_on, one.words)
    own = campaign(session, home)
    drafting.draft(session, actor(session, OFFICE), own, given)


def _finding(session: Session, home: Home, one: Letter) -> Finding | None:
    """Find what a letter is about: the soonest due first, of a state."""
    chosen = select(Finding).where(
        Finding.campaign_id == home.id, Finding.status == one.status
    )
    rows = session.scalars(chosen.order_by(Finding.due_on, Finding.finding_no)).all()
    return rows[one.nth] if rows else None


def _approve(session: Session, home: Home, nth: int) -> None:
    subject = _notice(session, home, nth)
    if subject is not None and subject.state == "drafted":
        values = _values(session, home, subject)
        mark = fields.mark(values, "")
        steps.approve(session, actor(session, SECOND), subject, mark)


def _issue(session: Session, home: Home, nth: int) -> None:
    subject = _notice(session, home, nth)
    if subject is None or subject.state != "approved":
        return
    values, about = _values(session, home, subject), _matter(session, home)
    out, printed = io.BytesIO(), io.BytesIO()
    notice_paper.docx(out, subject.kind, values, None)
    notice_paper.pdf(printed, about.as_pdf(FONTS), subject.kind, values)
    made = Made(fields.mark(values, ""), _kept(home, out), _kept(home, printed))
    steps.issue(session, actor(session, OFFICE), subject, made)


def _acknowledge(session: Session, home: Home, nth: int) -> None:
    subject = _notice(session, home, nth)
    if subject is not None and subject.state == "issued":
        steps.take(session, _contact(session, subject), subject, "acknowledge")


def _reply(session: Session, home: Home, nth: int) -> None:
    subject = _notice(session, home, nth)
    if subject is not None and subject.state == "acknowledged":
        steps.reply(session, _contact(session, subject), subject, REPLY)


def _contact(session: Session, subject: Notice) -> Actor:
    return actor(session, login_of(session.get_one(Unit, subject.unit_id)))


def _close(session: Session, home: Home, nth: int) -> None:
    subject = _notice(session, home, nth)
    if subject is not None and subject.state == "replied":
        steps.take(session, actor(session, SECOND), subject, "close")


TAKES: dict[Step, Callable[[Session, Home, int], None]] = {
    "approve": _approve,
    "issue": _issue,
    "acknowledge": _acknowledge,
    "reply": _reply,
    "close": _close,
}


def _values(session: Session, home: Home, subject: Notice) -> dict[str, Any]:
    chosen: Sequence[Finding] = session.scalars(drafting.findings(subject)).all()
    return fields.values(_matter(session, home), subject, chosen)


def _matter(session: Session, home: Home) -> Matter:
    store = current_app.extensions["store"]
    return matter(session, store, campaign(session, home), now())


def _kept(home: Home, out: io.BytesIO) -> Blob:
    out.seek(0)
    blob: Blob = current_app.extensions["store"].put(home.room, out)
    return blob


def _sums(session: Session, home: Home) -> None:
    own, on = campaign(session, home), home.days.on
    if session.scalar(OutcomeStat.of(home.id).limit(1)) is None:
        given = Entry(CITY, on(SINCE), on(UNTIL), *SUMS)
        outcomes.enter(session, actor(session, OFFICE), own, given)


def _bulletin(session: Session, home: Home, since: date, until: date) -> None:
    own, on = campaign(session, home), home.days.on
    known = Bulletin.of(home.id).where(Bulletin.until == on(until))
    if session.scalar(known) is not None:
        return
    title = f"关于{own.name}情况的通报"
    words = Words(title, on(since), on(until), APPROACH, DEMANDS)
    bulletins.draft(session, actor(session, OFFICE), own, CITY, words)


def _publish(session: Session, home: Home) -> None:
    until = home.days.on(UNTIL)
    subject = session.scalar(Bulletin.of(home.id).where(Bulletin.until == until))
    if subject is None or subject.state != "draft":
        return
    own, clerk = campaign(session, home), actor(session, SECOND)
    page = read_bulletins.read(session, clerk, own, subject)
    if page.text is None:
        return
    out, printed = io.BytesIO(), io.BytesIO()
    said = page.scope, page.text, page.issuer
    bulletin_paper.write(out, *said)
    bulletin_paper.write(printed, *said, pen("pdf", FONTS))
    files = (_kept(home, one).sha256 for one in (out, printed))
    made = bulletins.Made(bulletins.words_of(subject), page.kept, *files)
    bulletins.publish(session, clerk, subject, made)


def is_told(home: Home) -> bool:
    """Say whether all was told before."""
    until = home.days.on(LAST)
    known = Bulletin.of(home.id).where(Bulletin.until == until)
    return reading().scalar(known) is not None
