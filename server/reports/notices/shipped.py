"""The documents that are shipped, one a kind, on the paper of GB/T 9704.

One page is written twice: with tags in the place of values it is the template that an
office takes home and redraws; with the values themselves it is what typst sets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO

from server.models import NoticeKind
from server.reports.letter.contract import Letter
from server.reports.letter.tables import Column
from server.reports.letter.writing import Writing
from server.reports.notices.fields import FIELDS, LIST, ONE, TITLES

#: What stands on the list of each kind: field, width in millimetres, wrapping.
COLUMNS: dict[NoticeKind, tuple[tuple[str, float, bool], ...]] = {
    NoticeKind.RECTIFICATION: (
        ("序号", 11, False),
        ("编号", 52, False),
        ("地点", 34, True),
        ("内容", 52, True),
        ("依据", 26, True),
        ("整改要求", 26, True),
        ("整改时限", 24, False),
    ),
    NoticeKind.ASSIGNMENT: (
        ("序号", 11, False),
        ("编号", 52, False),
        ("地点", 34, True),
        ("内容", 48, True),
        ("整改要求", 36, True),
        ("责任人", 20, True),
        ("整改时限", 24, False),
    ),
    NoticeKind.SUPERVISION: (
        ("序号", 11, False),
        ("编号", 52, False),
        ("内容", 58, True),
        ("整改时限", 24, False),
        ("超期天数", 18, False),
        ("状态", 18, False),
        ("最近进展", 44, True),
    ),
}
Told = Mapping[str, str]
Rows = Sequence[Sequence[str]]


def template(out: BinaryIO, kind: NoticeKind, issuer: str) -> None:
    """Write the shipped template of a kind: tags where the values come."""
    writing = Writing(TITLES[kind], issuer)
    tags = {name: f"{{{{ {name} }}}}" for name in FIELDS}
    names = [name for name, _width, _wraps in COLUMNS[kind]]
    rows = [
        _row(names, f"{{%tr for {ONE} in {LIST} %}}"),
        [f"{{{{ {ONE}.{name} }}}}" for name in names],
        _row(names, "{%tr endfor %}"),
    ]
    _write(writing, kind, tags, rows, _guarded(writing, tags), issuer)
    writing.save(out)


def write(letter: Letter, kind: NoticeKind, values: Mapping[str, Any]) -> None:
    """Write a notice as it is shipped, filled, on any paper."""
    rows = [[row[name] for name, *_ in COLUMNS[kind]] for row in values[LIST]]

    def say_if(name: str) -> None:
        for line in filter(None, values[name].splitlines()):
            letter.say(line)

    _write(letter, kind, values, rows, say_if, values["发文单位"])


def _guarded(writing: Writing, tags: Told) -> Callable[[str], None]:
    """Say a field only where it holds something, decided when it is filled."""

    def say_if(name: str) -> None:
        writing.say(f"{{%p if {name} %}}")
        writing.say(tags[name])
        writing.say("{%p endif %}")

    return say_if


def _row(names: Sequence[str], tag: str) -> list[str]:
    return [tag, *("" for _ in names[1:])]


def _write(
    letter: Letter,
    kind: NoticeKind,
    told: Told,
    rows: Rows,
    say_if: Callable[[str], None],
    issuer: str,
) -> None:
    letter.letter()
    letter.sign(told["发文单位"], issuer)
    letter.number(told["文号"])
    letter.title(told["标题"])
    letter.flush(f"{told['主送单位']}：")
    BODIES[kind](letter, told, say_if)
    letter.attached([LIST])
    letter.signed(told["发文单位"], told["成文日期"])
    letter.wide()
    letter.attachment("附件", LIST)
    letter.remark(f"责任单位：{told['主送单位']}　　单位：个")
    columns = [Column(name, width, wraps) for name, width, wraps in COLUMNS[kind]]
    letter.table(columns, rows, f"合计　{told['问题数']}个")


def _rectification(letter: Letter, told: Told, say_if: Callable[[str], None]) -> None:
    letter.say(
        f"在{told['专项名称']}中，经察访发现并审核认定，现将涉及你单位的"
        f"{told['问题数']}个问题印发给你们，请抓好整改。"
    )
    letter.level("一、整改要求")
    letter.say(
        "请对照问题清单逐项明确整改措施、责任人和完成时限，在清单所列整改时限前"
        "完成整改，并通过系统上报整改情况和佐证材料。"
    )
    say_if("补充要求")
    letter.level("二、回复时限")
    letter.say(
        f"请于{told['回复时限']}前，通过系统书面回复整改安排。"
        "整改完成后，由专班组织核查，核查通过的予以销号。"
    )


def _assignment(letter: Letter, told: Told, say_if: Callable[[str], None]) -> None:
    letter.say(
        f"现将{told['专项名称']}中涉及你单位的{told['问题数']}个问题交办你单位，"
        "请按清单所列要求和时限办理。"
    )
    letter.say(
        "请收到后通过系统签收。对问题事实或者责任划分有异议的，请在签收前书面说明理由。"
    )
    say_if("补充要求")
    letter.say(f"请于{told['回复时限']}前，通过系统书面回复办理情况。")


def _supervision(letter: Letter, told: Told, say_if: Callable[[str], None]) -> None:
    letter.say(
        f"截至{told['成文日期']}，在{told['专项名称']}中交办你单位的"
        f"{told['问题数']}个问题尚未办结，其中超过整改时限{told['超期数']}个。"
        "现予督办。"
    )
    say_if("提级说明")
    letter.say(
        "请你单位主要负责同志亲自过问，逐项查明未按时完成的原因，"
        "明确整改措施、责任人和完成时限，抓紧整改到位。"
    )
    say_if("补充要求")
    letter.say(
        f"请于{told['回复时限']}前，将整改进展和佐证材料通过系统回复；"
        "确需延期的，书面说明理由并提出新的时限，经同意后执行。"
    )


BODIES: dict[NoticeKind, Callable[[Letter, Told, Callable[[str], None]], None]] = {
    NoticeKind.RECTIFICATION: _rectification,
    NoticeKind.ASSIGNMENT: _assignment,
    NoticeKind.SUPERVISION: _supervision,
}
