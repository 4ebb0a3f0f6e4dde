"""The plaques of the story, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from media.specimen import Plaque
from server.demo.story import County

#: A plaque outside of the list that hangs indoors, with a paper that asks for it.
QUIET: dict[str, Any] = {
    "p_type": "other",
    "p_pos": "wall",
    "p_level": "county",
    "p_basis": "seen",
    "p_assess": "no",
    "p_again": "no",
    "p_keep": "remove",
    "p_removed": "no",
    "p_out": 0,
    "p_bad": 1,
}


@dataclass(frozen=True, slots=True)
class Hung:
    """A plaque as it hangs, and the answers about it."""

    text: str
    look: str
    department: str
    answers: Mapping[str, Any]

    @property
    def picture(self) -> Plaque:
        """Show it from nearby."""
        return Plaque(self.text, self.look)


#: The village had to pay for it: the one problem of the accepted findings.
PAID = (
    ("科普惠农工作站", "copper", "农业农村局", 320),
    ("安全生产监督岗", "red", "应急管理局", 260),
    ("网格化管理服务站", "steel", "社会治理服务中心", 380),
    ("健康促进工作室", "white", "卫生健康局", 240),
    ("环保宣传教育点", "blue", "生态环境分局", 280),
    ("民政服务工作室", "copper", "民政局", 350),
)
OUTDOOR = Hung("志愿服务先锋岗", "red", "融媒体中心", {"p_pos": "outdoor", "p_out": 1})
ASSESSED = Hung("平安建设达标单位", "copper", "社会治理服务中心", {"p_assess": "yes"})
SYSTEM = Hung("河长制工作职责", "blue", "生态环境分局", {"p_type": "system"})
BASELESS = Hung("便民议事厅", "white", "民政局", {"p_basis": "none", "p_pos": "door"})
#: The plaques that a village may keep, as they hang on the wall.
KEPT = (
    Plaque("村民委员会", "white"),
    Plaque("党群服务中心", "red"),
    Plaque("综治中心", "steel"),
    Plaque("新时代文明实践站", "red"),
)


def paid(turn: int) -> Hung:
    """Give one of the plaques that a village had to pay for."""
    text, look, department, cost = PAID[turn % len(PAID)]
    answers = {"p_cost": cost, "p_village_paid": "yes"}
    return Hung(text, look, department, answers)


def row(hung: Hung, county: County) -> dict[str, Any]:
    """Answer the questions about one plaque."""
    answers = {**QUIET, **hung.answers}
    doc = None if answers["p_basis"] == "none" else f"{county.short}发〔2025〕17号"
    return {
        **answers,
        "p_text": hung.text,
        "p_unit": county.name + hung.department,
        "p_basis_doc": doc,
    }
