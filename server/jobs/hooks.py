"""The jobs `mail` and `webhook`: tell reminders outside of the office.

What leaves is number, due date and link, and nothing else. A message that cannot be
handed over fails the job, which is tried again; what was not told by then goes with
the reminders of the next day. A message may go out twice, never not at all.
"""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.request
from collections.abc import Callable, Sequence
from email.message import EmailMessage

from flask import current_app

from server.actions import reminders
from server.actions.life import due
from server.actions.reminders import Told
from server.config import Mail, Settings
from server.db import now, reading, writing
from server.jobs import claims
from server.models import Campaign, Job

#: As many reminders as one message bears.
AT_ONCE = 200
PATIENCE_S = 20.0
Line = dict[str, str]


def mail(jobs: Sequence[Job]) -> None:
    """Hand the reminders of campaigns over to the mail server."""
    chosen = _settings().mail
    if chosen is not None:
        _tell(jobs, "mail", lambda lines: _send(chosen, lines))
    _done(jobs)


def webhook(jobs: Sequence[Job]) -> None:
    """Post the reminders of campaigns to the webhook."""
    url = _settings().webhook
    if url is not None:
        _tell(jobs, "webhook", lambda lines: _post(url, lines))
    _done(jobs)


def wanted(settings: Settings) -> tuple[str, ...]:
    """Name the jobs that somebody has asked for; none by default."""
    asked = {"mail": settings.mail, "webhook": settings.webhook}
    return tuple(name for name, chosen in asked.items() if chosen is not None)


def _settings() -> Settings:
    chosen: Settings = current_app.extensions["settings"]
    return chosen


def _done(jobs: Sequence[Job]) -> None:
    with writing() as session:
        claims.done(session, jobs)


def _tell(
    jobs: Sequence[Job], hook: str, hand_over: Callable[[list[Line]], None]
) -> None:
    """Hand over message after message; each is marked before the next is made."""
    day = due.today(now())
    for campaign_id in dict.fromkeys(job.campaign_id for job in jobs):
        code = reading().get_one(Campaign, campaign_id).code
        while told := reminders.untold(reading(), campaign_id, hook, day, AT_ONCE):
            # Of one finding there may be two, and they would read alike.
            hand_over([_line(code, one) for one in {t.key: t for t in told}.values()])
            with writing() as session:
                reminders.mark_told(session, hook, told)


def _line(code: str, told: Told) -> Line:
    return {
        "number": told.number,
        "due_on": told.due_on.isoformat() if told.due_on else "",
        "link": f"{_settings().base_url}/c/{code}/findings/{told.key}",
    }


def _send(chosen: Mail, lines: list[Line]) -> None:
    message = EmailMessage()
    message["Subject"] = f"察访：{len(lines)} 件整改到期提醒"
    message["From"] = chosen.sender
    message["To"] = ", ".join(chosen.recipients)
    rows = (f"{one['number']}  {one['due_on']}\n{one['link']}" for one in lines)
    message.set_content("\n\n".join(rows) + "\n")
    with _connected(chosen) as server:
        if chosen.user:
            server.login(chosen.user, chosen.password)
        server.send_message(message)


def _connected(chosen: Mail) -> smtplib.SMTP:
    place = (chosen.host, chosen.port)
    trust = ssl.create_default_context()
    if chosen.security == "tls":
        return smtplib.SMTP_SSL(*place, timeout=PATIENCE_S, context=trust)
    server = smtplib.SMTP(*place, timeout=PATIENCE_S)
    if chosen.security == "starttls":
        server.starttls(context=trust)
    return server


def _post(url: str, lines: list[Line]) -> None:
    """Post the lines as JSON; an answer that is no 2xx raises."""
    body = json.dumps({"reminders": lines}, ensure_ascii=False).encode()
    kind = {"Content-Type": "application/json; charset=utf-8"}
    asked = urllib.request.Request(url, body, kind)  # noqa: S310 - config: http(s) only
    with urllib.request.urlopen(asked, timeout=PATIENCE_S):  # noqa: S310
        return
