"""The bulletin as a document of GB/T 9704, its list of findings attached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from server.actions.life import due
from server.models import Finding
from server.reports.bulletin.figures import Scope
from server.reports.bulletin.sentences import (
    Text,
    as_they_stood,
    brief,
    is_named,
    plain,
)
from server.reports.letter.contract import Begin, Letter
from server.reports.letter.tables import Column
from server.reports.letter.writing import Writing
from server.reports.names import Names
from server.reports.spoken import spoken
from server.reports.vocabulary import SEVERITIES, STATUSES

TITLE = "情况通报"
LIST = "问题台账"
#: As many rows as the paper bears; the office's ledger has all.
MOST = 500
AT_ONCE = 100
NAMED = (
    Column("序号", 13),
    Column("问题编号", 51),
    Column("地区", 30, wraps=True),
    Column("问题类别", 33, wraps=True),
    Column("问题", 68, wraps=True),
    Column("程度", 13),
    Column("状态", 17),
)
#: Where no unit is named, neither place nor number (which holds a county's code) is.
UNNAMED = (
    Column("序号", 13),
    Column("问题类别", 48, wraps=True),
    Column("问题", 130, wraps=True),
    Column("程度", 15),
    Column("状态", 19),
)


def write(
    out: BinaryIO, scope: Scope, said: Text, issuer: str, begin: Begin = Writing
) -> None:
    """Write a bulletin with the list of what was newly found."""
    subject = scope.subject
    writing = begin(subject.title, issuer)
    writing.letter()
    writing.sign(issuer)
    writing.number(f"察访办〔{due.today(scope.at).year}〕　　号")
    writing.title(subject.title)
    for part in said.parts:
        writing.level(part.heading)
        for sentence in part.sentences:
            line = plain(sentence)
            write_line = writing.part if line.startswith("（") else writing.say
            write_line(line)
    writing.attached([LIST])
    writing.signed(issuer, spoken(due.today(scope.at)))
    writing.wide()
    writing.attachment("附件", LIST)
    _list(writing, scope, said)
    writing.save(out)


def _list(writing: Letter, scope: Scope, said: Text) -> None:
    total = said.figures["accepted"].value
    rest = f"（列前{MOST}个，其余见系统台账）" if total > MOST else ""
    until = spoken(scope.subject.until)
    writing.remark(f"本期新认定的问题，截至{until}的状态{rest}")
    columns = NAMED if is_named(scope) else UNNAMED
    writing.table(columns, _rows(scope, said), f"合计　{total}个")


def _rows(scope: Scope, said: Text) -> Iterator[tuple[str, ...]]:
    names = Names(scope.session, scope.campaign, scope.subject.until)
    named = is_named(scope)
    for place, one in enumerate(_accepted(scope, said), start=1):
        names.learn([one])
        where = "".join(names.places(one.region_code)[1:3])
        yield (
            str(place),
            *((one.finding_no or "—", where) if named else ()),
            names.category(one.category_code)[1],
            brief(scope, one),
            SEVERITIES.get(one.severity, {}).get("zh", ""),
            STATUSES.get(one.status, {}).get("zh", one.status),
        )


def _accepted(scope: Scope, said: Text) -> Iterator[Finding]:
    """Give the period's findings as they stood, by number, as many as paper bears."""
    question = said.figures["accepted"].query
    counted = set(scope.asking.keys(question))
    rows = [one for one in scope.asking.stood(question) if one.key in counted]
    wanted = sorted(rows, key=lambda one: one.number)[:MOST]
    for first in range(0, len(wanted), AT_ONCE):
        yield from as_they_stood(scope, wanted[first : first + AT_ONCE])
