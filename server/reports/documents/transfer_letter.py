"""The letter with which a clue is handed on (线索移送函)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from server.models import Clue, ClueTransfer
from server.reports.documents.matter import Matter
from server.reports.spoken import spoken
from server.reports.vocabulary import SOURCES

TITLE = "线索移送函"


def write(
    out: BinaryIO, about: Matter, subject: Clue, sent: ClueTransfer, content: str
) -> None:
    """Write the letter to the body that has it from now on, with what was said."""
    issuer = issuer_of(about, subject.region_code)
    writing = about.writing(TITLE)
    writing.letter()
    writing.sign(issuer)
    writing.number(sent.no)
    writing.title("关于移送问题线索的函")
    writing.flush(f"{sent.to_unit}：")
    writing.say(_opening(about, subject))
    writing.level("一、反映的主要内容")
    for line in lines(content):
        writing.say(line)
    writing.level("二、移送理由")
    for line in lines(sent.reason):
        writing.say(line)
    writing.level("三、办理要求")
    for sentence in _asked(sent):
        writing.say(sentence)
    papers = list(lines(sent.papers))
    if papers:
        writing.attached(papers)
    writing.signed(issuer, spoken(sent.sent_on))
    writing.save(out)


def issuer_of(about: Matter, region_code: str) -> str:
    """Name the office of a register."""
    region = about.names.region(region_code)
    return f"{region}察访工作专班" if region else about.issuer


def lines(text: str) -> Iterator[str]:
    """Give the lines of a text that say something."""
    return filter(None, map(str.strip, text.splitlines()))


def _opening(about: Matter, subject: Clue) -> str:
    source = SOURCES[subject.source]
    if subject.sub_source:
        source = f"{source}（{subject.sub_source}）"
    of = f"，反映单位为{subject.unit_named}" if subject.unit_named else ""
    return (
        f"{spoken(subject.received_on)}，我专班在{about.campaign.name}中收到一条线索，"
        f"来源为{source}，编号{subject.clue_no}{of}。"
        "现将该线索移送你单位，请依规依纪依法办理。"
    )


def _asked(sent: ClueTransfer) -> tuple[str, ...]:
    return (
        "请收到本函后及时签收；不属于你单位职责的，请说明理由退回我专班。",
        f"请于{spoken(sent.due_on)}前，将办理结果书面告知我专班。",
        "请严格保密，不得将线索材料和反映人情况转给或者告知被反映单位和个人。",
    )
