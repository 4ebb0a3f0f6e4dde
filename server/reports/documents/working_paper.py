"""The working paper (工作底稿): one submission as it was filled, and what it gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from forms import issues
from forms.definition import FormDefinition
from forms.instance import answers as read_answers
from forms.instance import parse
from forms.lists import labels
from server.actions import access, entity_lists, forms, lists_in_force, redaction
from server.actions.redaction import Leaving
from server.db import LOCAL
from server.models import (
    Attachment,
    Finding,
    FormVersion,
    Submission,
    SubmissionState,
    Team,
)
from server.reports.answers import Lists, Words, asked, cells, columns
from server.reports.cells import plain
from server.reports.documents.matter import Matter
from server.reports.form_sheets import STATES
from server.reports.letter.contract import Letter
from server.reports.letter.tables import Box, Column
from server.reports.sheet import Shown
from server.reports.vocabulary import STATUSES

TITLE = "工作底稿"
ANSWERS = (Column("题目", 56, wraps=True), Column("填报内容", 100, wraps=True))
PHOTOS = (
    Column("序号", 12),
    Column("题目", 44, wraps=True),
    Column("拍摄时间", 40),
    Column("SHA-256（前16位）", 40),
    Column("放行", 20),
)
FOUND = (
    Column("问题编号", 52),
    Column("问题", 74, wraps=True),
    Column("状态", 30),
)
EARLY = {
    "hint": "仅提示",
    "candidate": "候选",
    "dropped": "不予认定",
    "team_confirmed": "组长已确认",
    "in_review": "审核中",
    "merged": "已并案",
    "cleared": "不属实",
    "exempted": "容错免责",
}


def write(out: BinaryIO, about: Matter, submission: Submission) -> None:
    """Write a submission with its answers, photos, issues and findings."""
    version = about.session.get_one(FormVersion, submission.form_version_id)
    definition = forms.definition(version)
    writing = about.writing(TITLE)
    writing.letter()
    writing.title(version.title, TITLE)
    writing.boxes(_boxes(about, submission, version))
    _answers(writing, about, submission, definition)
    _photos(writing, about, submission, definition)
    _issues(writing, submission, definition)
    _found(writing, about, submission)
    writing.save(out)


def _boxes(about: Matter, one: Submission, version: FormVersion) -> list[list[Box]]:
    about.names.learn_places([one.region_code])
    where = "".join(about.names.places(one.region_code)[1:])
    state = STATES[SubmissionState(one.state)]
    return [
        [Box("填报编号", one.instance_id)],
        [Box("察访组", about.names.team(one.team_id)), Box("状态", state)],
        [Box("地区", where), Box("被察访单位", one.site_name)],
        [
            Box("完成时间", f"{one.finished_at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"),
            Box("接收时间", f"{one.received_at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"),
        ],
        [Box("表单版本", version.version), Box("答案校验值", one.xml_sha256[:16])],
    ]


def _answers(
    writing: Letter, about: Matter, one: Submission, definition: FormDefinition
) -> None:
    told = one.answers or read_answers(definition, parse(one.xml))
    lists = Lists(about.names.region, _files(about, one))
    writing.space()
    writing.remark("一、填报内容")
    writing.table(ANSWERS, _rows(definition, None, told, lists), "（以上为全部答案）")
    for section in definition.repeats:
        if section.repeat:
            continue
        name = definition.label(section.label) or section.name
        rows = told.get(section.name) or ()
        for number, level in enumerate(rows, start=1):
            writing.space()
            writing.remark(f"{name}　第{number}项（共{len(rows)}项）")
            shown = _rows(definition, section.name, level, lists)
            writing.table(ANSWERS, shown, "")


def _rows(
    definition: FormDefinition,
    repeat: str | None,
    level: Mapping[str, Any],
    lists: Lists,
) -> Iterator[tuple[str, str]]:
    """Pair what was asked with what was answered; what was not is left out."""
    for question in asked(definition, repeat):
        heads = columns(definition, question, Words.LABELS)
        values = cells(definition, question, level, Words.LABELS, lists)
        for head, value in zip(heads, values, strict=True):
            if value not in (None, "") and head.shown is not Shown.ASKED:
                yield head.heading, plain(value)


def _files(about: Matter, one: Submission) -> dict[str, dict[str, str]]:
    """Read what is and was chosen from, by list; a newer label wins."""
    version = about.session.get_one(FormVersion, one.form_version_id)
    found: dict[str, dict[str, str]] = {}
    for file in lists_in_force.ever(about.session, [version.id], version.form_id):
        found.setdefault(file.name, {}).update(labels(file.content))
    team = about.session.get_one(Team, one.team_id)
    return found | entity_lists.labels(
        about.session, one.campaign_id, version.media_names, access.carried(team)
    )


def _photos(
    writing: Letter, about: Matter, one: Submission, definition: FormDefinition
) -> None:
    kept = about.session.scalars(
        Attachment.of(one.id).where(Attachment.rival.is_(False))
    ).all()
    writing.space()
    if not kept:
        writing.remark("二、照片和文件：没有")
        return
    writing.remark("二、照片和文件")
    leaving = redaction.leaving(about.session, kept)
    rows = (
        _photo(number, photo, definition, leaving.get(photo.id))
        for number, photo in enumerate(kept, start=1)
    )
    held = len(kept) - len(leaving)
    writing.table(PHOTOS, rows, f"合计　{len(kept)}份，其中{held}份未放行，不随附")


def _photo(
    number: int, photo: Attachment, definition: FormDefinition, copy: Leaving | None
) -> tuple[str, ...]:
    asked_for = photo.question or ""
    label = ""
    if definition.has_question(asked_for):
        label = definition.label(definition.question(asked_for).label)
    taken = photo.captured_at
    return (
        str(number),
        label or asked_for or photo.name,
        f"{taken.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}" if taken else "不详",
        (photo.sha256 or "未收到")[:16],
        _leaves(copy),
    )


def _leaves(copy: Leaving | None) -> str:
    if copy is None:
        return "未放行"
    return "已涂抹放行" if copy.is_covered else "已放行"


def _issues(writing: Letter, one: Submission, definition: FormDefinition) -> None:
    writing.space()
    if not one.issues:
        writing.remark("三、核对提示：没有")
        return
    writing.remark("三、核对提示")
    told = [issues.from_json(issue) for issue in one.issues]
    rows = (
        (_label(definition, issue.question), issue.text(definition, "zh"))
        for issue in told
    )
    writing.table(ANSWERS, rows, f"合计　{len(told)}条")


def _label(definition: FormDefinition, name: str) -> str:
    if not definition.has_question(name):
        return name
    return definition.label(definition.question(name).label) or name


def _found(writing: Letter, about: Matter, one: Submission) -> None:
    found = about.session.scalars(Finding.of_submission(one.id)).all()
    writing.space()
    if not found:
        writing.remark("四、由此提出的问题：没有")
        return
    writing.remark("四、由此提出的问题")
    rows = (
        (
            row.finding_no or "（未编号）",
            row.description or row.title,
            EARLY.get(row.status) or STATUSES.get(row.status, {}).get("zh", row.status),
        )
        for row in found
    )
    writing.table(FOUND, rows, f"合计　{len(found)}个（候选和提示不计数）")
