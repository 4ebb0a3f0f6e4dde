"""The story that the demonstration tells: 18 teams in Dezhou, in a spring.

Counties and towns exist; every app, plaque, problem and village is made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from server.demo.days import Days

CAMPAIGN = "dezhou"
NAME = "德州市“指尖上的形式主义”专项察访（演示数据）"
PREFIX = "JF26"
CITY = "371400000000"
ABOVE = {"370000000000": "山东省", CITY: "德州市"}


@dataclass(frozen=True, slots=True)
class Home:
    """The campaign of the story as it stands in the store."""

    id: int
    #: The room of the store in which its photographs lie.
    room: str
    #: When its spring was.
    days: Days


@dataclass(frozen=True, slots=True)
class County:
    """A county-level unit: how many findings each of its teams brings home."""

    code: str
    name: str
    short: str
    findings: tuple[int, ...]
    towns: dict[str, str]
    village: str
    #: Latitude and longitude of its seat, WGS-84, roughly.
    seat: tuple[float, float]

    @property
    def region(self) -> str:
        """Give its 12-digit code."""
        return self.code.ljust(12, "0")


COUNTIES = (
    County(
        "371402",
        "德城区",
        "德城",
        (3, 3),
        {"001": "新湖街道", "002": "新华街道"},
        "前进社区",
        (37.4513, 116.2995),
    ),
    County(
        "371403",
        "陵城区",
        "陵城",
        (3, 2),
        {"001": "安德街道", "101": "郑家寨镇"},
        "东关社区",
        (37.3358, 116.5761),
    ),
    County(
        "371422",
        "宁津县",
        "宁津",
        (4,),
        {"001": "宁城街道", "101": "柴胡店镇"},
        "大刘村",
        (37.6521, 116.8002),
    ),
    County(
        "371423",
        "庆云县",
        "庆云",
        (4,),
        {"100": "庆云镇", "101": "常家镇"},
        "后张村",
        (37.7754, 117.3851),
    ),
    County(
        "371424",
        "临邑县",
        "临邑",
        (3, 2),
        {"003": "临盘街道", "106": "孟寺镇"},
        "小李家村",
        (37.1898, 116.8665),
    ),
    County(
        "371425",
        "齐河县",
        "齐河",
        (3, 3),
        {"001": "晏城街道", "101": "表白寺镇"},
        "南赵村",
        (36.7842, 116.7629),
    ),
    County(
        "371426",
        "平原县",
        "平原",
        (4,),
        {"001": "龙门街道", "002": "桃园街道"},
        "西王社区",
        (37.1655, 116.4341),
    ),
    County(
        "371427",
        "夏津县",
        "夏津",
        (4,),
        {"001": "银城街道", "100": "南城镇"},
        "北马村",
        (36.9483, 116.0017),
    ),
    County(
        "371428",
        "武城县",
        "武城",
        (3,),
        {"001": "广运街道", "100": "武城镇"},
        "孙庄村",
        (37.2133, 116.0694),
    ),
    County(
        "371471",
        "德州天衢新区",
        "天衢",
        (2,),
        {"007": "长河街道", "008": "宋官屯街道"},
        "高地社区",
        (37.4342, 116.3576),
    ),
    County(
        "371481",
        "乐陵市",
        "乐陵",
        (3, 2),
        {"001": "市中街道", "002": "胡家街道"},
        "枣园村",
        (37.7301, 117.2318),
    ),
    County(
        "371482",
        "禹城市",
        "禹城",
        (3, 2),
        {"002": "禹兴街道", "100": "伦镇"},
        "石屯村",
        (36.9342, 116.6384),
    ),
)


@dataclass(frozen=True, slots=True)
class Squad:
    """A team: its number, its county, and the town it visits."""

    number: int
    county: County
    place: int
    findings: int

    @property
    def code(self) -> str:
        """Give its code: DZ-07."""
        return f"DZ-{self.number:02d}"

    @property
    def name(self) -> str:
        """Give its name: 德州-07."""
        return f"德州-{self.number:02d}"

    @property
    def town(self) -> tuple[str, str]:
        """Give code and name of the town it visits."""
        digits, name = list(self.county.towns.items())[self.place]
        return f"{self.county.code}{digits}000", name

    @property
    def village(self) -> tuple[str, str]:
        """Give code and name of the village it visits in that town."""
        return f"{self.town[0][:9]}201", self.county.village

    @property
    def spot(self) -> tuple[float, float]:
        """Give where the town's office is: latitude and longitude, made up."""
        latitude, longitude = self.county.seat
        return latitude + self.place / 50, longitude - self.number / 900

    @property
    def first_day(self) -> date:
        """Give the day of its first visit: a weekday from the 9th on."""
        turn = (self.number - 1) % 10
        return date(2026, 3, 9) + timedelta(days=turn + 2 * (turn // 5))


def squads() -> list[Squad]:
    """List the 18 teams in the order of their counties."""
    found: list[Squad] = []
    for county in COUNTIES:
        for place, findings in enumerate(county.findings):
            found.append(Squad(len(found) + 1, county, place, findings))
    return found


#: The departments of each county that can be responsible.
DEPARTMENTS = (
    "政务服务管理局",
    "社会治理服务中心",
    "农业农村局",
    "应急管理局",
    "生态环境分局",
    "融媒体中心",
    "民政局",
    "卫生健康局",
)
#: The city's, to whom advice goes.
BUREAUS = ("数据局", "农业农村局", "卫生健康委员会")
#: Whose the findings are that no form names a unit for.
LEAD = DEPARTMENTS[0]
