"""The kinds of problems of a campaign: aspects and categories, as data.

The demo taxonomy is an assumption (5 aspects of 4 items each); an office replaces
it with a file of the columns ``aspect_code, aspect_name, code, name``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.actions import renaming
from server.actions.imports.table import read_table
from server.actions.renaming import Renamed
from server.errors import BadInput, Conflict
from server.models import Campaign, Finding, IssueCategory, Named


class CategoryInUse(Conflict):
    """A category that findings carry cannot be left out of a new taxonomy."""

    code = "category_in_use"


class BadTaxonomy(BadInput):
    """A row of a taxonomy's file that is no category; ``row`` says which."""

    code = "taxonomy_bad"


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of problem (重点问题) under its aspect (方面)."""

    aspect_code: str
    aspect_name: str
    code: str
    name: str


DEMO_ASPECTS = {
    "指尖负担": ("强制使用", "打卡积分排名", "重复与多头填报", "过度留痕与空壳"),
    "牌子机制": ("超范围挂牌", "无依据或强制挂牌", "制度上墙", "工作机制泛滥"),
    "文会表检": ("文会过多", "报表过多", "督检考过多", "责任转嫁与任务摊派"),
    "政策服务落实": (
        "政策落实打折扣",
        "监管责任缺失",
        "主动担当不够",
        "制度流程漏洞",
    ),
    "整改落实": ("整改不到位", "虚假整改", "超期未改", "问题反弹"),
}
DEMO = tuple(
    Category(f"A{aspect}", aspect_name, f"A{aspect}.{item}", name)
    for aspect, (aspect_name, names) in enumerate(DEMO_ASPECTS.items(), start=1)
    for item, name in enumerate(names, start=1)
)


#: The columns of a taxonomy's file, in their order.
COLUMNS = ("aspect_code", "aspect_name", "code", "name")
HEADINGS = ("方面代码", "方面", "类别代码", "类别")
LONGEST = {"aspect_code": 16, "aspect_name": 60, "code": 16, "name": 60}


def read(content: bytes, file_name: str) -> tuple[Category, ...]:
    """Read a taxonomy from XLSX or CSV; raises Unreadable, BadTaxonomy."""
    table = read_table(content, file_name)
    if table.header[: len(COLUMNS)] not in (COLUMNS, HEADINGS):
        raise BadTaxonomy(row=table.header_row, problem="、".join(HEADINGS))
    found: dict[str, Category] = {}
    for row, cells in table.rows:
        category = Category(*(*cells, "", "", "", "")[: len(COLUMNS)])
        wrong = _wrong(category)
        if wrong or category.code in found:
            raise BadTaxonomy(row=row, problem=wrong or category.code)
        found[category.code] = category
    if not found:
        raise BadTaxonomy(row=table.header_row, problem="0")
    return tuple(found.values())


def _wrong(category: Category) -> str:
    """Name the first field that is empty or too long."""
    for field, most in LONGEST.items():
        if not 0 < len(getattr(category, field)) <= most:
            return HEADINGS[COLUMNS.index(field)]
    return ""


def replace(
    session: Session, campaign: Campaign, categories: tuple[Category, ...]
) -> None:
    """Give a campaign these categories in this order; raises CategoryInUse."""
    held = {row.code: row for row in session.scalars(IssueCategory.of(campaign.id))}
    gone = held.keys() - {category.code for category in categories}
    _refuse_used(session, campaign, gone)
    for code in gone:
        session.delete(held[code])
    renaming.keep(session, campaign, _renamed(held, categories))
    for position, category in enumerate(categories, start=1):
        row = held.get(category.code)
        if row is None:
            row = IssueCategory(campaign_id=campaign.id, code=category.code)
            session.add(row)
        row.name = category.name
        row.aspect_code = category.aspect_code
        row.aspect_name = category.aspect_name
        row.position = position
    session.flush()


def _renamed(
    held: Mapping[str, IssueCategory], categories: Sequence[Category]
) -> Iterator[Renamed]:
    aspects = {row.aspect_code: row.aspect_name for row in held.values()}
    for category in categories:
        if category.code in held:
            was = held[category.code].name
            yield Renamed(Named.CATEGORY, category.code, was, category.name)
        code, name = category.aspect_code, category.aspect_name
        yield Renamed(Named.ASPECT, code, aspects.pop(code, name), name)


def _refuse_used(session: Session, campaign: Campaign, codes: set[str]) -> None:
    used = session.scalars(
        select(Finding.category_code)
        .where(Finding.campaign_id == campaign.id, Finding.category_code.in_(codes))
        .distinct()
    ).all()
    if used:
        raise CategoryInUse(codes=sorted(used))
