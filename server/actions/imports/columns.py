"""The kinds of imports and their columns, each in a room of its own."""

from __future__ import annotations

from enum import StrEnum

from server.actions.imports.column import Column
from server.actions.imports.columns_of_clues import CALLER, CLUES
from server.actions.imports.columns_of_people import CATEGORIES, LEADS, ROLES, USERS
from server.actions.imports.columns_of_places import LEVELS, REGIONS, TEAMS, UNITS
from server.actions.imports.columns_of_set_up import (
    ARRANGEMENTS,
    MILESTONES,
    ROUNDS,
    VISITS,
)
from server.actions.imports.columns_of_sums import OUTCOMES

__all__ = ["CALLER", "COLUMNS", "KINDS", "LEVELS", "ROLES", "Column", "Kind"]


class Kind(StrEnum):
    """What a file brings."""

    REGIONS = "regions"
    UNITS = "units"
    TEAMS = "teams"
    USERS = "users"
    LEADS = "leads"
    CATEGORIES = "categories"
    ARRANGEMENTS = "arrangements"
    MILESTONES = "milestones"
    ROUNDS = "rounds"
    VISITS = "visits"
    OUTCOMES = "outcomes"
    CLUES = "clues"


KINDS = {
    Kind.REGIONS: {"zh": "行政区划", "en": "regions"},
    Kind.UNITS: {"zh": "单位", "en": "units"},
    Kind.TEAMS: {"zh": "察访组", "en": "teams"},
    Kind.USERS: {"zh": "用户", "en": "users"},
    Kind.LEADS: {"zh": "牵头单位", "en": "leads"},
    Kind.ARRANGEMENTS: {"zh": "专班与计划", "en": "arrangements"},
    Kind.MILESTONES: {"zh": "节点任务", "en": "milestones"},
    Kind.ROUNDS: {"zh": "轮次", "en": "rounds"},
    Kind.VISITS: {"zh": "察访", "en": "visits"},
    Kind.OUTCOMES: {"zh": "结果数据", "en": "outcomes"},
    Kind.CATEGORIES: {"zh": "问题分类", "en": "categories"},
    Kind.CLUES: {"zh": "线索", "en": "clues"},
}

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.REGIONS: REGIONS,
    Kind.UNITS: UNITS,
    Kind.TEAMS: TEAMS,
    Kind.USERS: USERS,
    Kind.LEADS: LEADS,
    Kind.CATEGORIES: CATEGORIES,
    Kind.ARRANGEMENTS: ARRANGEMENTS,
    Kind.MILESTONES: MILESTONES,
    Kind.ROUNDS: ROUNDS,
    Kind.VISITS: VISITS,
    Kind.OUTCOMES: OUTCOMES,
    Kind.CLUES: CLUES,
}
