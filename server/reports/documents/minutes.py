"""The minutes of a conference about clues (会商纪要)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from server.models import CaseConference, Clue, ConferenceDecision
from server.reports.documents.matter import Matter
from server.reports.documents.transfer_letter import issuer_of, lines
from server.reports.letter.tables import Column
from server.reports.spoken import spoken
from server.reports.vocabulary import SOURCES

TITLE = "会商纪要"
COLUMNS = (
    Column("序号", 13),
    Column("线索编号", 56),
    Column("内容摘要", 44, wraps=True),
    Column("会商意见", 46, wraps=True),
    Column("承办", 24, wraps=True),
    Column("协办", 20, wraps=True),
    Column("办理时限", 24),
)
Decided = Sequence[tuple[ConferenceDecision, Clue]]


def write(
    out: BinaryIO, about: Matter, subject: CaseConference, decided: Decided
) -> None:
    """Write the minutes: when, who, and for each clue who leads, assists, by when."""
    issuer = issuer_of(about, subject.region_code)
    writing = about.writing(TITLE)
    writing.letter()
    writing.sign(issuer)
    writing.number(subject.no)
    writing.title(about.campaign.name, "线索会商纪要")
    writing.say(_met(subject))
    for line in lines(subject.summary):
        writing.say(line)
    if decided:
        writing.level("研判意见")
    for place, (decision, clue) in enumerate(decided, start=1):
        writing.say(f"{place}. {_said(clue)}{_given(decision)}")
    writing.attached(["会商线索清单"])
    writing.signed(issuer, spoken(subject.held_on))
    writing.wide()
    writing.attachment("附件", "会商线索清单")
    rows = (_row(place, *each) for place, each in enumerate(decided, start=1))
    writing.table(COLUMNS, rows, f"合计　{len(decided)}条")
    writing.save(out)


def _met(subject: CaseConference) -> str:
    where = f"在{subject.venue}" if subject.venue else ""
    units = "、".join(lines(subject.units))
    return f"{spoken(subject.held_on)}，{units}{where}会商研判问题线索，纪要如下。"


def _said(clue: Clue) -> str:
    of = clue.unit_named or "反映单位不明"
    return f"{clue.clue_no}（{SOURCES[clue.source]}，{of}）。"


def _given(decision: ConferenceDecision) -> str:
    parts = [decision.words.strip().rstrip("。") + "。"]
    if decision.lead:
        helped = "、".join(lines(decision.assist))
        assist = f"，{helped}协办" if helped else ""
        until = f"，{spoken(decision.due_on)}前办结" if decision.due_on else ""
        parts.append(f"由{decision.lead}承办{assist}{until}。")
    return "".join(parts)


def _row(place: int, decision: ConferenceDecision, clue: Clue) -> tuple[str, ...]:
    return (
        str(place),
        clue.clue_no,
        clue.digest or "—",
        decision.words,
        decision.lead or "—",
        "、".join(lines(decision.assist)) or "—",
        decision.due_on.isoformat() if decision.due_on else "—",
    )
