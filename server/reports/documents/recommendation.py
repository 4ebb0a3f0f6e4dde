"""The recommendation (建议书): the facts, what is asked, and until when to answer."""

from __future__ import annotations

from typing import BinaryIO

from server.models import Recommendation
from server.reports.documents.matter import UNKNOWN, Matter
from server.reports.spoken import spoken

TITLE = "工作建议书"


def write(out: BinaryIO, about: Matter, subject: Recommendation) -> None:
    """Write the letter to the unit that is asked."""
    writing = about.writing(TITLE)
    writing.letter()
    writing.sign(about.issuer)
    writing.number(subject.no or about.number())
    writing.title(about.campaign.name, TITLE)
    writing.flush(f"{about.names.unit(subject.unit_id) or UNKNOWN}：")
    writing.level("一、基本情况和发现的问题")
    for line in filter(None, map(str.strip, subject.facts.splitlines())):
        writing.say(line)
    writing.level("二、建议")
    for place, one in enumerate(subject.asks, start=1):
        writing.say(f"{place}. {one}")
    writing.level("三、回复时限")
    writing.say(
        f"请于{spoken(subject.due_on)}前，将采纳方案和落实情况通过系统书面回复。"
        "对本建议有异议的，请在签收时一并说明理由。"
    )
    writing.signed(about.issuer, spoken(about.day))
    writing.save(out)
