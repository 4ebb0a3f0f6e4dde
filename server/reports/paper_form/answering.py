"""What a question leaves free on paper: boxes, blanks, lines and photo numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms import lists
from forms.definition import FormDefinition, Question
from forms.errors import ExpressionError, ListUnreadable
from forms.lists import ItemList
from forms.xpath.parser import parse
from forms.xpath.tree import Binary, Expr, Path, Text, bare_name

BOX, BLANK, SHORT = "□\N{NO-BREAK SPACE}", "＿" * 8, "＿" * 3
#: A longer list is no list to tick: its name or code is written down.
MOST_BOXES = 40
UNIT = re.compile(
    r"（(元|万元|分钟|小时|天|日|个月|月|年|人|人次|户|个|块|件|项|份|次|页|米|公里|平方米|%)）"
    r"$"
)
DAY, TIME = "＿＿＿＿年＿＿月＿＿日", "＿＿时＿＿分"
PLACE = f"东经{BLANK}　北纬{BLANK}"
PLAIN = {
    "date": DAY,
    "time": TIME,
    "dateTime": f"{DAY}　{TIME}",
    "geopoint": PLACE,
    "geotrace": "另附草图，写明起止点",
    "geoshape": "另附草图，写明四至",
    "trigger": f"{BOX}已确认",
}
NUMBERS = frozenset({"integer", "decimal", "range"})
KEPT = {"image": "照片", "audio": "录音", "video": "录像", "file": "文件"}


@dataclass(frozen=True, slots=True)
class Room:
    """What is printed where an answer goes, and how many lines are ruled below."""

    text: tuple[str, ...] = ()
    #: What is ticked, or numbered; each stays in one piece.
    options: tuple[str, ...] = ()
    ruled: int = 0


def room(
    definition: FormDefinition, question: Question, files: Mapping[str, bytes]
) -> Room:
    """Leave room for the answer to a question; `files` are the form's lists."""
    if question.type in {"select_one", "select_multiple", "rank"}:
        return _choosing(question, _options(definition, question, files))
    if question.is_file:
        return Room(options=_slots(definition, question))
    if question.type in NUMBERS:
        return Room((BLANK + _unit(definition, question),))
    if question.type in PLAIN:
        return Room((PLAIN[question.type],))
    return Room(ruled=3 if "multiline" in question.appearance else 1)


def _choosing(question: Question, options: Sequence[str]) -> Room:
    if not options:
        return Room(ruled=1)
    if question.type == "rank":
        ranked = tuple(f"{SHORT}{one}" for one in options)
        return Room(("（按顺序写 1、2、3…）",), ranked)
    many = ("（可多选）",) if question.type == "select_multiple" else ()
    return Room(many, tuple(f"{BOX}{one}" for one in options))


def _options(
    definition: FormDefinition, question: Question, files: Mapping[str, bytes]
) -> list[str]:
    if question.choices:
        return [
            definition.label(choice.label) or choice.value
            for choice in question.choices
        ]
    listed = _listed(question, files)
    return listed if len(listed) <= MOST_BOXES else []


def _listed(question: Question, files: Mapping[str, bytes]) -> list[str]:
    """Read the labels of a list beside the form, unless they hang on an answer."""
    content = files.get(question.list_file or "")
    if content is None:
        return []
    try:
        kept = lists.of_csv(question.list_file or "", content)
        wanted = _filter(parse(question.itemset or ""))
    except (ListUnreadable, ExpressionError):
        return []
    if wanted is None:
        return []
    label = _label_column(kept, question)
    return [
        kept.cell(at, label)
        for at in range(len(kept.rows))
        if all(kept.has(*one) and kept.cell(at, one[0]) == one[1] for one in wanted)
    ]


def _label_column(kept: ItemList, question: Question) -> str:
    named = (question.choice_label, "label", question.choice_value)
    return next((one for one in named if one in kept.columns), kept.columns[0])


def _filter(expr: Expr) -> list[tuple[str, str]] | None:
    """Read a filter that every sheet of paper passes alike; None for any other."""
    match expr:
        case Path(_, steps, _):
            found = [_fixed(one) for step in steps for one in step.predicates]
            sure = [one for one in found if one is not None]
            return sure if len(sure) == len(found) else None
    return None


def _fixed(condition: Expr) -> tuple[str, str] | None:
    match condition:
        case Binary("=", column, Text(value)):
            name = bare_name(column)
            return None if name is None else (name, value)
    return None


def _slots(definition: FormDefinition, question: Question) -> tuple[str, ...]:
    """Leave a number to write for each photo, as the camera counts them."""
    count = len(definition.photo_slots(question.name))
    kind = KEPT[question.type]
    if count == 1:
        return (f"{kind}编号：{BLANK}",)
    places = (f"{number}.{SHORT}＿" for number in range(1, count + 1))
    return (f"{kind}编号：", *places)


def _unit(definition: FormDefinition, question: Question) -> str:
    found = UNIT.search(definition.label(question.label))
    return f" {found[1]}" if found else ""
