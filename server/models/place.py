"""Regions and units: where things are, and who answers for them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    and_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base, new_key

LEVELS = ("province", "city", "county", "town", "village")
#: How many of the 12 digits name the region of a level; the rest are zeros.
DIGITS = {"province": 2, "city": 4, "county": 6, "town": 9, "village": 12}


def prefix(code: str) -> str:
    """Cut a 12-digit code to the digits that its level uses."""
    for digits in DIGITS.values():
        if set(code[digits:]) <= {"0"}:
            return code[:digits]
    return code


def under(column: Any, code: str) -> ColumnElement[bool]:
    """Ask for a region and all below it: a range of codes, which an index answers."""
    digits = prefix(code)
    upto = str(int(digits) + 1).rjust(len(digits), "0") if digits.isdecimal() else ""
    return and_(column >= digits, column < upto)


def level_of(code: str) -> str:
    """Name the level of a 12-digit code."""
    used = len(prefix(code))
    return next(level for level, digits in DIGITS.items() if digits == used)


def ancestors(code: str) -> list[str]:
    """List the codes from the province down to the region itself."""
    used = len(prefix(code))
    return [
        code[:digits].ljust(12, "0") for digits in DIGITS.values() if digits <= used
    ]


class Region(Base):
    """An administrative region with its 12-digit statistical code."""

    __tablename__ = "region"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(String(12), index=True)
    level: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(60))
    pinyin: Mapped[str] = mapped_column(String(200), default="")
    is_functional_zone: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def within(cls, code: str) -> Select[Region]:
        """Select a region and all below it, in code order."""
        return (
            select(cls)
            .where(cls.code.startswith(prefix(code), autoescape=True))
            .order_by(cls.code)
        )

    @classmethod
    def path(cls, code: str) -> Select[Region]:
        """Select the regions from the province down to this one."""
        return select(cls).where(cls.code.in_(ancestors(code))).order_by(cls.code)


class Unit(Base):
    """An office that can be responsible for a finding (责任单位)."""

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("campaign_id", "code"),
        Index("ix_unit_campaign_id_region_code", "campaign_id", "region_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(24), unique=True, default=new_key)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(120))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[str] = mapped_column(String(20), default="department")
    level: Mapped[str] = mapped_column(String(10))
    region_code: Mapped[str] = mapped_column(String(12))

    @classmethod
    def of(cls, campaign_id: int) -> Select[Unit]:
        """Select the units of a campaign by region, then code."""
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id)
            .order_by(cls.region_code, cls.code)
        )


class CategoryLead(Base):
    """The unit that leads for a kind of problem in a region (牵头单位)."""

    __tablename__ = "category_lead"
    __table_args__ = (UniqueConstraint("campaign_id", "category_code", "region_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    category_code: Mapped[str] = mapped_column(String(16))
    region_code: Mapped[str] = mapped_column(String(12))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))

    @classmethod
    def of(cls, campaign_id: int) -> Select[CategoryLead]:
        """Select the leads of a campaign by region, then category."""
        return (
            select(cls)
            .where(cls.campaign_id == campaign_id)
            .order_by(cls.region_code, cls.category_code)
        )
