"""Before and after (整治前后对比): pairs of photos, four a page, and plaques.

Only what may leave is shown; a pair of which one half may not is told in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from media.photo import Darkroom
from server.reports import comparison
from server.reports.comparison import Pair, Village
from server.reports.documents.matter import Case, Matter, cases
from server.reports.letter.contract import Letter
from server.reports.letter.tables import Column, Picture
from server.reports.spoken import spoken
from server.reports.vocabulary import STATUSES
from server.reports.wanted import Wanted

TITLE = "整治前后对比"
#: Four pairs stand on a page, each picture as high as the others.
HIGH = 42.0
#: As many characters stand beside a pair.
ROOM = 56
VILLAGES = (
    Column("被察访单位", 56, wraps=True),
    Column("整治前（块）", 26),
    Column("整治后（块）", 26),
    Column("摘除（块）", 24),
)
REMOVED = (
    Column("被察访单位", 40, wraps=True),
    Column("要求挂牌单位", 40, wraps=True),
    Column("块数", 14),
    Column("摘除的牌子", 62, wraps=True),
)


def write(out: BinaryIO, about: Matter, wanted: Wanted, darkroom: Darkroom) -> None:
    """Write what the extract has pictures of, and the plaques of its villages."""
    writing = about.writing(TITLE)
    writing.letter()
    writing.title(about.campaign.name, TITLE)
    writing.remark(f"统计截止：{spoken(about.day)}　　{wanted.sentence}")
    told = comparison.villages(wanted)
    if told:
        _plaques(writing, told)
    shown = held = 0
    for part in wanted.findings():
        for case in cases(about, part):
            pairs = comparison.pairs(wanted, [case.finding])
            whole = [one for one in pairs if one.is_whole]
            held += len(pairs) - len(whole)
            hung = [_hung(about, pair, darkroom) for pair in whole]
            shown += _pairs(writing, case, [one for one in hung if one])
    if not shown and not told:
        writing.say("所选问题还没有整治前后的照片。")
    if held:
        writing.remark(f"注：{held}组照片未放行，未列入。")
    writing.save(out)


def _pairs(writing: Letter, case: Case, hung: Sequence[Sequence[Picture]]) -> int:
    """Write the pairs of one finding beside what was found and done; count them."""
    for nth, pair in enumerate(hung):
        writing.beside("" if nth else _told(case), pair)
    return len(hung)


def _hung(about: Matter, pair: Pair, darkroom: Darkroom) -> list[Picture]:
    """Hang a pair; nothing where one of its pictures cannot be seen."""
    halves = (
        (pair.before, "整治前", pair.before_on),
        (pair.after, "单位自报" if pair.by_unit else "整治后", pair.after_on),
    )
    found = []
    for photo, word, day in halves:
        room = about.campaign.room
        jpeg = photo.made_small(about.store, room, darkroom) if photo else None
        if jpeg is None:
            return []
        found.append(Picture(jpeg, f"{word}　{day}", HIGH))
    return found


def _told(case: Case) -> str:
    one, measures = case.finding, case.done.measures
    done = "；".join(each.text for each in measures) or "立行立改"
    state = STATUSES.get(one.status, {}).get("zh", one.status)
    lines = (
        case.number,
        f"{_cut(one.site_name, ROOM // 2)}（{state}）",
        _cut(one.title, ROOM),
        f"措施：{_cut(done, ROOM)}",
    )
    return "\n".join(lines)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _plaques(writing: Letter, told: Sequence[Village]) -> None:
    rows = [
        (one.where, str(one.before), str(one.after), str(_gone(one))) for one in told
    ]
    before, after = (
        sum(getattr(one, name) for one in told) for name in ("before", "after")
    )
    writing.table(VILLAGES, rows, f"合计　{before}块→{after}块")
    writing.space()
    units = [
        (one.where, unit, str(len(texts)), "、".join(texts))
        for one in told
        for unit, texts in sorted(one.removed.items())
    ]
    if units:
        writing.table(REMOVED, units, f"合计　摘除{sum(map(_gone, told))}块")
        writing.space()


def _gone(one: Village) -> int:
    return sum(map(len, one.removed.values()))
